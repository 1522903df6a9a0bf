"""Weights uniform on [-b, b), b = sqrt(6 / (n_in + n_out)). Result (n_in, n_out)."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array
from autograder.exercises.lesson_11.shared import (
    COPIED,
    ENOUGH,
    copied,
    draws,
    layers,
    more_layers,
    named,
    off_centre,
    too_exact,
)
from nnlib import initialise

exercise = Exercise(
    reference=initialise.glorot_init,
    lesson="11_initialisation",
    takes={"rng": "", "n_in": "", "n_out": ""},
    returns=Array("n_in n_out"),
    shortcuts=("nnlib.initialise.init_layers", "nnlib.initialise.uniform"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield from layers(rng)
    yield Case("a single weight", (draws(rng), 1, 1))


exercise.hidden_cases(more_layers)


@exercise.judged_by
def _(W: Any, rng: Any, n_in: int, n_out: int) -> str | Fault | None:
    if W.shape != (n_in, n_out):
        return f"The result has shape {W.shape}, expected {(n_in, n_out)}."
    b = np.sqrt(6 / (n_in + n_out))
    reach = float(np.abs(W).max())
    if W.size < ENOUGH:
        return "A weight lies outside the range." if reach > b * (1 + 1e-6) else None
    if copied(W):
        return Fault(COPIED, "glorot_init.1")
    if fault := off_centre(W):
        return fault
    # That the largest of so many lies lower still has a chance of one in ten million.
    if reach > b * (1 + 1e-6) or reach < b * np.exp(-16 / W.size):
        said = f"The largest weight has the size {reach:.4g}, and that is not right."
        return named(reach, b, _limits(n_in, n_out), said)
    if too_exact(reach, b):
        return Fault("The largest weight is the very end of the range.", "glorot_init.13")
    if abs(np.mean(np.square(W, dtype=float)) / (b**2 / 3) - 1) > 0.08:
        return Fault("Not every value in the range is equally likely.", "F37.4")
    return None


def _limits(n_in: int, n_out: int) -> dict[str, float]:
    """Limits that are taken for the right one."""
    both = n_in + n_out
    return {
        "F37.1": 6 / both,
        "F37.2": np.sqrt(2 / both),
        "F37.3": np.sqrt(6 / n_in + n_out),
        "glorot_init.2": np.sqrt(6 / n_in),
        "glorot_init.3": np.sqrt(6 / n_out),
        "glorot_init.4": np.sqrt(6) / both,
    }


@exercise.mistakes
def _(rng, n_in, n_out):
    both, shape = n_in + n_out, (n_in, n_out)
    b = np.sqrt(6 / both)
    "F37.1: The root is missing: 6 / (n_in + n_out) is the square of the limit."
    rng.uniform(-6 / both, 6 / both, shape)
    "F37.2: Uniform on [-b, b) has the variance b² / 3: the limit is wider than the spread."
    rng.uniform(-np.sqrt(2 / both), np.sqrt(2 / both), shape)
    "F37.2: One over the mean of the counts is 2 over their sum, and then comes the 3 of b² / 3."
    rng.uniform(-np.sqrt(3 / both), np.sqrt(3 / both), shape)
    "F37.3: Brackets: 6 / (n_in + n_out), not 6 / n_in + n_out."
    rng.uniform(-np.sqrt(6 / n_in + n_out), np.sqrt(6 / n_in + n_out), shape)
    "F37.4: Uniform was asked for: every value in the range alike, and none outside."
    rng.normal(0, np.sqrt(2 / both), shape)
    rng.normal(0, b, shape)
    "F37.4: Uniform was asked for: signs alone take only the two ends of the range."
    b * rng.choice([-1, 1], shape)
    "F37.5: The chance comes from rng, which is passed in: no generator of your own."
    np.random.default_rng(0).uniform(-b, b, shape)
    np.random.default_rng().uniform(-b, b, shape)
    np.random.RandomState(0).uniform(-b, b, shape)
    "glorot_init.1: One number for all, or for a whole row, leaves units equal: give the shape."
    np.full(shape, rng.uniform(-b, b))
    np.tile(rng.uniform(-b, b, (n_in, 1)), n_out)
    np.tile(rng.uniform(-b, b, n_out), (n_in, 1))
    "glorot_init.2: Both counts belong in the limit: the way back has n_out terms."
    rng.uniform(-np.sqrt(6 / n_in), np.sqrt(6 / n_in), shape)
    "glorot_init.3: Both counts belong in the limit: the way up has n_in terms."
    rng.uniform(-np.sqrt(6 / n_out), np.sqrt(6 / n_out), shape)
    "glorot_init.4: The root goes over the whole fraction, not over the 6 alone."
    rng.uniform(-np.sqrt(6) / both, np.sqrt(6) / both, shape)
    "glorot_init.5: Half of the weights lie below 0: yours begin at 0."
    b * rng.random(shape)
    "glorot_init.6: Rows are inputs, columns are units: the shape is (n_in, n_out)."
    rng.uniform(-b, b, (n_out, n_in))
    "glorot_init.7: A whole matrix, not a single number: the third argument is its shape."
    rng.uniform(-b, b)
    "glorot_init.8: Only the range was worked out: the weights are drawn from it."
    b
    "glorot_init.9: That is the variance of the weights: the limit of the range is another number."
    rng.uniform(-2 / both, 2 / both, shape)
    "glorot_init.2: Both counts belong in the limit: their mean, not n_in alone."
    rng.uniform(-np.sqrt(3 / n_in), np.sqrt(3 / n_in), shape)
    rng.uniform(-1 / np.sqrt(n_in), 1 / np.sqrt(n_in), shape)
    "glorot_init.10: A range of width w has the variance w²/12, and from -b to b the width is 2b."
    rng.uniform(-np.sqrt(12 / both), np.sqrt(12 / both), shape)
    b * (rng.random(shape) - 0.5)
    "glorot_init.11: The counts are added up, not multiplied."
    rng.uniform(-np.sqrt(6 / (n_in * n_out)), np.sqrt(6 / (n_in * n_out)), shape)
    "glorot_init.12: Weights alone are drawn so, and the bias is none: n_in + n_out, no 1 more."
    rng.uniform(-np.sqrt(6 / (both + 1)), np.sqrt(6 / (both + 1)), shape)
    "glorot_init.13: No chance reaches the very end: draw from the range, and leave what was drawn."
    drawn = rng.uniform(-1, 1, shape)
    drawn * b / np.abs(drawn).max()
