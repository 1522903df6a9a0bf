"""The learner's folder: what we give, what is theirs, and how neither is lost.

What lies in it belongs to the learner. We remember what we gave, by its digest, so that we can
tell a file that is still as we gave it from one that they have worked in. When ours has changed,
the first is renewed; beside the second the new version is put, under a name of its own. Every
file is written beside its place and then renamed, so what is there is always whole. Names inside
are relative: the folder can be moved, or zipped.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.check.progress import MARK
from autograder.environment import CommandFailed
from autograder.lesson.reading import NOTEBOOKS

__all__ = ["BACKUPS", "News", "Workspace", "put", "students_version"]

BACKUPS = "backups"
GIVEN = f"{MARK}/given.json"

FULL = (errno.ENOSPC, errno.EDQUOT)
CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)


@dataclass
class News:
    """What a start brought: files made, renewed because untouched, and put beside the learner's."""

    made: list[Path] = field(default_factory=list)
    renewed: list[Path] = field(default_factory=list)
    beside: list[Path] = field(default_factory=list)


class Workspace:
    """A learner's folder; made by the first `give`."""

    def __init__(self, folder: Path) -> None:
        folder = folder.expanduser()  # a shell leaves the ~ in --folder=~/x
        self.folder, where = folder.absolute(), folder.resolve()
        if NOTEBOOKS.is_relative_to(where) or where.is_relative_to(NOTEBOOKS):
            raise CommandFailed(
                f"the lessons come from {NOTEBOOKS}, so {folder} cannot be your copy of them. "
                "Choose another folder with --folder."
            )

    def give(self, lessons: Iterable[Path]) -> News:
        """Bring every file of the lessons that is missing, or that has changed since we gave it."""
        news, given = News(), self._given()
        with self.told():
            try:
                for path, name in _files(lessons):
                    self._give(path, name, given.setdefault(name, {}), news)
            finally:  # what was given before something went wrong was given
                put(self.folder / GIVEN, _as_json(given))
        return news

    def renew(self, path: Path, name: str) -> Path | None:
        """Put our version in the place of theirs; where theirs is kept, if there was one.

        New versions beside it that nobody has worked in are taken away.
        """
        content, given, target = students_version(path), self._given(), self.folder / name
        kept = self.replace(target, content)
        with self.told():
            for beside, digest in given.get(name, {}).get("copies", {}).items():
                if beside != target.name and _digest_of(target.with_name(beside)) == digest:
                    target.with_name(beside).unlink()
            copies = {target.name: _digest(content)}
            given[name] = {"source": _digest(path.read_bytes()), "copies": copies}
            put(self.folder / GIVEN, _as_json(given))
        return kept

    def replace(self, target: Path, content: bytes) -> Path | None:
        """Put that in the place of a file of theirs, once theirs is in `backups`; where it is."""
        with self.told():
            kept = self.keep(target) if target.exists() else None
            put(target, content)
        return kept

    def keep(self, path: Path) -> Path:
        """Copy a file of the learner's into `backups`, under the time of day; that copy."""
        stamp = time.strftime("%Y-%m-%d %H-%M-%S")
        kept = self.folder / BACKUPS / f"{path.stem} {stamp}{path.suffix}"
        for number in range(2, 1000):
            if not os.path.lexists(kept):
                break
            kept = kept.with_name(f"{path.stem} {stamp} ({number}){path.suffix}")
        put(kept, path.read_bytes())
        return kept

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """Let what goes wrong with the folder end the command with one sentence."""
        try:
            yield
        except OSError as error:
            raise CommandFailed(_sentence(self.folder, error)) from None

    def _give(self, path: Path, name: str, known: dict[str, Any], news: News) -> None:
        target, now = self.folder / name, _digest(path.read_bytes())
        if known.get("source") == now and os.path.lexists(target):
            return
        content = students_version(path)
        digest, copies = _digest(content), known.setdefault("copies", {})
        if not os.path.lexists(target):
            put(target, content)
            news.made.append(target)
        elif "source" in known and digest not in {*copies.values(), _digest_of(target)}:
            target = next(x for x in _places(target) if _is_as_given(x, copies))
            (news.renewed if target == self.folder / name else news.beside).append(target)
            put(target, content)
        known["source"], copies[target.name] = now, digest

    def _given(self) -> dict[str, Any]:
        """name -> the digest of our source, and of each copy that we gave by its file's name."""
        with contextlib.suppress(OSError, ValueError):
            found = json.loads((self.folder / GIVEN).read_text(encoding="utf-8"))
            return found if isinstance(found, dict) else {}
        return {}


def put(target: Path, content: bytes) -> None:
    """Write a file in one step: whoever looks sees the old one or the new one, whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(target)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def students_version(path: Path) -> bytes:
    """What a learner gets of one of our files; of a notebook, all but its solutions."""
    if path.suffix != ".ipynb":
        return path.read_bytes()
    import nbformat  # here, because it takes a second and most starts have nothing to give

    from autograder.learner.alone import for_one_alone

    text: str = nbformat.writes(for_one_alone(path))
    return text.encode()


def _files(lessons: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    for lesson in lessons:
        top = lesson.parent.parent
        for path in sorted(lesson.parent.rglob("*")):
            name = path.relative_to(top)
            if path.is_file() and not any(part.startswith((".", "__")) for part in name.parts):
                yield path, name.as_posix()


def _places(target: Path) -> Iterator[Path]:
    """The file's own name, then the names that a new version may have beside it."""
    yield target
    yield target.with_name(f"{target.stem} (new){target.suffix}")
    for number in range(2, 1000):
        yield target.with_name(f"{target.stem} (new {number}){target.suffix}")


def _is_as_given(path: Path, copies: dict[str, str]) -> bool:
    """Whether nobody has worked in that file: it is as we gave it, or is not there."""
    return not os.path.lexists(path) or _digest_of(path) == copies.get(path.name, "")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest_of(path: Path) -> str | None:
    return _digest(path.read_bytes()) if path.is_file() else None


def _as_json(given: dict[str, Any]) -> bytes:
    return (json.dumps(given, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _sentence(folder: Path, error: OSError) -> str:
    if error.errno in FULL:
        return (
            f"the disk that {folder} is on is full. Nothing there is half written; make room and "
            "run the command again, or choose a folder elsewhere with --folder."
        )
    if error.errno in CLOSED:
        return f"{folder} is read-only for you. Choose a folder of your own with --folder."
    return f"{folder} cannot be used: {error}. Choose another folder with --folder."
