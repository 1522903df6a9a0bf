"""In a notebook that is being filled in, a cell that needs what is not there yet says so quietly.

A function that a learner has still to write raises NotImplementedError, and whatever a later cell
wanted to make of it is missing there too. In place of a traceback there is one line then. It is
still an error, so nothing that grades takes it for success.
"""

from __future__ import annotations

import ast
import re
import sys
from types import TracebackType
from typing import Any

__all__ = ["install"]

_missing: set[str] = set()  # what cells would have made, had their functions been written
_before: set[str] = set()  # what was there before the cell that runs now


def install() -> None:
    """Tell the notebook that imports us; nothing happens where there is none."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is not None and hasattr(shell, "set_custom_exc"):
        shell.set_custom_exc((NotImplementedError, NameError), _tell)
        _before.update(shell.user_ns)
        shell.events.register("pre_run_cell", lambda _: _look(shell))


def _look(shell: Any) -> None:
    _before.clear()
    _before.update(shell.user_ns)


def _tell(
    shell: Any, kind: type, error: BaseException, trace: TracebackType, tb_offset: Any = None
) -> list[str] | None:
    line = told(error, trace)
    if line is None:
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
        return None
    made = _made_by(shell.user_ns.get("In", [""])[-1])
    _missing.update(made)
    for name in made - _before:  # half made, it would mislead the cells that follow
        shell.user_ns.pop(name, None)
    shell._showtraceback(kind, error, [line])
    return [line]


def told(error: BaseException, trace: TracebackType | None) -> str | None:
    """The one line, where the error comes from what is not written yet."""
    if isinstance(error, NameError):
        name = getattr(error, "name", None)
        made = "a cell above makes it once its function is written"
        return f"Not yet: this needs {name}; {made}." if name in _missing else None
    names = []
    while trace is not None:
        names.append(trace.tb_frame.f_code.co_name)
        trace = trace.tb_next
    if not names:
        return None
    if names[-1] == "<module>":  # the cell itself holds the place
        return "Not yet: your answer belongs in this cell."
    return f"Not yet: this needs {names[-1]}, which is still to be written."


def _made_by(source: str) -> set[str]:
    """The names that a cell would have bound, and that which it asks for: `# Set x to "a"`."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    made = set(re.findall(r"^# Set (\w+) to ", source, re.M))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            made.add(node.id)
        elif isinstance(node, ast.FunctionDef):
            made.add(node.name)
    return made
