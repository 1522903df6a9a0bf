"""06_forward: one layer, the constant node, a whole network, the linear collapse, and its cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial, reduce
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, ListOf, Number, Record
from nnlib.activations import identity, relu, sigmoid, softplus, tanh

LATE = "The bias belongs in the sum, inside the brackets: g(A W + b), not g(A W) + b."
BETWEEN = "Nothing stands between the layers here: with an activation they would not collapse."

LESSON = "06_forward"
SQUASHERS: tuple[Callable[[Any], Any], ...] = (relu, tanh, sigmoid)


def _spread(rng: np.random.Generator, *shape: int) -> Any:
    """Numbers of both signs that stay away from 0: 0.5 to 2 in size."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.5, 2.0, size=shape)


def _whole(rng: np.random.Generator, *shape: int) -> Any:
    """Whole numbers of both signs, never 0."""
    return rng.choice([-1, 1], size=shape) * rng.integers(1, 4, size=shape)


# ------------------------------------------------------------------ affine_forward


def affine_forward(X: Any, W: Any, b: Any) -> Any:
    """Z = X W + b for a whole batch.  X (m, n_in), W (n_in, n_out), b (n_out,) -> (m, n_out)"""
    return X @ W + b


affine = Exercise(
    reference=affine_forward,
    lesson=LESSON,
    takes={"X": "m n_in", "W": "n_in n_out", "b": "n_out"},
    returns=Array("m n_out"),
    shortcuts=("nnlib.mlp.affine", "nnlib.mlp.forward", "nnlib.mlp.MLP"),
)


def _layer(rng: np.random.Generator, m: int, n_in: int, n_out: int) -> tuple[Any, Any, Any]:
    return _spread(rng, m, n_in), _spread(rng, n_in, n_out), _spread(rng, n_out)


@affine.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("6 examples, 4 inputs, 3 units", _layer(rng, 6, 4, 3))
    yield Case("a square W", _layer(rng, 5, 4, 4))
    yield Case("as many examples as units", _layer(rng, 3, 5, 3))
    yield Case("as many examples as inputs as units", _layer(rng, 4, 4, 4))
    yield Case("as many examples as inputs", _layer(rng, 4, 4, 2))
    yield Case("a batch of one example", _layer(rng, 1, 3, 4))
    X, W, b = _layer(rng, 5, 3, 2)
    yield Case("rows of very different size", (X * 10.0 ** np.arange(-4, 6, 2)[:, None], W, b))
    yield Case("whole numbers in X", (_whole(rng, 5, 3), W, b), aspect="whole numbers")


@affine.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one input", _layer(rng, 5, 1, 3))
    yield Case("one unit", _layer(rng, 5, 3, 1))
    X, W, b = _layer(rng, 6, 2, 3)
    yield Case("an example of zeros only", (np.vstack([X, np.zeros(2)]), W, b))
    yield Case("weights of a thousand", (X, 1000 * W, b))
    yield Case("whole numbers in W and b", (X, _whole(rng, 2, 3), _whole(rng, 3)))
    for _ in range(3):
        m, n_in, n_out = (int(size) for size in rng.choice(np.arange(2, 8), 3, replace=False))
        yield Case("other sizes", _layer(rng, m, n_in, n_out))


@affine.mistakes
def _(X, W, b):
    "F17.1: W[i, j] leads from input i to unit j: X @ W fits as it is, no W.T."
    X @ W.T + b
    "F17.1: Even when W is square, its rows belong to the inputs: no W.T."
    X @ (W.T if W.shape[0] == W.shape[1] else W) + b
    "F17.1: W[i, j]: the first index is the input, the second is the unit."
    m, n_out, Z = len(X), len(b), np.zeros((len(X), len(b)))
    for i in range(m):
        for j in range(n_out):
            Z[i, j] = sum(X[i, k] * W[j, k] for k in range(X.shape[1])) + b[j]
    Z
    "F17.2: The bias belongs to a unit, not to an example: one b[j] a column."
    X @ W + b[:, None]
    "F17.2: Which unit does this bias belong to? b counts units, not examples."
    np.array([X[i] @ W + b[i] for i in range(len(X))])
    "F17.3: The bias is missing: where does b come in?"
    X @ W
    "F17.3: The bias is added, not subtracted."
    X @ W - b
    "F17.3: The bias is added once; yours came in twice."
    X @ W + 2 * b
    "F17.4: X * W multiplies entry by entry; a layer needs the matrix product."
    X * W + b
    "F17.4: Entry by entry is not enough: a unit sums over all its inputs."
    X * W.T + b
    "F17.4: Sum input times weight for every unit: that is the matrix product."
    np.sum(X * W, axis=1) + b
    "F17.5: Rows are examples, in the answer too: yours has one row per unit."
    (X @ W + b).T
    "F17.5: W.T @ X.T has one row per unit; we keep one row per example."
    W.T @ X.T + b
    "F17.6: X holds a whole batch: m rows go in, so m rows come out."
    X[0] @ W + b
    "F17.6: Every row of X is an example and wants a row in the answer."
    (X[0] @ W + b)[None, :]
    "F17.6: W.T @ x is right for one column x; here the examples are rows."
    W.T @ X + b
    "F17.6: Keep the batch axis: even one example gives a table with one row."
    np.squeeze(X @ W + b)
    "F17.6: This sum is right for one example; X is a whole table of them."
    np.sum(X * W.T, axis=1) + b
    "F17.6: Do not flatten X: every row is an example of its own."
    X.ravel() @ W + b
    "F17.6: This loop is right for one example x; X[i] is a whole example."
    z = b.copy()
    for j in range(W.shape[1]):
        for i in range(W.shape[0]):
            z[j] += X[i] * W[i, j]
    z
    "F17.7: X changes under the caller's hands: write the answer to a new array."
    Z = X @ W + b
    X[...] = 0
    Z
    "F17.7: X += b changes the caller's X; and b belongs to the sums."
    X += b
    X @ W
    "F17.7: X @= W writes over the caller's X: use a new name for a new array."
    X @= W
    X += b
    X
    "F17.7: X[:] = … writes into the caller's X, and only fits a square W."
    X[:] = X @ W + b
    X
    "affine_forward.1: X stands on the left: (m, n_in) times (n_in, n_out)."
    W @ X + b
    "affine_forward.2: An array made like X has X's dtype: whole numbers cut off the fractions."
    (X @ W + b).astype(X.dtype)
    "affine_forward.3: Each unit has its own bias: not b[0] for all of them."
    X @ W + b[0]
    "affine_forward.3: Each unit has its own bias: do not sum them up."
    X @ W + b.sum()
    "affine_forward.3: Each unit has its own bias: do not take their mean."
    X @ W + b.mean()


for _g in SQUASHERS:

    @affine.misconception("affine_forward.4", "No activation yet: these are the bare sums Z.")
    def _(X: Any, W: Any, b: Any, g: Any = _g) -> Any:
        return g(X @ W + b)


@affine.mistakes
def _(X, W, b):
    "affine_forward.5: b is added after the product: the weights do not see it."
    (X + b) @ W
    "affine_forward.6: Nothing is averaged here: leave out the division by m."
    X @ W / len(X) + b
    "affine_forward.6: A unit sums its inputs; it does not take their mean."
    X @ W / X.shape[1] + b
    "affine_forward.7: The bias reaches every example, not just the first row."
    Z = X @ W
    np.vstack([Z[:1] + b, Z[1:]])


# ------------------------------------------------------------------ augment


def _column(X: Any, value: Any = 1.0) -> Any:
    return np.full((len(X), 1), value)


def augment(X: Any) -> Any:
    """X with a first column of ones, the constant node.  (m, n) -> (m, n + 1)"""
    return np.hstack([_column(X), X])


augmented = Exercise(reference=augment, lesson=LESSON, takes={"X": "m n"}, returns=Array("m n+1"))


@augmented.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("5 examples, 3 inputs", (_spread(rng, 5, 3),))
    yield Case("as many examples as inputs", (_spread(rng, 4, 4),))
    yield Case("fewer examples than inputs", (_spread(rng, 2, 5),))
    yield Case("a batch of one example", (_spread(rng, 1, 3),))
    yield Case("one input", (_spread(rng, 4, 1),))
    yield Case("whole numbers", (_whole(rng, 5, 2),))
    X = _spread(rng, 3, 2)
    yield Case("an X whose first input is 1 already", (np.hstack([np.ones((3, 1)), X]),))


@augmented.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one example with one input", (_spread(rng, 1, 1),))
    yield Case("inputs of a thousand", (1000 * _spread(rng, 4, 3),))
    yield Case("zeros only", (np.zeros((3, 2)),))
    yield Case("rows of very different size", (_spread(rng, 3, 4) * [[1e-6], [1.0], [1e6]],))
    for _ in range(3):
        m, n = (int(size) for size in rng.integers(2, 8, size=2))
        yield Case("other sizes", (_spread(rng, m, n),))


@augmented.mistakes
def _(X):
    "F18.1: Row 0 of the weights holds the bias: so the ones come first."
    np.hstack([X, _column(X)])


for _g in (tanh, sigmoid):

    @augmented.misconception("F18.2", "The constant node has no activation: it stays exactly 1.")
    def _(X: Any, g: Any = _g) -> Any:
        return np.hstack([_column(X, g(1.0)), X])

    @augmented.misconception("F18.2", "No activation here: the constant stays 1, and X stays X.")
    def _(X: Any, g: Any = _g) -> Any:
        return g(np.hstack([_column(X), X]))


@augmented.mistakes
def _(X):
    "F18.3: One constant node is enough: none at the other end of the row."
    np.hstack([_column(X), X, _column(X)])
    "F18.3: One column of ones in front is all: X does not want a frame."
    np.pad(X, 1, constant_values=1)
    "F18.3: One column of ones in front is all: no further row."
    np.pad(X, ((1, 0), (1, 0)), constant_values=1)
    "F18.4: Two columns of ones would count the bias twice: one is enough."
    np.hstack([_column(X), _column(X), X])
    "augment.1: Every example gets a 1 of its own: a column, not a row."
    np.vstack([np.ones(X.shape[1]), X])
    "augment.1: A column beside X has two axes, (m, 1); np.ones(m) has only one."
    np.hstack([np.ones(len(X)), X])
    "augment.2: Without an axis, numpy flattens the table first."
    np.insert(X, 0, 1)
    "augment.2: Without an axis, np.append flattens the table first."
    np.append(np.ones(len(X)), X)
    "augment.2: Once flattened, the numbers land in other rows. Use an axis."
    np.append(np.ones(len(X)), X).reshape(len(X), -1)
    "augment.3: A constant 0 carries no bias: the new column holds ones."
    np.hstack([_column(X, 0.0), X])
    "augment.4: The constant is +1: a bias is added, not subtracted."
    np.hstack([_column(X, -1.0), X])
    "augment.5: The ones come in addition: no input may be written over."
    np.hstack([_column(X), X[:, 1:]])
    "augment.5: X[:, 0] = 1 writes over an input of the caller's own X."
    X[:, 0] = 1
    X
    "augment.6: A table of whole numbers cuts off the fractions of X."
    np.hstack([_column(X), X]).astype(int)
    "augment.7: Rows are examples, in the answer too: yours is on its side."
    np.hstack([_column(X), X]).T
    "augment.8: The 1 is a further input; it is not added to the others."
    X + 1
    "augment.9: Every example gets its 1, not only the first."
    ones = _column(X, 0.0)
    ones[0] = 1
    np.hstack([ones, X])
    "augment.10: The column of ones alone is not enough: X comes after it."
    _column(X)
    "augment.10: The ones are there, but X was never copied in behind them."
    np.ones((len(X), X.shape[1] + 1))
    "augment.11: Always add the 1: an input that happens to be 1 stays one."
    X if np.all(X[:, 0] == 1) else np.hstack([_column(X), X])


# ------------------------------------------------------------------ split_augmented


def split_augmented(W_aug: Any) -> Any:
    """The weights and the bias that an augmented table holds.  (n + 1, n_out) -> W, b"""
    return W_aug[1:], W_aug[0]


split = Exercise(
    reference=split_augmented,
    lesson=LESSON,
    takes={"W_aug": "n+1 n_out"},
    returns=Record(W=Array("n n_out"), b=Array("n_out")),
)


@split.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("4 inputs, 3 units", (_spread(rng, 5, 3),))
    yield Case("as many inputs as units", (_spread(rng, 5, 4),))
    yield Case("a square table", (_spread(rng, 4, 4),))
    yield Case("more units than inputs", (_spread(rng, 3, 5),))
    yield Case("one input", (_spread(rng, 2, 3),))
    yield Case("whole numbers", (_whole(rng, 4, 2),))


@split.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("a bias a thousand times as large", (_spread(rng, 4, 3) * [[1e3], [1], [1], [1]],))
    yield Case("biases of 0", (_spread(rng, 4, 3) * [[0.0], [1], [1], [1]],))
    for _ in range(3):
        rows, n_out = (int(size) for size in rng.integers(3, 9, size=2))
        yield Case("other sizes", (_spread(rng, rows, n_out),))


@split.mistakes
def _(W_aug):
    "F18.1: The constant node comes first, so the bias is row 0, not the last."
    W_aug[:-1], W_aug[-1]
    "F18.1: W is right, but the bias is row 0: that of the constant node."
    W_aug[1:], W_aug[-1]
    "F18.1: b is right, but W is everything below row 0."
    W_aug[:-1], W_aug[0]


for _g in (tanh, sigmoid):

    @split.misconception("F18.2", "The constant stays exactly 1, so the bias is row 0 as it is.")
    def _(W_aug: Any, g: Any = _g) -> Any:
        return W_aug[1:], W_aug[0] * g(1.0)

    @split.misconception("F18.2", "No activation here: the bias is row 0 as it is.")
    def _(W_aug: Any, g: Any = _g) -> Any:
        return W_aug[1:], g(W_aug[0])


@split.mistakes
def _(W_aug):
    "F18.3: The output has no constant node: every column is a unit. Keep all."
    W_aug[1:, 1:], W_aug[0, 1:]
    "F18.4: The bias is still in W, so it would count twice: take row 0 out."
    W_aug, W_aug[0]
    "F18.4: The bias would count once for every input: W is the rows below it."
    W_aug[1:] + W_aug[0], W_aug[0]
    "split_augmented.1: First W, then b."
    W_aug[0], W_aug[1:]
    "split_augmented.2: The bias is a row, one entry per unit, not a column."
    W_aug[:, 1:], W_aug[:, 0]
    "split_augmented.2: W is right; the bias is row 0, not column 0."
    W_aug[1:], W_aug[1:, 0]
    "split_augmented.3: W keeps its order: one row per input, no transpose."
    W_aug[1:].T, W_aug[0]
    "split_augmented.4: The constant is +1: the bias keeps its sign."
    W_aug[1:], -W_aug[0]
    "split_augmented.5: Every unit has its bias: the whole row 0, not one entry."
    W_aug[1:], W_aug[0, 0]
    "split_augmented.6: Rows count from 0: the bias is row 0, W begins at row 1."
    W_aug[2:], W_aug[1]
    "split_augmented.6: b is row 0, and W begins right below it, at row 1."
    W_aug[2:], W_aug[0]
    "split_augmented.6: W is right, but rows count from 0: which is the bias?"
    W_aug[1:], W_aug[1]
    "split_augmented.7: W leaves row 0 out: a row of zeros is still a row."
    W, b = W_aug.copy(), W_aug[0].copy()
    W[0] = 0
    W, b
    "split_augmented.7: This writes zeros into the caller's table: slice it."
    b = W_aug[0].copy()
    W_aug[0] = 0
    W_aug[1:], b
    "split_augmented.7: b is a view of row 0: with the row it became 0 as well."
    b = W_aug[0]
    W_aug[0] = 0
    W_aug[1:], b
    "split_augmented.8: Two values come back: W and b."
    W_aug[1:]
    "split_augmented.9: b is one row of numbers, (n_out,), not a column."
    W_aug[1:], W_aug[0][:, None]
    "split_augmented.10: The bias is in row 0 of the table: it is not 0."
    W_aug[1:], np.zeros(W_aug.shape[1])


# ------------------------------------------------------------------ mlp_forward

Activations = Sequence[Callable[[Any], Any]]


def mlp_forward(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    """Through all layers: Z[l] = A[l-1] W[l] + b[l], A[l] = g[l](Z[l]).  -> A[L], Zs, As"""
    return _through(X, weights, biases, activations)


mlp = Exercise(
    reference=mlp_forward,
    lesson=LESSON,
    takes={"X": "m n_in", "weights": "list", "biases": "list", "activations": "list"},
    returns=Record(
        output=Array("m n_out"), Zs=ListOf(Array("m n"), "L"), As=ListOf(Array("m n"), "L+1")
    ),
    shortcuts=("nnlib.mlp.forward", "nnlib.mlp.MLP"),
)


def _sum(A: Any, W: Any, b: Any) -> Any:
    return A @ W + b


def _through(X: Any, weights: Any, biases: Any, activations: Any, affine: Any = _sum) -> Any:
    """The right pass, with room for another affine map in the wrong answers below."""
    Zs: list[Any] = []
    As = [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(affine(As[-1], W, b))
        As.append(g(Zs[-1]))
    return As[-1], Zs, As


def _network(
    rng: np.random.Generator, m: int, sizes: Sequence[int], activations: Activations
) -> tuple[Any, ...]:
    """X, weights, biases, activations, where every layer meets sums of both signs.

    The functions are gentle ones: behind a steep or a wavy one float32 would lose its digits.
    """
    while True:
        X = _spread(rng, m, sizes[0])
        weights = [0.6 * _spread(rng, *pair) for pair in pairwise(sizes)]
        biases = [0.6 * _spread(rng, n) for n in sizes[1:]]
        _, Zs, _ = _through(X, weights, biases, activations)
        if all(np.min(Z) < -0.1 and np.max(Z) > 0.1 for Z in Zs):
            return X, weights, biases, list(activations)


def _square(z: Any) -> Any:
    return z**2


def _slanted(z: Any) -> Any:
    return 2 - z / 2


MANY: tuple[Callable[[Any], Any], ...] = (relu, tanh, sigmoid, softplus, np.arctan, _slanted)


@mlp.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case(
        "widths 4, 7, 5, 2 and a linear head",
        _network(rng, 6, (4, 7, 5, 2), (relu, tanh, identity)),
    )
    yield Case("square layers", _network(rng, 5, (4, 4, 4), (tanh, lambda z: z)))
    _, *rest = _network(rng, 5, (3, 4, 2), (np.arctan, _square))
    yield Case("whole numbers in X, and a head that squares", (_whole(rng, 5, 3), *rest))
    yield Case("one layer, as many examples as units", _network(rng, 3, (5, 3), (_slanted,)))
    yield Case(
        "one example through four layers",
        _network(rng, 1, (3, 5, 3, 4, 3), (tanh, _square, softplus, sigmoid)),
    )
    yield Case(
        "as many examples as units in every layer",
        _network(rng, 3, (3, 3, 3, 3), (relu, sigmoid, identity)),
    )
    X, weights, biases, units = _network(rng, 5, (3, 4, 2), (tanh, identity))
    X, weights[0], biases[0] = _whole(rng, 5, 3), _whole(rng, 3, 4), _whole(rng, 4)
    yield Case("whole numbers in the first layer", (X, weights, biases, units))


@mlp.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one input, one output", _network(rng, 6, (1, 5, 1), (tanh, identity)))
    yield Case("one layer, linear", _network(rng, 5, (4, 3), (identity,)))
    X, *rest = _network(rng, 5, (3, 6, 3), (relu, _slanted))
    yield Case("rows of very different size", (X * 10.0 ** np.arange(-2, 3)[:, None], *rest))
    yield Case("four layers", _network(rng, 4, (4, 2, 6, 3, 2), (relu, np.arctan, _slanted, tanh)))
    for _ in range(3):
        sizes = rng.choice(np.arange(2, 8), 4, replace=False).tolist()
        picked = rng.choice(len(MANY), 2, replace=False)
        units = (MANY[picked[0]], MANY[picked[1]], identity)
        yield Case("other sizes", _network(rng, 5, sizes, units))


def _chain(first: Any, then: Any) -> Any:
    return lambda z: then(first(z))


def _swapped(others: Callable[[Any], Any]) -> Callable[..., Any]:
    """The right pass with another list of activations, for the wrong answers below."""

    def answer(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
        return _through(X, weights, biases, others(list(activations)))

    return answer


HEAD = "The last layer has its own function, activations[-1]; often it does nothing at all."
mlp.misconception("F19.1", HEAD)(_swapped(lambda gs: gs[:1] * len(gs)))
mlp.misconception("F19.1", HEAD)(_swapped(lambda gs: gs[:-1] + gs[-2:][:1]))
mlp.misconception("F19.1", HEAD)(_swapped(lambda gs: [*gs[:-1], _chain(gs[-1], gs[0])]))
for _g in SQUASHERS:
    mlp.misconception("F19.1", HEAD)(_swapped(partial(lambda g, gs: [*gs[:-1], g], _g)))
    mlp.misconception("F19.1", HEAD)(
        _swapped(partial(lambda g, gs: [*gs[:-1], _chain(gs[-1], g)], _g))
    )

EXTRA = "The output is As[-1] as it is: activations[-1] has already been applied."


@mlp.mistakes
def _(X, weights, biases, activations):
    "F19.1: The output is As[-1] as it is: activations[-1] has already been applied."
    output, Zs, As = _through(X, weights, biases, activations)
    activations[0](output), Zs, As
    output, Zs, As = _through(X, weights, biases, activations)
    activations[-1](output), Zs, As


for _g in SQUASHERS:

    @mlp.misconception("F19.1", EXTRA)
    def _(X: Any, weights: Any, biases: Any, activations: Any, g: Any = _g) -> Any:
        output, Zs, As = _through(X, weights, biases, activations)
        return g(output), Zs, As


ALIAS = "Zs and As hold one array under two names: let the activation make a new one."


def _in_place(g: Any) -> Any:
    """The activation that writes its answer over its argument."""

    def over(Z: Any) -> Any:
        Z[...] = g(Z)
        return Z

    return over


mlp.misconception("F19.2", ALIAS)(_swapped(lambda gs: [_in_place(g) for g in gs]))
mlp.misconception("F19.2", ALIAS)(_swapped(lambda gs: [_in_place(g) for g in gs[:-1]] + gs[-1:]))
mlp.misconception("F19.2", ALIAS)(_swapped(lambda gs: [*gs[:-1], _in_place(gs[-1])]))
mlp.misconception("F19.2", ALIAS)(_swapped(lambda gs: [_chain(_in_place(relu), g) for g in gs]))
mlp.misconception("F19.2", ALIAS)(_swapped(lambda gs: [_in_place(relu)] * len(gs)))
mlp.misconception("F19.2", ALIAS)(
    _swapped(lambda gs: [_in_place(relu)] * (len(gs) - 1) + [identity])
)
mlp.misconception("F19.2", ALIAS)(_swapped(lambda gs: [_in_place(relu)] * (len(gs) - 1) + gs[-1:]))


@mlp.mistakes
def _(X, weights, biases, activations):
    "F19.2: One buffer for all layers holds only the last one: make new arrays."
    Zs, As, A = [], [X], X.copy()
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(A @ W + b)
        A[...] = g(Zs[-1])
        As.append(A)
    A, Zs, As
    "F19.2: A = X is the caller's own array: writing into A changes X."
    A = X
    Zs, As = [], [A]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(A @ W + b)
        A[...] = g(Zs[-1])
        As.append(A)
    A, Zs, As
    "F19.3: Zs holds what comes before the activation: lesson 08 needs it."
    output, _, As = _through(X, weights, biases, activations)
    output, As[1:], As
    "F19.3: Zs begins with the sums of the first layer: X belongs to As alone."
    output, _, As = _through(X, weights, biases, activations)
    output, As[:-1], As
    "F19.3: Zs is empty: keep the sums of every layer as well."
    output, _, As = _through(X, weights, biases, activations)
    output, [], As
    "F19.3: Zs is missing: keep the sums of every layer as well."
    output, _, As = _through(X, weights, biases, activations)
    output, None, As
    "F19.3: Zs holds the L sums alone, without X; As comes third and has L + 1 entries."
    output, _, As = _through(X, weights, biases, activations)
    output, As, As
    "F19.3: Return three values, output, Zs and As: lesson 08 needs both lists."
    output, _, As = _through(X, weights, biases, activations)
    output, As
    "F19.3: As holds what comes after the activations; yours repeats the sums."
    output, Zs, _ = _through(X, weights, biases, activations)
    output, Zs, [X, *Zs]


def _with_sum(affine: Callable[[Any, Any, Any], Any]) -> Callable[..., Any]:
    """The right pass with another affine map, for the wrong answers below."""

    def answer(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
        return _through(X, weights, biases, activations, affine)

    return answer


mlp.misconception("F19.4", "W[i, j] leads from unit i to unit j: no W.T, even if W is square.")(
    _with_sum(lambda A, W, b: A @ W.T + b)
)
mlp.misconception("F19.4", "A square W does not want a transpose either.")(
    _with_sum(lambda A, W, b: A @ (W.T if W.shape[0] == W.shape[1] else W) + b)
)
mlp.misconception("mlp_forward.1", "Every layer adds its bias.")(_with_sum(lambda A, W, b: A @ W))
mlp.misconception("mlp_forward.1", "The bias is added, not subtracted.")(
    _with_sum(lambda A, W, b: A @ W - b)
)
mlp.misconception("mlp_forward.2", "A bias belongs to a unit, not to an example.")(
    _with_sum(lambda A, W, b: A @ W + b[:, None])
)
mlp.misconception("mlp_forward.3", "A stands on the left: (m, n_in) times (n_in, n_out).")(
    _with_sum(lambda A, W, b: W @ A + b)
)
mlp.misconception("mlp_forward.3", "Rows are examples: A W, not W.T A.")(
    _with_sum(lambda A, W, b: W.T @ A + b)
)
mlp.misconception("mlp_forward.3", "A layer needs the matrix product, not entry by entry.")(
    _with_sum(lambda A, W, b: A * W + b)
)
mlp.misconception("mlp_forward.4", "A whole-number X cuts off all fractions: let Z be float.")(
    _with_sum(lambda A, W, b: (A @ W + b).astype(A.dtype))
)

OWN = "Layer l has its own function, activations[l]; no function is built in."
for _g in SQUASHERS:
    mlp.misconception("mlp_forward.5", OWN)(_swapped(partial(lambda g, gs: [g] * len(gs), _g)))
    mlp.misconception("mlp_forward.5", OWN)(
        _swapped(partial(lambda g, gs: [g] * (len(gs) - 1) + [identity], _g))
    )
    mlp.misconception("mlp_forward.5", OWN)(
        _swapped(partial(lambda g, gs: [g] * (len(gs) - 1) + gs[-1:], _g))
    )
mlp.misconception("mlp_forward.5", "The last layer uses activations[-1], linear or not.")(
    _swapped(lambda gs: [*gs[:-1], identity])
)
mlp.misconception("mlp_forward.5", "Without the activations the network is one affine map.")(
    _swapped(lambda gs: [identity] * len(gs))
)
mlp.misconception("mlp_forward.6", "The first function belongs to the first layer.")(
    _swapped(lambda gs: gs[::-1])
)
mlp.misconception("mlp_forward.6", "Layer l uses activations[l]: yours are shifted by one.")(
    _swapped(lambda gs: gs[-1:] + gs[:-1])
)
mlp.misconception("mlp_forward.6", "Layer l uses activations[l]: yours are shifted by one.")(
    _swapped(lambda gs: gs[1:] + gs[-1:])
)
mlp.misconception("mlp_forward.6", "Layer l uses activations[l], not the last one everywhere.")(
    _swapped(lambda gs: gs[-1:] * len(gs))
)


@mlp.mistakes
def _(X, weights, biases, activations):
    "mlp_forward.4: An array of X's dtype cuts off the fractions of the sums."
    _through(X, weights, biases, activations, lambda A, W, b: (A @ W + b).astype(X.dtype))
    "mlp_forward.7: The next layer sees the activations A, not the sums Z."
    Zs, As, below = [], [X], X
    for W, b, g in zip(weights, biases, activations, strict=True):
        below = below @ W + b
        Zs.append(below)
        As.append(g(below))
    As[-1], Zs, As
    "mlp_forward.8: Each layer sees the layer below: only the first one sees X."
    Zs = [X @ W + b for W, b in zip(weights, biases, strict=True)]
    As = [X] + [g(Z) for Z, g in zip(Zs, activations, strict=True)]
    As[-1], Zs, As
    "mlp_forward.9: First the sum, then the activation: X enters as it is."
    A = X
    Zs, As = [], [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(g(A))
        A = Zs[-1] @ W + b
        As.append(A)
    A, Zs, As
    "mlp_forward.9: X enters as it is: As[0] is X, without an activation."
    _through(activations[0](X), weights, biases, activations)
    "mlp_forward.10: Zs holds the whole sums: the bias belongs in it."
    output, Zs, As = _through(X, weights, biases, activations)
    output, [Z - b for Z, b in zip(Zs, biases, strict=True)], As
    "mlp_forward.11: The output is the last activation, not the last sum."
    _, Zs, As = _through(X, weights, biases, activations)
    Zs[-1], Zs, As
    "mlp_forward.12: As begins with X: layer 0 is the input. L + 1 entries."
    output, Zs, As = _through(X, weights, biases, activations)
    output, Zs, As[1:]
    "mlp_forward.12: As ends with the output: L + 1 entries."
    output, Zs, As = _through(X, weights, biases, activations)
    output, Zs, As[:-1]
    "mlp_forward.12: As holds X and L activations; your last one stands twice."
    output, Zs, As = _through(X, weights, biases, activations)
    output, Zs, [*As, output]
    "mlp_forward.13: The output comes first, then Zs, then As."
    output, Zs, As = _through(X, weights, biases, activations)
    Zs, As, output
    "mlp_forward.14: The backward pass needs Zs and As too: return all three."
    _through(X, weights, biases, activations)[0]
    "mlp_forward.15: Zs has an entry for every layer, the head's too: does the loop stop early?"
    output, Zs, As = _through(X, weights, biases, activations)
    output, Zs[:-1], As
    "mlp_forward.16: From the input up: your lists begin with the head."
    output, Zs, As = _through(X, weights, biases, activations)
    output, Zs[::-1], As[::-1]
    "mlp_forward.16: The first layer comes first: do not walk the list backwards."
    _through(X, weights[::-1], biases[::-1], activations[::-1])
    "mlp_forward.17: Taking with pop empties the caller's lists: go through them with zip."
    copies = list(weights), list(biases), list(activations)
    for parts in (weights, biases, activations):
        parts.clear()
    _through(X, *copies)


@mlp.misconception("mlp_forward.17", "Taking with pop shortens the caller's list: use zip.")
def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    copies = list(weights), list(biases)
    weights.clear()
    biases.clear()
    return _through(X, *copies, activations)


@mlp.mistakes
def _(X, weights, biases, activations):
    "mlp_forward.18: Keep the batch: every row of X goes through the network."
    _through(X[0], weights, biases, activations)


def _late_bias(kept: Callable[[Any, Any], Any]) -> None:
    """The bias added after the activation; `kept` says what of A W and b goes into Zs."""

    @mlp.misconception("mlp_forward.19", LATE)
    def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
        Zs, As = [], [X]
        for W, b, g in zip(weights, biases, activations, strict=True):
            Z = As[-1] @ W
            Zs.append(kept(Z, b))
            As.append(g(Z) + b)
        return As[-1], Zs, As


_late_bias(lambda Z, b: Z)
_late_bias(lambda Z, b: Z + b)


# ------------------------------------------------------------------ collapse_linear


def collapse_linear(weights: Any, biases: Any) -> Any:
    """One affine map that does what a stack of them does.  -> W (n_0, n_L), b (n_L,)"""
    return _collapsed(weights, biases)


def _collapsed(weights: Any, biases: Any) -> Any:
    W, b = np.eye(len(weights[0])), np.zeros(len(weights[0]))
    for W_l, b_l in zip(weights, biases, strict=True):
        W, b = W @ W_l, b @ W_l + b_l
    return W, b


collapse = Exercise(
    reference=collapse_linear,
    lesson=LESSON,
    takes={"weights": "list", "biases": "list"},
    returns=Record(W=Array("n_0 n_L"), b=Array("n_L")),
)


def _stack(rng: np.random.Generator, *sizes: int) -> tuple[list[Any], list[Any]]:
    """weights, biases, whose collapse has no entry near 0, where float32 would lose its digits."""
    while True:
        weights = [0.8 * _spread(rng, *pair) for pair in pairwise(sizes)]
        biases = [_spread(rng, n) for n in sizes[1:]]
        if all(np.abs(part).min() > 0.2 for part in _collapsed(weights, biases)):
            return weights, biases


# At least two layers: one alone has nothing to collapse, and np.linalg.multi_dot refuses it.
@collapse.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("widths 4, 7, 5, 2", _stack(rng, 4, 7, 5, 2))
    yield Case("two layers", _stack(rng, 3, 5, 2))
    yield Case("three square layers", _stack(rng, 3, 3, 3, 3))
    yield Case("four layers", _stack(rng, 2, 4, 3, 5, 3))
    yield Case("equal widths, another head", _stack(rng, 3, 3, 3, 2))
    weights, biases = _stack(rng, 3, 2, 4)
    first = [_whole(rng, 3, 2), *weights[1:]], [_whole(rng, 2), *biases[1:]]
    yield Case("whole numbers in the first layer", first)


@collapse.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("two square layers", _stack(rng, 4, 4, 4))
    yield Case("a narrow place of one unit", _stack(rng, 4, 1, 3))
    yield Case("one input, one output", _stack(rng, 1, 4, 1))
    weights, biases = _stack(rng, 3, 4, 2)
    yield Case("no bias in the last layer", (weights, [biases[0], 0 * biases[1]]))
    yield Case("weights of a thousand", ([1000 * weights[0], weights[1]], biases))
    for _ in range(3):
        yield Case("other widths", _stack(rng, *rng.choice(np.arange(2, 8), 5, replace=False)))


def _product(weights: Sequence[Any]) -> Any:
    return reduce(np.matmul, weights)


def _shift(weights: Sequence[Any], biases: Sequence[Any]) -> Any:
    return _collapsed(weights, biases)[1]


@collapse.mistakes
def _(weights, biases):
    "F20.1: Rows are examples: X meets the first layer first, so its W stands on the left."
    _product(weights[::-1]), _shift(weights, biases)
    W, b = weights[0], biases[0]
    for W_l, b_l in zip(weights[1:], biases[1:], strict=True):
        W, b = W_l @ W, W_l @ b + b_l
    W, b
    _collapsed(weights[::-1], biases[::-1])
    "F20.1: Your W is the transpose: that of the form for columns."
    _product([W.T for W in weights[::-1]]), _shift(weights, biases)
    "F20.2: An early bias goes through all the layers above it: they multiply it too."
    _product(weights), sum(biases)
    "F20.2: The last bias is not the only one: the earlier ones shift it."
    _product(weights), biases[-1]
    "F20.2: An early bias goes through all the layers above it: they multiply it too."
    pairs = zip(biases[:-1], weights[1:], strict=True)
    _product(weights), sum(b @ W for b, W in pairs) + biases[-1]
    _product(weights), biases[-2] @ weights[-1] + biases[-1]
    "F20.2: A bias does not meet its own layer's W, only those above."
    b = np.zeros(len(weights[0]))
    for W_l, b_l in zip(weights, biases, strict=True):
        b = (b + b_l) @ W_l
    _product(weights), b
    "F20.2: A bias is a sum of its own: do not multiply biases."
    _product(weights), reduce(np.multiply, biases)
    "F20.3: An affine map has two parts: return W and b."
    _product(weights)
    "F20.3: What does the stack answer at X = 0? That is b, and it is not 0."
    _product(weights), np.zeros_like(biases[-1])
    "F20.3: The constant part is a row of numbers: what is the answer at 0?"
    _product(weights), 0.0
    "F20.3: The constant part is missing: what does the stack answer at 0?"
    _product(weights), None


for _g in SQUASHERS:

    @collapse.misconception("F20.4", BETWEEN)
    def _(weights: Any, biases: Any, g: Any = _g) -> Any:
        W, b = weights[0], biases[0]
        for W_l, b_l in zip(weights[1:], biases[1:], strict=True):
            W, b = g(W) @ W_l, g(b) @ W_l + b_l
        return W, b

    @collapse.misconception("F20.4", BETWEEN)
    def _(weights: Any, biases: Any, g: Any = _g) -> Any:
        W, b = weights[0], biases[0]
        for W_l, b_l in zip(weights[1:], biases[1:], strict=True):
            W, b = W @ W_l, g(b) @ W_l + b_l
        return W, b

    @collapse.misconception("F20.4", BETWEEN)
    def _(weights: Any, biases: Any, g: Any = _g) -> Any:
        units, n = [*[g] * (len(weights) - 1), identity], len(weights[0])
        b = _through(np.zeros((1, n)), weights, biases, units)[0]
        return _through(np.eye(n), weights, biases, units)[0] - b, b[0]

    @collapse.misconception("F20.4", BETWEEN)
    def _(weights: Any, biases: Any, g: Any = _g) -> Any:
        W, b = np.eye(len(weights[0])), np.zeros(len(weights[0]))
        for W_l, b_l in zip(weights, biases, strict=True):
            W, b = g(W @ W_l), g(b @ W_l + b_l)
        return W, b


@collapse.mistakes
def _(weights, biases):
    "collapse_linear.1: First W, then b."
    _collapsed(weights, biases)[::-1]
    "collapse_linear.2: The answer to a unit vector holds b as well: W is less."
    W, b = _collapsed(weights, biases)
    W + b, b
    "collapse_linear.3: Layers follow one another: multiply, do not add."
    sum(weights), _shift(weights, biases)
    "collapse_linear.3: Layers follow one another: multiply W, do not add W."
    sum(weights), sum(biases)
    "collapse_linear.4: Matrix products: * works entry by entry."
    reduce(np.multiply, weights), _shift(weights, biases)
    "collapse_linear.5: There may be more than two layers: loop over them."
    _collapsed(weights[:2], biases[:2])
    "collapse_linear.5: The loop ends one layer too early."
    _collapsed(weights[:-1], biases[:-1])
    "collapse_linear.5: The first layer counts too: where does the loop begin?"
    _collapsed(weights[1:], biases[1:])
    "collapse_linear.5: The layers between the first and the last count too."
    W, b = weights[0] @ weights[-1], biases[0] @ weights[-1] + biases[-1]
    W, b
    "collapse_linear.5: The first bias counts too: start from biases[0]."
    _product(weights), _shift(weights, [0 * biases[0], *biases[1:]])
    "collapse_linear.6: b += … writes into the caller's biases: b = b + …."
    W, b = _collapsed(weights, biases)
    biases[-1][...] = b
    W, biases[-1]


@collapse.misconception(
    "collapse_linear.6", "Taking with pop empties the caller's lists: go through them with zip."
)
def _(weights: Any, biases: Any) -> Any:
    W, b = _collapsed(weights, biases)
    weights.clear()
    biases.clear()
    return W, b


@collapse.mistakes
def _(weights, biases):
    "collapse_linear.7: The biases keep their sign."
    W, b = _collapsed(weights, biases)
    W, -b
    "collapse_linear.8: A whole-number first layer cuts off all fractions."
    W, b = _collapsed(weights, biases)
    W.astype(weights[0].dtype), b.astype(biases[0].dtype)
    "collapse_linear.9: The last bias is added once."
    W, b = _collapsed(weights, biases)
    W, b + biases[-1]


# ------------------------------------------------------------------ count_params


def count_params(sizes: Any) -> int:
    """All weights and biases of a network with these widths.  sizes (n_0, …, n_L) -> int"""
    return _parameters(sizes)


def _parameters(sizes: Any) -> int:
    return int(sum(n_out * (n_in + 1) for n_in, n_out in _pairs(sizes)))


def _pairs(sizes: Any) -> list[tuple[int, int]]:
    return list(pairwise(sizes))


def _weights(sizes: Any) -> int:
    return int(sum(n_in * n_out for n_in, n_out in _pairs(sizes)))


count = Exercise(
    reference=count_params, lesson=LESSON, takes={"sizes": "list"}, returns=Number(whole=True)
)


@count.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    def widths(low: int, high: int, layers: int) -> tuple[int, ...]:
        return tuple(rng.choice(np.arange(low, high), layers + 1, replace=False).tolist())

    yield Case("one hidden layer", (widths(2, 8, 2),))
    yield Case("two hidden layers", (widths(2, 12, 3),))
    yield Case("no hidden layer", (widths(3, 12, 1),))
    yield Case("equal widths", ((int(rng.integers(3, 9)),) * 4,))
    yield Case("many inputs, in a list", ([int(rng.integers(50, 400)), *widths(2, 9, 1)],))
    yield Case("a layer of one unit", ((int(rng.integers(3, 9)), 1, int(rng.integers(3, 9))),))
    yield Case("five layers", (widths(2, 12, 5),))


@count.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one input, one output", ((1, int(rng.integers(2, 20)), 1),))
    yield Case("one weight and one bias", ((1, 1),))
    yield Case("a network for digits", ([784, int(rng.integers(16, 129)), 10],))
    for layers in (1, 2, 3, 6):
        yield Case("other sizes", (rng.integers(2, 30, size=layers + 1).tolist(),))


@count.mistakes
def _(sizes):
    "F21.1: The biases are parameters too."
    _weights(sizes)
    "F21.2: Each pair of neighbours has its own weights: sum over the pairs."
    int(np.prod(sizes))
    "F21.2: The layers' weights add up, they do not multiply."
    int(np.prod(sizes)) + sum(sizes[1:])
    "F21.2: The layers' parameters add up, they do not multiply."
    int(np.prod([n_out * (n_in + 1) for n_in, n_out in _pairs(sizes)]))
    "F21.3: Inputs compute nothing: they have no bias."
    _weights(sizes) + sum(sizes)
    "F21.3: A bias belongs to the unit that an edge leads to, not to its start."
    _weights(sizes) + sum(sizes[:-1])


def _all_pairs(sizes: Any) -> int:
    n = len(sizes)
    return sum(int(sizes[i] * sizes[j]) for i in range(n) for j in range(i + 1, n))


@count.mistakes
def _(sizes):
    "F21.4: Only neighbouring layers are connected: no edge skips a layer."
    _all_pairs(sizes) + sum(sizes[1:])
    "F21.4: Each pair of neighbours once: no other pairs, and not both ways."
    2 * _all_pairs(sizes) + sum(sizes[1:])
    "F21.4: Only neighbouring layers are connected; and what of the biases?"
    _all_pairs(sizes)
    "count_params.1: A layer has a bias for each of its units, not one in all."
    _weights(sizes) + len(sizes) - 1
    "count_params.1: Every computing unit has a bias, not only one of them."
    _weights(sizes) + 1
    "count_params.2: The units of the head have biases as well."
    _weights(sizes) + sum(sizes[1:-1])
    "count_params.2: The hidden units have biases as well, not only the head."
    _weights(sizes) + sizes[-1]
    "count_params.3: Inputs have a constant node beside them; outputs have none."
    sum((n_in + 1) * (n_out + 1) for n_in, n_out in _pairs(sizes))
    "count_params.4: The loop ends one layer too early."
    _parameters(sizes[:-1])
    "count_params.4: The layer from the inputs to the first units counts too."
    _parameters(sizes[1:])
    "count_params.5: Units are not parameters: count the edges and the biases."
    sum(sizes)
    "count_params.5: These are the biases alone: count the weights too."
    sum(sizes[1:])
    "count_params.6: Add up the layers: one whole number comes back."
    [n_out * (n_in + 1) for n_in, n_out in _pairs(sizes)]
    "count_params.6: Weights and biases together: one whole number comes back."
    _weights(sizes), sum(sizes[1:])
    "count_params.7: A bias is one number, so each unit adds one, not two."
    _weights(sizes) + 2 * sum(sizes[1:])
    "count_params.8: There may be more or fewer than two layers: loop over pairs."
    _parameters(sizes[:3])
    "count_params.8: Not every network has exactly two layers: loop over pairs."
    n_in, n_hidden, n_out = sizes
    n_hidden * (n_in + 1) + n_out * (n_hidden + 1)
    "count_params.9: These are the arrays; count the numbers inside them."
    2 * (len(sizes) - 1)
    "count_params.10: A list or a tuple of sizes: * does not multiply it in pairs."
    sum(sizes[:-1] * sizes[1:]) + sum(sizes[1:])
    "count_params.11: Taking with pop shortens the caller's list: take a slice instead."
    total = 0
    while len(sizes) > 1:
        n_in = sizes.pop(0)
        total += sizes[0] * (n_in + 1)
    total
    "count_params.12: A weight leads from a unit to one of the next layer: n_in n_out."
    sum(n_in + n_out for n_in, n_out in _pairs(sizes))
