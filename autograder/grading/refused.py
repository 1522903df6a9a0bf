"""What the gradebook, or its disk or server, refuses is told in a sentence, and ends a run."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator

from autograder.environment import CommandFailed

__all__ = ["GradebookFailed", "in_words"]

# Of these everybody's work suffers; another error of the system may be due to one name or file.
EVERYBODY = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE}


class GradebookFailed(CommandFailed):
    """The gradebook, or the disk that it is on, fails: no matter whose work is at hand."""


@contextlib.contextmanager
def in_words(what: str) -> Iterator[None]:
    """What fails of the gradebook itself is a sentence; nothing is half entered."""
    try:
        yield
    except Exception as error:
        if not _is_everybodys(error):
            raise
        why = getattr(error, "strerror", None) or getattr(error, "orig", None) or error
        raise GradebookFailed(
            f"the gradebook, {what}: {' '.join(str(why).split())}. What was entered before stays; "
            "the same command goes on from there."
        ) from None


def _is_everybodys(error: Exception) -> bool:
    """Is it the disk or the gradebook, and not what is to be entered?"""
    from sqlalchemy import exc

    if isinstance(error, OSError):
        return error.errno in EVERYBODY
    one = (exc.DataError, exc.IntegrityError)
    return isinstance(error, exc.DBAPIError) and not isinstance(error, one)
