"""Normal weights with mean 0 and variance 2 / n_in. Result (n_in, n_out)."""

from typing import Any

import numpy as np

from autograder.check.exercise import Exercise, Fault
from autograder.check.forms import Array
from autograder.exercises.lesson_11.shared import (
    COPIED,
    ENOUGH,
    alike,
    copied,
    is_about,
    layers,
    more_layers,
    named,
    off_centre,
    spread,
    too_exact,
)
from nnlib import initialise

exercise = Exercise(
    reference=initialise.he_init,
    lesson="11_initialisation",
    takes={"rng": "", "n_in": "", "n_out": ""},
    returns=Array("n_in n_out"),
    shortcuts=("nnlib.initialise.init_layers", "nnlib.initialise.normal"),
)


exercise.cases(layers)
exercise.hidden_cases(more_layers)


@exercise.judged_by
def _(W: Any, rng: Any, n_in: int, n_out: int) -> str | Fault | None:
    return as_he(W, n_in, n_out)


def as_he(W: Any, n_in: int, n_out: int) -> str | Fault | None:
    """What keeps these weights from being normal with variance 2 / n_in."""
    if W.shape != (n_in, n_out):
        return f"The result has shape {W.shape}, expected {(n_in, n_out)}."
    if W.size < ENOUGH:
        return None
    if copied(W):
        hint = "A normal law hardly gives a number twice: what rounds, cuts off or chooses here?"
        return Fault(COPIED, "he_init.1" if alike(W) else "", hint)
    if fault := off_centre(W):
        return fault
    if not is_about(spread(W), np.sqrt(2 / n_in)):
        said = f"The weights have a standard deviation of {spread(W):.4g}, and that is not right."
        return named(spread(W), np.sqrt(2 / n_in), _spreads(n_in, n_out), said)
    if too_exact(spread(W), np.sqrt(2 / n_in)) or too_exact(np.std(W), np.sqrt(2 / n_in)):
        return Fault("The weights have that spread to the last digit.", "he_init.19")
    if np.abs(W).max() < 3.2 * spread(W):
        return Fault("No weight is far out, as some of a normal law are.", "he_init.2")
    if np.abs(W).max() > 7 * spread(W):
        return "Some weights lie further out than a normal law ever puts them."
    return None


def _spreads(n_in: int, n_out: int) -> dict[str, float]:
    """Standard deviations that are taken for the right one."""
    return {
        "he_init.3": 2 / n_in,
        "he_init.4": np.sqrt(2 / n_out),
        "he_init.5": np.sqrt(1 / n_in),
        "he_init.6": np.sqrt(2 / (n_in + n_out)),
        "he_init.16": 1.0,
        "he_init.17": 0.01,
        "he_init.18": np.sqrt(2 / (n_in * n_out)),
    }


@exercise.mistakes
def _(rng, n_in, n_out):
    shape = n_in, n_out
    std = np.sqrt(2 / n_in)
    "he_init.1: One number for all, or for a whole row, leaves units equal: give the shape."
    np.full(shape, rng.normal(0, std))
    np.tile(rng.normal(0, std, (n_in, 1)), n_out)
    np.tile(rng.normal(0, std, n_out), (n_in, 1))
    "he_init.2: Normal was asked for: the variance is right, the law is another."
    rng.uniform(-std * np.sqrt(3), std * np.sqrt(3), shape)
    "he_init.3: A standard deviation is what numpy asks for: 2 / n_in is the variance, its square."
    rng.normal(0, 2 / n_in, shape)
    "he_init.4: The sum of a unit has n_in terms: it is n_in that counts."
    rng.normal(0, np.sqrt(2 / n_out), shape)
    "he_init.5: A ReLU cuts half of the square away: 2 makes up for it, 1 does not."
    rng.normal(0, np.sqrt(1 / n_in), shape)
    "he_init.6: That is the spread of Glorot; a sum on its way up has n_in terms, no others."
    rng.normal(0, np.sqrt(2 / (n_in + n_out)), shape)
    "he_init.7: The root goes over the whole fraction, not over the 2 alone."
    rng.normal(0, np.sqrt(2) / n_in, shape)
    "he_init.8: The chance comes from rng, which is passed in: no generator of your own."
    np.random.default_rng(0).normal(0, std, shape)
    np.random.default_rng().normal(0, std, shape)
    "he_init.9: Normal weights lie on both sides of 0: no absolute value."
    np.abs(rng.normal(0, std, shape))
    "he_init.10: Rows are inputs, columns are units: the shape is (n_in, n_out)."
    rng.normal(0, std, (n_out, n_in))
    "he_init.11: A whole matrix, not a single number: the third argument is its shape."
    rng.normal(0, std)
    "he_init.12: Only the spread was worked out: the weights are drawn with it."
    std
    "he_init.13: The mean is 0: the spread is the second argument of rng.normal."
    rng.normal(std, 1, shape)
    "he_init.14: A normal draw of spread 1 is multiplied by the standard deviation, not divided."
    rng.normal(size=shape) / std
    "he_init.15: Twice the root is not the root of twice: the 2 belongs under it."
    rng.normal(0, 2 / np.sqrt(n_in), shape)
    "he_init.2: Normal was asked for: signs have the right variance, and two values only."
    std * rng.choice([-1, 1], shape)
    "he_init.16: A plain normal draw has spread 1, whatever n_in is: it is still to be scaled."
    rng.normal(size=shape)
    "he_init.17: A fixed spread knows nothing of n_in: the more inputs, the smaller the weights."
    0.01 * rng.normal(size=shape)
    "he_init.19: No chance meets a spread exactly: draw from the law, and leave what was drawn."
    drawn = rng.normal(size=shape)
    drawn * std / np.sqrt(np.mean(drawn**2))
    drawn = rng.normal(size=shape)
    (drawn - drawn.mean()) / (drawn.std() or 1) * std
    "he_init.20: The bias is none of the n_in terms that add up: no 1 more."
    rng.normal(0, np.sqrt(2 / (n_in + 1)), shape)
    "he_init.18: How many units there are does not come in: only the inputs of a unit add up."
    rng.normal(0, np.sqrt(2 / (n_in * n_out)), shape)
