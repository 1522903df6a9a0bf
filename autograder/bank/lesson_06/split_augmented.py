"""Other answers to split_augmented: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(W_aug):
    "np.split; the bias stays a row"
    b, W = np.split(W_aug, [1])
    W, b
    "np.delete, in a list"
    [np.delete(W_aug, 0, axis=0), W_aug[0, :]]
    "lists"
    b, *W = W_aug.tolist()
    W, b
    "copies in float32"
    W_aug[1:].astype(np.float32), W_aug[0].astype(np.float32)
    "asks what the layer answers at 0 and at the unit vectors"
    n = len(W_aug) - 1
    b = np.append(1, np.zeros(n)) @ W_aug
    np.hstack([np.zeros((n, 1)), np.eye(n)]) @ W_aug, b


@wrong
def _(W_aug):
    "the last row, and W transposed"
    W_aug[:-1].T, W_aug[-1]
    "W from the last row up"
    W_aug[:0:-1], W_aug[0]
    "the bias shared by all units"
    W_aug[1:], np.full(W_aug.shape[1], W_aug[0].mean())
    "a column where the table is square"
    if W_aug.shape[0] == W_aug.shape[1]:
        return W_aug[1:], W_aug[:, 0]
    W_aug[1:], W_aug[0]
    "four rows at most"
    W_aug[1:4], W_aug[0]


# Written without a look at the mistakes that have a name.


@wrong
def _(W_aug):
    "columns for rows"
    W_aug[:, 1:], W_aug[:, 0]
    "the bias stays in W"
    W_aug, W_aug[0]
    "one bias number"
    W_aug[1:], W_aug[0, 0]


@wrong
def _(W_aug):
    "the last row is the bias"
    W_aug[:-1], W_aug[-1]
    "the first column is the bias"
    W_aug[:, 1:], W_aug[:, 0]
    "the row stays in W"
    W_aug, W_aug[0]
    "bias first"
    W_aug[0], W_aug[1:]
    "the mean of the rows is the bias"
    W_aug[1:], np.mean(W_aug, axis=0)


@right
def _(W_aug):
    "np.split and a flat row"
    b, W = np.split(np.asarray(W_aug), [1])
    W, b.ravel()
    "by products with a shifted identity"
    n = len(W_aug)
    np.eye(n)[1:] @ W_aug, np.eye(n)[0] @ W_aug
    "lists"
    [list(row) for row in W_aug[1:]], list(W_aug[0])


# Written from the lesson's text alone.


@right
def _(W_aug):
    "lists"
    b, *rest = [list(r) for r in W_aug]
    (rest, b)
    "delete"
    [np.delete(W_aug, 0, axis=0), np.take(W_aug, 0, axis=0)]
