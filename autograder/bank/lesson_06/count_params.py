"""Other answers to count_params: right ones in other words, wrong ones without a name."""

import itertools
from typing import Any

import numpy as np

from autograder.bank import right, wrong


def _recursively(sizes: Any) -> Any:
    if len(sizes) < 2:
        return 0
    return (sizes[0] + 1) * sizes[1] + _recursively(sizes[1:])


right.one("count_params", "calls itself", _recursively)


@right
def _(sizes):
    "a loop over indices"
    total = 0
    for i in range(1, len(sizes)):
        total += sizes[i - 1] * sizes[i] + sizes[i]
    total
    "np.dot and np.sum, a numpy whole number"
    n = np.array(sizes)
    np.dot(n[:-1], n[1:]) + n[1:].sum()
    "makes the arrays and counts their entries; a 0-d array"
    arrays = [np.zeros(pair) for pair in itertools.pairwise(sizes)]
    arrays += [np.zeros(n) for n in sizes[1:]]
    np.array(sum(a.size for a in arrays))
    "a whole float, from one product over augmented widths"
    n = np.array(sizes, dtype=float)
    float((n[:-1] + 1) @ n[1:])


@wrong
def _(sizes):
    "closes the ring: the head leads back to the inputs"
    _count(sizes) + sizes[-1] * sizes[0]
    "right only where all widths are equal"
    (len(sizes) - 1) * sizes[0] * (sizes[0] + 1)
    "four layers at most"
    _count(sizes[:5])
    "leaves out a layer of one unit"
    _count([n for n in sizes if n > 1])
    "the weights of the neighbours and one bias for each hidden layer"
    _count(sizes) - sum(sizes[1:]) + len(sizes) - 2
    "one too many"
    _count(sizes) + 1


def _count(sizes: Any) -> int:
    return int(sum((a + 1) * b for a, b in itertools.pairwise(sizes)))


# Written without a look at the mistakes that have a name.


@wrong
def _(sizes):
    "the units"
    sum(sizes)
    "one bias a layer"
    sum(a * b + 1 for a, b in itertools.pairwise(sizes))
    "the last layer is forgotten"
    total = 0
    for i in range(1, len(sizes) - 1):
        total += sizes[i] * (sizes[i - 1] + 1)
    total


# Written from the lesson's text alone.


@wrong
def _(sizes):
    "first and last"
    sizes[0] * sizes[-1] + sizes[-1]
    "squared"
    sum(q * q + q for q in sizes[1:])
    "p + q"
    sum((p + q + q for p, q in itertools.pairwise(sizes)))


@right
def _(sizes):
    "dot"
    np.dot(np.add(sizes[:-1], 1), sizes[1:])
    "float whole"
    float(sum(((p + 1) * q for p, q in itertools.pairwise(sizes))))
    "recursion"

    def go(s: Any) -> Any:
        return 0 if len(s) < 2 else (s[0] + 1) * s[1] + go(s[1:])

    go(list(sizes))
