"""13_regularisation: right answers in other words, and mistakes that have no name."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from autograder.bank import right, wrong

# ------------------------------------------------------------------ l2_penalty


@right.page("l2_penalty")
def _(weights, lam):
    "a loop over every single weight"
    total = 0.0
    for W in weights:
        for row in W:
            for w in row:
                total += float(w) ** 2
    lam * total / 2


@right.page("l2_penalty")
def _(weights, lam=0.1):
    "np.vdot of each layer with itself; a 0-d array"
    np.asarray(0.5 * lam * sum(np.vdot(W, W) for W in weights))


@right.page("l2_penalty")
def _(weights, lam):
    "the squared norm of each layer; an array of one entry"
    np.array([lam / 2 * sum(np.linalg.norm(W) ** 2 for W in weights)])
    "all weights in one long vector, dotted with itself"
    w = np.concatenate([np.ravel(W) for W in weights])
    (lam / 2) * (w @ w)
    "in float32"
    np.float32(lam) / 2 * sum(np.sum(W.astype(np.float32) ** 2) for W in weights)
    "einsum, the last layer first"
    float(sum(0.5 * lam * np.einsum("ij,ij->", W, W) for W in reversed(weights)))


@right.page("l2_penalty")
def _(*args):
    "the trace of W.T @ W, in a lambda with functools.reduce"
    weights, lam = args
    functools.reduce(lambda total, W: total + lam / 2 * np.trace(W.T @ W), weights, 0)


@wrong.page("l2_penalty")
def _(weights, lam):
    "the largest layer only"
    lam / 2 * max(float(np.sum(W**2)) for W in weights)
    "right for one and two layers, no more"
    lam / 2 * sum(np.sum(W**2) for W in weights[:2])
    "rounded to four digits"
    round(float(lam / 2 * sum(np.sum(W**2) for W in weights)), 4)
    "a sum of absolute values with the sign turned round"
    -lam * sum(np.sum(np.abs(W)) for W in weights)
    "no 1/2 and a root"
    np.sqrt(lam * sum(np.sum(W**2) for W in weights))
    "the diagonals only"
    lam / 2 * sum(np.sum(np.diag(W) ** 2) for W in weights)
    "lambda is at most 1"
    min(lam, 1.0) / 2 * sum(np.sum(W**2) for W in weights)
    "a tenth of a promille of noise"
    lam / 2 * sum(np.sum(W**2) for W in weights) * (1 + 1e-4 * np.sin(1e3 * lam + 1))


# ------------------------------------------------------------------ weight_decay_grad


@right.page("weight_decay_grad")
def _(dWs, weights, lam):
    "a loop with append, returned as a tuple"
    new = []
    for i in range(len(weights)):
        new.append(lam * weights[i] + dWs[i])
    tuple(new)
    "copies first and changes the copies"
    new = [np.array(dW, dtype=float) for dW in dWs]
    for dW, W in zip(new, weights, strict=True):
        dW += lam * W
    new
    "lists of lists of floats"
    [
        [[g + lam * w for g, w in zip(*rows, strict=True)] for rows in zip(dW, W, strict=True)]
        for dW, W in zip(dWs, weights, strict=True)
    ]
    "in float32"
    single = np.float32
    [dW.astype(single) + single(lam) * W.astype(single) for dW, W in zip(dWs, weights, strict=True)]


@right.page("weight_decay_grad")
def _(dWs, weights, lam=0.01):
    "map with a default argument and np.multiply"
    list(map(lambda dW, W: np.add(dW, np.multiply(W, lam)), dWs, weights))


@right.page("weight_decay_grad")
def _(dWs, weights, lam):
    "leaves early where lambda is 0"
    if lam == 0:
        return dWs
    [dW - (-lam) * W for dW, W in zip(dWs, weights, strict=True)]


@wrong.page("weight_decay_grad")
def _(dWs, weights, lam):
    "leaves the biggest layer alone"
    most = max(W.size for W in weights)
    [dW + lam * W * (W.size < most) for dW, W in zip(dWs, weights, strict=True)]
    "twice too much and the wrong sign"
    [dW - 2 * lam * W for dW, W in zip(dWs, weights, strict=True)]
    "decays weights above 0 only"
    [dW + lam * np.maximum(W, 0) for dW, W in zip(dWs, weights, strict=True)]
    "clips the slope at 3"
    [np.clip(dW + lam * W, -3, 3) for dW, W in zip(dWs, weights, strict=True)]
    "right values, joined to one long array"
    np.concatenate([np.ravel(dW + lam * W) for dW, W in zip(dWs, weights, strict=True)])
    "every layer transposed"
    [(dW + lam * W).T for dW, W in zip(dWs, weights, strict=True)]
    "the last layer first"
    [dW + lam * W for dW, W in zip(dWs, weights, strict=True)][::-1]
    "does nothing where the slope of the loss is 0"
    [np.where(dW == 0, 0, dW + lam * W) for dW, W in zip(dWs, weights, strict=True)]


# ------------------------------------------------------------------ l1_subgrad


@right.page("l1_subgrad")
def _(W, lam):
    "np.where, and lam itself at 0"
    np.where(W >= 0, lam, -lam)
    "np.where, and -lam at 0; float32"
    np.where(W > 0, np.float32(lam), -np.float32(lam))
    "a loop over all entries, a list of lists"
    [[lam if w > 0 else -lam if w < 0 else 0.3 * lam for w in row] for row in W]
    "a difference of two comparisons"
    lam * ((W > 0).astype(int) - (W < 0).astype(int))
    "w / |w| with a 1 below where w is 0"
    lam * W / np.where(W == 0, 1, np.abs(W))
    "np.copysign"
    np.copysign(np.full(W.shape, float(lam)), W)
    "np.vectorize of a rule for one number"
    np.vectorize(lambda w: lam * np.sign(w), otypes=[float])(W)


@wrong.page("l1_subgrad")
def _(W, lam):
    "at 0 twice what is allowed"
    np.where(W == 0, 2 * lam, lam * np.sign(W))
    "takes small weights for 0"
    np.where(np.abs(W) < 0.01, 0.0, lam * np.sign(W))
    "a smooth sign"
    lam * np.tanh(10 * W)
    "right for a square W only"
    lam * np.sign(W) if W.shape[0] == W.shape[1] else lam * np.sign(W).T
    "the sign of each row's sum"
    lam * np.sign(W.sum(axis=1, keepdims=True)) * np.ones_like(W)
    "half of lambda and no slope below 0"
    lam / 2 * (W > 0)
    "lambda is at most 1"
    min(lam, 1) * np.sign(W)


# ------------------------------------------------------------------ soft_threshold


@right.page("soft_threshold")
def _(W, t):
    "what is left when the clipped part is taken off"
    W - np.clip(W, -t, t)


@right.page("soft_threshold")
def _(w, t):
    "three cases with np.where"
    np.where(w > t, w - t, np.where(w < -t, w + t, 0))


@right.page("soft_threshold")
def _(W, t):
    "two ReLUs"
    np.maximum(W - t, 0) - np.maximum(-W - t, 0)
    "the median of w - t, 0 and w + t"
    np.median([W - t, np.zeros(W.shape), W + t], axis=0)
    "a loop over all entries, a list of lists"

    def shrink(w: Any) -> float:
        return float(w - t) if w > t else float(w + t) if w < -t else 0.0

    [[shrink(w) for w in row] for row in W]


@right.page("soft_threshold")
def _(w, t):
    "changes a float copy"
    new = np.array(w, dtype=float)
    new[w >= t] -= t
    new[w <= -t] += t
    new[abs(w) < t] = 0
    new


@right.page("soft_threshold")
def _(W, t):
    "in float32"
    W = W.astype(np.float32)
    np.sign(W) * np.maximum(np.abs(W) - np.float32(t), 0)
    "a share of w that depends on w"
    size = np.abs(W)
    W * np.maximum(0, 1 - t / np.where(size == 0, 1, size)) * (size > 0)


@wrong.page("soft_threshold")
def _(W, t):
    "the firm threshold: large weights are left alone"
    np.where(np.abs(W) > 2 * t, W, _soft(W, t))


@wrong.page("soft_threshold")
def _(w, t):
    "right above 0; below 0 a weight is cut but not shrunk"
    np.where(w > t, w - t, np.where(w < -t, w, 0))


@wrong.page("soft_threshold")
def _(W, t):
    "the threshold is the largest weight where that is smaller"
    _soft(W, min(t, 0.5 * float(np.max(np.abs(W)))))
    "hard, and twice the threshold"
    np.where(np.abs(W) > 2 * t, W, 0)
    "rounded to three digits"
    np.round(_soft(W, t), 3)
    "one threshold a row"
    np.where(np.abs(W).max(axis=1, keepdims=True) > t, W - t * np.sign(W), 0)
    "keeps what is exactly at the threshold"
    np.where(np.abs(W) == t, W, _soft(W, t))
    "stops a little above 0"
    np.sign(W) * np.maximum(np.abs(W) - t, 1e-3)


def _soft(W: Any, t: Any) -> Any:
    return np.sign(W) * np.maximum(np.abs(W) - t, 0)
