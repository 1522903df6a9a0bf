"""A deck is a lecture: pictures and few words, little code, and minutes that sum to one lesson."""

import re
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from autograder.lecture.deck import Page, pages
from autograder.lesson.reading import all_lessons, read_lesson

LECTURES = all_lessons()
A_MINUTE, A_PICTURE, A_QUESTION = 130, 20, 30  # words; and seconds to look, and to answer
A_WAIT = re.compile(r"\((\d+) (min|s)\)")  # how long a note has the speaker wait for the hall
ON_A_PAGE = re.compile(r"\b(below|above|next cell|last cell|this cell|run the|YOUR CODE)\b", re.I)


def lecture_faults(made: list[Page], minutes: float) -> list[str]:
    """One sentence for each thing that makes a deck a page that was cut in pieces."""
    html = [page.html for page in made]
    drawn = sum("<img" in page for page in html)
    coded = [page for page in html if 'class="code"' in page]
    faults = {
        f"{drawn} of {len(made)} slides with a picture, expected two thirds": 3 * drawn
        < 2 * len(made),
        f"{len(coded)} of {len(made)} slides with code, expected a quarter": 4 * len(coded)
        > len(made),
        f"{minutes:g} minutes, expected 45": minutes != 45,
        "no pause": not any('class="fragment"' in page for page in html),
        "it does not open with a picture": "<img" not in "".join(html[:2]),
    }
    found = [sentence for sentence, broken in faults.items() if broken]
    for page in html:
        shown = re.sub(r"<aside.*?</aside>", "", page, flags=re.S)
        words = str(Markup(shown).striptags())
        if told := ON_A_PAGE.search(words):
            found.append(f"a word of the page: {told[0]!r} in {words[:60]!r}")
    for page in coded:
        lines = page.count('class="line"')
        if lines > 6 or "assert" in page:
            found.append(f"a slide with {lines} lines of code, or an assert")
    return found


def seconds_said(page: Page) -> float:
    """How long a slide takes aloud: its words and its notes, its pictures, its questions.

    Where a note says how long to wait, that counts, else half a minute for every question.
    """
    shown = re.sub(r"<(aside|script).*?</\1>", " ", page.html, flags=re.S)
    said = " ".join([str(Markup(shown).striptags()), *page.notes])
    spoken = A_WAIT.sub("", re.sub(r"^[\d.]+ min\.", "", said))
    words = len(re.findall(r"\b\w[\w'’-]*", spoken))
    waits = [int(n) * (60 if unit == "min" else 1) for n, unit in A_WAIT.findall(said)]
    answers = sum(waits) if waits else A_QUESTION * said.count("?")
    return 60 * words / A_MINUTE + A_PICTURE * page.html.count("<img") + answers


def too_long(notebook: Any) -> list[str]:
    """The slides that say more than their minutes can hold, each with both numbers."""
    allowed = {cell.id: cell.metadata.get("course", {}).get("minutes") for cell in notebook.cells}
    said: dict[str, float] = {}
    for page in pages(notebook):
        said[page.cell] = said.get(page.cell, 0) + seconds_said(page)
    return [
        f"{cell}: {seconds:.0f} s in {allowed[cell]:g} min"
        for cell, seconds in said.items()
        if allowed[cell] and seconds > 1.1 * 60 * allowed[cell]
    ]


def minutes_of(notebook: Any) -> float:
    return float(sum(cell.metadata.get("course", {}).get("minutes", 0) for cell in notebook.cells))


@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_a_deck_is_a_lecture(path: Path) -> None:
    notebook = read_lesson(path)
    assert lecture_faults(pages(notebook), minutes_of(notebook)) == []


@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_a_slide_can_be_said_in_its_minutes(path: Path) -> None:
    assert too_long(read_lesson(path)) == []


@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_the_notes_say_how_long_to_wait_and_fill_two_thirds_of_the_lecture(path: Path) -> None:
    made = pages(read_lesson(path))
    silent = [page.cell for page in made if not any(A_WAIT.search(note) for note in page.notes)]
    assert silent == []
    assert sum(map(seconds_said, made)) >= 30 * 60


def test_a_slide_that_says_too_much_for_its_minutes_is_refused() -> None:
    notebook = read_lesson(LECTURES[0])
    told = next(cell for cell in notebook.cells if "minutes" in cell.metadata.get("course", {}))
    told.metadata["course"]["say"] = "word " * 650
    assert [fault.split(":")[0] for fault in too_long(notebook)] == [told.id]


def test_a_page_that_was_cut_in_pieces_is_refused() -> None:
    code = "\n".join(f"x{k} = {k}" for k in range(6)) + "\nassert x1"
    shown = {"slideshow": {"slide_type": "slide"}, "course": {"minutes": 12}}
    cells = [
        {
            "id": "a",
            "cell_type": "markdown",
            "source": "## A\n\nSee below.",
            "metadata": shown,
        },
        {
            "id": "b",
            "cell_type": "code",
            "source": code,
            "metadata": shown,
            "outputs": [],
            "execution_count": 1,
        },
    ]
    told = " ".join(lecture_faults(pages({"cells": cells}), 24))
    for fault in (
        "0 of 2 slides with a picture",
        "1 of 2 slides with code",
        "24 minutes",
        "no pause",
        "does not open with a picture",
        "'below'",
        "7 lines of code",
    ):
        assert fault in told
