"""One nerve cell, its parts named, and beside each part the letter that the formula keeps of it."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from nnlib.pictures.figure import Picture
from nnlib.pictures.style import PALETTE, blank, styled

__all__ = ["nerve_cell"]

BODY = (5.2, 4.0)
RADIUS = 1.1
SYNAPSES = ((1.9, 6.2), (1.6, 4.0), (1.9, 1.8))  # where signals arrive; the last one inhibits
NAMES = {  # name: (where it stands, what its line points at)
    "synapse": ((2.9, 7.3), (2.05, 6.4)),
    "dendrite": ((4.6, 6.6), (3.6, 5.15)),
    "soma": ((6.4, 6.3), (5.6, 5.05)),
    "axon": ((7.0, 5.0), (7.0, 4.1)),
    "spikes": ((9.2, 6.2), (9.2, 5.5)),
}


@styled()
def nerve_cell(*, alt: str | None = None) -> Picture:
    """A nerve cell: dendrites, synapses, soma, axon and spikes, with the formula's letters."""
    figure, ax = blank()
    for i, spot in enumerate(SYNAPSES, 1):
        _draw_input(ax, i, spot, inhibits=i == len(SYNAPSES))
    ax.plot([BODY[0], 11.0], [BODY[1]] * 2, color="0.35", linewidth=5, zorder=1)
    ax.plot([11.0, 11.7], [4.0, 4.6], color="0.35", linewidth=3, zorder=1)
    ax.plot([11.0, 11.7], [4.0, 3.4], color="0.35", linewidth=3, zorder=1)
    ax.add_patch(Circle(BODY, RADIUS, fc="#DCE9F5", ec="0.35", linewidth=2, zorder=2))
    ax.text(*BODY, "$b+\\Sigma$", ha="center", va="center", fontsize=15, zorder=3)
    times = np.linspace(7.6, 10.8, 200)
    pulses = sum(np.exp(-(((times - at) / 0.06) ** 2)) for at in (8.2, 9.2, 10.2))
    ax.plot(times, 4.5 + 0.8 * np.asarray(pulses), color=PALETTE[0], zorder=1)
    ax.text(9.2, 3.4, "rate $a=g(z)$", ha="center", va="center", color=PALETTE[0])
    ax.text(5.2, 2.5, "$z=b+\\Sigma w_ix_i$", ha="center", va="center", color=PALETTE[0])
    for name, (at, to) in NAMES.items():
        line = {"arrowstyle": "-", "color": "0.5", "linewidth": 1.5}
        ax.annotate(name, to, at, ha="center", va="center", arrowprops=line)
    ax.set(xlim=(-0.3, 12.0), ylim=(0.4, 7.8), aspect="equal")
    ax.set_axis_off()
    words = (
        "A nerve cell. Signals x1, x2 and x3 arrive on the left, each at a synapse of its own: two "
        "excite, the third inhibits. Three dendrites lead them to the soma, the body, which adds "
        "them up: z is b plus the sum of w times x. On the right the axon carries spikes away; "
        "how often they come, the rate, is a = g(z)."
    )
    return Picture(figure, alt or words)


def _draw_input(ax: Axes, i: int, spot: tuple[float, float], inhibits: bool) -> None:
    """One incoming fibre, its synapse, and the dendrite from there to the soma."""
    x, y = spot
    colour, sign = (PALETTE[1], "−") if inhibits else (PALETTE[0], "+")
    ax.plot([0.4, x - 0.3], [y, y], color="0.6", linewidth=2, zorder=1)
    ax.text(0.1, y, f"$x_{i}$", ha="center", va="center", color=PALETTE[0])
    ax.add_patch(Circle((x - 0.1, y), 0.26, fc="white", ec=colour, linewidth=2, zorder=3))
    ax.text(x - 0.1, y - 0.02, sign, ha="center", va="center", color=colour, zorder=4)
    ax.text(x - 0.1, y - 0.62, f"$w_{i}$", ha="center", va="center", color=PALETTE[0])
    ax.plot([x + 0.2, BODY[0]], [y, BODY[1]], color="0.35", linewidth=4, zorder=1)
    start, end = np.array([x + 0.2, y]), np.array(BODY)
    along = (end - start) / np.linalg.norm(end - start)
    across = np.array([-along[1], along[0]])
    for far, side in ((0.9, 1), (1.5, -1)):  # twigs, because dendrites branch
        root = start + far * along
        tip = root - 0.35 * along + 0.45 * side * across
        ax.plot(*zip(root, tip, strict=True), color="0.35", linewidth=2, zorder=1)
