"""Networks of several shapes, trained alike, several times: what a single run would not tell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnlib import data
from nnlib.arguments import check_count
from nnlib.initialise import init_layers
from nnlib.mlp import MLP
from nnlib.optimise import Adam
from nnlib.shapes import Array
from nnlib.train import fit

__all__ = ["on_spirals"]

LR, TURNS = 0.02, 2.0


def on_spirals(nets: Sequence[Sequence[int]], runs: int, steps: int = 200) -> Array:
    """Accuracy on 1000 new points after so many steps of Adam on 200 points of two spirals.

    Each run has examples and starts of its own; within a run all nets see the same examples.

    nets : the widths of each, from 2 inputs to 1 output; all hidden units are ReLUs
    result (nets, runs)
    """
    check_count("on_spirals", "runs", runs)
    check_count("on_spirals", "steps", steps)
    found = np.zeros((len(nets), runs))
    for run in range(runs):
        rng = np.random.default_rng(run)
        X, y = data.spirals(200, rng, turns=TURNS)
        X_new, y_new = data.spirals(1000, rng, turns=TURNS)
        for i, sizes in enumerate(nets):
            start = MLP(*init_layers(sizes, rng))
            trained = fit(
                start, X, y[:, None], loss="logistic", optimiser=Adam(LR),
                epochs=steps, batch_size=len(X), rng=rng,
            ).model  # fmt: skip
            found[i, run] = np.mean((trained.predict(X_new)[:, 0] > 0) == y_new)
    return found
