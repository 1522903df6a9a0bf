"""The largest |a - n| / max(|a|, |n|, 1e-4) of claimed and numeric gradient, entry by entry."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Number
from autograder.exercises.lesson_08.shared import away, partly, relu_slope, relu_sum, steps
from nnlib import gradcheck


def gradient_check(f: Any, grad: Any, x: Any) -> float:
    """The largest |a - n| / max(|a|, |n|, 1e-4) of claimed and numeric gradient, entry by entry."""
    return gradcheck.relative_error(grad(x), gradcheck.numeric_gradient(f, x))


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
FLOOR = 1e-4  # the largest below the quotient that still finds an error in a small slope
RIGHT = 1e-4  # what a right gradient stays below, with any sensible h
NEAR = 0.02  # how far the number may be from the formula's: h leaves less


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


def _doubled(right: Any, index: int) -> Any:
    """A gradient whose entry at `index` is twice what it should be."""
    return lambda x: right(x) * (1 + (np.arange(np.size(x)) == index))


def _frozen(slopes: Any) -> Any:
    """A claim that is the same wherever it is asked."""
    return lambda x: slopes.copy()


def _wrong_near(right: Any, place: Any) -> Any:
    """A claim that is wrong in one entry, at that place and close to it, and right elsewhere."""

    def grad(x: Any) -> Any:
        slopes = np.array(right(x))
        slopes[1] += 0.4 * (np.max(np.abs(x - place)) < 1e-2)
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
    yield Case("a function that leaves one entry out", (*partly(), x))
    f8, grad8, x8 = _weighted(rng, 8)
    args = f8, _altered(grad8, 5, 0.01 * grad8(x8)[5]), x8
    yield Case("one of 8 entries is wrong, by 1 %", args)
    huge = lambda x: 1e9 * f(x), lambda x: 1e9 * grad(x)
    yield Case("a right gradient of a huge function", (*huge, x))
    yield Case("a kink not far from x", (relu_sum, relu_slope, away(rng, 5)))
    yield Case("an error of 1 in 20,000", (f, lambda x: grad(x) * (1 - 5e-5), x))
    yield Case("an error of 1 in 500", (f, lambda x: grad(x) * 1.002, x))
    yield Case("a claim that is right at x alone", (f, _frozen(grad(x)), x))
    yield Case("a claim that is wrong at x alone", (f, _wrong_near(grad, x), x))
    yield Case("a claim of 0 where the slope is not", (f, _altered(grad, 2, -grad(x)[2]), x))
    down = lambda x: -f(x), lambda x: -grad(x)
    yield Case("slopes below 0, one claimed twice as large", (down[0], _doubled(down[1], 1), x))
    yield Case("slopes below 0, one claimed too small", (down[0], _altered(down[1], 2, 0.4), x))
    f3, grad3 = partly()
    yield Case("a slope of 0 where something is claimed", (f3, _altered(grad3, 1, 0.5), x))
    size = np.array([1e4, 1.0])
    both = lambda x: np.sum(size * np.exp(x)), lambda x: size * np.exp(x)
    yield Case(
        "a small wrong entry beside a huge right one", (both[0], _doubled(both[1], 1), x[:2])
    )
    yield Case("a right gradient of very unequal entries", (*both, x[:2]))
    flat = lambda x: 1e-5 * f(x), lambda x: 1e-5 * grad(x)
    yield Case("a right gradient, all slopes about 1e-5", (*flat, x))
    yield Case("slopes of 1e-5, one claimed twice as large", (flat[0], _doubled(flat[1], 1), x))
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


@exercise.judged_knowing
def _(f: Any, grad: Any, x: Any) -> Any:
    """The numbers that are right: (least, greatest) for everything that one may divide by.

    The least has the largest floor, added; the greatest has none.
    """
    a, n = np.asarray(grad(x)), gradcheck.numeric_gradient(f, x)
    error, sizes = np.abs(a - n), (np.abs(a), np.abs(n))
    both = sizes[0] + sizes[1]
    by = np.stack([np.maximum(*sizes), both, sizes[1], both / 2])
    greatest = np.divide(error, by, out=np.where(error > 0, np.inf, 0 * by), where=by > 0)
    every = tuple(range(1, by.ndim))
    return np.stack([np.max(error / (by + FLOOR), axis=every), np.max(greatest, axis=every)])


@exercise.seen_as
def _(error: Any, right: Any, f: Any, grad: Any, x: Any) -> Any:
    """What matters of a relative error, whatever it divides by: its side of the right number.

    (-1, 0 or 1 for below, right, above; its size: below 0, as of a right gradient, or larger)
    """
    size = -1 if error < 0 else int(error >= RIGHT) + int(error > 1e-3)
    least, greatest = right
    if greatest[0] < 1e-6:
        return np.array([int(size > 0), size])
    fits = (least * (1 - NEAR) <= error) & (error <= greatest * (1 + NEAR))
    return np.array([0 if fits.any() else 1 if error > greatest[0] else -1, size])


@exercise.judged_by
def _(seen: Any, right: Any, f: Any, grad: Any, x: Any) -> str | Fault | None:
    """Samples: some claims. Any sensible denominator and floor will do, but every entry counts."""
    side, size = seen
    if size < 0:
        return "It returned a negative number, but an error has a size, not a direction."
    if side == 0:
        return None
    if right[1][0] < 1e-6:
        return Fault("It calls a right gradient wrong: above 1e-4.", "gradient_check.11")
    if size == 0:
        said = "It lets a wrong gradient through: its number is below 1e-4."
        return Fault(said, hint="By what is the error of a wrong entry divided, and is it kept?")
    said = f"Its number is {'larger' if side > 0 else 'smaller'} than the worst relative error."
    return Fault(said, hint="By what is each error divided, and which of them is given back?")


def _entrywise(f: Any, grad: Any, x: Any) -> tuple[Any, Any, Any]:
    """The claimed gradient, the numeric one, and denominators."""
    a, n = np.asarray(grad(x)), gradcheck.numeric_gradient(f, x)
    return a, n, np.maximum(1e-8, np.abs(a) + np.abs(n))


@exercise.mistakes
def _(f, grad, x):
    a, n, size = _entrywise(f, grad, x)
    larger = np.maximum(np.abs(a), np.abs(n))
    "F26.1: Two zeros agree, but 0/0 is nan: put a floor under the denominator."
    np.max(np.abs(a - n) / (np.abs(a) + np.abs(n)))
    "F26.1: If all gradients are 0 so are the norms: put a floor under them."
    np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n))
    "F26.1: What if the slope is 0 on both sides? No division by 0, please."
    max(abs(p - q) / abs(q) for p, q in zip(a.ravel().tolist(), n.ravel().tolist(), strict=True))
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
    "F26.4: Yours lets every claim pass. Ask f itself: held against anything else, it may agree."
    np.max(np.abs(grad(x) - grad(x)))
    "gradient_check.1: Divide by the size of the gradients: a relative error."
    np.max(np.abs(a - n))
    "gradient_check.2: The sign of an error does not matter: take its size."
    np.max((a - n) / size)
    np.max((n - a) / size)
    "gradient_check.3: The largest error counts: the mean hides one wrong entry."
    np.mean(np.abs(a - n) / size)
    "gradient_check.4: The largest error counts, not the smallest."
    np.min(np.abs(a - n) / size)
    "gradient_check.5: Return one number: the largest of the errors."
    np.abs(a - n) / size
    "gradient_check.6: Return the error itself, a number; let the reader judge."
    bool(np.max(np.abs(a - n) / size) < 1e-4)
    """gradient_check.11: A right gradient is called wrong. Is your numeric_gradient right? Try it
    on slopes you know."""
    np.max(np.abs(a - 2 * n) / np.maximum(size, np.abs(n)))
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
    "gradient_check.12: By the larger of the two: one that is too small makes the error too large."
    np.max(np.abs(a - n) / np.maximum(np.abs(a), 1e-4))
    "gradient_check.13: A floor is for two zeros: a large one hides the errors of small slopes."
    np.max(np.abs(a - n) / np.maximum(larger, 1.0))
    "gradient_check.14: The error itself, not its square."
    np.max((a - n) ** 2 / np.maximum(larger, 1e-4))
    "gradient_check.15: Below the line stand sizes: a slope may be negative."
    np.max(np.abs(a - n) / np.maximum(np.maximum(a, n), 1e-4))
