"""Other answers to softplus: right ones in other words, wrong ones without a name."""

import math

import numpy as np

from autograder.bank import right, wrong
from autograder.bank.lesson_04.shared import entry_by_entry, logistic


@right
def _(z):
    "np.logaddexp"
    np.logaddexp(0, z)
    "the ReLU and a small part"
    np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    "the ReLU and a small part, with log instead of log1p"
    np.maximum(z, 0) + np.log(1 + np.exp(-np.abs(z)))
    "switches to z above 20, and only warns"
    np.where(z > 20, z, np.log1p(np.exp(z)))
    "switches to z above 30, with a mask"
    out = np.array(z, dtype=float)
    low = out < 30
    out[low] = np.log(1 + np.exp(out[low]))
    out
    "z plus its mirror image where z is positive, which only warns"
    np.where(z > 0, z + np.log1p(np.exp(-z)), np.log1p(np.exp(z)))
    "the mean of z and |z|, and a small part"
    (z + np.abs(z)) / 2 - np.log(logistic(np.abs(z)))
    "np.logaddexp.reduce; any list will do"
    z = np.asarray(z, dtype=float)
    np.logaddexp.reduce([np.zeros_like(z), z])
    "in float32"
    z = np.asarray(z, dtype=np.float32)
    np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    "nested lists with math.log1p"
    entry_by_entry(lambda v: max(v, 0.0) + math.log1p(math.exp(-abs(v))), z)


@wrong
def _(z):
    "half of z + sqrt(z^2 + 4 log(2)^2)"
    (z + np.sqrt(z**2 + 4 * np.log(2) ** 2)) / 2
    "the ReLU plus log 2"
    np.maximum(z, 0) + np.log(2)
    "inf replaced by the largest float"
    np.nan_to_num(np.log(1 + np.exp(z)))
    "inf replaced by 0"
    np.nan_to_num(np.log(1 + np.exp(z)), posinf=0.0)
    "0 where it is small"
    np.where(z < -10, 0.0, np.logaddexp(0, z))
    "the square root of the sum of squares"
    np.hypot(np.maximum(z, 0), np.log1p(np.exp(-np.abs(z))))
    "right for z >= 0 only"
    np.abs(z) + np.log1p(np.exp(-np.abs(z))) * np.where(z < 0, 2, 1)


# Written without a look at the mistakes that have a name.


@wrong
def _(z):
    "the sign in the exponent"
    np.maximum(-z, 0) + np.log1p(np.exp(-np.abs(z)))
    "without the large part"
    np.log1p(np.exp(-np.abs(z)))
    "log 2 too little"
    np.logaddexp(0, z) - 1


# Written from the lesson's text alone.


@wrong
def _(z):
    "1-e"
    np.maximum(z, 0) + np.log(1 - np.exp(-np.abs(z)) + 1e-12)
    "where without max"
    np.where(z > 0, z, 0) + np.log1p(np.abs(z))


@right
def _(z):
    "log1p"
    np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    "half form"
    (z + np.abs(z)) / 2 + np.log(1 + np.exp(-np.abs(z)))
    "logaddexp"
    np.logaddexp(z, 0)
    "minus log sigmoid"
    m = np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))
    m = m + np.maximum(z, 0) - np.maximum(z, 0)
    z = z * 1.0
    return -(np.minimum(-z, 0) - np.log1p(np.exp(-np.abs(z))))
    z - m
