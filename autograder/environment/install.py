"""How the environment is filled: by uv where it can be had, otherwise by pip, some at a time.

Each step runs as a program of its own, and the line that is shown moves on meanwhile. When one
fails, the last lines that it said become part of one sentence. Nothing is compiled beforehand:
Python does that at the first import, and most files are never imported. Only the standard library
is used here.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.environment import ROOT, CommandFailed
from autograder.environment.progress import MovingLine
from autograder.environment.wanted import name_of

__all__ = ["fill", "path_in", "pip", "python", "variables"]

# The two that would bring other packages in, and one that would have Python compile them each time.
NOT_OURS = ("PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
AT_ONCE = 16  # packages for one run of the installer: pip takes most of a second to begin

SIGNS = {  # words of pip, uv and venv, and what they mean
    "No space left": "the disk is full",
    "ensurepip is not": "this Python came without venv (on Debian: apt install python3-venv)",
    "Read-only file system": "the folder is read-only",
    "Permission denied": "something there belongs to somebody else",
    "NewConnectionError": "there is no network",
    "dns error": "there is no network",
    "timed out": "the network is too slow, or stands still",
}


def fill(venv: Path, pins: Sequence[str], loose: Sequence[str] = ()) -> None:
    """Install in an environment, made here where there is none; made in vain, it is taken away.

    pins : each package that is wanted, at its version
    loose : what brings along packages that the installer finds out
    """
    new = not venv.exists()
    roads = [([_base(), "-m", "venv"], _by_pip)]
    if uv := shutil.which("uv"):
        roads.insert(0, ([uv, "venv", "--quiet", "--python", _base()], _by_uv))
    for maker, installer in roads:
        try:
            _fill(venv, maker, installer, pins, loose)
            return
        except CommandFailed:
            if new:
                shutil.rmtree(venv, ignore_errors=True)
            if installer is _by_pip:
                raise
            # pip may know of a mirror or a proxy that uv does not
            print("uv did not get through; trying pip.", flush=True)


def _fill(
    venv: Path,
    maker: Sequence[str],
    installer: Callable[..., None],
    pins: Sequence[str],
    loose: Sequence[str],
) -> None:
    line = MovingLine()
    try:
        if not venv.exists():
            line.say("making an empty environment")
            _run(venv, *maker, str(venv), tick=line.tick)
        for there in range(0, len(pins), AT_ONCE):
            now = pins[there : there + AT_ONCE]
            line.say(f"{there} of {len(pins)} are there; now {_names(now)}")
            installer(venv, "--no-deps", *now, tick=line.tick)
        if loose:
            line.say(f"now {_names(loose)}, and what they need")
            installer(venv, "-c", "requirements.txt", *loose, tick=line.tick)
    finally:
        line.end()


def _names(requirements: Sequence[str]) -> str:
    return ", ".join(name_of(requirement) for requirement in requirements)


def _by_uv(venv: Path, *wanted: str, tick: Callable[[], None]) -> None:
    _run(venv, "uv", "pip", "install", "--quiet", *wanted, tick=tick)


def _by_pip(venv: Path, *wanted: str, tick: Callable[[], None]) -> None:
    pip(venv, "install", "--no-compile", *wanted, tick=tick)


def pip(venv: Path, *arguments: str, tick: Callable[[], None] = lambda: None) -> None:
    """Run pip on the environment; with our own pip where it has none, as when uv made it."""
    own = (path_in(venv, "purelib") / "pip").is_dir()
    command = [str(python(venv)), "-m", "pip"]
    if not own:
        command = [_base(), "-m", "pip", "--python", str(python(venv))]
    command += ["--disable-pip-version-check", "--no-input", "--quiet", *arguments]
    _run(venv, *command, tick=tick)


def python(venv: Path) -> Path:
    """The Python of an environment."""
    return path_in(venv, "scripts") / ("python.exe" if os.name == "nt" else "python")


def path_in(venv: Path, kind: str) -> Path:
    """Where an environment keeps its "scripts" or its "purelib", the installed packages."""
    return Path(sysconfig.get_path(kind, "venv", {"base": str(venv), "platbase": str(venv)}))


def variables(venv: Path) -> dict[str, str]:
    """The variables of this process, turned to our environment and away from any other."""
    kept = {k: v for k, v in os.environ.items() if k not in NOT_OURS}
    scripts = str(path_in(venv, "scripts"))
    path = [p for p in kept.get("PATH", "").split(os.pathsep) if p and p != scripts]
    return {**kept, "VIRTUAL_ENV": str(venv), "PATH": os.pathsep.join([scripts, *path])}


def _base() -> str:
    """The Python outside: our own may belong to the environment that is made anew."""
    return str(getattr(sys, "_base_executable", sys.executable))


def _run(venv: Path, *command: str, tick: Callable[[], None] = lambda: None) -> None:
    """Run one step to its end; `tick` is called each second."""
    step = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**variables(venv), "PIP_USER": "0"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        close_fds=False,  # a step that outlives us goes on holding the lock of `environment`
    )
    with step:
        try:
            said = _said(step, tick)
        except BaseException:
            step.kill()
            raise
    if step.returncode:
        raise CommandFailed(_sentence(said))


def _said(step: subprocess.Popen[str], tick: Callable[[], None]) -> str:
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return step.communicate(timeout=1)[0]
        tick()


def _sentence(said: str) -> str:
    """What went wrong, as far as the words of a step give it away, and the last of them."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if not line.startswith(("WARNING", "warning"))] or lines
    guess = next((why for sign, why in SIGNS.items() if sign in said), "the reason stands below")
    if sys.version_info >= (3, 14):
        guess += "; and only Python 3.11, 3.12 and 3.13 have been tried"
    return (
        f"the environment could not be made: {guess}. Mend that and run the command again, it "
        "begins afresh. The last that was said:\n"
    ) + "\n".join(f"  {line[:200]}" for line in telling[-4:])
