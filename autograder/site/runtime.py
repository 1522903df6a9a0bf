"""Where the page's Python comes from: Pyodide, pinned, every file by its sha256.

`runtime.toml` names the files and their public hosts. The page fetches each of them whole and runs
none that is another than it should be. With a folder that holds them, the site brings them itself.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import tomllib
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from autograder.check import bank
from autograder.environment import CommandFailed

__all__ = ["SETTINGS", "put_python"]

SETTINGS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("runtime.toml").read_text(encoding="utf-8")
)
SHELL = Path(__file__).with_name("shell.py")
FOLDER = "python"


def put_python(
    site: Path, wheel: Path, runtime: Path | None, lessons: Mapping[str, Iterable[str]]
) -> None:
    """Copy what the page's Python needs, and write down where each file is to be had.

    wheel : the students' package
    runtime : a folder with Pyodide's files; None for their public hosts
    lessons : a lesson's name -> the checks that it calls
    """
    folder = site / FOLDER
    folder.mkdir()
    files = [_pinned(name, told, runtime, folder) for name, told in SETTINGS["files"].items()]
    shutil.copy(SHELL, folder)
    parts = [folder / SHELL.name, *_split(wheel, folder)]
    told = {
        "version": SETTINGS["version"],
        "info": SETTINGS["info"],
        "files": [*files, *map(_ours, parts)],
        "lessons": {name: sorted(set(map(_part, checks))) for name, checks in lessons.items()},
    }
    (site / "python.json").write_text(json.dumps(told, indent=1), encoding="utf-8")


def _split(wheel: Path, folder: Path) -> list[Path]:
    """The package without what is stored of its exercises, and that, an archive a lesson.

    All of it is many times what the checks of one lesson read.
    """
    made: dict[str, zipfile.ZipFile] = {}
    with ExitStack() as stack, zipfile.ZipFile(wheel) as whole:
        for name in whole.namelist():
            stored = name.endswith(".stored")
            part = f"{name.split('/')[2]}.zip" if stored else wheel.name
            if part not in made:
                made[part] = stack.enter_context(zipfile.ZipFile(folder / part, "w"))
            entry = zipfile.ZipInfo(name)  # of no date: the same package gives the same bytes
            made[part].writestr(entry, whole.read(name), zipfile.ZIP_DEFLATED)
    return [folder / part for part in made]


def _part(check: str) -> str:
    """The archive with what is stored of a check's exercise."""
    return f"{bank.names()[check].split('.')[2]}.zip"


def _ours(path: Path) -> dict[str, Any]:
    digest = hashlib.sha256(path.read_bytes())
    address = f"{FOLDER}/{path.name}?{digest.hexdigest()[:12]}"  # another file, another address
    return _told(path.name, address, digest.digest(), path.stat().st_size)


def _pinned(name: str, told: dict[str, Any], runtime: Path | None, folder: Path) -> dict[str, Any]:
    if runtime is None:
        host = SETTINGS["wheels" if name.endswith(".whl") else "core"]
        return _told(name, host + name, bytes.fromhex(told["sha256"]), told["bytes"])
    try:
        found = hashlib.sha256((runtime / name).read_bytes()).hexdigest()
    except OSError:
        raise CommandFailed(
            f"{runtime} holds no {name}. Put all files of autograder/site/runtime.toml there."
        ) from None
    if found != told["sha256"]:
        raise CommandFailed(
            f"{name} in {runtime} is not the file of Pyodide {SETTINGS['version']}: its sha256 is "
            f"{found[:12]}…, expected {told['sha256'][:12]}…. Fetch it again."
        )
    shutil.copy(runtime / name, folder)
    return _told(name, f"{FOLDER}/{name}", bytes.fromhex(found), told["bytes"])


def _told(name: str, address: str, digest: bytes, size: int) -> dict[str, Any]:
    integrity = f"sha256-{base64.b64encode(digest).decode()}"
    return {"name": name, "address": address, "integrity": integrity, "bytes": size}
