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
from functools import cached_property, lru_cache

MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)  # lines for IPython, not for Python
WORD = re.compile(r"\w+")
CELLS = 200  # of a notebook, kept for its next question
LONGEST = 20  # parts of a dotted name; no library's is longer
# Name in the text -> the dotted name that it stands for; None where it stands for something else.
Names = MutableMapping[str, str | None]


def in_source(cells: Sequence[str], function: str, wanted: Sequence[str]) -> list[str]:
    """The dotted names among `wanted` that a function uses, by itself or through its helpers.

    The cells may use the library elsewhere, for a figure. Where none of them says what the
    function is, all of them count. A cell that is not Python uses nothing.
    """
    words = frozenset[str]().union(*map(_words, cells))
    wanted = [name for name in wanted if words.issuperset(name.split(".")[-2:])]
    statements = [x for cell in cells for x in _statements(cell)] if wanted else []
    known: dict[str, str | None] = {}
    made: dict[str, Statement] = {}  # name -> the last statement that defined it
    for statement in statements:
        if isinstance(statement.node, ast.FunctionDef | ast.ClassDef):
            names, aliases = {statement.node.name}, {}  # what it imports is its own
        else:
            names, aliases = statement.own, _aliases(statement, known, wanted)
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


@lru_cache(maxsize=CELLS)  # every question of a notebook asks about the same cells
def _words(cell: str) -> frozenset[str]:
    return frozenset(WORD.findall(cell))


class Statement:
    """One of the text's, and what is in it, looked through once for all questions."""

    def __init__(self, node: ast.stmt) -> None:
        self.node = node

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.node))

    @cached_property
    def own(self) -> set[str]:
        """The names that it makes for itself: assigned ones and arguments."""
        names = {x.id for x in self.nodes if isinstance(x, ast.Name) and _is(x, ast.Store)}
        return names | {x.arg for x in self.nodes if isinstance(x, ast.arg)}

    @cached_property
    def outer(self) -> set[str]:
        """The names that it takes from the text around it."""
        names = {x.id for x in self.nodes if isinstance(x, ast.Name) and _is(x, ast.Load)}
        return names - self.own

    @cached_property
    def binding(self) -> list[ast.AST]:
        kinds = ast.Import | ast.ImportFrom | ast.Assign
        return [node for node in self.nodes if isinstance(node, kinds)]

    @cached_property
    def dotted(self) -> list[ast.AST]:
        kinds = ast.Name | ast.Attribute | ast.Call
        return [node for node in self.nodes if isinstance(node, kinds)]


@lru_cache(maxsize=CELLS)
def _statements(cell: str) -> list[Statement]:
    try:
        return [Statement(node) for node in ast.parse(MAGIC.sub("", cell)).body]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _is(name: ast.Name, context: type[ast.expr_context]) -> bool:
    return isinstance(name.ctx, context)


def _uses(
    statement: Statement, known: Names, wanted: Sequence[str]
) -> tuple[set[str | None], set[str]]:
    """The dotted names in a statement, and the names that it takes from the text around it."""
    outer = ChainMap[str, str | None](dict.fromkeys(statement.own), known)
    seen = outer.new_child(_aliases(statement, outer, wanted))
    return {_dotted(node, seen) for node in statement.dotted}, statement.outer


def _aliases(statement: Statement, known: Names, wanted: Sequence[str]) -> dict[str, str | None]:
    """What imports in a statement, and assignments like `L = nnlib.losses`, let names stand for."""
    found: dict[str, str | None] = {}
    seen = ChainMap[str, str | None](found, known)
    for node in statement.binding:
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
