"""Half the squared error, summed over outputs, mean over examples. Both (m, n_out)."""

import numpy as np

from autograder.check.exercise import Exercise
from autograder.check.forms import Number
from autograder.exercises.lesson_07.shared import AS_A_FLOAT, more_pairs, pairs
from nnlib import losses

exercise = Exercise(
    reference=losses.square_loss,
    lesson="07_loss_and_gradient",
    takes={"Y_hat": "m n_out", "Y": "m n_out"},
    returns=Number(),
    shortcuts=("nnlib.losses._square", "nnlib.losses.named"),
    tolerance=AS_A_FLOAT,
)
exercise.cases(pairs)
exercise.hidden_cases(more_pairs)


@exercise.mistakes(axis=(0, 1))
def _(Y_hat, Y, *, axis):
    "F24.1: Sum over the outputs; only the examples are averaged."
    0.5 * np.mean((Y_hat - Y) ** 2)
    "F24.1: That mean averages the outputs too: sum over outputs. And where is the half?"
    np.mean((Y_hat - Y) ** 2)
    "F24.3: Reduce it to one number: sum over outputs, mean over examples."
    0.5 * (Y_hat - Y) ** 2
    0.5 * (Y_hat - Y) @ (Y_hat - Y).T
    0.5 * (Y_hat - Y).T @ (Y_hat - Y)
    0.5 * np.sum((Y_hat - Y) ** 2, axis=axis)
    1.0 * np.sum((Y_hat - Y) ** 2, axis=axis)
    0.5 / Y.shape[axis] * np.sum((Y_hat - Y) ** 2, axis=axis)
    1 / Y.shape[axis] * np.sum((Y_hat - Y) ** 2, axis=axis)
    "F24.4: Both // and int() drop the fraction, even of floats: divide by / instead."
    np.sum((Y_hat - Y) ** 2) // 2 / len(Y)
    np.sum((Y_hat - Y) ** 2) // (2 * len(Y))
    np.sum((Y_hat - Y) ** 2 // 2) / len(Y)
    np.mean(np.sum((Y_hat - Y) ** 2, axis=1) // 2)
    np.sum((Y_hat - Y) ** 2) // len(Y) / 2
    "F24.4: The half has become a 0: 1 // 2 is a division of whole numbers."
    1 // 2 * np.sum((Y_hat - Y) ** 2) / len(Y)
    "F24.4: The errors have fractions: no astype(int)."
    0.5 * np.sum((Y_hat.astype(int) - Y.astype(int)) ** 2) / len(Y)
    "F24.4: Whole numbers in, but the loss has fractions: keep floats."
    each = np.zeros(len(Y), dtype=Y.dtype)
    each[:] = 0.5 * np.sum((Y_hat - Y) ** 2, axis=1)
    np.mean(each)
    "square_loss.1: Twice too large: ours is half the squared error, so that its slope has no 2."
    np.sum((Y_hat - Y) ** 2) / len(Y)
    "square_loss.2: The same examples twice must cost the same: take the mean."
    0.5 * np.sum((Y_hat - Y) ** 2)
    "square_loss.3: Two factors are missing: the half, and the mean over m."
    np.sum((Y_hat - Y) ** 2)
    "square_loss.4: Divide by the number of examples, the rows, not by the number of outputs."
    0.5 * np.sum((Y_hat - Y) ** 2) / Y.shape[1]
    np.sum((Y_hat - Y) ** 2) / Y.shape[1]
    "square_loss.5: Square the errors: an absolute value is another loss, with a corner at 0."
    0.5 * np.sum(np.abs(Y_hat - Y)) / len(Y)
    np.sum(np.abs(Y_hat - Y)) / len(Y)
    np.mean(np.abs(Y_hat - Y))
    "square_loss.6: Square first, then sum: here errors of opposite sign cancel."
    0.5 * np.mean(np.sum(Y_hat - Y, axis=1) ** 2)
    0.5 * np.sum(Y_hat - Y) ** 2 / len(Y)
    0.5 * np.sum(np.mean(Y_hat - Y, axis=0) ** 2)
    "square_loss.7: The squared error has no root: np.linalg.norm takes one."
    np.mean(np.linalg.norm(Y_hat - Y, axis=1))
    0.5 * np.mean(np.linalg.norm(Y_hat - Y, axis=1))
    0.5 * np.linalg.norm(Y_hat - Y) / len(Y)
    np.sqrt(np.mean((Y_hat - Y) ** 2))
    "square_loss.8: A loss is not negative: no minus before the squares."
    -0.5 * np.sum((Y_hat - Y) ** 2) / len(Y)
    "square_loss.9: Subtract first, then square: the order matters."
    0.5 * np.sum(Y_hat**2 - Y**2) / len(Y)
    "square_loss.10: The error is a difference, Y_hat minus Y."
    0.5 * np.sum((Y_hat + Y) ** 2) / len(Y)
    "square_loss.11: The caller still needs Y_hat: error = Y_hat - Y is a new array, -= is not."
    Y_hat -= Y
    0.5 * np.sum(Y_hat**2) / len(Y)
    "square_loss.12: All outputs count, not only the first."
    0.5 * np.mean((Y_hat - Y)[:, 0] ** 2)
    "square_loss.12: All examples count, not only the first."
    0.5 * np.sum((Y_hat - Y)[0] ** 2)
    "square_loss.13: The errors are not squared."
    0.5 * np.sum(Y_hat - Y) / len(Y)
    "square_loss.14: The errors are summed as they are: a loss squares them first. And the half?"
    np.sum(Y_hat - Y) / len(Y)
    "square_loss.15: Half as large as it should be: a 1/2 too many."
    0.25 * np.sum((Y_hat - Y) ** 2) / len(Y)
    "square_loss.16: Brackets: x / 2 * m multiplies by m."
    np.sum((Y_hat - Y) ** 2) / 2 * len(Y)
    "square_loss.12: All outputs count, not the worst of an example alone."
    0.5 * np.mean(np.max((Y_hat - Y) ** 2, axis=1))
