"""What nbgrader is told: where the lessons are, where a class lives, how a hole looks.

nbgrader runs this file as its configuration, by way of the line that set-up writes into the
environment. Our own commands import it and call `course_config`. It imports nothing but the
standard library, because a Jupyter server reads it while it starts.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

__all__ = ["configure", "course_config", "course_folder", "make_folders", "tools_on_path"]

CLONE = Path(__file__).resolve().parents[2]
COURSE_VARIABLE = "NNLIB_COURSE_DIR"
CLASS_FILE = "nbgrader_config.py"  # in the course folder, if an instructor writes one
SEEDS_VARIABLE = "NNLIB_CHECK_SEEDS"  # read by autograder.check, in the kernel

CODE_STUB = """\
# YOUR CODE HERE
raise NotImplementedError("Your turn: write your code here, in place of these two lines.")"""
TEXT_STUB = "*Your answer here, in place of this line.*"

# What a student's copy is without, and how it runs on.
STUDENTS_COPY = [
    "autograder.lesson.speaker.ClearNotes",
    "autograder.lesson.go_on.GoOn",
    "autograder.lesson.website.OpenInBrowser",
]

# In place of DeduplicateIds, OverwriteKernelspec and OverwriteCells: those stop at a copied cell.
SANITIZE = [
    "autograder.grading.restore_step.Restore",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "autograder.grading.student_step.OneStudent",
]

# nbgrader's own list, with the step that runs the notebook replaced: the verdict is reached
# outside the student's process. NNLIB_EXECUTION=plain switches back to nbgrader's own step.
EXECUTION_VARIABLE = "NNLIB_EXECUTION"
AUTOGRADE = [
    "autograder.grading.nbgrader_step.GradeOutside",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
    "autograder.grading.nbgrader_step.KeepRecord",
]

# What students must not see of the tests, and what a student's HTML must not do to a reader.
FEEDBACK = [
    "autograder.reporting.feedback_page.Grades",
    "autograder.reporting.feedback_step.HideTests",
]
PAGES = ["autograder.reporting.feedback_step.NoScripts"]  # for formgrader's pages too

FORMULAS = "autograder.reporting.in_formgrader.markdown2html"  # set without a network

# nbgrader reads paths as patterns; with one of these in them it would not find itself.
PATTERN_LETTERS = set("^$*+?{}[]|()\\")


def course_folder(given: str | Path | None = None) -> Path:
    """The folder of the class: the one given, or $NNLIB_COURSE_DIR, or .course in the clone."""
    return Path(given or os.environ.get(COURSE_VARIABLE) or CLONE / ".course").resolve()


def configure(c: Any, course: Path, notebooks: Path | None = None) -> None:
    """Fill nbgrader's configuration object; it creates nothing.

    notebooks : where the lessons are; where `release` has noted it, or in the clone, if left out
    """
    notebooks = notebooks or _lessons(course)
    c.CourseDirectory.course_id = "nnlib"
    c.CourseDirectory.root = str(course)
    c.CourseDirectory.source_directory = _source(course, notebooks)
    if set(str(course)) & set("%?"):  # in an address of a database they have a meaning
        c.CourseDirectory.db_url = f"sqlite:///{quote(str(course))}/gradebook.db"
    c.Exchange.root = str(course / "exchange")
    c.Exchange.cache = str(course / "cache")

    c.ClearSolutions.code_stub = {"python": CODE_STUB}
    c.ClearSolutions.text_stub = TEXT_STUB

    c.Execute.kernel_name = "python3"  # a notebook may come back naming a kernel of its own
    c.Execute.timeout = 30  # seconds for one cell: the slowest lesson needs under 10 altogether
    c.Execute.store_widget_state = False  # feedback shows a slider's still picture, no network

    c.Autograde.sanitize_preprocessors = SANITIZE
    if os.environ.get(EXECUTION_VARIABLE) != "plain":
        c.Autograde.autograde_preprocessors = AUTOGRADE

    c.GenerateFeedback.exporter_class = "autograder.reporting.feedback_page.Page"
    c.GenerateFeedback.preprocessors = FEEDBACK
    c.Page.preprocessors = c.HTMLExporter.preprocessors = PAGES
    c.HTMLExporter.filters = {"markdown2html": FORMULAS}

    c.NotebookExporter.preprocessors = STUDENTS_COPY
    c.GenerateAssignment.pre_convert_hook = _make_the_seed(course)
    c.Autograde.pre_convert_hook = _tell_the_seeds(course)
    c.Autograde.post_convert_hook = _tell_no_more


def course_config(course: Path, notebooks: Path | None = None) -> Any:
    """The same configuration as an object, for nbgrader's classes in our own process.

    CommandFailed if what the class has set cannot be read.
    """
    from traitlets.config import Config

    config = Config()
    configure(config, course, notebooks)
    _late_rule(config, course)
    try:
        _class_says(config, course)
    except Exception as error:
        from autograder.environment import CommandFailed

        why = f"{type(error).__name__}: {error}"
        raise CommandFailed(f"{course / CLASS_FILE} cannot be read ({why}). Mend it.") from None
    return config


def _class_says(c: Any, course: Path) -> None:
    """What an instructor has set for this class, as nbgrader has it set, is the last word.

    It may name a gradebook elsewhere, or say what being late costs. nbgrader's commands read that
    file where they are run, and ours have to grade alike.
    """
    path = course / CLASS_FILE
    if path.is_file():
        code = compile(path.read_bytes(), str(path), "exec")
        exec(code, {"get_config": lambda: c, "c": c, "__file__": str(path), "__name__": "class"})


def _lessons(course: Path) -> Path:
    from autograder.course.lessons import lessons_of

    return lessons_of(course) or CLONE / "notebooks"


def _late_rule(c: Any, course: Path) -> None:
    """What `due --penalty` has set; the class's own file may say otherwise after it."""
    from autograder.course.late_rule import set_rule

    set_rule(c, course)


def make_folders(course: Path) -> None:
    """The course folder, and the exchange that nbgrader's formgrader wants to find."""
    (course / "exchange").mkdir(parents=True, exist_ok=True)


def tools_on_path() -> None:
    """Let nbgrader find alembic, which stands beside our Python, when it makes a gradebook."""
    if not shutil.which("alembic"):
        here = str(Path(sys.executable).parent)
        os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", "")])


def _source(course: Path, notebooks: Path) -> str:
    """The lessons' folder, absolute where nbgrader can take it, else seen from the course."""
    absolute = str(notebooks.resolve())
    if not PATTERN_LETTERS & set(absolute):
        return absolute
    return Path(os.path.relpath(absolute, course)).as_posix()


def _make_the_seed(course: Path) -> Callable[..., None]:
    """What nbgrader calls before it makes a release: the lesson has its seed from then on."""

    def hook(*, assignment: str, **_: Any) -> None:
        from autograder.course.seeds import course_seed

        course_seed(course, assignment)

    return hook


def _tell_the_seeds(course: Path) -> Callable[..., None]:
    """What nbgrader calls before it grades: the kernels that it starts know where the seeds are.

    The variable is set first. If the file is damaged, checks refuse rather than use other inputs.
    """

    def hook(*, assignment: str, **_: Any) -> None:
        os.environ[SEEDS_VARIABLE] = str(course / "seeds.json")
        _make_the_seed(course)(assignment=assignment)

    return hook


def _tell_no_more(**_: Any) -> None:
    """What nbgrader calls after grading: a kernel that a person starts is told nothing."""
    os.environ.pop(SEEDS_VARIABLE, None)


if "get_config" in globals():  # only where nbgrader runs this file
    tools_on_path()
    with contextlib.suppress(OSError):  # a clone that is read-only can still be validated
        make_folders(course_folder())
    configure(globals()["get_config"](), course_folder())
    _late_rule(globals()["get_config"](), course_folder())
    _class_says(globals()["get_config"](), course_folder())
