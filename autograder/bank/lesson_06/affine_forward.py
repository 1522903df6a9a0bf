"""Other answers to affine_forward: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
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
    "one input after the other"
    Z = np.tile(b.astype(float), (len(X), 1))
    for i in reversed(range(len(W))):
        Z = Z + np.outer(X[:, i], W[i])
    Z
    "a lambda"
    (X[:, :, None] * W[None]).sum(axis=1) + b


@right
def _(X, W, b, scale=1.0):
    "one example after the other, in Fortran order"
    np.asfortranarray(np.stack([scale * (x @ W) + b for x in X]))


@wrong
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


# Written without a look at the mistakes that have a name.


@wrong
def _(X, W, b):
    "the sum of the biases"
    X @ W + b.sum()
    "a loop that skips the last unit"
    Z = np.zeros((len(X), len(b)))
    for j in range(len(b) - 1):
        Z[:, j] = X @ W[:, j] + b[j]
    Z


# Written from the lesson's text alone.


@wrong
def _(X, W, b):
    "b first"
    (X + b[:1]) @ W
    "b m times"
    X @ W + len(X) * b
    "augment at end wrong"
    np.c_[X, np.ones(len(X))] @ np.vstack([b, W])
    "cast to int"
    np.array([[int(x @ w) for w in W.T] for x in X]) + b
    "W into int zeros"
    Z = np.zeros((len(X), W.shape[1]), dtype=int)
    Z[:] = X @ W
    Z + b


@right
def _(X, W, b):
    "einsum"
    np.einsum("mi,io->mo", X, W) + b
    "loops list"
    [[sum(x[i] * W[i][j] for i in range(len(x))) + b[j] for j in range(len(b))] for x in X]
    "augmented"
    np.column_stack([np.ones(len(X)), X]) @ np.vstack([b, W])
