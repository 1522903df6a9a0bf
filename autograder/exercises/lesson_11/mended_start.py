"""A start for a deep ReLU network: one weight matrix for each pair of widths. sizes (L + 1,)"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, ListOf
from autograder.exercises.lesson_11.he_init import as_he
from autograder.exercises.lesson_11.shared import draws
from nnlib import initialise


def mended_start(rng: Any, sizes: Any) -> list[Any]:
    """A start for a deep ReLU network: one weight matrix for each pair of widths."""
    return [initialise.he_init(rng, n_in, n_out) for n_in, n_out in pairwise(sizes)]


exercise = Exercise(
    reference=mended_start,
    lesson="11_initialisation",
    takes={"rng": "", "sizes": "list"},
    returns=ListOf(Array("n_in n_out"), "matrices"),
    shortcuts=("nnlib.initialise.init_layers",),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("three layers", (draws(rng), [60, 150, 60, 90]))
    yield Case("growing wider", (draws(rng), [50, 120, 240]))
    yield Case("all of one width", (draws(rng), [80, 80, 80]))
    yield Case("a single layer", (draws(rng), [150, 40]))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("random widths", (draws(rng), [int(n) for n in rng.permutation([64, 90, 130])]))
    yield Case("a small network", (draws(rng), [2, 3, 1]))


@exercise.judged_by
def _(answer: Any, rng: Any, sizes: list[int]) -> str | Fault | None:
    found, pairs = list(answer.values()), list(pairwise(sizes))
    if len(found) != len(pairs):
        return f"There are {len(found)} matrices, expected {len(pairs)}: one between two widths."
    for k, (W, (n_in, n_out)) in enumerate(zip(found, pairs, strict=True)):
        said = as_he(W, n_in, n_out)
        if said:
            fault = said if isinstance(said, Fault) else Fault(said)
            id = fault.misconception and SIGNS.get(fault.misconception)
            return Fault(f"In matrix {k}: {fault.sentence}", id, fault.hint)
    same = any(
        np.array_equal(one, other)
        for k, one in enumerate(found)
        for other in found[:k]
        if one.shape == other.shape and one.size > 1
    )
    return Fault("Two layers have the very same weights.", "mended_start.4") if same else None


SIGNS = {
    "he_init.1": "mended_start.1",
    "he_init.3": "mended_start.2",
    "he_init.4": "mended_start.3",
    "he_init.2": "mended_start.11",
    "he_init.6": "mended_start.12",
}


@exercise.mistakes
def _(rng, sizes):
    pairs = list(pairwise(sizes))
    "mended_start.1: Copied weights make equal units: draw every one for itself, (n_in, n_out)."
    [np.tile(rng.normal(0, np.sqrt(2 / n), (n, 1)), k) for n, k in pairs]
    [np.tile(rng.normal(0, np.sqrt(2 / n), k), (n, 1)) for n, k in pairs]
    "mended_start.2: The spread that rng.normal takes is no variance: 2 / n_in needs a root."
    [rng.normal(0, 2 / n, (n, k)) for n, k in pairs]
    "mended_start.5: Both faults are still there: the copied column, and the missing root."
    [np.tile(rng.normal(0, 2 / n, (n, 1)), k) for n, k in pairs]
    "mended_start.3: The sum of a unit has n_in terms: it is n_in that counts."
    [rng.normal(0, np.sqrt(2 / k), (n, k)) for n, k in pairs]
    "mended_start.4: Every layer draws anew: move the draw into the loop."
    W = {(n, k): rng.normal(0, np.sqrt(2 / n), (n, k)) for n, k in pairs}
    [W[pair] for pair in pairs]
    "mended_start.6: The last pair of widths has a matrix too: the head's."
    [rng.normal(0, np.sqrt(2 / n), (n, k)) for n, k in pairs[:-1]]
    "mended_start.7: The first pair of widths has a matrix too."
    [rng.normal(0, np.sqrt(2 / n), (n, k)) for n, k in pairs[1:]]
    "mended_start.8: Rows are inputs, columns are units: the shape is (n_in, n_out)."
    [rng.normal(0, np.sqrt(2 / n), (k, n)) for n, k in pairs]
    "mended_start.9: For ReLUs, with the 2: they cut half of the square away."
    [rng.normal(0, np.sqrt(1 / n), (n, k)) for n, k in pairs]
    "mended_start.10: The chance comes from rng, which is passed in: no generator of your own."
    own = np.random.default_rng(0)
    [own.normal(0, np.sqrt(2 / n), (n, k)) for n, k in pairs]
    "mended_start.11: Normal was asked for: the variance is right, the law is another."
    [rng.uniform(-np.sqrt(6 / n), np.sqrt(6 / n), (n, k)) for n, k in pairs]
    "mended_start.12: That is Glorot's spread; He counts the inputs alone."
    [rng.normal(0, np.sqrt(2 / (n + k)), (n, k)) for n, k in pairs]
    "mended_start.13: One matrix for each two neighbours: of yours the last alone is left."
    [rng.normal(0, np.sqrt(2 / n), (n, k)) for n, k in pairs][-1:]
    "mended_start.14: Each layer has an n_in of its own: sizes[0] belongs to the first."
    [rng.normal(0, np.sqrt(2 / sizes[0]), (n, k)) for n, k in pairs]
