"""The instructor's cells statement by statement: what each binds, reads and may change.

Read from the text, nothing is run. What is said here errs on one side: a name may be read, an
object may be changed.
"""

from __future__ import annotations

import ast
import builtins
import dis
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import CodeType

from autograder.lesson.definitions import as_python

__all__ = ["LESSON", "RANDOM", "TEST", "Statement", "statements", "used_before"]

LESSON, TEST = "<the lesson>", "<test cell>"  # the files that lines of the two are said to be in

READS = ("LOAD_NAME", "LOAD_GLOBAL", "LOAD_CLASSDEREF", "LOAD_FROM_DICT_OR_GLOBALS")
BINDS = ("STORE_NAME", "STORE_GLOBAL", "DELETE_NAME", "DELETE_GLOBAL")
CHANGING = {
    "next",
    "setattr",
    "delattr",
    "exec",
    "eval",
}  # of the builtins, the rest change nothing
HARMLESS = frozenset(vars(builtins)) - CHANGING
RANDOM = " random numbers"  # stands for the generator that numpy.random and random have in common
OWN_STATE = {"default_rng", "Generator", "PCG64", "Random", "RandomState", "SeedSequence"}


@dataclass(frozen=True)
class Statement:
    """One statement at the top level of a cell."""

    tree: ast.stmt

    @cached_property
    def code(self) -> CodeType:
        """It can be run in any namespace, and what it defines knows its own lines."""
        return compile(ast.Module([self.tree], []), LESSON, "exec")

    @property
    def imports(self) -> bool:
        return isinstance(self.tree, ast.Import | ast.ImportFrom)

    @property
    def sets_up(self) -> bool:
        """Does it import a library that is told how to work by calls: `np.seterr(all="raise")`?"""
        names = [alias.name for alias in getattr(self.tree, "names", [])]
        module = getattr(self.tree, "module", None) or (names[0] if names else "")
        return self.imports and str(module).split(".")[0] not in ("autograder", "matplotlib")

    @property
    def defines(self) -> bool:
        """Does it bind what no call will change: a module, a function, a class?"""
        kinds = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        return isinstance(self.tree, kinds)

    @property
    def asserts(self) -> bool:
        return isinstance(self.tree, ast.Assert)

    @property
    def takes_all(self) -> bool:
        """Is it `from module import *`, which binds nobody knows what?"""
        return isinstance(self.tree, ast.ImportFrom) and self.tree.names[0].name == "*"

    @cached_property
    def binds(self) -> frozenset[str]:
        return frozenset(_in_code(self.code, BINDS, top=True))

    @cached_property
    def reads(self) -> frozenset[str]:
        return frozenset(_in_code(self.code, READS, top=True)) | self._random

    @cached_property
    def calls_only(self) -> str:
        """The first name of a statement that only calls something: `np.random.seed(0)` has "np"."""
        match self.tree:
            case ast.Expr(ast.Call(ast.Attribute() as called)):
                return _root(called)
        return ""

    @cached_property
    def sets(self) -> frozenset[str]:
        """Names of what it changes by assigning to a part: `a[0] = 1`, `f.seen = {}`."""
        parts = (n for n in ast.walk(self.tree) if isinstance(n, ast.Attribute | ast.Subscript))
        return frozenset(_root(n) for n in parts if not isinstance(n.ctx, ast.Load)) - {""}

    @cached_property
    def may_change(self) -> frozenset[str]:
        """Names of what a call in it is given or belongs to, or what it gives another name to."""
        calls = (n for n in ast.walk(self.tree) if isinstance(n, ast.Call))
        return (
            frozenset(name for call in calls for name in _given(call)) | self._twins | self._random
        )

    @property
    def _twins(self) -> frozenset[str]:
        """In `b = a[1:]`, `b = [a, c]` and `for b in a` what b holds goes by another name too."""
        match self.tree:
            case ast.Assign(value=value) | ast.For(iter=value):
                return frozenset(_held(value))
        return frozenset()

    @cached_property
    def _random(self) -> frozenset[str]:
        for node in ast.walk(self.tree):
            match node:
                case ast.Attribute(ast.Attribute(attr="random") | ast.Name("random"), name):
                    if name not in OWN_STATE:
                        return frozenset({RANDOM})
        return frozenset()


def statements(source: str) -> list[Statement]:
    """The statements of a cell's text; none where it is no Python."""
    return [Statement(tree) for tree in ast.parse(as_python(source)).body]


def used_before(body: list[Statement]) -> set[str]:
    """The names that a cell reads and has not bound itself when it does."""
    bound: set[str] = set()
    used: set[str] = set()
    for one in body:
        own = (
            set() if isinstance(one.tree, ast.Assign | ast.AugAssign | ast.AnnAssign) else one.binds
        )
        used |= one.reads - bound - own
        bound |= one.binds
    return used


def _in_code(code: CodeType, what: tuple[str, ...], top: bool = False) -> Iterator[str]:
    """Names of the module that a code and all within it reads, or binds."""
    for step in dis.get_instructions(code):
        if step.opname in what and (top or step.opname.endswith("GLOBAL") or what is READS):
            yield step.argval
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield from _in_code(part, what)


def _given(call: ast.Call) -> Iterator[str]:
    """The names in a call's brackets, and of the object that it is a method of."""
    if isinstance(call.func, ast.Name) and call.func.id in HARMLESS:
        return
    if isinstance(call.func, ast.Attribute):
        yield _root(call.func)
    for part in (*call.args, *(word.value for word in call.keywords)):
        yield from _held(part)


def _held(value: ast.AST) -> Iterator[str]:
    """The names of what a value is, is a part of, or has among its parts."""
    match value:
        case ast.Name(name):
            yield name
        case ast.Attribute() | ast.Subscript() | ast.Starred():
            yield from _held(value.value)
        case ast.List() | ast.Tuple() | ast.Dict() | ast.IfExp():
            for part in ast.iter_child_nodes(value):
                yield from _held(part)


def _root(node: ast.AST) -> str:
    """The name that `a[0].b(1).c` begins with."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
