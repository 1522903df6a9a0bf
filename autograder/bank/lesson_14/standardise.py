"""Other answers to standardise: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(train, other):
    "divides by m - 1"
    mean, std = np.mean(train, axis=0), np.std(train, axis=0, ddof=1)
    std[std == 0] = 1
    (train - mean) / std, (other - mean) / std
    "column by column, as lists"
    first, second = np.array(train, dtype=float), np.array(other, dtype=float)
    for j in range(first.shape[1]):
        middle, width = first[:, j].mean(), first[:, j].std() or 1.0
        first[:, j] = (first[:, j] - middle) / width
        second[:, j] = (second[:, j] - middle) / width
    [first.tolist(), second.tolist()]
    "where the deviation is 0 nothing is divided"
    mean, std = train.mean(axis=0, keepdims=True), train.std(axis=0, keepdims=True)
    safe = np.where(std == 0, 1, std)
    tuple((part - mean) / safe for part in (train, other))
    "a product with a diagonal matrix"
    mean = train.sum(axis=0) / len(train)
    std = np.sqrt(((train - mean) ** 2).sum(axis=0) / len(train))
    scale = np.diag(1 / np.where(std > 0, std, 1))
    (train - mean) @ scale, (other - mean) @ scale


@wrong
def _(train, other):
    "a constant column is thrown away"
    keep = np.ptp(train, axis=0) > 0
    mean, std = np.mean(train, axis=0), np.std(train, axis=0)
    ((train - mean) / np.where(keep, std, 1))[:, keep], ((other - mean) / np.where(keep, std, 1))
    "rounded to two digits"
    mean, std = np.mean(train, axis=0), np.std(train, axis=0)
    std[std == 0] = 1
    np.round((train - mean) / std, 2), np.round((other - mean) / std, 2)


# Written without a look at the mistakes that have a name.


@wrong
def _(train, other):
    "each by its own"
    (
        (train - train.mean(axis=0)) / train.std(axis=0),
        (other - other.mean(axis=0)) / other.std(axis=0),
    )
    "by both together"
    both = np.vstack([train, other])
    mean, sd = both.mean(axis=0), both.std(axis=0)
    sd[sd == 0] = 1
    (train - mean) / sd, (other - mean) / sd
    "by the variance"
    mean, sd = train.mean(axis=0), train.var(axis=0)
    sd[sd == 0] = 1
    (train - mean) / sd, (other - mean) / sd
    "one mean for all columns"
    (train - train.mean()) / train.std(), (other - train.mean()) / train.std()
    "row by row"
    a, b = train.mean(axis=1, keepdims=True), other.mean(axis=1, keepdims=True)
    (train - a) / train.std(axis=1, keepdims=True), (other - b) / other.std(axis=1, keepdims=True)
    "the mean is not taken off"
    sd = train.std(axis=0)
    sd[sd == 0] = 1
    train / sd, other / sd
    "to between 0 and 1"
    low, width = train.min(axis=0), np.ptp(train, axis=0)
    width[width == 0] = 1
    (train - low) / width, (other - low) / width
    "other is left as it is"
    sd = train.std(axis=0)
    sd[sd == 0] = 1
    (train - train.mean(axis=0)) / sd, other
