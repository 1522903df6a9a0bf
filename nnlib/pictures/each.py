"""Every run as a dot: a mean alone would hide how far the runs lie apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from nnlib.pictures.figure import Picture
from nnlib.pictures.style import PALETTE, blank, styled
from nnlib.pictures.words import counted, number
from nnlib.shapes import as_float, check_shapes

__all__ = ["each_run"]


@styled()
def each_run(
    values: ArrayLike,
    names: Sequence[object],
    *,
    x_label: str = "",
    y_label: str = "",
    alt: str | None = None,
) -> Picture:
    """A column for each kind of run, a dot for each run, and a bar at their mean.

    Parameters
    ----------
    values : (kinds, runs)
    names : of the kinds
    """
    values = as_float("each_run", "values", values)
    check_shapes("each_run", values=(values, f"{len(names)} runs"))
    figure, ax = blank()
    runs = values.shape[1]
    aside = np.linspace(-0.16, 0.16, runs) if runs > 1 else np.zeros(1)
    means = values.mean(axis=1)
    for k, row in enumerate(values):
        ax.plot(k + aside, row, "o", color=PALETTE[0], markersize=7, alpha=0.75)
        ax.plot([k - 0.3, k + 0.3], [means[k]] * 2, color=PALETTE[1], linewidth=3)
        ax.annotate(number(float(means[k])), (k + 0.33, means[k]), va="center", color=PALETTE[1])
    ax.set_xticks(range(len(names)), [str(name) for name in names])
    ax.set(xlim=(-0.6, len(names) - 0.3), xlabel=x_label, ylabel=y_label)
    told = ", ".join(
        f"{name}: mean {number(mean)}, from {number(row.min())} to {number(row.max())}"
        for name, mean, row in zip(names, means, values, strict=True)
    )
    return Picture(figure, alt or f"{y_label} of {counted(runs, 'run')} each. {told}.")
