"""Every file in what was handed in: folders, zips, loose files. Nothing is unpacked to the disk.

A file is named first and read later, one at a time, so that a class of any size fits in memory.
Only regular files are read; a link or a pipe costs that one file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from autograder.collecting.handed import Handed, counted_bytes, is_litter, refused, too_big
from autograder.collecting.zips import in_zip
from autograder.course.limits import Limits, Unreadable

__all__ = ["handed_in"]


def handed_in(path: Path, limits: Limits, stack: ExitStack) -> Iterator[Handed]:
    """Every file of a path that was given; zips stay open until the stack is closed."""
    name = path.name or path.resolve().name
    if path.is_dir() and not path.is_symlink():
        yield from _folder(path, (name,), limits, stack)
    elif not path.exists() and not path.is_symlink():
        yield refused((name,), 0, "does not exist.", whole=True)
    else:
        yield from _file(path, (), limits, stack)


def _folder(
    path: Path, above: tuple[str, ...], limits: Limits, stack: ExitStack
) -> Iterator[Handed]:
    count, closed = 0, list[OSError]()
    for folder, inner, names in os.walk(path, onerror=closed.append):
        here = above + Path(folder).relative_to(path).parts
        links = [x for x in inner if Path(folder, x).is_symlink()]
        inner[:] = sorted(x for x in inner if not is_litter(x) and x not in links)
        for name in sorted([*names, *links]):
            if is_litter(name):
                continue
            count += 1
            if count > limits.files:
                yield refused(above, 1, f"holds more than {limits.files} files.", whole=True)
                return
            yield from _file(Path(folder, name), here, limits, stack)
    for error in closed:
        parts = above + Path(error.filename).relative_to(path).parts
        yield refused(parts, 1, f"cannot be read: {error.strerror}.", whole=True)


def _file(path: Path, above: tuple[str, ...], limits: Limits, stack: ExitStack) -> Iterator[Handed]:
    """A file, or what is in it: a zip below a folder is a container of its own, by its whole name.

    Whether it is an export or somebody's submission is told later, when all names are known.
    """
    parts, root = (*above, path.name), min(1, len(above))
    try:
        found = path.lstat()
    except OSError as error:
        yield refused(parts, root, f"cannot be read: {error.strerror}.")
        return
    if stat.S_ISLNK(found.st_mode):
        yield refused(parts, root, "is a symbolic link and is not followed. Give the file itself.")
    elif not stat.S_ISREG(found.st_mode):
        yield refused(parts, root, "is no regular file.")
    elif path.suffix.lower() == ".zip":
        yield from in_zip(path, parts if above else (path.stem,), limits, stack)
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
                raise Unreadable(too_big(size, limits.notebook))
            return counted_bytes(file, limits.notebook, lambda _: None)
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}.") from None
