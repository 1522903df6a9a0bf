"""Other answers to square_loss: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(Y_hat, Y):
    "the inner product of the errors with themselves"
    np.vdot(Y_hat - Y, Y_hat - Y) / (2 * len(Y))
    "sums over outputs, mean over examples; a 0-d array"
    np.asarray(np.square(Y - Y_hat).sum(axis=1).mean() / 2)
    "the mean over everything, times the number of outputs"
    0.5 * np.mean((Y_hat - Y) ** 2) * Y.shape[1]
    "the trace of a product"
    np.trace((Y_hat - Y) @ (Y_hat - Y).T) / Y.shape[0] / 2
    "the norm, squared again"
    float(np.linalg.norm(Y_hat - Y) ** 2 / len(Y) / 2)
    "einsum in float32"
    error = (Y_hat - Y).astype(np.float32)
    np.einsum("ij,ij->", error, error) / np.float32(2 * len(Y))
    "in float32 from the start, handed over as a float"
    error = Y_hat.astype(np.float32) - Y.astype(np.float32)
    float(0.5 * np.sum(error**2) / len(Y))


@right
def _(Y_hat, Y, half=0.5):
    "a loop; whole numbers become floats in the division"
    total = 0
    for row_hat, row in zip(Y_hat, Y, strict=True):
        total += sum((a - b) ** 2 for a, b in zip(row_hat, row, strict=True))
    half * total / len(Y)


@wrong
def _(Y_hat, Y):
    "divides by m - 1 where it can"
    0.5 * np.sum((Y_hat - Y) ** 2) / max(len(Y) - 1, 1)
    "Huber's loss: linear beyond 1"
    size = np.abs(Y_hat - Y)
    np.sum(np.where(size > 1, size - 0.5, 0.5 * size**2)) / len(Y)
    "forgets the last output"
    0.5 * np.sum((Y_hat - Y)[:, :-1] ** 2) / len(Y)
    "rounded to four digits"
    round(float(0.5 * np.sum((Y_hat - Y) ** 2) / len(Y)), 4)
    "errors below 0.01 do not count"
    error = np.where(np.abs(Y_hat - Y) > 0.01, Y_hat - Y, 0)
    0.5 * np.sum(error**2) / len(Y)
    "the variance of the errors"
    0.5 * np.sum(np.var(Y_hat - Y, axis=0))
    "only errors that are too large count"
    0.5 * np.sum(np.maximum(Y_hat - Y, 0) ** 2) / len(Y)
    "right where there is one output only"
    0.5 * np.mean(np.sum(Y_hat**2 - 2 * Y_hat * Y[:, :1] + Y**2, axis=1))


# Written without a look at the mistakes that have a name.


@wrong
def _(Y_hat, Y):
    "the errors are added before they are squared"
    0.5 * np.mean(np.sum(Y_hat - Y, axis=1) ** 2)
    "one loss for each example"
    0.5 * np.sum((Y_hat - Y) ** 2, axis=1)
    "the root of each"
    0.5 * np.mean(np.linalg.norm(Y_hat - Y, axis=1))


# Written from the lesson's text alone.


@wrong
def _(Y_hat, Y):
    "matrix product"
    0.5 * np.sum((Y_hat - Y) @ (Y_hat - Y).T) / len(Y)


@right
def _(Y_hat, Y):
    "trace"
    np.trace((Y_hat - Y) @ (Y_hat - Y).T) / (2 * len(Y))
    "vdot"
    np.vdot(np.subtract(Y_hat, Y), np.subtract(Y_hat, Y)) / len(Y) / 2
    "loops"
    sum(
        (
            sum((float(p - q) ** 2 for p, q in zip(r, s, strict=False))) / 2
            for r, s in zip(Y_hat, Y, strict=False)
        )
    ) / len(Y)
