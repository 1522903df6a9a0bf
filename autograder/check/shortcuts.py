"""Calling the library function that *is* the answer is not an answer.

An exercise names such functions. While a student's function runs, recorders stand in their
places: in the modules that own them, and under any other name in the function's own globals
(`from nnlib.losses import softmax as s`). `in_source` finds the same in the text of the cells,
for a grader that does not want to rely on the run alone.
"""

from __future__ import annotations

import ast
import functools
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any


class Recorder:
    """Notes which of the named functions are called while it is switched on."""

    def __init__(self, names: Sequence[str], function: Any) -> None:
        self.called: list[str] = []
        self.on = False
        self._places: list[tuple[Any, str, Any, Any]] = []
        own_globals = getattr(function, "__globals__", {})
        for name in names:
            module, _, attribute = name.rpartition(".")
            owner = sys.modules.get(module)
            original = getattr(owner, attribute, None)
            if original is None or original is function:
                continue
            stand_in = self._stand_in(name, original)
            self._places.append((vars(owner), attribute, original, stand_in))
            for alias, value in own_globals.items():
                if value is original:
                    self._places.append((own_globals, alias, original, stand_in))

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Put the stand-ins in place, and take them away again whatever happens."""
        for namespace, name, _, stand_in in self._places:
            namespace[name] = stand_in
        try:
            yield
        finally:
            for namespace, name, original, _ in self._places:
                namespace[name] = original

    def _stand_in(self, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original, updated=())
        def recorded(*args: Any, **kwargs: Any) -> Any:
            if self.on and name not in self.called:
                self.called.append(name)
            return original(*args, **kwargs)

        return recorded


def in_source(source: str, names: Sequence[str]) -> list[str]:
    """Which of the dotted names a text uses, under whatever alias it imports them."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                root = alias.name if alias.asname else alias.name.split(".")[0]
                known[alias.asname or root] = root
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                known[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    used = {_dotted(node, known) for node in ast.walk(tree)}
    return [name for name in names if name in used]


def _dotted(node: ast.AST, known: dict[str, str]) -> str | None:
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = _dotted(node.value, known)
        return f"{owner}.{node.attr}" if owner else None
    return None
