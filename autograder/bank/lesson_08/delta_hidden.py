"""Other answers to delta_hidden: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(delta_next, W_next, Z, g_prime):
    "einsum"
    np.einsum("mk,nk,mn->mn", delta_next, W_next, g_prime(Z))
    "three loops, nested lists back"
    slope = g_prime(Z)
    m, n = Z.shape
    [
        [
            sum(float(d) * float(w) for d, w in zip(delta_next[i], W_next[j], strict=True))
            * float(slope[i, j])
            for j in range(n)
        ]
        for i in range(m)
    ]
    "column form, and turned back"
    ((W_next @ delta_next.T) * g_prime(Z.T)).T
    "in float32"
    delta, W, Z = (np.asarray(A, dtype=np.float32) for A in (delta_next, W_next, Z))
    g_prime(Z) * np.dot(delta, W.T)
    "example by example, units above in another order"
    rows = [(W_next[:, ::-1] @ d[::-1]) * g_prime(z) for d, z in zip(delta_next, Z, strict=True)]
    np.array(rows)


@wrong
def _(delta_next, W_next, Z, g_prime):
    "sign, and no slope"
    -(delta_next @ W_next.T)
    "the first unit above only"
    np.outer(delta_next[:, 0], W_next[:, 0]) * g_prime(Z)
    "weights scaled to length one"
    (delta_next @ (W_next / np.linalg.norm(W_next)).T) * g_prime(Z)
    "reshaped instead of transposed"
    (delta_next @ W_next.reshape(W_next.shape[::-1])) * g_prime(Z)
    "the slope of the unit's mean Z"
    (delta_next @ W_next.T) * g_prime(Z.mean(axis=0))
    "right for one example, a mean over examples otherwise"
    out = (delta_next @ W_next.T) * g_prime(Z)
    np.tile(out.mean(axis=0), (len(Z), 1))


# Written without a look at the mistakes that have a name.


@wrong
def _(delta_next, W_next, Z, g_prime):
    "Z in place of its slope"
    (delta_next @ W_next.T) * Z


# Written from the lesson's text alone.


@wrong
def _(delta_next, W_next, Z, g_prime):
    "plus"
    delta_next @ W_next.T + g_prime(Z)
    "g' of all"
    g_prime(delta_next @ W_next.T)
    "g' of Z times"
    g_prime(Z * (delta_next @ W_next.T))
    "no W"
    delta_next.mean(axis=1, keepdims=True) * g_prime(Z)
    "two faults: mean and no slope"
    delta_next @ W_next.T / len(Z)


@right
def _(delta_next, W_next, Z, g_prime):
    "einsum"
    np.einsum("mk,nk,mn->mn", delta_next, W_next, g_prime(Z))
    "W @ delta.T .T"
    (W_next @ delta_next.T).T * g_prime(Z)
    "unit by unit"
    S = g_prime(Z)
    np.column_stack(
        [
            sum(delta_next[:, j] * W_next[i, j] for j in range(W_next.shape[1])) * S[:, i]
            for i in range(W_next.shape[0])
        ]
    )
