"""The largest |a - n| / max(|a|, |n|, 1e-8) of claimed and numeric gradient, entry by entry."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number
from autograder.exercises.lesson_08.shared import away, steps
from nnlib import gradcheck


def gradient_check(f: Any, grad: Any, x: Any) -> float:
    """The largest |a - n| / max(|a|, |n|, 1e-8) of claimed and numeric gradient, entry by entry."""
    a, n = grad(x), gradcheck.numeric_gradient(f, x)
    return float(np.max(np.abs(a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-8)))


exercise = Exercise(
    reference=gradient_check,
    lesson="08_backprop",
    takes={"f": "function", "grad": "function", "x": "..."},
    returns=Number(),
    shortcuts=(
        "nnlib.gradcheck.gradient_check",
        "nnlib.gradcheck.numeric_gradient",
        "nnlib.gradcheck.relative_error",
        "nnlib.gradcheck.check_vjp",
        "scipy.optimize.check_grad",
    ),
)
SMALL, BETWEEN, LARGE, NEGATIVE = 0, 1, 2, 3


def _weighted(rng: np.random.Generator, *shape: int) -> tuple[Any, Any, Any]:
    """An f, its gradient (all positive, growing along the entries, none dwarfed), and a place."""
    ramp = np.linspace(0.6, 1.4, int(np.prod(shape))).reshape(shape)
    c, x = ramp * rng.uniform(0.9, 1.1, shape), rng.uniform(0.5, 0.65, shape)
    return lambda x: np.sum(c * np.exp(x)), lambda x: c * np.exp(x), x


def _altered(right: Any, index: Any, change: Any) -> Any:
    """A gradient with `change` added to the entries at `index`."""

    def grad(x: Any) -> Any:
        slopes = np.array(right(x))
        slopes[index] += change
        return slopes

    return grad


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    f, grad, x = _weighted(rng, 3)
    yield Case("a right gradient", (f, grad, x))
    yield Case("a gradient with the wrong sign", (f, lambda x: -grad(x), x))
    yield Case("a gradient twice too large", (f, lambda x: 2 * grad(x), x))
    yield Case("a gradient half as large as it should be", (f, lambda x: grad(x) / 2, x))
    yield Case("only the first entry is wrong", (f, _altered(grad, 0, 0.4), x))
    yield Case("only the last entry is wrong", (f, _altered(grad, -1, 0.4), x))
    opposite = np.array([0.5, -0.5])
    yield Case("two errors with opposite signs", (f, _altered(grad, [1, 2], opposite), x))
    yield Case("the right numbers in the wrong places", (f, lambda x: grad(x)[::-1] + 0, x))
    yield Case("all gradients are 0", (lambda x: 3.0, np.zeros_like, x))
    yield Case("a function that leaves one entry out", (*_partly(), x))
    f12, grad12, x12 = _weighted(rng, 12)
    args = f12, _altered(grad12, 8, 0.01 * grad12(x12)[8]), x12
    yield Case("one of 12 entries is wrong, by 1 %", args)
    big = 1e9
    yield Case(
        "a right gradient of a huge function", (lambda x: big * f(x), lambda x: big * grad(x), x)
    )
    yield Case("a kink not far from x", (_relu_sum, _relu_slope, away(rng, 5)))
    f6, grad6, x6 = _weighted(rng, 2, 3)
    yield Case("a right gradient in a matrix", (f6, grad6, x6))
    yield Case("a matrix whose last row is wrong", (f6, _altered(grad6, 1, 0.4), x6))
    whole = rng.permutation(np.array([1, 2, -1]))
    yield Case("a right gradient, whole numbers in x", (f, grad, whole), aspect="whole numbers")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    f, grad, x = _weighted(rng, 3, 3)
    yield Case("a right gradient of a square matrix", (f, grad, x))
    yield Case("the transpose of the gradient", (f, lambda x, grad=grad: grad(x).T + 0, x))
    for i in range(3):
        f, grad, x = _weighted(rng, 5)
        yield Case("one wrong entry, anywhere", (f, _altered(grad, 1 + i, -0.4), x))
        yield Case("another right gradient", (f, grad, x))
    yield Case("a gradient that is 0 and should not be", (f, np.zeros_like, x))
    yield Case("a gradient five times too large", (f, lambda x, grad=grad: 5 * grad(x), x))


def _partly() -> tuple[Any, Any]:
    """A right pair whose second slope is 0."""
    keep = np.array([1.0, 0.0, 2.0])
    return lambda x: np.sum(keep * np.exp(x)), lambda x: keep * np.exp(x)


def _relu_sum(x: Any) -> Any:
    return np.sum(np.maximum(x, 0) * 2) + np.sum(x)


def _relu_slope(x: Any) -> Any:
    return 2.0 * (np.asarray(x) > 0) + 1


@exercise.seen_as
def _(error: Any, f: Any, grad: Any, x: Any) -> Any:
    """What matters of a relative error, however it is defined: is it small or large?"""
    if error < 0:
        return np.array(NEGATIVE)
    return np.array(SMALL if error < 1e-4 else LARGE if error > 1e-3 else BETWEEN)


@exercise.judged_knowing
def _(f: Any, grad: Any, x: Any) -> bool:
    """Is the gradient right?"""
    return gradcheck.gradient_check(f, grad, x) < 1e-4


@exercise.judged_by
def _(seen: Any, right: bool, f: Any, grad: Any, x: Any) -> str | None:
    if seen == NEGATIVE:
        return "It returned a negative number, but an error has a size, not a direction."
    if right:
        return None if seen == SMALL else "It calls a right gradient wrong: above 1e-4."
    return None if seen == LARGE else "It lets a wrong gradient through: not above 1e-3."


def _entrywise(f: Any, grad: Any, x: Any) -> tuple[Any, Any, Any]:
    """The claimed gradient, the numeric one, and the right denominators."""
    a, n = np.asarray(grad(x)), gradcheck.numeric_gradient(f, x)
    return a, n, np.maximum(1e-8, np.abs(a) + np.abs(n))


def _pairs(a: Any, n: Any) -> Iterator[tuple[float, float]]:
    return zip(a.ravel().tolist(), n.ravel().tolist(), strict=True)


@exercise.mistakes
def _(f, grad, x):
    a, n, size = _entrywise(f, grad, x)
    "F26.1: Two zeros agree, but 0/0 is nan: put a floor under the denominator."
    np.max(np.abs(a - n) / (np.abs(a) + np.abs(n)))
    "F26.1: If all gradients are 0 so are the norms: put a floor under them."
    np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n))
    "F26.1: What if the slope is 0 on both sides? No division by 0, please."
    max(abs(p - q) / abs(q) for p, q in _pairs(a, n))
    "F26.2: Errors with opposite signs cancel in a sum: compare entry by entry."
    abs(a.sum() - n.sum()) / max(1e-8, abs(a.sum()) + abs(n.sum()))
    "F26.2: Equal lengths are not equal gradients: compare entry by entry."
    a, n = (float(np.linalg.norm(g)) for g in _entrywise(f, grad, x)[:2])
    abs(a - n) / max(1e-8, a + n)
    "F26.3: Look at all entries; a fault may sit in the last one."
    (np.abs(a - n) / size).ravel()[0]
    "F26.3: Look at all entries; the loop stops one too early."
    np.max((np.abs(a - n) / size).ravel()[:-1])
    "F26.3: Look at all entries, not at the last one alone: keep the largest."
    (np.abs(a - n) / size).ravel()[-1]
    "F26.4: Ask f itself: a gradient held against anything else may agree and still be wrong."
    np.max(np.abs(grad(x) - grad(x)))
    "gradient_check.1: Divide by the size of the gradients: a relative error."
    np.max(np.abs(a - n))
    "gradient_check.2: The sign of an error does not matter: take its size."
    np.max((a - n) / size)
    "gradient_check.2: Take the size of the error: it may have either sign."
    np.max((n - a) / size)
    "gradient_check.3: The largest error counts: the mean hides one wrong entry."
    np.mean(np.abs(a - n) / size)
    "gradient_check.4: The largest error counts, not the smallest."
    np.min(np.abs(a - n) / size)
    "gradient_check.5: Return one number: the largest of the errors."
    np.abs(a - n) / size
    "gradient_check.6: Return the error itself, a number; let the reader judge."
    bool(np.max(np.abs(a - n) / size) < 1e-4)
    "gradient_check.7: A right gradient has error 0. This is the other way round."
    1 - np.max(np.abs(a - n) / size)
    "gradient_check.8: Compare the signs too: take the size after subtracting."
    np.max(np.abs(np.abs(a) - np.abs(n)) / size)
    "gradient_check.9: Your difference steps to one side: use f(x + h) - f(x - h)."
    n = steps(f, x, 1e-3, lambda up, at, down, h: (up - at) / h)
    np.max(np.abs(grad(x) - n) / np.maximum(1e-8, np.abs(n)))
    "gradient_check.10: Whole numbers cut h off: make x float before the steps."
    n = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += 1e-5
        down[index] -= 1e-5
        n[index] = (f(up) - f(down)) / 2e-5
    a = grad(x)
    np.max(np.abs(a - n) / np.maximum(1e-8, np.abs(a) + np.abs(n)))
