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

OVERFLOW = "Right, until a logit is large. Which form never takes the logarithm of 0 or a huge exp?"
CLIPPED = "Clipping changes the loss: a sure and wrong logit must cost about |z|, however large."
MATRIX = "A column minus a row is a table of m times m terms. Keep z and y of one shape, (m,)."
NATURAL = "Natural logarithms: at logit 0 the loss is log 2, and that is not 1."
ONE_NUMBER = "Reduce it to one number: sum over outputs, mean over examples."

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


@features.mistakes
def _(x, degree):
    "polynomial_features.1: The powers rise from left to right: column 0 is the constant."
    x[:, None] ** np.arange(degree, -1, -1)
    """polynomial_features.2: Where is the column of ones? x^0 is a feature too, and column k
    holds x^k."""
    x[:, None] ** np.arange(1, degree + 1)
    np.column_stack([x**k for k in range(1, degree + 1)])  # raises for degree 0
    x[:, None] ** np.arange(1, degree + 2)
    "polynomial_features.3: The highest power is missing: range(degree) ends one too early."
    x[:, None] ** np.arange(degree)
    np.column_stack([x**k for k in range(degree)])  # raises for degree 0
    X = np.zeros((len(x), degree + 1))
    for k in range(degree):
        X[:, k] = x**k
    X
    "polynomial_features.4: Rows are examples: one row for each x, one column for each power."
    np.array([x**k for k in range(degree + 1)])
    "polynomial_features.4: The right numbers in the wrong order: reshape does not transpose."
    np.array([x**k for k in range(degree + 1)]).reshape(len(x), degree + 1)
    "polynomial_features.5: Column k is x to the power k, not k times x."
    x[:, None] * np.arange(degree + 1)
    X = x[:, None] * np.arange(degree + 1.0)
    X[:, 0] = 1
    X
    "polynomial_features.5: Each column is the last one times x, not plus x."
    1 + x[:, None] * np.arange(degree + 1)
    "polynomial_features.6: The base is x and the exponent k, not the other way round."
    np.arange(degree + 1) ** x[:, None]
    np.arange(degree + 1.0) ** x[:, None]
    "polynomial_features.7: Column 0 is x^0, and that is 1 for every x. Yours is 0."
    X = np.zeros((len(x), degree + 1))
    for k in range(1, degree + 1):
        X[:, k] = x**k
    X
    "polynomial_features.7: Column 0 is x^0, the constant 1; column 1 is x. Yours has x in both."
    x[:, None] ** np.maximum(np.arange(degree + 1), 1)
    """polynomial_features.8: Your table holds whole numbers only and cuts off the fractions:
    make it of floats."""
    X = np.ones((len(x), degree + 1), dtype=int)
    for k in range(degree + 1):
        X[:, k] = x**k
    X
    x.astype(int)[:, None] ** np.arange(degree + 1)
    "polynomial_features.9: One column too many: the last power is x^degree itself."
    x[:, None] ** np.arange(degree + 2)
    "polynomial_features.10: Every column is the same power. The exponent is the column's index."
    np.repeat((x**degree)[:, None], degree + 1, axis=1)
    "polynomial_features.10: After the constant comes x in every column. Where are its powers?"
    x[:, None] ** np.minimum(np.arange(degree + 1), 1)
    "polynomial_features.11: Multiply the last column by x; squaring it skips powers."
    columns = [np.ones(len(x)), x]
    for _ in range(degree - 1):
        columns.append(columns[-1] ** 2)
    np.stack(columns[: degree + 1], axis=1)
    "polynomial_features.12: The ones belong in column 0, not in the last."
    np.column_stack([x[:, None] ** np.arange(1, degree + 1), np.ones(len(x))])
    "polynomial_features.13: One column is not all of them: return a table, one row for each x."
    x**degree
    "polynomial_features.14: Keep the powers side by side in a table of two axes, do not flatten."
    (x[:, None] ** np.arange(degree + 1)).ravel()
    """polynomial_features.15: The caller still needs x: power = power * x makes a new array,
    power *= x does not."""
    X, power = np.ones((len(x), degree + 1)), x
    for k in range(1, degree + 1):
        X[:, k] = power
        power *= x  # power is x itself, so this squares both
    X
    "polynomial_features.16: The sign of x matters: an odd power of a negative x is negative."
    np.abs(x)[:, None] ** np.arange(degree + 1)
    "polynomial_features.17: A logarithm knows no negative x. Use x ** k, or multiply."
    np.exp(np.arange(degree + 1) * np.log(x)[:, None])


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


@loss.mistakes
def _(z, y):
    "F22.1: Minus and mean belong to both terms: mind where the brackets close."
    one, zero = _of_sigmoid(z)
    np.mean(y * one) - (1 - y) * zero


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


@loss.mistakes
def _(z, y):
    "F22.2: Leaving out the nan hides the examples that matter most."
    np.nanmean(WAYS[1](z, y))


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


@loss.mistakes
def _(z, y):
    "F22.3: What is the loss of a wrong answer when y = 0? Your formula never asks."
    np.mean(np.where(y == 1, _of_sigmoid(z)[0], 0))


@_costs_fault("F22.4", "The loss is a mean: the same examples twice must cost the same.")
def _(costs: Any) -> Any:
    return np.sum(costs)


@loss.mistakes
def _(z, y):
    "F22.5: That formula wants labels -1 and +1. Ours are 0 and 1: what is 2y - 1?"
    np.mean(np.logaddexp(0.0, -y * z))
    np.mean(np.log(1 + np.exp(-y * z)))


@_terms_fault("F22.6", MATRIX)
def _(y: Any, one: Any, zero: Any) -> Any:
    return np.mean(y * one[:, None] + (1 - y) * zero[:, None])


@_terms_fault("F22.6", MATRIX)
def _(y: Any, one: Any, zero: Any) -> Any:
    return np.sum(y * one[:, None] + (1 - y) * zero[:, None]) / len(y)


@loss.mistakes
def _(z, y):
    "F22.6: A column minus a row is a table of m times m terms. Keep z and y of one shape, (m,)."
    np.mean(np.log(1 + np.exp(z[:, None])) - y * z[:, None])
    """F22.7: That is the squared error. The logistic loss is minus the log of the label's
    probability."""
    np.mean((sigmoid(z) - y) ** 2)
    0.5 * np.mean((sigmoid(z) - y) ** 2)
    np.sum((sigmoid(z) - y) ** 2)
    0.5 * np.sum((sigmoid(z) - y) ** 2)
    np.mean((z - y) ** 2)
    0.5 * np.mean((z - y) ** 2)


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


@loss.mistakes
def _(z, y):
    """logistic_loss.2: A large positive logit speaks for y = 1. Yours costs most where it should
    cost least."""
    one, zero = _of_sigmoid(z)
    np.mean(np.where(y == 1, zero, one))
    "logistic_loss.3: Logits are any real numbers, not probabilities: the sigmoid comes first."
    -np.mean(y * np.log(z) + (1 - y) * np.log(1 - z))
    p = np.clip(z, 1e-12, 1 - 1e-12)
    -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    "logistic_loss.4: The sigmoid is applied twice: h is the logit, once."
    np.mean(_both_terms(_finite)(sigmoid(z), y))
    "logistic_loss.5: One number for all examples: take the mean of the costs at the end."
    _both_terms(_of_sigmoid)(z, y)


@_terms_fault("logistic_loss.6", "Where is the label? Without y, every example costs like y = 0.")
def _(y: Any, one: Any, zero: Any) -> Any:
    return np.mean(zero)


@loss.mistakes
def _(z, y):
    "logistic_loss.7: The label's term lowers the cost: log(1 + e^z) minus y z."
    np.mean(np.logaddexp(0.0, z) + y * z)
    np.mean(np.log(1 + np.exp(z)) + y * z)


@_terms_fault("logistic_loss.8", "What is the loss of a wrong answer when y = 1?")
def _(y: Any, one: Any, zero: Any) -> Any:
    return np.mean((1 - y) * zero)


@_terms_fault("logistic_loss.9", "The 1 - … belongs inside the logarithm: log(1 - p).")
def _(y: Any, one: Any, zero: Any) -> Any:
    return -np.mean(-y * one + (1 - y) * (1 + one))


@_terms_fault("logistic_loss.10", "Each example pays one term only, that of its own label.")
def _(y: Any, one: Any, zero: Any) -> Any:
    return np.mean(one + zero)


@loss.mistakes
def _(z, y):
    "logistic_loss.11: The caller still needs y: make the new labels as a new array, 2 * y - 1."
    y[y == 0] = -1
    np.mean(np.logaddexp(0.0, -y * z))
    y[y == 0] = -1
    np.mean(np.log(1 + np.exp(-y * z)))
    "logistic_loss.12: First the logarithm of each probability, then the mean; not the reverse."
    -np.log(np.mean(np.where(y == 1, sigmoid(z), sigmoid(-z))))


@_costs_fault("logistic_loss.13", "The half belongs to the squared error; here there is none.")
def _(costs: Any) -> Any:
    return 0.5 * np.mean(costs)


@loss.mistakes
def _(z, y):
    """logistic_loss.14: That loss has a corner. The logistic one is smooth, and costs log 2 at
    logit 0."""
    np.mean(np.maximum(0, (1 - 2 * y) * z))
    np.mean(np.maximum(0, 1 + (1 - 2 * y) * z))
    "logistic_loss.15: That counts the errors. The loss also asks how sure the answer was."
    np.mean((z > 0) != y)
    "logistic_loss.16: The distance between y and the probability is not it: where is the log?"
    np.mean(np.abs(sigmoid(z) - y))
    """logistic_loss.17: The stable form is max(z, 0) and log(1 + e^-|z|) together; one piece of
    it is amiss."""
    np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-z)))
    np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(np.abs(z))))
    np.mean(np.log1p(np.exp(-np.abs(z))) - z * y)


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


@grad.mistakes
def _(w, X, y):
    "logistic_grad.1: Right, until a logit is large: e^z / (1 + e^z) becomes inf / inf."
    X.T @ (_quotient(X @ w) - y) / len(y)
    "logistic_grad.2: Labels are compared with probabilities: sigmoid first."
    X.T @ (X @ w - y) / len(y)
    "logistic_grad.2: Labels are compared with probabilities: sigmoid first, and then the mean."
    X.T @ (X @ w - y)
    "logistic_grad.3: That is the perceptron's error. Here the sigmoid itself is compared with y."
    X.T @ ((X @ w > 0) - y) / len(y)
    """logistic_grad.4: The sum runs over the examples, the rows of X: one number for each input
    remains."""
    X @ (sigmoid(X @ w) - y) / len(y)
    (X * (sigmoid(X @ w) - y)[:, None]).mean(axis=1)
    (X * (sigmoid(X @ w) - y)[:, None]).sum(axis=1)
    "logistic_grad.4: Every row of X is multiplied by its own error: s - y as a column."
    (X * (sigmoid(X @ w) - y)).mean(axis=0)
    """logistic_grad.5: That is the slope in the logits. By the chain rule each row of X comes in
    as a factor."""
    sigmoid(X @ w) - y
    (sigmoid(X @ w) - y) / len(y)
    "logistic_grad.6: The gradient has one number for each weight: the shape of w, not one number."
    np.mean(X * (sigmoid(X @ w) - y)[:, None])
    "logistic_grad.7: One row for each example: now take the mean over them."
    X * (sigmoid(X @ w) - y)[:, None]
    "logistic_grad.8: Divide by the number of examples m, not of inputs n."
    X.T @ (sigmoid(X @ w) - y) / len(w)
    "logistic_grad.8: Divide by the number of examples m, not of all entries."
    X.T @ (sigmoid(X @ w) - y) / X.size


@_slope_fault("logistic_grad.9", "The sigmoid of -z is the probability of label 0: mind the sign.")
def _(X: Any, y: Any, s: Any) -> Any:
    return X.T @ ((1 - s) - y) / len(y)


@grad.mistakes
def _(w, X, y):
    "logistic_grad.10: The sigmoid is applied twice: h is the logit, once."
    X.T @ (sigmoid(sigmoid(X @ w)) - y) / len(y)
    """logistic_grad.11: A column minus a row is a table of m times m. Keep y and the
    probabilities of one shape."""
    X.T @ (sigmoid(X @ w) - y[:, None]) / len(y)
    "logistic_grad.11: The shape is that of w, (n,): flatten the column."
    X.T @ (sigmoid(X @ w) - y)[:, None] / len(y)


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


@grad.mistakes
def _(w, X, y):
    "logistic_grad.16: The gradient only, please: the step, w minus lr times it, comes later."
    w - X.T @ (sigmoid(X @ w) - y) / len(y)
    w -= X.T @ (sigmoid(X @ w) - y) / len(y)
    w


@_slope_fault("logistic_grad.17", "Twice too large: the logistic loss has no square, so no 2.")
def _(X: Any, y: Any, s: Any) -> Any:
    return 2 * X.T @ (s - y) / len(y)


@_slope_fault("logistic_grad.17", "Half as large as it should be: the logistic loss has no 1/2.")
def _(X: Any, y: Any, s: Any) -> Any:
    return X.T @ (s - y) / (2 * len(y))


@grad.mistakes
def _(w, X, y):
    "logistic_grad.18: Brackets: the label is subtracted before X.T multiplies."
    (X.T @ sigmoid(X @ w) - y) / len(y)
    "logistic_grad.19: A mean of products is not a product of means."
    X.mean(axis=0) * np.mean(sigmoid(X @ w) - y)
    "logistic_grad.20: The logits are X @ w: each row of X meets the weights."
    X.T @ (sigmoid(w @ X) - y) / len(y)


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


@square.mistakes
def _(Y_hat, Y):
    "F24.1: Sum over the outputs; only the examples are averaged."
    0.5 * np.mean((Y_hat - Y) ** 2)
    "F24.1: That mean averages the outputs too: sum over outputs. And where is the half?"
    np.mean((Y_hat - Y) ** 2)
    "F24.3: Reduce it to one number: sum over outputs, mean over examples."
    0.5 * (Y_hat - Y) ** 2
    0.5 * (Y_hat - Y) @ (Y_hat - Y).T
    0.5 * (Y_hat - Y).T @ (Y_hat - Y)


def _left_over(axis: int, factor: Callable[[int], float]) -> Answer:
    def answer(Y_hat: Any, Y: Any) -> Any:
        return factor(Y.shape[axis]) * np.sum((Y_hat - Y) ** 2, axis=axis)

    return answer


for factor in (lambda size: 0.5, lambda size: 1.0, lambda size: 0.5 / size, lambda size: 1 / size):
    for axis in (0, 1):
        square.misconception("F24.3", ONE_NUMBER)(_left_over(axis, factor))


@square.mistakes
def _(Y_hat, Y):
    "F24.4: Both // and int() drop the fraction, even of floats: divide by / instead."
    np.sum((Y_hat - Y) ** 2) // 2 / len(Y)
    np.sum((Y_hat - Y) ** 2) // (2 * len(Y))
    np.sum((Y_hat - Y) ** 2 // 2) / len(Y)
    np.mean(np.sum((Y_hat - Y) ** 2, axis=1) // 2)
    np.sum((Y_hat - Y) ** 2) // len(Y) / 2
    "F24.4: The half has become a 0: 1 // 2 is a division of whole numbers."
    1 // 2 * np.sum((Y_hat - Y) ** 2) / len(Y)
    "F24.4: The errors have fractions: no astype(int)."
    0.5 * np.sum((Y_hat.astype(int) - Y.astype(int)) ** 2) / len(Y)
    "F24.4: Whole numbers in, but the loss has fractions: keep floats."
    each = np.zeros(len(Y), dtype=Y.dtype)
    each[:] = 0.5 * np.sum((Y_hat - Y) ** 2, axis=1)
    np.mean(each)
    "square_loss.1: Twice too large: ours is half the squared error, so that its slope has no 2."
    np.sum((Y_hat - Y) ** 2) / len(Y)
    "square_loss.2: The same examples twice must cost the same: take the mean."
    0.5 * np.sum((Y_hat - Y) ** 2)
    "square_loss.3: Two factors are missing: the half, and the mean over m."
    np.sum((Y_hat - Y) ** 2)
    "square_loss.4: Divide by the number of examples, the rows, not by the number of outputs."
    0.5 * np.sum((Y_hat - Y) ** 2) / Y.shape[1]
    np.sum((Y_hat - Y) ** 2) / Y.shape[1]
    "square_loss.5: Square the errors: an absolute value is another loss, with a corner at 0."
    0.5 * np.sum(np.abs(Y_hat - Y)) / len(Y)
    np.sum(np.abs(Y_hat - Y)) / len(Y)
    np.mean(np.abs(Y_hat - Y))
    "square_loss.6: Square first, then sum: here errors of opposite sign cancel."
    0.5 * np.mean(np.sum(Y_hat - Y, axis=1) ** 2)
    0.5 * np.sum(Y_hat - Y) ** 2 / len(Y)
    0.5 * np.sum(np.mean(Y_hat - Y, axis=0) ** 2)
    "square_loss.7: The squared error has no root: np.linalg.norm takes one."
    np.mean(np.linalg.norm(Y_hat - Y, axis=1))
    0.5 * np.mean(np.linalg.norm(Y_hat - Y, axis=1))
    0.5 * np.linalg.norm(Y_hat - Y) / len(Y)
    np.sqrt(np.mean((Y_hat - Y) ** 2))
    "square_loss.8: A loss is not negative: no minus before the squares."
    -0.5 * np.sum((Y_hat - Y) ** 2) / len(Y)
    "square_loss.9: Subtract first, then square: the order matters."
    0.5 * np.sum(Y_hat**2 - Y**2) / len(Y)
    "square_loss.10: The error is a difference, Y_hat minus Y."
    0.5 * np.sum((Y_hat + Y) ** 2) / len(Y)
    "square_loss.11: The caller still needs Y_hat: error = Y_hat - Y makes a new array, -= not."
    Y_hat -= Y
    0.5 * np.sum(Y_hat**2) / len(Y)
    "square_loss.12: All outputs count, not only the first."
    0.5 * np.mean((Y_hat - Y)[:, 0] ** 2)
    "square_loss.12: All examples count, not only the first."
    0.5 * np.sum((Y_hat - Y)[0] ** 2)
    "square_loss.13: The errors are not squared."
    0.5 * np.sum(Y_hat - Y) / len(Y)
    "square_loss.14: That is the gradient; the loss is one number."
    np.sum(Y_hat - Y) / len(Y)
    "square_loss.15: Half as large as it should be: a 1/2 too many."
    0.25 * np.sum((Y_hat - Y) ** 2) / len(Y)


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


@square_grad.mistakes
def _(Y_hat, Y):
    "F24.1: Only the examples are averaged: divide by m, not by m times n_out."
    (Y_hat - Y) / Y.size
    """F24.1: Only the examples are averaged: divide by m, not by m times n_out. And the half
    takes the 2 away."""
    2 * (Y_hat - Y) / Y.size
    "F24.2: A prediction that is too large must go down: the slope is Y_hat minus Y."
    (Y - Y_hat) / len(Y)
    """F24.2: A prediction that is too large must go down: the slope is Y_hat minus Y. And the
    mean is missing."""
    Y - Y_hat
    """F24.2: A prediction that is too large must go down: the slope is Y_hat minus Y. The half
    takes the 2 away."""
    2 * (Y - Y_hat) / len(Y)
    "F24.2: A prediction that is too large must go down: the slope is Y_hat minus Y."
    (Y - Y_hat) / Y.size
    2 * (Y - Y_hat) / Y.size
    """F24.2: A prediction that is too large must go down: the slope is Y_hat minus Y. And two
    factors differ."""
    2 * (Y - Y_hat)
    "F24.4: Both // and int() drop the fraction, even of floats: divide by / instead."
    (Y_hat - Y) // len(Y)
    "F24.4: Whole numbers in, but the slope has fractions: an array of ints cuts them off."
    slope = np.zeros_like(Y_hat)
    slope[:] = (Y_hat - Y) / len(Y)
    slope
    "F24.4: An array of ints takes no fractions: divide into a new array."
    slope = Y_hat - Y
    slope /= len(Y)
    slope
    "F24.4: Whole numbers in, but the slope has fractions: an array of ints cuts them off."
    ((Y_hat - Y) / len(Y)).astype(int)
    "square_loss_grad.1: The loss is a mean over examples: so is its slope."
    Y_hat - Y
    "square_loss_grad.2: Twice too large: the half in the loss takes the 2 of the square away."
    2 * (Y_hat - Y) / len(Y)
    """square_loss_grad.2: Twice too large: the half in the loss takes the 2 of the square away.
    And the mean is missing."""
    2 * (Y_hat - Y)
    "square_loss_grad.3: Half as large as it should be: the derivative of a square brings a 2."
    0.5 * (Y_hat - Y) / len(Y)
    "square_loss_grad.3: The derivative of a square brings a 2, and the mean is missing."
    0.5 * (Y_hat - Y)
    "square_loss_grad.4: One slope for each prediction: the shape of Y_hat, nothing is summed."
    np.mean(Y_hat - Y, axis=0)
    np.sum(Y_hat - Y, axis=1) / len(Y)
    np.sum(Y_hat - Y) / len(Y)
    np.mean(Y_hat - Y, axis=0, keepdims=True)
    "square_loss_grad.5: Divide by the number of examples, the rows, not by the number of outputs."
    (Y_hat - Y) / Y.shape[1]
    "square_loss_grad.6: The derivative of a square is linear in the error: no square is left."
    (Y_hat - Y) ** 2 / len(Y)
    0.5 * (Y_hat - Y) ** 2 / len(Y)
    0.5 * (Y_hat - Y) ** 2
    """square_loss_grad.7: The caller still needs Y_hat: error = Y_hat - Y makes a new array, -=
    does not."""
    Y_hat -= Y
    Y_hat / len(Y)
    Y_hat -= Y
    Y_hat /= len(Y)
    Y_hat
    "square_loss_grad.8: Keep the sign and the size of the error: that is how far, and which way."
    np.abs(Y_hat - Y) / len(Y)
    np.sign(Y_hat - Y) / len(Y)
    "square_loss_grad.9: The inner derivative of Y_hat - Y in Y_hat is 1."
    (Y_hat - Y) * Y_hat / len(Y)
    (Y_hat - Y) * Y / len(Y)
    "square_loss_grad.10: Rows are examples, as in Y_hat: nothing is transposed here."
    (Y_hat - Y).T / len(Y)
    "square_loss_grad.11: The target is missing: how far off is Y_hat?"
    Y_hat / len(Y)
    "square_loss_grad.12: The error is a difference, Y_hat minus Y."
    (Y_hat + Y) / len(Y)


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


@step.mistakes
def _(w, grad, lr):
    "gd_step.1: The caller still needs the old w: w = w - … makes a new array, w -= … does not."
    w -= lr * grad
    w
    w[:] = w - lr * grad
    w
    """gd_step.1: The caller still needs the old w: w = w - … makes a new array, w -= … does not.
    And return it."""
    w -= lr * grad
    None
    w[:] = w - lr * grad
    None
    "gd_step.1: The caller still needs the gradient: grad * lr, not grad *= lr."
    grad *= lr
    w - grad
    "gd_step.2: The gradient points uphill: subtract it to go down."
    w + lr * grad
    "gd_step.2: The gradient points uphill: subtract it. And lr is the step size."
    w + grad
    "gd_step.3: The step size lr is not used: how far should w move?"
    w - grad
    "gd_step.4: That is the step. Return the new w: the old one, and the step added."
    -lr * grad
    lr * grad
    """gd_step.5: Only the gradient is multiplied by lr: brackets and factors around w are one
    too many."""
    lr * (w - grad)
    lr * w - grad
    w - lr * w * grad
    "gd_step.6: Do not normalise: a steep slope makes a long step, a flat one a short step."
    w - lr * grad / np.linalg.norm(grad)
    w - lr * np.sign(grad)
    w - lr * grad / (np.linalg.norm(grad) + 1e-8)
    "gd_step.7: Multiply by lr: a larger lr makes a longer step."
    w - grad / lr
    """gd_step.8: A w of whole numbers cuts off the fractions of the step. Let w - … make a new
    float array."""
    new = w.copy()
    new[:] = w - lr * grad
    new
    new = w.copy()
    new -= lr * grad  # numpy refuses to put floats into an array of ints
    new
    "gd_step.8: The step has fractions, even where w has none: no astype(int)."
    (w - lr * grad).astype(int)
    "gd_step.9: Each weight moves by its own entry of the gradient, not all by the same."
    w - lr * np.mean(grad)
    w - lr * np.sum(grad)
    w - lr * np.linalg.norm(grad)
    w - lr * np.dot(w, grad)
    "gd_step.10: The weights and the gradient have changed places."
    grad - lr * w
    "gd_step.10: The sign is turned: start from w and subtract the step."
    lr * grad - w
    "gd_step.11: The gradient is missing: which way is down?"
    w - lr
    "gd_step.12: No factor but lr: the 2 is in the gradient already, if anywhere."
    w - 2 * lr * grad
    "gd_step.12: No factor but lr: the half is in the gradient already."
    w - 0.5 * lr * grad
    "gd_step.13: The slope keeps its sign: it says which way is down."
    w - lr * np.abs(grad)
    "gd_step.13: The slope is taken as it is, with its sign: not squared."
    w - lr * grad**2
    "gd_step.14: The mean is already in the gradient: do not divide again."
    w - lr * grad / len(w)
    "gd_step.15: A column minus a row is a table. Keep both of shape (n,)."
    w[:, None] - lr * grad
    "gd_step.16: That shrinks w as well. A plain step only follows the gradient."
    (1 - lr) * w - lr * grad
    "gd_step.17: It returns w as it was: return what it has become."
    w + 0.0
    "gd_step.18: One step, not two."
    w, w - lr * grad
