"""Other answers to bayes_risk: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(eta, p):
    "a dot product"
    p @ np.minimum(eta, 1 - eta)
    "one half less the distance to it"
    np.dot(p, 0.5 - np.abs(eta - 0.5))
    "a sum in Python"
    sum(float(w) * min(float(q), 1 - float(q)) for w, q in zip(p, eta, strict=True))
    "a rule and its risk"
    rule = np.where(eta >= 0.5, 1, -1)
    np.sum(p * np.where(rule == 1, 1 - eta, eta))
    "an average with weights"
    np.average(np.minimum(eta, 1 - eta), weights=p)


@wrong
def _(eta, p):
    "the first input is left out"
    np.sum((p * np.minimum(eta, 1 - eta))[1:])
    "of the likeliest input"
    np.minimum(eta, 1 - eta)[np.argmax(p)]
    "sorted first"
    np.sort(p) @ np.minimum(eta, 1 - eta)
    "an entropy"
    e = np.clip(eta, 1e-9, 1 - 1e-9)
    -np.sum(p * (e * np.log2(e) + (1 - e) * np.log2(1 - e)))


# Written without a look at the mistakes that have a name.


@wrong
def _(eta, p):
    "the chances of the labels, unweighted"
    np.mean(np.minimum(eta, 1 - eta))
    "decides once for all inputs"
    min(p @ eta, p @ (1 - eta))
    "how sure it is"
    p @ np.maximum(eta, 1 - eta)


# Written from the lesson's text alone.


@right
def _(eta, p):
    "half minus"
    0.5 - p @ np.abs(np.asarray(eta) - 0.5)
    "loop with fsum"
    import math

    math.fsum((q * min(e, 1 - e) for e, q in zip(eta, p, strict=False)))
    "average with weights"
    np.average(np.minimum(eta, 1 - eta), weights=p)
