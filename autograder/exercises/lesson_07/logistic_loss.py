"""Mean of log(1 + e^z) - y z, the cost of calling P(y = 1) = sigmoid(z)."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Answer, Case, Exercise
from autograder.check.forms import Number
from autograder.exercises.lesson_07.shared import AS_A_FLOAT, WHOLE, signed
from nnlib import losses
from nnlib.activations import sigmoid

exercise = Exercise(
    reference=losses.logistic_loss,
    lesson="07_loss_and_gradient",
    takes={"z": "m", "y": "m"},
    returns=Number(),
    shortcuts=(
        "nnlib.losses._logistic",
        "nnlib.losses.cross_entropy",
        "nnlib.losses._cross_entropy",
        "nnlib.losses.named",
    ),
    tolerance=AS_A_FLOAT,
)


@exercise.cases
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


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for m in (2, 5, 9):
        z = signed(rng, 0.5, 3.0, m)
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
CARELESS = *WAYS[1:], lambda z, y: np.log(1 + np.exp(-z)) + (1 - y) * z, _both_terms(_of_quotient)


@exercise.mistakes(
    costs=(_finite, _of_sigmoid),
    way=WAYS,
    careless=CARELESS,
    eps=(2.0**-52, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6),
    plus=(1e-15, 1e-12, 1e-8, 1e-7, 1e-6, 1e-5),
    limit=(20.0, 30.0, 50.0, 100.0, 500.0, 700.0),
    far=(50.0, 100.0, 500.0, 700.0),  # below 37 it does not matter which way
)
def _(z, y, *, costs, way, careless, eps, plus, limit, far):
    one, zero = costs(z)
    each = way(z, y)
    "F22.1: Both terms carry the minus: it stands before the whole bracket."
    np.mean(y * one - (1 - y) * zero)
    """F22.1: Both terms carry the minus: it stands before the whole bracket. And a mean, please,
    not a sum."""
    np.sum(y * one - (1 - y) * zero)
    "F22.1: Minus and mean belong to both terms: mind where the brackets close."
    one, zero = _of_sigmoid(z)
    np.mean(y * one) - (1 - y) * zero
    """F22.2: Right, until a logit is large. Which form never takes the logarithm of 0 or a huge
    exp?"""
    np.mean(careless(z, y))
    total = 0.0
    for logit, label in zip(z, y, strict=True):
        s = 1 / (1 + math.exp(-logit))
        total -= label * math.log(s) + (1 - label) * math.log(1 - s)
    total / len(y)
    total = 0.0
    for logit, label in zip(z, y, strict=True):
        s = 1 / (1 + math.exp(-logit))
        total -= math.log(s) if label == 1 else math.log(1 - s)
    total / len(y)
    "F22.2: Leaving out the nan hides the examples that matter most."
    np.nanmean(WAYS[1](z, y))
    """F22.2: Clipping changes the loss: a sure and wrong logit must cost about |z|, however
    large."""
    s = np.clip(1 / (1 + np.exp(-z)), eps, 1 - eps)
    -np.mean(y * np.log(s) + (1 - y) * np.log(1 - s))
    s = 1 / (1 + np.exp(-z))
    -np.mean(y * np.log(s + plus) + (1 - y) * np.log(1 - s + plus))
    np.mean(WAYS[0](np.clip(z, -limit, limit), y))
    np.mean(WAYS[1](np.clip(z, -far, far), y))
    "F22.3: What is the loss of a wrong answer when y = 0? Your formula never asks."
    np.mean(y * one)
    np.sum(y * one)
    np.mean(one[y == 1])
    "F22.3: Your formula treats every example as if its label were 1."
    np.mean(one)
    "F22.3: What is the loss of a wrong answer when y = 0? Your formula never asks."
    np.mean(np.where(y == 1, _of_sigmoid(z)[0], 0))
    "F22.4: The loss is a mean: the same examples twice must cost the same."
    np.sum(each)
    "F22.5: That formula wants labels -1 and +1. Ours are 0 and 1: what is 2y - 1?"
    np.mean(np.logaddexp(0.0, -y * z))
    np.mean(np.log(1 + np.exp(-y * z)))
    "F22.6: A column minus a row is a table of m times m terms. Keep z and y of one shape, (m,)."
    np.mean(y * one[:, None] + (1 - y) * zero[:, None])
    np.sum(y * one[:, None] + (1 - y) * zero[:, None]) / len(y)
    np.mean(np.log(1 + np.exp(z[:, None])) - y * z[:, None])
    """F22.7: That is the squared error. The logistic loss is minus the log of the label's
    probability."""
    np.mean((sigmoid(z) - y) ** 2)
    0.5 * np.mean((sigmoid(z) - y) ** 2)
    np.sum((sigmoid(z) - y) ** 2)
    0.5 * np.sum((sigmoid(z) - y) ** 2)
    np.mean((z - y) ** 2)
    0.5 * np.mean((z - y) ** 2)
    "F22.8: Natural logarithms: at logit 0 the loss is log 2, and that is not 1."
    np.mean(each) / np.log(2)
    "F22.8: Natural logarithms, np.log: yours has the base 10."
    np.mean(each) / np.log(10)
    "logistic_loss.1: A loss is never negative: a logarithm of a probability is."
    -np.mean(each)
    """logistic_loss.2: A large positive logit speaks for y = 1. Yours costs most where it should
    cost least."""
    np.mean(y * zero + (1 - y) * one)
    one, zero = _of_sigmoid(z)
    np.mean(np.where(y == 1, zero, one))
    "logistic_loss.3: Logits are any real numbers, not probabilities: the sigmoid comes first."
    -np.mean(y * np.log(z) + (1 - y) * np.log(1 - z))
    p = np.clip(z, 1e-12, 1 - 1e-12)
    -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    "logistic_loss.4: The sigmoid is applied twice: z is the logit itself, and it is bent once."
    np.mean(_both_terms(_finite)(sigmoid(z), y))
    "logistic_loss.18: In logaddexp(a, b) = log(e^a + e^b) the 1 is e^0: its first argument is 0."
    np.mean(np.logaddexp(1.0, z) - y * z)
    np.mean(y * np.logaddexp(1.0, -z) + (1 - y) * np.logaddexp(1.0, z))
    "logistic_loss.5: One number for all examples: take the mean of the costs at the end."
    _both_terms(_of_sigmoid)(z, y)
    "logistic_loss.6: Where is the label? Without y, every example costs like y = 0."
    np.mean(zero)
    "logistic_loss.7: The label's term lowers the cost: log(1 + e^z) minus y z."
    np.mean(np.logaddexp(0.0, z) + y * z)
    np.mean(np.log(1 + np.exp(z)) + y * z)
    "logistic_loss.8: What is the loss of a wrong answer when y = 1?"
    np.mean((1 - y) * zero)
    "logistic_loss.9: The 1 - … belongs inside the logarithm: log(1 - p)."
    -np.mean(-y * one + (1 - y) * (1 + one))
    "logistic_loss.10: Each example pays one term only, that of its own label."
    np.mean(one + zero)
    "logistic_loss.11: The caller still needs y: make the new labels as a new array, 2 * y - 1."
    y[y == 0] = -1
    np.mean(np.logaddexp(0.0, -y * z))
    y[y == 0] = -1
    np.mean(np.log(1 + np.exp(-y * z)))
    "logistic_loss.12: First the logarithm of each probability, then the mean; not the reverse."
    -np.log(np.mean(np.where(y == 1, sigmoid(z), sigmoid(-z))))
    "logistic_loss.13: The half belongs to the squared error; here there is none."
    0.5 * np.mean(each)
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
    "logistic_loss.16: That is how likely the label is: minus its logarithm is the cost."
    s = 1 / (1 + np.exp(-np.clip(z, -700, 700)))
    np.mean(np.where(y == 1, s, 1 - s))
    "logistic_loss.19: Two signs: (1 - 2y) is -1 or +1, and 1 - y is 0 or 1."
    np.mean(np.logaddexp(0.0, (1 - y) * z))
    np.mean(np.logaddexp(0.0, (1 - 2 * y.astype(np.uint8)) * z))
    "logistic_loss.12: First the cost of each example, then the mean; not the reverse."
    np.logaddexp(0.0, np.mean((1 - 2 * y) * z))
