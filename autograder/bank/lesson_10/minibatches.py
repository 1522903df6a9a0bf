"""Other answers to minibatches: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(m, size, rng):
    "shuffles a range in place"
    order = np.arange(m)
    _ = rng.shuffle(order)
    [order[k : k + size] for k in range(0, m, size)]
    "sorts random numbers"
    order = np.argsort(rng.random(m))
    [order[k : k + size] for k in range(0, m, size)]
    "draws without replacement"
    order = rng.choice(m, size=m, replace=False)
    [order[k : k + size] for k in range(0, m, size)]
    "splits at the multiples of size"
    np.split(rng.permutation(m), np.arange(size, m, size))
    "takes from what is left, as lists of ints"
    left, batches = list(rng.permutation(m)), []
    while left:
        batches.append([int(k) for k in left[:size]])
        left = left[size:]
    batches
    "a tuple of batches, cut from the back"
    order = rng.permutation(m)[::-1]
    tuple(order[k : k + size] for k in range(0, m, size))


@wrong
def _(m, size, rng):
    "the rest goes into the last batch"
    order, full = rng.permutation(m), max(m // size, 1)
    [order[k * size : (k + 1) * size if k < full - 1 else m] for k in range(full)]
    "the last batch is filled up from the start"
    order = rng.permutation(m)
    [np.resize(order, -(-m // size) * size)[k : k + size] for k in range(0, m, size)]
    "each batch is sorted"
    order = rng.permutation(m)
    [np.sort(order[k : k + size]) for k in range(0, m, size)]
    "rolls the old order instead of shuffling"
    order = np.roll(np.arange(m), rng.integers(1, m) if m > 1 else 0)
    [order[k : k + size] for k in range(0, m, size)]
    "the short batch comes first"
    order = rng.permutation(m)
    cuts = range(m % size, m, size)
    [batch for batch in np.split(order, cuts) if len(batch)] if m % size != m else [order]
    "index 0 never comes"
    order = rng.permutation(np.arange(1, m + 1)) % (m + 1) - (m == 1)
    [order[k : k + size] for k in range(0, m, size)]
    "one batch more, and it is empty"
    order = rng.permutation(m)
    [*(order[k : k + size] for k in range(0, m, size)), order[m:]]
    "true and false for every example"
    order = rng.permutation(m)
    [np.isin(np.arange(m), order[k : k + size]).astype(int) for k in range(0, m, size)]


# Written without a look at the mistakes that have a name.


@wrong
def _(m, size, rng):
    "no shuffle"
    [np.arange(m)[k : k + size] for k in range(0, m, size)]
    "one batch only"
    [rng.permutation(m)[:size]]
    "as many batches as size says"
    np.array_split(rng.permutation(m), min(size, m))


@wrong
def _(m, size, rng):
    "as many batches as size says"
    np.array_split(rng.permutation(m), size)
    "the short one is dropped"
    order = rng.permutation(m)
    [order[i : i + size] for i in range(0, m - size + 1, size)]
    "in order"
    [np.arange(i, min(i + size, m)) for i in range(0, m, size)]
    "drawn, not dealt"
    [rng.integers(0, m, size) for _ in range(-(-m // size))]
    "overlapping by one"
    order = rng.permutation(m)
    [order[i : i + size + 1] for i in range(0, m, size)]
