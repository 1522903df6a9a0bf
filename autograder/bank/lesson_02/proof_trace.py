"""Other answers to proof_trace: right ones in other words, wrong ones without a name."""

import itertools
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
    "what each mistake adds"
    along, squared = trace(X, y, w_star, max_sweeps)
    np.diff(along, prepend=0), np.diff(squared, prepend=0)
    "the numbers negative"
    along, squared = trace(X, y, w_star, max_sweeps)
    np.negative(along), squared


@wrong
def _(X, y, w_star, max_sweeps=1000):
    "before every mistake instead of after"
    w, along, squared = np.zeros(X.shape[1]), [], []
    for _ in range(max_sweeps):
        clean = True
        for x, label in zip(X, y, strict=True):
            if label * (w @ x) <= 0:
                along.append(float(w @ w_star))
                squared.append(float(w @ w))
                w = w + label * x
                clean = False
        if clean:
            break
    np.array(along), np.array(squared)
    "a row for every sweep, not for every mistake"
    w, along, squared = np.zeros(X.shape[1]), [], []
    for _ in range(max_sweeps):
        before = w
        for x, label in zip(X, y, strict=True):
            if label * (w @ x) <= 0:
                w = w + label * x
        if np.array_equal(before, w):
            break
        along.append(float(w @ w_star))
        squared.append(float(w @ w))
    np.array(along), np.array(squared)
    "a mistake only where the score is below 0, or at the very start"
    w, along, squared = np.zeros(X.shape[1]), [], []
    for _ in range(max_sweeps):
        clean = True
        for x, label in zip(X, y, strict=True):
            if label * (w @ x) < 0 or not w.any():
                w = w + label * x
                along.append(float(w @ w_star))
                squared.append(float(w @ w))
                clean = False
        if clean:
            break
    np.array(along), np.array(squared)
    "the length of w, not its square, and along the unit vector"
    w, along, squared = np.zeros(X.shape[1]), [], []
    unit = np.array(w_star) / np.linalg.norm(w_star)
    for _ in range(max_sweeps):
        clean = True
        for x, label in zip(X, y, strict=True):
            if label * (w @ x) <= 0:
                w = w + label * x
                along.append(float(w @ unit))
                squared.append(float(np.linalg.norm(w)))
                clean = False
        if clean:
            break
    np.array(along), np.array(squared)
    "one sweep alone"
    w, along, squared = np.zeros(X.shape[1]), [], []
    for x, label in zip(X, y, strict=True):
        if label * (w @ x) <= 0:
            w = w + label * x
            along.append(float(w @ w_star))
            squared.append(float(w @ w))
    np.array(along), np.array(squared)


@right
def _(X, y, w_star, max_sweeps=1000):
    "counts how often each example was a mistake, and never keeps w"
    X = np.asarray(X, dtype=float)
    alpha, along, squared = np.zeros(len(X)), [], []
    gram, toward = X @ X.T, X @ w_star
    for _ in range(max_sweeps):
        clean = True
        for i in range(len(X)):
            if y[i] * np.sum(alpha * y * gram[:, i]) <= 0:
                alpha[i] += 1
                along.append(np.sum(alpha * y * toward))
                squared.append((alpha * y) @ gram @ (alpha * y))
                clean = False
        if clean:
            break
    np.array(along), np.array(squared)
    "all weights are kept, and measured at the end"
    signed = np.asarray(y, dtype=float)[:, None] * X
    path = [np.zeros(X.shape[1])]
    for _ in range(max_sweeps):
        before = len(path)
        for s in signed:
            if path[-1] @ s <= 0:
                path.append(path[-1] + s)
        if len(path) == before:
            break
    W = np.array(path[1:]).reshape(-1, X.shape[1])
    W @ w_star, np.einsum("ij,ij->i", W, W)
    "numbers that grow by what each mistake adds"
    w, along, squared, clean = [0.0] * X.shape[1], [0.0], [0.0], 0
    for x, label in itertools.chain.from_iterable(
        itertools.repeat(list(zip(X.tolist(), list(y), strict=True)), max_sweeps)
    ):
        score = label * sum(a * b for a, b in zip(w, x, strict=True))
        clean = 0 if score <= 0 else clean + 1
        if score <= 0:
            along.append(along[-1] + label * sum(a * b for a, b in zip(x, w_star, strict=True)))
            squared.append(squared[-1] + 2 * score + sum(a * a for a in x))
            w = [a + label * b for a, b in zip(w, x, strict=True)]
        elif clean == len(X):
            break
    along[1:], squared[1:]


# Written from the lesson's text alone.


@wrong
def _(X, y, w_star, max_sweeps=1000):
    "per sweep"
    w, along, sq = (np.zeros(X.shape[1]), [], [])
    for _ in range(max_sweeps):
        moved = False
        for x, t in zip(X, y, strict=False):
            if t * (w @ x) <= 0:
                w = w + t * x
                moved = True
        if not moved:
            break
        along.append(w_star @ w)
        sq.append(w @ w)
    (np.array(along), np.array(sq))
    "only last"
    w, along, sq = (np.zeros(X.shape[1]), [], [])
    for _ in range(max_sweeps):
        moved = False
        for x, t in zip(X, y, strict=False):
            if t * (w @ x) <= 0:
                w = w + t * x
                along.append(w_star @ w)
                sq.append(w @ w)
                moved = True
        if not moved:
            break
    (along[-1:], sq[-1:])
    "starts at w_star"
    w, along, sq = (w_star * 0.0 + 1, [], [])
    for _ in range(max_sweeps):
        moved = False
        for x, t in zip(X, y, strict=False):
            if t * (w @ x) <= 0:
                w = w + t * x
                along.append(w_star @ w)
                sq.append(w @ w)
                moved = True
        if not moved:
            break
    (np.array(along), np.array(sq))


@right
def _(X, y, w_star, max_sweeps=1000):
    "history then einsum"
    w, along, sq = (np.zeros(X.shape[1]), [], [])
    for _ in range(max_sweeps):
        moved = False
        for x, t in zip(X, y, strict=False):
            if t * (w @ x) <= 0:
                w = w + t * x
                along.append(w.copy())
                sq.append(0.0)
                moved = True
        if not moved:
            break
    (
        np.array(along).reshape(-1, len(w_star)) @ w_star,
        np.square(np.array(along).reshape(-1, len(w_star))).sum(1),
    )
    "lists"
    w, along, sq = (np.zeros(X.shape[1]), [], [])
    for _ in range(max_sweeps):
        moved = False
        for x, t in zip(X, y, strict=False):
            if t * (w @ x) <= 0:
                w = w + t * x
                along.append(float(np.inner(w, w_star)))
                sq.append(float(np.sum(w * w)))
                moved = True
        if not moved:
            break
    (along, sq)
