"""Other answers to step: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong
from autograder.bank.lesson_04.shared import entry_by_entry, logistic


@right
def _(z):
    "np.where with whole numbers"
    np.where(z > 0, 1, 0)
    "a comparison made float"
    (z > 0).astype(float)
    "1.0 times a comparison; any list will do"
    1.0 * (np.asarray(z) > 0)
    "np.heaviside with 0 at 0"
    np.heaviside(z, 0)
    "the sign, cut off below; in float32"
    np.maximum(np.sign(np.asarray(z, dtype=np.float32)), 0)
    "nested lists from a loop"
    entry_by_entry(lambda v: 1 if v > 0 else 0, z)


@right
def _(z, threshold=0.0):
    "a filled array of small integers; a default argument"
    out = np.zeros(np.shape(z), dtype=np.int8)
    out[z > threshold] = 1
    out


right.one("step", "np.vectorize itself", np.vectorize(lambda v: float(v > 0)))


@wrong
def _(z):
    "rounds a sigmoid"
    np.round(logistic(z))
    "a threshold a little above 0"
    np.where(z > 1e-3, 1.0, 0.0)
    "a very steep sigmoid"
    logistic(50 * z)
    "fires above the mean"
    np.where(z > np.mean(z), 1.0, 0.0)
    "flattens a table"
    np.where(z > 0, 1.0, 0.0).ravel()
    "transposes a table"
    np.where(z > 0, 1.0, 0.0).T
    "changes z, and answers the ramp"
    np.clip(z, 0, 1, out=z)


# Written without a look at the mistakes that have a name.


@wrong
def _(z):
    "a threshold of one half"
    np.where(z > 0.5, 1.0, 0.0)
    "between -1 and 1, half"
    np.sign(z) / 2 + 1
    "one number"
    float(np.sum(z) > 0)


# Written from the lesson's text alone.


@right
def _(z):
    "heaviside 0"
    np.heaviside(z, 0)
    "int"
    (np.asarray(z) > 0).astype(int)
    "vectorize"
    np.vectorize(lambda v: 1.0 if v > 0 else 0.0)(z)
    "greater * float32"
    np.greater(z, 0).astype(np.float32)
