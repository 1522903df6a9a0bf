"""What of ours another user of this machine can come to, asked as that user.

A file that we run may be changed by nobody but us, and neither may the way to it: who may put
another folder in its place, or in that of one above it, has changed it too.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.environment import ROOT

__all__ = ["reached"]

MODES = os.R_OK, os.W_OK, os.X_OK
CODE = ("autograder", "nnlib")


def reached(private: Sequence[Path]) -> Iterator[str]:
    """Sentences, each with the command that closes what it tells of.

    private : nobody's business; who may pass through a folder can read what has a known name
    """
    for path in private:
        if any(os.access(path, mode) for mode in MODES):
            yield f"{path} is open to every user of this machine: `chmod o-rwx {path}`."
    run = [Path(path) for path in sys.path if path]
    for path in (*run, *(x for room in CODE for x in (ROOT / room).rglob("*"))):
        if os.access(path, os.W_OK):
            yield f"{path} runs as you, and everybody may change it: `chmod o-w {path}`."
    for folder in {above for path in (*private, *run, ROOT) for above in path.absolute().parents}:
        if os.access(folder, os.W_OK) and not folder.stat().st_mode & stat.S_ISVTX:
            yield f"Everybody may exchange what lies in {folder}: `chmod +t {folder}`."
