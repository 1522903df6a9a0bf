"""Other answers to zero_start_grads: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(X, Y, n_hidden, g, g_prime):
    "what is 0 is written as 0"
    n_in = X.shape[1]
    db2 = -Y.mean(axis=0)
    a = float(g(np.zeros(1))[0])
    np.zeros((n_in, n_hidden)), np.zeros(n_hidden), np.full((n_hidden, 1), a) * db2, db2
    "the whole sweep, with weights of 0"
    W1, b1 = np.zeros((X.shape[1], n_hidden)), np.zeros(n_hidden)
    W2, b2 = np.zeros((n_hidden, Y.shape[1])), np.zeros(Y.shape[1])
    Z1 = X @ W1 + b1
    A1 = g(Z1)
    delta2 = (A1 @ W2 + b2 - Y) / len(Y)
    delta1 = (delta2 @ W2.T) * g_prime(Z1)
    X.T @ delta1, delta1.sum(axis=0), A1.T @ delta2, delta2.sum(axis=0)
    "in lists, with an outer product"
    blame = -np.mean(Y, axis=0)
    out = np.outer(g(np.zeros(n_hidden)), blame)
    np.zeros((X.shape[1], n_hidden)).tolist(), [0.0] * n_hidden, out.tolist(), list(blame)
    "example by example"
    dW2, db2 = np.zeros((n_hidden, Y.shape[1])), np.zeros(Y.shape[1])
    for row in Y:
        dW2 = dW2 + np.outer(g(np.zeros(n_hidden)), -row) / len(Y)
        db2 = db2 - row / len(Y)
    0 * (X.T @ np.zeros((len(X), n_hidden))), np.zeros(n_hidden), dW2, db2


@wrong
def _(X, Y, n_hidden, g, g_prime):
    "the first example alone"
    n_in = X.shape[1]
    dW2 = np.outer(g(np.zeros(n_hidden)), -Y[0])
    np.zeros((n_in, n_hidden)), np.zeros(n_hidden), dW2, -Y[0]
    "only one hidden unit moves"
    dW2 = np.outer(g(np.zeros(n_hidden)), -Y.mean(axis=0))
    dW2[1:] = 0
    np.zeros((X.shape[1], n_hidden)), np.zeros(n_hidden), dW2, -Y.mean(axis=0)
    "the hidden bias has a slope"
    dW2 = np.outer(g(np.zeros(n_hidden)), -Y.mean(axis=0))
    np.zeros((X.shape[1], n_hidden)), np.full(n_hidden, -Y.mean()), dW2, -Y.mean(axis=0)
    "the mean over all outputs"
    db2 = np.full(Y.shape[1], -Y.mean())
    dW2 = np.outer(g(np.zeros(n_hidden)), db2)
    np.zeros((X.shape[1], n_hidden)), np.zeros(n_hidden), dW2 + 0.1, db2
    "always one half"
    dW2 = np.outer(np.full(n_hidden, 0.5), -Y.mean(axis=0))
    np.zeros((X.shape[1], n_hidden)), np.zeros(n_hidden), dW2, -Y.mean(axis=0)


# Written without a look at the mistakes that have a name.


@wrong
def _(X, Y, n_hidden, g, g_prime):
    "all zeros"
    dW1, dW2 = np.zeros((X.shape[1], n_hidden)), np.zeros((n_hidden, Y.shape[1]))
    dW1, np.zeros(n_hidden), dW2, np.zeros(Y.shape[1])
    "a sign too many"
    dW2 = np.outer(g(np.zeros(n_hidden)), Y.mean(axis=0))
    np.zeros((X.shape[1], n_hidden)), np.zeros(n_hidden), dW2, Y.mean(axis=0)
    "sums in place of means"
    dW2 = np.outer(g(np.zeros(n_hidden)), -Y.sum(axis=0))
    np.zeros((X.shape[1], n_hidden)), np.zeros(n_hidden), dW2, -Y.sum(axis=0)
