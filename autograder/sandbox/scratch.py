"""A folder for what is only needed for a while; where its owner was killed, the next one clears it.

The owner holds a lock on the folder, which the system takes back when it dies, however it dies. A
folder of ours on which nobody holds a lock is nobody's any more.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType

try:
    import fcntl
except ImportError:  # Windows has none
    fcntl = None  # type: ignore[assignment]

__all__ = ["Scratch", "remove"]

PREFIX = "graded-"


class Scratch:
    """A new folder, others may pass through it but not look; gone at `close`, or at its owner's end
    when somebody makes the next one. Use as a context manager too."""

    def __init__(self) -> None:
        _clear()
        self.held: int | None = None
        while True:
            self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
            with contextlib.suppress(FileNotFoundError):
                self.held = _held(self.path, wait=True)
                if self.path.exists():  # between the two steps it looked like nobody's
                    break
            self._let_go()
        self.path.chmod(0o711)
        self.made = 0

    def folder(self) -> str:
        """A folder in it."""
        self.made += 1
        made = self.path / str(self.made)
        made.mkdir(mode=0o700)
        return str(made)

    def close(self) -> None:
        remove(self.path)
        self._let_go()

    def _let_go(self) -> None:
        if self.held is not None:
            os.close(self.held)
            self.held = None

    def __enter__(self) -> Path:
        return self.path

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self.close()


def remove(folder: str | Path) -> None:
    """Take a folder away, whatever a student's code has made in it."""
    with contextlib.suppress(RecursionError):  # folders in folders, deeper than Python goes
        shutil.rmtree(folder, ignore_errors=True)
    if os.path.lexists(folder):
        for words in (["chmod", "-R", "u+rwx"], ["rm", "-rf"]):
            subprocess.run([*words, "--", str(folder)], capture_output=True, check=False)


def _clear() -> None:
    """Take away the folders of owners that are no more."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if path.is_symlink() or path.stat().st_uid != os.geteuid():
                continue
            if (held := _held(path, wait=False)) is not None:
                remove(path)
                os.close(held)


def _held(path: Path, wait: bool) -> int | None:
    """A lock on a folder, as an open file; None where another has it or the system has no locks."""
    if fcntl is None:
        return None
    opened = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        return opened
    except OSError:
        os.close(opened)
        return None
