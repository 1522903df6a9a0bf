"""What the input of a natural logarithm is sent, when the logarithm was sent g."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Like
from autograder.exercises.lesson_09.shared import WALKS, away


def log_back(g: Any, a: Any) -> Any:
    """What the input of a natural logarithm is sent, when the logarithm was sent g."""
    return g / a


exercise = Exercise(
    reference=log_back,
    lesson="09_autodiff",
    takes={"g": "...", "a": "..."},
    returns=Like("a"),
    shortcuts=WALKS,
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("two numbers", (float(away(rng, ())), float(rng.uniform(1.5, 4))))
    yield Case("a below 1", (float(away(rng, ())), float(rng.uniform(0.1, 0.5))))
    yield Case("whole numbers", (3, 2))
    yield Case("two rows", (away(rng, 4), rng.uniform(0.2, 4, 4)))
    yield Case("a matrix", (away(rng, (2, 3)), rng.uniform(0.2, 4, (2, 3))))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("very small and very large", (away(rng, 3), np.array([1e-9, 0.5, 1e9])))
    yield Case("a square matrix", (away(rng, (3, 3)), rng.uniform(0.2, 4, (3, 3))))


@exercise.mistakes
def _(g, a):
    "F41.2: That is the slope of the logarithm; times what came back, g."
    1 / a
    "log_back.1: The slope of log a is 1/a: divide by a, where you multiply."
    g * a
    "log_back.2: That goes up, not down: the slope of log a is 1/a, not log a."
    g * np.log(a)
    "log_back.3: There is no minus: a larger a has a larger logarithm."
    -g / a
    "log_back.4: Two strokes round down to whole numbers: one stroke divides."
    g // a
    "log_back.5: But for the sign 1/a² is the slope of 1/a: the slope of log a is 1/a itself."
    g / a**2
    "log_back.6: The slope is 1/a, at the input; not one over the logarithm."
    g / np.log(a)
    "log_back.7: A sum hands g on as it is. Here the slope 1/a comes in."
    g * np.ones_like(a)
    "log_back.8: The slope of exp is exp; that of log is 1/a."
    g * np.exp(a)
    "log_back.9: It is g over a, and this is a over g."
    a / g
    "log_back.10: A chain multiplies: the slope 1/a times g, not plus g."
    g + 1 / a
