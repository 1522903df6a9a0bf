"""Other answers to bayes_classifier: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(eta):
    "-1 at one half"
    np.where(eta > 0.5, 1, -1)
    "a list, one at a time"
    [1 if p > 1 - p else -1 for p in eta]
    "twice a truth value, less 1"
    2 * (np.asarray(eta) >= 0.5) - 1
    "the place of the larger of two"
    np.array([-1.0, 1.0])[np.argmax([1 - np.asarray(eta), np.asarray(eta)], axis=0)]


@wrong
def _(eta):
    "three quarters"
    np.where(eta > 0.75, 1, -1)
    "0.4"
    np.where(eta >= 0.4, 1, -1)
    "no answer near one half"
    np.where(np.abs(eta - 0.5) < 0.06, 0, np.where(eta > 0.5, 1, -1))
    "the order is turned"
    np.where(eta > 0.5, 1, -1)[::-1]


# Written without a look at the mistakes that have a name.


@wrong
def _(eta):
    "rounds"
    np.round(eta)
    "the larger of the two chances"
    np.maximum(eta, 1 - eta)
    "the most likely of all"
    np.where(eta == np.max(eta), 1, -1)


# Written from the lesson's text alone.


@wrong
def _(eta):
    "sign of eta"
    np.sign(eta)
    "other way"
    np.where(eta > 0.5, -1, 1)


@right
def _(eta):
    "argmax table"
    np.array([1, -1])[np.argmax([eta, 1 - np.asarray(eta)], axis=0)]
    "copysign"
    np.copysign(1, np.asarray(eta) - 0.5)
    "list"
    [1 if e > 1 - e else -1 for e in eta]
