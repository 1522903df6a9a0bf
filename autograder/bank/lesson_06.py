"""06_forward: right answers in other words, and mistakes that have no name."""

from __future__ import annotations

import functools
import itertools
from typing import Any

import numpy as np

from autograder.bank import right, wrong

# ------------------------------------------------------------------ affine_forward


@right("affine_forward", "einsum, with the bias as a row")
def _(X: Any, W: Any, b: Any) -> Any:
    return np.einsum("mi,ij->mj", X, W) + b.reshape(1, -1)


@right("affine_forward", "three loops and lists")
def _(X: Any, W: Any, b: Any) -> Any:
    m, n_in, n_out = len(X), len(W), len(b)
    return [
        [sum(X[i][k] * W[k][j] for k in range(n_in)) + b[j] for j in range(n_out)] for i in range(m)
    ]


@right("affine_forward", "the form for columns, transposed back")
def _(X: Any, W: Any, b: Any) -> Any:
    return (W.T @ X.T + b[:, None]).T


@right("affine_forward", "in float32")
def _(X: Any, W: Any, b: Any) -> Any:
    X, W, b = (np.asarray(a, dtype=np.float32) for a in (X, W, b))
    return X.dot(W) + b


@right("affine_forward", "adds the bias to its own product, in place")
def _(X: Any, W: Any, b: Any) -> Any:
    Z = np.dot(X, W)
    Z += b
    return Z


@right("affine_forward", "the constant node in front")
def _(X: Any, W: Any, b: Any) -> Any:
    return np.c_[np.ones(len(X)), X] @ np.vstack([b, W])


@right("affine_forward", "one example after the other, in Fortran order")
def _(X: Any, W: Any, b: Any, scale: float = 1.0) -> Any:
    return np.asfortranarray(np.stack([scale * (x @ W) + b for x in X]))


@right("affine_forward", "one input after the other")
def _(X: Any, W: Any, b: Any) -> Any:
    Z = np.tile(b.astype(float), (len(X), 1))
    for i in reversed(range(len(W))):
        Z = Z + np.outer(X[:, i], W[i])
    return Z


right("affine_forward", "a lambda")(lambda X, W, b: (X[:, :, None] * W[None]).sum(axis=1) + b)


@wrong("affine_forward", "transposes W and forgets the bias")
def _(X: Any, W: Any, b: Any) -> Any:
    return X @ W.T


@wrong("affine_forward", "uses the first three inputs only")
def _(X: Any, W: Any, b: Any) -> Any:
    return X[:, :3] @ W[:3] + b


@wrong("affine_forward", "the biases in the opposite order")
def _(X: Any, W: Any, b: Any) -> Any:
    return X @ W + b[::-1]


@wrong("affine_forward", "rounded to four digits after the point")
def _(X: Any, W: Any, b: Any) -> Any:
    return np.round(X @ W + b, 4)


@wrong("affine_forward", "clipped at a hundred")
def _(X: Any, W: Any, b: Any) -> Any:
    return np.clip(X @ W + b, -100, 100)


@wrong("affine_forward", "right for one example; a batch comes back flat")
def _(X: Any, W: Any, b: Any) -> Any:
    Z = X @ W + b
    return Z if len(X) == 1 else Z.ravel()


@wrong("affine_forward", "a little noise")
def _(X: Any, W: Any, b: Any) -> Any:
    return X @ W + b + 1e-4 * np.random.default_rng(0).normal(size=(len(X), len(b)))


@wrong("affine_forward", "bias by example where that fits, else by unit")
def _(X: Any, W: Any, b: Any) -> Any:
    return X @ W + (b[:, None] if len(X) == len(b) else b)


# ------------------------------------------------------------------ augment


@right("augment", "column_stack with whole ones")
def _(X: Any) -> Any:
    return np.column_stack((np.ones(X.shape[0], dtype=int), X))


@right("augment", "np.insert")
def _(X: Any) -> Any:
    return np.insert(X, 0, 1, axis=1)


@right("augment", "np.pad")
def _(X: Any) -> Any:
    return np.pad(X, ((0, 0), (1, 0)), constant_values=1)


@right("augment", "lists")
def _(X: Any) -> Any:
    return [[1, *row] for row in X.tolist()]


@right("augment", "a table of ones, filled from the second column on, in float32")
def _(X: Any) -> Any:
    full = np.ones((X.shape[0], X.shape[1] + 1), dtype=np.float32)
    full[:, 1:] = X
    return full


right("augment", "np.c_")(lambda X: np.c_[X[:, :1] ** 0, X])


@wrong("augment", "the ones in second place")
def _(X: Any) -> Any:
    return np.insert(X, 1, 1, axis=1)


@wrong("augment", "one example comes back flat")
def _(X: Any) -> Any:
    return np.hstack([np.ones((len(X), 1)), X]).squeeze()


@wrong("augment", "the ones last, and the inputs in the opposite order")
def _(X: Any) -> Any:
    return np.hstack([np.ones((len(X), 1)), X[:, ::-1]])


@wrong("augment", "scales every input to at most 1")
def _(X: Any) -> Any:
    return np.hstack([np.ones((len(X), 1)), X / np.abs(X).max(initial=1.0)])


@wrong("augment", "a row where the table is square")
def _(X: Any) -> Any:
    axis = 0 if X.shape[0] == X.shape[1] else 1
    return np.insert(X, 0, 1, axis=axis)


@wrong("augment", "in half precision")
def _(X: Any) -> Any:
    return np.hstack([np.ones((len(X), 1)), X.astype(np.float16)])


# ------------------------------------------------------------------ split_augmented


@right("split_augmented", "np.split; the bias stays a row")
def _(W_aug: Any) -> Any:
    b, W = np.split(W_aug, [1])
    return W, b


@right("split_augmented", "np.delete, in a list")
def _(W_aug: Any) -> Any:
    return [np.delete(W_aug, 0, axis=0), W_aug[0, :]]


@right("split_augmented", "lists")
def _(W_aug: Any) -> Any:
    b, *W = W_aug.tolist()
    return W, b


@right("split_augmented", "copies in float32")
def _(W_aug: Any) -> Any:
    return W_aug[1:].astype(np.float32), W_aug[0].astype(np.float32)


@right("split_augmented", "asks what the layer answers at 0 and at the unit vectors")
def _(W_aug: Any) -> Any:
    n = len(W_aug) - 1
    b = np.append(1, np.zeros(n)) @ W_aug
    return np.hstack([np.zeros((n, 1)), np.eye(n)]) @ W_aug, b


@wrong("split_augmented", "the last row, and W transposed")
def _(W_aug: Any) -> Any:
    return W_aug[:-1].T, W_aug[-1]


@wrong("split_augmented", "W from the last row up")
def _(W_aug: Any) -> Any:
    return W_aug[:0:-1], W_aug[0]


@wrong("split_augmented", "the bias shared by all units")
def _(W_aug: Any) -> Any:
    return W_aug[1:], np.full(W_aug.shape[1], W_aug[0].mean())


@wrong("split_augmented", "a column where the table is square")
def _(W_aug: Any) -> Any:
    if W_aug.shape[0] == W_aug.shape[1]:
        return W_aug[1:], W_aug[:, 0]
    return W_aug[1:], W_aug[0]


@wrong("split_augmented", "four rows at most")
def _(W_aug: Any) -> Any:
    return W_aug[1:4], W_aug[0]


# ------------------------------------------------------------------ mlp_forward


@right("mlp_forward", "indices, and tuples")
def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    As: Any = (np.copy(X),)
    Zs: Any = ()
    for i in range(len(weights)):
        Zs += (np.dot(As[i], weights[i]) + biases[i],)
        As += (activations[i](Zs[i]),)
    return As[-1], Zs, As


@right("mlp_forward", "in float32, adding each bias in place")
def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    A = X.astype(np.float32)
    Zs, As = [], [A]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Z = A @ W.astype(np.float32)
        Z += b.astype(np.float32)
        A = g(Z)
        Zs.append(Z)
        As.append(A)
    return A, Zs, As


@right("mlp_forward", "one example after the other")
def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    Zs: Any = [[] for _ in weights]
    As: Any = [list(X)] + [[] for _ in weights]
    for x in X:
        a = x
        for i, g in enumerate(activations):
            z = weights[i].T @ a + biases[i]
            a = g(z)
            Zs[i].append(z)
            As[i + 1].append(a)
    return np.array(As[-1]), [np.array(Z) for Z in Zs], [np.array(A) for A in As]


@right("mlp_forward", "calls itself, layer by layer")
def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    def rest(A: Any, i: int) -> tuple[Any, list[Any], list[Any]]:
        if i == len(weights):
            return A, [], [A]
        Z = A @ weights[i] + biases[i]
        output, Zs, As = rest(activations[i](Z), i + 1)
        return output, [Z, *Zs], [A, *As]

    return rest(X, 0)


@right("mlp_forward", "unit by unit, number by number")
def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    As: Any = [X.tolist()]
    Zs: Any = []
    for W, b, g in zip(weights, biases, activations, strict=True):
        columns = list(zip(W.T.tolist(), b.tolist(), strict=True))
        Zs.append([[sum(map(float.__mul__, map(float, w), map(float, a))) + c for w, c in columns]
                   for a in As[-1]])  # fmt: skip
        As.append([[float(g(z)) for z in row] for row in Zs[-1]])
    return [As[-1], Zs, As]


@right("mlp_forward", "the constant node in front of every layer but the last")
def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    A, Zs, As = X, [], [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(np.insert(A.astype(float), 0, 1, axis=1) @ np.vstack([b, W]))
        A = g(Zs[-1])
        As.append(A)
    return A.copy(), Zs, As


@wrong("mlp_forward", "only the first layer has a bias")
def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    return _through(X, weights, [biases[0]] + [0 * b for b in biases[1:]], activations)


@wrong("mlp_forward", "adds what came in where the widths allow it")
def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    Zs, As = [], [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(As[-1] @ W + b)
        A = g(Zs[-1])
        As.append(A + As[-1] if A.shape == As[-1].shape else A)
    return As[-1], Zs, As


@wrong("mlp_forward", "three layers at most")
def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    return _through(X, weights[:3], biases[:3], activations[:3])


@wrong("mlp_forward", "the right values, but Zs holds the last one again and again")
def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    output, Zs, As = _through(X, weights, biases, activations)
    return output, [Zs[-1]] * len(Zs), As


@wrong("mlp_forward", "the activations of the layer below in Zs")
def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    output, Zs, As = _through(X, weights, biases, activations)
    return output, [*As[1:-1], Zs[-1]], As


@wrong("mlp_forward", "shifts every output so that its rows have mean 0")
def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    output, Zs, As = _through(X, weights, biases, activations)
    return output - output.mean(axis=1, keepdims=True), Zs, As


@wrong("mlp_forward", "softmax on top")
def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    output, Zs, As = _through(X, weights, biases, activations)
    e = np.exp(output - output.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True), Zs, [*As[:-1], e / e.sum(axis=1, keepdims=True)]


@wrong("mlp_forward", "the second layer is transposed where it is square")
def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    square = [i == 1 and W.shape[0] == W.shape[1] for i, W in enumerate(weights)]
    turned = [W.T if s else W for W, s in zip(weights, square, strict=True)]
    return _through(X, turned, biases, activations)


@wrong("mlp_forward", "averages over the batch at the end")
def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    output, Zs, As = _through(X, weights, biases, activations)
    return output.mean(axis=0, keepdims=True) + 0 * output, Zs, As


# ------------------------------------------------------------------ collapse_linear


@right("collapse_linear", "np.linalg.multi_dot, without a word on a single layer")
def _(weights: Any, biases: Any) -> Any:
    b = biases[0]
    for W_l, b_l in zip(weights[1:], biases[1:], strict=True):
        b = np.dot(b, W_l) + b_l
    return np.linalg.multi_dot(weights), b


@right("collapse_linear", "reduce over pairs; the bias as a row")
def _(weights: Any, biases: Any) -> Any:
    def then(below: Any, above: Any) -> Any:
        return below[0] @ above[0], below[1] @ above[0] + above[1]

    W, b = functools.reduce(then, zip(weights, biases, strict=True))
    return W, b[None, :]


@right("collapse_linear", "from the head down")
def _(weights: Any, biases: Any) -> Any:
    W, b = np.eye(len(biases[-1])), 0 * biases[-1]
    for W_l, b_l in zip(weights[::-1], biases[::-1], strict=True):
        W, b = W_l @ W, b_l @ W + b
    return [W, b]


@right("collapse_linear", "asks what the stack answers at 0 and at the unit vectors")
def _(weights: Any, biases: Any) -> Any:
    A = np.vstack([np.zeros(len(weights[0])), np.eye(len(weights[0]))])
    for W, b in zip(weights, biases, strict=True):
        A = A @ W + b
    return A[1:] - A[0], A[0]


@right("collapse_linear", "in float32")
def _(weights: Any, biases: Any) -> Any:
    W, b = weights[0].astype(np.float32), biases[0].astype(np.float32)
    for W_l, b_l in zip(weights[1:], biases[1:], strict=True):
        W, b = W @ W_l.astype(np.float32), b @ W_l.astype(np.float32) + b_l.astype(np.float32)
    return W, b


@right("collapse_linear", "one table a layer, with the constant node carried along; lists")
def _(weights: Any, biases: Any) -> Any:
    total = np.eye(len(weights[0]) + 1)
    for W, b in zip(weights, biases, strict=True):
        block = np.zeros((W.shape[0] + 1, W.shape[1] + 1))
        block[0, 0], block[0, 1:], block[1:, 1:] = 1, b, W
        total = total @ block
    return total[1:, 1:].tolist(), total[0, 1:].tolist()


@right("collapse_linear", "columns throughout, transposed at the end")
def _(weights: Any, biases: Any) -> Any:
    W, b = weights[0].T, biases[0][:, None]
    for W_l, b_l in zip(weights[1:], biases[1:], strict=True):
        W, b = W_l.T @ W, W_l.T @ b + b_l[:, None]
    return W.T, b.ravel()


@wrong("collapse_linear", "the opposite order, and only the last bias")
def _(weights: Any, biases: Any) -> Any:
    return functools.reduce(np.matmul, weights[::-1]), biases[-1]


@wrong("collapse_linear", "three layers at most")
def _(weights: Any, biases: Any) -> Any:
    return _collapsed(weights[:3], biases[:3])


@wrong("collapse_linear", "the last bias goes through its own layer where that fits")
def _(weights: Any, biases: Any) -> Any:
    W, b = _collapsed(weights, biases)
    square = weights[-1].shape[0] == weights[-1].shape[1]
    return W, b - biases[-1] + biases[-1] @ weights[-1] if square else b


@wrong("collapse_linear", "the absolute values of the biases")
def _(weights: Any, biases: Any) -> Any:
    return _collapsed(weights, [abs(b) for b in biases])


@wrong("collapse_linear", "every layer after the first transposed where it is square")
def _(weights: Any, biases: Any) -> Any:
    return _collapsed([weights[0]] + [_turned(W) for W in weights[1:]], biases)


@wrong("collapse_linear", "b goes through one layer more than it should, where that fits")
def _(weights: Any, biases: Any) -> Any:
    W, b = _collapsed(weights, biases)
    return W, b @ weights[-1] if len(weights[-1]) == len(b) else b


@wrong("collapse_linear", "rounded to three digits after the point")
def _(weights: Any, biases: Any) -> Any:
    W, b = _collapsed(weights, biases)
    return np.round(W, 3), np.round(b, 3)


# ------------------------------------------------------------------ count_params


@right("count_params", "a loop over indices")
def _(sizes: Any) -> Any:
    total = 0
    for i in range(1, len(sizes)):
        total += sizes[i - 1] * sizes[i] + sizes[i]
    return total


@right("count_params", "np.dot and np.sum, a numpy whole number")
def _(sizes: Any) -> Any:
    n = np.array(sizes)
    return np.dot(n[:-1], n[1:]) + n[1:].sum()


@right("count_params", "makes the arrays and counts their entries; a 0-d array")
def _(sizes: Any) -> Any:
    arrays = [np.zeros(pair) for pair in itertools.pairwise(sizes)]
    arrays += [np.zeros(n) for n in sizes[1:]]
    return np.array(sum(a.size for a in arrays))


@right("count_params", "calls itself")
def count_recursively(sizes: Any) -> Any:
    if len(sizes) < 2:
        return 0
    return (sizes[0] + 1) * sizes[1] + count_recursively(sizes[1:])


@right("count_params", "a whole float, from one product over augmented widths")
def _(sizes: Any) -> Any:
    n = np.array(sizes, dtype=float)
    return float((n[:-1] + 1) @ n[1:])


@wrong("count_params", "closes the ring: the head leads back to the inputs")
def _(sizes: Any) -> Any:
    return _count(sizes) + sizes[-1] * sizes[0]


@wrong("count_params", "right only where all widths are equal")
def _(sizes: Any) -> Any:
    return (len(sizes) - 1) * sizes[0] * (sizes[0] + 1)


@wrong("count_params", "four layers at most")
def _(sizes: Any) -> Any:
    return _count(sizes[:5])


@wrong("count_params", "leaves out a layer of one unit")
def _(sizes: Any) -> Any:
    return _count([n for n in sizes if n > 1])


@wrong("count_params", "the weights of the neighbours and one bias for each hidden layer")
def _(sizes: Any) -> Any:
    return _count(sizes) - sum(sizes[1:]) + len(sizes) - 2


@wrong("count_params", "each layer squared")
def _(sizes: Any) -> Any:
    return sum(n * n + n for n in sizes[1:])


@wrong("count_params", "one too many")
def _(sizes: Any) -> Any:
    return _count(sizes) + 1


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
