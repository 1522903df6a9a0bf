"""lam/2 times the sum of all squared weights. weights: one array per layer, any shapes."""

from collections.abc import Iterator

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number
from autograder.exercises.lesson_13.shared import layers, mixed, squares, unequal
from nnlib import regularise

exercise = Exercise(
    reference=regularise.l2_penalty,
    lesson="13_regularisation",
    takes={"weights": "list", "lam": ""},
    returns=Number(),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one layer", ([mixed(rng, 2, 3)], rng.uniform(0.2, 0.4)))
    yield Case("one square layer", ([mixed(rng, 3, 3)], rng.uniform(0.2, 0.4)))
    yield Case("two layers", (layers(rng, 3, 4, 2), rng.uniform(0.6, 0.9)))
    yield Case("three layers, lambda above 1", (layers(rng, 2, 3, 3, 1), rng.uniform(1.5, 3)))
    yield Case("small weights", ([1e-4 * W for W in layers(rng, 2, 2, 3)], 0.5))
    yield Case("rows of very different scale", ([unequal(rng), mixed(rng, 3, 1)], 0.01))
    whole = [rng.integers(1, 5, (2, 2)), -rng.integers(1, 5, (2, 3))]
    yield Case("whole numbers, and lambda = 3", (whole, 3))
    yield Case("lambda = 0", (layers(rng, 2, 2), 0.0))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a single weight", ([mixed(rng, 1, 1)], 0.7))
    yield Case("a layer of zeros", ([np.zeros((2, 2)), mixed(rng, 2, 1)], 0.3))
    for _ in range(4):
        sizes = rng.integers(1, 6, int(rng.integers(2, 6)))
        yield Case("a random network", (layers(rng, *sizes), float(rng.uniform(0.01, 5))))


@exercise.mistakes
def _(weights, lam):
    "F49.1: Is the 1/2 in front? With it the slope is lambda W, no 2 left."
    lam * squares(weights)
    "F49.1: One half is enough: the squares are not halved a second time."
    lam / 4 * squares(weights)
    "F49.2: Only weights are penalised: no bias, no constant unit, no ones."
    lam / 2 * sum(np.sum(W**2) + W.shape[1] for W in weights)
    "F49.3: Each weight is squared: not cubed, and not left as it is."
    lam / 2 * sum(np.sum(W) for W in weights)
    lam / 2 * sum(np.sum(W**3) for W in weights)
    "F49.4: Absolute values make the L1 penalty. Here the weights are squared."
    lam * sum(np.sum(np.abs(W)) for W in weights)
    lam / 2 * sum(np.sum(np.abs(W)) for W in weights)
    "F49.5: A penalty makes the loss larger: large weights must cost."
    -lam / 2 * squares(weights)
    "F49.6: A penalty is a plain sum: it is not divided by examples, layers, units or weights."
    lam / 2 * sum(np.mean(W**2) for W in weights)
    lam / 2 * squares(weights) / sum(W.size for W in weights)
    lam / 2 * squares(weights) / len(weights)
    lam / 2 * sum(np.sum(W**2) / W.shape[0] for W in weights)
    lam / 2 * sum(np.sum(W**2) / W.shape[1] for W in weights)
    lam / 2 * squares(weights) / weights[0].shape[0]
    "F49.7: Your penalty is always 0, so loss and gradient tell two stories."
    0.0
    "F49.8: The squared length is meant: no root over the sum."
    lam / 2 * np.sqrt(squares(weights))
    lam * np.sqrt(squares(weights))
    lam / 2 * sum(np.linalg.norm(W) for W in weights)
    lam * sum(np.linalg.norm(W) for W in weights)
    "l2_penalty.1: Square the weights alone: lambda stays outside the square."
    lam**2 / 2 * squares(weights)
    "l2_penalty.2: Yours sees the first layer only. Does it return too early?"
    lam / 2 * np.sum(weights[0] ** 2)
    "l2_penalty.3: Yours sees the last layer only: add up, do not overwrite."
    lam / 2 * np.sum(weights[-1] ** 2)
    "l2_penalty.4: Square first, then add: weights of opposite sign must not cancel."
    lam / 2 * sum(np.sum(W) for W in weights) ** 2
    lam / 2 * sum(np.sum(W) ** 2 for W in weights)
    lam / 2 * sum(np.sum(W @ W.T) for W in weights)
    "l2_penalty.5: Lambda says how much the squares count: where is it?"
    squares(weights) / 2
    "l2_penalty.6: For a matrix, norm(W, 2) is its largest stretch. All entries are meant here."
    lam / 2 * sum(np.linalg.norm(W, 2) ** 2 for W in weights)
    "l2_penalty.7: The caller still needs its weights: W**2 makes a new array, W **= 2 does not."
    for W in weights:
        W **= 2
    lam / 2 * sum(np.sum(W) for W in weights)
    "l2_penalty.8: The square is entry by entry, W * W; W @ W is a product."
    lam / 2 * sum(np.sum(W @ W) for W in weights)
    "l2_penalty.9: A slope has an entry for each weight; the penalty itself is one number."
    [lam * W for W in weights]
    "l2_penalty.14: The weights are a list of arrays: square and sum one layer after the other."
    lam / 2 * np.sum(weights**2)
    lam / 2 * np.sum(np.array(weights) ** 2)
    "l2_penalty.10: Add the layers up: one number for the whole network."
    [lam / 2 * np.sum(W**2) for W in weights]
    "l2_penalty.11: Two slashes, lam // 2, cut the fraction off: divide with one."
    lam // 2 * squares(weights)
    """l2_penalty.12: Every row of W holds weights: the biases are kept elsewhere, so leave no
    row out."""
    lam / 2 * sum(np.sum(W[1:] ** 2) for W in weights)
    lam / 2 * sum(np.sum(W[:-1] ** 2) for W in weights)
    "l2_penalty.13: Lambda multiplies: more lambda, more penalty."
    squares(weights) / (2 * lam)
    "F49.8: The squared length is meant: no root over the sum."
    lam / 2 * sum(np.sum(np.linalg.norm(W, axis=0)) for W in weights)
    np.sqrt(lam * squares(weights))
    "F49.3: Each weight is squared: not cubed, and not left as it is."
    lam / 2 * sum(np.sum(np.abs(W) ** 3) for W in weights)
    "l2_penalty.15: Squares add up layer by layer: the lengths are not added first."
    lam / 2 * sum(np.linalg.norm(W) for W in weights) ** 2
    "l2_penalty.16: All layers add up, not the largest of them."
    lam / 2 * max(np.sum(W**2) for W in weights)
    "l2_penalty.17: The last layer costs as well: leave none out."
    lam / 2 * squares(weights[:-1])
    lam / 2 * squares(weights[1:])
