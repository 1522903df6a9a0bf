"""Questions with a choice of answers.

In the lesson a student sets `answer = "b"`, and `check.choice(answer, "abcd")` says that it is
one of the choices, no more. The key stands only in the hidden test of the same question,
`check.choice(answer, "abcd", key="b")`, which no release contains. Free text needs no check: it
is a cell that is graded by hand.
"""

from __future__ import annotations

from collections.abc import Collection

from autograder.check.failed import CheckFailed


def choice(answer: object, choices: Collection[str], key: str | None = None) -> None:
    """Is the answer one of the choices, and, where the key is given, the right one?"""
    said = answer.strip().lower() if isinstance(answer, str) else answer
    if said not in {option.lower() for option in choices}:
        options = ", ".join(choices)
        raise CheckFailed("choice", None, f"Your answer is {answer!r}; choose one of {options}.")
    if key is not None and said != key.lower():
        raise CheckFailed("choice", None, "That is not the answer.")
    if key is None:
        print(f"Your answer {said} is noted.")
