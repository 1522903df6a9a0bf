"""Other answers to backprop: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong
from autograder.bank.lesson_08.shared import central


def _gradients(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
    """Column form, one matrix after another, as a textbook with columns has it."""
    As, Zs = [X.T], []
    for W, b in zip(weights, biases, strict=True):
        Zs.append(W.T @ As[-1] + np.reshape(b, (-1, 1)))
        As.append(g(Zs[-1]))
    delta = (Zs[-1] - Y.T) / X.shape[0]
    dWs: list[Any] = [None] * len(weights)
    dbs: list[Any] = [None] * len(weights)
    for i in range(len(weights) - 1, -1, -1):
        dWs[i] = (delta @ As[i].T).T
        dbs[i] = delta.sum(axis=1)
        delta = (weights[i] @ delta) * g_prime(Zs[i - 1]) if i else delta
    return dWs, dbs


@right
def _(X, Y, weights, biases, g, g_prime):
    "columns instead of rows"
    _gradients(X, Y, weights, biases, g, g_prime)
    "tuples of nested lists, biases as rows"
    dWs, dbs = _gradients(X, Y, weights, biases, g, g_prime)
    tuple(dW.tolist() for dW in dWs), tuple(db[None, :] for db in dbs)
    "example by example, in another order"
    m = len(X)
    one = [_gradients(X[i : i + 1], Y[i : i + 1], weights, biases, g, g_prime) for i in range(m)]
    [[sum(layer) / m for layer in zip(*part, strict=True)] for part in zip(*one[::-1], strict=True)]
    "recursion, einsum, the mean taken at the end of every slope"

    def down(A: Any, layer: int) -> tuple[Any, list[Any], list[Any]]:
        Z = np.einsum("mi,ij->mj", A, weights[layer]) + biases[layer]
        if layer == len(weights) - 1:
            delta, dWs, dbs = Z - Y, list[Any](), list[Any]()
        else:
            back, dWs, dbs = down(g(Z), layer + 1)
            delta = back * g_prime(Z)
        dW = np.einsum("mi,mj->ij", A, delta) / len(X)
        return delta @ weights[layer].T, [dW, *dWs], [delta.mean(axis=0), *dbs]

    down(X, 0)[1:]
    "in float32"
    X, Y = X.astype(np.float32), Y.astype(np.float32)
    weights = [W.astype(np.float32) for W in weights]
    _gradients(X, Y, weights, [b.astype(np.float32) for b in biases], g, g_prime)
    "biases as the weights of a constant unit"
    big = [np.vstack([b, W]) for W, b in zip(weights, biases, strict=True)]
    ones = np.ones((len(X), 1))
    As, Zs = [np.hstack([ones, X])], []
    for V in big:
        Zs.append(As[-1] @ V)
        As.append(np.hstack([ones, g(Zs[-1])]))
    delta, slopes = (Zs[-1] - Y) / len(X), []
    for i in reversed(range(len(big))):
        slopes.append(As[i].T @ delta)
        if i:
            delta = (delta @ big[i][1:].T) * g_prime(Zs[i - 1])
    [s[1:] for s in slopes[::-1]], [s[0] for s in slopes[::-1]]


@wrong
def _(X, Y, weights, biases, g, g_prime):
    dWs, dbs = _gradients(X, Y, weights, biases, g, g_prime)
    "numeric differences"
    parameters = [np.array(p, dtype=float) for p in [*weights, *biases]]
    L = len(weights)

    def loss(k: int, p: Any) -> float:
        all_ = [*parameters[:k], p, *parameters[k + 1 :]]
        A: Any = X
        for i in range(L):
            Z = A @ all_[i] + all_[L + i]
            A = g(Z) if i < L - 1 else Z
        return float(np.sum((A - Y) ** 2) / (2 * len(X)))

    slopes = [central(lambda p, k=k: loss(k, p), parameters[k], 1e-5) for k in range(2 * L)]
    slopes[:L], slopes[L:]
    "right for one hidden layer and none, zeros further down"
    deep = len(dWs) - 2
    (
        [0 * dW if i < deep else dW for i, dW in enumerate(dWs)],
        [0 * db if i < deep else db for i, db in enumerate(dbs)],
    )
    "the slope is forgotten below the second hidden layer only"
    As, Zs = [X], []
    for W, b in zip(weights, biases, strict=True):
        Zs.append(As[-1] @ W + b)
        As.append(g(Zs[-1]))
    delta, dWs, dbs = (Zs[-1] - Y) / len(X), list[Any](), list[Any]()
    for i in reversed(range(len(weights))):
        dWs.insert(0, As[i].T @ delta)
        dbs.insert(0, delta.sum(axis=0))
        slope = g_prime(Zs[i - 1]) if i == len(weights) - 1 else 1
        delta = (delta @ weights[i].T) * slope if i else delta
    dWs, dbs
    "sign and no mean, and no biases"
    [-len(X) * dW for dW in dWs], [0 * db for db in dbs]
    "slopes clipped to length 1"
    [dW / max(1, np.linalg.norm(dW)) for dW in dWs], dbs
    "the mean is forgotten in the biases only"
    dWs, [len(X) * db for db in dbs]
    "a weight decay of one in a thousand"
    [dW + 1e-3 * W for W, dW in zip(weights, dWs, strict=True)], dbs


# Written without a look at the mistakes that have a name.


@wrong
def _(X, Y, weights, biases, g, g_prime):
    "no mean at the head"
    dWs, dbs = _gradients(X, Y, weights, biases, g, g_prime)
    [len(X) * dW for dW in dWs], [len(X) * db for db in dbs]
    "the slopes of the weights with a step taken"
    dWs, dbs = _gradients(X, Y, weights, biases, g, g_prime)
    [W - dW for W, dW in zip(weights, dWs, strict=True)], dbs
    "bias gradients of the whole layer in one"
    dWs, dbs = _gradients(X, Y, weights, biases, g, g_prime)
    dWs, [np.full(len(db), db.mean()) for db in dbs]
