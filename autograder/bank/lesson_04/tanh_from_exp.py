"""Other answers to tanh_from_exp: right ones in other words, wrong ones without a name."""

import math

import numpy as np

from autograder.bank import right, wrong
from autograder.bank.lesson_04.shared import entry_by_entry, expit, logistic
from nnlib import activations


@right
def _(z):
    "twice a stable sigmoid of 2z, less 1"
    2 * logistic(2 * z) - 1
    "with the sigmoid of nnlib"
    2 * activations.sigmoid(2 * z) - 1
    "scipy's expit"
    2 * expit(2 * z) - 1
    "the sign times a quotient of |z|"
    small = np.exp(-2 * np.abs(z))
    np.sign(z) * (1 - small) / (1 + small)
    "with expm1, exact near 0"
    t = np.expm1(-2 * np.abs(z))
    np.copysign(t / (t + 2), z)
    "1 - 2 / (e^2z + 1), which only warns"
    1 - 2 / (np.exp(2 * z) + 1)
    "both forms in np.where, which only warns"
    p, q = np.exp(2 * z), np.exp(-2 * z)
    np.where(z < 0, (p - 1) / (p + 1), (1 - q) / (1 + q))
    "both sides divided by e^|z|; nothing overflows"
    p, q = np.exp(z - np.abs(z)), np.exp(-z - np.abs(z))
    (p - q) / (p + q)
    "clipped where it is 1 to the last digit"
    z = np.clip(z, -20, 20)
    (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    "nested lists, with math.exp and an if"

    def one(v: float) -> float:
        e = math.exp(-2 * abs(v))
        return (1 - e) / (1 + e) if v > 0 else (e - 1) / (1 + e)

    entry_by_entry(one, z)
    "in float32"
    z = np.asarray(z, dtype=np.float32)
    e = np.exp(-2 * np.abs(z))
    np.sign(z) * (1 - e) / (1 + e)


@wrong
def _(z):
    "the first terms of the series"
    z = np.clip(z, -1, 1)
    z - z**3 / 3 + 2 * z**5 / 15
    "2 sigmoid(z) - 1 without its sign"
    e = np.exp(-np.abs(z))
    (1 - e) / (1 + e)
    "nan replaced by 0"
    p, q = np.exp(z), np.exp(-z)
    np.nan_to_num((p - q) / (p + q))
    "nan replaced by 1, on both sides"
    p, q = np.exp(z), np.exp(-z)
    np.nan_to_num((p - q) / (p + q), nan=1.0)
    "the sign changes at one half"
    e = np.exp(-2 * np.abs(z))
    np.where(z > 0.5, 1, -1) * (1 - e) / (1 + e)
    "rounded to five digits"
    np.round(2 * logistic(2 * z) - 1, 5)


# Written without a look at the mistakes that have a name.


@wrong
def _(z):
    "the signs turned round"
    e = np.exp(-2 * np.abs(z))
    -np.sign(z) * (1 - e) / (1 + e)
    "e^z alone"
    e = np.exp(np.minimum(z, 300))
    (e - 1) / (e + 1)


# Written from the lesson's text alone.


@wrong
def _(z):
    "plus minus swapped"
    np.sign(z) * (1 + np.exp(-2 * np.abs(z))) / (1 - np.exp(-2 * np.abs(z)) + 1e-30)
    "no 2 in one place"
    np.sign(z) * (1 - np.exp(-2 * np.abs(z))) / (1 + np.exp(-np.abs(z)))
    "sinh only"
    (np.exp(np.clip(z, -700, 700)) - np.exp(-np.clip(z, -700, 700))) / 2


@right
def _(z):
    "sign times fraction"
    e = np.exp(-2 * np.abs(np.asarray(z, dtype=float)))
    np.sign(z) * (1 - e) / (1 + e)
    "expm1"
    a = -2.0 * np.abs(z)
    np.copysign(-np.expm1(a) / (1 + np.exp(a)), z)
    "clip at 300"
    c = np.clip(z, -300, 300)
    (np.exp(2 * c) - 1) / (np.exp(2 * c) + 1)
