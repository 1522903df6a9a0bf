"""What the student's side says of a signature or an error, put into Python's own words.

Nothing of it is believed: what is of no known form is `Unfit`, or cut to a length.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.grading.inside.raw import Unfit
from autograder.grading.inside.wire import ERRORS

TOLD = 500  # letters of a text of theirs
LONGEST = 80  # letters of a parameter's name or default
MOST = 40  # parameters, or classes that an error comes from
ANY_ERROR = ERRORS | {"LinAlgError": np.linalg.LinAlgError}
KINDS = list(inspect._ParameterKind)


class Shown:
    """A default value in a signature, known by its text alone."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def signature(parameters: Any) -> inspect.Signature | None:
    """The student's signature as we were told it, for counting arguments and for showing."""
    if parameters is None:
        return None
    try:
        made = [
            inspect.Parameter(name[:LONGEST], KINDS[kind], default=_default(*default))
            for name, kind, *default in parameters[:MOST]
        ]
        return inspect.Signature(made)
    except (ValueError, TypeError, IndexError, KeyError):
        raise Unfit("a signature is none") from None


def _default(text: Any, *value: Any) -> Any:
    """A default value, or what is known of it."""
    if text is None:
        return inspect.Parameter.empty
    plain = value and (value[0] is None or isinstance(value[0], bool | int | float | str))
    return value[0] if plain else Shown(str(text)[:LONGEST])


def words(raised: Any) -> tuple[str, str]:
    """The name and the text of an error of theirs, whatever was sent in their place."""
    parts = [str(part)[:TOLD] for part in raised] if isinstance(raised, list) else []
    name, text, *_ = [*parts, "", ""]
    return name, text


def error(name: str, text: str, kinds: Sequence[str] = ()) -> Exception:
    """An error of theirs, to be raised here: of its own class where we know it, else of the first
    that we know among those that its class comes from.
    """
    known = next((ANY_ERROR[x] for x in (name, *kinds) if x in ANY_ERROR), RuntimeError)
    try:
        return known(text) if name in ANY_ERROR else type(name[:LONGEST], (known,), {})(text)
    except (TypeError, ValueError):  # some classes ask for more than a text, some names are none
        return RuntimeError(f"{name}: {text}")


def sentence(function: str, name: str, text: str, line: str = "") -> str:
    """How an error that a function of theirs raised is told to them."""
    if name == "NotImplementedError":
        return "It is not written yet: replace the line that raises NotImplementedError."
    at = f" on the line `{line}`" if line else ""
    said = f"`{function}` stopped with {name}{at}" + (f": {text}" if text else ".")
    return " ".join(said.split())  # a text of theirs may hold lines that look like ours
