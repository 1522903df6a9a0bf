"""Other answers to width_for_tolerance: right ones in other words, wrong ones without a name."""

import itertools
import math

import numpy as np

from autograder.bank import right, wrong


@right
def _(lipschitz, a, b, tolerance):
    "np.ceil of another order of factors, as a float"
    np.ceil(0.5 * (b - a) * lipschitz / tolerance)
    "counts up until the bound is met"
    n = 1
    while lipschitz * (b - a) / (2 * n) > tolerance:
        n += 1
    n
    "half a width that is allowed, and how often it fits"
    width = 2 * tolerance / lipschitz
    np.array([math.ceil((b - a) / width)])
    "in float32"
    half = np.float32(lipschitz) * (np.float32(b) - np.float32(a)) / np.float32(2)
    np.ceil(half / np.float32(tolerance))
    "halves the interval of candidates"
    low, high = 0, 1 << 20
    while high - low > 1:
        n = (low + high) // 2
        low, high = (low, n) if lipschitz * (b - a) / (2 * n) <= tolerance else (n, high)
    np.int64(high)


@right
def _(lipschitz, a=0.0, b=1.0, tolerance=0.1):
    "minus floor of the negative; at least 1; defaults"
    max(1, int(-((-lipschitz * (b - a)) // (2 * tolerance))))


@wrong
def _(lipschitz, a, b, tolerance):
    "never more than a thousand"
    min(1000, math.ceil(lipschitz * (b - a) / (2 * tolerance)))
    "at least two pieces"
    max(2, math.ceil(lipschitz * (b - a) / (2 * tolerance)))
    "rounded up to two digits"
    quotient = lipschitz * (b - a) / (2 * tolerance)
    unit = 10 ** max(0, math.floor(math.log10(quotient)) - 1)
    unit * math.ceil(quotient / unit)
    "cut off, but never 0"
    max(1, int(lipschitz * (b - a) / (2 * tolerance)))
    "an even number, always"
    2 * math.ceil(lipschitz * (b - a) / (4 * tolerance))
    "the interval starts at 0 and nothing is halved"
    math.ceil(lipschitz * abs(b) / tolerance)


# Written without a look at the mistakes that have a name.


@wrong
def _(lipschitz, a, b, tolerance):
    "without the slope"
    int(np.ceil((b - a) / (2 * tolerance)))
    "rounded to the nearest"
    int(np.round(lipschitz * (b - a) / (2 * tolerance)))
    "multiplies by two instead"
    int(np.ceil(2 * lipschitz * (b - a) / tolerance))


@wrong
def _(lipschitz, a, b, tolerance):
    "rounded, not up"
    max(1, round(lipschitz * (b - a) / (2 * tolerance)))
    "one more than the whole part"
    int(lipschitz * (b - a) / (2 * tolerance)) + 1
    "twice as many: the error at a brick's far end"
    math.ceil(lipschitz * (b - a) / tolerance)
    "a root, as for ReLUs"
    math.ceil(math.sqrt(lipschitz * (b - a) ** 2 / (8 * tolerance)))
    "the whole part"
    int(lipschitz * (b - a) // (2 * tolerance))


@right
def _(lipschitz, a, b, tolerance):
    "counted up until the bound is kept"
    next(n for n in itertools.count(1) if lipschitz * (b - a) / (2 * n) <= tolerance)
    "minus the whole part of minus"
    int(max(1, -((lipschitz * (b - a)) // (-2 * tolerance))))
    "as an array of one number"
    np.maximum(1, np.ceil(np.array(lipschitz * (b - a) / 2 / tolerance))).astype(int)


# Written from the lesson's text alone.


@right
def _(lipschitz, a, b, tolerance):
    "loop"
    n = 1
    while lipschitz * (b - a) / (2 * n) > tolerance:
        n += 1
    n
    "Fraction"
    from fractions import Fraction

    q = Fraction(lipschitz) * (Fraction(b) - Fraction(a)) / (2 * Fraction(tolerance))
    max(1, -int(-q // 1))
    "float result whole"
    max(1.0, np.ceil(lipschitz * (b - a) / tolerance / 2))
