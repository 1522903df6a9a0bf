"""One environment for everything: `.venv` in the clone, made from requirements.txt.

It holds what the commands have needed so far: a learner's is half as large as a maintainer's. A
stamp inside says what it was made from and what is in it, and while that still holds nothing is
done. Anything else that is found there (made half, moved, out of date, of another Python) is not
repaired piece by piece but made anew: one road, and it is the one that every newcomer takes. Only
the standard library is used here.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder.environment import ROOT, CommandFailed
from autograder.environment.install import fill, path_in, python, variables
from autograder.environment.wanted import wanted

__all__ = ["LEARNS", "LEARNS_IN", "LOADS_IN", "become", "ensure", "folder", "inside"]

STAMP = "nnlib-course.json"

NBGRADER = """\
# Made by python3 -m autograder: every Jupyter of this environment finds the course's settings.
import pathlib

import autograder

settings = pathlib.Path(autograder.__file__).with_name("course") / "nbgrader_config.py"
if settings.is_file():
    load_subconfig(str(settings))  # noqa: F821
"""
LOADS = Path(__file__).with_name("nnlib-course.json")  # has a server load autograder.contents
LOADS_IN = f"etc/jupyter/jupyter_server_config.d/{LOADS.name}"
# Who learns makes no assignments; an instructor, in the same environment, does.
LEARNS = Path(__file__).parent  # labconfig/page_config.d: the sidebar Create Assignment is away
LEARNS_IN = f"etc/jupyter/labconfig/page_config.d/{LOADS.name}"
QUIET = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false"}}


def folder() -> Path:
    """Where the environment is: .venv in the clone, or what NNLIB_COURSE_VENV says."""
    return Path(os.environ.get("NNLIB_COURSE_VENV") or ROOT / ".venv").absolute()


def inside() -> bool:
    """Whether this very process runs in the environment."""
    return folder().is_dir() and os.path.samefile(sys.prefix, folder())


def ensure(extras: Iterable[str] = ()) -> bool:
    """Make the environment if it is not as it should be; True if something was made."""
    venv = folder()
    try:
        todo = bool(_stale(venv)) or _lacks(venv, extras)
        if todo:
            with _alone(venv.parent):  # another set-up may have been at work meanwhile
                if _stale(venv) or _lacks(venv, extras):
                    _make(venv, extras)
        _settle(venv)
    except OSError as error:
        raise CommandFailed(
            f"the environment {venv} could not be made: {error}. Mend that and run the command "
            "again, or let the variable NNLIB_COURSE_VENV name a folder that can be written."
        ) from None
    return todo


def become(arguments: Sequence[str]) -> int:
    """Hand over to `python ARGUMENTS` of the environment, whatever else is active outside."""
    command = [str(python(folder())), *arguments]
    sys.stdout.flush()
    if os.name == "posix":
        os.execve(command[0], command, variables(folder()))
    process = subprocess.Popen(command, env=variables(folder()))
    while True:
        with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is the other program's to answer
            return process.wait()


def _make(venv: Path, extras: Iterable[str]) -> None:
    """Bring the environment to what is wanted: all of it, or what a whole one lacks."""
    reason, had = _stale(venv), _stamp(venv).get("extras", [])
    every = sorted({*had, *extras})
    pins, loose = wanted(every)
    if reason:
        _clear(venv)
        print(f"Setting up the environment in {venv} ({reason}), once:", flush=True)
    else:
        there = [requirement for part in wanted(had) for requirement in part]
        pins = [pin for pin in pins if pin not in there]
        loose = [requirement for requirement in loose if requirement not in there]
        print("This needs more packages, once:", flush=True)
    began = time.monotonic()
    with _unsigned(venv):
        fill(venv, pins, loose)
    _sign(venv, every)
    print(f"{len(pins) + len(loose)} packages in {time.monotonic() - began:.0f} s.", flush=True)


@contextlib.contextmanager
def _unsigned(venv: Path) -> Iterator[None]:
    """While packages are added the environment is not whole, and so it stays if we are killed."""
    stamp = venv / STAMP
    before = stamp.read_bytes() if stamp.exists() else b""
    stamp.unlink(missing_ok=True)
    try:
        yield
    except CommandFailed:  # what was there is whole still
        if before:
            stamp.write_bytes(before)
        raise


def _clear(venv: Path) -> None:
    """Take away what is there, but never a folder that somebody else has filled."""
    if not venv.exists():
        return
    foreign = venv != ROOT / ".venv" and not (venv / "pyvenv.cfg").exists()
    if foreign and any(venv.iterdir()):
        raise CommandFailed(
            f"{venv} (the variable NNLIB_COURSE_VENV) holds something that is not an "
            "environment. Let it name a new folder."
        )
    shutil.rmtree(venv)


def _stale(venv: Path) -> str:
    """Why the environment has to be made, or an empty string when it is as it should be."""
    if not venv.exists():
        return "there is none yet"
    found, now = _stamp(venv), _made_from(venv)
    if not (found and python(venv).exists() and (venv / "pyvenv.cfg").is_file()):
        return "the one that is there is not whole"
    reasons = {
        "requirements": "requirements.txt has changed",
        "python": f"now with Python {now['python']}",
        "place": "the folder has moved",
    }
    return next((why for key, why in reasons.items() if found.get(key) != now[key]), "")


def _lacks(venv: Path, extras: Iterable[str]) -> bool:
    return not set(extras) <= set(_stamp(venv).get("extras", []))


def _made_from(venv: Path) -> dict[str, str]:
    return {
        "requirements": hashlib.sha256((ROOT / "requirements.txt").read_bytes()).hexdigest(),
        "python": sysconfig.get_python_version(),
        "place": f"{venv} for {ROOT}",
    }


def _sign(venv: Path, extras: list[str]) -> None:
    _write(venv / STAMP, json.dumps({**_made_from(venv), "extras": extras}, indent=1) + "\n")


def _stamp(venv: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError, ValueError):
        found = json.loads((venv / STAMP).read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def _settle(venv: Path) -> None:
    """The small files of the environment: nnlib and autograder importable, Jupyter told."""
    packages = path_in(venv, "purelib")
    clone = os.path.relpath(ROOT, packages) if venv.is_relative_to(ROOT) else ROOT
    _write(packages / "nnlib-course.pth", f"{clone}\n")
    _write(venv / "etc" / "jupyter" / "nbgrader_config.py", NBGRADER)
    _write(venv / LOADS_IN, LOADS.read_text(encoding="utf-8"))
    settings = venv / "share" / "jupyter" / "lab" / "settings"
    _write(settings / "overrides.json", json.dumps(QUIET, indent=1) + "\n")


def _write(path: Path, text: str) -> None:
    if not path.is_file() or path.read_bytes() != text.encode():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


@contextlib.contextmanager
def _alone(parent: Path) -> Iterator[None]:
    """Hold the folder that the environment lies in, so that two set-ups do not meet."""
    parent.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(parent, os.O_RDONLY)
    os.set_inheritable(handle, True)  # held until we and every step have ended, killed or not
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("Another set-up is at work; waiting for it.", flush=True)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(handle)
