"""07_loss_and_gradient: fixed features, two losses with their gradients, and one step downhill."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.check.compare import Tolerance
from autograder.check.exercise import Answer, Case, Exercise
from autograder.check.forms import Array, Number
from nnlib import losses
from nnlib.activations import sigmoid

LESSON = "07_loss_and_gradient"
WHOLE = "whole numbers"

# A loss worked out in float32 and handed over as a plain float has lost its dtype, so that nothing
# tells the comparison to be as generous as with float32. All losses here are far from 0.
AS_A_FLOAT = Tolerance(relative=1e-5)


def polynomial_features(x: Any, degree: int) -> Any:
    """The powers 1, x, x^2, ... as columns.  x (m,), result (m, degree + 1)."""
    return np.asarray(x, dtype=float)[:, None] ** np.arange(degree + 1)


def logistic_grad(w: Any, X: Any, y: Any) -> Any:
    """The slope in w of the logistic loss of the logits X @ w.  w (n,), X (m, n), y (m,)."""
    return X.T @ (sigmoid(X @ w) - y) / len(y)


def gd_step(w: Any, grad: Any, lr: float) -> Any:
    """One step of length lr against the gradient.  w (n,), grad (n,), result (n,)."""
    return w - lr * grad


def _signed(rng: np.random.Generator, low: float, high: float, shape: Any) -> Any:
    """Numbers of random sign whose size is bounded away from 0."""
    return rng.uniform(low, high, shape) * rng.choice([-1.0, 1.0], size=shape)


# ------------------------------------------------------------------ polynomial_features

features = Exercise(
    reference=polynomial_features,
    lesson=LESSON,
    takes={"x": "m", "degree": ""},
    returns=Array("m degree+1"),
)


@features.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    x = rng.uniform(0.3, 0.9, 5) * np.array([1, -1, 5, -2, 1])
    yield Case("points of both signs", (x, 3))
    yield Case("as many points as columns", (x[:4] + 0.1, 3))
    yield Case("whole numbers", (np.append(rng.permutation([-3, -2, 2, 3]), 0), 2), aspect=WHOLE)
    yield Case("degree 0: the constant alone", (x[:3], 0))
    yield Case("degree 1: the constant and x", (x[1:], 1))
    yield Case("a single point", (x[3:4], 2))
    yield Case("a higher degree", (x[:3], 6))


@features.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    x = _signed(rng, 0.3, 0.9, 4)
    yield Case("points of very different size", (x * [0.01, 1.0, 10.0, 100.0], 2))
    yield Case("the same point twice, and 0", (np.array([x[0], x[0], 0.0]), 4))
    yield Case("many points, evenly spaced", (np.linspace(-1.5, 1.4, 12), 4))
    yield Case("one point and degree 0", (x[:1], 0))


@features.misconception(
    "polynomial_features.1", "The powers rise from left to right: column 0 is the constant."
)
def _(x: Any, degree: Any) -> Any:
    return x[:, None] ** np.arange(degree, -1, -1)


MISSING_ONES = "Where is the column of ones? x^0 is a feature too, and column k holds x^k."


@features.misconception("polynomial_features.2", MISSING_ONES)
def _(x: Any, degree: Any) -> Any:
    return x[:, None] ** np.arange(1, degree + 1)


@features.misconception("polynomial_features.2", MISSING_ONES)
def _(x: Any, degree: Any) -> Any:
    return np.column_stack([x**k for k in range(1, degree + 1)])  # raises for degree 0


@features.misconception("polynomial_features.2", MISSING_ONES)
def _(x: Any, degree: Any) -> Any:
    return x[:, None] ** np.arange(1, degree + 2)


LAST_MISSING = "The highest power is missing: range(degree) ends one too early."


@features.misconception("polynomial_features.3", LAST_MISSING)
def _(x: Any, degree: Any) -> Any:
    return x[:, None] ** np.arange(degree)


@features.misconception("polynomial_features.3", LAST_MISSING)
def _(x: Any, degree: Any) -> Any:
    return np.column_stack([x**k for k in range(degree)])  # raises for degree 0


@features.misconception("polynomial_features.3", LAST_MISSING)
def _(x: Any, degree: Any) -> Any:
    X = np.zeros((len(x), degree + 1))
    for k in range(degree):
        X[:, k] = x**k
    return X


@features.misconception(
    "polynomial_features.4", "Rows are examples: one row for each x, one column for each power."
)
def _(x: Any, degree: Any) -> Any:
    return np.array([x**k for k in range(degree + 1)])


@features.misconception(
    "polynomial_features.4", "The right numbers in the wrong order: reshape does not transpose."
)
def _(x: Any, degree: Any) -> Any:
    return np.array([x**k for k in range(degree + 1)]).reshape(len(x), degree + 1)


TIMES = "Column k is x to the power k, not k times x."


@features.misconception("polynomial_features.5", TIMES)
def _(x: Any, degree: Any) -> Any:
    return x[:, None] * np.arange(degree + 1)


@features.misconception("polynomial_features.5", TIMES)
def _(x: Any, degree: Any) -> Any:
    X = x[:, None] * np.arange(degree + 1.0)
    X[:, 0] = 1
    return X


@features.misconception("polynomial_features.5", "Each column is the last one times x, not plus x.")
def _(x: Any, degree: Any) -> Any:
    return 1 + x[:, None] * np.arange(degree + 1)


SWAPPED = "The base is x and the exponent k, not the other way round."


@features.misconception("polynomial_features.6", SWAPPED)
def _(x: Any, degree: Any) -> Any:
    return np.arange(degree + 1) ** x[:, None]


@features.misconception("polynomial_features.6", SWAPPED)
def _(x: Any, degree: Any) -> Any:
    return np.arange(degree + 1.0) ** x[:, None]


@features.misconception(
    "polynomial_features.7", "Column 0 is x^0, and that is 1 for every x. Yours is 0."
)
def _(x: Any, degree: Any) -> Any:
    X = np.zeros((len(x), degree + 1))
    for k in range(1, degree + 1):
        X[:, k] = x**k
    return X


@features.misconception(
    "polynomial_features.7", "Column 0 is x^0, the constant 1; column 1 is x. Yours has x in both."
)
def _(x: Any, degree: Any) -> Any:
    return x[:, None] ** np.maximum(np.arange(degree + 1), 1)


WHOLE_TABLE = "Your table holds whole numbers only and cuts off the fractions: make it of floats."


@features.misconception("polynomial_features.8", WHOLE_TABLE)
def _(x: Any, degree: Any) -> Any:
    X = np.ones((len(x), degree + 1), dtype=int)
    for k in range(degree + 1):
        X[:, k] = x**k
    return X


@features.misconception("polynomial_features.8", WHOLE_TABLE)
def _(x: Any, degree: Any) -> Any:
    return x.astype(int)[:, None] ** np.arange(degree + 1)


@features.misconception(
    "polynomial_features.9", "One column too many: the last power is x^degree itself."
)
def _(x: Any, degree: Any) -> Any:
    return x[:, None] ** np.arange(degree + 2)


@features.misconception(
    "polynomial_features.10", "Every column is the same power. The exponent is the column's index."
)
def _(x: Any, degree: Any) -> Any:
    return np.repeat((x**degree)[:, None], degree + 1, axis=1)


@features.misconception(
    "polynomial_features.10", "After the constant comes x in every column. Where are its powers?"
)
def _(x: Any, degree: Any) -> Any:
    return x[:, None] ** np.minimum(np.arange(degree + 1), 1)


@features.misconception(
    "polynomial_features.11", "Multiply the last column by x; squaring it skips powers."
)
def _(x: Any, degree: Any) -> Any:
    columns = [np.ones(len(x)), x]
    for _ in range(degree - 1):
        columns.append(columns[-1] ** 2)
    return np.stack(columns[: degree + 1], axis=1)


@features.misconception("polynomial_features.12", "The ones belong in column 0, not in the last.")
def _(x: Any, degree: Any) -> Any:
    return np.column_stack([x[:, None] ** np.arange(1, degree + 1), np.ones(len(x))])


@features.misconception(
    "polynomial_features.13", "One column is not all of them: return a table, one row for each x."
)
def _(x: Any, degree: Any) -> Any:
    return x**degree


@features.misconception(
    "polynomial_features.14", "Keep the powers side by side in a table of two axes, do not flatten."
)
def _(x: Any, degree: Any) -> Any:
    return (x[:, None] ** np.arange(degree + 1)).ravel()


IN_PLACE_X = "The caller still needs x: power = power * x makes a new array, power *= x does not."


@features.misconception("polynomial_features.15", IN_PLACE_X)
def _(x: Any, degree: Any) -> Any:
    X, power = np.ones((len(x), degree + 1)), x
    for k in range(1, degree + 1):
        X[:, k] = power
        power *= x  # power is x itself, so this squares both
    return X


@features.misconception(
    "polynomial_features.16", "The sign of x matters: an odd power of a negative x is negative."
)
def _(x: Any, degree: Any) -> Any:
    return np.abs(x)[:, None] ** np.arange(degree + 1)


@features.misconception(
    "polynomial_features.17", "A logarithm knows no negative x. Use x ** k, or multiply."
)
def _(x: Any, degree: Any) -> Any:
    return np.exp(np.arange(degree + 1) * np.log(x)[:, None])


# ------------------------------------------------------------------ logistic_loss

loss = Exercise(
    reference=losses.logistic_loss,
    lesson=LESSON,
    takes={"z": "m", "y": "m"},
    returns=Number(),
    shortcuts=("nnlib.losses.named",),
    tolerance=AS_A_FLOAT,
)


@loss.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    z, y = _logits(rng)
    yield Case("both labels, some logits on the wrong side", (z, y))
    far = np.array([-800.0, 800.0, z[0]])
    yield Case("sure and wrong: logits of ±800", (far, np.array([1, 0, 1])), aspect="large inputs")
    yield Case("sure and right: logits of ±800", (-far, np.array([1, 0, 1])), aspect="large inputs")
    for end, y_far in ((800.0, 0), (-800.0, 1)):
        args = np.array([z[0], end]), np.array([0, y_far])
        yield Case(f"one logit of {end:.0f}, sure and wrong", args, aspect="large inputs")
    yield Case("the same examples twice", (np.tile(z[1:5], 2), np.tile(y[1:5], 2)))
    yield Case("every logit 0", (np.zeros(3), np.array([1, 0, 0])))
    for label in (0, 1):
        yield Case(f"only the label {label}", (z[[0, 2, 3]], np.full(3, float(label))))
    yield Case("a single example", (-z[:1], np.zeros(1, dtype=int)))
    whole = np.array([2, -1, 3, -2, 1]), np.array([1, 1, 0, 0, 1])
    yield Case("whole-number logits", whole, aspect=WHOLE)


@loss.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for m in (2, 5, 9):
        z = _signed(rng, 0.5, 3.0, m)
        y = (z > 0).astype(int)
        y[0] = 1 - y[0]
        yield Case("random logits, one on the wrong side", (z, y))
    z, y = np.array([40.0, -40.0, 1.0]), np.array([0, 1, 1])
    yield Case("logits of ±40, where a sigmoid rounds to 1", (z, y), aspect="large inputs")
    for size in (1e3, 1e5):
        z = size * np.array([1.0, -1.0, 1.0, -1.0])
        args = z, np.array([0, 0, 1, 1])
        yield Case(f"logits of ±{size:.0f}", args, aspect="large inputs")
    args = np.array([1000, -1000, 2]), np.array([1, 1, 0])
    yield Case("whole-number logits of ±1000", args, aspect="large inputs")


def _logits(rng: np.random.Generator) -> tuple[Any, Any]:
    """Six logits, two of them on the wrong side; unequally many of each label."""
    size = rng.uniform(1.5, 3.0, 6)
    z = size * np.array([1.0, -0.3, -1.0, 0.3, 1.0, 0.8])
    return z, np.array([1, 1, 0, 0, 1, 1])


# What an example costs if its label is 1, and if it is 0. Mistakes are coded with both pairs: the
# one that stays finite, and the one that most people write first.

Costs = Callable[[Any], tuple[Any, Any]]


def _finite(z: Any) -> tuple[Any, Any]:
    return np.logaddexp(0.0, -z), np.logaddexp(0.0, z)


def _of_sigmoid(z: Any) -> tuple[Any, Any]:
    s = 1 / (1 + np.exp(-z))
    return -np.log(s), -np.log(1 - s)


def _of_quotient(z: Any) -> tuple[Any, Any]:
    s = np.exp(z) / (1 + np.exp(z))
    return -np.log(s), -np.log(1 - s)


def _both_terms(costs: Costs) -> Answer:
    def per_example(z: Any, y: Any) -> Any:
        one, zero = costs(z)
        return y * one + (1 - y) * zero

    return per_example


def _chosen_term(costs: Costs) -> Answer:
    return lambda z, y: np.where(y == 1, *costs(z))


# The four ways to write the right costs: the first is finite everywhere, the others are not.
WAYS = (
    _both_terms(_finite),
    _both_terms(_of_sigmoid),
    _chosen_term(_of_sigmoid),
    lambda z, y: np.log(1 + np.exp(z)) - y * z,
)


def _costs_fault(id: str, hint: str) -> Callable[[Answer], None]:
    """A mistake made with the costs of all examples: fault(costs), coded in all four ways."""

    def keep(fault: Answer) -> None:
        def answer(way: Answer) -> Answer:
            return lambda z, y: fault(way(z, y))

        for way in WAYS:
            loss.misconception(id, hint)(answer(way))

    return keep


def _terms_fault(id: str, hint: str) -> Callable[[Answer], None]:
    """A mistake made with the two terms: fault(y, one, zero), with both pairs of costs."""

    def keep(fault: Answer) -> None:
        def answer(costs: Costs) -> Answer:
            return lambda z, y: fault(y, *costs(z))

        for costs in (_finite, _of_sigmoid):
            loss.misconception(id, hint)(answer(costs))

    return keep


BRACKETS = "Both terms carry the minus: it stands before the whole bracket."


@_terms_fault("F22.1", BRACKETS)
def _(y: Any, one: Any, zero: Any) -> Any:
    return np.mean(y * one - (1 - y) * zero)


@_terms_fault("F22.1", BRACKETS + " And a mean, please, not a sum.")
def _(y: Any, one: Any, zero: Any) -> Any:
    return np.sum(y * one - (1 - y) * zero)


@loss.misconception("F22.1", "Minus and mean belong to both terms: mind where the brackets close.")
def _(z: Any, y: Any) -> Any:
    one, zero = _of_sigmoid(z)
    return np.mean(y * one) - (1 - y) * zero


OVERFLOW = "Right, until a logit is large. Which form never takes the logarithm of 0 or a huge exp?"

for unstable in (
    *WAYS[1:],
    lambda z, y: np.log(1 + np.exp(-z)) + (1 - y) * z,
    _both_terms(_of_quotient),
):
    loss.misconception("F22.2", OVERFLOW)(lambda z, y, costs=unstable: np.mean(costs(z, y)))


def _of_floats(only_the_labels: bool) -> Answer:
    """A loop with math.log, which raises where numpy answers inf."""

    def answer(z: Any, y: Any) -> Any:
        total = 0.0
        for logit, label in zip(z, y, strict=True):
            s = 1 / (1 + math.exp(-logit))
            if only_the_labels:
                total -= math.log(s) if label == 1 else math.log(1 - s)
            else:
                total -= label * math.log(s) + (1 - label) * math.log(1 - s)
        return total / len(y)

    return answer


for only_the_labels in (False, True):
    loss.misconception("F22.2", OVERFLOW)(_of_floats(only_the_labels))


@loss.misconception("F22.2", "Leaving out the nan hides the examples that matter most.")
def _(z: Any, y: Any) -> Any:
    return np.nanmean(WAYS[1](z, y))


CLIPPED = "Clipping changes the loss: a sure and wrong logit must cost about |z|, however large."


def _with_clipped_probability(eps: float) -> Answer:
    def answer(z: Any, y: Any) -> Any:
        s = np.clip(1 / (1 + np.exp(-z)), eps, 1 - eps)
        return -np.mean(y * np.log(s) + (1 - y) * np.log(1 - s))

    return answer


def _with_lifted_probability(eps: float) -> Answer:
    def answer(z: Any, y: Any) -> Any:
        s = 1 / (1 + np.exp(-z))
        return -np.mean(y * np.log(s + eps) + (1 - y) * np.log(1 - s + eps))

    return answer


def _with_clipped_logits(limit: float, way: Answer) -> Answer:
    return lambda z, y: np.mean(way(np.clip(z, -limit, limit), y))


for eps in (2.0**-52, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6):
    loss.misconception("F22.2", CLIPPED)(_with_clipped_probability(eps))
for eps in (1e-15, 1e-12, 1e-8, 1e-7, 1e-6, 1e-5):
    loss.misconception("F22.2", CLIPPED)(_with_lifted_probability(eps))
for limit in (20.0, 30.0, 50.0, 100.0, 500.0, 700.0):
    loss.misconception("F22.2", CLIPPED)(_with_clipped_logits(limit, WAYS[0]))
for limit in (50.0, 100.0, 500.0, 700.0):  # below 37 it does not matter which way
    loss.misconception("F22.2", CLIPPED)(_with_clipped_logits(limit, WAYS[1]))

ONLY_ONES = "What is the loss of a wrong answer when y = 0? Your formula never asks."


@_terms_fault("F22.3", ONLY_ONES)
def _(y: Any, one: Any, zero: Any) -> Any:
    return np.mean(y * one)


@_terms_fault("F22.3", ONLY_ONES)
def _(y: Any, one: Any, zero: Any) -> Any:
    return np.sum(y * one)


@_terms_fault("F22.3", ONLY_ONES)
def _(y: Any, one: Any, zero: Any) -> Any:
    return np.mean(one[y == 1])


@_terms_fault("F22.3", "Your formula treats every example as if its label were 1.")
def _(y: Any, one: Any, zero: Any) -> Any:
    return np.mean(one)


@loss.misconception("F22.3", ONLY_ONES)
def _(z: Any, y: Any) -> Any:
    return np.mean(np.where(y == 1, _of_sigmoid(z)[0], 0))


@_costs_fault("F22.4", "The loss is a mean: the same examples twice must cost the same.")
def _(costs: Any) -> Any:
    return np.sum(costs)


PLUS_MINUS = "That formula wants labels -1 and +1. Ours are 0 and 1: what is 2y - 1?"


@loss.misconception("F22.5", PLUS_MINUS)
def _(z: Any, y: Any) -> Any:
    return np.mean(np.logaddexp(0.0, -y * z))


@loss.misconception("F22.5", PLUS_MINUS)
def _(z: Any, y: Any) -> Any:
    return np.mean(np.log(1 + np.exp(-y * z)))


MATRIX = "A column minus a row is a table of m times m terms. Keep z and y of one shape, (m,)."


@_terms_fault("F22.6", MATRIX)
def _(y: Any, one: Any, zero: Any) -> Any:
    return np.mean(y * one[:, None] + (1 - y) * zero[:, None])


@_terms_fault("F22.6", MATRIX)
def _(y: Any, one: Any, zero: Any) -> Any:
    return np.sum(y * one[:, None] + (1 - y) * zero[:, None]) / len(y)


@loss.misconception("F22.6", MATRIX)
def _(z: Any, y: Any) -> Any:
    return np.mean(np.log(1 + np.exp(z[:, None])) - y * z[:, None])


SQUARED = (
    "That is the squared error. The logistic loss is minus the log of the label's probability."
)


@loss.misconception("F22.7", SQUARED)
def _(z: Any, y: Any) -> Any:
    return np.mean((sigmoid(z) - y) ** 2)


@loss.misconception("F22.7", SQUARED)
def _(z: Any, y: Any) -> Any:
    return 0.5 * np.mean((sigmoid(z) - y) ** 2)


@loss.misconception("F22.7", SQUARED)
def _(z: Any, y: Any) -> Any:
    return np.sum((sigmoid(z) - y) ** 2)


@loss.misconception("F22.7", SQUARED)
def _(z: Any, y: Any) -> Any:
    return 0.5 * np.sum((sigmoid(z) - y) ** 2)


@loss.misconception("F22.7", SQUARED)
def _(z: Any, y: Any) -> Any:
    return np.mean((z - y) ** 2)


@loss.misconception("F22.7", SQUARED)
def _(z: Any, y: Any) -> Any:
    return 0.5 * np.mean((z - y) ** 2)


NATURAL = "Natural logarithms: at logit 0 the loss is log 2, and that is not 1."


@_costs_fault("F22.8", NATURAL)
def _(costs: Any) -> Any:
    return np.mean(costs) / np.log(2)


@_costs_fault("F22.8", "Natural logarithms, np.log: yours has the base 10.")
def _(costs: Any) -> Any:
    return np.mean(costs) / np.log(10)


@_costs_fault("logistic_loss.1", "A loss is never negative: a logarithm of a probability is.")
def _(costs: Any) -> Any:
    return -np.mean(costs)


OTHER_LABEL = (
    "A large positive logit speaks for y = 1. Yours costs most where it should cost least."
)


@_terms_fault("logistic_loss.2", OTHER_LABEL)
def _(y: Any, one: Any, zero: Any) -> Any:
    return np.mean(y * zero + (1 - y) * one)


@loss.misconception("logistic_loss.2", OTHER_LABEL)
def _(z: Any, y: Any) -> Any:
    one, zero = _of_sigmoid(z)
    return np.mean(np.where(y == 1, zero, one))


LOGITS = "Logits are any real numbers, not probabilities: the sigmoid comes first."


@loss.misconception("logistic_loss.3", LOGITS)
def _(z: Any, y: Any) -> Any:
    return -np.mean(y * np.log(z) + (1 - y) * np.log(1 - z))


@loss.misconception("logistic_loss.3", LOGITS)
def _(z: Any, y: Any) -> Any:
    p = np.clip(z, 1e-12, 1 - 1e-12)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@loss.misconception("logistic_loss.4", "The sigmoid is applied twice: h is the logit, once.")
def _(z: Any, y: Any) -> Any:
    return np.mean(_both_terms(_finite)(sigmoid(z), y))


@loss.misconception(
    "logistic_loss.5", "One number for all examples: take the mean of the costs at the end."
)
def _(z: Any, y: Any) -> Any:
    return _both_terms(_of_sigmoid)(z, y)


@_terms_fault("logistic_loss.6", "Where is the label? Without y, every example costs like y = 0.")
def _(y: Any, one: Any, zero: Any) -> Any:
    return np.mean(zero)


@loss.misconception("logistic_loss.7", "The label's term lowers the cost: log(1 + e^z) minus y z.")
def _(z: Any, y: Any) -> Any:
    return np.mean(np.logaddexp(0.0, z) + y * z)


@loss.misconception("logistic_loss.7", "The label's term lowers the cost: log(1 + e^z) minus y z.")
def _(z: Any, y: Any) -> Any:
    return np.mean(np.log(1 + np.exp(z)) + y * z)


@_terms_fault("logistic_loss.8", "What is the loss of a wrong answer when y = 1?")
def _(y: Any, one: Any, zero: Any) -> Any:
    return np.mean((1 - y) * zero)


@_terms_fault("logistic_loss.9", "The 1 - … belongs inside the logarithm: log(1 - p).")
def _(y: Any, one: Any, zero: Any) -> Any:
    return -np.mean(-y * one + (1 - y) * (1 + one))


@_terms_fault("logistic_loss.10", "Each example pays one term only, that of its own label.")
def _(y: Any, one: Any, zero: Any) -> Any:
    return np.mean(one + zero)


NEW_LABELS = "The caller still needs y: make the new labels as a new array, 2 * y - 1."


@loss.misconception("logistic_loss.11", NEW_LABELS)
def _(z: Any, y: Any) -> Any:
    y[y == 0] = -1
    return np.mean(np.logaddexp(0.0, -y * z))


@loss.misconception("logistic_loss.11", NEW_LABELS)
def _(z: Any, y: Any) -> Any:
    y[y == 0] = -1
    return np.mean(np.log(1 + np.exp(-y * z)))


@loss.misconception(
    "logistic_loss.12", "First the logarithm of each probability, then the mean; not the reverse."
)
def _(z: Any, y: Any) -> Any:
    return -np.log(np.mean(np.where(y == 1, sigmoid(z), sigmoid(-z))))


@_costs_fault("logistic_loss.13", "The half belongs to the squared error; here there is none.")
def _(costs: Any) -> Any:
    return 0.5 * np.mean(costs)


SMOOTH = "That loss has a corner. The logistic one is smooth, and costs log 2 at logit 0."


@loss.misconception("logistic_loss.14", SMOOTH)
def _(z: Any, y: Any) -> Any:
    return np.mean(np.maximum(0, (1 - 2 * y) * z))


@loss.misconception("logistic_loss.14", SMOOTH)
def _(z: Any, y: Any) -> Any:
    return np.mean(np.maximum(0, 1 + (1 - 2 * y) * z))


@loss.misconception(
    "logistic_loss.15", "That counts the errors. The loss also asks how sure the answer was."
)
def _(z: Any, y: Any) -> Any:
    return np.mean((z > 0) != y)


@loss.misconception(
    "logistic_loss.16", "The distance between y and the probability is not it: where is the log?"
)
def _(z: Any, y: Any) -> Any:
    return np.mean(np.abs(sigmoid(z) - y))


STABLE = "The stable form is max(z, 0) and log(1 + e^-|z|) together; one piece of it is amiss."


@loss.misconception("logistic_loss.17", STABLE)
def _(z: Any, y: Any) -> Any:
    return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-z)))


@loss.misconception("logistic_loss.17", STABLE)
def _(z: Any, y: Any) -> Any:
    return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(np.abs(z))))


@loss.misconception("logistic_loss.17", STABLE)
def _(z: Any, y: Any) -> Any:
    return np.mean(np.log1p(np.exp(-np.abs(z))) - z * y)


# ------------------------------------------------------------------ logistic_grad

grad = Exercise(
    reference=logistic_grad,
    lesson=LESSON,
    takes={"w": "n", "X": "m n", "y": "m"},
    returns=Array("n"),
    shortcuts=("nnlib.losses.logistic_loss_grad", "nnlib.losses.named"),
)


@grad.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    y = np.array([1, 0, 1, 1, 0, 0])
    for m, n, note in ((6, 3, "more examples than inputs"), (5, 5, "as many examples as inputs")):
        yield Case(f"{note}, both labels", (*_line(rng, m, n), y[:m]))
    w, X = _line(rng, 4, 2)
    large = np.column_stack([np.ones(4), [8.0, -8.0, -8.0, 0.01 * X[0, 1]]])
    args = np.array([0.0, 100.0]), large, np.array([1, 0, 1, 0])
    yield Case("logits of ±800, one of them wrong", args, aspect="large inputs")
    yield Case("one input", (*_line(rng, 5, 1, y[:5]), y[:5]))
    yield Case("a single example", (*_line(rng, 1, 3), y[:1]))
    yield Case("only the label 0", (w, X, np.zeros(4)))
    yield Case("only the label 1", (w, X, np.ones(4)))
    yield Case("w = 0, where the probabilities are 1/2", (0 * w, X, y[1:5]))
    whole = np.array([[1, 2], [1, -1], [1, 0], [1, 3]])
    yield Case("whole numbers everywhere", (np.array([1, -1]), whole, y[:4]), aspect=WHOLE)


@grad.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for m, n in ((9, 2), (3, 7), (4, 4)):
        y = np.arange(m) % 2
        yield Case("random examples", (*_line(rng, m, n), y))
    y, sizes = np.array([0, 1, 1, 0, 1]), np.array([0.01, 1.0, 100.0])
    w, X = _line(rng, 5, 3, y)
    yield Case("inputs of very different size", (w / sizes, X * sizes, y))
    args = 1000.0 * np.ones(2), np.array([[1.0, 0], [0, -1], [1, -1]]), np.array([0, 1, 1])
    yield Case("logits of ±1000", args, aspect="large inputs")


def _line(rng: np.random.Generator, m: int, n: int, y: Any = None) -> tuple[Any, Any]:
    """Weights and examples whose logits stay moderate.

    With y, all examples pull a weight the same way: nothing cancels, so that float32 is enough.
    """
    w, X = _signed(rng, 0.4, 1.2, n), _signed(rng, 0.3, 1.5, (m, n)) / np.sqrt(n)
    return w, X if y is None else np.abs(X) * (1 - 2 * y)[:, None]


def _quotient(z: Any) -> Any:
    return np.exp(z) / (1 + np.exp(z))


def _slope_fault(id: str, hint: str) -> Callable[[Answer], None]:
    """A mistake after the sigmoid: fault(X, y, s), coded with two ways to write the sigmoid."""

    def keep(fault: Answer) -> None:
        def answer(g: Answer) -> Answer:
            return lambda w, X, y: fault(X, y, g(X @ w))

        for g in (sigmoid, _quotient):
            grad.misconception(id, hint)(answer(g))

    return keep


PRINTED = "That is the printed slope. Try one example with y = 1: should its logit go up or down?"


@_slope_fault("F23.1", PRINTED)
def _(X: Any, y: Any, s: Any) -> Any:
    return X.T @ (y * (1 - s) + (1 - y) * s) / len(y)


@_slope_fault("F23.1", PRINTED)
def _(X: Any, y: Any, s: Any) -> Any:
    return X.T @ (y * (1 - s) + (1 - y) * s)


@_slope_fault("F23.1", "Turning every sign does not mend the slide: only one of its two is wrong.")
def _(X: Any, y: Any, s: Any) -> Any:
    return -X.T @ (y * (1 - s) + (1 - y) * s) / len(y)


UPHILL = "The gradient points uphill: sigmoid minus label. The minus belongs to the step."


@_slope_fault("F23.2", UPHILL)
def _(X: Any, y: Any, s: Any) -> Any:
    return X.T @ (y - s) / len(y)


@_slope_fault("F23.2", UPHILL + " And the mean is missing.")
def _(X: Any, y: Any, s: Any) -> Any:
    return X.T @ (y - s)


@_slope_fault("F23.3", "The loss is a mean over examples, and so is its gradient.")
def _(X: Any, y: Any, s: Any) -> Any:
    return X.T @ (s - y)


NO_FACTOR = "The slope of the sigmoid cancels here; s (1 - s) comes from the squared loss."


@_slope_fault("F23.4", NO_FACTOR)
def _(X: Any, y: Any, s: Any) -> Any:
    return X.T @ ((s - y) * s * (1 - s)) / len(y)


@_slope_fault("F23.4", NO_FACTOR)
def _(X: Any, y: Any, s: Any) -> Any:
    return X.T @ ((s - y) * s * (1 - s))


@_slope_fault("F23.4", NO_FACTOR)
def _(X: Any, y: Any, s: Any) -> Any:
    return X.T @ ((y - s) * s * (1 - s)) / len(y)


@_slope_fault("F23.4", NO_FACTOR)
def _(X: Any, y: Any, s: Any) -> Any:
    return X.T @ ((y - s) * s * (1 - s))


@_slope_fault("F23.4", NO_FACTOR)
def _(X: Any, y: Any, s: Any) -> Any:
    return 2 * X.T @ ((s - y) * s * (1 - s)) / len(y)


@_slope_fault("F23.4", "The slope of the sigmoid alone is not it: how far is s from the label?")
def _(X: Any, y: Any, s: Any) -> Any:
    return X.T @ (s * (1 - s)) / len(y)


@grad.misconception(
    "logistic_grad.1", "Right, until a logit is large: e^z / (1 + e^z) becomes inf / inf."
)
def _(w: Any, X: Any, y: Any) -> Any:
    return X.T @ (_quotient(X @ w) - y) / len(y)


@grad.misconception("logistic_grad.2", "Labels are compared with probabilities: sigmoid first.")
def _(w: Any, X: Any, y: Any) -> Any:
    return X.T @ (X @ w - y) / len(y)


@grad.misconception(
    "logistic_grad.2", "Labels are compared with probabilities: sigmoid first, and then the mean."
)
def _(w: Any, X: Any, y: Any) -> Any:
    return X.T @ (X @ w - y)


@grad.misconception(
    "logistic_grad.3", "That is the perceptron's error. Here the sigmoid itself is compared with y."
)
def _(w: Any, X: Any, y: Any) -> Any:
    return X.T @ ((X @ w > 0) - y) / len(y)


AXES = "The sum runs over the examples, the rows of X: one number for each input remains."


@grad.misconception("logistic_grad.4", AXES)
def _(w: Any, X: Any, y: Any) -> Any:
    return X @ (sigmoid(X @ w) - y) / len(y)


@grad.misconception("logistic_grad.4", AXES)
def _(w: Any, X: Any, y: Any) -> Any:
    return (X * (sigmoid(X @ w) - y)[:, None]).mean(axis=1)


@grad.misconception("logistic_grad.4", AXES)
def _(w: Any, X: Any, y: Any) -> Any:
    return (X * (sigmoid(X @ w) - y)[:, None]).sum(axis=1)


@grad.misconception(
    "logistic_grad.4", "Every row of X is multiplied by its own error: s - y as a column."
)
def _(w: Any, X: Any, y: Any) -> Any:
    return (X * (sigmoid(X @ w) - y)).mean(axis=0)


NO_X = "That is the slope in the logits. By the chain rule each row of X comes in as a factor."


@grad.misconception("logistic_grad.5", NO_X)
def _(w: Any, X: Any, y: Any) -> Any:
    return sigmoid(X @ w) - y


@grad.misconception("logistic_grad.5", NO_X)
def _(w: Any, X: Any, y: Any) -> Any:
    return (sigmoid(X @ w) - y) / len(y)


@grad.misconception(
    "logistic_grad.6",
    "The gradient has one number for each weight: the shape of w, not one number.",
)
def _(w: Any, X: Any, y: Any) -> Any:
    return np.mean(X * (sigmoid(X @ w) - y)[:, None])


@grad.misconception("logistic_grad.7", "One row for each example: now take the mean over them.")
def _(w: Any, X: Any, y: Any) -> Any:
    return X * (sigmoid(X @ w) - y)[:, None]


@grad.misconception("logistic_grad.8", "Divide by the number of examples m, not of inputs n.")
def _(w: Any, X: Any, y: Any) -> Any:
    return X.T @ (sigmoid(X @ w) - y) / len(w)


@grad.misconception("logistic_grad.8", "Divide by the number of examples m, not of all entries.")
def _(w: Any, X: Any, y: Any) -> Any:
    return X.T @ (sigmoid(X @ w) - y) / X.size


@_slope_fault("logistic_grad.9", "The sigmoid of -z is the probability of label 0: mind the sign.")
def _(X: Any, y: Any, s: Any) -> Any:
    return X.T @ ((1 - s) - y) / len(y)


@grad.misconception("logistic_grad.10", "The sigmoid is applied twice: h is the logit, once.")
def _(w: Any, X: Any, y: Any) -> Any:
    return X.T @ (sigmoid(sigmoid(X @ w)) - y) / len(y)


COLUMN = "A column minus a row is a table of m times m. Keep y and the probabilities of one shape."


@grad.misconception("logistic_grad.11", COLUMN)
def _(w: Any, X: Any, y: Any) -> Any:
    return X.T @ (sigmoid(X @ w) - y[:, None]) / len(y)


@grad.misconception("logistic_grad.11", "The shape is that of w, (n,): flatten the column.")
def _(w: Any, X: Any, y: Any) -> Any:
    return X.T @ (sigmoid(X @ w) - y)[:, None] / len(y)


@_slope_fault(
    "logistic_grad.12", "Only examples with y = 1 move your weights. And those with y = 0?"
)
def _(X: Any, y: Any, s: Any) -> Any:
    return X.T @ (y * (s - 1)) / len(y)


@_slope_fault(
    "logistic_grad.13", "Only examples with y = 0 move your weights. And those with y = 1?"
)
def _(X: Any, y: Any, s: Any) -> Any:
    return X.T @ ((1 - y) * s) / len(y)


@_slope_fault("logistic_grad.14", "The labels are missing: the error is the sigmoid minus y.")
def _(X: Any, y: Any, s: Any) -> Any:
    return X.T @ s / len(y)


@_slope_fault("logistic_grad.15", "The labels are 0 and 1, as a probability is: no 2y - 1 here.")
def _(X: Any, y: Any, s: Any) -> Any:
    return X.T @ (s - (2 * y - 1)) / len(y)


STEP = "The gradient only, please: the step, w minus lr times it, comes later."


@grad.misconception("logistic_grad.16", STEP)
def _(w: Any, X: Any, y: Any) -> Any:
    return w - X.T @ (sigmoid(X @ w) - y) / len(y)


@grad.misconception("logistic_grad.16", STEP)
def _(w: Any, X: Any, y: Any) -> Any:
    w -= X.T @ (sigmoid(X @ w) - y) / len(y)
    return w


@_slope_fault("logistic_grad.17", "Twice too large: the logistic loss has no square, so no 2.")
def _(X: Any, y: Any, s: Any) -> Any:
    return 2 * X.T @ (s - y) / len(y)


@_slope_fault("logistic_grad.17", "Half as large as it should be: the logistic loss has no 1/2.")
def _(X: Any, y: Any, s: Any) -> Any:
    return X.T @ (s - y) / (2 * len(y))


@grad.misconception("logistic_grad.18", "Brackets: the label is subtracted before X.T multiplies.")
def _(w: Any, X: Any, y: Any) -> Any:
    return (X.T @ sigmoid(X @ w) - y) / len(y)


@grad.misconception("logistic_grad.19", "A mean of products is not a product of means.")
def _(w: Any, X: Any, y: Any) -> Any:
    return X.mean(axis=0) * np.mean(sigmoid(X @ w) - y)


@grad.misconception("logistic_grad.20", "The logits are X @ w: each row of X meets the weights.")
def _(w: Any, X: Any, y: Any) -> Any:
    return X.T @ (sigmoid(w @ X) - y) / len(y)


# ------------------------------------------------------------------ square_loss

square = Exercise(
    reference=losses.square_loss,
    lesson=LESSON,
    takes={"Y_hat": "m n_out", "Y": "m n_out"},
    returns=Number(),
    shortcuts=("nnlib.losses.named",),
    tolerance=AS_A_FLOAT,
)


def _pairs(rng: np.random.Generator) -> Iterator[Case]:
    """Predictions and targets whose errors are of both signs and not near 0."""
    for m, n_out, note in (
        (5, 3, "more examples than outputs"),
        (4, 4, "as many examples as outputs"),
        (2, 5, "more outputs than examples"),
        (6, 1, "one output"),
        (1, 3, "a single example"),
    ):
        Y = rng.normal(size=(m, n_out))
        yield Case(note, (Y + _errors(rng, m, n_out), Y))
    Y = 1e-3 * rng.normal(size=(4, 2))
    yield Case("small numbers", (Y + 1e-3 * _errors(rng, 4, 2), Y))
    whole = rng.integers(-4, 5, size=(4, 2))
    error = rng.permutation([1, -2, 3, -1, 2, 5, -3, 4]).reshape(4, 2)
    yield Case("whole numbers", (whole + error, whole), aspect=WHOLE)


def _errors(rng: np.random.Generator, m: int, n_out: int) -> Any:
    error = _signed(rng, 0.3, 2.0, (m, n_out))
    error[0, 0], error[-1, -1] = -abs(error[0, 0]), abs(error[-1, -1])
    return error


def _more_pairs(rng: np.random.Generator) -> Iterator[Case]:
    for m, n_out in ((7, 2), (3, 3), (1, 1)):
        Y = rng.normal(size=(m, n_out))
        yield Case("random targets", (Y + _errors(rng, m, n_out), Y))
    sizes = np.array([[0.01], [1.0], [100.0]])
    Y = sizes * rng.normal(size=(3, 2))
    yield Case("examples of very different size", (Y + sizes * _errors(rng, 3, 2), Y))
    yield Case("every prediction is right", (Y, Y.copy()))
    whole = rng.integers(-9, 9, size=(3, 3))
    one_off = whole + (np.arange(9) == 4).reshape(3, 3)
    yield Case("one prediction is off by 1", (one_off, whole), aspect=WHOLE)


square.cases(_pairs)
square.hidden_cases(_more_pairs)


@square.misconception("F24.1", "Sum over the outputs; only the examples are averaged.")
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.mean((Y_hat - Y) ** 2)


@square.misconception(
    "F24.1", "That mean averages the outputs too: sum over outputs. And where is the half?"
)
def _(Y_hat: Any, Y: Any) -> Any:
    return np.mean((Y_hat - Y) ** 2)


ONE_NUMBER = "Reduce it to one number: sum over outputs, mean over examples."


@square.misconception("F24.3", ONE_NUMBER)
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * (Y_hat - Y) ** 2


@square.misconception("F24.3", ONE_NUMBER)
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * (Y_hat - Y) @ (Y_hat - Y).T


@square.misconception("F24.3", ONE_NUMBER)
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * (Y_hat - Y).T @ (Y_hat - Y)


def _left_over(axis: int, factor: Callable[[int], float]) -> Answer:
    def answer(Y_hat: Any, Y: Any) -> Any:
        return factor(Y.shape[axis]) * np.sum((Y_hat - Y) ** 2, axis=axis)

    return answer


for factor in (lambda size: 0.5, lambda size: 1.0, lambda size: 0.5 / size, lambda size: 1 / size):
    for axis in (0, 1):
        square.misconception("F24.3", ONE_NUMBER)(_left_over(axis, factor))

FLOOR = "Both // and int() drop the fraction, even of floats: divide by / instead."


@square.misconception("F24.4", FLOOR)
def _(Y_hat: Any, Y: Any) -> Any:
    return np.sum((Y_hat - Y) ** 2) // 2 / len(Y)


@square.misconception("F24.4", FLOOR)
def _(Y_hat: Any, Y: Any) -> Any:
    return np.sum((Y_hat - Y) ** 2) // (2 * len(Y))


@square.misconception("F24.4", FLOOR)
def _(Y_hat: Any, Y: Any) -> Any:
    return np.sum((Y_hat - Y) ** 2 // 2) / len(Y)


@square.misconception("F24.4", FLOOR)
def _(Y_hat: Any, Y: Any) -> Any:
    return np.mean(np.sum((Y_hat - Y) ** 2, axis=1) // 2)


@square.misconception("F24.4", FLOOR)
def _(Y_hat: Any, Y: Any) -> Any:
    return np.sum((Y_hat - Y) ** 2) // len(Y) / 2


@square.misconception("F24.4", "The half has become a 0: 1 // 2 is a division of whole numbers.")
def _(Y_hat: Any, Y: Any) -> Any:
    return 1 // 2 * np.sum((Y_hat - Y) ** 2) / len(Y)


@square.misconception("F24.4", "The errors have fractions: no astype(int).")
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.sum((Y_hat.astype(int) - Y.astype(int)) ** 2) / len(Y)


@square.misconception("F24.4", "Whole numbers in, but the loss has fractions: keep floats.")
def _(Y_hat: Any, Y: Any) -> Any:
    each = np.zeros(len(Y), dtype=Y.dtype)
    each[:] = 0.5 * np.sum((Y_hat - Y) ** 2, axis=1)
    return np.mean(each)


@square.misconception(
    "square_loss.1", "Twice too large: ours is half the squared error, so that its slope has no 2."
)
def _(Y_hat: Any, Y: Any) -> Any:
    return np.sum((Y_hat - Y) ** 2) / len(Y)


@square.misconception("square_loss.2", "The same examples twice must cost the same: take the mean.")
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.sum((Y_hat - Y) ** 2)


@square.misconception("square_loss.3", "Two factors are missing: the half, and the mean over m.")
def _(Y_hat: Any, Y: Any) -> Any:
    return np.sum((Y_hat - Y) ** 2)


WRONG_SIZE = "Divide by the number of examples, the rows, not by the number of outputs."


@square.misconception("square_loss.4", WRONG_SIZE)
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.sum((Y_hat - Y) ** 2) / Y.shape[1]


@square.misconception("square_loss.4", WRONG_SIZE)
def _(Y_hat: Any, Y: Any) -> Any:
    return np.sum((Y_hat - Y) ** 2) / Y.shape[1]


ABSOLUTE = "Square the errors: an absolute value is another loss, with a corner at 0."


@square.misconception("square_loss.5", ABSOLUTE)
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.sum(np.abs(Y_hat - Y)) / len(Y)


@square.misconception("square_loss.5", ABSOLUTE)
def _(Y_hat: Any, Y: Any) -> Any:
    return np.sum(np.abs(Y_hat - Y)) / len(Y)


@square.misconception("square_loss.5", ABSOLUTE)
def _(Y_hat: Any, Y: Any) -> Any:
    return np.mean(np.abs(Y_hat - Y))


SQUARE_FIRST = "Square first, then sum: here errors of opposite sign cancel."


@square.misconception("square_loss.6", SQUARE_FIRST)
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.mean(np.sum(Y_hat - Y, axis=1) ** 2)


@square.misconception("square_loss.6", SQUARE_FIRST)
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.sum(Y_hat - Y) ** 2 / len(Y)


@square.misconception("square_loss.6", SQUARE_FIRST)
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.sum(np.mean(Y_hat - Y, axis=0) ** 2)


NO_ROOT = "The squared error has no root: np.linalg.norm takes one."


@square.misconception("square_loss.7", NO_ROOT)
def _(Y_hat: Any, Y: Any) -> Any:
    return np.mean(np.linalg.norm(Y_hat - Y, axis=1))


@square.misconception("square_loss.7", NO_ROOT)
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.mean(np.linalg.norm(Y_hat - Y, axis=1))


@square.misconception("square_loss.7", NO_ROOT)
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.linalg.norm(Y_hat - Y) / len(Y)


@square.misconception("square_loss.7", NO_ROOT)
def _(Y_hat: Any, Y: Any) -> Any:
    return np.sqrt(np.mean((Y_hat - Y) ** 2))


@square.misconception("square_loss.8", "A loss is not negative: no minus before the squares.")
def _(Y_hat: Any, Y: Any) -> Any:
    return -0.5 * np.sum((Y_hat - Y) ** 2) / len(Y)


@square.misconception("square_loss.9", "Subtract first, then square: the order matters.")
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.sum(Y_hat**2 - Y**2) / len(Y)


@square.misconception("square_loss.10", "The error is a difference, Y_hat minus Y.")
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.sum((Y_hat + Y) ** 2) / len(Y)


@square.misconception(
    "square_loss.11", "The caller still needs Y_hat: error = Y_hat - Y makes a new array, -= not."
)
def _(Y_hat: Any, Y: Any) -> Any:
    Y_hat -= Y
    return 0.5 * np.sum(Y_hat**2) / len(Y)


@square.misconception("square_loss.12", "All outputs count, not only the first.")
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.mean((Y_hat - Y)[:, 0] ** 2)


@square.misconception("square_loss.12", "All examples count, not only the first.")
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.sum((Y_hat - Y)[0] ** 2)


@square.misconception("square_loss.13", "The errors are not squared.")
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * np.sum(Y_hat - Y) / len(Y)


@square.misconception("square_loss.14", "That is the gradient; the loss is one number.")
def _(Y_hat: Any, Y: Any) -> Any:
    return np.sum(Y_hat - Y) / len(Y)


@square.misconception("square_loss.15", "Half as large as it should be: a 1/2 too many.")
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.25 * np.sum((Y_hat - Y) ** 2) / len(Y)


# ------------------------------------------------------------------ square_loss_grad

square_grad = Exercise(
    reference=losses.square_loss_grad,
    lesson=LESSON,
    takes={"Y_hat": "m n_out", "Y": "m n_out"},
    returns=Array("m n_out"),
    shortcuts=("nnlib.losses.named",),
)
square_grad.cases(_pairs)
square_grad.hidden_cases(_more_pairs)

ONLY_EXAMPLES = "Only the examples are averaged: divide by m, not by m times n_out."


@square_grad.misconception("F24.1", ONLY_EXAMPLES)
def _(Y_hat: Any, Y: Any) -> Any:
    return (Y_hat - Y) / Y.size


@square_grad.misconception("F24.1", ONLY_EXAMPLES + " And the half takes the 2 away.")
def _(Y_hat: Any, Y: Any) -> Any:
    return 2 * (Y_hat - Y) / Y.size


SIGN = "A prediction that is too large must go down: the slope is Y_hat minus Y."


@square_grad.misconception("F24.2", SIGN)
def _(Y_hat: Any, Y: Any) -> Any:
    return (Y - Y_hat) / len(Y)


@square_grad.misconception("F24.2", SIGN + " And the mean is missing.")
def _(Y_hat: Any, Y: Any) -> Any:
    return Y - Y_hat


@square_grad.misconception("F24.2", SIGN + " The half takes the 2 away.")
def _(Y_hat: Any, Y: Any) -> Any:
    return 2 * (Y - Y_hat) / len(Y)


@square_grad.misconception("F24.2", SIGN)
def _(Y_hat: Any, Y: Any) -> Any:
    return (Y - Y_hat) / Y.size


@square_grad.misconception("F24.2", SIGN)
def _(Y_hat: Any, Y: Any) -> Any:
    return 2 * (Y - Y_hat) / Y.size


@square_grad.misconception("F24.2", SIGN + " And two factors differ.")
def _(Y_hat: Any, Y: Any) -> Any:
    return 2 * (Y - Y_hat)


@square_grad.misconception("F24.4", FLOOR)
def _(Y_hat: Any, Y: Any) -> Any:
    return (Y_hat - Y) // len(Y)


STAYS_WHOLE = "Whole numbers in, but the slope has fractions: an array of ints cuts them off."


@square_grad.misconception("F24.4", STAYS_WHOLE)
def _(Y_hat: Any, Y: Any) -> Any:
    slope = np.zeros_like(Y_hat)
    slope[:] = (Y_hat - Y) / len(Y)
    return slope


@square_grad.misconception("F24.4", "An array of ints takes no fractions: divide into a new array.")
def _(Y_hat: Any, Y: Any) -> Any:
    slope = Y_hat - Y
    slope /= len(Y)
    return slope


@square_grad.misconception("F24.4", STAYS_WHOLE)
def _(Y_hat: Any, Y: Any) -> Any:
    return ((Y_hat - Y) / len(Y)).astype(int)


@square_grad.misconception(
    "square_loss_grad.1", "The loss is a mean over examples: so is its slope."
)
def _(Y_hat: Any, Y: Any) -> Any:
    return Y_hat - Y


TWICE = "Twice too large: the half in the loss takes the 2 of the square away."


@square_grad.misconception("square_loss_grad.2", TWICE)
def _(Y_hat: Any, Y: Any) -> Any:
    return 2 * (Y_hat - Y) / len(Y)


@square_grad.misconception("square_loss_grad.2", TWICE + " And the mean is missing.")
def _(Y_hat: Any, Y: Any) -> Any:
    return 2 * (Y_hat - Y)


@square_grad.misconception(
    "square_loss_grad.3", "Half as large as it should be: the derivative of a square brings a 2."
)
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * (Y_hat - Y) / len(Y)


@square_grad.misconception(
    "square_loss_grad.3", "The derivative of a square brings a 2, and the mean is missing."
)
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * (Y_hat - Y)


KEEP_SHAPE = "One slope for each prediction: the shape of Y_hat, nothing is summed."


@square_grad.misconception("square_loss_grad.4", KEEP_SHAPE)
def _(Y_hat: Any, Y: Any) -> Any:
    return np.mean(Y_hat - Y, axis=0)


@square_grad.misconception("square_loss_grad.4", KEEP_SHAPE)
def _(Y_hat: Any, Y: Any) -> Any:
    return np.sum(Y_hat - Y, axis=1) / len(Y)


@square_grad.misconception("square_loss_grad.4", KEEP_SHAPE)
def _(Y_hat: Any, Y: Any) -> Any:
    return np.sum(Y_hat - Y) / len(Y)


@square_grad.misconception("square_loss_grad.4", KEEP_SHAPE)
def _(Y_hat: Any, Y: Any) -> Any:
    return np.mean(Y_hat - Y, axis=0, keepdims=True)


@square_grad.misconception("square_loss_grad.5", WRONG_SIZE)
def _(Y_hat: Any, Y: Any) -> Any:
    return (Y_hat - Y) / Y.shape[1]


LINEAR = "The derivative of a square is linear in the error: no square is left."


@square_grad.misconception("square_loss_grad.6", LINEAR)
def _(Y_hat: Any, Y: Any) -> Any:
    return (Y_hat - Y) ** 2 / len(Y)


@square_grad.misconception("square_loss_grad.6", LINEAR)
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * (Y_hat - Y) ** 2 / len(Y)


@square_grad.misconception("square_loss_grad.6", LINEAR)
def _(Y_hat: Any, Y: Any) -> Any:
    return 0.5 * (Y_hat - Y) ** 2


NEW_ERROR = "The caller still needs Y_hat: error = Y_hat - Y makes a new array, -= does not."


@square_grad.misconception("square_loss_grad.7", NEW_ERROR)
def _(Y_hat: Any, Y: Any) -> Any:
    Y_hat -= Y
    return Y_hat / len(Y)


@square_grad.misconception("square_loss_grad.7", NEW_ERROR)
def _(Y_hat: Any, Y: Any) -> Any:
    Y_hat -= Y
    Y_hat /= len(Y)
    return Y_hat


KEEP_SIGN = "Keep the sign and the size of the error: that is how far, and which way."


@square_grad.misconception("square_loss_grad.8", KEEP_SIGN)
def _(Y_hat: Any, Y: Any) -> Any:
    return np.abs(Y_hat - Y) / len(Y)


@square_grad.misconception("square_loss_grad.8", KEEP_SIGN)
def _(Y_hat: Any, Y: Any) -> Any:
    return np.sign(Y_hat - Y) / len(Y)


@square_grad.misconception("square_loss_grad.9", "The inner derivative of Y_hat - Y in Y_hat is 1.")
def _(Y_hat: Any, Y: Any) -> Any:
    return (Y_hat - Y) * Y_hat / len(Y)


@square_grad.misconception("square_loss_grad.9", "The inner derivative of Y_hat - Y in Y_hat is 1.")
def _(Y_hat: Any, Y: Any) -> Any:
    return (Y_hat - Y) * Y / len(Y)


@square_grad.misconception(
    "square_loss_grad.10", "Rows are examples, as in Y_hat: nothing is transposed here."
)
def _(Y_hat: Any, Y: Any) -> Any:
    return (Y_hat - Y).T / len(Y)


@square_grad.misconception("square_loss_grad.11", "The target is missing: how far off is Y_hat?")
def _(Y_hat: Any, Y: Any) -> Any:
    return Y_hat / len(Y)


@square_grad.misconception("square_loss_grad.12", "The error is a difference, Y_hat minus Y.")
def _(Y_hat: Any, Y: Any) -> Any:
    return (Y_hat + Y) / len(Y)


# ------------------------------------------------------------------ gd_step

step = Exercise(
    reference=gd_step,
    lesson=LESSON,
    takes={"w": "n", "grad": "n", "lr": ""},
    returns=Array("n"),
    shortcuts=("nnlib.optimise.sgd_step", "nnlib.optimise.SGD"),
)


@step.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    w, slope = _signed(rng, 1.0, 2.0, 4), _signed(rng, 0.3, 0.9, 4)
    slope[:2] = abs(slope[0]), -abs(slope[1])
    yield Case("a small step", (w, slope, 0.1))
    yield Case("whole numbers in w", (np.arange(-1, 3), slope, 0.3), aspect=WHOLE)
    yield Case("a step with lr = 1", (w, slope, 1.0))
    yield Case("lr above 1, and weights that cross 0", (1.3 * slope[:3], slope[:3], 2.5))
    yield Case("the start w = 0", (np.zeros(3), slope[1:], 0.2))
    yield Case("a gradient of 0: nothing moves", (w[:2], np.zeros(2), 0.5))
    yield Case("a single weight", (w[:1], -slope[:1], 0.25))
    whole = np.array([3, -2]), np.array([1, 3]), 0.5
    yield Case("whole numbers in w and in the gradient", whole, aspect=WHOLE)


@step.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for n in (2, 6):
        w, slope = _signed(rng, 1.0, 2.0, n), _signed(rng, 0.1, 0.9, n)
        yield Case("random weights", (w, slope, float(rng.uniform(0.05, 0.9))))
    sizes = np.array([0.001, 1.0, 1000.0])
    w, slope = _signed(rng, 1.0, 2.0, 3), _signed(rng, 0.3, 0.9, 3)
    yield Case("weights of very different size", (w * sizes, slope * sizes, 0.05))
    yield Case("lr = 0: nothing moves", (w, slope, 0.0))
    yield Case("one component of the gradient is 0", (w, slope * [1, 0, -1], 0.1))


IN_PLACE = "The caller still needs the old w: w = w - … makes a new array, w -= … does not."


@step.misconception("gd_step.1", IN_PLACE)
def _(w: Any, grad: Any, lr: Any) -> Any:
    w -= lr * grad
    return w


@step.misconception("gd_step.1", IN_PLACE)
def _(w: Any, grad: Any, lr: Any) -> Any:
    w[:] = w - lr * grad
    return w


@step.misconception("gd_step.1", IN_PLACE + " And return it.")
def _(w: Any, grad: Any, lr: Any) -> Any:
    w -= lr * grad


@step.misconception("gd_step.1", IN_PLACE + " And return it.")
def _(w: Any, grad: Any, lr: Any) -> Any:
    w[:] = w - lr * grad


@step.misconception("gd_step.1", "The caller still needs the gradient: grad * lr, not grad *= lr.")
def _(w: Any, grad: Any, lr: Any) -> Any:
    grad *= lr
    return w - grad


@step.misconception("gd_step.2", "The gradient points uphill: subtract it to go down.")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w + lr * grad


@step.misconception(
    "gd_step.2", "The gradient points uphill: subtract it. And lr is the step size."
)
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w + grad


@step.misconception("gd_step.3", "The step size lr is not used: how far should w move?")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - grad


ONLY_STEP = "That is the step. Return the new w: the old one, and the step added."


@step.misconception("gd_step.4", ONLY_STEP)
def _(w: Any, grad: Any, lr: Any) -> Any:
    return -lr * grad


@step.misconception("gd_step.4", ONLY_STEP)
def _(w: Any, grad: Any, lr: Any) -> Any:
    return lr * grad


ONLY_GRAD = "Only the gradient is multiplied by lr: brackets and factors around w are one too many."


@step.misconception("gd_step.5", ONLY_GRAD)
def _(w: Any, grad: Any, lr: Any) -> Any:
    return lr * (w - grad)


@step.misconception("gd_step.5", ONLY_GRAD)
def _(w: Any, grad: Any, lr: Any) -> Any:
    return lr * w - grad


@step.misconception("gd_step.5", ONLY_GRAD)
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - lr * w * grad


LENGTH = "Do not normalise: a steep slope makes a long step, a flat one a short step."


@step.misconception("gd_step.6", LENGTH)
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - lr * grad / np.linalg.norm(grad)


@step.misconception("gd_step.6", LENGTH)
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - lr * np.sign(grad)


@step.misconception("gd_step.6", LENGTH)
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - lr * grad / (np.linalg.norm(grad) + 1e-8)


@step.misconception("gd_step.7", "Multiply by lr: a larger lr makes a longer step.")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - grad / lr


FLOATS = (
    "A w of whole numbers cuts off the fractions of the step. Let w - … make a new float array."
)


@step.misconception("gd_step.8", FLOATS)
def _(w: Any, grad: Any, lr: Any) -> Any:
    new = w.copy()
    new[:] = w - lr * grad
    return new


@step.misconception("gd_step.8", FLOATS)
def _(w: Any, grad: Any, lr: Any) -> Any:
    new = w.copy()
    new -= lr * grad  # numpy refuses to put floats into an array of ints
    return new


@step.misconception("gd_step.8", "The step has fractions, even where w has none: no astype(int).")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return (w - lr * grad).astype(int)


OWN_SLOPE = "Each weight moves by its own entry of the gradient, not all by the same."


@step.misconception("gd_step.9", OWN_SLOPE)
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - lr * np.mean(grad)


@step.misconception("gd_step.9", OWN_SLOPE)
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - lr * np.sum(grad)


@step.misconception("gd_step.9", OWN_SLOPE)
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - lr * np.linalg.norm(grad)


@step.misconception("gd_step.9", OWN_SLOPE)
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - lr * np.dot(w, grad)


@step.misconception("gd_step.10", "The weights and the gradient have changed places.")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return grad - lr * w


@step.misconception("gd_step.10", "The sign is turned: start from w and subtract the step.")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return lr * grad - w


@step.misconception("gd_step.11", "The gradient is missing: which way is down?")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - lr


@step.misconception(
    "gd_step.12", "No factor but lr: the 2 is in the gradient already, if anywhere."
)
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - 2 * lr * grad


@step.misconception("gd_step.12", "No factor but lr: the half is in the gradient already.")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - 0.5 * lr * grad


@step.misconception("gd_step.13", "The slope keeps its sign: it says which way is down.")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - lr * np.abs(grad)


@step.misconception("gd_step.13", "The slope is taken as it is, with its sign: not squared.")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - lr * grad**2


@step.misconception("gd_step.14", "The mean is already in the gradient: do not divide again.")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w - lr * grad / len(w)


@step.misconception("gd_step.15", "A column minus a row is a table. Keep both of shape (n,).")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w[:, None] - lr * grad


@step.misconception("gd_step.16", "That shrinks w as well. A plain step only follows the gradient.")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return (1 - lr) * w - lr * grad


@step.misconception("gd_step.17", "It returns w as it was: return what it has become.")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w + 0.0


@step.misconception("gd_step.18", "One step, not two.")
def _(w: Any, grad: Any, lr: Any) -> Any:
    return w, w - lr * grad
