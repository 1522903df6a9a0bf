"""Write the whole website: contents, chapters, pictures, what search reads, and its Python."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from autograder.learner.road import drawn, road
from autograder.learner.thumbnail import thumbnail
from autograder.lecture.pieces import HERE as LECTURE
from autograder.lesson.normal import normal_text
from autograder.lesson.reading import all_appendices
from autograder.site.chapter import Chapter, chapter
from autograder.site.runtime import put_python
from autograder.site.shelf import Shelf
from autograder.site.templates import PAGES, page

__all__ = ["build"]


@dataclass
class Card:
    """A lesson in the contents."""

    number: str
    title: str
    about: str
    chapter: Chapter | None
    picture: str | None


def build(
    lessons: Sequence[Path],
    site: Path,
    wheel: Path,
    runtime: Path | None = None,
    tell: Callable[[str], None] = print,
) -> None:
    """The website of those lessons and appendices, in an empty folder.

    wheel : the students' package, which the exercises run on
    runtime : a folder with Pyodide's files, where the site is not to ask their public host
    """
    shelf = Shelf(site)
    made: list[Chapter] = []
    for path in lessons:
        made.append(chapter(path, shelf))
        tell(f"{path.stem}: {made[-1].file}")
    appendices = {path.stem for path in all_appendices()}
    for k, it in enumerate(made):
        before, after = made[k - 1] if k else None, made[k + 1] if k + 1 < len(made) else None
        text = page("chapter", it=it, chapters=made, before=before, after=after)
        (site / it.file).write_text(text, encoding="utf-8")
        if it.exercises:
            (site / "lessons").mkdir(exist_ok=True)
            given = site / "lessons" / f"{it.name}.ipynb"
            given.write_text(normal_text(it.given), encoding="utf-8")
    stops = list(road().values())
    written = {it.name: it for it in made}
    cards = [
        Card(x.number, x.title, x.about, written.get(x.name), _small(x.name, lessons, shelf))
        for x in stops
    ]
    teachers = [it for it in made if it.name in appendices]
    map_ = Markup(drawn(stops, written, set(), "", {it.name: it.file for it in made}))
    text = page("index", stops=cards, appendices=teachers, road=map_)
    (site / "index.html").write_text(text, encoding="utf-8")
    (site / "words.json").write_text(json.dumps(_words(made)), encoding="utf-8")
    for file in (*PAGES.glob("*.js"), *PAGES.glob("*.css"), LECTURE / "moving.js"):
        shutil.copy(file, site)
    called = {it.name: it.checks for it in made if it.exercises}
    put_python(site, wheel, runtime, called)


def _small(name: str, lessons: Sequence[Path], shelf: Shelf) -> str | None:
    for path in lessons:
        if path.stem == name and (picture := thumbnail(path)):
            return shelf.put(picture)
    return None


def _words(made: Sequence[Chapter]) -> list[dict[str, str]]:
    """What stands under each heading, and where that is."""
    titles = {(it.name, anchor): words for it in made for _, anchor, words in it.headings}
    return [
        {
            "at": f"{it.file}#{anchor}",
            "title": f"{it.name[:2]} {titles[it.name, anchor]}",
            "text": " ".join(text.split()),
        }
        for it in made
        for anchor, text in it.words
    ]
