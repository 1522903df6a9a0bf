"""Questions with a choice of answers that are graded.

In the lesson a student sets `answer = "b"`, and `check.choice(answer, "abcd")` says that it is
one of the choices, no more. The key stands only in the hidden test of the same question,
`check.choice(answer, "abcd", key="b")`, which no release contains. A learner alone has, in the
place of that cell, `check.choice(answer, "abcd", question="04_neurons.answer")`, which answers at
once and says why; the reasons stand in `graded.toml` beside the lesson's exercises, and no student
of a class is given that file. Free text needs no check: it is a cell that is graded by hand.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import cache

from autograder.check.bank import page
from autograder.check.failed import CheckFailed
from autograder.check.forms import kind
from autograder.check.panel import Notice, show
from autograder.check.progress import note

LONGEST = 40  # letters of an answer that are shown again


def choice(
    answer: object, choices: Collection[str], *, key: str | None = None, question: str | None = None
) -> None:
    """Is the answer one of the choices, and, where that can be told, the right one?

    key : the right one
    question : the lesson and the name of the answer, whose key and reasons are known here
    """
    options = ", ".join(choices)
    known = {option.lower() for option in choices}
    if key is not None and key.lower() not in known:
        raise ValueError(f"check.choice: the key is {key!r}, expected one of {options}.")
    said = answer.strip().lower() if isinstance(answer, str) else None
    if said is None or said not in known:
        text = isinstance(answer, str) or answer is None
        shown = repr(answer)[:LONGEST] if text else kind(answer)
        told = f"Your answer is {shown}; choose one of {options}, in quotes."
        raise CheckFailed("choice", None, told)
    if question is not None:
        _answered(question, said)
    elif key is None:
        print(f"Your answer {said} is noted.")
    elif said != key.lower():
        raise CheckFailed("choice", None, "That is not the answer.")


def _answered(question: str, said: str) -> None:
    lesson, _, name = question.partition(".")
    reasons = graded(lesson)[name]
    right = said == reasons["right"]
    told = [f"✓ {said}." if right else f"✗ Not {said}.", reasons[said]]
    show(Notice(told, right=right, failed=not right))
    if not right:
        raise CheckFailed("choice", None, " ".join(told))
    note(lesson, "choice", name, 1.0)


@cache
def graded(lesson: str) -> dict[str, dict[str, str]]:
    """name -> {"right": its letter, and for each letter what is said of it}, of "04_neurons"."""
    path = page(lesson[:2], "graded.toml")
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
