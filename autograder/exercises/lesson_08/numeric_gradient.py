"""Central differences (f(x + h e) - f(x - h e)) / 2h, one unit vector e for every entry."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.check.compare import Tolerance, difference
from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Like
from autograder.exercises.lesson_08.shared import steps
from nnlib import gradcheck

CENTRAL = Tolerance(1e-6, 1e-7)  # h from 1e-6 to 1e-4 is right: what rounding leaves is about 1e-9
exercise = Exercise(
    reference=gradcheck.numeric_gradient,
    lesson="08_backprop",
    takes={"f": "function", "x": "...", "h": ""},
    returns=Like("x"),
    shortcuts=("scipy.optimize.approx_fprime", "scipy.differentiate.jacobian"),
    tolerance=CENTRAL,
)


def _steep_sum(c: Any, k: Any) -> Callable[[Any], Any]:
    """f(x) = sum of c e^(k x), plus half the square of sum c x, which ties the entries together."""
    return lambda x: np.sum(c * np.exp(k * x)) + np.sum(c * x) ** 2 / 2


def _bowl(c: Any) -> Callable[[Any], Any]:
    """f(x) = half the sum of c x²: near the bottom there is little slope and much curvature."""
    return lambda x: np.sum(c * np.asarray(x) ** 2) / 2


@dataclass
class Keeper:
    """An f that keeps its arguments. One that changes after the call spoils all later values."""

    f: Callable[[Any], Any]
    kept: list[Any] = field(default_factory=list)

    def __call__(self, x: Any) -> Any:
        spoiled = sum(not np.array_equal(given, then) for given, then in self.kept)
        self.kept.append((x, np.array(x)))
        return self.f(x) + spoiled


def _steep(rng: np.random.Generator, *shape: int) -> tuple[Any, Any]:
    """An f and a place x with no two entries alike in slope or curvature."""
    k = rng.permutation(np.linspace(1.5, 2.5, int(np.prod(shape)))).reshape(shape)
    return _steep_sum(rng.uniform(0.5, 2.0, shape), k), rng.uniform(0.1, 0.8, shape)


def _weighed(rng: np.random.Generator) -> tuple[Any, Any]:
    """An f that only an array of the shape of x can be put into."""
    c, x = rng.uniform(0.5, 2.0, (2, 3)), rng.uniform(0.1, 0.8, (2, 3))
    return lambda x: float(np.exp(c @ x.T).sum()), x


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a curved function of four numbers", _steep(rng, 4))
    yield Case("h = 1e-4", (*_steep(rng, 3), 1e-4))
    yield Case("a function of a matrix", _steep(rng, 2, 3))
    f, x = _steep(rng, 3)
    yield Case("a function that falls", (lambda x, f=f: -f(x), x))
    yield Case("a function of a square matrix", _steep(rng, 2, 2))
    yield Case("a large step, h = 0.3", (*_steep(rng, 3), 0.3))
    yield Case("a large step in a matrix, h = 0.1", (*_steep(rng, 2, 2), 0.1))
    yield Case("a function that asks for an array's own methods", _weighed(rng))
    x = rng.uniform(1e-4, 1e-3, 3) * rng.choice([-1, 1], 3)
    yield Case("near the bottom of a bowl", (_bowl(rng.uniform(1, 3, 3)), x))
    f, _ = _steep(rng, 3)
    x = rng.permutation(np.array([1, 2, -1]))
    yield Case("whole numbers in x", (f, x), aspect="whole numbers")
    yield Case("whole numbers in x, and h = 1", (f, x, 1), aspect="whole numbers")
    f, x = _steep(rng, 2, 2)
    yield Case("a function that keeps its arguments", (Keeper(f), x), aspect="f gets copies")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a function of three axes", _steep(rng, 2, 2, 2))
    yield Case("a column", _steep(rng, 3, 1))
    yield Case("a row", _steep(rng, 1, 4))
    yield Case("whole numbers in a matrix", (_steep(rng, 2, 2)[0], np.array([[1, -1], [0, 2]])))
    for _ in range(3):
        yield Case("another function", _steep(rng, int(rng.integers(2, 7))))


@exercise.judged_knowing
def _(f: Any, x: Any, h: float | None = None) -> tuple[Any, Any]:
    """The answer for this h, if it is given; and how the slopes curve, if it is not."""
    if h is not None:
        return gradcheck.numeric_gradient(f, x, h), None
    curvature = steps(f, x, 1e-4, lambda up, at, down, h: (up - 2 * at + down) / h**2)
    return gradcheck.numeric_gradient(f, x), curvature


@exercise.judged_by
def _(answer: Any, facts: tuple[Any, Any], f: Any, x: Any, h: float | None = None) -> Fault | None:
    """Samples: some functions, some h.  Without one, any that leaves seven digits is right."""
    wanted, curvature = facts
    found = difference(answer, wanted, CENTRAL)
    if found is None:
        return None
    if curvature is None:
        told = f"{found} This is not the quotient for the h that is given."
        lost = np.allclose(answer, gradcheck.numeric_gradient(f, x), rtol=1e-5, atol=1e-6)
        return Fault(told, "numeric_gradient.12" if lost else None)
    error, largest = answer - wanted, np.abs(wanted).max()
    fit = np.sum(error * curvature) / np.sum(curvature**2) * curvature
    if np.allclose(error, fit, rtol=0.05, atol=1e-9 * largest):
        return Fault(str(found), "F25.1")
    if not answer.any():
        return Fault(str(found), "numeric_gradient.11")
    nearly = np.allclose(answer, wanted, rtol=0.03, atol=1e-3 * max(1.0, largest))
    return Fault(str(found), "numeric_gradient.10" if nearly else "")


def _in_place(f: Any, x: Any, h: float) -> Any:
    out = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        old = x[index]
        x[index] = old + h
        up = f(x)
        x[index] = old - h
        out[index] = (up - f(x)) / (2 * h)
        x[index] = old
    return out


@exercise.mistakes
def _(f, x, h=1e-05):
    out = np.zeros(x.shape)
    "F25.1: Step to both sides of x: a step to one side errs by its curvature."
    steps(f, x, h, lambda up, at, down, h: (up - at) / h)
    "F25.1: Step to both sides of x, one up and one down, not down alone."
    steps(f, x, h, lambda up, at, down, h: (at - down) / h)
    "F25.2: Too small an h drowns in rounding, too large a one in curvature: about 1e-5 is best."
    steps(f, x, 1e-12, lambda up, at, down, h: (up - down) / (2 * h))
    """numeric_gradient.11: All is 0, as where f is asked at one place: is h lost beside x, are plus
    and minus one array, or is nothing filled in?"""
    steps(f, x, 1e-20, lambda up, at, down, h: (up - down) / (2 * h))
    for index in np.ndindex(x.shape):
        plus, minus = x, x
        plus[index] += h
        minus[index] -= h
        out[index] = (f(plus) - f(minus)) / (2 * h)
    out
    "numeric_gradient.10: Nearly right. What costs the last digits: h, rounding, single precision?"
    np.round(steps(f, x, h, lambda up, at, down, h: (up - down) / (2 * h)), 4)
    np.round(steps(f, x, h, lambda up, at, down, h: (up - down) / (2 * h)), 2)
    "F25.3: In an array of whole numbers h is cut off. Make x float first."
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        out[index] = (f(up) - f(down)) / (2 * h)
    out
    "F25.3: Zeros_like(x) of whole numbers holds whole numbers: the slopes are cut off."
    slopes = steps(f, x, h, lambda up, at, down, h: (up - down) / (2 * h))
    slopes.astype(x.dtype)
    "F25.3: Whole numbers cut off h, and the slopes as well: make x float first."
    out = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        out[index] = (f(up) - f(down)) / (2 * h)
    out
    "F25.4: Put each entry back as it was before you move the next one."
    for index in np.ndindex(x.shape):
        x[index] += h
        up = f(x.copy())
        x[index] -= 2 * h
        out[index] = (up - f(x.copy())) / (2 * h)
    out
    "F25.4: Each entry starts from x itself: undo the step before the next."
    up, down = np.array(x, dtype=float), np.array(x, dtype=float)
    out = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up[index] += h
        down[index] -= h
        out[index] = (f(up.copy()) - f(down.copy())) / (2 * h)
    out
    "F25.4: Put the saved value back: adding h again rounds, and x is changed."
    for index in np.ndindex(x.shape):
        x[index] += h
        up = f(x)
        x[index] -= 2 * h
        down = f(x)
        x[index] += h
        out[index] = (up - down) / (2 * h)
    out
    "F25.5: Give f a copy: what it keeps must not change under its hands."
    _in_place(f, np.array(x, dtype=float), h)
    "F25.5: Give f a float copy of x, never x itself while you move entries."
    _in_place(f, x, h)
    "numeric_gradient.1: From x - h to x + h the distance is 2h."
    steps(f, x, h, lambda up, at, down, h: (up - down) / h)
    "numeric_gradient.1: How far apart are the two places where you ask f? Divide by just that."
    steps(f, x, h / 2, lambda up, at, down, h: (up - down) / (4 * h))
    "numeric_gradient.1: Mind the brackets: x / 2 * h multiplies by h."
    steps(f, x, h, lambda up, at, down, h: (up - down) / 2 * h)
    "numeric_gradient.2: The value above comes first: f(x + h) minus f(x - h)."
    steps(f, x, h, lambda up, at, down, h: (down - up) / (2 * h))
    "numeric_gradient.3: Move one entry at a time; the others stay where they are."
    np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))
    "numeric_gradient.3: Move one entry at a time: one slope for every entry of x."
    (f(x + h) - f(x - h)) / (2 * h)
    "numeric_gradient.4: The gradient has the shape of x: reshape it at the end."
    steps(f, x, h, lambda up, at, down, h: (up - down) / (2 * h)).ravel()
    "numeric_gradient.5: Of a matrix, every entry moves alone, not a whole row."
    out = np.zeros(x.shape)
    for i in range(len(x)):
        up, down = x.astype(float), x.astype(float)
        up[i] += h
        down[i] -= h
        out[i] = (f(up) - f(down)) / (2 * h)
    out
    "numeric_gradient.6: Is the return inside the loop? Only one entry is filled."
    out = steps(f, x, h, lambda up, at, down, h: (up - down) / (2 * h))
    out.ravel()[1:] = 0
    out
    "numeric_gradient.7: Divide by 2h with the h that you are given."
    steps(f, x, h, lambda up, at, down, h: (up - down) / 2e-5)
    "numeric_gradient.8: That is the curvature. The slope is a first difference."
    steps(f, x, h, lambda up, at, down, h: (up - 2 * at + down) / h**2)
    "numeric_gradient.9: A slope is a difference over a distance: divide by 2h."
    steps(f, x, h, lambda up, at, down, h: up - down)
    "numeric_gradient.12: The step is given: use that h, on both sides and in the distance."
    gradcheck.numeric_gradient(f, x)
