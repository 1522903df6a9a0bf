"""Prefer small weights: penalties, their gradients, and the step that really reaches zero.

Add lam times a size of the weights to the mean loss. With the square (L2) every step shrinks each
weight by a *share* of itself, so none becomes exactly 0. With the absolute value (L1) it shrinks
by a fixed *amount*, so small ones do become 0, provided the step stops at 0: that is soft
thresholding. A step along sign(W) jumps over 0 and hovers on both sides of it.

Penalties speak of weights only. A bias shifts the whole answer, and a small shift is no simpler
than a large one. They are not divided by the number of examples: the loss is a mean already.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from nnlib.arguments import check_number
from nnlib.shapes import Array, as_float, check_shapes

__all__ = [
    "l1_penalty",
    "l1_subgrad",
    "l2_penalty",
    "lasso_fit",
    "lasso_path",
    "prox_step",
    "ridge_closed_form",
    "ridge_path",
    "soft_threshold",
    "weight_decay_grad",
]

MAX_SWEEPS = 10_000


def l2_penalty(weights: Sequence[ArrayLike], lam: float) -> float:
    """lam/2 times the sum of all squared weights.  weights: one array per layer, any shapes."""
    Ws = _layers("l2_penalty", "weights", weights)
    lam = _strength("l2_penalty", "lam", lam)
    return float(lam / 2 * sum(np.sum(W**2) for W in Ws))


def weight_decay_grad(
    dWs: Sequence[ArrayLike], weights: Sequence[ArrayLike], lam: float
) -> list[Array]:
    """dW + lam W for every layer: the slope of loss + `l2_penalty`.

    Parameters
    ----------
    dWs : the slopes of the loss alone, dWs[l] in the shape of weights[l]
    weights : one array per layer, any shapes

    Returns
    -------
    dWs : a new list of new arrays
    """
    grads = _layers("weight_decay_grad", "dWs", dWs)
    Ws = _layers("weight_decay_grad", "weights", weights)
    lam = _strength("weight_decay_grad", "lam", lam)
    if len(grads) != len(Ws):
        raise ValueError(
            f"weight_decay_grad: dWs has {len(grads)} arrays and weights has {len(Ws)}, expected "
            "one gradient for each. Leave the biases out of both."
        )
    for i, (dW, W) in enumerate(zip(grads, Ws, strict=True)):
        _check_like("weight_decay_grad", f"dWs[{i}]", dW, W)
    return [dW + lam * W for dW, W in zip(grads, Ws, strict=True)]


def l1_penalty(weights: Sequence[ArrayLike], lam: float) -> float:
    """lam times the sum of all |w|.  weights: one array per layer, any shapes."""
    Ws = _layers("l1_penalty", "weights", weights)
    lam = _strength("l1_penalty", "lam", lam)
    return float(lam * sum(np.sum(np.abs(W)) for W in Ws))


def l1_subgrad(W: ArrayLike, lam: float) -> Array:
    """lam sign(W); at 0 any value in [-lam, lam] is a subgradient, we take 0.  Any shape."""
    W = as_float("l1_subgrad", "W", W)
    return np.asarray(_strength("l1_subgrad", "lam", lam) * np.sign(W))


def soft_threshold(W: ArrayLike, t: float) -> Array:
    """Move every entry by t towards 0 and stop there: sign(W) max(0, |W| - t).  Any shape.

    It is the w that minimises (w - W)² / 2 + t |w|.
    """
    W = as_float("soft_threshold", "W", W)
    t = _strength("soft_threshold", "t", t)
    return np.asarray(np.sign(W) * np.maximum(np.abs(W) - t, 0))


def prox_step(W: ArrayLike, dW: ArrayLike, lr: float, lam: float) -> Array:
    """One step on loss + lam |W|: down the slope dW of the loss alone, then soft thresholding.

    The step size scales the threshold too: half as large a step shrinks half as much.

    Parameters
    ----------
    W, dW : any shape, the same for both

    Returns
    -------
    W : a new array of that shape
    """
    W, dW = as_float("prox_step", "W", W), as_float("prox_step", "dW", dW)
    _check_like("prox_step", "dW", dW, W)
    lr, lam = _strength("prox_step", "lr", lr), _strength("prox_step", "lam", lam)
    return soft_threshold(W - lr * dW, lr * lam)


def ridge_closed_form(X: ArrayLike, y: ArrayLike, lam: float) -> Array:
    """The w that minimises ‖X w - y‖² / 2m + lam/2 ‖w‖², by solving (XᵀX/m + lam I) w = Xᵀy/m.

    It is also the most probable w (MAP) under noise of variance s² and a normal prior of variance
    s² / (m lam) on every weight. There is no bias: centre X and y first, which comes to the same
    as a bias that nobody penalises.

    Parameters
    ----------
    X : (m, n)
    y : (m,)

    Returns
    -------
    w : (n,)
    """
    X, y = _regression("ridge_closed_form", X, y)
    lam = _strength("ridge_closed_form", "lam", lam)
    m, n = X.shape
    if lam and n > m:  # the same w, from a system that has a row for each example
        return X.T @ np.linalg.solve(X @ X.T / m + lam * np.eye(m, dtype=X.dtype), y / m)
    try:
        return np.linalg.solve(X.T @ X / m + lam * np.eye(n, dtype=X.dtype), X.T @ y / m)
    except np.linalg.LinAlgError:
        raise ValueError(
            f"ridge_closed_form: with lam = {lam:g} many w are equally good, because the columns "
            "of X depend on one another; expected one best w. Try lam=0.1."
        ) from None


def lasso_fit(X: ArrayLike, y: ArrayLike, lam: float, start: ArrayLike | None = None) -> Array:
    """The w that minimises ‖X w - y‖² / 2m + lam ‖w‖₁, one coordinate after the other.

    With all other weights held, the best w_j is a soft threshold away: of the correlation c of
    column j with what the others leave over, w_j = soft_threshold(c, lam) / (mean of X_j²).

    Parameters
    ----------
    X : (m, n)
    y : (m,)
    start : (n,)  where to begin; zeros if left out

    Returns
    -------
    w : (n,)
    """
    X, y = _regression("lasso_fit", X, y)
    lam = _strength("lasso_fit", "lam", lam)
    w = np.zeros(X.shape[1]) if start is None else as_float("lasso_fit", "start", start)
    check_shapes("lasso_fit", X=(X, "m n"), start=(w, "n"))
    w, m, power = w.astype(X.dtype), len(X), np.mean(X**2, axis=0)
    rounding = 100 * float(np.finfo(X.dtype).eps * np.sqrt(np.max(power) * np.mean(y**2)))
    rest = y - X @ w
    for _ in range(MAX_SWEEPS):
        w_before = w.copy()
        for j in np.flatnonzero(power):
            c = X[:, j] @ rest / m + power[j] * w[j]
            w_j = soft_threshold(c, lam) / power[j]
            rest -= (w_j - w[j]) * X[:, j]
            w[j] = w_j
        if np.max(power * np.abs(w - w_before)) <= rounding:
            return w
    raise RuntimeError(
        f"lasso_fit: not settled after {MAX_SWEEPS} sweeps, expected far fewer. "
        "Standardise the columns of X, or raise lam."
    )


def ridge_path(X: ArrayLike, y: ArrayLike, lams: Sequence[float]) -> Array:
    """`ridge_closed_form` for every penalty.  X (m, n), y (m,), result (len(lams), n)."""
    return np.array([ridge_closed_form(X, y, lam) for lam in lams])


def lasso_path(X: ArrayLike, y: ArrayLike, lams: Sequence[float]) -> Array:
    """`lasso_fit` for every penalty, each from where the last one ended.

    Parameters
    ----------
    X : (m, n)
    y : (m,)
    lams : best from large to small: from lam = max|Xᵀy|/m on, every weight is 0

    Returns
    -------
    path : (len(lams), n)
    """
    path: list[Array] = []
    for lam in lams:
        path.append(lasso_fit(X, y, lam, start=path[-1] if path else None))
    return np.array(path)


def _strength(who: str, name: str, value: float) -> float:
    """A plain float of at least 0: beside it, float32 weights stay float32."""
    check_number(who, name, value, 0)
    return float(value)


def _layers(who: str, name: str, arrays: Sequence[ArrayLike]) -> list[Array]:
    if isinstance(arrays, np.ndarray):
        raise TypeError(
            f"{who}: {name} is one array of shape {arrays.shape}, expected a list with one array "
            f"per layer. Try [{name}]."
        )
    return [as_float(who, f"{name}[{i}]", W) for i, W in enumerate(arrays)]


def _check_like(who: str, name: str, array: Array, model: Array) -> None:
    check_shapes(who, **{name: (array, " ".join(map(str, model.shape)))})


def _regression(who: str, X: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    X, y = as_float(who, "X", X), as_float(who, "y", y)
    check_shapes(who, X=(X, "m n"), y=(y, "m"))
    if X.size == 0:
        raise ValueError(
            f"{who}: X has shape {X.shape}, expected at least one example and one feature. "
            "Print X.shape where it is made."
        )
    return X, y.astype(X.dtype)
