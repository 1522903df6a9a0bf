"""A threshold with the fewest mistakes: +1 where x > t. x (m,), y (m,) -> number, any such t"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from autograder.check.context import Context
from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Number


def best_threshold(x: Any, y: Any) -> Any:
    """A t for which "+1 where x > t, else -1" makes as few mistakes as any threshold can."""
    cuts = np.append(np.min(x) - 1, x)
    mistakes = [np.sum(np.where(x > t, 1, -1) != y) for t in cuts]
    return cuts[int(np.argmin(mistakes))]


@dataclass(frozen=True)
class _Threshold(Number):
    """A number, or an infinity: below all inputs, or above them."""

    def read(self, value: Any, context: Context, name: str) -> Any:
        endless = isinstance(value, float | np.floating) and np.isinf(value)
        return super().read(float(np.copysign(1e30, value)) if endless else value, context, name)


exercise = Exercise(
    reference=best_threshold,
    lesson="01_learning",
    takes={"x": "m", "y": "m"},
    returns=_Threshold(),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    x = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    yield Case("separable", _mixed(rng, x, np.array([-1, -1, 1, 1, 1, 1])))
    yield Case("one label out of place", _mixed(rng, x, np.array([1, -1, -1, -1, 1, 1])))
    yield Case("another out of place", _mixed(rng, x, np.array([-1, -1, 1, 1, 1, -1])))
    yield Case("all +1", _mixed(rng, x, np.ones(6, dtype=int)))
    yield Case("all -1", _mixed(rng, x, -np.ones(6, dtype=int)))
    yield Case("upside down", _mixed(rng, x, np.array([1, 1, 1, 1, -1, -1])))
    yield Case("upside down, mostly -1", _mixed(rng, x, np.array([1, 1, -1, -1, -1, -1])))
    whole = np.array([3, 3, 3, 5, 5, 1, 1, 5]), np.array([1, -1, 1, 1, 1, -1, -1, 1])
    yield Case("the same input, two labels", _mixed(rng, *whole))
    far = np.array([-1.0, 0.0, 1.0, 100.0, 200.0])
    yield Case("uneven distances", _mixed(rng, far, np.array([-1, -1, 1, 1, 1])))
    yield Case("inputs below 0", _mixed(rng, x - 9.5, np.array([-1, 1, 1, 1, 1, 1])))
    yield Case("all +1, inputs below 0", _mixed(rng, x - 9.5, np.ones(6, dtype=int)))
    near = np.array([0.1, 0.3, 0.6, 0.9]), np.array([-1, -1, 1, 1])
    yield Case("inputs between 0 and 1", _mixed(rng, *near))
    yield Case("a single example", (np.array([2.0]), np.array([1])))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for m in (5, 12, 30):
        x = 3 * rng.normal(size=m)
        y = np.where(x + rng.normal(size=m) > 0.5, 1, -1)
        yield Case("noisy labels", (x, y))
    yield Case("many the same", (rng.integers(1, 7, 20), rng.choice([-1, 1], 20)))


def _mixed(rng: np.random.Generator, x: Any, y: Any) -> tuple[Any, Any]:
    order = rng.permutation(len(x))
    return x[order], y[order]


def _mistakes(t: Any, x: Any, y: Any) -> int:
    return int(np.sum(np.where(x > t, 1, -1) != y))


@exercise.judged_knowing
def _(x: Any, y: Any) -> int:
    return min(_mistakes(t, x, y) for t in np.append(np.min(x) - 1.0, x))


@exercise.judged_by
def _(answer: Any, fewest: int, x: Any, y: Any) -> Fault | None:
    """Proves: between two neighbouring inputs all thresholds are alike, so few are to be tried."""
    near = x[np.argmin(np.abs(x - answer))]
    rounded = abs(answer - near) <= 1e-6 * max(1.0, abs(near))  # an input, in fewer digits
    made = _mistakes(near if rounded else answer, x, y)
    if made <= fewest:
        return None
    some = "mistake" if made == 1 else "mistakes"
    said = f"Your threshold makes {made} {some} in {len(x)}, and another makes {fewest}."
    return Fault(
        said, hint="Try one left of all inputs and one at each of them; keep what errs least."
    )


def _choose(cuts: Any, x: Any, y: Any, cost: Any) -> Any:
    return cuts[int(np.argmin([cost(t) for t in cuts]))]


@exercise.mistakes
def _(x, y):
    made = partial(_mistakes, x=x, y=y)
    inside = np.sort(x)
    halves = (inside[1:] + inside[:-1]) / 2 if len(x) > 1 else inside
    "best_threshold.1: One threshold lies below all inputs: it answers +1 everywhere. Try it, too."
    _choose(inside, x, y, made)
    "best_threshold.1: Thresholds outside of all inputs count: +1 everywhere, and -1 everywhere."
    _choose(halves, x, y, made)
    min((inside[1:] + inside[:-1]) / 2, key=made)
    "best_threshold.2: At x = t the answer is -1: +1 needs x > t."
    _choose(inside, x, y, lambda t: np.sum(np.where(x >= t, 1, -1) != y))
    _choose(np.append(x, np.max(x) + 1), x, y, lambda t: np.sum(np.where(x >= t, 1, -1) != y))
    "best_threshold.3: Above the threshold stands +1, at it and below -1; the fewest mistakes win."
    _choose(np.append(inside[0] - 1, inside), x, y, lambda t: np.sum(np.where(x > t, -1, 1) != y))
    "best_threshold.4: Count mistakes: neither the mean of x nor its middle knows the labels."
    np.mean(x)
    np.median(x)
    0.0
    "best_threshold.5: Half way between two means: one far point moves it. Count mistakes."
    (np.mean(x[y == 1]) + np.mean(x[y == -1])) / 2 if len(set(y.tolist())) > 1 else 0.0
    "best_threshold.6: How few mistakes is not asked, but where: the threshold itself."
    min(made(t) for t in np.append(inside[0] - 1, inside))
    "best_threshold.7: Of the candidates, the value is asked for, not its place."
    float(np.argmin([made(t) for t in np.append(inside[0] - 1, inside)]))
    float(np.argmin([made(t) for t in x]))
    "best_threshold.8: Labels may be mixed: neither the first +1 nor the last -1 is the border."
    np.min(x[y == 1]) - 1e-9 if np.any(y == 1) else np.max(x)
    np.max(x[y == -1]) if np.any(y == -1) else np.min(x) - 1
    "best_threshold.9: Both kinds of mistake count; and the labels are -1 and +1, not 0 and 1."
    _choose(np.append(inside[0] - 1, inside), x, y, lambda t: np.sum((x <= t) & (y == 1)))
    "best_threshold.10: Candidates are the inputs themselves: a fixed list of numbers misses some."
    _choose(np.linspace(0, 1, 101), x, y, made)
    _choose(np.arange(0, 7), x, y, made)
    "best_threshold.11: Sort x and y together, or neither: a sorted x has lost its labels."
    cuts = np.append(inside[0] - 1, inside)
    _choose(cuts, x, y, lambda t: np.sum(np.where(inside > t, 1, -1) != y))
    "best_threshold.2: At x = t the answer is -1; np.sign gives 0 there, which is no label."
    _choose(np.append(inside[0] - 1, inside), x, y, lambda t: np.sum(np.sign(x - t) != y))
    "best_threshold.12: In place, x.sort() reorders the caller's array: np.sort makes a new one."
    order = np.argsort(x)
    x.sort()
    _choose(np.append(x[0] - 1, x), x, y[order], partial(_mistakes, x=x, y=y[order]))
