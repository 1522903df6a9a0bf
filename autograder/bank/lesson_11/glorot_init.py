"""Other answers to glorot_init: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(rng, n_in, n_out):
    "random numbers from 0 to 1, stretched and moved"
    b = (6 / (n_in + n_out)) ** 0.5
    2 * b * rng.random((n_in, n_out)) - b
    "size by name"
    b = np.sqrt(6.0) / np.sqrt(n_in + n_out)
    rng.uniform(low=-b, high=b, size=(n_in, n_out))
    "drawn in a row, then folded"
    b = np.sqrt(6 / (n_in + n_out))
    rng.uniform(-b, b, n_in * n_out).reshape(n_in, n_out)
    "turned: any order of drawing will do"
    b = np.sqrt(6 / (n_in + n_out))
    rng.uniform(-b, b, (n_out, n_in)).T
    "as lists, one by one"
    b = np.sqrt(6 / (n_in + n_out))
    [[float(rng.uniform(-b, b)) for _ in range(n_out)] for _ in range(n_in)]
    "sizes times signs"
    b = np.sqrt(6 / (n_in + n_out))
    b * rng.random((n_in, n_out)) * rng.choice([-1.0, 1.0], (n_in, n_out))
    "from the spread of the law"
    spread = np.sqrt(2 / (n_in + n_out))
    rng.uniform(-np.sqrt(3) * spread, np.sqrt(3) * spread, (n_in, n_out))
    "in float32"
    b = np.sqrt(6 / (n_in + n_out))
    rng.uniform(-b, b, (n_in, n_out)).astype(np.float32)


@wrong
def _(rng, n_in, n_out):
    "half as wide"
    b = np.sqrt(6 / (n_in + n_out)) / 2
    rng.uniform(-b, b, (n_in, n_out))
    "a triangle: the mean of two draws"
    b = np.sqrt(6 / (n_in + n_out))
    (rng.uniform(-b, b, (n_in, n_out)) + rng.uniform(-b, b, (n_in, n_out))) / 2
    "moved to the right"
    b = np.sqrt(6 / (n_in + n_out))
    rng.uniform(-b / 2, b, (n_in, n_out))
    "the mean of the counts, not their sum"
    b = np.sqrt(12 / (n_in + n_out))
    rng.uniform(-b, b, (n_in, n_out))
    "the product of the counts"
    b = np.sqrt(6 / (n_in * n_out))
    rng.uniform(-b, b, (n_in, n_out))
    "rounded to one digit"
    b = np.sqrt(6 / (n_in + n_out))
    np.round(rng.uniform(-b, b, (n_in, n_out)), 1)
    "bent towards the ends"
    b = np.sqrt(6 / (n_in + n_out))
    b * np.sin(np.pi * rng.uniform(-0.5, 0.5, (n_in, n_out)))


# Written without a look at the mistakes that have a name.


@wrong
def _(rng, n_in, n_out):
    "a 2 for the 6"
    b = np.sqrt(3 / (n_in + n_out))
    rng.uniform(-b, b, (n_in, n_out))
    "-1 to 1"
    rng.uniform(-1, 1, (n_in, n_out))
