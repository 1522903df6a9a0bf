"""Other answers to permute_hidden: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(W1, b1, W2, order):
    "np.take"
    np.take(W1, order, axis=1), np.take(b1, order), np.take(W2, order, axis=0)
    "a permutation matrix"
    P = np.eye(len(b1))[:, order]
    W1 @ P, b1 @ P, P.T @ W2
    "unit by unit, in copies"
    V1, c1, V2 = W1.copy(), b1.copy(), W2.copy()
    for k, old in enumerate(order):
        V1[:, k], c1[k], V2[k] = W1[:, old], b1[old], W2[old]
    V1, c1, V2
    "lists"
    cs = [b1[k] for k in order]
    [[row[k] for k in order] for row in W1], cs, [list(W2[k]) for k in order]
    "rows of the turned matrix"
    W1.T[order].T, b1[order], W2[order, :]
    "written to where the others came from"
    V1, c1, V2 = np.empty_like(W1), np.empty_like(b1), np.empty_like(W2)
    back = np.argsort(order)
    V1[:, back], c1[back], V2[back] = W1, b1, W2
    V1, c1, V2


@wrong
def _(W1, b1, W2, order):
    "the first two change places"
    new = np.arange(len(order))
    new[:2] = new[:2][::-1]
    W1[:, new], b1[new], W2[new]
    "all go one place on"
    np.roll(W1, 1, axis=1), np.roll(b1, 1), np.roll(W2, 1, axis=0)
    "the order twice"
    W1[:, order[order]], b1[order[order]], W2[order[order]]
    "nothing moves: the same function"
    W1, b1, W2
    "a sign turned on the way out"
    W1[:, order], b1[order], -W2[order]


# Written without a look at the mistakes that have a name.


@wrong
def _(W1, b1, W2, order):
    "rows of W1"
    W1[:, order], b1[order], W2[:, order[: W2.shape[1]]]
    "the bias stays"
    W1[:, order], b1, W2[order]
    "W2 stays"
    W1[:, order], b1[order], W2


@wrong
def _(W1, b1, W2, order):
    "rows of W1"
    W1[order] if W1.shape[0] == len(order) else W1[:, order], b1, W2[order]
    "biases forgotten"
    W1[:, order], b1, W2[order]
    "the second layer forgotten"
    W1[:, order], b1[order], W2
    "the inverse order"
    back = np.argsort(order)
    W1[:, back], b1[back], W2[back]
    "columns of W2"
    W1[:, order], b1[order], W2[:, np.argsort(np.argsort(order[: W2.shape[1]]))]


@right
def _(W1, b1, W2, order):
    "a permutation matrix"
    P = np.eye(len(order))[:, order]
    W1 @ P, b1 @ P, P.T @ W2
    "np.take"
    np.take(W1, order, axis=1), np.take(b1, order), np.take(W2, order, axis=0)
    "unit by unit"
    units = [(W1[:, j], b1[j], W2[j]) for j in order]
    np.stack([u[0] for u in units], axis=1), [u[1] for u in units], [u[2] for u in units]
