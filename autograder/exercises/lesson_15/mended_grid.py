"""Places in [0, 1], increasing, at which a look at k folds misses no corner: all j / 2^k."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array
from autograder.exercises.lesson_15.shared import folds


def mended_grid(k: int) -> Any:
    """The corners of k folds, 0 and 1 among them: j / 2^k for j = 0 ... 2^k."""
    return np.arange(2**k + 1) / 2**k


exercise = Exercise(
    reference=mended_grid,
    lesson="15_depth",
    takes={"k": ""},
    returns=Array("n"),
    shortcuts=("nnlib.depth.dyadic", "nnlib.depth.corners"),
)
MOST = 64  # times as many places as corners: who takes more is looking, and not thinking


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one fold", (1,))
    yield Case("three folds", (3,))
    yield Case("four folds", (4,))
    yield Case(f"{(k := int(rng.integers(6, 10)))} folds", (k,))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("two folds", (2,))
    yield Case(f"{(k := int(rng.integers(10, 13)))} folds", (k,))


@exercise.judged_by
def _(x: Any, k: int) -> str | Fault | None:
    """Proves it: each corner is one of the places, as a float."""
    if np.any(np.diff(x) <= 0):
        hint = "From left to right, each place once: is one taken twice, or are they turned round?"
        return Fault("The places do not increase from each to the next.", hint=hint)
    if len(x) == 0 or x[0] != 0 or x[-1] != 1:
        return f"They go from {x[0]:.4g} to {x[-1]:.4g}, expected from 0 to 1."
    corners = np.arange(2**k + 1) / 2**k
    missed = np.setdiff1d(corners, x)
    if len(missed):
        many = "corner is" if len(missed) == 1 else "corners are"
        said = f"With {folds(k)} {len(missed)} {many} missed, the first at x = {missed[0]:.6g}."
        return Fault(said, hint="How far apart are the corners of so many folds?")
    if len(x) > MOST * len(corners):
        hint = "The pieces end at the corners: nothing has to be seen between two of them."
        return Fault(f"{len(x)} places for {len(corners)} corners: fewer, please.", hint=hint)
    return None


@exercise.mistakes
def _(k):
    N = 2**k
    "F56.3: A grid that does not know k misses the corners: they lie at j / 2^k."
    np.linspace(0, 1, 1001)
    np.linspace(0, 1, 101)
    np.linspace(0, 1, 10001)
    "F56.3: More places alone do not help: they have to fall on j / 2^k."
    np.linspace(0, 1, 1000 * k + 1)
    "mended_grid.1: Count the ends: 2^k pieces have 2^k + 1 of them, and one place is missing."
    np.linspace(0, 1, N)
    "mended_grid.1: The last place is 1 itself: j runs to 2^k."
    np.arange(N) / N
    "mended_grid.1: The first place is 0 itself: j runs from 0."
    np.arange(1, N + 1) / N
    "mended_grid.1: Both ends are missing: 0 and 1 are places too."
    np.arange(1, N) / N
    "mended_grid.9: The folds have corners at the bottom as well: every j, not the odd ones alone."
    np.unique(np.concatenate([[0, 1], np.arange(1, N, 2) / N]))
    "mended_grid.2: One place too many, and none but the ends falls on a corner."
    np.linspace(0, 1, N + 2)
    "mended_grid.3: There are 2^k pieces after k folds, not k or 2k: each fold doubles them."
    np.linspace(0, 1, 2 * k + 1)
    np.linspace(0, 1, k + 1)
    "mended_grid.3: There are 2^k pieces after k folds, not k^2: each fold doubles them."
    np.linspace(0, 1, k**2 + 1)
    "mended_grid.4: The places lie in [0, 1]: divide by 2^k."
    np.arange(N + 1.0)
    "mended_grid.5: Places drawn by chance hit no corner."
    np.sort(np.random.default_rng(0).random(N + 1))
    "mended_grid.6: The middles of the pieces see every slope, but no corner: take the ends."
    (np.arange(N) + 0.5) / N
    "mended_grid.7: One doubling short: k folds have 2^k pieces."
    np.linspace(0, 1, N // 2 + 1)
    "mended_grid.8: Those are the heights there: the places themselves are asked for."
    np.arange(N + 1) % 2 * 1.0
    "mended_grid.10: Once for each corner is enough: between two of them nothing has to be seen."
    np.linspace(0, 1, 1000 * N + 1)
    "mended_grid.11: Halving towards 0 finds one corner of each size: the teeth are alike."
    np.append(0.0, 0.5 ** np.arange(k, -1.0, -1))
