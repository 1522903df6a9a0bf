"""Other answers to sign_means: right ones in other words, wrong ones without a name."""

from fractions import Fraction
from itertools import product

import numpy as np

from autograder.bank import right, wrong
from nnlib.boolean import all_patterns


@right
def _(a):
    "the patterns of lesson 03"
    z = all_patterns(len(a)) @ a
    np.mean(z**2), np.mean(np.maximum(z, 0) ** 2)
    "one input after the other, every sum twice"
    sums = np.zeros(1)
    for x in a:
        sums = np.concatenate([sums - x, sums + x])
    np.mean(sums**2), np.sum(sums[sums > 0] ** 2) / len(sums)
    "plain loops"
    whole, kept = 0.0, 0.0
    for signs in product((1, -1), repeat=len(a)):
        z = sum(s * x for s, x in zip(signs, a, strict=True))
        whole, kept = whole + z * z, kept + max(z, 0) ** 2
    whole / 2 ** len(a), kept / 2 ** len(a)
    "by thinking alone: what the count comes to"
    np.sum(a**2), np.sum(a**2) / 2
    "on fractions"
    exact = [Fraction(float(x)) for x in a]
    z = [sum(s * x for s, x in zip(t, exact, strict=True)) for t in product((-1, 1), repeat=len(a))]
    float(sum(x * x for x in z) / len(z)), float(sum(max(x, 0) ** 2 for x in z) / len(z))
    "bits of a number as signs"
    signs = 2 * ((np.arange(2 ** len(a))[:, None] >> np.arange(len(a))) & 1) - 1
    z = signs @ a
    np.mean(np.square(z)), np.mean(np.square(z * (z > 0)))


@wrong
def _(a):
    "the variance of what the ReLU kept"
    z = all_patterns(len(a)) @ a
    np.mean(z**2), np.var(np.maximum(z, 0))
    "signs drawn by chance"
    z = np.random.default_rng(0).choice([-1, 1], (500, len(a))) @ a
    np.mean(z**2), np.mean(np.maximum(z, 0) ** 2)
    "a third instead of a half"
    np.sum(a**2), np.sum(a**2) / 3
    "a quarter, by two halves"
    np.sum(a**2), np.sum(a**2) / 4


# Written without a look at the mistakes that have a name.


@wrong
def _(a):
    "the same twice"
    np.sum(a**2), np.sum(a**2)
    "sums"
    n = 2 ** len(a)
    n * np.sum(a**2), n * np.sum(a**2) / 2


@wrong
def _(a):
    "one turned sign at a time"
    z = (np.ones((len(a), len(a))) - 2 * np.eye(len(a))) @ a
    np.mean(z**2), np.mean(np.maximum(z, 0) ** 2)
