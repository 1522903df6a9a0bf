"""06_forward: right answers in other words, and mistakes that have no name."""

from __future__ import annotations

import functools
import itertools
from typing import Any

import numpy as np

from autograder.bank import right, wrong

# ------------------------------------------------------------------ affine_forward


@right.page("affine_forward")
def _(X, W, b):
    "einsum, with the bias as a row"
    np.einsum("mi,ij->mj", X, W) + b.reshape(1, -1)
    "three loops and lists"
    m, n_in, n_out = len(X), len(W), len(b)
    [[sum(X[i][k] * W[k][j] for k in range(n_in)) + b[j] for j in range(n_out)] for i in range(m)]
    "the form for columns, transposed back"
    (W.T @ X.T + b[:, None]).T
    "in float32"
    X, W, b = (np.asarray(a, dtype=np.float32) for a in (X, W, b))
    X.dot(W) + b
    "adds the bias to its own product, in place"
    Z = np.dot(X, W)
    Z += b
    Z
    "the constant node in front"
    np.c_[np.ones(len(X)), X] @ np.vstack([b, W])


@right.page("affine_forward")
def _(X, W, b, scale=1.0):
    "one example after the other, in Fortran order"
    np.asfortranarray(np.stack([scale * (x @ W) + b for x in X]))


@right.page("affine_forward")
def _(X, W, b):
    "one input after the other"
    Z = np.tile(b.astype(float), (len(X), 1))
    for i in reversed(range(len(W))):
        Z = Z + np.outer(X[:, i], W[i])
    Z


right("affine_forward", "a lambda")(lambda X, W, b: (X[:, :, None] * W[None]).sum(axis=1) + b)


@wrong.page("affine_forward")
def _(X, W, b):
    "transposes W and forgets the bias"
    X @ W.T
    "uses the first three inputs only"
    X[:, :3] @ W[:3] + b
    "the biases in the opposite order"
    X @ W + b[::-1]
    "rounded to four digits after the point"
    np.round(X @ W + b, 4)
    "clipped at a hundred"
    np.clip(X @ W + b, -100, 100)
    "right for one example; a batch comes back flat"
    Z = X @ W + b
    Z if len(X) == 1 else Z.ravel()
    "a little noise"
    X @ W + b + 1e-4 * np.random.default_rng(0).normal(size=(len(X), len(b)))
    "bias by example where that fits, else by unit"
    X @ W + (b[:, None] if len(X) == len(b) else b)


# ------------------------------------------------------------------ augment


@right.page("augment")
def _(X):
    "column_stack with whole ones"
    np.column_stack((np.ones(X.shape[0], dtype=int), X))
    "np.insert"
    np.insert(X, 0, 1, axis=1)
    "np.pad"
    np.pad(X, ((0, 0), (1, 0)), constant_values=1)
    "lists"
    [[1, *row] for row in X.tolist()]
    "a table of ones, filled from the second column on, in float32"
    full = np.ones((X.shape[0], X.shape[1] + 1), dtype=np.float32)
    full[:, 1:] = X
    full


right("augment", "np.c_")(lambda X: np.c_[X[:, :1] ** 0, X])


@wrong.page("augment")
def _(X):
    "the ones in second place"
    np.insert(X, 1, 1, axis=1)
    "one example comes back flat"
    np.hstack([np.ones((len(X), 1)), X]).squeeze()
    "the ones last, and the inputs in the opposite order"
    np.hstack([np.ones((len(X), 1)), X[:, ::-1]])
    "scales every input to at most 1"
    np.hstack([np.ones((len(X), 1)), X / np.abs(X).max(initial=1.0)])
    "a row where the table is square"
    axis = 0 if X.shape[0] == X.shape[1] else 1
    np.insert(X, 0, 1, axis=axis)
    "in half precision"
    np.hstack([np.ones((len(X), 1)), X.astype(np.float16)])


# ------------------------------------------------------------------ split_augmented


@right.page("split_augmented")
def _(W_aug):
    "np.split; the bias stays a row"
    b, W = np.split(W_aug, [1])
    W, b
    "np.delete, in a list"
    [np.delete(W_aug, 0, axis=0), W_aug[0, :]]
    "lists"
    b, *W = W_aug.tolist()
    W, b
    "copies in float32"
    W_aug[1:].astype(np.float32), W_aug[0].astype(np.float32)
    "asks what the layer answers at 0 and at the unit vectors"
    n = len(W_aug) - 1
    b = np.append(1, np.zeros(n)) @ W_aug
    np.hstack([np.zeros((n, 1)), np.eye(n)]) @ W_aug, b


@wrong.page("split_augmented")
def _(W_aug):
    "the last row, and W transposed"
    W_aug[:-1].T, W_aug[-1]
    "W from the last row up"
    W_aug[:0:-1], W_aug[0]
    "the bias shared by all units"
    W_aug[1:], np.full(W_aug.shape[1], W_aug[0].mean())
    "a column where the table is square"
    if W_aug.shape[0] == W_aug.shape[1]:
        return W_aug[1:], W_aug[:, 0]
    W_aug[1:], W_aug[0]
    "four rows at most"
    W_aug[1:4], W_aug[0]


# ------------------------------------------------------------------ mlp_forward


@right.page("mlp_forward")
def _(X, weights, biases, activations):
    "indices, and tuples"
    As: Any = (np.copy(X),)
    Zs: Any = ()
    for i in range(len(weights)):
        Zs += (np.dot(As[i], weights[i]) + biases[i],)
        As += (activations[i](Zs[i]),)
    As[-1], Zs, As
    "in float32, adding each bias in place"
    A = X.astype(np.float32)
    Zs, As = [], [A]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Z = A @ W.astype(np.float32)
        Z += b.astype(np.float32)
        A = g(Z)
        Zs.append(Z)
        As.append(A)
    A, Zs, As
    "one example after the other"
    Zs: Any = [[] for _ in weights]
    As: Any = [list(X)] + [[] for _ in weights]
    for x in X:
        a = x
        for i, g in enumerate(activations):
            z = weights[i].T @ a + biases[i]
            a = g(z)
            Zs[i].append(z)
            As[i + 1].append(a)
    np.array(As[-1]), [np.array(Z) for Z in Zs], [np.array(A) for A in As]
    "calls itself, layer by layer"

    def rest(A: Any, i: int) -> tuple[Any, list[Any], list[Any]]:
        if i == len(weights):
            return A, [], [A]
        Z = A @ weights[i] + biases[i]
        output, Zs, As = rest(activations[i](Z), i + 1)
        return output, [Z, *Zs], [A, *As]

    rest(X, 0)
    "unit by unit, number by number"
    As: Any = [X.tolist()]
    Zs: Any = []
    for W, b, g in zip(weights, biases, activations, strict=True):
        columns = list(zip(W.T.tolist(), b.tolist(), strict=True))
        Zs.append([[sum(map(float.__mul__, map(float, w), map(float, a))) + c for w, c in columns]
                   for a in As[-1]])  # fmt: skip
        As.append([[float(g(z)) for z in row] for row in Zs[-1]])
    [As[-1], Zs, As]
    "the constant node in front of every layer but the last"
    A, Zs, As = X, [], [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(np.insert(A.astype(float), 0, 1, axis=1) @ np.vstack([b, W]))
        A = g(Zs[-1])
        As.append(A)
    A.copy(), Zs, As


@wrong.page("mlp_forward")
def _(X, weights, biases, activations):
    "only the first layer has a bias"
    _through(X, weights, [biases[0]] + [0 * b for b in biases[1:]], activations)
    "adds what came in where the widths allow it"
    Zs, As = [], [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(As[-1] @ W + b)
        A = g(Zs[-1])
        As.append(A + As[-1] if A.shape == As[-1].shape else A)
    As[-1], Zs, As
    "three layers at most"
    _through(X, weights[:3], biases[:3], activations[:3])
    "the right values, but Zs holds the last one again and again"
    output, Zs, As = _through(X, weights, biases, activations)
    output, [Zs[-1]] * len(Zs), As
    "the activations of the layer below in Zs"
    output, Zs, As = _through(X, weights, biases, activations)
    output, [*As[1:-1], Zs[-1]], As
    "shifts every output so that its rows have mean 0"
    output, Zs, As = _through(X, weights, biases, activations)
    output - output.mean(axis=1, keepdims=True), Zs, As
    "softmax on top"
    output, Zs, As = _through(X, weights, biases, activations)
    e = np.exp(output - output.max(axis=1, keepdims=True))
    e / e.sum(axis=1, keepdims=True), Zs, [*As[:-1], e / e.sum(axis=1, keepdims=True)]
    "the second layer is transposed where it is square"
    square = [i == 1 and W.shape[0] == W.shape[1] for i, W in enumerate(weights)]
    turned = [W.T if s else W for W, s in zip(weights, square, strict=True)]
    _through(X, turned, biases, activations)
    "averages over the batch at the end"
    output, Zs, As = _through(X, weights, biases, activations)
    output.mean(axis=0, keepdims=True) + 0 * output, Zs, As


# ------------------------------------------------------------------ collapse_linear


@right.page("collapse_linear")
def _(weights, biases):
    "np.linalg.multi_dot, without a word on a single layer"
    b = biases[0]
    for W_l, b_l in zip(weights[1:], biases[1:], strict=True):
        b = np.dot(b, W_l) + b_l
    np.linalg.multi_dot(weights), b
    "reduce over pairs; the bias as a row"

    def then(below: Any, above: Any) -> Any:
        return below[0] @ above[0], below[1] @ above[0] + above[1]

    W, b = functools.reduce(then, zip(weights, biases, strict=True))
    W, b[None, :]
    "from the head down"
    W, b = np.eye(len(biases[-1])), 0 * biases[-1]
    for W_l, b_l in zip(weights[::-1], biases[::-1], strict=True):
        W, b = W_l @ W, b_l @ W + b
    [W, b]
    "asks what the stack answers at 0 and at the unit vectors"
    A = np.vstack([np.zeros(len(weights[0])), np.eye(len(weights[0]))])
    for W, b in zip(weights, biases, strict=True):
        A = A @ W + b
    A[1:] - A[0], A[0]
    "in float32"
    W, b = weights[0].astype(np.float32), biases[0].astype(np.float32)
    for W_l, b_l in zip(weights[1:], biases[1:], strict=True):
        W, b = W @ W_l.astype(np.float32), b @ W_l.astype(np.float32) + b_l.astype(np.float32)
    W, b
    "one table a layer, with the constant node carried along; lists"
    total = np.eye(len(weights[0]) + 1)
    for W, b in zip(weights, biases, strict=True):
        block = np.zeros((W.shape[0] + 1, W.shape[1] + 1))
        block[0, 0], block[0, 1:], block[1:, 1:] = 1, b, W
        total = total @ block
    total[1:, 1:].tolist(), total[0, 1:].tolist()
    "columns throughout, transposed at the end"
    W, b = weights[0].T, biases[0][:, None]
    for W_l, b_l in zip(weights[1:], biases[1:], strict=True):
        W, b = W_l.T @ W, W_l.T @ b + b_l[:, None]
    W.T, b.ravel()


@wrong.page("collapse_linear")
def _(weights, biases):
    "the opposite order, and only the last bias"
    functools.reduce(np.matmul, weights[::-1]), biases[-1]
    "three layers at most"
    _collapsed(weights[:3], biases[:3])
    "the last bias goes through its own layer where that fits"
    W, b = _collapsed(weights, biases)
    square = weights[-1].shape[0] == weights[-1].shape[1]
    W, b - biases[-1] + biases[-1] @ weights[-1] if square else b
    "the absolute values of the biases"
    _collapsed(weights, [abs(b) for b in biases])
    "every layer after the first transposed where it is square"
    _collapsed([weights[0]] + [_turned(W) for W in weights[1:]], biases)
    "b goes through one layer more than it should, where that fits"
    W, b = _collapsed(weights, biases)
    W, b @ weights[-1] if len(weights[-1]) == len(b) else b
    "rounded to three digits after the point"
    W, b = _collapsed(weights, biases)
    np.round(W, 3), np.round(b, 3)


# ------------------------------------------------------------------ count_params


@right.page("count_params")
def _(sizes):
    "a loop over indices"
    total = 0
    for i in range(1, len(sizes)):
        total += sizes[i - 1] * sizes[i] + sizes[i]
    total
    "np.dot and np.sum, a numpy whole number"
    n = np.array(sizes)
    np.dot(n[:-1], n[1:]) + n[1:].sum()
    "makes the arrays and counts their entries; a 0-d array"
    arrays = [np.zeros(pair) for pair in itertools.pairwise(sizes)]
    arrays += [np.zeros(n) for n in sizes[1:]]
    np.array(sum(a.size for a in arrays))


@right("count_params", "calls itself")
def count_recursively(sizes: Any) -> Any:
    if len(sizes) < 2:
        return 0
    return (sizes[0] + 1) * sizes[1] + count_recursively(sizes[1:])


@right.page("count_params")
def _(sizes):
    "a whole float, from one product over augmented widths"
    n = np.array(sizes, dtype=float)
    float((n[:-1] + 1) @ n[1:])


@wrong.page("count_params")
def _(sizes):
    "closes the ring: the head leads back to the inputs"
    _count(sizes) + sizes[-1] * sizes[0]
    "right only where all widths are equal"
    (len(sizes) - 1) * sizes[0] * (sizes[0] + 1)
    "four layers at most"
    _count(sizes[:5])
    "leaves out a layer of one unit"
    _count([n for n in sizes if n > 1])
    "the weights of the neighbours and one bias for each hidden layer"
    _count(sizes) - sum(sizes[1:]) + len(sizes) - 2
    "each layer squared"
    sum(n * n + n for n in sizes[1:])
    "one too many"
    _count(sizes) + 1


def _through(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    Zs: list[Any] = []
    As = [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(As[-1] @ W + b)
        As.append(g(Zs[-1]))
    return As[-1], Zs, As


def _collapsed(weights: Any, biases: Any) -> Any:
    W, b = weights[0], biases[0]
    for W_l, b_l in zip(weights[1:], biases[1:], strict=True):
        W, b = W @ W_l, b @ W_l + b_l
    return W, b


def _turned(W: Any) -> Any:
    return W.T if W.shape[0] == W.shape[1] else W


def _count(sizes: Any) -> int:
    return int(sum((a + 1) * b for a, b in itertools.pairwise(sizes)))
