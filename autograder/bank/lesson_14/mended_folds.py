"""Other answers to mended_folds: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(source, k, rng):
    "deals the shuffled sources in turn"
    order = rng.permutation(np.unique(source))
    [np.flatnonzero(np.isin(source, order[i::k])) for i in range(k)]
    "a fold for each source, looked up for each row"
    names, place = np.unique(source, return_inverse=True)
    fold = rng.permutation(np.arange(len(names)) % k)[place]
    [np.where(fold == i)[0].tolist() for i in range(k)]
    "row by row, with a dictionary"
    names = sorted(set(np.asarray(source).tolist()))
    fold = {int(name): i % k for i, name in enumerate(rng.permutation(names))}
    rows = [[i for i, name in enumerate(source) if fold[int(name)] == j] for j in range(k)]
    tuple(np.array(part) for part in rows)
    "joins the rows of each source"
    parts = np.array_split(rng.permutation(np.unique(source)), k)
    [np.concatenate([np.flatnonzero(source == name) for name in part]) for part in parts]
    "the fold with the fewest rows takes the next source"
    names, counts = np.unique(source, return_counts=True)
    folds: list[list[int]] = [[] for _ in range(k)]
    filled = np.zeros(k)
    for i in rng.permutation(len(names)):
        j = int(np.argmin(filled))
        folds[j].extend(np.flatnonzero(source == names[i]).tolist())
        filled[j] += counts[i]
    folds


@wrong
def _(source, k, rng):
    "all in the first fold"
    _ = rng.random()
    [np.arange(len(source)), *(np.array([], dtype=int) for _ in range(k - 1))]
    "half of the sources to one fold"
    order = rng.permutation(np.unique(source))
    half = len(order) // 2
    parts = [order[:half], *np.array_split(order[half:], k - 1)]
    [np.flatnonzero(np.isin(source, part)) for part in parts]
    "the last row is left out"
    parts = np.array_split(rng.permutation(np.unique(source)), k)
    [np.flatnonzero(np.isin(source[:-1], part)) for part in parts]
    "the rows rolled"
    np.array_split(np.roll(np.arange(len(source)), rng.integers(1, len(source))), k)
    "copies that are neighbours stay together"
    order = np.argsort(rng.permutation(len(source)) // 2, kind="stable")
    np.array_split(order, k)
