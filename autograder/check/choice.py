"""Questions with a choice of answers.

In the lesson a student sets `answer = "b"`, and `check.choice(answer, "abcd")` says that it is
one of the choices, no more. The key stands only in the hidden test of the same question,
`check.choice(answer, "abcd", key="b")`, which no release contains. Free text needs no check: it
is a cell that is graded by hand.
"""

from __future__ import annotations

from collections.abc import Collection

from autograder.check.failed import CheckFailed
from autograder.check.forms import kind

LONGEST = 40  # letters of an answer that are shown again


def choice(answer: object, choices: Collection[str], *, key: str | None = None) -> None:
    """Is the answer one of the choices, and, where the key is given, the right one?"""
    options = ", ".join(choices)
    known = {option.lower() for option in choices}
    if key is not None and key.lower() not in known:
        raise ValueError(f"check.choice: the key is {key!r}, expected one of {options}.")
    said = answer.strip().lower() if isinstance(answer, str) else None
    if said not in known:
        text = isinstance(answer, str) or answer is None
        shown = repr(answer)[:LONGEST] if text else kind(answer)
        told = f"Your answer is {shown}; choose one of {options}, in quotes."
        raise CheckFailed("choice", None, told)
    if key is None:
        print(f"Your answer {said} is noted.")
    elif said != key.lower():
        raise CheckFailed("choice", None, "That is not the answer.")
