"""Where a function stands in its file, as a syntax tree that can stand alone.

Python remembers the file, the line and, for every instruction, the columns. That is enough to
tell the lambdas of one line apart. The tree that is handed back has no decorators and no
annotations: both need names that a student's notebook does not have.
"""

from __future__ import annotations

import ast
import copy
import symtable
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType

__all__ = ["Names", "Unwritable", "function_node", "names_in"]


class Unwritable(Exception):
    """An answer that cannot be written down as a student would write it."""


class Names:
    """The names in a piece of source: those that it takes from around it, and its own."""

    def __init__(self, source: str) -> None:
        self.outer: set[str] = set()
        self.own: set[str] = set()
        self.moved = False  # does a function assign to a name of the function around it?
        for table in _tables(symtable.symtable(source, "<answer>", "exec").get_children()):
            for symbol in table.get_symbols():
                (self.outer if symbol.is_global() else self.own).add(symbol.get_name())
                self.moved |= symbol.is_declared_global()


def names_in(node: ast.stmt) -> Names:
    """The names of a definition; its defaults and decorators do not count."""
    return Names(ast.unparse(node))


def function_node(function: FunctionType, name: str) -> ast.FunctionDef:
    """The definition of a function under another name; a lambda becomes a `def`."""
    node = copy.deepcopy(getattr(function, "tree", None) or _found(function.__code__))
    if isinstance(node, ast.Lambda):
        made = ast.parse("def made(): return 0").body[0]
        assert isinstance(made, ast.FunctionDef)
        made.args, made.body = node.args, [ast.Return(node.body)]
        node = made
    node.name, node.decorator_list = name, []
    if ast.get_docstring(node) is not None:  # it speaks of the bank
        node.body = node.body[1:] or [ast.Pass()]
    return _tidied(node)


def _found(code: CodeType) -> ast.FunctionDef | ast.Lambda:
    wanted = ast.Lambda if code.co_name == "<lambda>" else ast.FunctionDef
    able = []
    for node in _definitions(code.co_filename).get(code.co_firstlineno, []):
        if not isinstance(node, wanted) or _arguments(node) != _taken(code):
            continue
        if isinstance(node, ast.Lambda) and not _holds(node.body, code):
            continue
        if isinstance(node, ast.FunctionDef) and node.name != code.co_name:
            continue
        able.append(node)
    if not able:
        raise Unwritable(f"{code.co_name} in line {code.co_firstlineno} is not found in its file")
    return min(able, key=lambda node: len(ast.unparse(node)))


def _holds(body: ast.expr, code: CodeType) -> bool:
    """Do all instructions stand in the text of this expression?

    One without a width stands for the whole function; there is nothing to read from it.
    """
    begin, end = (body.lineno, body.col_offset), (body.end_lineno or 0, body.end_col_offset or 0)
    for line, last, column, stop in code.co_positions():
        known = line is not None and last is not None and column is not None and stop is not None
        has_text = known and (line, column) != (last, stop)
        if has_text and not (begin <= (line, column) and (last, stop) <= end):
            return False
    return True


@cache
def _tree(file: str) -> ast.Module:
    try:
        return ast.parse(Path(file).read_text(encoding="utf-8"))
    except OSError:
        raise Unwritable(f"{file} cannot be read") from None


@cache
def _definitions(file: str) -> dict[int, list[ast.FunctionDef | ast.Lambda]]:
    """line -> what is defined there; a decorated function begins at its first decorator."""
    found: dict[int, list[ast.FunctionDef | ast.Lambda]] = {}
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            above = node.decorator_list if isinstance(node, ast.FunctionDef) else []
            line = min([node.lineno, *(x.lineno for x in above)])
            found.setdefault(line, []).append(node)
    return found


def _arguments(node: ast.FunctionDef | ast.Lambda) -> list[str]:
    a = node.args
    starred = [x for x in (a.vararg, a.kwarg) if x]
    return [x.arg for x in [*a.posonlyargs, *a.args, *a.kwonlyargs, *starred]]


def _taken(code: CodeType) -> list[str]:
    starred = bool(code.co_flags & 4) + bool(code.co_flags & 8)
    return list(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + starred])


def _tables(tables: list[symtable.SymbolTable]) -> Iterator[symtable.SymbolTable]:
    for table in tables:
        yield table
        yield from _tables(table.get_children())


class _Bare(ast.NodeTransformer):
    """Takes annotations out, and lets `raise Endless` be the loop that it stands for."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        self.generic_visit(node)
        return ast.Assign([node.target], node.value) if node.value else ast.Pass()

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        if isinstance(node.exc, ast.Name) and node.exc.id == "Endless":
            return ast.While(ast.Constant(True), [ast.Pass()], [])
        return self.generic_visit(node)


def _tidied(node: ast.FunctionDef) -> ast.FunctionDef:
    bare: ast.FunctionDef = _Bare().visit(node)
    return ast.fix_missing_locations(bare)
