"""The map: a row a lesson, its link, and how far the learner is."""

import json

import nbformat
import pytest
from a_workspace import graded, lesson, make_lessons, work_in, write

from autograder.check.progress import note
from autograder.learner import lesson_map
from autograder.learner.lesson_map import MAP, Check, checks_of, refresh, table, written
from autograder.learner.workspace import Workspace
from autograder.lesson.reading import NOTEBOOKS, all_appendices, all_lessons

README = """\
| lesson | time | you build | you prove, or see | you break, or mend |
|---|---|---|---|---|
| [01_first](01_first/01_first.ipynb) | 60 min | a margin | that $2/L$ | a bug |

| lecture | it has |
| [first](x) | 60 min | not | of | these |
"""
HIDDEN = '### BEGIN HIDDEN TESTS\ncheck.margin(margin, suite="hidden")\n### END HIDDEN TESTS'


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A learner's folder at its first start; the working directory is inside."""
    lessons = make_lessons(tmp_path / "notebooks", monkeypatch)
    (tmp_path / "notebooks" / "README.md").write_text(README)
    mine = Workspace(tmp_path / "mine")
    mine.give(lessons)
    monkeypatch.chdir(mine.folder)
    return mine


def row(mine, name):
    lines = spaced(table(mine.folder)).splitlines()
    return next(line for line in lines if line.startswith(f"| [{name}]"))


def spaced(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_row_has_the_link_what_there_is_to_reach_and_what_the_readme_says(mine):
    assert row(mine, "01_first") == (
        "| [01_first](01_first/01_first.ipynb) | 0 of 1 | 0 of 2 | 60 min "
        "| a margin | that $2/L$ | a bug |"
    )


def test_a_lesson_that_the_readme_does_not_know_has_a_row_too(mine):
    assert row(mine, "02_second").count("|") == row(mine, "01_first").count("|")


def test_an_appendix_stands_below_the_rows_and_counts_for_nothing(mine, tmp_path):
    before = table(mine.folder)
    path = tmp_path / "notebooks" / "A1_letters" / "A1_letters.ipynb"
    path.parent.mkdir()
    write(path, lesson())
    mine.give(all_appendices(tmp_path / "notebooks"))
    rows, below = table(mine.folder).split(f"\n\n{lesson_map.FOR_TEACHERS} ")
    assert rows == before
    assert below == "[A1_letters](A1_letters/A1_letters.ipynb)"
    assert (mine.folder / "A1_letters" / "A1_letters.ipynb").is_file()


def test_what_was_passed_is_shown(mine):
    note("01_first", "margin", None, 1.0)
    assert "| ✓ 1 of 1 | 2 of 2 |" in row(mine, "01_first")
    assert "1 of 2 lessons finished, 1 of 2 checks passed, 2 of 4 points" in table(mine.folder)


def test_partial_credit_gives_points_and_no_pass(mine):
    note("01_first", "margin", None, 0.75)
    assert "| 0 of 1 | 1.5 of 2 |" in row(mine, "01_first")


def test_a_function_by_another_name_counts_where_it_is_the_only_one(mine):
    note("01_first", "margin", work_in, 1.0)
    assert "| ✓ 1 of 1 |" in row(mine, "01_first")


def test_two_functions_of_one_exercise_count_apart(mine, tmp_path):
    again = graded("mended-check", "check.margin(mended)", grade=True, solution=False, points=3)
    write(tmp_path / "notebooks" / "01_first" / "01_first.ipynb", lesson(cells=[again]))
    note("01_first", "margin", work_in, 1.0)
    assert "| 0 of 2 | 0 of 5 |" in row(mine, "01_first")

    def mended():
        pass

    note("01_first", "margin", mended, 1.0)
    assert "| 1 of 2 | 3 of 5 |" in row(mine, "01_first")


def test_hidden_tests_and_choices_are_not_counted(tmp_path):
    more = [
        graded("a", HIDDEN, grade=True, solution=False, points=5),
        graded("b", 'check.choice(answer, "ab")', grade=True, solution=False, points=1),
        graded("c", "check.bound(f, points=4)", grade=True, solution=False, points=4),
    ]
    write(tmp_path / "lesson.ipynb", lesson(cells=more))
    assert checks_of(tmp_path / "lesson.ipynb") == [
        Check("margin", "margin", 2),
        Check("bound", "f", 4),
    ]


def test_a_new_version_has_a_link_of_its_own(mine, tmp_path):
    work_in(mine.folder / "01_first" / "01_first.ipynb", "my work")
    title = nbformat.v4.new_markdown_cell("new")
    write(tmp_path / "notebooks" / "01_first" / "01_first.ipynb", lesson(cells=[title]))
    mine.give(all_lessons(tmp_path / "notebooks"))
    assert ", [new](01_first/01_first%20%28new%29.ipynb) |" in row(mine, "01_first")


def test_every_lesson_of_ours_has_something_to_reach():
    for path in all_lessons(NOTEBOOKS):
        checks = checks_of(path)
        assert len(checks) >= 3, path.stem
        assert all(check.points > 0 for check in checks)


# The notebook


def test_the_map_is_a_notebook_with_the_table_already_in_it(mine):
    assert refresh(mine) is None
    book = nbformat.read(mine.folder / MAP, as_version=4)
    nbformat.validate(book)
    [shown] = book.cells[1].outputs
    assert shown.data["text/markdown"] == table(mine.folder)


def test_its_cell_shows_what_was_reached_since(mine, monkeypatch):
    refresh(mine)
    note("01_first", "margin", None, 1.0)
    code = nbformat.read(mine.folder / MAP, as_version=4).cells[1].source
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    exec(code, {})
    assert "| ✓ 1 of 1 |" in spaced(shown[0].data)


def test_outside_a_workspace_its_cell_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    lesson_map.show()
    assert "is not in your lessons' folder" in capsys.readouterr().out


def test_a_map_with_nothing_new_is_not_written_again(mine):
    refresh(mine)
    before = (mine.folder / MAP).stat().st_mtime_ns
    refresh(mine)
    assert (mine.folder / MAP).stat().st_mtime_ns == before


def test_what_the_learner_added_to_the_map_stays(mine):
    refresh(mine)
    book = nbformat.read(mine.folder / MAP, as_version=4)
    book.cells[0].source = "# Meine Karte"
    book.cells.append(nbformat.v4.new_markdown_cell("my plan"))
    write(mine.folder / MAP, book)
    note("01_first", "margin", None, 1.0)
    refresh(mine)
    book = nbformat.read(mine.folder / MAP, as_version=4)
    assert [cell.source for cell in book.cells][::2] == ["# Meine Karte", "my plan"]
    assert "| ✓ 1 of 1 |" in spaced(book.cells[1].outputs[0].data["text/markdown"])


def test_the_cell_of_the_map_comes_back_if_it_was_deleted(mine):
    book = json.loads(written(None, "the table"))
    del book["cells"][1]
    again = json.loads(written(json.dumps(book).encode(), "the table"))
    assert sorted(cell["id"] for cell in again["cells"]) == ["map", "map-title"]


@pytest.mark.parametrize("text", ["no json", "[]", "{}"])
def test_a_map_that_is_no_notebook_is_kept_and_made_anew(mine, text):
    (mine.folder / MAP).write_text(text)
    kept = refresh(mine)
    assert kept.read_text() == text
    nbformat.validate(nbformat.read(mine.folder / MAP, as_version=4))
