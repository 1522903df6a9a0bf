"""The answers of the bank as text, as a student would have typed it into the solution cell.

An answer is a Python function with helpers, constants and imports around it, sometimes made by
another function. `source_of(answer, name)` writes all that it needs and no more: imports first,
helpers next, the function last, under the name that the lesson wants. nnlib may be imported,
`autograder` may not. Where an answer cannot be written down, the answer is None.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

from autograder.bank.literals import COPIED, Literals, at
from autograder.bank.locate import Unwritable, function_node, names_in
from autograder.bank.reach import of_nnlib, reached
from autograder.check.bank import exercises

__all__ = ["source_of"]

CASES = "autograder.exercises."


def source_of(answer: Callable[..., Any], name: str, exercise: str | None = None) -> str | None:
    """Self-contained source that defines `name` to do what `answer` does, or None.

    exercise : its exercise, where the lesson calls the function by another name
    """
    known = exercises().get(exercise or name)
    try:
        return _Writer(answer, name, known.forbidden if known else ()).text()
    except (Unwritable, RecursionError):
        return None


class _Writer(Literals):
    """Writes one answer down; `lines` hold what it needs, each thing before it is used."""

    def __init__(self, answer: Callable[..., Any], name: str, forbidden: tuple[str, ...]) -> None:
        super().__init__()
        self.answer, self.name = answer, name
        self.lines: list[str] = []
        self.taken[name] = answer
        self.written = {id(answer): name}
        # What a misconception takes from nnlib does not count as a shortcut; in a student's text
        # it would, and is written out.
        theirs = str(getattr(answer, "__module__", "")).startswith(CASES)
        self.forbidden = {id(_code(_named(x))) for x in forbidden} if theirs else set()

    def text(self) -> str:
        if isinstance(self.answer, FunctionType):
            self._function(self.answer, self.name)
        else:
            self.lines.append(f"{self.name} = {self.made(self.answer, self.name)}")
        imports = sorted(dict.fromkeys(self.imports), key=lambda x: (x.startswith("from"), x))
        return "\n\n\n".join(["\n".join(imports), *self.lines]).strip()

    # What has a name

    def _function(self, function: FunctionType, name: str) -> None:
        """Write a definition, and before it all that it needs."""
        self.written[id(function)] = name
        self.kept.append(function)
        node = function_node(function, name)
        self._defaults(node, function)
        bound = self._closed_over(node, function)
        self._globals(node, function.__globals__, set(bound))
        first = [ast.parse(f"{k} = {v}").body[0] for k, v in bound.items() if k != v]
        node.body = first + node.body
        if first and names_in(node).own & set(bound.values()) - set(bound):
            raise Unwritable("a name of its own is that of a helper")
        self.lines.append(ast.unparse(ast.fix_missing_locations(node)))

    def _defaults(self, node: ast.FunctionDef, function: FunctionType) -> None:
        """Defaults are what they were when the function was made."""

        def now(written: ast.expr | None, value: Any, hint: str) -> ast.expr:
            if isinstance(written, ast.Constant):
                return written
            return _expression(self.value(value, "_" + hint))

        a = node.args
        names = [x.arg for x in [*a.posonlyargs, *a.args]]
        values = function.__defaults__ or ()
        with_one = names[len(names) - len(values) :]
        a.defaults = [now(*x) for x in zip(a.defaults, values, with_one, strict=True)]
        by_name = function.__kwdefaults__ or {}
        a.kw_defaults = [
            now(default, by_name[x.arg], x.arg) if x.arg in by_name else None
            for x, default in zip(a.kwonlyargs, a.kw_defaults, strict=True)
        ]

    def _closed_over(self, node: ast.FunctionDef, function: FunctionType) -> dict[str, str]:
        """What a function made by another kept from there: name -> expression."""
        if not function.__closure__:
            return {}
        if any(isinstance(x, ast.Nonlocal) for x in ast.walk(node)):
            raise Unwritable("it changes a variable of the function that made it")
        bound = {}
        for name, cell in zip(function.__code__.co_freevars, function.__closure__, strict=True):
            bound[name] = self.value(cell.cell_contents, "_" + name.lstrip("_"))
        return bound

    def _globals(self, node: ast.stmt, around: dict[str, Any], skip: set[str]) -> None:
        """Write what a definition takes from its module; rename where the name is not free."""
        self._inline_attributes(node, around)
        names = names_in(node)
        new = {}
        for name in sorted(names.outer - skip):
            if name not in around:
                continue  # a built-in
            got = self._global(name, around[name])
            if got != name:
                new[name] = got
        if new.keys() & names.own or set(new.values()) & names.own or names.moved:
            raise Unwritable("one name stands for two things")
        for part in ast.walk(node):
            if isinstance(part, ast.Name):
                part.id = new.get(part.id, part.id)

    def _global(self, name: str, value: Any) -> str:
        if isinstance(value, ModuleType):
            return self.module(value, name)
        written = self.value(value, name)
        if written.isidentifier():
            return written
        free = self.free(name, value)
        self.written[id(value)] = free
        self.lines.append(f"{free} = {written}")
        return free

    def _inline_attributes(self, node: ast.stmt, around: dict[str, Any]) -> None:
        """`gradcheck.numeric_gradient` is written out where it would be a shortcut."""
        writer = self

        class Inline(ast.NodeTransformer):
            def visit_Attribute(self, part: ast.Attribute) -> ast.AST:
                match part.value:
                    case ast.Name(alias) if isinstance(around.get(alias), ModuleType):
                        found = getattr(around[alias], part.attr, None)
                        if writer._is_shortcut(found):
                            return ast.Name(writer.value(found, "_" + part.attr), ast.Load())
                return self.generic_visit(part)

        if self.forbidden:
            Inline().visit(node)

    def _is_shortcut(self, value: Any) -> bool:
        """Would a call of this function of nnlib lead to one that is forbidden?"""
        return bool(self.forbidden and of_nnlib(value) and self.forbidden & reached(value))

    # What is a value

    def value(self, value: Any, hint: str) -> str:
        """An expression for a value; helpers that it needs are written down first."""
        if id(value) in self.written:
            return self.written[id(value)]
        if isinstance(value, FunctionType) and (_ours(value) or self._is_shortcut(value)):
            name = value.__name__ if value.__name__.isidentifier() else hint
            free = self.free(name if name != "_" else hint, value)
            self._function(value, free)
            return free
        return self.made(value, hint)


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _named(dotted: str) -> Any:
    module, _, name = dotted.rpartition(".")
    return at(module, name)


def _code(value: Any) -> Any:
    return getattr(value, "__code__", None)


def _ours(function: FunctionType) -> bool:
    """Is its text to be copied: a function of autograder, or one typed at a prompt or in a test?"""
    return not _importable(function) or str(function.__module__).startswith(COPIED)


def _importable(function: FunctionType) -> bool:
    return at(str(function.__module__), function.__qualname__) is function
