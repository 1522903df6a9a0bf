"""Boxes through a network: what a change of the input can do at most, proved and not tried.

Every pixel may lie anywhere between a low and a high number. A weight above 0 makes the most of
the high end, one below 0 of the low end; so each weighted sum has a low and a high end of its own,
and ReLU takes ends to ends. Whatever the input is within its box, the answer is within the last
one. The converse is not true: boxes forget how the units of a layer hang together, so they promise
too little, never too much. Proved but for rounding.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nnlib.activations import named
from nnlib.arguments import check_number, check_positive
from nnlib.mlp import MLP
from nnlib.shapes import Array, IntArray, as_float, check_shapes

__all__ = [
    "attack",
    "folded",
    "fooled_from",
    "interval_layer",
    "nearest_fooled",
    "output_bounds",
    "proved_gaps",
    "proved_reach",
]

HALVINGS = 30  # of the stretch in which the reach is looked for
AMOUNTS = np.geomspace(0.6, 0.004, 18)  # that an attack is tried with
MOST = 1.0  # the reach is looked for up to here: from paper to ink


def interval_layer(
    low: ArrayLike, high: ArrayLike, W: ArrayLike, b: ArrayLike
) -> tuple[Array, Array]:
    """The least and the largest that X @ W + b can be while low <= X <= high, exactly.

    Parameters
    ----------
    low, high : (m, n_in)
    W : (n_in, n_out)
    b : (n_out,)

    Returns
    -------
    low, high : (m, n_out) each
    """
    low, high = as_float("interval_layer", "low", low), as_float("interval_layer", "high", high)
    W, b = as_float("interval_layer", "W", W), as_float("interval_layer", "b", b)
    arrays = {"low": (low, "m n_in"), "high": (high, "m n_in")}
    check_shapes("interval_layer", **arrays, W=(W, "n_in n_out"), b=(b, "n_out"))
    if np.any(low > high):
        raise ValueError("interval_layer: low is above high somewhere. Try high, low.")
    middle, half = (low + high) / 2, (high - low) / 2
    centre, reach = middle @ W + b, half @ np.abs(W)
    return centre - reach, centre + reach


def output_bounds(net: MLP, low: ArrayLike, high: ArrayLike) -> tuple[Array, Array]:
    """Between what every score lies for every input of a box.

    net : with hidden units that never fall, such as ReLU
    low, high : (m, n_0);  result (m, n_L) each
    """
    low, high = _below_the_head(net, low, high)
    return interval_layer(low, high, net.weights[-1], net.biases[-1])


def proved_gaps(net: MLP, X: ArrayLike, y: ArrayLike, eps: float) -> Array:
    """By how much the true class leads at least, while no input moves by more than eps.  (m,)

    The difference of two scores is bounded as one weighted sum: sharper than the two apart.

    X : (m, n_0), each entry may move by eps up and down
    y : (m,) class numbers
    """
    check_number("proved_gaps", "eps", eps, low=0)
    X, y = as_float("proved_gaps", "X", X), np.asarray(y)
    return _leads(net, X, y, np.full(len(X), float(eps)))


def proved_reach(net: MLP, X: ArrayLike, y: ArrayLike) -> Array:
    """How far every input may move, at least, before its class y can change.  (m,)

    0 where it is not that class from the start; nothing beyond 1 is looked at.
    """
    X, y = as_float("proved_reach", "X", X), np.asarray(y)
    low, high = np.zeros(len(X)), np.full(len(X), MOST)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        holds = _leads(net, X, y, middle) > 0
        low, high = np.where(holds, middle, low), np.where(holds, high, middle)
    return np.where(_leads(net, X, y, low) > 0, low, 0.0)


def attack(net: MLP, X: ArrayLike, y: ArrayLike, eps: ArrayLike, steps: int = 20) -> Array:
    """Inputs at most eps away from X that the network reads wrongly, where some were found.

    Steps along the signs of the slope of the lead over the strongest rival, each brought back
    into the box: the last one that fooled, or the last one. It proves nothing where it fails.

    X : (m, n_0);  y : (m,);  eps : a number, or (m,) one for each;  result (m, n_0)
    """
    X, y = as_float("attack", "X", X), np.asarray(y)
    far = np.broadcast_to(np.asarray(eps, dtype=float), len(X))[:, None]
    moved, found = X.copy(), X.copy()
    for _ in range(steps):
        slope = _lead_slope(net, moved, y)
        moved = np.clip(moved - far / 4 * np.sign(slope), X - far, X + far)
        fooled = np.argmax(net.predict(moved), axis=1) != y
        found[fooled] = moved[fooled]
    return found


def nearest_fooled(net: MLP, X: ArrayLike, y: ArrayLike) -> Array:
    """For every input the nearest one found that is read wrongly; itself, where none is.  (m, n_0)

    `attack` with smaller and smaller amounts, and then back towards X as far as it stays wrong.

    X : (m, n_0);  y : (m,) class numbers
    """
    X, y = as_float("nearest_fooled", "X", X), np.asarray(y)
    nearest = attack(net, X, y, MOST)
    for eps in AMOUNTS:
        moved = attack(net, X, y, eps)
        fooled = np.argmax(net.predict(moved), axis=1) != y
        nearest[fooled] = moved[fooled]
    safe, lost = np.zeros((len(X), 1)), np.ones((len(X), 1))
    for _ in range(HALVINGS // 2):
        part = (safe + lost) / 2
        wrong = (np.argmax(net.predict(X + part * (nearest - X)), axis=1) != y)[:, None]
        safe, lost = np.where(wrong, safe, part), np.where(wrong, part, lost)
    nearest = X + lost * (nearest - X)
    wrong = (np.argmax(net.predict(X), axis=1) != y)[:, None]
    return np.where(wrong, X, nearest)


def fooled_from(net: MLP, X: ArrayLike, y: ArrayLike) -> Array:
    """How far the nearest one found lies from every input, in its largest change.  (m,)

    Never below what `proved_reach` says; the truth lies between the two. inf where none was found,
    0 for what is read wrongly from the start.
    """
    X, nearest = as_float("fooled_from", "X", X), nearest_fooled(net, X, y)
    fooled = np.argmax(net.predict(nearest), axis=1) != np.asarray(y)
    return np.where(fooled, np.abs(nearest - X).max(axis=1), np.inf)


def folded(net: MLP, centre: ArrayLike, spread: ArrayLike) -> MLP:
    """The same network for inputs that are not standardised: (X - centre) / spread goes into W.

    net : a network for standardised inputs;  centre, spread : (n_0,), spread above 0
    """
    centre, spread = as_float("folded", "centre", centre), as_float("folded", "spread", spread)
    W = net.weights[0]
    check_shapes("folded", W=(W, "n_0 n_1"), centre=(centre, "n_0"), spread=(spread, "n_0"))
    check_positive("folded", "spread", float(spread.min()))
    first = W / spread[:, None]
    biases = [net.biases[0] - centre @ first, *net.biases[1:]]
    return MLP([first, *net.weights[1:]], biases, net.hidden)


def _below_the_head(net: MLP, low: ArrayLike, high: ArrayLike) -> tuple[Array, Array]:
    """The box of the activations that the head sees."""
    low, high = as_float("intervals", "low", low), as_float("intervals", "high", high)
    g = named(net.hidden)
    for W, b in zip(net.weights[:-1], net.biases[:-1], strict=True):
        low, high = (g(end) for end in interval_layer(low, high, W, b))
    return low, high


def _leads(net: MLP, X: Array, y: IntArray, eps: Array) -> Array:
    """The least lead of the true class, with an eps for every row."""
    low, high = _below_the_head(net, X - eps[:, None], X + eps[:, None])
    W, b = net.weights[-1], net.biases[-1]
    gaps = np.empty(len(X))
    for true in np.unique(y):
        rows, others = y == true, np.arange(len(b)) != true
        lead_W, lead_b = W[:, [true]] - W[:, others], b[true] - b[others]
        gaps[rows] = interval_layer(low[rows], high[rows], lead_W, lead_b)[0].min(axis=1)
    return gaps


def _lead_slope(net: MLP, X: Array, y: IntArray) -> Array:
    """The slope, in every input, of the true score minus the largest other one."""
    trace, rows = net.forward(X), np.arange(len(X))
    scores = trace.output.copy()
    scores[rows, y] = -np.inf
    delta = np.zeros_like(scores)
    delta[rows, y] = 1.0
    delta[rows, np.argmax(scores, axis=1)] = -1.0
    for layer in reversed(range(1, len(net.weights))):
        delta = (delta @ net.weights[layer].T) * net.units[layer - 1].prime(trace.Zs[layer - 1])
    return np.asarray(delta @ net.weights[0].T)
