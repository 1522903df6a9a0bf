"""Other answers to kfold: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(m, k, rng):
    "deals the shuffled row in turn"
    order = rng.permutation(m)
    [order[i::k] for i in range(k)]
    "a number of a fold for each example"
    part = rng.permutation(np.arange(m) % k)
    [np.flatnonzero(part == i) for i in range(k)]
    "cuts at rounded places, as lists"
    order = np.arange(m)
    _ = rng.shuffle(order)
    tuple(order[i * m // k : (i + 1) * m // k].tolist() for i in range(k))
    "one example more in the first folds"
    order, folds, start = rng.choice(m, m, replace=False), [], 0
    for i in range(k):
        stop = start + m // k + (i < m % k)
        folds.append(np.sort(order[start:stop]))
        start = stop
    folds


@wrong
def _(m, k, rng):
    "rolls the old order instead of shuffling"
    np.array_split(np.roll(np.arange(m), rng.integers(1, m)), k)
    "the folds are shuffled, their contents are not"
    folds = np.array_split(np.arange(m), k)
    [folds[i] for i in rng.permutation(k)]
    "the example 0 is held out twice"
    order = rng.permutation(m)
    [np.append(fold, 0) if 0 not in fold else fold for fold in np.array_split(order, k)]
    "the last example is left out"
    np.array_split(rng.permutation(m - 1), k)
    "one of the folds alone"
    np.array_split(rng.permutation(m), k)[0]
    "the number of its fold for each example"
    rng.permutation(np.arange(m) % k)
    "a fold more, and it is empty"
    [*np.array_split(rng.permutation(m), k), np.array([], dtype=int)]
    "backwards through the old order"
    _ = rng.random()
    np.array_split(np.arange(m)[::-1], k)


# Written without a look at the mistakes that have a name.


@wrong
def _(m, k, rng):
    "not shuffled"
    np.array_split(np.arange(m), k)
    "the part to train on"
    order = rng.permutation(m)
    [np.setdiff1d(order, part) for part in np.array_split(order, k)]
    "folds of k examples"
    order = rng.permutation(m)
    [order[i : i + k] for i in range(0, m, k)]
    "the rest is dropped"
    order, size = rng.permutation(m), m // k
    [order[i * size : (i + 1) * size] for i in range(k)]
    "a fresh shuffle a fold"
    [rng.permutation(m)[: m // k] for _ in range(k)]
    "both parts"
    order = rng.permutation(m)
    [(np.setdiff1d(order, part), part) for part in np.array_split(order, k)]
    "k - 1 folds"
    np.array_split(rng.permutation(m), k - 1) if k > 1 else [rng.permutation(m)]
