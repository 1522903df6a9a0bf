"""Shapes are the grammar of this library: say them once, check them at the door.

`check_shapes("affine", A=(A, "m n_in"), W=(W, "n_in n_out"))` reads like the docstring above
it. Letters are bound from left to right; an array that breaks the pattern is refused with its
name, what came, what was expected, where the expectation came from, and the repair.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Array", "IntArray", "as_float", "check_shapes"]

Array: TypeAlias = NDArray[np.floating[Any]]
IntArray: TypeAlias = NDArray[np.integer[Any]]


def as_float(who: str, name: str, value: ArrayLike) -> Array:
    """The value as a floating-point array: float32 stays float32, integers become float64."""
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(
            f"{who}: {name} has rows of different lengths. Give every row the same length."
        ) from None
    if array.dtype.kind == "f":
        return array
    if array.dtype.kind in "iub":
        return array.astype(np.float64)
    raise TypeError(
        f"{who}: {name} holds {array.dtype} values, expected numbers. "
        f"Try np.asarray({name}, dtype=float)."
    )


def check_shapes(who: str, **arrays: tuple[Any, str]) -> dict[str, int]:
    """Bind the letters of every pattern to sizes, or refuse the first array that does not fit.

    Parameters
    ----------
    who : the caller's name, as the reader of the error knows it
    arrays : name=(array, pattern); a pattern is words separated by spaces, one per axis;
        a whole number in a pattern stands for itself

    Returns
    -------
    sizes : {"m": 32, "n_in": 2, ...}
    """
    sizes: dict[str, int] = {}
    origin: dict[str, str] = {}
    for name, (array, pattern) in arrays.items():
        letters, shape = pattern.split(), np.shape(array)
        bound = _bind(letters, shape, sizes)
        if bound is None:
            raise ValueError(_refusal(who, name, shape, letters, sizes, origin))
        origin |= {letter: name for letter in bound if letter not in sizes}
        sizes = bound
    return sizes


def _bind(
    letters: list[str], shape: tuple[int, ...], sizes: dict[str, int]
) -> dict[str, int] | None:
    """The sizes with the letters of this shape added, or None where the two do not fit."""
    if len(letters) != len(shape):
        return None
    bound = dict(sizes)
    for letter, size in zip(letters, shape, strict=True):
        known = int(letter) if letter.isdigit() else bound.setdefault(letter, size)
        if known != size:
            return None
    return bound


def _refusal(
    who: str,
    name: str,
    shape: tuple[int, ...],
    letters: list[str],
    sizes: dict[str, int],
    origin: dict[str, str],
) -> str:
    wanted = "(" + ", ".join(letters) + ("," if len(letters) == 1 else "") + ")"
    known = [f"{x} = {sizes[x]} from {origin[x]}" for x in dict.fromkeys(letters) if x in sizes]
    with_sizes = f" with {' and '.join(known)}" if known else ""
    return (
        f"{who}: {name} has shape {shape}, expected {wanted}{with_sizes}. "
        f"{_repair(name, shape, letters, sizes)}"
    )


def _repair(name: str, shape: tuple[int, ...], letters: list[str], sizes: dict[str, int]) -> str:
    def fits(candidate: tuple[int, ...]) -> bool:
        return _bind(letters, candidate, sizes) is not None

    if len(shape) == 2 and fits(shape[::-1]):
        return f"Try {name}.T."
    if len(letters) == 1 and len(shape) == 2 and 1 in shape and fits((max(shape),)):
        return f"Try {name}.ravel()."
    if len(letters) == 2 and len(shape) == 1 and fits((1, *shape)):
        return f"Try {name}[None, :], a batch of one row."
    if len(letters) == 2 and len(shape) == 1 and fits((*shape, 1)):
        return f"Try {name}[:, None], one column."
    return f"Print {name}.shape where it is made."
