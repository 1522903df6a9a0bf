"""Other answers to boolean_network: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(X, t):
    "units only where t is 1; lists"
    chosen = X[t == 1]
    chosen.T, [0.5 - X.shape[1]] * len(chosen), [1] * len(chosen), 0
    "units where t is 0 that take 1 away"
    chosen = X[t == 0]
    chosen.T, np.full(len(chosen), 1 - X.shape[1]), -np.ones(len(chosen)), np.array([1.0])
    "single precision, rows (1, k)"
    b1 = np.full((1, len(X)), 2 - X.shape[1], dtype=np.float32)
    X.T.astype(np.float32), b1, t.astype(np.float32)[None, :], np.float32(0)
    "a loop over the rows, backwards, with detectors of another scale"
    units, biases, head = [], [], []
    for row, value in zip(X[::-1], t[::-1], strict=True):
        units.append(3.0 * row)
        biases.append(-3.0 * len(row) + 1)
        head.append(float(value))
    np.column_stack(units), biases, head, 0.0
    "always answers 1/2, and a half more or less"
    X.T, np.full(len(X), 0.5 - X.shape[1]), t - 0.5, 0.5
    "one staircase along a line on which all patterns differ"
    line = 2.0 ** np.arange(X.shape[1])
    order = np.argsort(X @ line)
    places, values = (X @ line)[order], np.asarray(t, dtype=float)[order]
    np.outer(line, np.ones(len(X) - 1)), 1 - places[1:], np.diff(values), values[0]
    "a unit that never fires beside the others"
    W1 = np.column_stack([X.T, np.zeros(X.shape[1])])
    W1, np.append(np.full(len(X), 1 - X.shape[1]), -1), np.append(t, 7), 0.0


@wrong
def _(X, t):
    "almost 1"
    X.T, np.full(len(X), 1.0 - X.shape[1]), 0.999 * t, 0.0005
    "right for a table with at most two ones"
    chosen = X[t == 1][:2]
    chosen.T, np.full(len(chosen), 1.0 - X.shape[1]), np.ones(len(chosen)), 0.0
    "no more than eight units"
    X[:8].T, np.full(len(X[:8]), 1.0 - X.shape[1]), t[:8], 0.0
    "the parity of the inputs, whatever t is"
    j = np.arange(1, X.shape[1] + 1)
    D = len(j)
    np.ones((D, D)), D + 1.0 - 2 * j, np.where(j % 2 == 1, 1.0, -1.0), 0.0
    "the mean of t everywhere"
    X.T, np.full(len(X), 1.0 - X.shape[1]), np.zeros(len(X)), float(np.mean(t))
    "a single unit found by least squares"
    A = np.column_stack([X, np.ones(len(X))]).astype(float)
    fit = np.linalg.lstsq(A, t - 0.5, rcond=None)[0]
    fit[:-1, None], fit[-1:], [1.0], 0.0
    "the patterns in another order than t"
    np.roll(X, 1, axis=0).T, np.full(len(X), 1.0 - X.shape[1]), t, 0.0


# Written without a look at the mistakes that have a name.


@wrong
def _(X, t):
    "a unit for every row with a 0"
    off = X[t == 0]
    off.T, np.full(len(off), 1.0 - X.shape[1]), np.ones(len(off)), 0.0
    "hidden biases of 0"
    X.T, np.zeros(len(X)), t, 0.0
    "b as strict as it can be"
    X.T, np.full(len(X), -1.0 * X.shape[1]), t, 0.0


# Written from the lesson's text alone.


@wrong
def _(X, t):
    "bias per D"
    D = X.shape[1]
    (X.T * 1.0, np.full(D, 1.0 - D), t * 1.0, 0.0)
    "true rows only, w2 all rows"
    D = X.shape[1]
    (X[t == 1].T * 1.0, np.full(int(t.sum()), 1.0 - D), t * 1.0, 0.0)
    "sign weights with b2 wrong"
    D = X.shape[1]
    (X.T * 1.0, np.full(len(X), 1.0 - D), (2.0 * t - 1) / 2, -0.5)
    "w2 mean"
    D = X.shape[1]
    (X.T * 1.0, np.full(len(X), 1.0 - D), t / max(1, t.sum()), 0.0)


@right
def _(X, t):
    "half signs"
    D = X.shape[1]
    (X.T, [1 - D] * len(X), t - 0.5, 0.5)
    "complement"
    D = X.shape[1]
    (2 * X.T, np.full(len(X), 3.0 - 2 * D), -(1.0 - t), 1)
    "true rows plus an idle one"
    rows = [x for x, v in zip(X, t, strict=False) if v] + [0 * X[0]]
    (np.array(rows).T, np.array([1 - X.shape[1]] * (len(rows) - 1) + [-1]), np.ones(len(rows)), 0)
