"""Other answers to soft_threshold: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong


@right
def _(W, t):
    "what is left when the clipped part is taken off"
    W - np.clip(W, -t, t)
    "two ReLUs"
    np.maximum(W - t, 0) - np.maximum(-W - t, 0)
    "the median of w - t, 0 and w + t"
    np.median([W - t, np.zeros(W.shape), W + t], axis=0)
    "a loop over all entries, a list of lists"

    def shrink(w: Any) -> float:
        return float(w - t) if w > t else float(w + t) if w < -t else 0.0

    [[shrink(w) for w in row] for row in W]
    "in float32"
    W = W.astype(np.float32)
    np.sign(W) * np.maximum(np.abs(W) - np.float32(t), 0)
    "a share of w that depends on w"
    size = np.abs(W)
    W * np.maximum(0, 1 - t / np.where(size == 0, 1, size)) * (size > 0)


@right
def _(w, t):
    "three cases with np.where"
    np.where(w > t, w - t, np.where(w < -t, w + t, 0))
    "changes a float copy"
    new = np.array(w, dtype=float)
    new[w >= t] -= t
    new[w <= -t] += t
    new[abs(w) < t] = 0
    new


@wrong
def _(W, t):
    "the threshold is the largest weight where that is smaller"
    _soft(W, min(t, 0.5 * float(np.max(np.abs(W)))))
    "rounded to three digits"
    np.round(_soft(W, t), 3)
    "one threshold a row"
    np.where(np.abs(W).max(axis=1, keepdims=True) > t, W - t * np.sign(W), 0)
    "keeps what is exactly at the threshold"
    np.where(np.abs(W) == t, W, _soft(W, t))
    "stops a little above 0"
    np.sign(W) * np.maximum(np.abs(W) - t, 1e-3)


@wrong
def _(w, t):
    "right above 0; below 0 a weight is cut but not shrunk"
    np.where(w > t, w - t, np.where(w < -t, w, 0))


def _soft(W: Any, t: Any) -> Any:
    return np.sign(W) * np.maximum(np.abs(W) - t, 0)


# Written without a look at the mistakes that have a name.


@wrong
def _(W, t):
    "above 0 alone"
    np.maximum(W - t, 0)
    "cut to the threshold"
    np.clip(W, -t, t)
    "shrinks all"
    W - t


@wrong
def _(W, t):
    "hard"
    np.where(np.abs(W) > t, W, 0.0)
    "a shift without a floor"
    W - t * np.sign(W)
    "the size alone"
    np.maximum(np.abs(W) - t, 0.0)
    "below -t nothing"
    np.maximum(W - t, 0.0)
    "clipped to ±t"
    np.clip(W, -t, t)


@right
def _(W, t):
    "what a clip leaves over"
    W - np.clip(W, -t, t)
    "two ReLUs"
    W = np.asarray(W, dtype=float)
    np.maximum(W - t, 0.0) - np.maximum(-W - t, 0.0)
    "by cases"
    np.select([W > t, W < -t], [W - t, W + t], 0.0)


@right
def _(W, t):
    "the middle one of three"
    np.median([np.zeros(np.shape(W)), W - t, W + t], axis=0)


@wrong
def _(W, t):
    "stops at t in place of 0"
    np.sign(W) * np.maximum(np.abs(W) - t, t)
    "all or none, by the mean size"
    np.where(np.abs(W).mean() > t, W - t * np.sign(W), 0 * W)
