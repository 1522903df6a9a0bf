"""Other answers to count_macs: right ones in other words, wrong ones without a name."""

import itertools
from itertools import pairwise

import numpy as np

from autograder.bank import right, wrong


@right
def _(sizes, m):
    "a loop over the layers"
    forward = backward = 0
    for layer in range(1, len(sizes)):
        product = m * sizes[layer - 1] * sizes[layer]
        forward += product
        backward += product if layer == 1 else 2 * product
    forward, backward
    "numpy integers in a list"
    n = np.asarray(sizes)
    products = n[:-1] * n[1:] * m
    [products.sum(), 2 * products.sum() - products[0]]
    "floats, by a dot product"
    n = np.array(sizes, dtype=float)
    m * (n[:-1] @ n[1:]), m * (n[:-1] @ n[1:] + n[1:-1] @ n[2:])
    "counts the products of arrays that it makes, 0-d arrays back"
    made = [np.empty((a, b), dtype=np.int8).size for a, b in pairwise(sizes)]
    np.array(m * sum(made)), np.array(m * (2 * sum(made) - made[0]))


@wrong
def _(sizes, m):
    "backward is 1.08 times forward, always"
    forward = m * sum(a * b for a, b in pairwise(sizes))
    forward, round(1.080889 * forward)
    "an example too few"
    forward = (m - 1) * sum(a * b for a, b in pairwise(sizes))
    forward, 2 * forward - (m - 1) * sizes[0] * sizes[1]
    "knows three layers only"
    a, b, c = (*sizes, 0, 0)[:3]
    m * (a * b + b * c), m * (a * b + 2 * b * c)
    "in millions"
    forward = m * sum(a * b for a, b in pairwise(sizes)) / 1e6
    forward, 2 * forward - m * sizes[0] * sizes[1] / 1e6
    "off by one"
    forward = m * sum(a * b for a, b in pairwise(sizes))
    forward, 2 * forward - m * sizes[0] * sizes[1] + 1


# Written without a look at the mistakes that have a name.


@wrong
def _(sizes, m):
    "biases count as well"
    forward = m * sum((a + 1) * b for a, b in pairwise(sizes))
    forward, 2 * forward - m * sizes[0] * sizes[1]
    "backward as much as forward"
    forward = m * sum(a * b for a, b in pairwise(sizes))
    forward, forward


@wrong
def _(sizes, m):
    "with the biases"
    f = m * sum((p + 1) * q for p, q in pairwise(sizes))
    f, 2 * f
    "backward as much as forward"
    f = m * sum(p * q for p, q in pairwise(sizes))
    f, f
    "backward twice forward"
    f = m * sum(p * q for p, q in pairwise(sizes))
    f, 2 * f
    "for one example"
    f = sum(p * q for p, q in pairwise(sizes))
    f, 2 * f - sizes[0] * sizes[1]
    "the last layer sends nothing on"
    f = m * sum(p * q for p, q in pairwise(sizes))
    f, 2 * f - m * sizes[-2] * sizes[-1]


@right
def _(sizes, m):
    "products by numpy, in whole numbers of Python's"
    layers = [int(p) * int(q) for p, q in itertools.pairwise(sizes)]
    int(m) * sum(layers), int(m) * (sum(layers) + sum(layers[1:]))
    "one layer after the other"
    forward = backward = 0
    for i in range(1, len(sizes)):
        cost = m * sizes[i - 1] * sizes[i]
        forward += cost
        backward += cost if i == 1 else cost + cost
    forward, backward
    "recursion over layers, as a list"
    layers = [m * p * q for p, q in pairwise(sizes)]
    [sum(layers), sum(layers) * 2 - layers[0]]


# Written from the lesson's text alone.


@wrong
def _(sizes, m):
    "squares"
    (m * sum(s * s for s in sizes[1:]), 2 * m * sum(s * s for s in sizes[1:]))
    "thousands"
    p = [u * v for u, v in pairwise(sizes)]
    (m * sum(p) // 1000, m * (sum(p) + sum(p[1:])) // 1000)


@right
def _(sizes, m):
    "list of np ints"
    p = [u * v for u, v in pairwise(sizes)]
    [np.int64(m * sum(p)), m * (2 * sum(p) - p[0])]
    "dot"
    (
        m * np.dot(sizes[:-1], sizes[1:]),
        float(m * (2 * np.dot(sizes[:-1], sizes[1:]) - sizes[0] * sizes[1])),
    )
