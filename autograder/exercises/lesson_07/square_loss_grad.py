"""(Y_hat - Y) / m, the slope of `square_loss` in Y_hat. All (m, n_out)."""

import numpy as np

from autograder.check.exercise import Exercise
from autograder.check.forms import Array
from autograder.exercises.lesson_07.shared import more_pairs, pairs
from nnlib import losses

exercise = Exercise(
    reference=losses.square_loss_grad,
    lesson="07_loss_and_gradient",
    takes={"Y_hat": "m n_out", "Y": "m n_out"},
    returns=Array("m n_out"),
    shortcuts=("nnlib.losses._square", "nnlib.losses.named"),
)
exercise.cases(pairs)
exercise.hidden_cases(more_pairs)


@exercise.mistakes
def _(Y_hat, Y):
    "F24.1: Only the examples are averaged: divide by m, not by m times n_out."
    (Y_hat - Y) / Y.size
    """F24.1: Only the examples are averaged: divide by m, not by m times n_out. And the half
    takes the 2 away."""
    2 * (Y_hat - Y) / Y.size
    "F24.2: A prediction that is too large must go down: the slope is Y_hat minus Y."
    (Y - Y_hat) / len(Y)
    """F24.2: A prediction that is too large must go down: the slope is Y_hat minus Y. And the
    mean is missing."""
    Y - Y_hat
    """F24.2: A prediction that is too large must go down: the slope is Y_hat minus Y. The half
    takes the 2 away."""
    2 * (Y - Y_hat) / len(Y)
    "F24.2: A prediction that is too large must go down: the slope is Y_hat minus Y."
    (Y - Y_hat) / Y.size
    2 * (Y - Y_hat) / Y.size
    """F24.2: A prediction that is too large must go down: the slope is Y_hat minus Y. And two
    factors differ."""
    2 * (Y - Y_hat)
    "F24.4: Both // and int() drop the fraction, even of floats: divide by / instead."
    (Y_hat - Y) // len(Y)
    "F24.4: Whole numbers in, but the slope has fractions: an array of ints cuts them off."
    slope = np.zeros_like(Y_hat)
    slope[:] = (Y_hat - Y) / len(Y)
    slope
    "F24.4: An array of ints takes no fractions: divide into a new array."
    slope = Y_hat - Y
    slope /= len(Y)
    slope
    "F24.4: Whole numbers in, but the slope has fractions: an array of ints cuts them off."
    ((Y_hat - Y) / len(Y)).astype(int)
    "square_loss_grad.1: The loss is a mean over examples: so is its slope."
    Y_hat - Y
    "square_loss_grad.2: Twice too large: the half in the loss takes the 2 of the square away."
    2 * (Y_hat - Y) / len(Y)
    """square_loss_grad.2: Twice too large: the half in the loss takes the 2 of the square away.
    And the mean is missing."""
    2 * (Y_hat - Y)
    "square_loss_grad.3: Half as large as it should be: the derivative of a square brings a 2."
    0.5 * (Y_hat - Y) / len(Y)
    "square_loss_grad.3: The derivative of a square brings a 2, and the mean is missing."
    0.5 * (Y_hat - Y)
    "square_loss_grad.4: One slope for each prediction: the shape of Y_hat, nothing is summed."
    np.mean(Y_hat - Y, axis=0)
    np.sum(Y_hat - Y, axis=1) / len(Y)
    np.sum(Y_hat - Y) / len(Y)
    np.mean(Y_hat - Y, axis=0, keepdims=True)
    "square_loss_grad.5: Divide by the number of examples, the rows, not by the number of outputs."
    (Y_hat - Y) / Y.shape[1]
    "square_loss_grad.6: The derivative of a square is linear in the error: no square is left."
    (Y_hat - Y) ** 2 / len(Y)
    0.5 * (Y_hat - Y) ** 2 / len(Y)
    0.5 * (Y_hat - Y) ** 2
    """square_loss_grad.7: The caller still needs Y_hat: error = Y_hat - Y makes a new array, -=
    does not."""
    Y_hat -= Y
    Y_hat / len(Y)
    Y_hat -= Y
    Y_hat /= len(Y)
    Y_hat
    "square_loss_grad.8: Keep the sign and the size of the error: that is how far, and which way."
    np.abs(Y_hat - Y) / len(Y)
    np.sign(Y_hat - Y) / len(Y)
    "square_loss_grad.9: The inner derivative of Y_hat - Y in Y_hat is 1."
    (Y_hat - Y) * Y_hat / len(Y)
    (Y_hat - Y) * Y / len(Y)
    "square_loss_grad.10: Rows are examples, as in Y_hat: nothing is transposed here."
    (Y_hat - Y).T / len(Y)
    "square_loss_grad.11: The target is missing: how far off is Y_hat?"
    Y_hat / len(Y)
    "square_loss_grad.12: The error is a difference, Y_hat minus Y."
    (Y_hat + Y) / len(Y)
    "square_loss_grad.13: Divide by m: the more examples, the smaller the share of each."
    (Y_hat - Y) * len(Y)
    "square_loss_grad.4: One slope for each output of each example: nothing is summed over outputs."
    0 * Y + (Y_hat - Y).sum(axis=1, keepdims=True) / len(Y)
    "square_loss_grad.9: The loss knows no unit: the slope of an activation does not belong here."
    (Y_hat - Y) * Y_hat * (1 - Y_hat) / len(Y)
    (Y_hat - Y) * (1 - Y_hat**2) / len(Y)
