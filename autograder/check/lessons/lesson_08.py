"""08_backprop: the numeric gradient and its check, the four formulas, the whole pass, the costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.check.compare import Tolerance, difference
from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, Like, ListOf, Number, Record
from nnlib import activations, gradcheck

LESSON = "08_backprop"
SWEEP = ("nnlib.mlp.backward", "nnlib.graph.backward", "nnlib.graph.vjp")


def _cubic(z: Any) -> Any:
    return z + np.asarray(z) ** 3 / 8


def _cubic_prime(z: Any) -> Any:
    return 1 + 3 * np.asarray(z) ** 2 / 8


TANH = activations.tanh, activations.tanh_prime
SIGMOID = activations.sigmoid, activations.sigmoid_prime
SOFTPLUS = activations.softplus, activations.softplus_prime
RELU = activations.relu, activations.relu_prime
CUBIC = _cubic, _cubic_prime  # nobody has its slope by heart


def _away(rng: np.random.Generator, shape: Any) -> Any:
    """Numbers between 0.3 and 1.5 with random signs: never near 0."""
    return rng.uniform(0.3, 1.5, shape) * rng.choice([-1.0, 1.0], shape)


# ------------------------------------------------------------------ numeric_gradient

CENTRAL = Tolerance(1e-6, 1e-7)  # h from 1e-6 to 1e-4 is right: what rounding leaves is about 1e-9

numeric = Exercise(
    reference=gradcheck.numeric_gradient,
    lesson=LESSON,
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


@numeric.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a curved function of four numbers", _steep(rng, 4))
    yield Case("h = 1e-4", (*_steep(rng, 3), 1e-4))
    yield Case("a function of a matrix", _steep(rng, 2, 3))
    yield Case("a function of a square matrix", _steep(rng, 2, 2))
    x = rng.uniform(1e-4, 1e-3, 3) * rng.choice([-1, 1], 3)
    yield Case("near the bottom of a bowl", (_bowl(rng.uniform(1, 3, 3)), x))
    f, _ = _steep(rng, 3)
    x = rng.permutation(np.array([1, 2, -1]))
    yield Case("whole numbers in x", (f, x), aspect="whole numbers")
    f, x = _steep(rng, 2, 2)
    yield Case("a function that keeps its arguments", (Keeper(f), x), aspect="f gets copies")


@numeric.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a function of three axes", _steep(rng, 2, 2, 2))
    yield Case("a column", _steep(rng, 3, 1))
    yield Case("a row", _steep(rng, 1, 4))
    yield Case("whole numbers in a matrix", (_steep(rng, 2, 2)[0], np.array([[1, -1], [0, 2]])))
    for _ in range(3):
        yield Case("another function", _steep(rng, int(rng.integers(2, 7))))


@numeric.judged_knowing
def _(f: Any, x: Any, h: float = 1e-5) -> tuple[Any, Any]:
    """The slopes, and how they curve."""
    curvature = _steps(f, x, 1e-4, lambda up, at, down, h: (up - 2 * at + down) / h**2)
    return gradcheck.numeric_gradient(f, x), curvature


@numeric.judged_by
def _(answer: Any, facts: tuple[Any, Any], f: Any, x: Any, h: float = 1e-5) -> Fault | None:
    """Near enough; or off by a step to one side only (of any h); or off by an unlucky h."""
    wanted, curvature = facts
    found = difference(answer, wanted, CENTRAL)
    if found is None:
        return None
    error, largest = answer - wanted, np.abs(wanted).max()
    fit = np.sum(error * curvature) / np.sum(curvature**2) * curvature
    if np.allclose(error, fit, rtol=0.05, atol=1e-9 * largest):
        return Fault(str(found), "F25.1")
    nearly = np.allclose(answer, wanted, rtol=0.03, atol=1e-3 * largest)
    return Fault(str(found), "F25.2" if nearly else None)


def _steps(f: Any, x: Any, h: float, quotient: Any) -> Any:
    """The loop over all entries, for the wrong answers: `quotient` of f above, at and below x."""
    x = np.asarray(x, dtype=float)
    out = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        out[index] = quotient(f(up), f(x.copy()), f(down), h)
    return out


@numeric.mistakes
def _(f, x, h=1e-05):
    "F25.1: Step to both sides of x: a step to one side errs by its curvature."
    _steps(f, x, h, lambda up, at, down, h: (up - at) / h)
    "F25.1: Step to both sides of x, one up and one down, not down alone."
    _steps(f, x, h, lambda up, at, down, h: (at - down) / h)
    "F25.2: Too small an h drowns in rounding, too large a one in curvature: about 1e-5 is best."
    _steps(f, x, 1e-12, lambda up, at, down, h: (up - down) / (2 * h))
    "F25.2: An h below 1e-15 is lost beside x: up and down are the same."
    _steps(f, x, 1e-20, lambda up, at, down, h: (up - down) / (2 * h))
    "F25.3: In an array of whole numbers h is cut off. Make x float first."
    out = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        out[index] = (f(up) - f(down)) / (2 * h)
    out
    "F25.3: Zeros_like(x) of whole numbers holds whole numbers: the slopes are cut off."
    slopes = _steps(f, x, h, lambda up, at, down, h: (up - down) / (2 * h))
    slopes.astype(x.dtype)
    "F25.4: Put each entry back as it was before you move the next one."
    out = np.zeros(x.shape)
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
    out = np.zeros(x.shape)
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


@numeric.mistakes
def _(f, x, h=1e-05):
    "numeric_gradient.1: From x - h to x + h is a way of 2h."
    _steps(f, x, h, lambda up, at, down, h: (up - down) / h)
    "numeric_gradient.1: A way of h: f at x + h/2 and x - h/2, or divide by 2h."
    _steps(f, x, h / 2, lambda up, at, down, h: (up - down) / (4 * h))
    "numeric_gradient.1: Mind the brackets: x / 2 * h multiplies by h."
    _steps(f, x, h, lambda up, at, down, h: (up - down) / 2 * h)
    "numeric_gradient.2: The value above comes first: f(x + h) minus f(x - h)."
    _steps(f, x, h, lambda up, at, down, h: (down - up) / (2 * h))
    "numeric_gradient.3: Move one entry at a time; the others stay where they are."
    np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))
    "numeric_gradient.3: Move one entry at a time: one slope for every entry of x."
    (f(x + h) - f(x - h)) / (2 * h)
    "numeric_gradient.4: The gradient has the shape of x: reshape it at the end."
    _steps(f, x, h, lambda up, at, down, h: (up - down) / (2 * h)).ravel()
    "numeric_gradient.5: Of a matrix, every entry moves alone, not a whole row."
    out = np.zeros(x.shape)
    for i in range(len(x)):
        up, down = x.astype(float), x.astype(float)
        up[i] += h
        down[i] -= h
        out[i] = (f(up) - f(down)) / (2 * h)
    out
    "numeric_gradient.6: Is the return inside the loop? Only one entry is filled."
    out = _steps(f, x, h, lambda up, at, down, h: (up - down) / (2 * h))
    out.ravel()[1:] = 0
    out
    "numeric_gradient.7: Divide by 2h with the h that you are given."
    _steps(f, x, h, lambda up, at, down, h: (up - down) / 2e-5)
    "numeric_gradient.8: That is the curvature. The slope is a first difference."
    _steps(f, x, h, lambda up, at, down, h: (up - 2 * at + down) / h**2)
    "numeric_gradient.9: A slope is a difference divided by its way: divide by 2h."
    _steps(f, x, h, lambda up, at, down, h: up - down)


# ------------------------------------------------------------------ gradient_check


def gradient_check(f: Any, grad: Any, x: Any) -> float:
    """The largest |a - n| / max(|a|, |n|, 1e-8) of claimed and numeric gradient, entry by entry."""
    a, n = grad(x), gradcheck.numeric_gradient(f, x)
    return float(np.max(np.abs(a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-8)))


gradient = Exercise(
    reference=gradient_check,
    lesson=LESSON,
    takes={"f": "function", "grad": "function", "x": "..."},
    returns=Number(),
    shortcuts=(
        "nnlib.gradcheck.gradient_check",
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


@gradient.cases
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
    yield Case("a kink not far from x", (_relu_sum, _relu_slope, _away(rng, 5)))
    f6, grad6, x6 = _weighted(rng, 2, 3)
    yield Case("a right gradient in a matrix", (f6, grad6, x6))
    yield Case("a matrix whose last row is wrong", (f6, _altered(grad6, 1, 0.4), x6))
    whole = rng.permutation(np.array([1, 2, -1]))
    yield Case("a right gradient, whole numbers in x", (f, grad, whole), aspect="whole numbers")


@gradient.hidden_cases
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


@gradient.seen_as
def _(error: Any, f: Any, grad: Any, x: Any) -> Any:
    """What matters of a relative error, however it is defined: is it small or large?"""
    if error < 0:
        return np.array(NEGATIVE)
    return np.array(SMALL if error < 1e-4 else LARGE if error > 1e-3 else BETWEEN)


@gradient.judged_knowing
def _(f: Any, grad: Any, x: Any) -> bool:
    """Is the gradient right?"""
    return gradcheck.gradient_check(f, grad, x) < 1e-4


@gradient.judged_by
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


@gradient.mistakes
def _(f, grad, x):
    "F26.1: Two zeros agree, but 0/0 is nan: put a floor under the denominator."
    a, n, _ = _entrywise(f, grad, x)
    np.max(np.abs(a - n) / (np.abs(a) + np.abs(n)))
    "F26.1: If all gradients are 0 so are the norms: put a floor under them."
    a, n, _ = _entrywise(f, grad, x)
    np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n))
    "F26.1: What if the slope is 0 on both sides? No division by 0, please."
    a, n, _ = _entrywise(f, grad, x)
    max(abs(p - q) / abs(q) for p, q in _pairs(a, n))
    "F26.2: Errors with opposite signs cancel in a sum: compare entry by entry."
    a, n, _ = _entrywise(f, grad, x)
    abs(a.sum() - n.sum()) / max(1e-8, abs(a.sum()) + abs(n.sum()))
    "F26.2: Equal lengths are not equal gradients: compare entry by entry."
    a, n = (float(np.linalg.norm(g)) for g in _entrywise(f, grad, x)[:2])
    abs(a - n) / max(1e-8, a + n)
    "F26.3: Look at all entries; a fault may sit in the last one."
    a, n, size = _entrywise(f, grad, x)
    (np.abs(a - n) / size).ravel()[0]
    "F26.3: Look at all entries; the loop stops one too early."
    a, n, size = _entrywise(f, grad, x)
    np.max((np.abs(a - n) / size).ravel()[:-1])
    "F26.3: Look at all entries, not at the last one alone: keep the largest."
    a, n, size = _entrywise(f, grad, x)
    (np.abs(a - n) / size).ravel()[-1]
    "F26.4: Ask f itself: a gradient held against anything else may agree and still be wrong."
    np.max(np.abs(grad(x) - grad(x)))
    "gradient_check.1: Divide by the size of the gradients: a relative error."
    a, n, _ = _entrywise(f, grad, x)
    np.max(np.abs(a - n))
    "gradient_check.2: The sign of an error does not matter: take its size."
    a, n, size = _entrywise(f, grad, x)
    np.max((a - n) / size)
    "gradient_check.2: Take the size of the error: it may have either sign."
    a, n, size = _entrywise(f, grad, x)
    np.max((n - a) / size)
    "gradient_check.3: The largest error counts: the mean hides one wrong entry."
    a, n, size = _entrywise(f, grad, x)
    np.mean(np.abs(a - n) / size)
    "gradient_check.4: The largest error counts, not the smallest."
    a, n, size = _entrywise(f, grad, x)
    np.min(np.abs(a - n) / size)
    "gradient_check.5: Return one number: the largest of the errors."
    a, n, size = _entrywise(f, grad, x)
    np.abs(a - n) / size
    "gradient_check.6: Return the error itself, a number; let the reader judge."
    a, n, size = _entrywise(f, grad, x)
    bool(np.max(np.abs(a - n) / size) < 1e-4)
    "gradient_check.7: A right gradient has error 0. This is the other way round."
    a, n, size = _entrywise(f, grad, x)
    1 - np.max(np.abs(a - n) / size)
    "gradient_check.8: Compare the signs too: take the size after subtracting."
    a, n, size = _entrywise(f, grad, x)
    np.max(np.abs(np.abs(a) - np.abs(n)) / size)
    "gradient_check.9: Your difference steps to one side: use f(x + h) - f(x - h)."
    n = _steps(f, x, 1e-3, lambda up, at, down, h: (up - at) / h)
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


# ------------------------------------------------------------------ delta_output


def delta_output(Y_hat: Any, Y: Any, Z: Any, g_prime: Any) -> Any:
    """Slope of half the squared error, mean over examples, in Z; all (m, n_out)."""
    return (Y_hat - Y) / len(Y) * g_prime(Z)


output = Exercise(
    reference=delta_output,
    lesson=LESSON,
    takes={"Y_hat": "m n_out", "Y": "m n_out", "Z": "m n_out", "g_prime": "function"},
    returns=Array("m n_out"),
    shortcuts=("nnlib.graph.backward", "nnlib.graph.vjp"),
)


def _head(rng: np.random.Generator, m: int, n_out: int, unit: Any) -> tuple[Any, ...]:
    """Pre-activations, what the unit makes of them, and targets on both sides of that."""
    Z = _away(rng, (m, n_out))
    Y_hat = unit[0](Z)
    return Y_hat, Y_hat + _away(rng, (m, n_out)), Z, unit[1]


@output.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("five examples, three tanh units", _head(rng, 5, 3, TANH))
    yield Case("as many examples as outputs, logistic units", _head(rng, 4, 4, SIGMOID))
    yield Case("two units with g(z) = z + z³/8", _head(rng, 6, 2, CUBIC))
    yield Case("one output", _head(rng, 7, 1, SOFTPLUS))
    yield Case("one example", _head(rng, 1, 3, TANH))
    _, Y, Z, _ = _head(rng, 5, 2, TANH)
    Z = Z * np.array([[1.0], [9.0], [1.0], [9.0], [1.0]])
    yield Case("rows that are saturated", (np.tanh(Z), Y, Z, TANH[1]))
    Z = rng.permutation(np.array([1, -2, 3, 2, -1, 4])).reshape(3, 2)
    args = 2 * Z, 2 * Z - rng.integers(1, 4, (3, 2)), Z, CUBIC[1]
    yield Case("whole numbers", args, aspect="whole numbers")


@output.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for unit in (RELU, SOFTPLUS, CUBIC, SIGMOID):
        m, n_out = int(rng.integers(2, 7)), int(rng.integers(1, 5))
        yield Case("other sizes and units", _head(rng, m, n_out, unit))
    Y_hat, Y, Z, g_prime = _head(rng, 5, 3, SIGMOID)
    yield Case("targets 0 and 1", (Y_hat, (Y_hat < Y).astype(int), Z, g_prime))
    yield Case("a far-off target", (Y_hat, 1000 * Y, Z, g_prime))


@output.mistakes
def _(Y_hat, Y, Z, g_prime):
    "F27.1: The error passes through the output unit: the slope g'(Z) belongs here."
    (Y_hat - Y) / len(Y)
    "F27.1: Two factors are missing: the slope g'(Z), and the mean over examples."
    Y_hat - Y
    "F27.2: Take g' at the pre-activation Z: Y_hat has been through g already."
    (Y_hat - Y) / len(Y) * g_prime(Y_hat)
    "F27.3: The slope belongs to the unit's own Z, not to the target Y."
    (Y_hat - Y) / len(Y) * g_prime(Y)
    "F27.4: The loss has a square; its slope is linear in the error."
    (Y_hat - Y) ** 2 / len(Y) * g_prime(Z)
    "F27.4: That is the loss of each entry. Its slope is linear in the error."
    (Y_hat - Y) ** 2 / 2 / len(Y) * g_prime(Z)
    "F27.5: One slope is enough: g_prime says all, no further Y_hat (1 - Y_hat)."
    (Y_hat - Y) / len(Y) * g_prime(Z) * Y_hat * (1 - Y_hat)
    "F27.5: The slope g'(Z) comes in once, not twice."
    (Y_hat - Y) / len(Y) * g_prime(Z) ** 2
    "F27.5: Use the g_prime that is passed in; not every unit is logistic."
    (Y_hat - Y) / len(Y) * Y_hat * (1 - Y_hat)
    "F27.5: Use the g_prime that is passed in; not every unit is a tanh."
    (Y_hat - Y) / len(Y) * (1 - Y_hat**2)
    "delta_output.1: The mean over the m examples is taken here, once for all."
    (Y_hat - Y) * g_prime(Z)
    "delta_output.2: Too large an output must come down: Y_hat minus Y, not Y - Y_hat."
    (Y - Y_hat) / len(Y) * g_prime(Z)
    "delta_output.2: Check the sign, Y_hat minus Y, and take the mean over examples."
    (Y - Y_hat) * g_prime(Z)
    "delta_output.3: The loss is a mean over examples but a sum over outputs."
    (Y_hat - Y) / Y.size * g_prime(Z)
    "delta_output.3: Divide by the number of rows, the examples, not of columns."
    (Y_hat - Y) / Y.shape[1] * g_prime(Z)
    "delta_output.4: The 1/2 of the loss cancels the 2 of the square."
    2 * (Y_hat - Y) / len(Y) * g_prime(Z)
    "delta_output.4: No 1/2 is left: differentiating the square brought a 2."
    (Y_hat - Y) / (2 * len(Y)) * g_prime(Z)
    "delta_output.5: Entry by entry, with *: each unit has its own slope."
    (Y_hat - Y) / len(Y) @ g_prime(Z)
    "delta_output.5: A product entry by entry, with *, not a matrix product."
    (Y_hat - Y) / len(Y) @ g_prime(Z).T
    "delta_output.6: One row for every example: divide by m, and do not sum the rows."
    ((Y_hat - Y) * g_prime(Z)).mean(axis=0)
    "delta_output.6: One row for every example: no mean over rows inside delta."
    ((Y_hat - Y) * g_prime(Z)).mean(axis=0, keepdims=True)
    "delta_output.7: The error keeps its sign: it tells which way to go."
    np.abs(Y_hat - Y) / len(Y) * g_prime(Z)
    "delta_output.8: Without the target there is no error: subtract Y."
    Y_hat / len(Y) * g_prime(Z)
    "delta_output.9: The error is that of the output Y_hat, not of Z."
    (Z - Y) / len(Y) * g_prime(Z)
    "delta_output.10: The caller still needs Y_hat: subtract into a new array."
    Y_hat -= Y
    Y_hat / len(Y) * g_prime(Z)
    "delta_output.11: The chain rule multiplies by the slope; it does not divide."
    (Y_hat - Y) / len(Y) / g_prime(Z)
    "delta_output.12: Take g' at Z: the error is not what went into the unit."
    (Y_hat - Y) / len(Y) * g_prime(Y_hat - Y)
    "delta_output.13: The mean is taken once: divide by m only once."
    (Y_hat - Y) / len(Y) ** 2 * g_prime(Z)


# ------------------------------------------------------------------ delta_hidden


def delta_hidden(delta_next: Any, W_next: Any, Z: Any, g_prime: Any) -> Any:
    """The deltas above, (m, k), sent back through W_next (n, k) and the slope at Z (m, n)."""
    return (delta_next @ W_next.T) * g_prime(Z)


hidden = Exercise(
    reference=delta_hidden,
    lesson=LESSON,
    takes={"delta_next": "m k", "W_next": "n k", "Z": "m n", "g_prime": "function"},
    returns=Array("m n"),
    shortcuts=SWEEP,
)


def _layer(rng: np.random.Generator, m: int, n: int, k: int, unit: Any) -> tuple[Any, ...]:
    return _away(rng, (m, k)), _away(rng, (n, k)), _away(rng, (m, n)), unit[1]


@hidden.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("five examples, four units below two", _layer(rng, 5, 4, 2, TANH))
    yield Case("as many units below as above", _layer(rng, 5, 3, 3, SIGMOID))
    yield Case("everything square", _layer(rng, 3, 3, 3, CUBIC))
    yield Case("two units below six", _layer(rng, 5, 2, 6, SOFTPLUS))
    yield Case("as many examples as units", _layer(rng, 4, 4, 3, CUBIC))
    yield Case("one example", _layer(rng, 1, 3, 2, TANH))
    yield Case("one unit above", _layer(rng, 5, 3, 1, RELU))
    delta, W, Z, g_prime = _layer(rng, 5, 3, 2, TANH)
    yield Case("units that are saturated", (delta, W, Z * np.array([1.0, 9.0, 1.0]), g_prime))
    delta, W, Z = (rng.integers(1, 4, shape) for shape in [(4, 2), (3, 2), (4, 3)])
    yield Case("whole numbers", (delta, W, Z, CUBIC[1]), aspect="whole numbers")


@hidden.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for unit in (RELU, SOFTPLUS, CUBIC, SIGMOID):
        m, n, k = (int(size) for size in rng.integers(1, 6, 3))
        yield Case("other sizes and units", _layer(rng, m + 1, n, k, unit))
    delta, W, Z, g_prime = _layer(rng, 4, 3, 2, TANH)
    yield Case(
        "rows of very different size", (delta * 10.0 ** np.arange(-2, 6, 2)[:, None], W, Z, g_prime)
    )


@hidden.mistakes
def _(delta_next, W_next, Z, g_prime):
    "F28.1: Going back, the sum runs over the units above: which axis of W_next?"
    (delta_next @ W_next) * g_prime(Z)
    "F28.1: If the shapes disagree, turn W_next round; a square one needs it too."
    W = W_next if len(W_next) == delta_next.shape[1] else W_next.T
    (delta_next @ W) * g_prime(Z)
    "F28.1: Rows are examples: delta_next stands on the left."
    (W_next @ delta_next.T) * g_prime(Z)
    "F28.1: Rows are examples: the result is that of the transpose."
    (W_next @ delta_next.T) * g_prime(Z).T
    "F28.2: Take g' at Z itself: g was not asked for, and Z has not been through it."
    (delta_next @ W_next.T) * g_prime(np.tanh(Z))
    "F28.2: Take g' at Z itself, not at a logistic activation of it."
    (delta_next @ W_next.T) * g_prime(activations.sigmoid(Z))
    "F28.2: Z is a pre-activation: 1 - Z² would be right for tanh(Z) in its place."
    (delta_next @ W_next.T) * (1 - Z**2)
    "F28.2: Z is a pre-activation, and not every unit is logistic: use g_prime."
    (delta_next @ W_next.T) * Z * (1 - Z)
    "F28.3: The slope comes in entry by entry, with *: each unit has its own."
    (delta_next @ W_next.T) @ g_prime(Z)
    "F28.3: A product entry by entry, with *, not a matrix product with g'(Z)."
    (delta_next @ W_next.T) @ g_prime(Z).T
    "F28.3: Two kinds of product: a matrix product with W_next, then * with g'(Z)."
    (delta_next * W_next.T) * g_prime(Z)
    "F28.4: Send delta back through the weights as they were: no update before."
    (delta_next @ (W_next - np.tanh(Z).T @ delta_next).T) * g_prime(Z)
    "F28.4: Use W_next as it is: first all deltas, then the step."
    (delta_next @ (W_next - Z.T @ delta_next).T) * g_prime(Z)
    "F28.5: A delta is a slope; the minus belongs to the descent step."
    -(delta_next @ W_next.T) * g_prime(Z)
    "delta_hidden.1: The slope g'(Z) is missing: delta goes back through the unit too."
    delta_next @ W_next.T
    "delta_hidden.2: The mean is inside delta_next already: divide no second time."
    (delta_next @ W_next.T) * g_prime(Z) / len(Z)
    "delta_hidden.3: The unit's slope g'(Z) comes in, not its pre-activation Z."
    (delta_next @ W_next.T) * Z
    "delta_hidden.4: Each example keeps its own row: no sum or mean over them here."
    ((delta_next @ W_next.T) * g_prime(Z)).sum(axis=0)
    "delta_hidden.4: Each example has its own delta_next: no sum before the product."
    (delta_next.sum(axis=0) @ W_next.T) * g_prime(Z)
    "delta_hidden.4: Each example has its own slopes: no mean over the rows of g'(Z)."
    (delta_next @ W_next.T) * g_prime(Z).mean(axis=0)
    "delta_hidden.5: The blame is shared by the weights: where is W_next?"
    delta_next.sum(axis=1, keepdims=True) * g_prime(Z)
    "delta_hidden.5: Each weight carries its own delta: not the sum of the weights."
    delta_next.sum(axis=1, keepdims=True) * W_next.sum(axis=1) * g_prime(Z)
    "delta_hidden.6: Weights keep their sign on the way back: no absolute values."
    (delta_next @ np.abs(W_next).T) * g_prime(Z)
    "delta_hidden.7: The chain rule multiplies by the slope; it does not divide."
    (delta_next @ W_next.T) / np.where(g_prime(Z) == 0, 1, g_prime(Z))
    "delta_hidden.8: The slope g'(Z) comes in once, not twice."
    (delta_next @ W_next.T) * g_prime(Z) ** 2
    "delta_hidden.9: Take g' at Z, not at what came back through the weights."
    g_prime(delta_next @ W_next.T) * Z
    "delta_hidden.9: Take g' at Z of this layer, not at what came back."
    back = delta_next @ W_next.T
    back * g_prime(back)


# ------------------------------------------------------------------ weight_grad


def weight_grad(A_prev: Any, delta: Any) -> Any:
    """Slope in W (n_in, n_out): every example's activation below times its delta, summed."""
    return A_prev.T @ delta


weights_slope = Exercise(
    reference=weight_grad,
    lesson=LESSON,
    takes={"A_prev": "m n_in", "delta": "m n_out"},
    returns=Array("n_in n_out"),
    shortcuts=SWEEP,
)


@weights_slope.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for note, m, n_in, n_out in [
        ("five examples, three inputs, two units", 5, 3, 2),
        ("as many inputs as units", 5, 3, 3),
        ("everything square", 4, 4, 4),
        ("as many examples as inputs", 3, 3, 5),
        ("one example", 1, 3, 2),
        ("one unit", 6, 4, 1),
        ("one input", 6, 1, 4),
    ]:
        yield Case(note, (_inside(rng, (m, n_in)), _away(rng, (m, n_out))))
    A_prev, delta = _inside(rng, (4, 3)), _away(rng, (4, 2))
    yield Case("rows of very different size", (A_prev, delta * 10.0 ** np.arange(-2, 2)[:, None]))
    whole = rng.integers(1, 6, (4, 3)), rng.integers(1, 6, (4, 2))
    yield Case("whole numbers", whole, aspect="whole numbers")


@weights_slope.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for _ in range(5):
        m, n_in, n_out = (int(size) for size in rng.integers(2, 7, 3))
        yield Case("other sizes", (_inside(rng, (m, n_in)), _away(rng, (m, n_out))))


def _inside(rng: np.random.Generator, shape: Any) -> Any:
    """Activations as tanh gives them: of both signs, between -0.9 and 0.9, never near 0."""
    return rng.uniform(0.2, 0.9, shape) * rng.choice([-1.0, 1.0], shape)


@weights_slope.mistakes
def _(A_prev, delta):
    "F29.1: It has the shape of W, (n_in, n_out): this is the transpose."
    delta.T @ A_prev
    "F29.1: The sum runs over the examples: transpose A_prev, not delta."
    A_prev @ delta.T
    "F29.1: The sum runs over the examples: which of the two is transposed?"
    A_prev @ delta
    "F29.2: The mean is inside delta already: divide no second time."
    A_prev.T @ delta / len(delta)
    "F29.3: Delta is used as it is: its 1/m is not to be undone."
    A_prev.T @ delta * len(delta)
    "F29.4: Widths do not divide: delta holds the mean over examples already."
    A_prev.T @ delta / A_prev.shape[1]
    "F29.4: The number of units does not divide: delta holds the mean already."
    A_prev.T @ delta / delta.shape[1]
    "F29.5: Every example contributes, not the first alone."
    np.outer(A_prev[0], delta[0])
    "F29.5: Every example contributes, not the last alone: add them up."
    np.outer(A_prev[-1], delta[-1])
    "F29.5: Every example contributes: the loop misses one."
    A_prev[1:].T @ delta[1:]
    "F29.5: Every example contributes: the loop ends one too early."
    A_prev[:-1].T @ delta[:-1]
    "F29.6: Multiply example by example, then add: not a product of means."
    np.outer(A_prev.mean(axis=0), delta.mean(axis=0))
    "F29.6: Multiply example by example, then add: not a product of sums."
    np.outer(A_prev.sum(axis=0), delta.sum(axis=0))
    "F29.6: Each delta goes with its own example's activation, not the mean."
    np.outer(A_prev.mean(axis=0), delta.sum(axis=0))
    "F29.7: A weight sees the activation below it: A_prev, on the input side."
    delta.T @ delta
    "F29.7: A weight joins A_prev with delta, not A_prev with itself."
    A_prev.T @ A_prev
    "F29.8: The layer below sends its activation: use A_prev as it is, not its Z."
    np.arctanh(np.clip(A_prev, -0.999, 0.999)).T @ delta
    "F29.8: A_prev has been through g already: use it as it is."
    np.tanh(A_prev).T @ delta
    "F29.8: A_prev has been through g already; no logistic function here."
    activations.sigmoid(A_prev).T @ delta
    "weight_grad.1: This is the slope, uphill: the minus belongs to the step."
    -A_prev.T @ delta
    "weight_grad.2: A matrix product sums over examples; * pairs only equal places."
    A_prev * delta
    "weight_grad.2: The * pairs only equal places: sum over examples with @."
    A_prev.T * delta
    "weight_grad.3: Sum over the examples: one matrix, not one for each."
    A_prev[:, :, None] * delta[:, None, :]
    "weight_grad.4: All deltas of an example count, each for its own column."
    np.repeat((A_prev.T @ delta).sum(axis=1, keepdims=True), delta.shape[1], axis=1)
    "weight_grad.5: Where is A_prev? A weight from a silent unit has slope 0."
    np.tile(delta.sum(axis=0), (A_prev.shape[1], 1))
    "weight_grad.6: No factor 2: the 1/2 of the loss has cancelled it."
    2 * A_prev.T @ delta
    "weight_grad.7: Signs count: no absolute values."
    np.abs(A_prev).T @ delta


# ------------------------------------------------------------------ bias_grad


def bias_grad(delta: Any) -> Any:
    """Slope in b (n_out,): the sum of the rows of delta (m, n_out)."""
    return delta.sum(axis=0)


biases_slope = Exercise(
    reference=bias_grad,
    lesson=LESSON,
    takes={"delta": "m n_out"},
    returns=Array("n_out"),
    shortcuts=SWEEP,
)


@biases_slope.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for note, m, n_out in [
        ("five examples, three units", 5, 3),
        ("as many examples as units", 4, 4),
        ("more units than examples", 2, 5),
        ("one unit", 6, 1),
        ("one example", 1, 4),
    ]:
        yield Case(note, (_slanted(rng, m, n_out),))
    tall = _slanted(rng, 5, 2) * 10.0 ** np.arange(-2, 3)[:, None]
    yield Case("rows of very different size", (tall,))
    yield Case("whole numbers", (rng.integers(1, 9, (6, 2)),), aspect="whole numbers")


@biases_slope.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for _ in range(5):
        yield Case("other sizes", (_slanted(rng, *(int(size) for size in rng.integers(2, 8, 2))),))


def _slanted(rng: np.random.Generator, m: int, n_out: int) -> Any:
    """Columns of one sign each, but for the first row: their sums are well away from 0."""
    sign = rng.choice([-1.0, 1.0], n_out)
    delta = rng.uniform(0.5, 1.5, (m, n_out)) * sign
    delta[0] *= -0.25
    return delta


@biases_slope.mistakes
def _(delta):
    "F30.1: One number for each unit: add up the rows of all examples."
    delta
    "F30.2: Sum over the examples, axis 0; axis 1 runs over the units."
    delta.sum(axis=1)
    "F30.2: Average nothing, and sum over the examples, axis 0."
    delta.mean(axis=1)
    "F30.2: One number for each unit: without an axis everything is summed."
    delta.sum()
    "F30.3: The mean is inside delta already: here the rows are summed."
    delta.mean(axis=0)
    "F30.4: The bias moves Z one to one: its slope is not 0."
    np.zeros(delta.shape[1])
    "F30.5: A column would blow b up to a matrix: sum over axis 0, shape (n_out,)."
    delta.sum(axis=1, keepdims=True)
    "F30.5: A column would blow b up to a matrix: b has the shape (n_out,)."
    delta.sum(axis=0)[:, None]
    "bias_grad.1: This is the slope, uphill: the minus belongs to the step."
    -delta.sum(axis=0)
    "bias_grad.2: Every example counts, not the first alone."
    delta[0]
    "bias_grad.2: Every example counts, not the last alone."
    delta[-1]
    "bias_grad.2: Every example counts: the loop misses one."
    delta[1:].sum(axis=0)
    "bias_grad.2: Every example counts: the loop ends one too early."
    delta[:-1].sum(axis=0)
    "bias_grad.3: Delta is used as it is: its 1/m is not to be undone."
    len(delta) * delta.sum(axis=0)
    "bias_grad.4: The slope is delta, which may be negative: no squares."
    (delta**2).sum(axis=0)
    "bias_grad.4: Signs count: no absolute values."
    np.abs(delta).sum(axis=0)
    "bias_grad.5: The constant input of a bias is 1, whatever delta is."
    np.ones(delta.shape[1])
    "bias_grad.6: The rows are summed; their largest entry is not enough."
    delta.max(axis=0)
    "bias_grad.7: Divide by nothing: neither by examples nor by units."
    delta.sum(axis=0) / delta.shape[1]
    "bias_grad.8: No factor 2: the 1/2 of the loss has cancelled it."
    2 * delta.sum(axis=0)


# ------------------------------------------------------------------ backprop


def backprop(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
    """The slopes of half the squared loss in all weights and biases: hidden g, linear head."""
    Zs, As = _trace(X, weights, biases, g)
    delta = (As[-1] - Y) / len(X)
    dWs: list[Any] = []
    dbs: list[Any] = []
    for layer in reversed(range(len(weights))):
        dWs.insert(0, As[layer].T @ delta)
        dbs.insert(0, delta.sum(axis=0))
        if layer > 0:
            delta = (delta @ weights[layer].T) * g_prime(Zs[layer - 1])
    return dWs, dbs


def _trace(X: Any, weights: Any, biases: Any, g: Any, head: Any = None) -> tuple[Any, Any]:
    """All pre-activations and all activations; the head is linear unless it is given one."""
    Zs, As = [], [np.asarray(X)]
    for layer, (W, b) in enumerate(zip(weights, biases, strict=True)):
        Zs.append(As[-1] @ W + b)
        last = layer == len(weights) - 1
        As.append(head(Zs[-1]) if last and head else Zs[-1] if last else g(Zs[-1]))
    return Zs, As


back = Exercise(
    reference=backprop,
    lesson=LESSON,
    takes={
        "X": "m n_0",
        "Y": "m n_L",
        "weights": "list",
        "biases": "list",
        "g": "function",
        "g_prime": "function",
    },
    returns=Record(
        dWs=ListOf(Array("n_in n_out"), "L"),
        dbs=ListOf(Array("n_out"), "L"),
    ),
    shortcuts=SWEEP,
)


def _net(rng: np.random.Generator, m: int, sizes: list[int], unit: Any) -> tuple[Any, ...]:
    """A small network with nonzero biases, in which no pre-activation lies near the kink at 0."""
    while True:
        weights = [_away(rng, pair) / np.sqrt(pair[0]) for pair in pairwise(sizes)]
        biases = [_away(rng, n) / 2 for n in sizes[1:]]
        X = _away(rng, (m, sizes[0]))
        Zs, As = _trace(X, weights, biases, unit[0])
        Y = As[-1] + _away(rng, (m, sizes[-1]))
        net = X, Y, weights, biases, *unit
        if min(np.abs(Z).min() for Z in Zs) > 1e-3 and _steady(net):
            return net


def _steady(net: tuple[Any, ...]) -> bool:
    """Do all slopes come out right in single precision, with digits to spare?"""
    X, Y, weights, biases, *unit = net
    single = [[np.float32(p) for p in part] for part in (weights, biases)]
    got = _bugged((np.float32(X), np.float32(Y), *single, *unit))
    return all(
        np.allclose(a, b, rtol=2e-6, atol=2e-7 * np.abs(b).max())
        for rough, fine in zip(got, _bugged(net), strict=True)
        for a, b in zip(rough, fine, strict=True)
    )


@back.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one hidden layer of tanh units", _net(rng, 5, [3, 4, 2], TANH))
    yield Case("another batch of the same size", _net(rng, 5, [3, 4, 2], TANH))
    yield Case("two hidden layers of logistic units", _net(rng, 4, [2, 5, 3, 1], SIGMOID))
    yield Case("all layers of the same width", _net(rng, 5, [3, 3, 3, 3], CUBIC))
    yield Case("everything square", _net(rng, 3, [3, 3, 3], SOFTPLUS))
    yield Case("no hidden layer", _net(rng, 5, [3, 2], TANH))
    yield Case("one example", _net(rng, 1, [2, 3, 2], CUBIC))
    X, Y, *rest = _net(rng, 5, [2, 3, 2], TANH)
    yield Case("targets far off", (X, np.abs(Y) + 1e4, *rest))
    weights = [rng.integers(1, 3, pair) for pair in [(2, 3), (3, 2)]]
    biases = [rng.integers(1, 3, n) for n in (3, 2)]
    X, Y = rng.integers(1, 3, (4, 2)), rng.integers(0, 2, (4, 2))
    yield Case("whole numbers", (X, Y, weights, biases, *CUBIC), aspect="whole numbers")


@back.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("three hidden layers", _net(rng, 4, [2, 4, 3, 4, 2], TANH))
    yield Case("relu units", _net(rng, 5, [3, 4, 3, 2], RELU))
    yield Case("layers of one unit", _net(rng, 4, [1, 1, 1, 1], SIGMOID))
    for unit in (SOFTPLUS, CUBIC):
        sizes = [int(size) for size in rng.integers(2, 5, 4)]
        yield Case("other sizes", _net(rng, int(rng.integers(2, 6)), sizes, unit))


def _bugged(
    args: tuple[Any, ...],
    head: Any = None,
    start: Any = lambda A, Y, Z, g_prime: (A - Y) / len(Y),
    dW: Any = lambda As, Zs, delta, i: As[i].T @ delta,
    db: Any = lambda delta: delta.sum(axis=0),
    W: Any = lambda W, dW: W,
    slope: Any = lambda g_prime, Zs, As, i: g_prime(Zs[i - 1]),
    below: Any = lambda delta, W, slope: (delta @ W.T) * slope,
) -> tuple[Any, Any]:
    """The right pass with every step exchangeable, for the wrong answers."""
    X, Y, weights, biases, g, g_prime = args
    Zs, As = _trace(X, weights, biases, g, head and g)
    delta = start(As[-1], Y, Zs[-1], g_prime)
    dWs: list[Any] = []
    dbs: list[Any] = []
    for i in reversed(range(len(weights))):
        dWs.insert(0, dW(As, Zs, delta, i))
        dbs.insert(0, db(delta))
        if i > 0:
            delta = below(delta, W(weights[i], dWs[0]), slope(g_prime, Zs, As, i))
    return dWs, dbs


@back.mistakes
def _(*args):
    "F31.1: Stop at the first layer: the input has no weights below it."
    dWs, dbs = _bugged(args)
    below = (dbs[0] @ args[2][0].T)[None]
    [below, *dWs], [below[0], *dbs]
    "F31.1: L weight layers are numbered 0 to L - 1: one index goes too far."
    raise IndexError
    "F31.1: One index goes too far, below the first layer or above the last."
    raise KeyError
    "F31.1: The first layer has weights too: the loop ends one too early."
    dWs, dbs = _bugged(args)
    dWs[1:], dbs[1:]
    "F31.2: You walk from the head down, but the lists start at the first layer."
    dWs, dbs = _bugged(args)
    dWs[::-1], dbs[::-1]
    "F31.2: The slopes of the weights are listed from the head down: turn them round."
    dWs, dbs = _bugged(args)
    dWs[::-1], dbs
    "F31.2: The slopes of the biases are listed from the head down: turn them round."
    dWs, dbs = _bugged(args)
    dWs, dbs[::-1]
    "F31.3: One list under two names: dWs and dbs need a list each."
    both = [slope for pair in zip(*_bugged(args), strict=True) for slope in pair]
    both, both
    "F31.3: The list in [[]] * L is one list, L times: make L lists of their own."
    dWs, dbs = _bugged(args)
    [dWs] * len(dWs), [dbs] * len(dbs)
    "F31.3: The array in [array] * L is one array, L times: each layer needs its own."
    dWs, dbs = _bugged(args)
    [dWs[0]] * len(dWs), [dbs[0]] * len(dbs)


_earlier: dict[str, Any] = {}


@back.mistakes
def _(X, Y, weights, biases, g, g_prime):
    "F31.4: Each call starts afresh: nothing of an earlier call may survive in it."
    fresh = _trace(X, weights, biases, g)
    used = _earlier.get("last", fresh)
    _earlier["last"] = fresh
    same = [A.shape for A in used[1]] == [A.shape for A in fresh[1]]
    _along(used if same else fresh, Y, weights, g_prime)
    "F31.4: Run forward on every call: a stored trace belongs to another X."
    fresh = _trace(X, weights, biases, g)
    kept = _earlier.get("kept", fresh)
    same = [A.shape for A in kept[1]] == [A.shape for A in fresh[1]]
    _earlier["kept"] = kept if same else fresh
    _along(_earlier["kept"], Y, weights, g_prime)


def _along(trace: tuple[Any, Any], Y: Any, weights: Any, g_prime: Any) -> Any:
    """The backward half along a given trace."""
    Zs, As = trace
    delta = (As[-1] - Y) / len(Y)
    dWs, dbs = [As[-2].T @ delta], [delta.sum(axis=0)]
    for i in reversed(range(1, len(weights))):
        delta = (delta @ weights[i].T) * g_prime(Zs[i - 1])
        dWs.insert(0, As[i - 1].T @ delta)
        dbs.insert(0, delta.sum(axis=0))
    return dWs, dbs


@back.mistakes
def _(*args):
    "F31.5: Slopes only: the learning rate belongs to the step that comes after."
    [[0.1 * slope for slope in slopes] for slopes in _bugged(args)]
    "F31.5: Slopes only: no learning rate in here."
    [[0.01 * slope for slope in slopes] for slopes in _bugged(args)]
    "F31.5: Return the slopes, not the weights after a step."
    dWs, dbs = _bugged(args)
    stepped = [W - dW for W, dW in zip(args[2], dWs, strict=True)]
    stepped, [b - db for b, db in zip(args[3], dbs, strict=True)]
    "F31.6: This loss has no penalty: the weights themselves are not added."
    dWs, dbs = _bugged(args)
    [dW + W for W, dW in zip(args[2], dWs, strict=True)], dbs
    "backprop.1: Going down through a unit costs its slope g'(Z): it is missing."
    _bugged(args, below=lambda delta, W, slope: delta @ W.T)
    "backprop.2: Take g' at the pre-activation Z, not at the activation g(Z)."
    _bugged(args, slope=lambda g_prime, Zs, As, i: g_prime(As[i]))
    "backprop.3: On the way down the sum runs over the units above: transpose W."
    _bugged(args, below=lambda delta, W, slope: (delta @ W) * slope)
    "backprop.3: A square W fits either way round, and one of them is wrong."
    _bugged(args, below=lambda d, W, slope: (d @ (W if _square(W) else W.T)) * slope)


def _square(W: Any) -> bool:
    return bool(W.shape[0] == W.shape[1])


@back.mistakes
def _(*args):
    "backprop.4: The loss is a mean over examples: the head's delta takes it."
    _bugged(args, start=lambda A, Y, Z, g_prime: A - Y)
    "backprop.5: The mean is taken once, at the head: not again in dW and db."
    [[slope / len(args[0]) for slope in slopes] for slopes in _bugged(args)]
    "backprop.5: The mean is taken once, at the head: not again in dW."
    dWs, dbs = _bugged(args)
    [dW / len(args[0]) for dW in dWs], dbs
    "backprop.5: The mean is taken once, at the head: db is a sum of rows."
    _bugged(args, db=lambda delta: delta.mean(axis=0))
    "backprop.5: The mean is taken once, at the head: not again on every layer."
    _bugged(args, below=lambda delta, W, slope: (delta @ W.T) * slope / len(delta))
    "backprop.6: The head is linear: no g on the last layer."
    _bugged(args, head=True)
    "backprop.6: The head is linear: neither g nor g' on the last layer."
    start = _with_slope
    _bugged(args, head=True, start=start)
    "backprop.6: The head is linear: its slope is 1, not g'(Z)."
    _bugged(args, start=_with_slope)


def _with_slope(A: Any, Y: Any, Z: Any, g_prime: Any) -> Any:
    return (A - Y) / len(Y) * g_prime(Z)


@back.mistakes
def _(*args):
    "backprop.7: The biases learn too: their slopes are the summed rows of delta."
    _bugged(args, db=lambda delta: np.zeros(delta.shape[1]))


@back.mistakes
def _(X, Y, weights, biases, g, g_prime):
    "backprop.7: The forward pass forgets the biases: Z = A @ W + b."
    _bugged((X, Y, weights, [np.zeros(len(b)) for b in biases], g, g_prime))


@back.mistakes
def _(*args):
    "backprop.8: Send delta down through the old weights: first all slopes, then steps."
    _bugged(args, W=lambda W, dW: W - dW)
    "backprop.8: Send delta down through W itself, not through its slope dW."
    _bugged(args, W=lambda W, dW: dW)
    "backprop.9: The slope g' is that of the layer you arrive at, not of the one you leave."
    _bugged(args, slope=lambda g_prime, Zs, As, i: g_prime(Zs[i]))
    "backprop.9: Take g' at the Z of the layer you arrive at, not at its input."
    _bugged(args, slope=lambda g_prime, Zs, As, i: g_prime(As[i - 1]))
    "backprop.9: Each layer has its own slope: g' at its own Z, not at the first one."
    _bugged(args, slope=lambda g_prime, Zs, As, i: g_prime(Zs[0]))
    "backprop.10: The layers below learn too: send delta down to every one of them."
    _bugged(args, below=lambda delta, W, slope: 0 * slope)
    "backprop.10: Each layer has a delta of its own: renew it on the way down."
    _bugged(args, below=lambda delta, W, slope: delta)
    "backprop.11: A weight sees the layer right below it: X only for the first."
    _bugged(args, dW=lambda As, Zs, delta, i: As[0].T @ delta)
    "backprop.12: A weight sees the activation below it, not that of its own layer."
    _bugged(args, dW=lambda As, Zs, delta, i: As[i + 1].T @ delta)
    "backprop.13: Slopes point uphill: Y_hat - Y. The minus belongs to the step."
    _bugged(args, start=lambda A, Y, Z, g_prime: (Y - A) / len(Y))
    "backprop.13: Check the sign of the error, and take the mean over examples."
    _bugged(args, start=lambda A, Y, Z, g_prime: Y - A)
    "backprop.14: The loss is a mean over examples but a sum over outputs."
    _bugged(args, start=lambda A, Y, Z, g_prime: (A - Y) / Y.size)
    "backprop.14: Divide by the number of examples, not of outputs."
    _bugged(args, start=lambda A, Y, Z, g_prime: (A - Y) / Y.shape[1])
    "backprop.15: The 1/2 of the loss cancels the 2 of the square."
    _bugged(args, start=lambda A, Y, Z, g_prime: 2 * (A - Y) / len(Y))
    "backprop.15: No 1/2 is left: differentiating the square brought a 2."
    _bugged(args, start=lambda A, Y, Z, g_prime: (A - Y) / (2 * len(Y)))
    "backprop.15: The loss is half a square; its slope is linear in the error."
    _bugged(args, start=lambda A, Y, Z, g_prime: (A - Y) ** 2 / len(Y))
    "backprop.16: Each slope has the shape of its W: this is the transpose."
    _bugged(args, dW=lambda As, Zs, delta, i: delta.T @ As[i])
    "backprop.17: For db sum over the examples, axis 0."
    _bugged(args, db=lambda delta: delta.sum(axis=1))
    "backprop.17: One slope for each bias: sum over axis 0, not over everything."
    _bugged(args, db=lambda delta: delta.sum())
    "backprop.17: One slope for each bias: add up the rows of delta."
    _bugged(args, db=lambda delta: delta)
    "backprop.17: One slope for each bias, from all examples, not from the first alone."
    _bugged(args, db=lambda delta: delta[0])
    "backprop.18: Weights first, then biases: return dWs, dbs."
    _bugged(args)[::-1]
    "backprop.18: Two lists, dWs and dbs, not one list of pairs."
    list(zip(*_bugged(args), strict=True))
    "backprop.18: Return dWs and dbs, without the loss."
    (0.0, *_bugged(args))
    "backprop.19: Slopes only: the caller's weights stay as they are."
    dWs, dbs = _bugged(args)
    for parameter, slope in zip([*args[2], *args[3]], [*dWs, *dbs], strict=True):
        np.subtract(parameter, slope, out=parameter, casting="unsafe")
    dWs, dbs
    "backprop.20: A layer receives activations from below: g(Z), not Z."
    _bugged(args, dW=lambda As, Zs, delta, i: (Zs[i - 1] if i else As[0]).T @ delta)


@back.mistakes
def _(X, Y, weights, biases, g, g_prime):
    "backprop.21: Every example contributes, not the first alone."
    _bugged((X[:1], Y[:1], weights, biases, g, g_prime))


@back.mistakes
def _(*args):
    "backprop.22: Use the g_prime that is passed in: not every unit is a tanh."
    _bugged(args, slope=lambda g_prime, Zs, As, i: 1 - As[i] ** 2)
    "backprop.22: Use the g_prime that is passed in: not every unit is logistic."
    _bugged(args, slope=lambda g_prime, Zs, As, i: As[i] * (1 - As[i]))
    "backprop.22: Use the g_prime that is passed in: not every unit is a ReLU."
    _bugged(args, slope=lambda g_prime, Zs, As, i: (Zs[i - 1] > 0) * 1.0)


@back.mistakes
def _(X, Y, weights, biases, g, g_prime):
    "backprop.22: Use the g and the g_prime that are passed in: this is always tanh."
    _bugged((X, Y, weights, biases, *TANH))


@back.mistakes
def _(*args):
    "backprop.23: The slope of a unit is g'(Z), not its activation g(Z)."
    _bugged(args, slope=lambda g_prime, Zs, As, i: As[i])


@back.mistakes
def _(X, Y, weights, biases, g, g_prime):
    "backprop.24: The hidden layers need g in the forward pass."
    _bugged((X, Y, weights, biases, lambda Z: Z, g_prime))
    "backprop.25: A delta comes down through the weights it went up by: those above, not below."
    _along(_trace(X, weights, biases, g), Y, [weights[0], *weights[:-1]], g_prime)


# ------------------------------------------------------------------ count_macs

EXACT = Tolerance(0.0, 0.0)  # a count is right or wrong, however large


def count_macs(sizes: Any, m: int) -> tuple[int, int]:
    """Multiply-adds of a pass: a product for every layer up, two down, but one for the first."""
    return _counts(sizes, m)


def _counts(sizes: Any, m: int) -> tuple[int, int]:
    products = [m * below * above for below, above in pairwise(sizes)]
    return sum(products), sum(products) + sum(products[1:])


macs = Exercise(
    reference=count_macs,
    lesson=LESSON,
    takes={"sizes": "list", "m": ""},
    returns=Record(forward=Number(whole=True), backward=Number(whole=True)),
    tolerance=EXACT,
)


def _widths(rng: np.random.Generator, layers: int) -> list[int]:
    """Sizes between 2 and 10, all different, so that no two products agree by chance."""
    return [int(n) for n in rng.permutation(np.arange(2, 11))[: layers + 1]]


@macs.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one hidden layer", (_widths(rng, 2), int(rng.integers(5, 20))))
    yield Case("three hidden layers", (_widths(rng, 4), 7))
    yield Case("a single example", ([784, 128, 64, 10], 1))
    yield Case("no hidden layer", (_widths(rng, 1), 11))
    yield Case("all layers of the same width", ([4, 4, 4, 4], 3))


@macs.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a large network", ([784, 1024, 1024, 10], 60_000))
    for layers in (2, 3, 5):
        yield Case("other sizes", (_widths(rng, layers), int(rng.integers(2, 30))))


def _up_down(sizes: Any, m: int) -> tuple[int, int, int]:
    """The three counts that matter: products up, slopes of the weights, deltas of hidden layers."""
    forward, backward = _counts(sizes, m)
    return forward, forward, backward - forward


@macs.mistakes
def _(sizes, m):
    "F58.1: Multiply-adds of the weights only: adding the biases is not counted."
    up, slopes, deltas = _up_down(sizes, m)
    up + m * sum(sizes[1:]), slopes + deltas
    "F58.1: Multiply-adds of the weights only: biases count neither up nor down."
    up, slopes, deltas = _up_down(sizes, m)
    up + m * sum(sizes[1:]), slopes + deltas + m * sum(sizes[1:])
    "F58.1: Multiply-adds of the weights only: a bias is not one more input."
    up, slopes, deltas = _up_down(sizes, m)
    extra = m * sum(sizes[1:])
    up + extra, slopes + deltas + extra + m * sum(sizes[2:])
    "F58.2: Nobody needs the slope in the input: the first layer sends no delta down."
    up, *_ = _up_down(sizes, m)
    up, 2 * up
    "F58.3: Every example is multiplied through: m counts."
    _counts(sizes, 1)
    "F58.3: Every example is sent back too: m counts in both directions."
    _counts(sizes, m)[0], _counts(sizes, 1)[1]
    "F58.3: Every example goes forward too: m counts in both directions."
    _counts(sizes, 1)[0], _counts(sizes, m)[1]
    "F58.3: The slopes of the weights sum over m examples: m counts there too."
    up, slopes, deltas = _up_down(sizes, m)
    up, slopes // m + deltas
    "F58.3: Each example has a delta of its own: m counts there too."
    up, slopes, deltas = _up_down(sizes, m)
    up, slopes + deltas // m
    "count_macs.1: Going back, the deltas cost products too, not only the weights' slopes."
    up, *_ = _up_down(sizes, m)
    up, up
    "count_macs.2: Going back, the slopes of the weights cost products, not only deltas."
    up, _, deltas = _up_down(sizes, m)
    up, deltas
    "count_macs.3: The layer that sends no delta down is the first, not the last."
    up, *_ = _up_down(sizes, m)
    up, 2 * up - m * sizes[-2] * sizes[-1]
    "count_macs.4: Backward means the way down alone: do not add the way up."
    up, slopes, deltas = _up_down(sizes, m)
    up, up + slopes + deltas
    "count_macs.4: Two numbers, forward and backward, not their sum."
    sum(_counts(sizes, m))
    "count_macs.5: Neighbouring layers only, and their products add up."
    total = m * int(np.prod(sizes))
    total, 2 * total - m * sizes[0] * sizes[1]
    "count_macs.5: Only neighbouring layers are joined, not all with all."
    pairs = [m * a * b for i, a in enumerate(sizes) for b in sizes[i + 1 :]]
    sum(pairs), 2 * sum(pairs) - m * sizes[0] * sizes[1]
    "count_macs.6: A multiply-add is one: do not count the product and the sum apart."
    up, down = _counts(sizes, m)
    2 * up, 2 * down
    "count_macs.7: Forward comes first."
    _counts(sizes, m)[::-1]
    "count_macs.8: Multiplying by g'(Z) is entry by entry, no product with a weight."
    up, down = _counts(sizes, m)
    up, down + m * sum(sizes[1:-1])
    "count_macs.9: The head's weights count as well: the loop ends one too early."
    _counts(sizes[:-1], m)
    "count_macs.9: The first layer's weights count as well: the loop starts too late."
    _counts(sizes[1:], m)
    "count_macs.10: Each unit has a weight from every unit below: multiply the widths."
    m * sum(sizes[1:]), m * sum(sizes[1:]) + m * sum(sizes[2:])
    "count_macs.11: The first layer sends no delta down, but its weights have slopes."
    up, _, deltas = _up_down(sizes, m)
    up, 2 * deltas


# ------------------------------------------------------------------ cache_bytes


def cache_bytes(sizes: Any, m: int, itemsize: int = 8) -> int:
    """Bytes that wait for the way back: activations below the head, hidden pre-activations."""
    return _bytes(sizes, m, itemsize)


def _bytes(sizes: Any, m: int, itemsize: int = 8) -> int:
    return int(m * (sum(sizes[:-1]) + sum(sizes[1:-1])) * itemsize)


stored = Exercise(
    reference=cache_bytes,
    lesson=LESSON,
    takes={"sizes": "list", "m": "", "itemsize": ""},
    returns=Number(whole=True),
    tolerance=EXACT,
)


@stored.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one hidden layer, float32", (_widths(rng, 2), int(rng.integers(9, 20)), 4))
    yield Case("three hidden layers, float64", (_widths(rng, 4), 7, 8))
    yield Case("itemsize left at 8", (_widths(rng, 3), 5))
    yield Case("no hidden layer", (_widths(rng, 1), 11, 8))
    yield Case("a single example, float16", ([784, 128, 64, 10], 1, 2))
    yield Case("all layers of the same width", ([4, 4, 4, 4], 3, 4))


@stored.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a large batch", ([784, 1024, 1024, 10], 60_000, 8))
    for layers in (2, 3, 5):
        yield Case("other sizes", (_widths(rng, layers), int(rng.integers(2, 30)), 4))


@stored.mistakes
def _(sizes, m, itemsize=8):
    "F58.3: Every example stores its own values: m counts."
    _bytes(sizes, 1, itemsize)
    "F58.3: Every example stores its own values: m counts for Z as well."
    (m * sum(sizes[:-1]) + sum(sizes[1:-1])) * itemsize
    "F58.4: Itemsize is in bytes already: a float64 takes 8 bytes, or 64 bits."
    8 * _bytes(sizes, m, itemsize)
    "F58.4: Itemsize is in bytes already: nothing to divide by 8."
    _bytes(sizes, m, itemsize) / 8
    "F58.4: Numbers are not bytes: each takes itemsize of them."
    _bytes(sizes, m, 1)
    "F58.4: Not every number takes 8 bytes: use itemsize."
    _bytes(sizes, m, 8)
    "F58.4: Not every number takes 4 bytes: use itemsize."
    _bytes(sizes, m, 4)
    "F58.4: Bytes, please, not kilobytes."
    _bytes(sizes, m, itemsize) / 1024
    "F58.4: In bytes, without a rounding to kilobytes."
    _bytes(sizes, m, itemsize) // 1024
    "cache_bytes.1: The way back needs g'(Z): hidden layers keep Z as well."
    m * sum(sizes[:-1]) * itemsize
    "cache_bytes.1: Weights' slopes need the activations: keep A as well as Z."
    m * sum(sizes[1:-1]) * itemsize
    "cache_bytes.2: The first layer's weights need X on the way back: keep it too."
    2 * m * sum(sizes[1:-1]) * itemsize
    "cache_bytes.2: X is kept, and the head's output is not: it is used at once."
    m * (sum(sizes[1:]) + sum(sizes[1:-1])) * itemsize
    "cache_bytes.3: What the head gives is used at once: only layers below it are kept."
    m * (sum(sizes) + sum(sizes[1:-1])) * itemsize
    "cache_bytes.3: A linear head needs no g'(Z): its Z is not kept, nor its output."
    m * (sum(sizes) + sum(sizes[1:])) * itemsize
    "cache_bytes.3: One array a layer is not it: no head, but Z and A of hidden layers."
    m * sum(sizes) * itemsize
    "cache_bytes.4: The input has no pre-activation: X is kept once."
    2 * m * sum(sizes[:-1]) * itemsize
    "cache_bytes.5: Weights are there anyway: count what the forward pass leaves behind."
    sum(a * b for a, b in pairwise(sizes)) * itemsize
    "cache_bytes.5: Weights are there anyway: they do not count as cache."
    weights = sum(a * b for a, b in pairwise(sizes)) * itemsize
    _bytes(sizes, m, itemsize) + weights
    "cache_bytes.6: All layers are kept until the way back, not only the widest."
    m * max(sizes) * itemsize
    "cache_bytes.7: Kept values are one per unit and example: widths add, not multiply."
    m * sum(a * b for a, b in pairwise(sizes)) * itemsize
