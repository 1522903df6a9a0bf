"""What a learner alone has tried, and asked for: kept in their folder, for the map and for them.

An attempt is another one when the function does something else, or the check says something else:
a comment or a second run is none. Outside of a learner's folder nothing is written.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path
from types import CodeType
from typing import Any

from autograder.check.progress import MARK, replace, workspace

__all__ = ["asked", "forget", "hints_asked", "tried"]

MOST = 20  # attempts that are remembered


def tried(lesson: str, exercise: str, function: Any, told: str) -> int:
    """Remember a failed attempt; how many different ones there were, 0 outside a folder."""
    with contextlib.suppress(Exception):  # a check never fails because of its notes
        folder = workspace()
        if folder is not None:
            path = _file(folder, lesson, exercise)
            found = _read(path)
            attempts = [*dict.fromkeys([*found.get("attempts", []), _mark(function, told)])]
            _write(path, found | {"attempts": attempts[-MOST:]})
            return len(attempts)
    return 0


def asked(lesson: str, exercise: str, hints: int) -> None:
    """Remember that so many hints were asked for, if it is more than before."""
    with contextlib.suppress(Exception):
        folder = workspace()
        if folder is not None:
            path = _file(folder, lesson, exercise)
            found = _read(path)
            _write(path, found | {"hints": max(hints, found.get("hints", 0))})


def hints_asked(folder: Path, lesson: str) -> int:
    """The hints that were asked for in a lesson."""
    counts = [_read(path).get("hints", 0) for path in _folder(folder, lesson).glob("*.json")]
    return sum(count for count in counts if isinstance(count, int))


def forget(folder: Path, lesson: str, names: set[str] | None = None) -> None:
    """Forget all that was tried and asked in a lesson, or for the exercises of these names."""
    for path in _folder(folder, lesson).glob("*.json"):
        if names is None or path.stem in names:
            path.unlink(missing_ok=True)


def _folder(folder: Path, lesson: str) -> Path:
    return folder / MARK / "tries" / lesson


def _file(folder: Path, lesson: str, exercise: str) -> Path:
    return _folder(folder, lesson) / f"{exercise}.json"


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, found: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, json.dumps(found))


def _mark(function: Any, told: str) -> str:
    code = getattr(function, "__code__", None)
    text = repr(_body(code, getattr(function, "__doc__", None))) if code else ""
    return hashlib.sha256(f"{text}\n{told}".encode()).hexdigest()[:16]


def _body(code: CodeType, said: str | None = None) -> tuple[Any, ...]:
    """What the code does, wherever it stands and whatever its docstring says."""
    consts = code.co_consts[code.co_consts[:1] == (said,) :]
    parts = [_body(x) if isinstance(x, CodeType) else repr(x) for x in consts]
    return code.co_code, code.co_names, parts
