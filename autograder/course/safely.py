"""A file put in its place whole or not at all, and on the disk before anybody relies on it."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

__all__ = ["on_the_disk", "put_whole", "write_new"]


def put_whole(path: Path, content: bytes, before: Path | None = None, mode: int = 0o666) -> None:
    """Replace a file in one step.

    before : where what was there is kept
    mode : who may read it, as far as the process lets anybody
    """
    half = path.with_name(f".half-{secrets.token_hex(4)}")
    try:
        write_new(half, content, mode)
        if before:
            with contextlib.suppress(FileNotFoundError):
                os.replace(path, before)
        os.replace(half, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            half.unlink()
        raise
    on_the_disk(path.parent)


def write_new(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Write a file that is not there yet, and wait until the disk has it."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def on_the_disk(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where a folder can be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
