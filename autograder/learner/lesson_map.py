"""The map: the whole road of lessons, what needs what, and how far the learner is on it.

It is a notebook, `map.ipynb`, because JupyterLab renders one as it opens, follows its links with
one click, and can run its one cell again to see what has been reached since; the code of that cell
is folded away. Titles and needs are those of the road, times those of notebooks/README.md; what
there is to reach is read from the lessons. A lesson that is not written yet stands there in grey.
The appendices, which have nothing to reach, stand below. Its pictures are files in the folder
`map`: the road with a name that changes as it does, so that no old one is shown.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from autograder.check.progress import workspace
from autograder.learner.road import Stop, drawn, in_words, road
from autograder.learner.standing import Standing, standing, together
from autograder.learner.thumbnail import thumbnail
from autograder.learner.workspace import Workspace, put
from autograder.lesson.reading import NOTEBOOKS, all_appendices, all_lessons

__all__ = ["MAP", "refresh", "show", "table", "written"]

MAP = "map.ipynb"
PICTURES = "map"
TITLE = """\
# Your lessons

Click a lesson to open it, and run its checks there with Shift+Enter."""
CODE = """\
# To see what you have reached since, click here and press Shift+Enter.
from autograder.learner.lesson_map import show

show()"""
QUIET = "color: #6e6e6e"  # grey, readable in light and dark; JupyterLab takes no variable here
HEAD = "| | lesson | so far | time | needs |"
NOT_COUNTED = "Points for written answers come from a teacher, and are not counted."
ALL_DONE = "**All lessons that are written are done.** More are on their way."
FOR_TEACHERS = "For teachers, and whoever comes from one of the five lectures; nothing to reach:"
QUESTION = re.compile(r"\*\*([^*]+\?)\*\*")


def table(folder: Path, notebooks: Path = NOTEBOOKS) -> str:
    """The map in Markdown, for the learner's folder as it is now."""
    lessons = {path.stem: path for path in all_lessons(notebooks)}
    standings = {name: standing(folder, path) for name, path in lessons.items()}
    stops, goes_on = _stops(lessons), _next(lessons, standings)
    whole = together(list(standings.values()))
    finished = sum(x.finished for x in standings.values())
    lines = [f"**So far:** {finished} of {len(lessons)} lessons finished, {whole.passed} of "]
    lines[0] += f"{whole.checks} checks passed, {whole.earned:g} of {whole.worth:g} points. "
    lines[0] += NOT_COUNTED
    if goes_on:
        lines.insert(0, f"**Next:** {_links(folder, lessons[goes_on], stops[goes_on])}\n")
    else:
        lines.insert(0, f"{ALL_DONE}\n")
    lines += [*_picture(folder), "", HEAD, re.sub("[^|]+", "---", HEAD)]
    minutes = _minutes(notebooks)
    for name, stop in stops.items():
        cells = _grey(stop)
        if name in lessons:
            so_far = "<br>".join(standings[name].told())
            asks = f"{_links(folder, lessons[name], stop)}<br>{_question(lessons[name])}"
            cells = [_shown(folder, stop), asks, so_far, minutes.get(name, ""), _needs(stop)]
        lines.append(f"| {' | '.join(cells)} |")
    extra = [Stop(path.stem, path.stem, "", (), (0, 0)) for path in all_appendices(notebooks)]
    paths = zip(all_appendices(notebooks), extra, strict=True)
    if links := [_links(folder, path, stop, path.stem) for path, stop in paths]:
        lines += ["", f"{FOR_TEACHERS} {', '.join(links)}"]
    return "\n".join(lines)


def show() -> None:
    """In the map's own cell: the map as it is now."""
    from IPython.display import Markdown, display

    folder = workspace()
    if folder is None:
        print("This map is not in your lessons' folder. Open the one there: autograder start.")
    else:
        draw(folder)
        display(Markdown(table(folder)))


def draw(folder: Path, notebooks: Path = NOTEBOOKS) -> None:
    """Draw the road as it is now into the learner's folder, in the place of the last."""
    lessons = {path.stem: path for path in all_lessons(notebooks)}
    standings = {name: standing(folder, path) for name, path in lessons.items()}
    done = {name for name, x in standings.items() if x.finished}
    text = drawn(list(road().values()), set(lessons), done, _next(lessons, standings))
    name = f"road-{hashlib.sha256(text.encode()).hexdigest()[:8]}.svg"
    old = list((folder / PICTURES).glob("road-*.svg"))
    if [path.name for path in old] != [name]:
        put(folder / PICTURES / name, text.encode())
        for path in old:
            path.unlink(missing_ok=True)


def refresh(mine: Workspace) -> Path | None:
    """Write the map into the learner's folder; where theirs went if it was no notebook."""
    target, kept = mine.folder / MAP, None
    with mine.told():
        draw(mine.folder)
        for path in all_lessons():
            _draw_small(mine.folder / PICTURES / f"{path.stem}.png", path)
        text = table(mine.folder)
        old = target.read_bytes() if target.exists() else None
        try:
            new = written(old, text)
        except ValueError:
            kept, new = mine.keep(target), written(None, text)
        if new != old:
            put(target, new)
    return kept


def written(old: bytes | None, text: str) -> bytes:
    """The notebook of the map with that table; cells that the learner has added stay.

    Where `old` is not a notebook, ValueError.
    """
    notebook = _new() if old is None else json.loads(old)
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise ValueError("not a notebook")
    there = {cell.get("id"): cell for cell in notebook["cells"] if isinstance(cell, dict)}
    fresh = _new()["cells"]
    notebook["cells"][:0] = [cell for cell in fresh if cell["id"] not in there]
    mine = there.get("map") or fresh[1]
    data = {"text/markdown": text.splitlines(keepends=True), "text/plain": ["<the map>"]}
    mine |= {key: fresh[1][key] for key in ("cell_type", "source", "metadata", "execution_count")}
    mine["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": data}]
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def _stops(lessons: Mapping[str, Path]) -> dict[str, Stop]:
    """The road, and behind it whatever lesson is not on it."""
    others = {x: Stop(x, x[3:].replace("_", " "), "", (), (0, 0)) for x in lessons}
    return road() | {name: stop for name, stop in others.items() if name not in road()}


def _next(lessons: Mapping[str, Path], standings: Mapping[str, Standing]) -> str:
    """The first lesson that is not finished while all that it needs is, as far as it is written."""
    stops = _stops(lessons)
    waits = {x.number for x in stops.values() if x.name in lessons} - {
        name[:2] for name, x in standings.items() if x.finished
    }
    left = [name for name in stops if name in lessons and not standings[name].finished]
    ready = [name for name in left if not waits & set(stops[name].needs)]
    return next(iter([*ready, *left]), "")


def _picture(folder: Path) -> list[str]:
    told = escape(in_words(list(road().values())))
    found = sorted((folder / PICTURES).glob("road-*.svg"))
    return ["", f'<img src="{PICTURES}/{found[0].name}" alt="{told}">'] if found else []


def _shown(folder: Path, stop: Stop) -> str:
    path = folder / PICTURES / f"{stop.name}.png"
    told = f"How {stop.number} begins"
    return f'<img src="{PICTURES}/{path.name}" width="200" alt="{told}">' if path.is_file() else ""


def _draw_small(target: Path, lesson: Path) -> None:
    if target.is_file() and target.stat().st_mtime > lesson.stat().st_mtime:
        return  # drawing takes as long as all the rest of a start
    if picture := thumbnail(lesson):
        put(target, picture)


def _grey(stop: Stop) -> list[str]:
    """The row of a lesson that is still to be written."""
    told = [f"{stop.number} {stop.title}<br>{stop.about}", "not written yet", _needs(stop)]
    title, so_far, needs = (f'<span style="{QUIET}">{x}</span>' for x in told)
    return ["", title, so_far, "", needs]


def _needs(stop: Stop) -> str:
    return ", ".join(stop.needs)


def _question(path: Path) -> str:
    """What the lesson opens with: the question in bold in its first cell."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    found = QUESTION.search("".join(cells[0]["source"])) if cells else None
    return found[1] if found else ""


def _links(folder: Path, path: Path, stop: Stop, title: str = "") -> str:
    """The lesson's link, and that of each new version which lies beside the learner's."""
    name = path.stem
    files = [path.name, *sorted(x.name for x in (folder / name).glob(f"{name} (new*).ipynb"))]
    told = [title or f"{stop.number} {stop.title}"]
    told += [file[len(name) + 2 : -len(").ipynb")] for file in files[1:]]
    pairs = zip(told, files, strict=True)
    return ", ".join(f"[{word}]({quote(f'{name}/{file}')})" for word, file in pairs)


def _minutes(notebooks: Path) -> dict[str, str]:
    """What the README says of each lesson's time."""
    with contextlib.suppress(OSError):
        text = (notebooks / "README.md").read_text(encoding="utf-8")
        found = re.findall(r"^\| \[(\w+)\]\([^)]*\) \| (\d+ min) \|", text, re.M)
        return {name: time.replace(" ", "\N{NO-BREAK SPACE}") for name, time in found}
    return {}


def _new() -> dict[str, Any]:
    title = {"cell_type": "markdown", "id": "map-title", "metadata": {}}
    code: dict[str, Any] = {
        "cell_type": "code",
        "id": "map",
        "metadata": {"jupyter": {"source_hidden": True}},
        "execution_count": None,
    }
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "cells": [
            {**title, "source": TITLE.splitlines(keepends=True)},
            {**code, "source": CODE.splitlines(keepends=True), "outputs": []},
        ],
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
