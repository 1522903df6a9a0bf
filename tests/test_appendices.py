"""The appendices: short cells that are announced, sections that run alone, links that lead on."""

import re
import statistics
from pathlib import Path
from typing import Any

import pytest
from test_notebooks import longest_code, sources, unannounced

from autograder.commands import parse
from autograder.commands.book import inventory
from autograder.lesson.cells import role
from autograder.lesson.reading import NOTEBOOKS, LessonError, all_appendices, read_lesson

HEADING = re.compile(r"^##? (.+)$", re.M)
LINK = re.compile(r"\]\(([^)]+)\)")


@pytest.fixture(scope="module", params=all_appendices(), ids=lambda path: path.stem)
def appendix(request: pytest.FixtureRequest) -> tuple[Path, Any]:
    return request.param, read_lesson(request.param)


def code_cells(notebook: Any) -> tuple[list[Any], list[Any]]:
    """Cells of code before the second heading of first level, and after it."""
    tops = [n for n, cell in enumerate(notebook.cells) if cell.source.startswith("# ")]
    parts = notebook.cells[: tops[1]], notebook.cells[tops[1] :]
    before, after = ([cell for cell in part if cell.cell_type == "code"] for part in parts)
    return before, after


def sections(cells: list[Any]) -> list[list[Any]]:
    """Cells of code under one heading belong together; so do their ids, but for a number."""
    found: dict[str, list[Any]] = {}
    for cell in cells:
        found.setdefault(re.sub(r"-\d+$", "", cell.id), []).append(cell)
    return list(found.values())


def ran_alone(before: list[Any], section: list[Any]) -> list[str]:
    """Run a section after what stands first in the notebook; names of the first that it took."""
    names: dict[str, Any] = {}
    for cell in before:
        exec(cell.source, names)
    first = dict(names)
    for cell in section:
        exec(cell.source, names)
    return [name for name in first if names[name] is not first[name]]


def broken_links(path: Path, notebook: Any) -> list[str]:
    text = "\n".join(sources(notebook, "markdown"))
    anchors = {"#" + title.replace(" ", "-") for title in HEADING.findall(text)}
    links = LINK.findall(re.sub(r"\$.*?\$", "", text))
    return [
        link
        for link in links
        if not (link in anchors if link[0] == "#" else (path.parent / link).is_file())
    ]


def test_there_are_two_appendices() -> None:
    assert [path.stem for path in all_appendices()] == ["A1_five_notations", "A2_errata"]


def test_code_is_short_and_announced(appendix: tuple[Path, Any]) -> None:
    notebook = appendix[1]
    lines = [longest_code(cell.source) for cell in code_cells(notebook)[1]]
    assert len(lines) >= 24
    assert max(lines) <= 12
    assert statistics.median(lines) <= 6
    assert unannounced(notebook) == []


def test_every_section_that_runs_something_asserts_and_runs_alone(
    appendix: tuple[Path, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = code_cells(appendix[1])
    for section in sections(after):
        assert any("assert " in cell.source for cell in section), section[0].id
        assert ran_alone(before, section) == [], section[0].id


def test_every_link_leads_to_a_heading_or_a_file(appendix: tuple[Path, Any]) -> None:
    assert broken_links(*appendix) == []


def test_nothing_in_an_appendix_is_graded(appendix: tuple[Path, Any]) -> None:
    for cell in appendix[1].cells:
        assert role(cell) == "", cell.id
        assert cell.cell_type == "markdown" or not re.search(r"\bcheck\.", cell.source), cell.id


def test_a_misprint_stands_under_a_lecture_that_prints_it() -> None:
    notebook = read_lesson(NOTEBOOKS / "A2_errata" / "A2_errata.ipynb")
    rows, lecture = inventory(), ""
    seen: dict[str, set[str]] = {}
    for cell in notebook.cells:
        lecture = (re.findall(r"^# The (\w+) lecture$", cell.source, re.M) or [lecture])[0]
        for row in cell.metadata.get("course", {}).get("covers", []):
            assert lecture in rows[row].lectures, row
            seen.setdefault(row, set()).add(lecture)
    assert set(seen) == {row for row in rows if row[0] == "E"}
    assert all(len(where) == 1 for where in seen.values())


def test_a_broken_link_and_a_section_that_leans_on_another_are_seen() -> None:
    path = all_appendices()[1]
    notebook = read_lesson(path)
    notebook.cells[0].source += "\n[x](#Nowhere) [y](../A9/A9.ipynb)"
    assert broken_links(path, notebook) == ["#Nowhere", "../A9/A9.ipynb"]
    before, after = code_cells(notebook)
    after[0].source = "np = 1"
    assert ran_alone(before, after[:1]) == ["np"]
    after[1].source = "printed = later"
    with pytest.raises(NameError):
        ran_alone(before, after[1:2])


@pytest.mark.parametrize("command", ["release", "slides"])
def test_a_command_for_lessons_refuses_an_appendix(command: str, tmp_path: Path) -> None:
    module, args = parse(command, ["A2", "--course", str(tmp_path)])
    with pytest.raises(LessonError, match=r"^A2_errata is an appendix, no lesson"):
        module.run(args)
