"""The map and the table of rows say what the lessons say, and are written by the command told."""

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from autograder.commands.book import (
    BEGIN,
    END,
    appendices,
    inventory,
    lessons,
    main,
    pages,
    the_coverage,
    the_map,
)
from autograder.lesson.reading import NOTEBOOKS, read_lesson


@pytest.fixture(scope="module")
def books() -> dict[str, Any]:
    return lessons(NOTEBOOKS) | appendices(NOTEBOOKS)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(NOTEBOOKS, tmp_path / "notebooks"))


def test_the_pages_are_what_the_lessons_say() -> None:
    for path, text in pages().items():
        told = f"{path.name} is behind the lessons: python3 -m autograder book --write"
        assert path.read_text(encoding="utf-8") == text, told


def test_the_command_of_the_readme_writes_both_pages(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = copied / "README.md"
    told = re.findall(r"^python3 -m autograder book(.*)$", readme.read_text(), re.M)
    words = shlex.split(told[0])
    before = {path: path.read_text() for path in pages(copied)}
    text = before[readme]
    readme.write_text(text[: text.index(BEGIN)] + BEGIN + "old\n" + END + text.split(END)[1])
    (copied / "COVERAGE.md").unlink()
    assert main(copied) == 1
    assert (
        "README.md: behind the lessons. Run python3 -m autograder book" in capsys.readouterr().out
    )
    assert not (copied / "COVERAGE.md").exists()
    assert main(copied, write=words == ["--write"]) == 0
    assert {path: path.read_text() for path in before} == before
    assert main(copied) == 0


def test_a_lesson_that_changes_leaves_the_pages_behind(copied: Path) -> None:
    path = copied / "02_perceptron" / "02_perceptron.ipynb"
    path.write_text(re.sub(r"About \d+ minutes", "About 77 minutes", path.read_text()))
    assert main(copied) == 1
    assert "| 77 min |" in pages(copied)[copied / "README.md"]


def test_a_lesson_that_is_gone_leaves_no_line_behind(copied: Path) -> None:
    shutil.rmtree(copied / "03_xor")
    for text in pages(copied).values():
        text = text.split("## A course of your own")[0]  # which speaks of the whole road
        assert "03" not in re.sub(r"\b[TNE]\d+\b", "", text)


def test_a_title_without_time_or_map_is_refused() -> None:
    def without(what: str) -> Any:
        book = read_lesson(NOTEBOOKS / "02_perceptron" / "02_perceptron.ipynb")
        title = book.cells[0]
        title.source = re.sub(what, "Soon", title.source)
        title.metadata.course.pop(what, None)
        return book

    for what in (r"About \d+ minutes", "map"):
        with pytest.raises(
            ValueError, match=r"^02_perceptron: the first cell tells no time, or no"
        ):
            the_map({"02_perceptron": without(what)}, {})


def test_the_table_of_rows_names_every_covered_row_once_and_cells_that_exist(
    books: dict[str, Any],
) -> None:
    text = the_coverage(books)
    listed = re.findall(r"^\| ([TNE]\d+) \| (.*?) \|", text, re.M)
    treated = {
        row
        for book in books.values()
        for cell in book.cells
        for row in cell.metadata.get("course", {}).get("covers", [])
    }
    assert [row for row, _ in listed] == [row for row in inventory() if row in treated]
    assert all(inventory()[row].wording == wording for row, wording in listed)
    ids = {cell.id for book in books.values() for cell in book.cells}
    assert set(re.findall(r"`([\w-]+)`", text)) <= ids


def test_the_map_counts_what_is_treated_and_nothing_else(books: dict[str, Any]) -> None:
    lesson, errata = ({name: books[name]} for name in ("02_perceptron", "A2_errata"))
    lines = the_map(lesson, errata).splitlines()
    first, *_, fifth = (line for line in lines if line.endswith(" |") and " of " in line)
    assert first.endswith(" |  | 0 of 34 | 12 of 12 |")
    assert fifth.endswith(" | neuron and perceptron (02) | 10 of 98 | 27 of 27 |")


def test_an_appendix_stands_below_the_lessons_with_its_own_sentence() -> None:
    told, below = the_map({}, appendices(NOTEBOOKS)).split("## For teachers")
    assert "A1" not in told
    assert "A2" not in told
    for name, book in appendices(NOTEBOOKS).items():
        sentence = book.cells[0].source.split("\n\n")[1]
        assert f"- [{name}]({name}/{name}.ipynb): {sentence[0].lower()}{sentence[1:-1]};" in below
