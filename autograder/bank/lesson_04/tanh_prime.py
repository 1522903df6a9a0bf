"""Other answers to tanh_prime: right ones in other words, wrong ones without a name."""

import math

import numpy as np

from autograder.bank import right, wrong
from autograder.bank.lesson_04.shared import entry_by_entry, logistic
from nnlib import activations


@right
def _(z):
    "1 - tanh^2"
    1 - np.tanh(z) ** 2
    "(1 - a) (1 + a) with nnlib's tanh"
    a = activations.tanh(z)
    (1 - a) * (1 + a)
    "1 / cosh^2, which only warns"
    1 / np.cosh(z) ** 2
    "4 s (1 - s) with s = sigmoid(2z)"
    s = logistic(2 * z)
    4 * s * (1 - s)
    "four times nnlib's slope of the sigmoid at 2z"
    4 * activations.sigmoid_prime(2 * z)
    "4 / (e^z + e^-z)^2, which only warns"
    4 / (np.exp(z) + np.exp(-z)) ** 2
    "1 - a a with its own a from exponentials of -2|z|"
    e = np.exp(-2 * np.abs(z))
    a = (1 - e) / (1 + e)
    1 - a * a
    "in float32"
    1 - np.square(np.tanh(np.asarray(z, dtype=np.float32)))
    "nested lists with math.tanh"
    entry_by_entry(lambda v: 1 - math.tanh(v) ** 2, z)


@wrong
def _(z):
    "a bell of the wrong kind"
    np.exp(-(z**2))
    "1 / (1 + z^2)"
    1 / (1 + z**2)
    "the slope of the clipped line"
    np.where(np.abs(z) < 1, 1.0, 0.0)
    "the sign of z in front"
    np.sign(z) * (1 - np.tanh(z) ** 2)
    "never less than 1e-8"
    np.maximum(1 - np.tanh(z) ** 2, 1e-8)


# Written without a look at the mistakes that have a name.


@wrong
def _(z):
    "1 - tanh"
    1 - np.tanh(z)
    "(1 - tanh)^2"
    (1 - np.tanh(z)) ** 2
    "1 + tanh^2"
    1 + np.tanh(z) ** 2


# Written from the lesson's text alone.


@wrong
def _(z):
    "dot"
    1 - np.tanh(z) @ np.tanh(z)
    "coarse numeric"
    (np.tanh(z + 0.1) - np.tanh(z - 0.1)) / 0.2


@right
def _(z):
    "product"
    (1 - np.tanh(z)) * (1 + np.tanh(z))
    "cosh"
    1 / np.cosh(np.clip(z, -300, 300)) ** 2
    "4 sigma' (2z)"
    e = np.exp(-2 * np.abs(z))
    4 * e / (1 + e) ** 2
