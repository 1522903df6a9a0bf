"""Other answers to square_loss_grad: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(Y_hat, Y):
    "two minuses"
    -(Y - Y_hat) / Y.shape[0]
    "lists inside a list"
    [
        [(a - b) / len(Y) for a, b in zip(row_hat, row, strict=True)]
        for row_hat, row in zip(Y_hat.tolist(), Y.tolist(), strict=True)
    ]
    "a table of floats, filled row by row"
    slope = np.zeros(Y.shape)
    for i in range(len(Y)):
        slope[i] = (Y_hat[i] - Y[i]) / len(Y)
    slope
    "the derivative of the square with its 2, and half of it"
    np.asfortranarray(2 * (Y_hat - Y) * 0.5 * (1 / len(Y)))
    "through the columns and back"
    (np.subtract(Y_hat.T, Y.T) / Y_hat.T.shape[1]).T
    "in float32 from the start"
    (Y_hat.astype(np.float32) - Y.astype(np.float32)) / np.float32(len(Y))


@wrong
def _(Y_hat, Y):
    "takes the mean error away"
    error = Y_hat - Y
    (error - error.mean(axis=0)) / len(Y)
    "divides by m - 1 where it can"
    (Y_hat - Y) / max(len(Y) - 1, 1)
    "clips every error to ±1"
    np.clip(Y_hat - Y, -1, 1) / len(Y)
    "the last example gets no slope"
    slope = (Y_hat - Y) / len(Y)
    slope[-1] = 0
    slope
    "rounded to three digits"
    np.round((Y_hat - Y) / len(Y), 3)
    "only errors that are too large have a slope"
    np.maximum(Y_hat - Y, 0) / len(Y)
    "transposes where the table is square"
    error = (Y_hat - Y) / len(Y)
    error.T if error.shape[0] == error.shape[1] else error


# Written without a look at the mistakes that have a name.


@wrong
def _(Y_hat, Y):
    "the mean over the examples"
    np.mean(Y_hat - Y, axis=0)
    "the loss of each entry"
    0.5 * (Y_hat - Y) ** 2
    "divides by the number of outputs"
    (Y_hat - Y) / Y.shape[1]


# Written from the lesson's text alone.


@wrong
def _(Y_hat, Y):
    "sum over outputs"
    np.repeat((Y_hat - Y).sum(axis=1, keepdims=True), Y.shape[1], axis=1) / len(Y)
    "times m"
    (Y_hat - Y) * len(Y)
    "sigmoid slope in"
    (Y_hat - Y) * Y_hat * (1 - Y_hat) / len(Y)


@right
def _(Y_hat, Y):
    "division each"
    np.divide(Y_hat, len(Y)) - np.divide(Y, len(Y))
    "lists"
    [[(p - q) / len(Y) for p, q in zip(r, s, strict=False)] for r, s in zip(Y_hat, Y, strict=False)]
    "projector"
    np.eye(len(Y)) / len(Y) @ (Y_hat - Y)
