"""How the environment is filled: by uv where it can be had, ten times faster, otherwise by pip.

Each step runs as a program of its own. When one fails, the last lines that it said become part
of one sentence, and what was made so far is taken away, so that the next run begins afresh.
Only the standard library is used here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from autograder.environment import ROOT, CommandFailed

__all__ = ["fill", "path_in", "pip", "python", "variables"]

SIGNS = {  # words of pip, uv and venv, and what they mean
    "No space left": "the disk is full",
    "ensurepip is not": "this Python came without venv (on Debian: apt install python3-venv)",
    "Read-only file system": "the folder is read-only",
    "Permission denied": "something there belongs to somebody else",
    "NewConnectionError": "there is no network",
    "dns error": "there is no network",
    "timed out": "the network is too slow, or stands still",
}


def fill(venv: Path) -> None:
    """Make an environment in a folder that does not exist, and install requirements.txt in it."""
    uv = shutil.which("uv")
    try:
        if not (uv and _by_uv(uv, venv)):
            _run(venv, _base(), "-m", "venv", str(venv))
            pip(venv, "install", "-r", "requirements.txt")
    except CommandFailed:
        shutil.rmtree(venv, ignore_errors=True)
        raise


def pip(venv: Path, *arguments: str) -> None:
    """Run pip on the environment; with our own pip where it has none, as when uv made it."""
    own = (path_in(venv, "purelib") / "pip").is_dir()
    command = [str(python(venv)), "-m", "pip"]
    if not own:
        command = [_base(), "-m", "pip", "--python", str(python(venv))]
    _run(venv, *command, "--disable-pip-version-check", "--no-input", "--quiet", *arguments)


def python(venv: Path) -> Path:
    """The Python of an environment."""
    return path_in(venv, "scripts") / ("python.exe" if os.name == "nt" else "python")


def path_in(venv: Path, kind: str) -> Path:
    """Where an environment keeps its "scripts" or its "purelib", the installed packages."""
    return Path(sysconfig.get_path(kind, "venv", {"base": str(venv), "platbase": str(venv)}))


def variables(venv: Path) -> dict[str, str]:
    """The variables of this process, turned to our environment and away from any other."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH")}
    scripts = str(path_in(venv, "scripts"))
    path = [p for p in kept.get("PATH", "").split(os.pathsep) if p and p != scripts]
    return {**kept, "VIRTUAL_ENV": str(venv), "PATH": os.pathsep.join([scripts, *path])}


def _by_uv(uv: str, venv: Path) -> bool:
    steps = (
        ["venv", "--quiet", "--python", _base(), str(venv)],
        ["pip", "install", "--quiet", "--compile-bytecode", "-r", "requirements.txt"],
    )
    try:
        for step in steps:
            _run(venv, uv, *step)
    except CommandFailed:  # pip may know of a mirror or a proxy that uv does not
        print("uv did not get through; trying pip.", flush=True)
        shutil.rmtree(venv, ignore_errors=True)
        return False
    return True


def _base() -> str:
    """The Python outside: our own may belong to the environment that is made anew."""
    return str(getattr(sys, "_base_executable", sys.executable))


def _run(venv: Path, *command: str) -> None:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**variables(venv), "PIP_USER": "0"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        close_fds=False,  # a step that outlives us goes on holding the lock of `environment`
        check=False,
    )
    if done.returncode:
        raise CommandFailed(_sentence(done.stdout))


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
