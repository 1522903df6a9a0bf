"""Other answers to softmax: right ones in other words, wrong ones without a name."""

import math

import numpy as np

from autograder.bank import right, wrong


@right
def _(Z):
    "exp of the logarithms of the shares"
    Z = Z - Z.max(axis=1, keepdims=True)
    np.exp(Z - np.log(np.exp(Z).sum(axis=1, keepdims=True)))
    "columns by None"
    E = np.exp(Z - np.max(Z, axis=1)[:, None])
    E / np.sum(E, axis=1)[:, None]
    "turned, and turned back"
    E = np.exp(Z.T - Z.max(axis=1))
    (E / E.sum(axis=0)).T
    "lists, row by row, without numpy"
    rows = []
    for row in Z.tolist():
        parts = [math.exp(z - max(row)) for z in row]
        rows.append([part / math.fsum(parts) for part in parts])
    rows
    "one over the sum of the exponentials of all differences; it warns"
    1 / np.exp(Z[:, None, :] - Z[:, :, None]).sum(axis=2)
    "np.logaddexp.reduce"
    np.exp(Z - np.logaddexp.reduce(Z, axis=1)[:, None])
    "axis=-1, in place on an own copy"
    P = np.array(Z, dtype=float)
    P -= P.max(axis=-1, keepdims=True)
    P = np.exp(P, out=P)
    P /= P.sum(axis=-1, keepdims=True)
    P
    "in float32"
    E = np.exp((Z - Z.max(axis=1, keepdims=True)).astype(np.float32))
    E / E.sum(axis=1, keepdims=True)
    "np.apply_along_axis"
    np.apply_along_axis(lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(), 1, Z)


@wrong
def _(Z):
    "a temperature of 2"
    E = np.exp((Z - Z.max(axis=1, keepdims=True)) / 2)
    E / E.sum(axis=1, keepdims=True)
    "rounded to three digits"
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    np.round(E / E.sum(axis=1, keepdims=True), 3)
    "one class too many in the sum, as if it had the score 0"
    E = np.exp(Z)
    E / (1 + E.sum(axis=1, keepdims=True))
    "turned where the table is square"
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    P.T if P.shape[0] == P.shape[1] else P
    "nan becomes 0"
    E = np.exp(Z)
    np.nan_to_num(E / E.sum(axis=1, keepdims=True))
    "the sum leaves out the class itself"
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    E / (E.sum(axis=1, keepdims=True) - E + 1e-300)
    "sorted along the row"
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    np.sort(E / E.sum(axis=1, keepdims=True), axis=1)


# Written without a look at the mistakes that have a name.


@wrong
def _(Z):
    "divided by the largest"
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    E / E.max(axis=1, keepdims=True)
    "squares for exp"
    Z**2 / np.sum(Z**2, axis=1, keepdims=True)
    "the logarithm of it"
    Z - np.logaddexp.reduce(Z, axis=1)[:, None]
