"""A trapezoid of four ReLUs: up on [a, a + eps], 1 until b, down on [b, b + eps]."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Like
from nnlib import approximate
from nnlib.activations import relu, step

exercise = Exercise(
    reference=approximate.relu_rectangle,
    lesson="05_universal_approximation",
    takes={"x": "m", "a": "", "b": "", "eps": ""},
    returns=Like("x"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    # Sixteenths and an eps that is a power of two: every difference is exact, also in float32,
    # so that the four ReLUs cancel to a true 0 in whatever order they are summed.
    for note, a, eps in (
        ("both edges right of 0", 2.0, 0.5),
        ("both edges left of 0", -6.0, 0.25),
        ("a slow rise", -1.5, 2.0),
    ):
        a += int(rng.integers(0, 9)) / 16
        b = a + eps + int(rng.integers(9, 20)) / 16
        yield Case(note, (_on_the_flanks(rng, a, b, eps), a, b, eps))
    a = float(rng.integers(1, 9))
    x = rng.permutation(np.arange(-3, 30))
    yield Case("x of whole numbers", (x, a, a + 9, 4.0), aspect="whole numbers")
    yield Case("whole numbers everywhere", (x, int(a), int(a) + 8, 8), aspect="whole numbers")
    yield Case("one x, far to the right", (np.array([90.0]), a, a + 3, 2.0))
    narrow = np.array([-0.25, 0.25, 0.75, 1.25, 1.75, 2.5, 3.0])
    yield Case("b before the rise is over", (a + narrow, a, a + 0.5, 2.0))
    yield Case("a tent: the fall follows at once", (a + np.arange(-1, 4) / 2, a, a + 0.5, 0.5))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    a = float(rng.integers(-9, -4))
    yield Case("a steep rise", (a + np.arange(-2, 20) / 128, a, a + 0.125, 1 / 64))
    yield Case("a tail that is long", (np.array([a, a + 1.5, 64.0, 1024.0]), a, a + 2, 0.5))


def _on_the_flanks(rng: np.random.Generator, a: float, b: float, eps: float) -> Any:
    """Both feet, both flanks, the roof with its ends, and both sides, in no order."""
    flank = eps * rng.choice(np.arange(1, 16), 3, replace=False) / 16
    roof = [a + eps, (a + eps + b) / 2, b]
    sides = [a - 1.25, a - eps / 2, b + 1.5 * eps, b + 3]
    return rng.permutation(np.concatenate([a + flank, b + flank, roof, sides, [a, b + eps]]))


def _ramps(x: Any, corners: Any, weights: Any) -> Any:
    """A sum of ReLUs that start at the corners."""
    return sum(w * relu(x - corner) for corner, w in zip(corners, weights, strict=True))


@exercise.mistakes
def _(x, a, b, eps):
    "F15.1: The height is 1, but yours grows with eps: scale the slope."
    _ramps(x, [a, a + eps, b, b + eps], [1, -1, -1, 1])
    "F15.2: At b it must turn down, and right of b + eps it must be 0."
    _ramps(x, [a, a + eps, b, b + eps], [1, -1, 1, -1]) / eps
    "F15.3: Yours falls for ever: a fourth unit has to stop it at b + eps."
    _ramps(x, [a, a + eps, b], [1, -1, -1]) / eps
    "F15.4: A ramp that starts at a is moved to the right by a: x minus a."
    _ramps(x, [-a, -a - eps, -b, -b - eps], [1, -1, -1, 1]) / eps
    _ramps(x, [-a, -a + eps, -b, -b + eps], [1, -1, -1, 1]) / eps
    _ramps(x, [-a, -a - eps, b, b + eps], [1, -1, -1, 1]) / eps
    _ramps(x, [-a, -a + eps, b, b + eps], [1, -1, -1, 1]) / eps
    "F15.5: At b it is still 1: the fall starts there and ends at b + eps."
    _ramps(x, [a, a + eps, b - eps, b], [1, -1, -1, 1]) / eps
    "F15.6: A result like an x of whole numbers cuts fractions off."
    (_ramps(x, [a, a + eps, b, b + eps], [1, -1, -1, 1]) / eps).astype(x.dtype)
    "relu_rectangle.1: The rise starts at a and is over at a + eps."
    _ramps(x, [a - eps, a, b, b + eps], [1, -1, -1, 1]) / eps
    _ramps(x, [a - eps, a, b - eps, b], [1, -1, -1, 1]) / eps
    "relu_rectangle.2: Rise and fall start at a and at b; yours have their middles there."
    _ramps(x, [a - eps / 2, a + eps / 2, b - eps / 2, b + eps / 2], [1, -1, -1, 1]) / eps
    "relu_rectangle.3: To climb by 1 within eps, is the slope eps or 1/eps?"
    _ramps(x, [a, a + eps, b, b + eps], [1, -1, -1, 1]) * eps
    "relu_rectangle.4: It never comes down: two more units turn it at b."
    _ramps(x, [a, a + eps], [1, -1]) / eps
    "relu_rectangle.5: Nothing stops the rise at a + eps: each flank needs two units."
    _ramps(x, [a, b], [1, -1]) / eps
    _ramps(x, [a, b, b + eps], [1, -1, 1]) / eps
    "relu_rectangle.6: Yours is upside down: up at a, down at b."
    _ramps(x, [a, a + eps, b, b + eps], [-1, 1, 1, -1]) / eps
    "relu_rectangle.7: The slope is 1/eps in all four terms, not in some."
    _ramps(x, [a, a + eps, b, b + eps], [1 / eps, -1 / eps, -1, 1])
    "relu_rectangle.7: The slope is 1/eps in all four terms: brackets?"
    _ramps(x, [a, a + eps, b, b + eps], [1, -1, -1, 1 / eps])
    _ramps(x, [a, a + eps, b, b + eps], [1 / eps, -1, -1, 1])
    "relu_rectangle.8: Yours jumps. A ReLU brick climbs along a slope of width eps."
    step(x - a) - step(x - b)
    (step(x - a) - step(x - a - eps) - step(x - b) + step(x - b - eps)) / eps
    "relu_rectangle.9: All slopes sum to 0 at the end: signs +, -, -, +."
    _ramps(x, [a, a + eps, b, b + eps], [1, -1, -1, -1]) / eps
    _ramps(x, [a, a + eps, b, b + eps], [1, 1, -1, -1]) / eps
    _ramps(x, [a, a + eps, b, b + eps], [1, 1, 1, 1]) / eps
    _ramps(x, [a, a + eps, b, b + eps], [1, -1, 1, 1]) / eps
    "relu_rectangle.10: The second ramp starts eps further right: x - (a + eps) = x - a - eps."
    _ramps(x, [a, a - eps, b, b - eps], [1, -1, -1, 1]) / eps
    "relu_rectangle.11: The slope belongs to the flank: divide by eps, not by b - a."
    _ramps(x, [a, a + eps, b, b + eps], [1, -1, -1, 1]) / (b - a)
    "relu_rectangle.12: Without the max(0, …) four straight lines cancel: each term is a ReLU."
    ((x - a) - (x - a - eps) - (x - b) + (x - b - eps)) / eps
    "relu_rectangle.13: An `if` asks about one x. Here x is a whole array: np.maximum(0, …)."

    def ramp(z: Any) -> Any:
        return z if z > 0 else 0.0 * z

    (ramp(x - a) - ramp(x - a - eps) - ramp(x - b) + ramp(x - b - eps)) / eps
    """relu_rectangle.15: Where b comes before a + eps the fall sets in before the rise is over: add
    the two ramps."""
    np.minimum(np.clip((x - a) / eps, 0, 1), np.clip((b + eps - x) / eps, 0, 1))
    "relu_rectangle.16: Divided by eps, the corner stays at a + eps: relu((x - a - eps) / eps)."
    r1, r2 = relu((x - a) / eps), relu((x - a) / eps - eps)
    r1 - r2 - relu((x - b) / eps) + relu((x - b) / eps - eps)
    "relu_rectangle.17: Yours falls at once after a + eps. Up to b the roof is level: drop by less."
    _ramps(x, [a, a + eps, b, b + eps], [1, -2, -1, 2]) / eps
    "relu_rectangle.14: Dividing with `//` cuts the slope off: take `/`."
    _ramps(x, [a, a + eps, b, b + eps], [1, -1, -1, 1]) // eps
    "relu_rectangle.8: Yours jumps. A ReLU brick climbs along a slope of width eps."
    np.where((x >= a) & (x < b), 1.0, 0.0)
    "relu_rectangle.18: Two things: a fourth unit has to stop the fall, and the slope is 1/eps."
    _ramps(x, [a, a + eps, b], [1, -1, -1])
    "relu_rectangle.19: With one corner on top it is a tent: each flank needs two units."
    _ramps(x, [a, (a + b) / 2, b], [1, -2, 1]) / eps
    "relu_rectangle.8: Yours jumps. A ReLU brick climbs along a slope of width eps."
    np.where((x >= a) & (x <= b), 1.0, 0.0)
    "relu_rectangle.15: If b comes before a + eps the fall sets in early: add, do not multiply."
    np.clip((x - a) / eps, 0, 1) * np.clip((b + eps - x) / eps, 0, 1)
