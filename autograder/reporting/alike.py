"""Submissions that share an unusual amount of the students' own code.

Code is compared statement by statement, after everything is taken out that can be changed without
thinking: comments, docstrings, annotations, the names of variables, blank space. What the lesson
gave or its solution says does not count. What is left is weighed by how rare it is in this class:
a line that one student in 2^b has is worth b bits. A solution cell counts with the mean of its
lines, where a line that is not shared is worth nothing; the sum over the cells is the measure.
Pairs are told whose bits are more than chance would give to any pair of such a class, and who
share something rare in two cells or more.
"""

from __future__ import annotations

import ast
import hashlib
import json
import math
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

from autograder.lesson.cells import role
from autograder.lesson.released import released_text

__all__ = ["Alike", "alike", "own_code"]

LETTERS = 20_000  # of one cell; a longer one is not compared
SMALLEST = 6  # nodes of a statement that can say anything
OFTEN = 40  # a line that more have is too common to look for pairs by
LEAST = 4  # students in a class where something can be unusual
MARGIN = 2.0  # bits above what chance gives to one pair of the class
SHOWN = 50

Line = tuple[int, int]  # (number of the cell, hash of a normalised statement)


@dataclass(frozen=True)
class Alike:
    """Students whose code is unusually alike.

    cells : numbers of the solution cells in which they share something rare
    share : the part of their own code that is the same, of the one who has less of it
    bits : how unusual that is
    """

    students: tuple[str, ...]
    cells: tuple[int, ...]
    share: float
    bits: float


def own_code(path: Path, wanted: Iterable[str]) -> list[str]:
    """The text of the solution cells, by grade id, in a graded notebook; [] if there is none."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        by_name = {c["metadata"].get("nbgrader", {}).get("grade_id"): c for c in cells}
        return ["".join(by_name[name]["source"]) for name in wanted if name in by_name]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def alike(work: Mapping[str, Sequence[str]], source: Any) -> list[Alike]:
    """Who shares unusually much, the most unusual first.

    work : student -> the texts of the solution cells
    source : the lesson's notebook
    """
    given = [c for c in source.cells if role(c) == "solution"]
    ours = set(_lines([c.source for c in given])) | set(_lines([released_text(c) for c in given]))
    groups: dict[frozenset[Line], list[str]] = defaultdict(list)
    for student, texts in work.items():
        if lines := frozenset(_lines(texts)) - ours:
            groups[lines].append(student)
    if len(work) < LEAST:
        return []
    have = Counter(line for lines, students in groups.items() for line in lines for _ in students)
    bits = {line: math.log2(len(work) / count) for line, count in have.items()}
    enough = math.log2(math.comb(len(work), 2)) + MARGIN
    found = [
        _compared(lines, lines, tuple(students), bits)
        for lines, students in groups.items()
        if len(students) > 1
    ]
    for one, other in _candidates(groups):
        pair = groups[one][0], groups[other][0]
        found.append(_compared(one, other, pair, bits))
    unusual = [x for x in found if x.bits >= enough and len(x.cells) > 1]
    return sorted(unusual, key=lambda x: (-x.bits, x.students))[:SHOWN]


def _candidates(
    groups: Mapping[frozenset[Line], list[str]],
) -> Iterator[tuple[frozenset[Line], frozenset[Line]]]:
    """Two different works that share a rare line in two cells or more."""
    who: dict[Line, list[frozenset[Line]]] = defaultdict(list)
    for lines in groups:
        for line in lines:
            who[line].append(lines)
    numbers = {lines: number for number, lines in enumerate(groups)}
    shared: dict[tuple[int, int], set[int]] = defaultdict(set)
    for (cell, _), several in who.items():
        if 1 < len(several) <= OFTEN:
            places = sorted(numbers[lines] for lines in several)
            for pair in combinations(places, 2):
                shared[pair].add(cell)
    works = list(groups)
    yield from ((works[a], works[b]) for (a, b), c in shared.items() if len(c) > 1)


def _compared(
    one: frozenset[Line], other: frozenset[Line], students: tuple[str, ...], bits: dict[Line, float]
) -> Alike:
    """How unusual it is what two works share."""
    both = one & other
    total, rare = 0.0, []
    for cell in sorted({number for number, _ in both}):
        most = max(sum(number == cell for number, _ in lines) for lines in (one, other))
        worth = sum(bits[line] for line in both if line[0] == cell) / most
        total += worth
        rare += [cell] if worth > 1 else []
    return Alike(students, tuple(rare), len(both) / min(len(one), len(other)), total)


def _lines(texts: Iterable[str]) -> Iterator[Line]:
    for number, text in enumerate(texts):
        yield from ((number, statement) for statement in _normalised(text))


@lru_cache(maxsize=50_000)
def _normalised(text: str) -> tuple[int, ...]:
    """The hashes of the statements in the functions of a cell."""
    if len(text) > LETTERS:
        return ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of "\d" in a student's string
            tree = ast.parse(text)
        return tuple(_statements(tree))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()


def _statements(tree: ast.Module) -> Iterator[int]:
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef):
            continue
        waiting: list[Any] = list(function.body)
        while waiting:
            node = waiting.pop()
            inner = [x for x in ast.iter_child_nodes(node) if isinstance(x, ast.stmt)]
            waiting += inner
            told = _told(node)
            if len(told) >= SMALLEST:
                yield _hash(told)


def _hash(told: list[str]) -> int:
    digest = hashlib.blake2b(" ".join(told).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def _told(statement: ast.stmt) -> list[str]:
    """A statement as words: names by the order in which they come, the body of a block left out."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return []  # a docstring
    names: dict[str, str] = {}
    words: list[str] = []

    def walk(node: ast.AST) -> None:
        if isinstance(node, ast.stmt) and node is not statement:
            return
        words.append(type(node).__name__)
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns", "ctx", "type_comment", "type_params", "kind"):
                continue
            if isinstance(node, ast.Name | ast.arg) and field in ("id", "arg"):
                words.append(names.setdefault(str(value), f"v{len(names)}"))
            elif isinstance(value, ast.AST):
                walk(value)
            elif isinstance(value, list):
                for part in value:
                    if isinstance(part, ast.AST):
                        walk(part)
            elif not (field == "name" and isinstance(node, ast.FunctionDef)):
                words.append(repr(value)[:80])

    walk(statement)
    return words
