"""Awake unless its input is on: the weight is negative. w (1,), b; x in {0, 1}."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from autograder.check.context import Context
from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, Number, Record
from autograder.exercises.lesson_03.shared import Names, first_wrong, forms, score_of
from nnlib import boolean


@dataclass(frozen=True)
class OneWeight(Array):
    """The weight of a single input: a plain number will do for an array of one entry."""

    pattern: str = "1"

    def read(self, value: Any, context: Context, name: str) -> Any:
        plain = isinstance(value, int | float | np.number | np.ndarray) and np.ndim(value) == 0
        return super().read([value] if plain else value, context, name)


exercise = Exercise(
    reference=boolean.gate_not,
    lesson="03_xor",
    takes={},
    returns=Record(w=OneWeight(), b=Number()),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("the two inputs of NOT", ())


@exercise.seen_as
def _(answer: Any) -> Any:
    scores = score_of(np.array([[0.0], [1.0]]), answer["w"], answer["b"])
    return {"scores": np.sign(scores), "weight": np.sign(answer["w"].astype(float))}


@exercise.judged_by
def _(seen: Any) -> Fault | None:
    named: Names = {(1, 1): "gate_not.2", (0, 0): "gate_not.3"}
    if seen["weight"] > 0:
        named = dict.fromkeys(product((0, 1), repeat=2), "F05.3")
    return first_wrong(np.array([[0.0], [1.0]]), seen["scores"], (1, 0), named)


@exercise.mistakes
def _():
    "F05.3: An input that is on must silence the unit: its weight is negative, and b is positive."
    np.array([1.0]), -0.5
    np.array([1.0]), 0.5
    np.array([1.0]), 0.0
    """gate_not.1: An input of 0 scores b, and a score of exactly 0 does not fire. Inputs are 0
    and 1."""
    np.array([-1.0]), 0.0
    "gate_not.2: It always fires: the weight of an input that is on must outweigh b."
    np.array([-1.0]), 1.5
    "gate_not.2: It always fires: an input without a weight says nothing."
    np.array([0.0]), 0.5
    "gate_not.3: It never fires. With its input off the score is b: which sign?"
    np.array([-1.0]), -0.5


exercise.mistakes(forms)
