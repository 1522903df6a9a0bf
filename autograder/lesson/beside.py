"""The files beside a lesson, data and helper modules: which they are, and which cannot be.

Students get them with the notebook, and a student's code finds them, as the instructor has them,
when it is graded.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import sysconfig
from fnmatch import fnmatch
from importlib.machinery import PathFinder
from pathlib import Path

from autograder.lesson.reading import LessonError, place

__all__ = ["MAY_LIE_BESIDE", "beside", "beside_faults", "beside_hash"]

# What nbgrader leaves out of a release, and the notebooks themselves.
LEFT_OUT = (".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*.ipynb")
MAY_LIE_BESIDE = re.compile(
    r"[^/.][^/]*\.(py|txt|csv|tsv|dat|json|npy|npz|mat|h5|hdf5|parquet|xlsx|png|jpe?g|gif|svg|wav)"
)
TAKEN = ("README.txt", "requirements.txt", "timestamp.txt", "problem.txt", "seeds.json")
OURS = ("autograder", "nnlib")
SEVERAL = (
    "{0} lies beside it, and an assignment is one notebook here. Give it a folder of its own, as "
    "NN_name/NN_name.ipynb; or have both graded nbgrader's own way, in one process: `nbgrader "
    "generate_assignment {1}`, and `NNLIB_EXECUTION=plain nbgrader autograde {1}`."
)
MOST, LARGEST = 1000, 100_000_000  # files of one lesson, and bytes of all together


def beside(lesson: Path) -> dict[str, Path]:
    """The files beside that notebook: each by its path from there, "data/iris.csv"."""
    return {name: path for name, path in _all(lesson).items() if path.is_file()}


def beside_faults(lesson: Path) -> list[str]:
    """Why files beside a lesson could not be there when it is graded: one sentence each."""
    found = _all(lesson)
    faults = [fault for name, path in found.items() if (fault := _fault(name, path))]
    others = sorted(x.name for x in lesson.parent.glob("*.ipynb") if x.name != lesson.name)
    faults += [SEVERAL.format(others[0], lesson.stem)] if others else []
    modules = {name.split("/")[0] for name in found if name.endswith(".py")}
    faults += [
        f"{name} has the name of a module that is there already. Give it another."
        for name in sorted(modules)
        if _known(name.removesuffix(".py"))
    ]
    files = beside(lesson)
    size = sum(path.stat().st_size for path in files.values())
    if len(files) > MOST or size > LARGEST:
        faults.append(
            f"{len(files)} files of {size / 1e6:.0f} MB lie beside it, and every student gets "
            f"them: at most {MOST} of {LARGEST / 1e6:.0f} MB in all. Leave some out."
        )
    return faults


def beside_hash(lesson: Path) -> bytes:
    """One word for the files beside a lesson."""
    digest = hashlib.sha256()
    for name, path in beside(lesson).items():
        digest.update(os.fsencode(name) + b"\0")
        try:
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        except OSError as error:
            why = f"{name}, which lies beside it, cannot be read: {error.strerror}."
            raise LessonError(f"{place(lesson)}: {why}") from None
    return digest.digest()


def _all(lesson: Path) -> dict[str, Path]:
    """The same with what is no file: links to folders and to nothing, pipes."""
    found: list[Path] = []
    for where, folders, names in os.walk(lesson.parent):
        folders[:] = [name for name in folders if not _left_out(name)]
        found += [Path(where, name) for name in names if not _left_out(name)]
        found += [path for name in folders if (path := Path(where, name)).is_symlink()]
    return {path.relative_to(lesson.parent).as_posix(): path for path in sorted(found)}


def _left_out(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in LEFT_OUT)


def _fault(name: str, path: Path) -> str:
    if not path.is_file():
        what = "a link to a folder" if path.is_dir() else "no file"
        return f"{name} is {what}, which students do not get. Put a copy in its place, or nothing."
    if name in TAKEN:
        return f"{name} is the name of a file of our own. Give it another."
    if not MAY_LIE_BESIDE.fullmatch(path.name) or "/." in f"/{name}":
        return f"{name} is of no kind that students are given. Move it out of the lesson's folder."
    return ""


def _known(module: str) -> bool:
    """Is there a module of that name where lessons run?"""
    paths = sysconfig.get_paths()
    folders = [paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    standard = module in sys.stdlib_module_names or module in OURS
    return standard or PathFinder.find_spec(module, folders) is not None
