"""A right answer in another form than the contract writes: which form, and how to bring it there.

A check takes a list for an array. The lesson's later cells, which go on with the learner's own
function, may not: so it is told at once, beside the ✓.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.check.forms import Array, Form, Like, ListOf, Number, Record, kind
from autograder.check.tables import Names

__all__ = ["SINGLE", "aside"]

PARTS, ARRAYS, NUMBERS = (Record, ListOf), (Array, Like), (Number, Array, Like)
SINGLE = (np.float16, np.float32)  # an argument that is so may be answered so


def aside(form: Form, value: Any, name: str = "The result") -> str:
    """How an answer that was read differs from the form as it is written; "" where it does not."""
    if isinstance(form, PARTS):
        if isinstance(form, Record):
            parts = [(form.parts[part], part) for part in form.parts]
        else:
            parts = [(form.form, f"{name}[{i}]") for i in range(len(value))]
        said = (aside(part, one, of) for (part, of), one in zip(parts, value, strict=True))
        return next(filter(None, said), "")
    if isinstance(form, Number):
        if np.ndim(value):
            what = "an array" if isinstance(value, np.ndarray) else kind(value)
            return f"{name} is {what} that holds one number: return the number alone."
        if form.whole and np.asarray(value).dtype.kind == "f":
            return f"{name} is a float where a whole number is asked for: int makes it one."
    elif isinstance(form, ARRAYS):
        pair = isinstance(form, Array) and form.pattern.isdigit() and isinstance(value, tuple)
        if isinstance(value, list | tuple) and not pair:  # (x1, x2) is as good as it looks
            return f"{name} is {kind(value)}: np.array makes it the array that is asked for."
        if isinstance(form, Array) and len(form.pattern.split()) < np.ndim(value):
            return (
                f"{name} has shape {np.shape(value)}, a table of one row: .ravel() makes it flat."
            )
    elif isinstance(form, Names) and not isinstance(value, list | tuple):
        return f"{name} is {kind(value)}: list makes it the list that is asked for."
    if not isinstance(form, NUMBERS):
        return ""
    if np.asarray(value).dtype in SINGLE:
        return f"{name} is in {np.asarray(value).dtype}, with half the digits: use float64."
    return ""
