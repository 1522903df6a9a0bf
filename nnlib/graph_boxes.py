"""The boxes of a flow graph: what each operation computes, and how a change passes through it.

A box knows three things and nothing about the graph around it:

- `fprop` computes its value from the values of its inputs;
- `bprop` gets the gradient with respect to its value and hands one to each input, Jᵀ v;
- `jvp` gets a small change (a tangent) of each input and answers with that of its value, J u.

J is the Jacobian of the box. Nobody ever writes it down: both products are a line of code each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib import activations
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["BOXES", "Box", "unbroadcast"]


@dataclass(frozen=True)
class Box:
    """One operation; `options` are constants such as the axis of a sum.

    fprop(*values, **options) -> value
    bprop(gradient, *values, **options) -> one gradient per input, each in its input's shape
    jvp(tangents, *values, **options) -> tangent, in the shape of the value
    """

    name: str
    fprop: Callable[..., Any]
    bprop: Callable[..., tuple[Any, ...]]
    jvp: Callable[..., Any]


def unbroadcast(gradient: ArrayLike, shape: tuple[int, ...]) -> Array:
    """Sum a gradient back to the shape its input had before numpy stretched it.

    Stretching copies an entry to many places, so the gradients of all those places add up.

    Parameters
    ----------
    gradient : any shape that `shape` broadcasts to
    shape : the shape of the input

    Returns
    -------
    gradient : an array of that shape
    """
    gradient = as_float("unbroadcast", "gradient", gradient)
    added = gradient.ndim - len(shape)
    if added < 0 or any(
        size not in (1, wide) for size, wide in zip(shape, gradient.shape[added:], strict=True)
    ):
        raise ValueError(
            f"unbroadcast: gradient has shape {gradient.shape}, expected one that {tuple(shape)} "
            "broadcasts to. Give the shape of the input, not of the result."
        )
    stretched = [added + i for i, size in enumerate(shape) if size == 1]
    summed: Array = gradient.sum(axis=(*range(added), *stretched))
    return summed.reshape(shape)


def _elementwise(name: str, g: Callable[..., Any], slope: Callable[..., Any]) -> Box:
    """One input, every entry on its own: J is diagonal, so both products are a product."""
    return Box(
        name,
        fprop=g,
        bprop=lambda gradient, x, **options: (slope(x, **options) * gradient,),
        jvp=lambda tangents, x, **options: slope(x, **options) * tangents[0],
    )


def _pairwise(name: str, f: Callable[..., Any], slopes: Callable[..., tuple[Any, Any]]) -> Box:
    """Two inputs, entry by entry after broadcasting; slopes(a, b) = (df/da, df/db)."""

    def fprop(a: Array, b: Array) -> Any:
        try:
            np.broadcast_shapes(a.shape, b.shape)
        except ValueError:
            raise ValueError(
                f"{name}: shapes {a.shape} and {b.shape} do not fit, expected equal sizes or 1 on "
                "every axis, counted from the last. Print both shapes, or reshape one of them."
            ) from None
        return f(a, b)

    def bprop(gradient: Array, a: Array, b: Array) -> tuple[Array, Array]:
        da, db = slopes(a, b)
        return unbroadcast(gradient * da, a.shape), unbroadcast(gradient * db, b.shape)

    def jvp(tangents: list[Array], a: Array, b: Array) -> Any:
        da, db = slopes(a, b)
        return da * tangents[0] + db * tangents[1]

    return Box(name, fprop, bprop, jvp)


def _linear(name: str, f: Callable[..., Any], transposed: Callable[..., Any]) -> Box:
    """One input that is only moved or added up: a tangent goes the same way as the value."""
    return Box(
        name,
        fprop=f,
        bprop=lambda gradient, x, **options: (transposed(gradient, x, **options),),
        jvp=lambda tangents, x, **options: f(tangents[0], **options),
    )


def _inside(ok: Any, sentence: str) -> None:
    if not np.all(ok):
        raise ValueError(sentence)


def _log(x: Array) -> Any:
    _inside(
        x > 0,
        f"log: the smallest input is {np.min(x, initial=np.inf):g}, expected numbers above 0, "
        "where the logarithm lives. For log(a * b) that means both positive or both negative.",
    )
    return np.log(x)


def _divide(a: Array, b: Array) -> Any:
    _inside(b != 0, "divide: the divisor holds a 0, expected numbers other than 0. Look upstream.")
    return a / b


def _power(x: Array, exponent: float) -> Any:
    whole = float(exponent).is_integer()
    _inside(
        x > 0 if not whole else (x != 0) | (exponent >= 0),
        f"power: exponent {exponent:g} needs a base {'other than' if whole else 'above'} 0, "
        f"the smallest is {np.min(x, initial=np.inf):g}. Look at what is raised to it.",
    )
    return x**exponent


def _power_slope(x: Array, exponent: float) -> Any:
    return exponent * x ** (exponent - 1) if exponent != 0 else np.zeros_like(x)


def _matmul(A: Array, B: Array) -> Any:
    left, right = "n" if A.ndim == 1 else "m n", "n" if B.ndim == 1 else "n k"
    check_shapes("matmul", A=(A, left), B=(B, right))
    return A @ B


def _matmul_bprop(gradient: Array, A: Array, B: Array) -> tuple[Array, Array]:
    """dA = G Bᵀ and dB = Aᵀ G, with a vector on the left as one row, on the right as one column."""
    rows, columns = np.atleast_2d(A), B[:, None] if B.ndim == 1 else B
    G = gradient.reshape(len(rows), columns.shape[1])
    return (G @ columns.T).reshape(A.shape), (rows.T @ G).reshape(B.shape)


def _sum(x: Array, axis: int | None) -> Any:
    axes = range(-x.ndim, x.ndim)
    if axis is not None and axis not in axes:
        raise ValueError(
            f"sum: axis is {axis!r}, expected None or one of {[*axes]} for shape {x.shape}. "
            "Try axis=None."
        )
    return x.sum(axis=axis)


def _spread(gradient: Array, x: Array, axis: int | None) -> Array:
    """Each summand gets the gradient of its sum."""
    kept = gradient if axis is None else np.expand_dims(gradient, axis)
    return np.broadcast_to(kept, x.shape)


def _reshape(x: Array, shape: tuple[int, ...]) -> Any:
    try:
        return x.reshape(shape)
    except ValueError:
        raise ValueError(
            f"reshape: {x.shape} cannot become {shape}, expected a shape with {x.size} entries. "
            "Try reshape(-1)."
        ) from None


BOXES: dict[str, Box] = {
    box.name: box
    for box in [
        _pairwise("add", lambda a, b: a + b, lambda a, b: (1, 1)),
        _pairwise("subtract", lambda a, b: a - b, lambda a, b: (1, -1)),
        _pairwise("multiply", lambda a, b: a * b, lambda a, b: (b, a)),
        _pairwise("divide", _divide, lambda a, b: (1 / b, -a / b**2)),
        _elementwise("negate", lambda x: -x, lambda x: -1),
        _elementwise("power", _power, _power_slope),
        _elementwise("exp", np.exp, np.exp),
        _elementwise("log", _log, lambda x: 1 / x),
        *(
            _elementwise(name, activations.named(name), activations.named(name).prime)
            for name in ("relu", "sigmoid", "tanh", "softplus")
        ),
        Box(
            "matmul",
            _matmul,
            _matmul_bprop,
            lambda tangents, A, B: tangents[0] @ B + A @ tangents[1],
        ),
        _linear("sum", _sum, _spread),
        _linear("transpose", lambda x: x.T, lambda gradient, x: gradient.T),
        _linear("reshape", _reshape, lambda gradient, x, shape: gradient.reshape(x.shape)),
    ]
}
