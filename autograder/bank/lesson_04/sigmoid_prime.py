"""Other answers to sigmoid_prime: right ones in other words, wrong ones without a name."""

import math
from typing import Any

import numpy as np

from autograder.bank import right, wrong
from autograder.bank.lesson_04.shared import entry_by_entry, expit, logistic
from nnlib import activations


@right
def _(z):
    "s (1 - s)"
    s = logistic(z)
    s * (1 - s)
    "s (1 - s) with the textbook sigmoid, which only warns"
    s = 1 / (1 + np.exp(-z))
    s * (1 - s)
    "s - s^2 with nnlib's sigmoid"
    s = activations.sigmoid(z)
    s - s**2
    "s(z) s(-z)"
    logistic(z) * logistic(-z)
    "with scipy's expit"
    expit(z) * expit(-z)
    "e^-|z| / (1 + e^-|z|)^2"
    e = np.exp(-np.abs(z))
    e / (1 + e) ** 2
    "through tanh"
    0.25 * (1 - np.tanh(z / 2) ** 2)
    "through cosh, which only warns"
    1 / (2 * np.cosh(z / 2)) ** 2
    "1 / (2 + e^z + e^-z), which only warns"
    1 / (2 + np.exp(z) + np.exp(-z))
    "in float32"
    s = logistic(np.asarray(z, dtype=np.float32))
    s * (1 - s)
    "nested lists"

    def one(v: float) -> float:
        e = math.exp(-abs(v))
        return e / (1 + e) / (1 + e)

    entry_by_entry(one, z)


@wrong
def _(z):
    "a bell of the wrong kind"
    0.25 * np.exp(-(z**2) / 4)
    "never less than 1e-10"
    np.maximum(logistic(z) * logistic(-z), 1e-10)
    "the peak is 1"
    4 * logistic(z) * logistic(-z)
    "clipped, with the sign lost"
    s = logistic(np.clip(z, -20, 20))
    s * (s - 1)
    "a numeric slope with a coarse step"
    (logistic(z + 0.01) - logistic(z - 0.01)) / 0.02
    "the second slope"
    s = logistic(z)
    s * (1 - s) * (1 - 2 * s)
    "right for z >= 0 only"
    e = np.exp(-np.abs(z))
    np.where(z >= 0, e / (1 + e) ** 2, e / (1 + e))
    "rounded to four digits"
    np.round(logistic(z) * logistic(-z), 4)


# Written without a look at the mistakes that have a name.


@wrong
def _(z):
    "s (1 - z)"
    s = 1 / (1 + np.exp(-np.clip(z, -700, 700)))
    s * (1 - z)
    "s squared"
    s = 1 / (1 + np.exp(-np.clip(z, -700, 700)))
    s**2
    "(1 - s) alone"
    s = 1 / (1 + np.exp(-np.clip(z, -700, 700)))
    1 - s


# Written from the lesson's text alone.


@wrong
def _(z):
    "coarse numeric"

    def g(v: Any) -> Any:
        return np.exp(-np.logaddexp(0, -v))

    (g(z + 0.1) - g(z - 0.1)) / 0.2
    "one sided numeric"

    def g(v: Any) -> Any:
        return np.exp(-np.logaddexp(0, -v))

    (g(z + 0.0001) - g(z)) / 0.0001
    "matmul"
    s = np.exp(-np.logaddexp(0, -np.asarray(z, float)))
    s @ (1 - s)
    "s - s / 2"
    s = np.exp(-np.logaddexp(0, -np.asarray(z, float)))
    s - s / 2


@right
def _(z):
    "e form"
    e = np.exp(-np.abs(z))
    e / (1 + e) ** 2
    "cosh"
    0.25 / np.cosh(np.clip(np.asarray(z) / 2, -300, 300)) ** 2
    "quarter minus"
    s = np.exp(-np.logaddexp(0, -np.asarray(z, float)))
    0.25 - (s - 0.5) ** 2
    "tanh half"
    (1 - np.tanh(np.asarray(z) / 2) ** 2) / 4
