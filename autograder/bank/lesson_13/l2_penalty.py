"""Other answers to l2_penalty: right ones in other words, wrong ones without a name."""

import functools

import numpy as np

from autograder.bank import right, wrong


@right
def _(weights, lam):
    "a loop over every single weight"
    total = 0.0
    for W in weights:
        for row in W:
            for w in row:
                total += float(w) ** 2
    lam * total / 2
    "the squared norm of each layer; an array of one entry"
    np.array([lam / 2 * sum(np.linalg.norm(W) ** 2 for W in weights)])
    "all weights in one long vector, dotted with itself"
    w = np.concatenate([np.ravel(W) for W in weights])
    (lam / 2) * (w @ w)
    "in float32"
    np.float32(lam) / 2 * sum(np.sum(W.astype(np.float32) ** 2) for W in weights)
    "einsum, the last layer first"
    float(sum(0.5 * lam * np.einsum("ij,ij->", W, W) for W in reversed(weights)))


@right
def _(weights, lam=0.1):
    "np.vdot of each layer with itself; a 0-d array"
    np.asarray(0.5 * lam * sum(np.vdot(W, W) for W in weights))


@right
def _(*args):
    "the trace of W.T @ W, in a lambda with functools.reduce"
    weights, lam = args
    functools.reduce(lambda total, W: total + lam / 2 * np.trace(W.T @ W), weights, 0)


@wrong
def _(weights, lam):
    "the largest layer only"
    lam / 2 * max(float(np.sum(W**2)) for W in weights)
    "right for one and two layers, no more"
    lam / 2 * sum(np.sum(W**2) for W in weights[:2])
    "rounded to four digits"
    round(float(lam / 2 * sum(np.sum(W**2) for W in weights)), 4)
    "a sum of absolute values with the sign turned round"
    -lam * sum(np.sum(np.abs(W)) for W in weights)
    "the diagonals only"
    lam / 2 * sum(np.sum(np.diag(W) ** 2) for W in weights)
    "lambda is at most 1"
    min(lam, 1.0) / 2 * sum(np.sum(W**2) for W in weights)
    "a tenth of a promille of noise"
    lam / 2 * sum(np.sum(W**2) for W in weights) * (1 + 1e-4 * np.sin(1e3 * lam + 1))


# Written without a look at the mistakes that have a name.


@wrong
def _(weights, lam):
    "the mean of squares"
    lam / 2 * sum(np.mean(W**2) for W in weights)
    "one penalty a layer"
    [lam / 2 * np.sum(W**2) for W in weights]
    "the first layer alone"
    lam / 2 * np.sum(weights[0] ** 2)
