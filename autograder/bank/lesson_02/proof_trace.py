"""Other answers to proof_trace: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong
from autograder.bank.lesson_02.shared import trace


@right
def _(X, y, w_star, max_sweeps=1000):
    "lists of floats, and the squares as a sum"
    along, squared = trace(X, y, w_star, max_sweeps)
    [float(a) for a in along], [float(n) for n in squared]
    "updates both numbers by what the mistake adds"
    w, a, n = np.zeros(X.shape[1]), 0.0, 0.0
    along: list[Any] = []
    squared: list[Any] = []
    for _ in range(max_sweeps):
        before = len(along)
        for row, label in zip(X, y, strict=True):
            score = label * (row @ w)
            if score <= 0:
                a, n = a + label * (row @ w_star), n + 2 * score + row @ row
                w = w + label * row
                along.append(a)
                squared.append(n)
        if len(along) == before:
            break
    np.array(along), np.array(squared)


@wrong
def _(X, y, w_star, max_sweeps=1000):
    along, squared = trace(X, y, w_star, max_sweeps)
    "starts with the two zeros of the start"
    np.append(0, along), np.append(0, squared)
    "one entry a sweep"
    along[::2], squared[::2]
    "the first number is normalised and the second has a root"
    along / np.linalg.norm(w_star), np.sqrt(squared)


# Written without a look at the mistakes that have a name.


@wrong
def _(X, y, w_star, max_sweeps=1000):
    "the last numbers alone"
    along, squared = trace(X, y, w_star, max_sweeps)
    along[-1:], squared[-1:]
    "what each mistake adds"
    along, squared = trace(X, y, w_star, max_sweeps)
    np.diff(along, prepend=0), np.diff(squared, prepend=0)
    "the numbers negative"
    along, squared = trace(X, y, w_star, max_sweeps)
    np.negative(along), squared
