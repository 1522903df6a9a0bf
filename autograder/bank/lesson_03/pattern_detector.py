"""Other answers to pattern_detector: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(p):
    "b = -(D - 2), the largest that will do"
    (p, 2 - len(p))
    "b just above -D, in a list"
    [p.tolist(), 0.01 - len(p)]
    "ten times as long"
    (10 * p, 5.0 - 10 * len(p))
    "a mean instead of a sum"
    (p / len(p), np.array(0.5 / len(p) - 1))
    "a row in single precision"
    (p.astype(np.float32)[None, :], np.array([0.5 - len(p)], dtype=np.float32))
    "weights of different size"
    w = p * np.linspace(1, 2, len(p))
    w, -float(np.abs(w).sum()) + 0.5
    "a loop"
    w, b = [], 1.0
    for sign in p:
        w.append(1.0 if sign > 0 else -1.0)
        b -= 1
    tuple(w), b


@right
def _(p, room=0.5):
    "b from p itself"
    (np.sign(p), room - p @ p)


@wrong
def _(p):
    "three quarters of what the pattern scores"
    (p, -0.75 * len(p))
    "nine tenths of what the pattern scores"
    (p, -0.9 * len(p))
    "weights of different size with the usual b"
    (p * np.linspace(0.2, 1, len(p)), 1.0 - len(p))
    "half of what the pattern scores"
    (p, -len(p) / 2)
    "normalised weights, the b of the others"
    (p / np.linalg.norm(p), 1.0 - len(p))
    "normalised weights, b in between, for two and three signs"
    (p / np.linalg.norm(p), -1.2)
    "the first sign has no weight"
    (p * (np.arange(len(p)) > 0), 2.0 - len(p))
    "the number of +1 with the sign of the rest"
    (p, float(np.sum(p < 0)) - len(p))
    "a weight too many"
    (np.append(p, 1.0), 1.0 - len(p))
    "shifted by one place"
    (np.roll(p, 1), 1.0 - len(p))
    "right up to four signs"
    (p[:4], 1.0 - len(p[:4]))
    "a bias for each weight"
    (p, np.full(len(p), -1.0))
    "positive weights for three signs or more"
    (p if len(p) < 3 else np.ones(len(p)), 0.5 - len(p))


# Written without a look at the mistakes that have a name.


@wrong
def _(p):
    "the bias of the wrong sign"
    p, len(p) - 1.0
    "counts the ones"
    p, 1.0 - np.sum(p)
    "half of the signs"
    p, -len(p) / 2


# Written from the lesson's text alone.


@wrong
def _(p):
    "mean weights, bias wrong"
    (p / len(p), -1.0)


@right
def _(p):
    "exactly D-2"
    (np.array(p), 2 - len(p))
    "p/len and near 1"
    ([v / len(p) for v in p], -1 + 1 / len(p))
    "scaled"
    (3 * p, -3 * (p @ p) + 3)
