"""What the six activations and their slopes have in common: contract, inputs, mistakes."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.compare import Tolerance
from autograder.check.exercise import Answer, Case, Exercise
from autograder.check.forms import Like

LARGE = "large inputs"
KINDS = "whole and single numbers"
# 1 - g(z), 1 - g(z)^2 and 1 + tanh(z) lose up to 1e-15 of the largest value where g is nearly 1,
# and must pass; a clipped exponent is wrong by 1e-13 and more, and must not.
CANCELS = Tolerance(absolute=1e-14)


def signed(rng: np.random.Generator, *shape: int) -> Any:
    """Numbers of both signs between 0.3 and 3 in size; the first is negative."""
    sign = np.where(np.arange(np.prod(shape)) % 2, 1.0, -1.0)
    sign[1:] = rng.permutation(sign[1:])
    return (sign * rng.uniform(0.3, 3.0, sign.size)).reshape(shape)


def every_kind(rng: np.random.Generator) -> Iterator[Case]:
    """Moderate numbers in every shape and dtype, for all functions of the lesson."""
    near = rng.uniform(1, 9, 5) * [-1e-9, 1e-30, -1e-5, 1e-3, 0.0]
    yield Case("numbers of both signs", (signed(rng, 7),))
    yield Case("0, and numbers close to it", (np.append(near, signed(rng, 3)),))
    yield Case("a table", (signed(rng, 3, 4),))
    yield Case("a square table", (signed(rng, 3, 3),))
    yield Case("single precision", (signed(rng, 5).astype(np.float32),))
    yield Case("whole numbers", (rng.permutation([-2, -1, 0, 1, 2, 3]),), aspect=KINDS)
    yield Case("a single number", (np.array(signed(rng, 3).max()),), aspect=KINDS)
    yield Case("a single negative number", (np.array(signed(rng, 3).min()),), aspect=KINDS)


def far_out(rng: np.random.Generator) -> Iterator[Case]:
    """Where the curves are nearly flat, and where e^z is no longer a number."""
    tails = np.append(rng.uniform([-34, -28, -23, -18, -13], [-32, -26, -21, -16, -11.5]), -0.5)
    yield Case("far to the left of 0", (np.append(tails, 0.4),), aspect=LARGE)
    yield Case("far to the right of 0", (np.append(-tails, [6.5, -0.4]),), aspect=LARGE)
    huge = rng.uniform(0.9, 1.1, 4) * [-1.2, 0.6, 400.0, 1000.0]
    yield Case("very large numbers", (huge,), aspect=LARGE)
    yield Case("very negative numbers", (-huge,), aspect=LARGE)


def more(rng: np.random.Generator) -> Iterator[Case]:
    """Further shapes, and further out, for the hidden suites."""
    yield Case("three axes", (signed(rng, 2, 3, 4),))
    yield Case("one row", (signed(rng, 1, 5),))
    yield Case("one column", (signed(rng, 4, 1),))
    yield Case("nothing negative", (np.append(0.0, np.abs(signed(rng, 4))),))
    yield Case("nothing positive", (np.append(0.0, -np.abs(signed(rng, 4))),))
    yield Case("whole numbers in a table", (rng.integers(-3, 4, (2, 6)),), aspect=KINDS)
    wide = rng.uniform(0.95, 1.3, 7) * [-1e5, -800, -0.9, 0.3, 0.8, 800, 1e5]
    yield Case("a wide range", (wide,), aspect=LARGE)


def elementwise(reference: Answer, *shortcuts: str, **options: Any) -> Exercise:
    """One function of z, with an answer of exactly the shape of z."""
    return Exercise(
        reference=reference,
        lesson="04_neurons",
        takes={"z": ""},
        returns=Like("z"),
        shortcuts=("nnlib.activations.named", *shortcuts),
        **{"visible": [every_kind, far_out], "hidden": [more]} | options,
    )


def logistic(z: Any) -> Any:
    """The stable sigmoid once more: calling nnlib's would count as a shortcut below."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)
