"""Other answers to polynomial_features: right ones in other words, wrong ones without a name."""

import math

import numpy as np

from autograder.bank import right, wrong


@right
def _(x, degree):
    "numpy's own table of powers"
    np.vander(x, degree + 1, increasing=True)
    "columns beside each other, and a constant of its own"
    np.column_stack([np.ones(len(x)), *(x**k for k in range(1, degree + 1))])
    "each column the last one times x"
    X = np.ones((len(x), degree + 1))
    for k in range(1, degree + 1):
        X[:, k] = X[:, k - 1] * x
    X
    "an outer power; whole numbers stay whole"
    np.power.outer(x, np.arange(degree + 1))
    "cumulative products of a transposed table, in Fortran order"
    table = np.tile(np.asarray(x, dtype=float), (degree + 1, 1))
    table[0] = 1
    np.cumprod(table, axis=0).T
    "in float32"
    x.astype(np.float32)[:, None] ** np.arange(degree + 1, dtype=np.float32)


@right
def _(x, degree=3):
    "lists inside a list"
    [[float(value) ** k for k in range(degree + 1)] for value in x]


@wrong
def _(x, degree):
    "right up to the third power only"
    x[:, None] ** np.minimum(np.arange(degree + 1), 3)
    "rounded to four digits"
    np.round(x[:, None] ** np.arange(degree + 1.0), 4)
    "sorts the points first"
    np.sort(x)[:, None] ** np.arange(degree + 1)
    "centres the points first"
    (x - x.mean())[:, None] ** np.arange(degree + 1)
    "divides by the factorial, as in a Taylor series"
    np.column_stack([x**k / math.factorial(k) for k in range(degree + 1)])
    "every column of length 1"
    X = x[:, None] ** np.arange(degree + 1)
    X / np.linalg.norm(X, axis=0)
    "fails at degree 0 only"
    X = x[:, None] ** np.arange(degree + 1)
    X if degree else X[:, 0]
    "transposes where the table is square"
    X = np.array([x**k for k in range(degree + 1)])
    X if len(x) == degree + 1 else X.T


# Written without a look at the mistakes that have a name.


@wrong
def _(x, degree):
    "the highest power first"
    np.vander(x, degree + 1)
    "multiples in place of powers"
    x[:, None] * np.arange(degree + 1)
    "from the first power on, one more at the end"
    np.column_stack([x ** (k + 1) for k in range(degree + 1)])


@wrong
def _(x, degree):
    "one column too few"
    np.column_stack([x**k for k in range(degree)])
    "no ones"
    np.column_stack([x**k for k in range(1, degree + 1)])
    "multiples for powers"
    np.column_stack([x * k for k in range(degree + 1)])
    "powers as rows"
    np.array([x**k for k in range(degree + 1)])
    "k to the x"
    np.column_stack([np.abs(k + 0.0) ** x for k in range(degree + 1)])


# Written from the lesson's text alone.


@wrong
def _(x, degree):
    "no constant"
    np.stack([x**k for k in range(1, degree + 1)], axis=1)
    "one short"
    np.stack([x**k for k in range(degree)], axis=1)
    "only last power"
    x[:, None] ** degree


@right
def _(x, degree):
    "vander increasing"
    np.vander(x, degree + 1, increasing=True)
    "broadcast"
    np.asarray(x, float)[:, None] ** np.arange(degree + 1)
    "list horner"
    [[float(v) ** k for k in range(degree + 1)] for v in x]
