"""1 on [a, b), else 0: step(b - x) - step(a - x). x and result: any shape; a <= b."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Answer, Case, Exercise
from autograder.check.forms import Like
from nnlib import approximate
from nnlib.activations import step

exercise = Exercise(
    reference=approximate.step_rectangle,
    lesson="05_universal_approximation",
    takes={"x": "m", "a": "", "b": ""},
    returns=Like("x"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for note, middle in (
        ("both edges right of 0", 4.0),
        ("both edges left of 0", -4.0),
        ("an edge on either side of 0", 0.3),
    ):
        middle, half = middle + float(rng.uniform(-0.2, 0.2)), float(rng.uniform(1.2, 1.8))
        yield Case(note, (_around(rng, middle, half), middle - half, middle + half))
    x, a = rng.permutation(np.arange(-6, 7)), float(rng.uniform(0.2, 0.8))
    yield Case("x of whole numbers", (x, a - 3, a + 2))
    yield Case("one x, far to the right", (np.array([90.0]), a, a + 5))
    x = np.array([a - 1, a, a + 1, a + 1.5, a + 2.5])
    x = np.append(x, np.nextafter(x[[1, 3]], -9.0))  # as near to an edge as can be
    yield Case("x on the edges a and b themselves", (x, a, float(x[3])), aspect="edges")
    yield Case("whole edges, x in between too", (np.array([-3.5, -3.0, 0.5, 4.5, 5.5]), -3, 5))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    a = float(rng.uniform(-3, -2))
    yield Case("a narrow rectangle", (a + np.array([-1, 0.001, 0.005, 0.02, 1]), a, a + 0.01))
    yield Case("no rectangle at all, a = b", (a + np.array([-1.0, 0.5, 2.0]), a, a))
    yield Case("a wide rectangle", (np.array([-2e6, -9e5, 7.0, 9e5, 2e6]), -1e6, 1e6))
    x = np.array([2.0, -3.0, 2.0, 5.0, -3.0, 5.0])
    yield Case("whole edges, hit more than once", (x, -3, 5), aspect="edges")


def _around(rng: np.random.Generator, middle: float, half: float) -> Any:
    """Places left of, inside and right of a rectangle, none near an edge, in no order."""
    inside = rng.uniform(-0.9, 0.9, 5)
    outside = rng.choice([-1, 1]) * np.array([1, -1, 1, -1]) * rng.uniform(1.1, 4, 4)
    return middle + half * rng.permutation(np.concatenate([inside, outside]))


def _step_with(at_zero: float) -> Answer:
    return lambda z: np.heaviside(z, at_zero)


STEPS = _step_with(0.0), _step_with(1.0)  # most mistakes are made with either


@exercise.mistakes(s=STEPS)
def _(x, a, b, *, s):
    "F14.1: Right of b both steps are 1, and what you want there is 0: a difference."
    s(x - a) + s(x - b)
    "F14.2: Yours is -1 inside: up at a comes first, then down at b."
    s(x - b) - s(x - a)
    "F14.3: A step that jumps at a is moved to the right by a: x minus a."
    step(x + a) - step(x + b)
    "F14.4: Right of b both of your steps are 1, and so is their product. It must be 0."
    s(x - a) * s(x - b)
    "F14.5: The height is 1: each step enters the sum once, with weight 1 or -1."
    2 * (s(x - a) - s(x - b))
    "F14.5: The height is 1, however wide the rectangle: weights 1 and -1."
    (b - a) * (s(x - a) - s(x - b))
    "step_rectangle.1: Yours is 1 on [a, b], closed at b. What does [a, b) say of x = b itself?"
    1.0 * ((x >= a) & (x <= b))
    "step_rectangle.2: Yours is 1 on (a, b), open at a. What does [a, b) say of x = a itself?"
    1.0 * ((x > a) & (x < b))
    """step_rectangle.3: Yours is 1 on (a, b], as step(0) is 0. Turned round, 1 - step(a - x) is
    1 at x = a."""
    step(x - a) - step(x - b)
    "step_rectangle.4: Yours has a value of its own on an edge. There too it is either 0 or 1."
    np.heaviside(x - a, 0.5) - np.heaviside(x - b, 0.5)
    "step_rectangle.5: True and False do not add up with weights: make them 1.0 and 0.0."
    (x >= a) & (x < b)
    "step_rectangle.5: True and False cannot be subtracted: make them 1.0 and 0.0 first."
    (x >= a) - (x >= b)
    "step_rectangle.6: Each `if`, `and`, a <= x < b asks about one x. An array wants steps, or &."
    np.ones(np.shape(x)) if x >= a and x < b else np.zeros(np.shape(x))
    1.0 if a <= x < b else 0.0
    "step_rectangle.7: It never comes down: a second step at b has to take it back."
    s(x - a)
    "step_rectangle.8: Yours is 1 everywhere left of b: where is the edge at a?"
    s(b - x)
    "step_rectangle.9: Inside and outside are exchanged: it must be 1 between a and b."
    1 - (s(x - a) - s(x - b))
    "step_rectangle.10: Outside yours is 1 and inside 2: one thing is left to subtract."
    s(x - a) + s(b - x)
    1.0 * (x >= a) + 1.0 * (x < b)
    "step_rectangle.11: The sign function jumps by 2, from -1 to 1; a step jumps by 1."
    np.sign(x - a) - np.sign(x - b)
    "step_rectangle.12: The height is 1, not the area: do not divide by the width b - a."
    (step(b - x) - step(a - x)) / (b - a) if b > a else np.zeros(np.shape(x))
    "step_rectangle.13: The second edge is at b itself: b is a place, not a width."
    s(x - a) - s(x - a - b)
    "step_rectangle.14: An edge is a place: moved by a little, the step is wrong close to it."
    step(x - a + 1e-3) - step(x - b + 1e-3)
    "step_rectangle.15: Inside both conditions hold: & asks for both, | lets everything in."
    1.0 * ((x >= a) | (x < b))
    "step_rectangle.16: A mask picks entries out: the answer has a number for every x."
    x[(x >= a) & (x < b)]
    "step_rectangle.5: The height is 1: inside yours is x itself."
    np.where((x >= a) & (x < b), x, 0.0)
