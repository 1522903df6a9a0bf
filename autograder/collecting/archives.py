"""Every file in what was handed in: folders, zips, loose files. Nothing is unpacked to the disk.

A file is named first and read later, one at a time, so that a class of any size fits in memory.
Only regular files are read. A name that leads out of its archive, a link, a device, an encrypted
or swollen entry costs that one file; what else lies beside it is read.
"""

from __future__ import annotations

import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from autograder.course.limits import Limits, Unreadable, megabytes

__all__ = ["Handed", "handed_in"]

LITTER = {"__MACOSX", "Thumbs.db", "desktop.ini"}  # and whatever begins with a dot
CHUNK = 1 << 16
LONGEST = 1000  # letters of a name in a zip
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)
TIME_FIELD, HAS_MODIFIED = 0x5455, 1  # of a zip entry: seconds since 1970, where it has them
AGAIN = "Hand in the notebook itself"


@dataclass(frozen=True)
class Handed:
    """A file that was handed in.

    parts : its folders and its name, from the outermost container inwards
    root : how many of these are the container's own
    read : its bytes, or Unreadable
    whole : is it a folder or an archive that could not be opened at all?
    """

    parts: tuple[str, ...]
    root: int
    read: Callable[[], bytes]
    when: datetime | None = None
    whole: bool = False


def handed_in(path: Path, limits: Limits, stack: ExitStack) -> Iterator[Handed]:
    """Every file of a path that was given; zips stay open until the stack is closed."""
    name = path.name or path.resolve().name
    if path.is_dir() and not path.is_symlink():
        yield from _folder(path, (name,), limits, stack)
    elif not path.exists() and not path.is_symlink():
        yield _refused((name,), 0, "does not exist.", whole=True)
    else:
        yield from _file(path, (), limits, stack)


def _refused(parts: tuple[str, ...], root: int, why: str, whole: bool = False) -> Handed:
    def read() -> bytes:
        raise Unreadable(why)

    return Handed(parts, root, read, whole=whole)


def _folder(
    path: Path, above: tuple[str, ...], limits: Limits, stack: ExitStack
) -> Iterator[Handed]:
    count = 0
    for folder, inner, names in os.walk(path):
        here = above + Path(folder).relative_to(path).parts
        links = [x for x in inner if Path(folder, x).is_symlink()]
        inner[:] = sorted(x for x in inner if not _litter(x) and x not in links)
        for name in sorted([*names, *links]):
            if _litter(name):
                continue
            count += 1
            if count > limits.files:
                yield _refused(above, 1, f"holds more than {limits.files} files.", whole=True)
                return
            yield from _file(Path(folder, name), here, limits, stack)


def _file(path: Path, above: tuple[str, ...], limits: Limits, stack: ExitStack) -> Iterator[Handed]:
    parts, root = (*above, path.name), min(1, len(above))
    try:
        found = path.lstat()
    except OSError as error:
        yield _refused(parts, root, f"cannot be read: {error.strerror}.")
        return
    if stat.S_ISLNK(found.st_mode):
        yield _refused(parts, root, "is a symbolic link and is not followed. Give the file itself.")
    elif not stat.S_ISREG(found.st_mode):
        yield _refused(parts, root, "is no regular file.")
    elif path.suffix.lower() == ".zip":
        yield from _zip(path, (*above, path.stem), limits, stack)
    else:
        when = datetime.fromtimestamp(found.st_mtime, UTC)
        yield Handed(parts, root, lambda: _bytes(path, limits), when)


def _bytes(path: Path, limits: Limits) -> bytes:
    """The bytes of a regular file, opened so that neither a link nor a pipe can catch us."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with open(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > limits.notebook:
                raise Unreadable(_too_big(size, limits))
            return _upto(file, limits, lambda _: None)
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}.") from None


def _upto(file: BinaryIO, limits: Limits, tell: Callable[[int], None]) -> bytes:
    """All that comes out, counted as it comes; `tell` may object."""
    kept = bytearray()
    while chunk := file.read(CHUNK):
        kept += chunk
        tell(len(chunk))
        if len(kept) > limits.notebook:
            raise Unreadable(_too_big(None, limits))
    return bytes(kept)


def _too_big(size: int | None, limits: Limits) -> str:
    what = f"has {megabytes(size)}" if size else f"has more than {megabytes(limits.notebook)}"
    most = f"; up to {megabytes(limits.notebook)} are read" if size else ""
    return f"{what}{most}. Clear the outputs, save, and hand it in again."


def _zip(path: Path, above: tuple[str, ...], limits: Limits, stack: ExitStack) -> Iterator[Handed]:
    root = len(above)
    try:
        archive = _opened(path, limits, stack)
    except Unreadable as error:
        yield _refused((*above[:-1], path.name), root - 1, str(error), whole=True)
        return
    size = path.stat().st_size
    spent = [0]  # bytes that have come out of this archive so far
    for entry in archive.infolist():
        steps = tuple(x for x in re.split(r"[/\\]", entry.filename) if x not in ("", "."))
        if entry.is_dir() or not steps or any(map(_litter, steps)):
            continue
        parts = (*above, *steps)
        if fault := _entry_fault(entry, steps):
            yield _refused(parts, root, fault)
        else:
            yield Handed(parts, root, _reader(archive, entry, size, spent, limits), _when(entry))


def _opened(path: Path, limits: Limits, stack: ExitStack) -> zipfile.ZipFile:
    try:
        if path.stat().st_size > limits.archive:
            raise Unreadable(f"has {megabytes(path.stat().st_size)}. Give it in parts.")
        with path.open("rb") as file:
            end = zipfile._EndRecData(file)  # type: ignore[attr-defined]
        if end and end[5] > limits.directory:  # the size that ZipFile is about to read
            raise Unreadable("has too long a table of contents. Give it in parts.")
        return stack.enter_context(zipfile.ZipFile(path))
    except (*BROKEN, NotImplementedError) as error:
        why = "it breaks off" if not isinstance(error, OSError) else error.strerror
        raise Unreadable(f"is no zip that can be read: {why}. Fetch it once more.") from None


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
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, size: int, spent: list[int], limits: Limits
) -> Callable[[], bytes]:
    def read() -> bytes:
        own = [0]

        def tell(came: int) -> None:
            spent[0] += came
            own[0] += came
            swollen = own[0] > limits.ratio * entry.compress_size or spent[0] > limits.ratio * size
            if swollen and own[0] > limits.unsuspected:
                times = f"more than {limits.ratio} times its size"
                raise Unreadable(f"swells to {times} when it is unpacked. {AGAIN}.")
            if spent[0] > limits.expanded:
                raise Unreadable(
                    f"was not reached: the archive holds more than {megabytes(limits.expanded)}. "
                    "Give it in parts."
                )

        try:
            with archive.open(entry) as file:
                return _upto(file, limits, tell)  # type: ignore[arg-type]
        except (*BROKEN, NotImplementedError):
            raise Unreadable(
                "is damaged in its archive and cannot be unpacked. Hand it in again."
            ) from None

    return read


def _when(entry: zipfile.ZipInfo) -> datetime | None:
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


def _litter(name: str) -> bool:
    return name in LITTER or (name.startswith(".") and name != "..")
