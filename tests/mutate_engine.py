"""Would the tests notice if the check engine were wrong?  One small change at a time.

    python3 tests/mutate_engine.py                      every module of the engine: half an hour
    python3 tests/mutate_engine.py compare.py forms.py  these alone

Each mutant is the engine with one place changed: `<` for `<=`, `or` for `and`, 1 for 0, a `not`
or a whole statement gone. In a copy of the package the tests of the engine run on it, with the
exercises of one lesson; a mutant that they all pass has survived. Either a test is missing then,
or the change changes nothing that anybody could see: `mutants.md`, beside this file, lists those,
each with its reason. The script ends with 1 where a survivor is not in that list.
"""

from __future__ import annotations

import ast
import copy
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENGINE = Path("autograder") / "check"
MODULES = [
    "compare.py",
    "forms.py",
    "judge.py",
    "observe.py",
    "exercise.py",
    "diagnose.py",
    "deadline.py",
    "shortcuts.py",
]
TESTS = [f"tests/autograder/test_{name}.py" for name in ("engine", "check", "check_bank")]
LESSON = "lesson_02.py"
SECONDS = 30  # for one mutant, or ten times what the engine as it is takes here
PLAIN = ["-x", "-q", "--noconftest", "-k", "not ten_seeds and not swallows and not train"]
PLAIN += [f"-pno:{plugin}" for plugin in ("cacheprovider", "nbval", "xdist", "hypothesispytest")]

OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
DELETED = ast.Expr | ast.Assign | ast.AugAssign | ast.Raise | ast.Break | ast.Continue


@dataclass(frozen=True)
class Mutant:
    """One changed place: where it is, what stood there, what stands there now, the whole text."""

    module: str
    function: str
    line: int
    old: str
    new: str
    source: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What identifies it in `mutants.md`, whatever line it stands on."""
        return self.module, self.function, self.old, self.new

    def __str__(self) -> str:
        return f"{self.module}:{self.line} in {self.function}: `{self.old}` -> `{self.new}`"


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Every mutant of one module, in the order of its lines."""
    tree = ast.parse(source)
    for node, function in sorted(_places(tree, "the module"), key=lambda p: p[0].lineno):
        old = _line(node)
        kept = copy.copy(node)
        for _ in _changes(node):
            yield Mutant(module, function, kept.lineno, old, _line(node), ast.unparse(tree))
            vars(node).update(vars(copy.copy(kept)))
        if isinstance(node, DELETED) and not _is_text(node):
            node.__class__ = ast.Pass
            yield Mutant(module, function, kept.lineno, old, "pass", ast.unparse(tree))
            node.__class__ = type(kept)


def _changes(node: ast.AST) -> Iterator[None]:
    """Change a node in place, in one way after another; the caller puts it back in between."""
    if isinstance(node, ast.Compare):
        for i, operator in enumerate(node.ops):
            node.ops = [*node.ops[:i], OPERATORS[type(operator)](), *node.ops[i + 1 :]]
            yield
    elif isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign):
        if type(node.op) in OPERATORS:
            node.op = OPERATORS[type(node.op)]()
            yield
    elif isinstance(node, ast.UnaryOp):
        if isinstance(node.op, ast.Not | ast.Invert):
            node.operand = ast.UnaryOp(node.op, node.operand)  # twice is not at all
            yield
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, bool | int | float):
            node.value = _another(node.value)
            yield
    elif isinstance(node, ast.Name) and node.id in NAMES:
        node.id = NAMES[node.id]
        yield
    elif isinstance(node, ast.Attribute) and node.attr in NAMES:
        node.attr = NAMES[node.attr]
        yield
    elif isinstance(node, ast.Return) and not _is_none(node.value):
        node.value = ast.Constant(None)
        yield


def _another(value: bool | int | float) -> bool | int | float:
    if isinstance(value, bool):
        return not value
    return value * 10 if isinstance(value, float) and value else value + 1


def _places(node: ast.AST, function: str) -> Iterator[tuple[ast.AST, str]]:
    """Every node that does something when it runs, with the name of the function around it."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        function = node.name if function == "the module" else f"{function}.{node.name}"
    if hasattr(node, "lineno"):
        yield node, function
    for name, child in ast.iter_fields(node):
        if name not in ("annotation", "returns", "decorator_list"):
            for one in child if isinstance(child, list) else [child]:
                if isinstance(one, ast.AST):
                    yield from _places(one, function)


def _line(node: ast.AST) -> str:
    return re.sub(r"\s+", " ", ast.unparse(node))


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_none(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value is None)


def explained() -> dict[tuple[str, ...], str]:
    """The survivors of `mutants.md` that change nothing, each with its reason."""
    rows = (ROOT / "tests" / "mutants.md").read_text(encoding="utf-8").splitlines()
    row = re.compile(r"\| (\S+\.py) \| (.+?) \| `(.+)` \| `(.+)` \| (.+) \|$")
    found = [match.groups() for match in map(row.match, rows) if match]
    return {tuple(match[:4]): match[4] for match in found}


def copied(to: Path) -> None:
    """The package, its tests and the exercises of one lesson, in a folder of their own."""
    for name in ("nnlib", "autograder", "tests"):
        shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", to)
    for folder in ("bank", "check/lessons"):
        for path in (to / "autograder" / folder).glob("lesson_*.py"):
            if path.name != LESSON:
                path.unlink()


def passes(folder: Path, seconds: float | None = None) -> bool:
    """Do the tests pass on the engine that lies in the folder?  Too slow is a no."""
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    words = [sys.executable, "-m", "pytest", *PLAIN, *TESTS]
    try:
        done = subprocess.run(
            words, cwd=folder, env=env, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def survivors(modules: list[str]) -> Iterator[Mutant]:
    """The mutants that no test notices."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        copied(folder)
        start = time.monotonic()
        if not passes(folder):
            raise SystemExit("The tests fail on the engine as it is; mend that first.")
        seconds = max(SECONDS, 10 * (time.monotonic() - start))
        for module in modules:
            path = folder / ENGINE / module
            source = path.read_text(encoding="utf-8")
            for mutant in mutants(module, source):
                path.write_text(mutant.source, encoding="utf-8")
                if passes(folder, seconds):
                    yield mutant
            path.write_text(source, encoding="utf-8")


def main(modules: list[str]) -> int:
    """Print the survivors; 1 where one of them is not explained."""
    known, unexplained = explained(), 0
    for mutant in survivors(modules or MODULES):
        reason = known.get(mutant.key)
        unexplained += reason is None
        print(mutant, f"({reason})" if reason else "SURVIVED, and nobody says why", flush=True)
    print(f"{unexplained} survivors without an explanation.")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
