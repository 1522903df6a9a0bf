"""The slope in w of the logistic loss of the logits X @ w. w (n,), X (m, n), y (m,)."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from autograder.exercises.lesson_07.shared import WHOLE, signed
from nnlib.activations import sigmoid


def logistic_grad(w: Any, X: Any, y: Any) -> Any:
    """The slope in w of the logistic loss of the logits X @ w.  w (n,), X (m, n), y (m,)."""
    return X.T @ (sigmoid(X @ w) - y) / len(y)


exercise = Exercise(
    reference=logistic_grad,
    lesson="07_loss_and_gradient",
    takes={"w": "n", "X": "m n", "y": "m"},
    returns=Array("n"),
    shortcuts=(
        "nnlib.losses.logistic_loss_grad",
        "nnlib.losses._logistic",
        "nnlib.losses.cross_entropy_grad",
        "nnlib.losses._cross_entropy",
        "nnlib.losses.named",
    ),
)


@exercise.cases
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


@exercise.hidden_cases
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
    w, X = signed(rng, 0.4, 1.2, n), signed(rng, 0.3, 1.5, (m, n)) / np.sqrt(n)
    return w, X if y is None else np.abs(X) * (1 - 2 * y)[:, None]


def _quotient(z: Any) -> Any:
    return np.exp(z) / (1 + np.exp(z))


def _loss(w: Any, X: Any, y: Any) -> Any:
    return np.mean(np.logaddexp(0, (1 - 2 * y) * (X @ w)))


@exercise.mistakes(g=(sigmoid, _quotient))
def _(w, X, y, *, g):
    s = g(X @ w)
    "F23.1: That is the remembered slope. An example with y = 1: should its logit go up or down?"
    X.T @ (y * (1 - s) + (1 - y) * s) / len(y)
    X.T @ (y * (1 - s) + (1 - y) * s)
    "F23.1: Turning every sign does not mend it: only one of its two terms is wrong."
    -X.T @ (y * (1 - s) + (1 - y) * s) / len(y)
    "F23.2: The gradient points uphill: sigmoid minus label. The minus belongs to the step."
    X.T @ (y - s) / len(y)
    """F23.2: The gradient points uphill: sigmoid minus label. The minus belongs to the step. And
    the mean is missing."""
    X.T @ (y - s)
    "F23.3: The loss is a mean over examples, and so is its gradient."
    X.T @ (s - y)
    "F23.4: The slope of the sigmoid cancels here; p (1 - p) comes from the squared loss."
    X.T @ ((s - y) * s * (1 - s)) / len(y)
    X.T @ ((s - y) * s * (1 - s))
    X.T @ ((y - s) * s * (1 - s)) / len(y)
    X.T @ ((y - s) * s * (1 - s))
    2 * X.T @ ((s - y) * s * (1 - s)) / len(y)
    "F23.4: The slope of the sigmoid alone is not it: how far is p from the label?"
    X.T @ (s * (1 - s)) / len(y)
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
    "logistic_grad.4: Every row of X is multiplied by its own error: p - y as a column."
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
    "logistic_grad.9: The sigmoid of -z is the probability of label 0: mind the sign."
    X.T @ ((1 - s) - y) / len(y)
    "logistic_grad.10: The sigmoid is applied twice: X @ w is the logit, and it is bent once."
    X.T @ (sigmoid(sigmoid(X @ w)) - y) / len(y)
    """logistic_grad.11: A column minus a row is a table of m times m. Keep y and the
    probabilities of one shape."""
    X.T @ (sigmoid(X @ w) - y[:, None]) / len(y)
    "logistic_grad.11: The shape is that of w, (n,): flatten the column."
    X.T @ (sigmoid(X @ w) - y)[:, None] / len(y)
    "logistic_grad.12: Only examples with y = 1 move your weights. And those with y = 0?"
    X.T @ (y * (s - 1)) / len(y)
    "logistic_grad.13: Only examples with y = 0 move your weights. And those with y = 1?"
    X.T @ ((1 - y) * s) / len(y)
    "logistic_grad.14: The labels are missing: the error is the sigmoid minus y."
    X.T @ s / len(y)
    "logistic_grad.15: The labels are 0 and 1, as a probability is: no 2y - 1 here."
    X.T @ (s - (2 * y - 1)) / len(y)
    "logistic_grad.16: The gradient only, please: the step, w minus lr times it, comes later."
    w - X.T @ (sigmoid(X @ w) - y) / len(y)
    w -= X.T @ (sigmoid(X @ w) - y) / len(y)
    w
    "logistic_grad.17: Twice too large: the logistic loss has no square, so no 2."
    2 * X.T @ (s - y) / len(y)
    "logistic_grad.17: Half as large as it should be: the logistic loss has no 1/2."
    X.T @ (s - y) / (2 * len(y))
    "logistic_grad.18: Brackets: the label is subtracted before X.T multiplies."
    (X.T @ sigmoid(X @ w) - y) / len(y)
    "logistic_grad.19: A mean of products is not a product of means."
    X.mean(axis=0) * np.mean(sigmoid(X @ w) - y)
    "logistic_grad.20: The logits are X @ w: each row of X meets the weights."
    X.T @ (sigmoid(w @ X) - y) / len(y)
    "logistic_grad.21: A label of 0 or 1 is compared with a probability: tanh runs from -1 to 1."
    X.T @ (np.tanh(X @ w) - y) / len(y)
    "logistic_grad.22: The labels are exchanged: 1 - y is the label of the other class."
    X.T @ (s - (1 - y)) / len(y)
    "logistic_grad.23: The slope has a formula: a quotient of differences is only nearly it."
    rise = [_loss(w + 1e-3 * e, X, y) - _loss(w, X, y) for e in np.eye(len(w))]
    np.array(rise) / 1e-3
    "logistic_grad.20: First the score of each example, X @ w; then its sigmoid, once."
    X.T @ (sigmoid(X * w).sum(axis=1) - y) / len(y)
