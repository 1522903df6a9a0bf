"""What students are given of the exercises: `python -m autograder.lesson.at_home FOLDER`.

An exercise has one file, and all is in it. Of that file a student's package holds what a check at
home runs: the contract, and the judge where there is one. The hidden generators, the pages of
mistakes, the body of a reference of its own, and whatever only they use, are cut away by machine;
what they give on the visible inputs is stored as data (`autograder.check.stored`).
"""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from autograder.check import bank, stored
from autograder.check.exercise import Exercise

__all__ = ["make"]

AWAY = {"hidden_cases", "mistakes", "misconception"}
TAIL = "\nfrom autograder.check import stored\nstored.read(exercise, __file__)\n"
Wanted = dict[str, set[str]]  # module -> names that something left over takes from it
Place = tuple[str, int]  # file and first line of a function


def make(built: Path) -> None:
    """Put the students' form of every exercise in place of the whole one."""
    wanted: Wanted = {}
    emptied: set[Place] = set()
    kept: set[Place] = set()
    left: dict[str, ast.Module] = {}
    for name, exercise in bank.exercises().items():
        module = bank.names()[name]
        named = stored.write(exercise, _path(built, module).with_suffix(".stored"))
        for where, function in named or ():
            wanted.setdefault(where, set()).add(function)
        emptied |= _places([*exercise.hidden, *_unused(exercise, named is not None)])
        kept |= _places([] if named is not None else exercise.visible)
        left[module] = _cut(module, AWAY | ({"cases"} if named is not None else set()))
    gone = emptied - kept
    for module, tree in left.items():
        _write(built, module, tree, gone, wanted, TAIL)
    for path in sorted(built.glob("autograder/exercises/lesson_*/shared.py")):
        module = ".".join(path.relative_to(built).with_suffix("").parts)
        if module in wanted:
            _write(built, module, _cut(module, set()), gone, wanted)
        else:
            path.unlink()


def _unused(exercise: Exercise, inside: bool) -> Iterable[Callable[..., Any]]:
    """What nobody calls at home: generators of stored inputs, a reference whose answers are."""
    ours = exercise.reference.__module__.startswith(stored.EXERCISES)
    reference = [exercise.reference] if ours and (inside or exercise.judge) else []
    return [*reference, *(exercise.visible if inside else [])]


def _places(functions: Iterable[Callable[..., Any]]) -> set[Place]:
    codes = (inspect.unwrap(function).__code__ for function in functions)
    return {(code.co_filename, code.co_firstlineno) for code in codes}


def _path(built: Path, module: str) -> Path:
    return built.joinpath(*module.split(".")).with_suffix(".py")


def _file(module: str) -> str:
    return str(importlib.import_module(module).__file__)


def _cut(module: str, away: set[str]) -> ast.Module:
    """The module without what its exercise is told in these words."""
    tree = ast.parse(Path(_file(module)).read_text(encoding="utf-8"))
    tree.body = [step for step in tree.body if not _told(step) & away]
    return tree


def _told(step: ast.stmt) -> set[str]:
    """`cases` of `@exercise.cases`, `mistakes` of `exercise.mistakes(page)`, in a loop as well."""
    match step:
        case ast.FunctionDef(decorator_list=said):
            pass
        case ast.Expr(value):
            said = [value]
        case ast.For(body=body):
            return set[str]().union(*map(_told, body))
        case _:
            said = []
    named = (word.func if isinstance(word, ast.Call) else word for word in said)
    return {
        word.attr
        for word in named
        if isinstance(word, ast.Attribute) and ast.unparse(word.value) == "exercise"
    }


def _write(
    built: Path, module: str, tree: ast.Module, gone: set[Place], wanted: Wanted, tail: str = ""
) -> None:
    """Write what is left of a module, and note what that takes from others."""
    for step in tree.body:
        if isinstance(step, ast.FunctionDef) and (_file(module), _line(step)) in gone:
            step.body = ast.parse("raise NotImplementedError").body
    tree.body = _reached(tree, wanted.get(module, set()))
    for step in tree.body:
        if isinstance(step, ast.ImportFrom) and str(step.module).startswith(stored.EXERCISES):
            wanted.setdefault(str(step.module), set()).update(x.name for x in step.names)
    _path(built, module).write_text(ast.unparse(tree) + "\n" + tail, encoding="utf-8")


def _line(step: ast.FunctionDef) -> int:
    return min([step.lineno, *(word.lineno for word in step.decorator_list)])


def _reached(tree: ast.Module, wanted: set[str]) -> list[ast.stmt]:
    """The statements that something left over uses, each import with the names that are used."""
    used = {"exercise", *wanted}
    kept: set[ast.stmt] = set()
    while more := [x for x in tree.body if x not in kept and (not _binds(x) or _binds(x) & used)]:
        kept.update(more)
        used |= {n.id for x in more for n in ast.walk(x) if isinstance(n, ast.Name)}
    for step in kept:
        if isinstance(step, ast.Import | ast.ImportFrom):
            step.names = [x for x in step.names if _name(x) in used]
    return [step for step in tree.body if step in kept]


def _binds(step: ast.stmt) -> set[str]:
    """The names that a statement makes; none where it is there for what it does."""
    match step:
        case ast.FunctionDef() if _told(step):
            return set()
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Import(names) | ast.ImportFrom(names=names):
            return {_name(alias) for alias in names}
        case ast.Assign() | ast.AnnAssign():
            return {n.id for n in ast.walk(step) if _stored(n) and isinstance(n, ast.Name)}
    return set()


def _stored(node: ast.AST) -> bool:
    return isinstance(getattr(node, "ctx", None), ast.Store)


def _name(alias: ast.alias) -> str:
    return (alias.asname or alias.name).partition(".")[0]


if __name__ == "__main__":
    make(Path(sys.argv[1]))
