"""Other answers to largest_confusion: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(counts):
    "two loops"
    best = (-1, 0, 0)
    for i in range(len(counts)):
        for j in range(len(counts)):
            if i != j and counts[i, j] > best[0]:
                best = counts[i, j], i, j
    best[1], best[2]
    "the diagonal taken off a copy"
    off = np.array(counts) - np.diag(np.diag(counts)) - np.eye(len(counts))
    np.unravel_index(np.argmax(off), off.shape)
    "the last of several, as a list"
    off = counts * (1 - np.eye(len(counts)))
    np.argwhere(off == off.max())[-1].tolist()
    "divmod of the flat place"
    off = np.where(np.eye(len(counts), dtype=bool), -1, counts)
    divmod(int(off.argmax()), len(counts))
    "a pair found by max over pairs"
    K = range(len(counts))
    max(((i, j) for i in K for j in K if i != j), key=lambda pair: counts[pair])
    "numpy's own whole numbers"
    off = np.asarray(counts) - 1000000 * np.eye(len(counts), dtype=int)
    rows, columns = np.where(off == off.max())
    rows[0], columns[0]


@wrong
def _(counts):
    "always the first pair"
    0, 1
    "the two classes that are most frequent"
    order = np.argsort(-counts.sum(axis=1))
    int(order[0]), int(order[1])
    "the second most frequent"
    off = np.where(np.eye(len(counts), dtype=bool), -1, counts)
    place = np.argsort(-off.ravel(), kind="stable")[1]
    int(place // len(counts)), int(place % len(counts))
    "neighbours only"
    i = int(np.argmax(np.diag(counts, 1)))
    i, i + 1
    "wrong by 0.5"
    off = np.where(np.eye(len(counts), dtype=bool), -1, counts)
    i, j = np.unravel_index(np.argmax(off), off.shape)
    i + 0.5, j


# Written without a look at the mistakes that have a name.


@wrong
def _(counts):
    "with the diagonal"
    np.unravel_index(np.argmax(counts), counts.shape)
    "predicted first"
    off = counts - np.diag(np.diag(counts))
    i, j = np.unravel_index(np.argmax(off), off.shape)
    j, i
    "its place in the long line"
    off = counts - np.diag(np.diag(counts))
    np.argmax(off)
    "the share of the row"
    off = counts - np.diag(np.diag(counts))
    share = off / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    np.unravel_index(np.argmax(share), share.shape)
    "both ways together"
    off = counts - np.diag(np.diag(counts))
    both = off + off.T
    np.unravel_index(np.argmax(both), both.shape)
    "the class with the most mistakes"
    off = counts - np.diag(np.diag(counts))
    i = np.argmax(off.sum(axis=1))
    i, np.argmax(off.sum(axis=0))
    "wipes the table"
    for k in range(len(counts)):
        counts[k, k] = 0
    np.unravel_index(np.argmax(counts), counts.shape)


@wrong
def _(counts):
    "the largest of all, right ones too"
    i, j = np.unravel_index(np.argmax(counts), np.shape(counts))
    int(i), int(j)
    "predicted, true"
    C = np.array(counts)
    C[np.diag_indices(len(C))] = -1
    i, j = np.unravel_index(np.argmax(C), C.shape)
    int(j), int(i)
    "of both directions together"
    C = np.array(counts)
    C = C + C.T
    C[np.diag_indices(len(C))] = -1
    i, j = np.unravel_index(np.argmax(C), C.shape)
    int(i), int(j)
    "the largest share of its row"
    C = np.array(counts, dtype=float)
    C = C / np.maximum(C.sum(axis=1, keepdims=True), 1)
    C[np.diag_indices(len(C))] = -1
    i, j = np.unravel_index(np.argmax(C), C.shape)
    int(i), int(j)
    "the place in the flat table"
    C = np.array(counts)
    C[np.diag_indices(len(C))] = -1
    int(np.argmax(C))


@right
def _(counts):
    "the largest of all pairs"
    K = len(counts)
    pairs = [(i, j) for i in range(K) for j in range(K) if i != j]
    max(pairs, key=lambda pair: counts[pair[0]][pair[1]])
    "sorted, the last that is no right one"
    C = np.asarray(counts)
    flat = np.argsort(C, axis=None, kind="stable")[::-1]
    places = [divmod(int(k), C.shape[1]) for k in flat]
    next(pair for pair in places if pair[0] != pair[1])
    "with the diagonal at minus infinity"
    C = np.where(np.eye(len(counts), dtype=bool), -np.inf, counts)
    np.argwhere(np.max(C) == C)[0]
