"""Other answers to he_init: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(rng, n_in, n_out):
    "standard normal numbers, stretched"
    rng.standard_normal((n_in, n_out)) * np.sqrt(2 / n_in)
    "divided by the root of half the inputs"
    rng.normal(size=(n_in, n_out)) / np.sqrt(n_in / 2)
    "by name"
    rng.normal(loc=0.0, scale=(2 / n_in) ** 0.5, size=(n_in, n_out))
    "turned: any order of drawing will do"
    rng.normal(0, np.sqrt(2 / n_in), (n_out, n_in)).T
    "one by one"
    std = np.sqrt(2 / n_in)
    [[rng.normal(0, std) for _ in range(n_out)] for _ in range(n_in)]
    "column by column"
    std = np.sqrt(2 / n_in)
    np.column_stack([rng.normal(0, std, n_in) for _ in range(n_out)])
    "two angles and a radius"
    radius = np.sqrt(-2 * np.log(1 - rng.random((n_in, n_out))))
    radius * np.cos(2 * np.pi * rng.random((n_in, n_out))) * np.sqrt(2 / n_in)
    "in float32"
    (rng.normal(size=(n_in, n_out)) * np.sqrt(2 / n_in)).astype(np.float32)


@wrong
def _(rng, n_in, n_out):
    "a little too wide"
    rng.normal(0, 1.2 * np.sqrt(2 / n_in), (n_in, n_out))
    "small, as the weights of a shallow network"
    rng.normal(0, 0.01, (n_in, n_out))
    "cut off at one standard deviation"
    std = np.sqrt(2 / n_in)
    np.clip(rng.normal(0, std, (n_in, n_out)), -std, std)
    "signs alone"
    np.sqrt(2 / n_in) * np.sign(rng.normal(size=(n_in, n_out)))
    "heavy tails of the right variance"
    rng.standard_t(3, (n_in, n_out)) * np.sqrt(2 / n_in / 3)
    "half of the weights are 0"
    rng.normal(0, np.sqrt(4 / n_in), (n_in, n_out)) * (rng.random((n_in, n_out)) < 0.5)
    "the mean of the two counts"
    rng.normal(0, np.sqrt(4 / (n_in + 3 * n_out)), (n_in, n_out))


# Written without a look at the mistakes that have a name.


@wrong
def _(rng, n_in, n_out):
    "twice the root"
    rng.normal(0, 2 * np.sqrt(2 / n_in), (n_in, n_out))
    "between 0 and 1"
    rng.random((n_in, n_out)) * np.sqrt(2 / n_in)
