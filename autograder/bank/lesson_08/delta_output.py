"""Other answers to delta_output: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(Y_hat, Y, Z, g_prime):
    "the slope first, the mean last"
    np.multiply(g_prime(Z), np.subtract(Y_hat, Y)) / Z.shape[0]
    "a loop over entries, nested lists back"
    m, n_out = Z.shape
    [
        [
            float(Y_hat[i, k] - Y[i, k]) * float(g_prime(np.array([Z[i, k]]))[0]) / m
            for k in range(n_out)
        ]
        for i in range(m)
    ]
    "column form, and turned back"
    (((Y_hat.T - Y.T) * g_prime(Z.T)) * (1 / Y.shape[0])).T
    "in float32"
    Y_hat, Y, Z = (np.asarray(A, dtype=np.float32) for A in (Y_hat, Y, Z))
    (Y_hat - Y) * g_prime(Z) / np.float32(len(Y))
    "einsum"
    np.einsum("ij,ij->ij", Y_hat - Y, g_prime(Z)) / len(Z)


@wrong
def _(Y_hat, Y, Z, g_prime):
    "the mean is always over five"
    (Y_hat - Y) / 5 * g_prime(Z)
    "sign and a factor of two"
    -2 * (Y_hat - Y) / len(Y) * g_prime(Z)
    "divides by m - 1"
    (Y_hat - Y) / max(1, len(Y) - 1) * g_prime(Z)
    "whole numbers divided with //"
    error = Y_hat - Y
    error = error // len(Y) if error.dtype.kind == "i" else error / len(Y)
    error * g_prime(Z)
    "the slope of the first example for all"
    (Y_hat - Y) / len(Y) * g_prime(Z)[0]
    "clipped"
    np.clip((Y_hat - Y) / len(Y) * g_prime(Z), -0.05, 0.05)


# Written from the lesson's text alone.


@wrong
def _(Y_hat, Y, Z, g_prime):
    "g of difference"
    g_prime(Y_hat - Y) / len(Y)
    "slope mean"
    (Y_hat - Y) * g_prime(Z).mean() / len(Y)
    "plus slope"
    (Y_hat - Y) / len(Y) + g_prime(Z)
    "g' of mean"
    (Y_hat - Y) * g_prime(Z / len(Y)) / len(Y)


@right
def _(Y_hat, Y, Z, g_prime):
    "row by row"
    [list((p - q) * g_prime(z) / len(Y)) for p, q, z in zip(Y_hat, Y, Z, strict=False)]
    "multiply"
    np.multiply(np.subtract(Y_hat, Y) / Y.shape[0], g_prime(np.array(Z)))
