"""The zip for students: one lesson, and the package that it runs on.

It holds the released notebook, a list of requirements, ten lines on how to begin, and a wheel of
nnlib, the checks, of their exercises what `at_home` leaves, and `autograder.contents` alone, as
pyproject.toml lists them. The same sources make the same bytes. Before the zip takes its place,
every name in it is looked at: nothing that grades may leave the house.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from autograder.course.lessons import EXERCISES
from autograder.environment import ROOT
from autograder.environment.venv import LEARNS_IN, LOADS_IN
from autograder.lesson.beside import MAY_LIE_BESIDE
from autograder.lesson.reading import LessonError

__all__ = ["build_wheel", "bundle_faults", "bundle_path", "make_bundle", "student_requirements"]

STUDENT_PACKAGES = ("numpy", "matplotlib", "jupyterlab", "nbgrader", "ipywidgets")
IN_WHEEL = re.compile(
    r"nnlib/.+|autograder/(__init__|__main__|contents)\.py|autograder/(check|exercises)/.+"
    rf"|[^/]+\.dist-info/.+|[^/]+\.data/data/({LOADS_IN}|{LEARNS_IN})"
)
LESSON = re.compile(r"[^/]+\.(ipynb|whl)")
SECRET = ("seeds.json", "gradebook.db", "nbgrader_config.py", "graded.toml")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can hold

README = """\
{lesson}: how to begin

1. Have Python 3.11, 3.12 or 3.13. Unpack this zip and open a terminal in the folder {lesson}.
2. Make an environment:   python3 -m venv .venv      (Windows: py -m venv .venv)
3. Enter it:              source .venv/bin/activate  (Windows: .venv\\Scripts\\activate)
4. Install, once:         pip install -r requirements.txt
5. Open the lesson:       jupyter lab {lesson}.ipynb
6. Read, write your code where it says YOUR CODE HERE, and run each cell with Shift+Enter.
7. To hand in: run all cells, press Validate, save, and give {lesson}.ipynb back. Keep its name.
8. Something does not work? Send your teacher the line that you ran, and what it answered.
"""


def make_bundle(released: Path, course: Path, wheel: Path, clone: Path = ROOT) -> Path:
    """Zip a released lesson for students; the zip is in `bundles` of the course folder.

    Parameters
    ----------
    released : the folder that `release` made, course/release/02_perceptron
    course : the course folder
    wheel : the students' package, as `build_wheel` made it
    clone : where requirements.txt is
    """
    lesson = released.name
    files = {x.relative_to(released).as_posix(): x.read_bytes() for x in _files(released)}
    files[wheel.name] = wheel.read_bytes()
    wanted = student_requirements(_requirements(clone), wheel.name)
    readme = README.format(lesson=lesson)
    files |= {"requirements.txt": wanted.encode(), "README.txt": readme.encode()}

    bundle = bundle_path(course, lesson)
    bundle.parent.mkdir(parents=True, exist_ok=True)
    half = bundle.with_name(f".{lesson}.zip.half")
    try:
        _zip(half, {f"{lesson}/{name}": content for name, content in files.items()})
        if faults := bundle_faults(half):
            raise LessonError(f"{lesson}.zip is not made: {' '.join(faults)}")
        os.replace(half, bundle)
    finally:
        half.unlink(missing_ok=True)
    return bundle


def bundle_path(course: Path, lesson: str) -> Path:
    """Where the zip of a lesson lies."""
    return course / "bundles" / f"{lesson}.zip"


def build_wheel(folder: Path, clone: Path = ROOT, own: Path | None = None) -> Path:
    """Build the students' package in that folder: nnlib, the checks, nothing that grades.

    own : exercises of the instructor's own, which are cut as ours are
    It is what `pip install .` gives, and pyproject.toml says what is in it. setuptools builds it,
    in a process of its own and without a network.
    """
    stage = folder / "stage"
    for name in ("nnlib", "autograder"):
        shutil.copytree(clone / name, stage / name, ignore=_litter)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(clone / name, stage)
    if own and own.is_dir():
        shutil.copytree(own, stage / "autograder" / "exercises", ignore=_litter, dirs_exist_ok=True)
        for lesson in own.glob("lesson_*"):
            (stage / "autograder" / "exercises" / lesson.name / "__init__.py").touch()
    for path in _files(stage):
        path.chmod(0o644)
    known = {name: value for name, value in os.environ.items() if name != EXERCISES}
    built = subprocess.run(
        [sys.executable, "-c", "from setuptools import build_meta; build_meta.build_wheel('..')"],
        cwd=stage,
        env={**known, "SOURCE_DATE_EPOCH": "315532800", "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=False,
    )
    wheels = list(folder.glob("*.whl"))
    if built.returncode or len(wheels) != 1:
        last = ("", *built.stderr.strip().splitlines())[-1]
        raise LessonError(f"the students' package could not be built: {last}")
    return wheels[0]


def student_requirements(ours: str, wheel: str) -> str:
    """What students install: our own pins of the five packages that a lesson needs, our wheel."""
    lines = []
    for package in STUDENT_PACKAGES:
        found = re.search(rf"^{package}\s*==[^#\s;]+", ours, flags=re.MULTILINE | re.IGNORECASE)
        if not found:
            raise LessonError(f"requirements.txt pins no {package}. Add a line {package}==….")
        lines.append(found[0])
    return "\n".join([*lines, f"./{wheel}", ""])


def bundle_faults(bundle: Path) -> list[str]:
    """What lies in the zip and must not, and what must and does not: one sentence each."""
    with zipfile.ZipFile(bundle) as outer:
        names = outer.namelist()
        wheels = [name for name in names if name.endswith(".whl")]
        inner: list[str] = []
        for name in wheels:
            with outer.open(name) as file, zipfile.ZipFile(file) as wheel:
                inner += wheel.namelist()
    beside = [name.partition("/")[2] for name in names]
    strange = [x for x in beside if not _may_be_given(Path(x).name)]
    strange += [x for x in inner if not IN_WHEEL.fullmatch(x) or Path(x).name in SECRET]
    faults = [f"it would hold {name}." for name in strange]
    lessons = [x for x in beside if x.endswith(".ipynb")]
    if len(lessons) != 1:
        faults.append(f"it would hold {len(lessons)} notebooks, expected one.")
    if len(wheels) != 1 or "autograder/check/__init__.py" not in inner:
        faults.append("it would hold no package with autograder.check.")
    return faults


def _may_be_given(name: str) -> bool:
    return name not in SECRET and bool(LESSON.fullmatch(name) or MAY_LIE_BESIDE.fullmatch(name))


def _requirements(clone: Path) -> str:
    try:
        return (clone / "requirements.txt").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise LessonError("there is no requirements.txt in the clone. Restore it.") from None


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _litter(folder: str, names: list[str]) -> set[str]:
    return {x for x in names if x.startswith((".", "__pycache__")) or x.endswith(".pyc")}


def _zip(target: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            entry.create_system = 3  # the same bytes on Windows
            archive.writestr(entry, files[name])
