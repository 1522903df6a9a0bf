"""Other answers to cyclic_filter: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(X, w):
    "place by place"
    m, n = X.shape
    Z = np.zeros((m, n))
    for i in range(n):
        for j in range(len(w)):
            Z[:, i] += w[j] * X[:, (i + j) % n]
    Z
    "indices that wrap round"
    n = X.shape[1]
    X[:, (np.arange(n)[:, None] + np.arange(len(w))) % n] @ w
    "a dense matrix with its stripe"
    n = X.shape[1]
    C = np.zeros((n, n))
    for i in range(n):
        for j, weight in enumerate(w):
            C[(i + j) % n, i] += weight
    X @ C
    "the beginning hung on at the end"
    n, k = X.shape[1], len(w)
    wide = np.hstack([X, X])
    sum(w[j] * wide[:, j : j + n] for j in range(k))
    "np.correlate, row by row, a list"
    k = len(w)
    [np.correlate(np.append(x, x[: k - 1]), w, "valid") for x in X]
    "by the fast Fourier transform"
    n = X.shape[1]
    taps = np.zeros(n)
    taps[: len(w)] = w
    np.fft.irfft(np.fft.rfft(X, axis=1) * np.conj(np.fft.rfft(taps)), n, axis=1)
    "np.roll of the whole table"
    np.sum([a * np.roll(X, -j, axis=1) for j, a in enumerate(w)], axis=0)


@wrong
def _(X, w):
    "three weights at most"
    sum(w[j] * np.roll(X, -j, axis=1) for j in range(min(3, len(w))))
    "the size of the weights alone"
    sum(abs(w[j]) * np.roll(X, -j, axis=1) for j in range(len(w)))
    "shifted by as many places as the row has number"
    Z = sum(w[j] * np.roll(X, -j, axis=1) for j in range(len(w)))
    np.array([np.roll(z, i) for i, z in enumerate(Z)])[:, ::-1]


# Written without a look at the mistakes that have a name.


@wrong
def _(X, w):
    "the other way round"
    sum(w[j] * np.roll(X, j, axis=1) for j in range(len(w)))
    "down the columns"
    sum(w[j] * np.roll(X, -j, axis=0) for j in range(len(w)))
    "with zeros behind the end"
    wide = np.hstack([X, np.zeros((len(X), len(w)))])
    sum(w[j] * wide[:, j : j + X.shape[1]] for j in range(len(w)))
    "centred"
    sum(w[j] * np.roll(X, len(w) // 2 - j, axis=1) for j in range(len(w)))
    "the mean, not the sum"
    sum(w[j] * np.roll(X, -j, axis=1) for j in range(len(w))) / len(w)
    "the first weight forgotten"
    sum(w[j] * np.roll(X, -j, axis=1) for j in range(1, len(w))) + 0 * X
    "only where it fits"
    n = X.shape[1] - len(w) + 1
    sum(w[j] * X[:, j : j + n] for j in range(len(w)))
