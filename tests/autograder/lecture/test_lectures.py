"""A deck is a lecture: pictures and few words, little code, and minutes that sum to one lesson."""

import re
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from autograder.lecture.deck import Page, pages
from autograder.lesson.reading import all_lessons, read_lesson

LECTURES = all_lessons()
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
        f"{minutes:g} minutes, expected 45": not 40 <= minutes <= 50,
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


def minutes_of(notebook: Any) -> float:
    return float(sum(cell.metadata.get("course", {}).get("minutes", 0) for cell in notebook.cells))


@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_a_deck_is_a_lecture(path: Path) -> None:
    notebook = read_lesson(path)
    assert lecture_faults(pages(notebook), minutes_of(notebook)) == []


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
