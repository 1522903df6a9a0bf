"""Other answers to matmul_back: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(G, A, B):
    "einsum"
    np.einsum("mk,nk->mn", G, B), np.einsum("mn,mk->nk", A, G)
    "the transpose of the transposed product, as a list"
    [(B @ G.T).T, (G.T @ A).T]
    "row by row"
    GA, GB = np.zeros(A.shape), np.zeros(B.shape)
    for i in range(len(A)):
        GA[i] = B @ G[i]
        GB += np.outer(A[i], G[i])
    GA, GB
    "np.dot and np.transpose"
    np.dot(G, np.transpose(B)), np.dot(np.transpose(A), G)


@wrong
def _(G, A, B):
    "twice"
    2 * G @ B.T, 2 * A.T @ G
    "the signs of the weights"
    G @ np.sign(B).T, np.sign(A).T @ G
    "the first alone"
    G @ B.T
    "divided by the width"
    G @ B.T / B.shape[1], A.T @ G


# Written without a look at the mistakes that have a name.


@wrong
def _(G, A, B):
    "the other way round"
    A.T @ G, G @ B.T
    "entry by entry"
    G * B.T, A.T * G
