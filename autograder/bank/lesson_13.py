"""13_regularisation: right answers in other words, and mistakes that have no name."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from autograder.bank import right, wrong

# ------------------------------------------------------------------ l2_penalty


@right("l2_penalty", "a loop over every single weight")
def _(weights: Any, lam: Any) -> Any:
    total = 0.0
    for W in weights:
        for row in W:
            for w in row:
                total += float(w) ** 2
    return lam * total / 2


@right("l2_penalty", "np.vdot of each layer with itself; a 0-d array")
def _(weights: Any, lam: Any = 0.1) -> Any:
    return np.asarray(0.5 * lam * sum(np.vdot(W, W) for W in weights))


@right("l2_penalty", "the squared norm of each layer; an array of one entry")
def _(weights: Any, lam: Any) -> Any:
    return np.array([lam / 2 * sum(np.linalg.norm(W) ** 2 for W in weights)])


@right("l2_penalty", "all weights in one long vector, dotted with itself")
def _(weights: Any, lam: Any) -> Any:
    w = np.concatenate([np.ravel(W) for W in weights])
    return (lam / 2) * (w @ w)


@right("l2_penalty", "in float32")
def _(weights: Any, lam: Any) -> Any:
    return np.float32(lam) / 2 * sum(np.sum(W.astype(np.float32) ** 2) for W in weights)


@right("l2_penalty", "einsum, the last layer first")
def _(weights: Any, lam: Any) -> Any:
    return float(sum(0.5 * lam * np.einsum("ij,ij->", W, W) for W in reversed(weights)))


@right("l2_penalty", "the trace of W.T @ W, in a lambda with functools.reduce")
def _(*args: Any) -> Any:
    weights, lam = args
    return functools.reduce(lambda total, W: total + lam / 2 * np.trace(W.T @ W), weights, 0)


@wrong("l2_penalty", "the largest layer only")
def _(weights: Any, lam: Any) -> Any:
    return lam / 2 * max(float(np.sum(W**2)) for W in weights)


@wrong("l2_penalty", "right for one and two layers, no more")
def _(weights: Any, lam: Any) -> Any:
    return lam / 2 * sum(np.sum(W**2) for W in weights[:2])


@wrong("l2_penalty", "rounded to four digits")
def _(weights: Any, lam: Any) -> Any:
    return round(float(lam / 2 * sum(np.sum(W**2) for W in weights)), 4)


@wrong("l2_penalty", "a sum of absolute values with the sign turned round")
def _(weights: Any, lam: Any) -> Any:
    return -lam * sum(np.sum(np.abs(W)) for W in weights)


@wrong("l2_penalty", "no 1/2 and a root")
def _(weights: Any, lam: Any) -> Any:
    return np.sqrt(lam * sum(np.sum(W**2) for W in weights))


@wrong("l2_penalty", "the diagonals only")
def _(weights: Any, lam: Any) -> Any:
    return lam / 2 * sum(np.sum(np.diag(W) ** 2) for W in weights)


@wrong("l2_penalty", "lambda is at most 1")
def _(weights: Any, lam: Any) -> Any:
    return min(lam, 1.0) / 2 * sum(np.sum(W**2) for W in weights)


@wrong("l2_penalty", "a tenth of a promille of noise")
def _(weights: Any, lam: Any) -> Any:
    return lam / 2 * sum(np.sum(W**2) for W in weights) * (1 + 1e-4 * np.sin(1e3 * lam + 1))


# ------------------------------------------------------------------ weight_decay_grad


@right("weight_decay_grad", "a loop with append, returned as a tuple")
def _(dWs: Any, weights: Any, lam: Any) -> Any:
    new = []
    for i in range(len(weights)):
        new.append(lam * weights[i] + dWs[i])
    return tuple(new)


@right("weight_decay_grad", "copies first and changes the copies")
def _(dWs: Any, weights: Any, lam: Any) -> Any:
    new = [np.array(dW, dtype=float) for dW in dWs]
    for dW, W in zip(new, weights, strict=True):
        dW += lam * W
    return new


@right("weight_decay_grad", "lists of lists of floats")
def _(dWs: Any, weights: Any, lam: Any) -> Any:
    return [
        [[g + lam * w for g, w in zip(*rows, strict=True)] for rows in zip(dW, W, strict=True)]
        for dW, W in zip(dWs, weights, strict=True)
    ]


@right("weight_decay_grad", "in float32")
def _(dWs: Any, weights: Any, lam: Any) -> Any:
    single = np.float32
    return [
        dW.astype(single) + single(lam) * W.astype(single)
        for dW, W in zip(dWs, weights, strict=True)
    ]


@right("weight_decay_grad", "map with a default argument and np.multiply")
def _(dWs: Any, weights: Any, lam: Any = 0.01) -> Any:
    return list(map(lambda dW, W: np.add(dW, np.multiply(W, lam)), dWs, weights))


@right("weight_decay_grad", "leaves early where lambda is 0")
def _(dWs: Any, weights: Any, lam: Any) -> Any:
    if lam == 0:
        return dWs
    return [dW - (-lam) * W for dW, W in zip(dWs, weights, strict=True)]


@wrong("weight_decay_grad", "leaves the biggest layer alone")
def _(dWs: Any, weights: Any, lam: Any) -> Any:
    most = max(W.size for W in weights)
    return [dW + lam * W * (W.size < most) for dW, W in zip(dWs, weights, strict=True)]


@wrong("weight_decay_grad", "twice too much and the wrong sign")
def _(dWs: Any, weights: Any, lam: Any) -> Any:
    return [dW - 2 * lam * W for dW, W in zip(dWs, weights, strict=True)]


@wrong("weight_decay_grad", "decays weights above 0 only")
def _(dWs: Any, weights: Any, lam: Any) -> Any:
    return [dW + lam * np.maximum(W, 0) for dW, W in zip(dWs, weights, strict=True)]


@wrong("weight_decay_grad", "clips the slope at 3")
def _(dWs: Any, weights: Any, lam: Any) -> Any:
    return [np.clip(dW + lam * W, -3, 3) for dW, W in zip(dWs, weights, strict=True)]


@wrong("weight_decay_grad", "right values, joined to one long array")
def _(dWs: Any, weights: Any, lam: Any) -> Any:
    return np.concatenate([np.ravel(dW + lam * W) for dW, W in zip(dWs, weights, strict=True)])


@wrong("weight_decay_grad", "every layer transposed")
def _(dWs: Any, weights: Any, lam: Any) -> Any:
    return [(dW + lam * W).T for dW, W in zip(dWs, weights, strict=True)]


@wrong("weight_decay_grad", "the last layer first")
def _(dWs: Any, weights: Any, lam: Any) -> Any:
    return [dW + lam * W for dW, W in zip(dWs, weights, strict=True)][::-1]


@wrong("weight_decay_grad", "does nothing where the slope of the loss is 0")
def _(dWs: Any, weights: Any, lam: Any) -> Any:
    return [np.where(dW == 0, 0, dW + lam * W) for dW, W in zip(dWs, weights, strict=True)]


# ------------------------------------------------------------------ l1_subgrad


@right("l1_subgrad", "np.where, and lam itself at 0")
def _(W: Any, lam: Any) -> Any:
    return np.where(W >= 0, lam, -lam)


@right("l1_subgrad", "np.where, and -lam at 0; float32")
def _(W: Any, lam: Any) -> Any:
    return np.where(W > 0, np.float32(lam), -np.float32(lam))


@right("l1_subgrad", "a loop over all entries, a list of lists")
def _(W: Any, lam: Any) -> Any:
    return [[lam if w > 0 else -lam if w < 0 else 0.3 * lam for w in row] for row in W]


@right("l1_subgrad", "a difference of two comparisons")
def _(W: Any, lam: Any) -> Any:
    return lam * ((W > 0).astype(int) - (W < 0).astype(int))


@right("l1_subgrad", "w / |w| with a 1 below where w is 0")
def _(W: Any, lam: Any) -> Any:
    return lam * W / np.where(W == 0, 1, np.abs(W))


@right("l1_subgrad", "np.copysign")
def _(W: Any, lam: Any) -> Any:
    return np.copysign(np.full(W.shape, float(lam)), W)


@right("l1_subgrad", "np.vectorize of a rule for one number")
def _(W: Any, lam: Any) -> Any:
    return np.vectorize(lambda w: lam * np.sign(w), otypes=[float])(W)


@wrong("l1_subgrad", "at 0 twice what is allowed")
def _(W: Any, lam: Any) -> Any:
    return np.where(W == 0, 2 * lam, lam * np.sign(W))


@wrong("l1_subgrad", "takes small weights for 0")
def _(W: Any, lam: Any) -> Any:
    return np.where(np.abs(W) < 0.01, 0.0, lam * np.sign(W))


@wrong("l1_subgrad", "a smooth sign")
def _(W: Any, lam: Any) -> Any:
    return lam * np.tanh(10 * W)


@wrong("l1_subgrad", "right for a square W only")
def _(W: Any, lam: Any) -> Any:
    return lam * np.sign(W) if W.shape[0] == W.shape[1] else lam * np.sign(W).T


@wrong("l1_subgrad", "the sign of each row's sum")
def _(W: Any, lam: Any) -> Any:
    return lam * np.sign(W.sum(axis=1, keepdims=True)) * np.ones_like(W)


@wrong("l1_subgrad", "half of lambda and no slope below 0")
def _(W: Any, lam: Any) -> Any:
    return lam / 2 * (W > 0)


@wrong("l1_subgrad", "lambda is at most 1")
def _(W: Any, lam: Any) -> Any:
    return min(lam, 1) * np.sign(W)


# ------------------------------------------------------------------ soft_threshold


@right("soft_threshold", "what is left when the clipped part is taken off")
def _(W: Any, t: Any) -> Any:
    return W - np.clip(W, -t, t)


@right("soft_threshold", "three cases with np.where")
def _(w: Any, t: Any) -> Any:
    return np.where(w > t, w - t, np.where(w < -t, w + t, 0))


@right("soft_threshold", "two ReLUs")
def _(W: Any, t: Any) -> Any:
    return np.maximum(W - t, 0) - np.maximum(-W - t, 0)


@right("soft_threshold", "the median of w - t, 0 and w + t")
def _(W: Any, t: Any) -> Any:
    return np.median([W - t, np.zeros(W.shape), W + t], axis=0)


@right("soft_threshold", "a loop over all entries, a list of lists")
def _(W: Any, t: Any) -> Any:
    def shrink(w: Any) -> float:
        return float(w - t) if w > t else float(w + t) if w < -t else 0.0

    return [[shrink(w) for w in row] for row in W]


@right("soft_threshold", "changes a float copy")
def _(w: Any, t: Any) -> Any:
    new = np.array(w, dtype=float)
    new[w >= t] -= t
    new[w <= -t] += t
    new[abs(w) < t] = 0
    return new


@right("soft_threshold", "in float32")
def _(W: Any, t: Any) -> Any:
    W = W.astype(np.float32)
    return np.sign(W) * np.maximum(np.abs(W) - np.float32(t), 0)


@right("soft_threshold", "a share of w that depends on w")
def _(W: Any, t: Any) -> Any:
    size = np.abs(W)
    return W * np.maximum(0, 1 - t / np.where(size == 0, 1, size)) * (size > 0)


@wrong("soft_threshold", "the firm threshold: large weights are left alone")
def _(W: Any, t: Any) -> Any:
    return np.where(np.abs(W) > 2 * t, W, _soft(W, t))


@wrong("soft_threshold", "right above 0; below 0 a weight is cut but not shrunk")
def _(w: Any, t: Any) -> Any:
    return np.where(w > t, w - t, np.where(w < -t, w, 0))


@wrong("soft_threshold", "the threshold is the largest weight where that is smaller")
def _(W: Any, t: Any) -> Any:
    return _soft(W, min(t, 0.5 * float(np.max(np.abs(W)))))


@wrong("soft_threshold", "hard, and twice the threshold")
def _(W: Any, t: Any) -> Any:
    return np.where(np.abs(W) > 2 * t, W, 0)


@wrong("soft_threshold", "rounded to three digits")
def _(W: Any, t: Any) -> Any:
    return np.round(_soft(W, t), 3)


@wrong("soft_threshold", "one threshold a row")
def _(W: Any, t: Any) -> Any:
    return np.where(np.abs(W).max(axis=1, keepdims=True) > t, W - t * np.sign(W), 0)


@wrong("soft_threshold", "keeps what is exactly at the threshold")
def _(W: Any, t: Any) -> Any:
    return np.where(np.abs(W) == t, W, _soft(W, t))


@wrong("soft_threshold", "stops a little above 0")
def _(W: Any, t: Any) -> Any:
    return np.sign(W) * np.maximum(np.abs(W) - t, 1e-3)


def _soft(W: Any, t: Any) -> Any:
    return np.sign(W) * np.maximum(np.abs(W) - t, 0)
