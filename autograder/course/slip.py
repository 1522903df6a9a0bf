"""What lies in a submission's folder beside the work: whose it is, and when it was handed in.

`whose.json` has the name and the number that the LMS has for the student, so that everybody can be
told from the folders alone; `timestamp.txt` is nbgrader's, and is there only where the time is
known; `late.txt` is there where the work was marked as late and nobody knows by how much.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from autograder.course.limits import Unreadable

__all__ = [
    "ABOUT",
    "LATE",
    "SLIP",
    "STAMP",
    "Slip",
    "about",
    "handed_in_at",
    "marked_late",
    "parse_time",
    "read_slip",
    "slips",
]

STAMP, LATE, SLIP = "timestamp.txt", "late.txt", "whose.json"
ABOUT = {STAMP, LATE, SLIP}
FORMAT = "%Y-%m-%d %H:%M:%S.%f UTC"  # one that nbgrader reads
MARKED = "It was marked as late where it was handed in, not by how much.\n"


@dataclass(frozen=True)
class Slip:
    """What lies in a submission's folder to say whose it is and where it came from.

    number : the LMS's number of the student, and `book` where it holds: "canvas", "moodle LESSON"
    upload : the LMS's number of the upload; a higher one came later
    sha256 : of the file as it came
    """

    label: str
    system: str = ""
    book: str = ""
    number: str = ""
    email: str = ""
    source: str = ""
    late: bool = False
    upload: int = 0
    sha256: str = ""


def marked_late(folder: Path) -> bool:
    """Is a submission late, though nobody knows by how much?"""
    return os.path.isfile(folder / LATE)  # a folder that nobody lets us into says nothing


def read_slip(text: bytes) -> Slip | None:
    """The slip in these bytes, or None where it cannot be read."""
    with contextlib.suppress(ValueError, TypeError):
        return Slip(**json.loads(text))
    return None


def slips(course: Path, lesson: str = "*") -> dict[tuple[str, str], Slip]:
    """(student, lesson): what the folder of each submission says of it."""
    found = dict[tuple[str, str], Slip]()
    for path in sorted((course / "submitted").glob(f"*/{lesson}/{SLIP}")):
        with contextlib.suppress(OSError):
            if slip := read_slip(path.read_bytes()):
                found[path.parent.parent.name, path.parent.name] = slip
    return found


def about(slip: Slip, when: datetime | None) -> dict[str, bytes]:
    """The files that say what is known of a submission."""
    text = json.dumps(asdict(slip), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    files = {SLIP: text.encode("utf-8", "surrogatepass")}
    if when:
        files[STAMP] = (when.astimezone(UTC).strftime(FORMAT) + "\n").encode()
    elif slip.late:
        files[LATE] = MARKED.encode()
    return files


def parse_time(stamp: bytes) -> datetime | None:
    """The time in a timestamp.txt, ours or one of nbgrader's; without a zone it is UTC."""
    try:
        words = stamp.decode().split()
        zone = words[2] if len(words) == 3 else ""
        offset = zone if zone.startswith(("+", "-")) else ""
        found = datetime.fromisoformat(" ".join(words[:2]) + offset)
        if found.tzinfo is None:
            found = found.replace(tzinfo=UTC if zone in ("", "UTC", "Z") else ZoneInfo(zone))
        return found.astimezone(UTC)
    except (ValueError, OverflowError, KeyError, OSError):
        return None


def handed_in_at(folder: Path) -> datetime | None:
    """What the timestamp.txt in a folder says; None where there is none, Unreadable if it lies."""
    path = folder / STAMP
    if not os.path.lexists(path):
        return None
    try:
        if path.is_symlink() or not path.is_file():
            raise Unreadable("is no regular file. Replace it or take it away.")
        with path.open("rb") as file:
            when = parse_time(file.read(100))
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}.") from None
    if when is None:
        raise Unreadable("holds no time that can be read. Mend it or take it away.")
    return when
