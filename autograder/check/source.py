"""Which library functions does the text of a function use?  No line of it is run.

The second road to a shortcut, beside the recorders of `shortcuts`. It follows imports under any
alias, names given by assignment, and the helpers that the function calls. It cannot see a name
that is put together while the program runs, `getattr(losses, "soft" + "max")`; recorders can.
"""

from __future__ import annotations

import ast
import re
from collections import ChainMap
from collections.abc import MutableMapping, Sequence
from functools import lru_cache

MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)  # lines for IPython, not for Python
WORD = re.compile(r"\w+")
LONGEST = 20  # parts of a dotted name; no library's is longer
# Name in the text -> the dotted name that it stands for; None where it stands for something else.
Names = MutableMapping[str, str | None]


def in_source(source: str, function: str, wanted: Sequence[str]) -> list[str]:
    """The dotted names among `wanted` that a function uses, by itself or through its helpers.

    The text is that of all cells: it may use the library elsewhere, for a figure. Where it does
    not say what the function is, all of it counts. A text that is not Python uses nothing.
    """
    wanted = [name for name in wanted if _words(source).issuperset(name.split(".")[-2:])]
    tree = _tree(source) if wanted else None
    if tree is None:
        return []
    known: dict[str, str | None] = {}
    made: dict[str, ast.stmt] = {}  # name -> the last statement that defined it
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            names, aliases = {statement.name}, {}  # what it imports is its own
        else:
            names, aliases = _own(statement), _aliases(statement, known, wanted)
        made |= dict.fromkeys(names, statement)
        known |= dict.fromkeys(names) | aliases
    used: set[str | None] = set()
    todo = [function] if function in made or known.get(function) else [*made, *known]
    while todo:
        name = todo.pop()
        used.add(known.get(name))
        if not known.get(name) and (found := made.pop(name, None)):
            dotted, called = _uses(found, known, wanted)
            used |= dotted
            todo += called
    return [name for name in wanted if name in used]


@lru_cache(maxsize=1)  # every question of a notebook asks about the same text
def _words(source: str) -> frozenset[str]:
    return frozenset(WORD.findall(source))


@lru_cache(maxsize=1)
def _tree(source: str) -> ast.Module | None:
    try:
        return ast.parse(MAGIC.sub("", source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _uses(
    statement: ast.stmt, known: Names, wanted: Sequence[str]
) -> tuple[set[str | None], set[str]]:
    """The dotted names in a statement, and the names that it takes from the text around it."""
    own = _own(statement)
    outer = ChainMap[str, str | None](dict.fromkeys(own), known)
    seen = outer.new_child(_aliases(statement, outer, wanted))
    nodes = list(ast.walk(statement))
    loaded = {x.id for x in nodes if isinstance(x, ast.Name) and isinstance(x.ctx, ast.Load)}
    return {_dotted(node, seen) for node in nodes}, loaded - own


def _own(statement: ast.stmt) -> set[str]:
    """The names that a statement makes for itself: assigned ones and arguments."""
    nodes = list(ast.walk(statement))
    stored = {x.id for x in nodes if isinstance(x, ast.Name) and isinstance(x.ctx, ast.Store)}
    return stored | {x.arg for x in nodes if isinstance(x, ast.arg)}


def _aliases(statement: ast.stmt, known: Names, wanted: Sequence[str]) -> dict[str, str | None]:
    """What imports in a statement, and assignments like `L = nnlib.losses`, let names stand for."""
    found: dict[str, str | None] = {}
    seen = ChainMap[str, str | None](found, known)
    for node in ast.walk(statement):
        if isinstance(node, ast.Import):
            for alias in node.names:
                root = alias.name if alias.asname else alias.name.split(".")[0]
                found[alias.asname or root] = root
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
            if "*" in found:
                del found["*"]
                found |= {n.rpartition(".")[2]: n for n in wanted if _is_of(n, node.module)}
        elif isinstance(node, ast.Assign) and (dotted := _dotted(node.value, seen)):
            found |= {x.id: dotted for x in node.targets if isinstance(x, ast.Name)}
    return found


def _is_of(dotted: str, module: str) -> bool:
    return dotted.rpartition(".")[0] == module


def _dotted(node: ast.AST, known: Names) -> str | None:
    """`losses.softmax` and `getattr(losses, "softmax")` with the alias spelled out."""
    parts: list[str] = []
    while len(parts) < LONGEST:
        match node:
            case ast.Name(name):
                root = known.get(name)
                return ".".join([root, *reversed(parts)]) if root else None
            case ast.Attribute(value, attribute):
                parts.append(attribute)
            case ast.Call(ast.Name("getattr"), [value, ast.Constant(str(attribute)), *_]):
                parts.append(attribute)
            case _:
                return None
        node = value
    return None
