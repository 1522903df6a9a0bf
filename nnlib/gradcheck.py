"""Is this gradient right? Ask the function itself.

Move one entry of x a little up and a little down: the difference of the two values, divided by
the way between them, is the slope along that entry. The error of this *central* difference falls
with h² until rounding takes over, at about h = 1e-5 for float64, where ten digits are right.
That costs two calls of f for every entry, so it is for checking, not for training.

A check sees whether a gradient belongs to f. It cannot see whether f is the function that was
meant: a wrong loss with its own gradient passes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib.arguments import check_number
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["check_vjp", "gradient_check", "numeric_gradient", "relative_error"]

FLOOR = 1e-4


def numeric_gradient(f: Callable[[Array], Any], x: ArrayLike, h: float = 1e-5) -> Array:
    """Central differences (f(x + h e) - f(x - h e)) / 2h, one unit vector e for every entry.

    Parameters
    ----------
    f : called with float64 copies of x; gives one number
    x : any shape
    h : half the way between the two points

    Returns
    -------
    gradient : shape of x, float64
    """
    check_number("numeric_gradient", "h", h)
    x = as_float("numeric_gradient", "x", x).astype(np.float64)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        way = float(up[index] - down[index])  # 2h as float64 holds it beside this entry
        if not way > 0:
            raise ValueError(
                f"numeric_gradient: h is {h:g}, expected a step above 0 that can be seen beside "
                f"the entry {x[index]:g}. Try h={max(1e-5, 1e-5 * abs(x[index])):g}."
            )
        gradient[index] = (_number(f(up)) - _number(f(down))) / way
    return gradient


def relative_error(a: ArrayLike, b: ArrayLike) -> float:
    """The largest |a - b| / max(|a|, |b|, 1e-4) over all entries; 0 if there are none.

    Opposite signs give 2, a missing entry 1, a factor of two 1/2, nan or infinity anywhere inf.
    The floor 1e-4 makes 0 against 0 right, and forgives 0 against the rounding noise of a
    difference quotient, which is about 1e-11.

    Parameters
    ----------
    a, b : two arrays of the same shape, any shape
    """
    a, b = as_float("relative_error", "a", a), as_float("relative_error", "b", b)
    check_shapes("relative_error", a=(a, _pattern(a)), b=(b, _pattern(a)))
    if not (np.all(np.isfinite(a)) and np.all(np.isfinite(b))):
        return float("inf")
    size = np.maximum(np.maximum(np.abs(a), np.abs(b)), FLOOR)
    return float(np.max(np.abs(a - b) / size, initial=0))


def gradient_check(
    f: Callable[[Array], Any], grad: Callable[[Array], ArrayLike], x: ArrayLike
) -> float:
    """The largest relative error of grad(x) beside the numeric gradient of f.

    Below 1e-6 the gradient is right; above 1e-3 it is wrong, or x sits on a kink.

    Parameters
    ----------
    f : gives one number
    grad : gives an array of the shape of x
    x : any shape
    """
    x = as_float("gradient_check", "x", x).astype(np.float64)
    claimed = as_float("gradient_check", "grad(x)", grad(x.copy()))
    check_shapes("gradient_check", **{"grad(x)": (claimed, _pattern(x))})
    return relative_error(claimed, numeric_gradient(f, x))


def check_vjp(
    forward: Callable[..., ArrayLike],
    backward: Callable[..., Any],
    inputs: Sequence[ArrayLike],
    rng: np.random.Generator,
) -> float:
    """The largest relative error of a backward pass whose forward pass gives an array.

    An array has no gradient, but v · forward has one for every fixed v, the cotangent. Here v is
    random. With ones, faults hide: the rows of a softmax sum to 1, so v = 1 has gradient 0, and
    a backward pass that returns zeros looks right.

    Parameters
    ----------
    forward : forward(*inputs) -> array
    backward : backward(v, *inputs) -> one gradient per input, in a tuple or list
        (for a single input the bare array will do)
    inputs : arrays of any shapes
    """
    xs = [as_float("check_vjp", "inputs", x).astype(np.float64) for x in inputs]
    v = rng.standard_normal(np.shape(forward(*_copies(xs))))
    claimed = backward(v.copy(), *_copies(xs))
    if not isinstance(claimed, tuple | list):
        claimed = (claimed,)
    if len(claimed) != len(xs):
        raise ValueError(
            f"check_vjp: backward gave {len(claimed)} gradients for {len(xs)} inputs, expected one "
            "for each. Return them as a tuple, in the order of the inputs."
        )

    def error(k: int) -> float:
        def contracted(x: Array) -> Any:
            return np.sum(v * np.asarray(forward(*_copies(xs[:k]), x, *_copies(xs[k + 1 :]))))

        return gradient_check(contracted, lambda _: claimed[k], xs[k])

    return max(error(k) for k in range(len(xs)))


def _copies(xs: Sequence[Array]) -> list[Array]:
    return [x.copy() for x in xs]


def _pattern(x: Array) -> str:
    """The shape of x as a pattern of `check_shapes`: "3 2"."""
    return " ".join(map(str, x.shape))


def _number(value: Any) -> float:
    if np.ndim(value) != 0 or np.asarray(value).dtype.kind not in "iufb":
        came = f"shape {np.shape(value)}" if np.ndim(value) else repr(value)
        raise ValueError(
            f"numeric_gradient: f gave {came}, expected one number. "
            "Sum or average the losses inside f."
        )
    if not np.isfinite(value):
        raise ValueError(
            f"numeric_gradient: f gave {value}, expected a finite number. "
            "Print f near x, and look for a logarithm of 0 or an overflow."
        )
    return float(value)
