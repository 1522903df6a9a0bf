"""What the student's side says of a signature or an error, put into Python's own words.

Nothing of it is believed: what is of no known form is `Unfit`, or cut to a length.
"""

from __future__ import annotations

import inspect
from typing import Any

from autograder.grading.inside.pack import Unfit
from autograder.grading.inside.wire import ERRORS

TOLD = 500  # letters of a text of theirs
LONGEST = 80  # letters of a parameter's name or default
MOST = 40  # parameters
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
            inspect.Parameter(name[:LONGEST], KINDS[kind], default=_default(default))
            for name, kind, default in parameters[:MOST]
        ]
        return inspect.Signature(made)
    except (ValueError, TypeError, IndexError, KeyError):
        raise Unfit("a signature is none") from None


def _default(text: Any) -> Any:
    return inspect.Parameter.empty if text is None else Shown(str(text)[:LONGEST])


def words(raised: Any) -> tuple[str, str]:
    """The name and the text of an error of theirs, whatever was sent in their place."""
    parts = [str(part)[:TOLD] for part in raised] if isinstance(raised, list) else []
    name, text, *_ = [*parts, "", ""]
    return name, text


def error(name: str, text: str) -> Exception:
    """An error of theirs, to be raised here; some classes ask for more than a text."""
    try:
        return ERRORS.get(name, RuntimeError)(text)
    except TypeError:
        return RuntimeError(f"{name}: {text}")
