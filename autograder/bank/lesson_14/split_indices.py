"""Other answers to split_indices: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(m, fractions, rng):
    "the last part takes what is left"
    order, parts, start = rng.permutation(m), [], 0
    for fraction in fractions[:-1]:
        stop = start + int(fraction * m)
        parts.append(order[start:stop])
        start = stop
    [*parts, order[start:]]
    "shuffles a range in place, cuts rounded down"
    order = np.arange(m)
    _ = rng.shuffle(order)
    tuple(np.split(order, (np.cumsum(fractions)[:-1] * m + 1e-9).astype(int)))
    "cuts from the sizes of the parts"
    sizes = np.round(fractions * m)
    np.split(rng.permutation(m), sizes.cumsum()[:-1].astype(int))
    "each part sorted, as lists"
    order = np.argsort(rng.random(m))
    parts = np.split(order, [round(float(c) * m) for c in np.cumsum(fractions)[:-1]])
    [sorted(part.tolist()) for part in parts]
    "takes from what is left, without replacement"
    left, parts = np.arange(m), []
    for k, fraction in enumerate(fractions):
        last = k == len(fractions) - 1
        take = len(left) if last else min(int(np.ceil(fraction * m - 1e-9)), len(left))
        drawn = rng.choice(left, take, replace=False)
        parts.append(drawn)
        left = np.setdiff1d(left, drawn)
    parts
    "a label for every example, shuffled"
    cuts = np.round(np.cumsum(fractions) * m)
    label = rng.permutation(np.searchsorted(cuts, np.arange(m), side="right"))
    [np.flatnonzero(label == k) for k in range(len(fractions))]


@wrong
def _(m, fractions, rng):
    "rolls the old order instead of shuffling"
    order = np.roll(np.arange(m), rng.integers(1, m))
    np.split(order, np.round(np.cumsum(fractions)[:-1] * m).astype(int))
    "index 0 never comes"
    order = rng.permutation(np.arange(1, m))
    np.split(order, np.round(np.cumsum(fractions)[:-1] * m).astype(int))
    "the rest goes nowhere, and the first part twice"
    order = rng.permutation(m)
    first = order[: int(fractions[0] * m)]
    [first, *(first for _ in fractions[1:])]
    "counts from the back, with negative indices"
    order = rng.permutation(m) - m
    np.split(order, np.round(np.cumsum(fractions)[:-1] * m).astype(int))
    "the first part a tenth larger than asked"
    order = rng.permutation(m)
    cuts = np.cumsum(fractions)[:-1] * m + 0.1 * m
    np.split(order, np.minimum(np.round(cuts), m).astype(int))


# Written without a look at the mistakes that have a name.


@wrong
def _(m, fractions, rng):
    "not shuffled"
    ends = np.round(np.cumsum(fractions) * m).astype(int)
    np.split(np.arange(m), ends[:-1])
    "each drawn for itself"
    [rng.permutation(m)[: round(f * m)] for f in fractions]
    "drawn with replacement"
    [rng.integers(0, m, round(f * m)) for f in fractions]
    "what is cut off is lost"
    order, parts, start = rng.permutation(m), [], 0
    for f in fractions:
        parts.append(order[start : start + int(f * m) - 1])
        start += int(f * m)
    parts
    "from the start each time"
    order = rng.permutation(m)
    [order[: round(f * m)] for f in fractions]
    "as many parts as fractions, all of one size"
    np.array_split(rng.permutation(m), len(fractions))
    "masks for indices"
    order = rng.permutation(m)
    ends = np.round(np.cumsum(fractions) * m).astype(int)
    [np.isin(np.arange(m), part) for part in np.split(order, ends[:-1])]
