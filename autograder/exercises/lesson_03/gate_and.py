"""Both inputs or nothing: two ones score 1/2, a single one -1/2. w (2,), b; x in {0, 1}."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, Number, Record
from autograder.exercises.lesson_03.shared import BITS, TABLES, first_wrong, forms, order, score_of
from nnlib import boolean

exercise = Exercise(
    reference=boolean.gate_and,
    lesson="03_xor",
    takes={},
    returns=Record(w=Array("2"), b=Number()),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("the four inputs of AND", ())


@exercise.seen_as
def _(answer: Any) -> Any:
    return np.sign(score_of(BITS, answer["w"], answer["b"]))


@exercise.judged_by
def _(scores: Any) -> Fault | None:
    named = {
        (0, 1, 1, 1): "F05.1",
        (1, 1, 1, 1): "gate_and.1",
        (0, 0, 0, 0): "gate_and.2",
        (0, 0, 1, 1): "gate_and.4",
        (0, 1, 0, 1): "gate_and.4",
    }
    lowered = {t: "gate_and.3" for t in TABLES if t not in named}
    return first_wrong(BITS, scores, (0, 0, 0, 1), lowered | named)


@exercise.mistakes
def _():
    "F05.1: This is OR. Raise the threshold: a single 1 must not be enough."
    np.array([1.0, 1.0]), -0.5
    "F05.4: Mind the coding: b = 0 is right for inputs -1 and +1, but here they are 0 and 1."
    np.array([1.0, 1.0]), 0.0
    "F05.5: Two ones score exactly 0 here, and a unit fires only where the score is above 0."
    np.array([1.0, 1.0]), -2.0
    "gate_and.1: It always fires. b is added: a threshold of 1.5 is b = -1.5."
    np.array([1.0, 1.0]), 1.5
    "gate_and.2: It never fires: two ones together must outweigh b."
    np.array([1.0, 1.0]), -3.0
    "gate_and.3: An input that is on must raise the score: look at the signs of the weights."
    np.array([-1.0, -1.0]), 1.5
    "gate_and.3: An input that is on must raise the score: look at the signs of both weights."
    np.array([1.0, -1.0]), -0.5
    "gate_and.4: One input decides alone: without the other it must be 0."
    np.array([1.0, 0.0]), -0.5
    "gate_and.4: One input decides alone: without the other the answer must be 0."
    np.array([0.0, 1.0]), -0.5


exercise.mistakes(forms)
exercise.mistakes(order)
