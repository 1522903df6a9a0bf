"""Other answers to delta_norms: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong


@right
def _(X, Y, weights, biases, g, g_prime):
    "up with lists, down with insert"
    As, Zs = [X], []
    for k, (W, b) in enumerate(zip(weights, biases, strict=True)):
        Zs.append(As[-1] @ W + b)
        As.append(g(Zs[-1]) if k < len(weights) - 1 else Zs[-1])
    delta = (As[-1] - Y) / len(Y)
    lengths = [np.linalg.norm(delta)]
    for k in reversed(range(1, len(weights))):
        delta = delta @ weights[k].T * g_prime(Zs[k - 1])
        lengths.insert(0, np.linalg.norm(delta))
    lengths
    "the root of the sum of squares, written out"
    A, Zs = X, []
    for W, b in zip(weights[:-1], biases[:-1], strict=True):
        Zs.append(A @ W + b)
        A = g(Zs[-1])
    delta = (A @ weights[-1] + biases[-1] - Y) / X.shape[0]
    lengths = np.zeros(len(weights))
    for k in range(len(weights) - 1, -1, -1):
        lengths[k] = np.sqrt(np.sum(delta**2))
        if k:
            delta = (delta @ weights[k].T) * g_prime(Zs[k - 1])
    lengths
    "example by example, columns instead of rows"
    total = np.zeros(len(weights))
    for x, y in zip(X, Y, strict=True):
        a, zs = x, []
        for W, b in zip(weights, biases, strict=True):
            zs.append(W.T @ a + b)
            a = g(zs[-1])
        d = (zs[-1] - y) / len(X)
        for k in range(len(weights) - 1, -1, -1):
            total[k] += d @ d
            if k:
                d = (weights[k] @ d) * g_prime(zs[k - 1])
    np.sqrt(total)


def _sums(X: Any, weights: Any, biases: Any, g: Any) -> Any:
    """The pre-activations, layer after layer."""
    Zs = [X @ weights[0] + biases[0]]
    for W, b in zip(weights[1:], biases[1:], strict=True):
        Zs.append(g(Zs[-1]) @ W + b)
    return Zs


def _down(delta: Any, weights: Any, slopes: Any) -> Any:
    """The lengths of delta from the head down to the input."""
    lengths = [np.linalg.norm(delta)]
    for W, slope in zip(weights[:0:-1], slopes[::-1], strict=True):
        delta = (delta @ W.T) * slope
        lengths.insert(0, np.linalg.norm(delta))
    return lengths


@wrong
def _(X, Y, weights, biases, g, g_prime):
    Zs = _sums(X, weights, biases, g)
    slopes = [g_prime(Z) for Z in Zs[:-1]]
    "biases forgotten"
    without = _sums(X, weights, [0 * b for b in biases], g)
    _down((without[-1] - Y) / len(Y), weights, [g_prime(Z) for Z in without[:-1]])
    "divided by m at every layer"
    _down((Zs[-1] - Y) / len(Y), weights, [slope / len(Y) for slope in slopes])
    "targets forgotten"
    _down(Zs[-1] / len(Y), weights, slopes)
    "an input that fades: the slope twice"
    _down((Zs[-1] - Y) / len(Y), weights, [slope**2 for slope in slopes])


# Written without a look at the mistakes that have a name.


@wrong
def _(X, Y, weights, biases, g, g_prime):
    "no slopes"
    Zs = _sums(X, weights, biases, g)
    _down((Zs[-1] - Y) / len(Y), weights, [1.0 + 0 * Z for Z in Zs[:-1]])
    "no mean"
    Zs = _sums(X, weights, biases, g)
    _down(Zs[-1] - Y, weights, [g_prime(Z) for Z in Zs[:-1]])
    "the head first"
    Zs = _sums(X, weights, biases, g)
    _down((Zs[-1] - Y) / len(Y), weights, [g_prime(Z) for Z in Zs[:-1]])[::-1]


@wrong
def _(X, Y, weights, biases, g, g_prime):
    Zs, As = [], [X]
    for layer, (W, b) in enumerate(zip(weights, biases, strict=True)):
        Zs.append(As[-1] @ W + b)
        As.append(Zs[-1] if layer == len(weights) - 1 else g(Zs[-1]))
    delta = (As[-1] - Y) / len(X)
    "the head first"
    norms = [np.linalg.norm(delta)]
    for layer in range(len(weights) - 1, 0, -1):
        delta = (delta @ weights[layer].T) * g_prime(Zs[layer - 1])
        norms.append(np.linalg.norm(delta))
    np.array(norms)
    "the sum of the squares"
    norms = [np.sum(delta**2)]
    for layer in range(len(weights) - 1, 0, -1):
        delta = (delta @ weights[layer].T) * g_prime(Zs[layer - 1])
        norms.insert(0, np.sum(delta**2))
    np.array(norms)
    "of the weights' gradients"
    norms = [np.linalg.norm(As[-2].T @ delta)]
    for layer in range(len(weights) - 1, 0, -1):
        delta = (delta @ weights[layer].T) * g_prime(Zs[layer - 1])
        norms.insert(0, np.linalg.norm(As[layer - 1].T @ delta))
    np.array(norms)
    "without the slope"
    norms = [np.linalg.norm(delta)]
    for layer in range(len(weights) - 1, 0, -1):
        delta = delta @ weights[layer].T
        norms.insert(0, np.linalg.norm(delta))
    np.array(norms)
