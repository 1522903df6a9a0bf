"""Other answers to l1_subgrad: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
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


@wrong
def _(W, lam):
    "np.vectorize of a rule whose answer at 0 is a whole number"
    np.vectorize(lambda w: lam if w > 0 else -lam if w < 0 else 0)(W)
    "at 0 twice what is allowed"
    np.where(W == 0, 2 * lam, lam * np.sign(W))
    "takes small weights for 0"
    np.where(np.abs(W) < 0.01, 0.0, lam * np.sign(W))
    "a smooth sign"
    lam * np.tanh(10 * W)
    "right for a square W only"
    lam * np.sign(W) if W.shape[0] == W.shape[1] else lam * np.sign(W).T
    "half of lambda and no slope below 0"
    lam / 2 * (W > 0)
    "lambda is at most 1"
    min(lam, 1) * np.sign(W)


# Written without a look at the mistakes that have a name.


@wrong
def _(W, lam):
    "the weights themselves"
    lam * W
    "no lambda"
    np.sign(W)
    "above 0 alone"
    np.where(W > 0, lam, 0.0)
