"""One input is enough: it scores 1/2, none at all -1/2. w (2,), b; x in {0, 1}."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, Number, Record
from autograder.exercises.lesson_03.shared import BITS, TABLES, first_wrong, forms, order, score_of
from nnlib import boolean

exercise = Exercise(
    reference=boolean.gate_or,
    lesson="03_xor",
    takes={},
    returns=Record(w=Array("2"), b=Number()),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("the four inputs of OR", ())


@exercise.seen_as
def _(answer: Any) -> Any:
    return np.sign(score_of(BITS, answer["w"], answer["b"]))


@exercise.judged_by
def _(scores: Any) -> Fault | None:
    named = {
        (1, 1, 1, 1): "F05.2",
        (0, 0, 0, 1): "gate_or.1",
        (0, 0, 0, 0): "gate_or.3",
        (0, 0, 1, 1): "gate_or.5",
        (0, 1, 0, 1): "gate_or.5",
    }
    lowered = {t: "gate_or.4" for t in TABLES if t not in named}
    return first_wrong(BITS, scores, (0, 1, 1, 1), lowered | named)


@exercise.mistakes
def _():
    "F05.2: Nothing on means nothing out: with no input on the score is b."
    np.array([1.0, 1.0]), 0.5
    "gate_or.1: This is AND. Lower the threshold: a single 1 is enough."
    np.array([1.0, 1.0]), -1.5
    "gate_or.2: A single 1 scores exactly 0 here, and a unit fires only where the score is above 0."
    np.array([1.0, 1.0]), -1.0
    "gate_or.3: It never fires: a single 1 must outweigh b."
    np.array([1.0, 1.0]), -2.5
    "gate_or.4: An input that is on must raise the score: look at the signs of the weights."
    np.array([-1.0, -1.0]), 0.5
    "gate_or.4: An input that is on must raise the score: look at the signs of both weights."
    np.array([1.0, -1.0]), -0.5
    "gate_or.5: One input has no say: each of them alone must be enough."
    np.array([1.0, 0.0]), -0.5
    "gate_or.5: One of the inputs has no say: each of them alone must be enough."
    np.array([0.0, 1.0]), -0.5


exercise.mistakes(forms)
exercise.mistakes(order)
