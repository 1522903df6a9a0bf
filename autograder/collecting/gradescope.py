"""Gradescope's export: folders called submission_123, and one list of whose each is.

The list is YAML written by Ruby, `submission_metadata.yml`. Its values are read as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from autograder.collecting.handed import Handed
from autograder.course.limits import Unreadable
from autograder.course.slip import parse_time
from autograder.environment import CommandFailed

__all__ = ["LIST", "Submitter", "find_list", "must_have_list", "read_list"]

LIST = "submission_metadata.yml"
FOLDER = re.compile(r"submission_\d+")


@dataclass(frozen=True)
class Submitter:
    """One of those who handed in a submission.

    number : the university's number of the student, else the e-mail address
    """

    name: str
    number: str
    email: str
    when: datetime | None


def find_list(files: Sequence[Handed], root: int) -> Handed | None:
    """The list of an export: at its top, or in its one folder, all notebooks lying beneath."""
    for handed in files:
        base = handed.parts[:-1]
        if handed.name == LIST and root <= len(base) <= root + 1 and base:
            books = [x.parts for x in files if x.is_notebook]
            if all(x[: len(base)] == base and FOLDER.fullmatch(x[len(base)]) for x in books):
                return handed
    return None


def must_have_list(files: Sequence[Handed], root: int) -> None:
    """Refuse Gradescope's folders where nothing says whose they are."""
    above = [x.parts[root:-1] for x in files if x.is_notebook]
    if above and all(any(map(FOLDER.fullmatch, x[:2])) for x in above):
        raise CommandFailed(
            f"these are folders of Gradescope's, but {LIST}, which says whose they are, is not "
            "beside them. Give the whole export. Nothing was collected."
        )


def read_list(handed: Handed) -> dict[str, list[Submitter]]:
    """folder: the students whose submission lies in it."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every value a text, no tag obeyed
    try:
        found = yaml.load(handed.read(), loader)
        return {str(folder): _submitters(entry) for folder, entry in dict(found).items()}
    except Unreadable as error:
        raise CommandFailed(f"{LIST} {error}") from None
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, RecursionError):
        raise CommandFailed(
            f"{LIST} cannot be read as Gradescope's list of submissions. Export them once more. "
            "Nothing was collected."
        ) from None


def _submitters(entry: dict[str, Any]) -> list[Submitter]:
    when = parse_time(str(entry.get(":created_at", "")).encode())
    people = []
    for one in entry.get(":submitters") or ():
        name, number, email = (str(one.get(key) or "") for key in (":name", ":sid", ":email"))
        people.append(Submitter(name or email or number, number or email, email, when))
    return [x for x in people if x.name]
