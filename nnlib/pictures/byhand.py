"""One small network for a pencil: 1-2-1, two tanh units, one example, numbers of two digits.

    z1 = w1 x + b1,  a1 = tanh(z1),  the same for unit 2,  y_hat = v1 a1 + v2 a2 + c
    loss = (y_hat - y)^2 / 2

The slope of the loss in every number of it is its *blame*. `by_hand` draws the network and of the
blame that somebody worked out those numbers that are right.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from nnlib.pictures.figure import Picture
from nnlib.pictures.network import flow
from nnlib.pictures.style import PALETTE, blank, styled
from nnlib.pictures.words import number
from nnlib.shapes import Array

__all__ = ["BLAME", "FORWARD", "by_hand", "near", "twice"]

# The activations are rounded to two digits, and everything after them is worked out from those.
FORWARD = MappingProxyType(
    {"x": 2.0, "w1": 0.5, "w2": -1.0, "b1": -0.31, "b2": 0.9, "z1": 0.69, "z2": -1.1}
    | {"a1": 0.6, "a2": -0.8, "v1": 3.0, "v2": -1.0, "c": -1.6, "y_hat": 1.0, "y": 0.5}
)
BLAME = MappingProxyType(
    {"y_hat": 0.5, "c": 0.5, "v1": 0.3, "v2": -0.4, "a1": 1.5, "a2": -0.5, "z1": 0.96}
    | {"z2": -0.18, "w1": 1.92, "w2": -0.36, "b1": 0.96, "b2": -0.18, "x": 0.66}
)
NAMES = {
    "z": [["z₁", "z₂"], []],
    "a": [["x"], ["a₁", "a₂"], ["ŷ (y = 0.5)"]],
    "W": [["w₁", "w₂"], ["v₁", "v₂"]],
    "b": [["b₁", "b₂"], ["c"]],
}


def near(value: Any, name: str) -> bool:
    """Is it the blame of that name, to two digits? Whoever did not round is right as well."""
    try:
        return bool(abs(float(value) - BLAME[name]) <= 0.02 * abs(BLAME[name]))
    except (TypeError, ValueError):
        return False


def by_hand(found: Mapping[str, Any] | None = None, *, title: str | None = None) -> Picture:
    """The small network: its forward numbers, and what is right in `found`, blame by name."""
    right = {name: BLAME[name] for name in BLAME if near((found or {}).get(name), name)}
    told = f"{len(right)} of {len(BLAME)} numbers found" if found else ""
    up, down = _parts(FORWARD), _parts(right)
    words = " ".join(f"{name} {value:g};" for name, value in right.items()) or "none yet;"
    alt = (
        "A network: input x = 2 goes to two tanh units, z1 = 0.5·2 − 0.31 = 0.69 with a1 = 0.6, "
        "and z2 = −1·2 + 0.9 = −1.1 with a2 = −0.8. Output 3·0.6 − 1·(−0.8) − 1.6 = 1, "
        f"target 0.5. Blame found: {words[:-1]}."
    )
    return flow(
        up["W"], up["b"], up={"z": up["z"], "a": up["a"]}, down=down, names=NAMES,
        title=told if title is None else title, alt=alt,
    )  # fmt: skip


WHOLE = (  # the blame as a product along its whole path, its last factor apart
    ("w₁", (0.5, 3, 0.64), 2),
    ("b₁", (0.5, 3, 0.64), 1),
    ("x, upper path", (0.5, 3, 0.64), 0.5),
    ("w₂", (0.5, -1, 0.36), 2),
    ("b₂", (0.5, -1, 0.36), 1),
    ("x, lower path", (0.5, -1, 0.36), -1),
)


@styled()
def twice(*, named: bool = False) -> Picture:
    """Six of the thirteen as whole products; `named` crosses out what was worked out before."""
    figure, ax = blank(height=3.5)
    for k, (name, path, last) in enumerate(WHOLE):
        y, again = -k - 0.5 * (k > 2), named and k % 3 > 0
        ax.text(0, y, name, va="center", fontsize=14)
        for x, factor in zip((2.6, 4.0, 5.4), path, strict=True):
            ink = "0.6" if again else PALETTE[1]
            ax.text(x, y, number(factor), ha="center", va="center", fontsize=15, color=ink)
            ax.text(x + 0.7, y, "·", ha="center", va="center", fontsize=15)
        if again:
            ax.plot([2.2, 5.8], [y, y], color="0.3", linewidth=2)
        ax.text(6.8, y, number(last), ha="center", va="center", fontsize=15)
        ax.text(7.3, y, f"= {number(float(np.prod(path)) * last)}", va="center", fontsize=15)
        if named and not k % 3:
            ax.text(9.4, y, f"δ{'₁₂'[k // 3]} = {number(float(np.prod(path)))}", va="center",
                    fontsize=16, fontweight="bold", color=PALETTE[1])  # fmt: skip
    ax.set(xlim=(-0.1, 11.2), ylim=(-6, 0.6))
    ax.set_axis_off()
    rows = "; ".join(f"{n}: {' times '.join(map(number, (*p, q)))}" for n, p, q in WHOLE)
    told = " The first three factors are crossed out wherever they were worked out before."
    return Picture(figure, f"Six products, a row each. {rows}.{told * named}")


def _parts(known: Mapping[str, float]) -> dict[str, list[Array]]:
    """The numbers by name as a drawing wants them, layer by layer; unknown ones are nan."""

    def row(*names: str) -> Array:
        return np.array([known.get(name, np.nan) for name in names])

    return {
        "z": [row("z1", "z2"), row()],
        "a": [row("x"), row("a1", "a2"), row("y_hat")],
        "W": [row("w1", "w2")[None], row("v1", "v2")[:, None]],
        "b": [row("b1", "b2"), row("c")],
    }
