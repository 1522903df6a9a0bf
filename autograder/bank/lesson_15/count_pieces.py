"""Other answers to count_pieces: right ones in other words, wrong ones without a name."""

from fractions import Fraction
from itertools import pairwise

import numpy as np

from autograder.bank import right, wrong


@right
def _(x, y):
    "np.isclose of neighbours"
    slopes = np.diff(y) / np.diff(x)
    1 + np.sum(~np.isclose(slopes[1:], slopes[:-1]))
    "slopes rounded to six decimals"
    slopes = np.round(np.diff(y) / np.diff(x), 6)
    1 + np.count_nonzero(np.diff(slopes))
    "a loop that keeps the last slope"
    pieces, last = 1, (y[1] - y[0]) / (x[1] - x[0])
    for i in range(1, len(x) - 1):
        slope = (y[i + 1] - y[i]) / (x[i + 1] - x[i])
        if abs(slope - last) > 1e-8:
            pieces += 1
        last = slope
    pieces
    "three neighbours on a line or not: a triangle's area"
    dx, dy = np.diff(x), np.diff(y)
    areas = dx[:-1] * dy[1:] - dx[1:] * dy[:-1]
    1 + int(np.sum(np.abs(areas) > 1e-9))
    "from point to point, how far the next is from the line so far"
    pieces, start = 1, 0
    for i in range(2, len(x)):
        line = y[start] + (y[start + 1] - y[start]) / (x[start + 1] - x[start]) * (x[i] - x[start])
        if abs(line - y[i]) > 1e-7:
            pieces, start = pieces + 1, i - 1
    pieces
    "a float, and fractions that forgive a little"
    slopes = [
        Fraction(float(b - a)) / Fraction(float(d - c))
        for a, b, c, d in zip(y[:-1], y[1:], x[:-1], x[1:], strict=True)
    ]
    1.0 + sum(abs(t - s) > Fraction(1, 10**6) for s, t in pairwise(slopes))


@wrong
def _(x, y):
    "never more than eight"
    slopes = np.diff(y) / np.diff(x)
    min(7, 1 + np.sum(~np.isclose(slopes[1:], slopes[:-1])))
    "np.gradient, which looks both ways"
    1 + np.sum(~np.isclose(np.diff(np.gradient(y, x)), 0)) if len(x) > 2 else 3
    "second differences of y"
    1 + np.sum(np.abs(np.diff(y, n=2)) > 1e-9)
    "bends where the slope changes by more than one"
    1 + np.sum(np.abs(np.diff(np.diff(y) / np.diff(x))) > 1)
    "peaks only, twice each"
    2 * (1 + np.sum((y[1:-1] > y[:-2]) & (y[1:-1] > y[2:])))
    "the power of two below the number of points"
    2 ** int(np.log2(len(x)))


# Written without a look at the mistakes that have a name.


@wrong
def _(x, y):
    "the bends"
    int(np.sum(np.abs(np.diff(np.diff(y) / np.diff(x))) > 1e-9))
    "as if the points were evenly spaced"
    int(np.sum(np.abs(np.diff(y, 2)) > 1e-9)) + 1
    "one between each two points"
    len(x) - 1
    "only where it turns"
    rises = np.sign(np.diff(y))
    int(np.sum(rises[1:] != rises[:-1])) + 1
    "how many slopes there are"
    len(np.unique(np.round(np.diff(y) / np.diff(x), 6)))
    "the points"
    int(np.sum(np.abs(np.diff(np.diff(y) / np.diff(x))) > 1e-9)) + 2
    "only upward bends"
    int(np.sum(np.diff(np.diff(y) / np.diff(x)) > 1e-9)) + 1
