"""What lies in a zip, and in a zip that a student put into it. Nothing is unpacked to the disk.

No header is believed. A name that leads out, a link, a device, an encrypted or swollen entry costs
that one file; what else lies beside it is read.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from autograder.collecting.handed import Handed, counted_bytes, is_litter, refused
from autograder.course.limits import Limits, Unreadable, megabytes

__all__ = ["in_zip"]

LONGEST = 1000  # letters of a name in a zip
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)
TIME_FIELD, HAS_MODIFIED = 0x5455, 1  # of a zip entry: seconds since 1970, where it has them
AGAIN = "Hand in the notebook itself"


@dataclass
class Spent:
    """What has come out of an archive so far; it comes out of the one around it, too."""

    size: int
    bytes: int = 0
    around: Spent | None = None

    def more(self, came: int, limits: Limits) -> None:
        """Count, and object where it is too much."""
        self.bytes += came
        if self.bytes > limits.expanded:
            most = megabytes(limits.expanded)
            raise Unreadable(
                f"was not reached: the archive holds more than {most}. Give it in parts."
            )
        if self.around:
            self.around.more(came, limits)


@dataclass
class Archive:
    """A zip that can be opened, more than once where it lies in another.

    above : the folders and names that lead to its entries
    root : how many of these are the container's own
    open : the zip
    spent : the counter of its bytes
    dated : when the zip itself was put into the one around it; None for the outermost
    """

    above: tuple[str, ...]
    root: int
    open: Callable[[], zipfile.ZipFile]
    spent: Spent
    inner: bool = False
    dated: datetime | None = None


def in_zip(
    path: Path, above: tuple[str, ...], limits: Limits, stack: ExitStack
) -> Iterator[Handed]:
    """Every file of a zip on the disk; it stays open until the stack is closed.

    above : what leads to its entries, the zip's own name included
    """
    try:
        size = path.stat().st_size
        if size > limits.archive:
            raise Unreadable(f"has {megabytes(size)}. Give it in parts.")
        with path.open("rb") as file:
            _must_be_short(file, limits)
        archive = stack.enter_context(zipfile.ZipFile(path))
    except (*BROKEN, NotImplementedError, Unreadable) as error:
        why = _why(error, "Fetch it once more.")
        yield refused((*above[:-1], path.name), min(1, len(above) - 1), why, whole=True)
        return
    yield from _entries(Archive(above, len(above), lambda: archive, Spent(size)), limits)


def _entries(archive: Archive, limits: Limits) -> Iterator[Handed]:
    kept: list[tuple[zipfile.ZipInfo, zipfile.ZipFile]] = []  # the zip that was opened last
    for entry in archive.open().infolist():
        steps = tuple(x for x in re.split(r"[/\\]", entry.filename) if x not in ("", "."))
        if entry.is_dir() or not steps or any(map(is_litter, steps)):
            continue
        parts = (*archive.above, *steps)
        if fault := _entry_fault(entry, steps):
            yield refused(parts, archive.root, fault)
            continue
        zipped = steps[-1].lower().endswith(".zip") and not archive.inner
        dated = archive.dated if archive.inner else _dated(entry)
        read = _reader(archive, entry, limits.packed if zipped else limits.notebook, limits)
        handed = Handed(parts, archive.root, read, dated, zipped=True)
        yield from _in_a_zip(handed, entry, archive, kept, limits) if zipped else (handed,)


def _in_a_zip(
    handed: Handed,
    entry: zipfile.ZipInfo,
    around: Archive,
    kept: list[tuple[zipfile.ZipInfo, zipfile.ZipFile]],
    limits: Limits,
) -> Iterator[Handed]:
    """The files of a zip that was handed in, or that zip, refused.

    It is read twice, once for its names and once for its notebooks: so a class fits in memory.
    """

    def opened() -> zipfile.ZipFile:
        if not kept or kept[0][0] is not entry:
            data = BytesIO(handed.read())
            try:
                _must_be_short(data, limits)
                kept[:] = [(entry, zipfile.ZipFile(data))]
            except (*BROKEN, NotImplementedError) as error:
                raise Unreadable(_why(error, f"{AGAIN}.")) from None
        return kept[0][1]

    try:
        empty = not any(not x.is_dir() for x in opened().infolist())
        if empty:
            raise Unreadable(f"holds no file. {AGAIN}.")
    except Unreadable as error:
        yield replace(handed, read=refused(handed.parts, handed.root, str(error)).read)
        return
    spent = Spent(entry.file_size, around=around.spent)
    inside = Archive(handed.parts, handed.root, opened, spent, inner=True, dated=handed.dated)
    yield from _entries(inside, limits)


def _must_be_short(file: BinaryIO, limits: Limits) -> None:
    """Refuse a zip whose table of contents, which is read whole, is too long."""
    end = zipfile._EndRecData(file)  # type: ignore[attr-defined]
    if end and end[5] > limits.directory:
        raise Unreadable("has too long a table of contents. Give it in parts.")
    file.seek(0)


def _why(error: Exception, advice: str) -> str:
    if isinstance(error, Unreadable):
        return str(error)
    why = "it breaks off" if not isinstance(error, OSError) else error.strerror
    return f"is no zip that can be read: {why}. {advice}"


def _entry_fault(entry: zipfile.ZipInfo, steps: tuple[str, ...]) -> str:
    """Why an entry is not read, from what its header says of it."""
    mode = entry.external_attr >> 16
    name = entry.orig_filename
    if name.startswith(("/", "\\")) or ".." in steps or re.match(r"[A-Za-z]:", name):
        return "has a name that leads out of its archive."
    if "\0" in name or len(name) > LONGEST:
        return "has a name that no file should have."
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return f"is a link or a device, not a file. {AGAIN}."
    if entry.flag_bits & 1:
        return f"is encrypted. {AGAIN}, without a password."
    if entry.compress_type not in METHODS:
        return f"is packed in a way that is not read. {AGAIN}."
    return ""


def _reader(
    archive: Archive, entry: zipfile.ZipInfo, most: int, limits: Limits
) -> Callable[[], bytes]:
    def read() -> bytes:
        own = [0]

        def tell(came: int) -> None:
            own[0] += came
            archive.spent.more(came, limits)
            all_of_it, packed = archive.spent.bytes, archive.spent.size
            swollen = own[0] > limits.ratio * entry.compress_size or (
                all_of_it > limits.ratio * packed
            )
            if swollen and own[0] > limits.unsuspected:
                times = f"more than {limits.ratio} times its size"
                raise Unreadable(f"swells to {times} when it is unpacked. {AGAIN}.")

        try:
            with archive.open().open(entry) as file:
                return counted_bytes(file, most, tell)  # type: ignore[arg-type]
        except (*BROKEN, NotImplementedError):
            raise Unreadable(
                "is damaged in its archive and cannot be unpacked. Hand it in again."
            ) from None

    return read


def _dated(entry: zipfile.ZipInfo) -> datetime | None:
    """When an entry was last changed: from its extra field, else by the clock of this place."""
    extra = entry.extra
    try:
        while len(extra) >= 9:
            kind, length = struct.unpack("<HH", extra[:4])
            if kind == TIME_FIELD and extra[4] & HAS_MODIFIED:
                return datetime.fromtimestamp(struct.unpack("<i", extra[5:9])[0], UTC)
            extra = extra[4 + length :]
        if entry.date_time[0] > 1980:  # the year of those that know no time
            return datetime(*entry.date_time).astimezone(UTC)
    except (ValueError, OverflowError, OSError, struct.error):
        pass
    return None
