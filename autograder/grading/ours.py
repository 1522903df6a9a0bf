"""What of a lesson a test cell needs, and how it is run: on our side, never on the student's.

Names stand for what they stand for in the instructor's notebook. Python's own, what the instructor
imports and what the ordinary cells define are ours: those statements are run here, in the lesson's
folder, anew for every question. What a solution cell defines is the student's: a stand-in. So
whatever a student calls `abs` or `np` reaches no test.
"""

from __future__ import annotations

import ast
import contextlib
import os
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import Any

import numpy as np

from autograder.grading.proxies import Pupil
from autograder.lesson.cells import role
from autograder.lesson.definitions import bound_names
from autograder.lesson.statements import RANDOM, TEST, Statement, statements, used_before
from autograder.sandbox.alarm import within

ASKS = {"dir", "eval", "exec", "globals", "locals", "vars"}  # whoever reads them may read any name


@dataclass
class Cell:
    """A code cell of the instructor's.

    answer : does a student write in it?
    theirs : names that stand for what the student made of them: those that it binds, and those of
        the lesson's own values that it changes
    """

    name: str
    test: bool
    answer: bool
    body: list[Statement]
    theirs: frozenset[str] = frozenset()


@dataclass
class Step:
    """What of one cell above a test is needed.

    theirs : names that the student has defined
    run : statements that are run here
    if_there : import statements of a solution cell, by the names that they bind
    """

    theirs: list[str] = field(default_factory=list)
    run: list[Statement] = field(default_factory=list)
    if_there: dict[str, Statement] = field(default_factory=dict)


@dataclass
class Test:
    """A test cell, ready to be run: what comes before it, its code, its last expression."""

    steps: list[Step]
    code: CodeType
    last: CodeType | None


class Ours:
    """An instructor's notebook, as far as tests are concerned.

    lesson : the notebook
    folder : where it lies, and the files that it reads
    theirs : the names that solution cells bind
    stopped : of a question, names that a cell of the lesson's would have bound, and why it stopped
    """

    def __init__(self, lesson: Any, folder: Path) -> None:
        self.lesson, self.folder = lesson, folder
        self.cells = [_cell(cell) for cell in lesson.cells if cell.cell_type == "code"]
        for place, cell in enumerate(self.cells):
            if cell.answer:
                cell.theirs |= _changed(cell) & _values(self.cells[:place])
        self.theirs = {name for cell in self.cells for name in cell.theirs}
        self.tests: dict[tuple[str, str], Test] = {}
        self.stopped: dict[str, str] = {}

    def run(self, name: str, source: str, pupil: Pupil, seconds: float) -> Any:
        """Run a test cell; the value of its last line."""
        if (name, source) not in self.tests:
            self.tests[name, source] = self._prepared(name, source)
        test = self.tests[name, source]
        names: dict[str, Any] = {"__name__": "__main__", "display": lambda *_, **__: None}
        self.stopped = {}
        with _at_home(self.folder), within(seconds):
            for step in test.steps:
                self._take(step, names, pupil)
            pupil.begin()  # what the lesson's own cells take is nobody's time
            exec(test.code, names)
            return eval(test.last, names) if test.last else None

    def _take(self, step: Step, names: dict[str, Any], pupil: Pupil) -> None:
        """Take from a cell above a test what the test needs of it.

        A name that is not there is missed by whoever reads it, as in a notebook; a cell that stops
        goes no further.
        """
        for name in step.theirs:
            with contextlib.suppress(NameError):
                names[name] = pupil.named(name)
        for name, statement in step.if_there.items():
            with contextlib.suppress(NameError):
                pupil.named(name)
                exec(statement.code, names)
        try:
            for statement in step.run:
                exec(statement.code, names)
        except Exception as error:
            why = f"a cell of the lesson's stopped with {type(error).__name__}: {error}"
            self.stopped |= {x: why for one in step.run for x in one.binds if x not in names}

    def _prepared(self, name: str, source: str) -> Test:
        tree = ast.parse(source)
        value = None
        if tree.body and isinstance(last := tree.body[-1], ast.Expr):
            value = compile(ast.Expression(last.value), TEST, "eval")
            del tree.body[-1]
        code = compile(tree, TEST, "exec")
        return Test(self._needed(name, used_before(statements(source))), code, value)

    def _needed(self, name: str, wanted: set[str]) -> list[Step]:
        """What of the cells above a test it takes to have these names.

        Whatever is kept may need more; and what changes a value that is needed is needed too.
        """
        above = self.cells[: [cell.name for cell in self.cells].index(name)]
        if wanted & ASKS:
            wanted |= {name for cell in above for name in cell.theirs}
        modules = {x for c in above for one in c.body if one.sets_up for x in one.binds}
        values = _values(above)
        while True:
            kept = [
                [one for one in _own(c) if _counts(one, wanted, values, modules)] for c in above
            ]
            more = {x for run in kept for one in run for x in one.reads | one.binds}
            if more <= wanted:
                break
            wanted |= more
        return [_step(cell, run, wanted) for cell, run in zip(above, kept, strict=True)]


def _cell(cell: Any) -> Cell:
    kind, source = role(cell), cell.source
    answer = kind in ("solution", "by hand")
    theirs = bound_names(source) if answer else frozenset[str]()
    name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    return Cell(name, kind == "test", answer, statements(source), theirs)


def _values(cells: list[Cell]) -> set[str]:
    """The names that the lesson's own cells give to what is no module, function or class."""
    ours = [one for cell in cells for one in _own(cell)]
    return {name for one in ours if not one.defines for name in one.binds}


def _changed(cell: Cell) -> set[str]:
    """What the statements of a cell change without binding it: `a[0] = 1`, `b.append(2)`."""
    outside = [one for one in cell.body if not one.defines]
    return {name for one in outside for name in one.sets | {one.calls_only}}


def _own(cell: Cell) -> list[Statement]:
    """What the instructor has run there, whoever hands in; a test is not made twice."""
    if cell.answer:
        return []
    return [one for one in cell.body if not (cell.test and (one.asserts or not one.binds))]


def _counts(one: Statement, wanted: set[str], values: set[str], modules: set[str]) -> bool:
    """May it matter to one of these names?"""
    if one.takes_all or one.binds & wanted or one.sets & wanted:
        return True
    if one.calls_only in modules & wanted:
        return True
    return bool(one.may_change & wanted & (values | {RANDOM}))


def _step(cell: Cell, run: list[Statement], wanted: set[str]) -> Step:
    imports = {x: one for one in cell.body if one.imports for x in one.binds & wanted}
    imports = imports if cell.answer else {}
    return Step(sorted((cell.theirs & wanted) - imports.keys()), run, imports)


@contextlib.contextmanager
def _at_home(folder: Path) -> Iterator[None]:
    """In the lesson's folder, with the modules that lie there; afterwards all is as before."""
    modules, path, writes = set(sys.modules), list(sys.path), sys.dont_write_bytecode
    sys.path.append(str(folder))
    sys.dont_write_bytecode = True
    os.environ.setdefault("MPLBACKEND", "agg")
    try:
        with (
            contextlib.chdir(folder),
            warnings.catch_warnings(),
            np.errstate(),
            np.printoptions(),
        ):
            warnings.simplefilter("ignore")  # of one that a right answer leads to, no point depends
            yield
    finally:
        sys.path[:], sys.dont_write_bytecode = path, writes
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            pyplot.close("all")
        for name in set(sys.modules) - modules:
            if str(getattr(sys.modules[name], "__file__", "")).startswith(f"{folder}/"):
                del sys.modules[name]
