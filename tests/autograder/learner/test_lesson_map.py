"""The map: a row a lesson, its link, and how far the learner is."""

import json
import os
import re
from xml.etree import ElementTree

import nbformat
import pytest
from a_workspace import graded, lesson, make_lessons, work_in, write

from autograder.check.progress import note
from autograder.check.tries import asked
from autograder.learner import lesson_map
from autograder.learner.lesson_map import MAP, refresh, table, written
from autograder.learner.road import drawn, in_words, road
from autograder.learner.standing import Check, checks_of
from autograder.learner.thumbnail import thumbnail
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

CHOICE = 'check.choice(answer, "ab", key="b")'


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
    return next(line for line in lines if line.startswith("|") and f"({name}/{name}.ipynb)" in line)


def spaced(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_row_has_the_link_what_there_is_to_reach_and_the_time_of_the_readme(mine):
    assert row(mine, "01_first") == (
        "|  | [01 first](01_first/01_first.ipynb)<br> "
        "| 0 of 1 checks<br>0 of 2 points<br>reflection to write | 60 min |  |"
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
    assert "| ✓ 1 of 1 checks<br>2 of 2 points<br>" in row(mine, "01_first")
    assert "1 of 2 lessons finished, 1 of 2 checks passed, 2 of 4 points" in table(mine.folder)


def test_partial_credit_gives_points_and_no_pass(mine):
    note("01_first", "margin", None, 0.75)
    assert "| 0 of 1 checks<br>1.5 of 2 points<br>" in row(mine, "01_first")


def test_a_function_by_another_name_counts_where_it_is_the_only_one(mine):
    note("01_first", "margin", work_in, 1.0)
    assert "| ✓ 1 of 1 checks<br>" in row(mine, "01_first")


def test_two_functions_of_one_exercise_count_apart(mine, tmp_path):
    again = graded("mended-check", "check.margin(mended)", grade=True, solution=False, points=3)
    write(tmp_path / "notebooks" / "01_first" / "01_first.ipynb", lesson(cells=[again]))
    note("01_first", "margin", work_in, 1.0)
    assert "| 0 of 2 checks<br>0 of 5 points<br>" in row(mine, "01_first")

    def mended():
        pass

    note("01_first", "margin", mended, 1.0)
    assert "| 1 of 2 checks<br>3 of 5 points<br>" in row(mine, "01_first")


def test_more_inputs_and_choices_count_and_two_tests_of_one_question_are_one(tmp_path):
    more = [
        graded("a", HIDDEN, grade=True, solution=False, points=5),
        graded("b", 'check.choice(answer, "ab")', grade=True, solution=False, points=1),
        graded("b2", f"x\n{CHOICE}", grade=True, solution=False, points=2),
        graded("c", "check.bound(f, points=4)", grade=True, solution=False, points=4),
    ]
    write(tmp_path / "lesson.ipynb", lesson(cells=more))
    assert checks_of(tmp_path / "lesson.ipynb") == [
        Check("margin", "margin", 2),
        Check("margin", "margin.hidden", 5),
        Check("choice", "answer", 3),
        Check("bound", "f", 4),
    ]


def test_what_was_answered_and_asked_stands_in_the_row(mine, tmp_path):
    more = [
        nbformat.v4.new_code_cell('check.quiz("01.zero", ...)'),
        nbformat.v4.new_code_cell('check.quiz("01.one", ...)'),
        graded("b", CHOICE, grade=True, solution=False, points=2),
    ]
    write(tmp_path / "notebooks" / "01_first" / "01_first.ipynb", lesson(cells=more))
    assert "0 of 2 checks<br>0 of 4 points<br>0 of 2 questions<br>reflection to write" in row(
        mine, "01_first"
    )
    note("01_first", "quiz", "zero", 1.0)
    note("01_first", "choice", "answer", 1.0)
    note("01_first", "reflection", "reflection", 1.0)
    asked("01_first", "margin", 2)
    assert (
        "1 of 2 checks<br>2 of 4 points<br>1 of 2 questions<br>reflection written<br>hints asked: 2"
    ) in row(mine, "01_first")


def test_next_is_the_first_lesson_that_is_not_finished_and_whose_needs_are(mine, monkeypatch):
    def stop(name, *needs):
        return lesson_map.Stop(name, name[3:], "", needs, (0, 0))

    stops = [stop("00_absent"), stop("01_first", "02"), stop("02_second", "00")]
    monkeypatch.setattr(lesson_map, "road", lambda: {x.name: x for x in stops})
    assert table(mine.folder).startswith("**Next:** [02 second](02_second/")
    note("02_second", "margin", None, 1.0)
    assert table(mine.folder).startswith("**Next:** [01 first](01_first/")
    note("01_first", "margin", None, 1.0)
    assert table(mine.folder).startswith(lesson_map.ALL_DONE)


# The road


def test_the_road_has_seventeen_lessons_and_every_one_of_ours_is_on_it():
    assert [stop.number for stop in road().values()] == [f"{k:02}" for k in range(17)]
    assert {path.stem for path in all_lessons(NOTEBOOKS)} <= set(road())


def test_a_title_on_the_road_is_the_one_that_the_lesson_has():
    for path in all_lessons(NOTEBOOKS):
        title = json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"][0].strip()
        stop = road()[path.stem]
        assert title.lower() == f"# {stop.number} · {stop.title}".lower()


def needed(stop):
    """The numbers of all lessons that lead to this one."""
    by_number = {x.number: x for x in road().values()}
    return set(stop.needs).union(*(needed(by_number[x]) for x in stop.needs))


def test_what_a_lesson_recalls_was_taught_on_the_road_to_it():
    for path in all_lessons(NOTEBOOKS):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        before = [c for c in cells if "".join(c["source"]).startswith("## Before you start")]
        recalled = set(re.findall(r"\]\(\.\./(\d\d)_", "".join(str(c["source"]) for c in before)))
        assert recalled <= needed(road()[path.stem]), path.stem


def test_no_two_lessons_are_drawn_at_one_place_and_each_is_right_of_what_it_needs():
    places = [stop.at for stop in road().values()]
    assert len(set(places)) == len(places)
    by_number = {x.number: x for x in road().values()}
    for stop in road().values():
        assert all(by_number[need].at[0] < stop.at[0] for need in stop.needs)


def test_the_drawing_tells_done_next_and_not_yet_apart_and_words_tell_the_rest():
    stops = list(road().values())
    text = drawn(stops, {"00_start_here", "02_perceptron"}, {"00_start_here"}, "02_perceptron")
    ElementTree.fromstring(text)
    assert text.count('stroke="#00734F"') == 1
    assert text.count('stroke="#D55E00"') == 1
    assert text.count('stroke="#BBBBBB"') == 15
    assert "14 Generalisation needs 01 and 13" in in_words(stops)


def test_a_lesson_that_is_not_written_is_grey_without_a_link(mine):
    [line] = [x for x in table(mine.folder).splitlines() if "16 The project" in x and "|" in x[:1]]
    assert "not written yet" in line
    assert lesson_map.QUIET in line
    assert ".ipynb" not in line


def test_the_picture_of_the_road_gets_another_name_as_it_changes(mine, monkeypatch):
    refresh(mine)
    [first] = (mine.folder / "map").glob("road-*.svg")
    assert f'src="map/{first.name}"' in table(mine.folder)
    monkeypatch.setattr(lesson_map, "drawn", lambda *_: "<svg/>")
    lesson_map.draw(mine.folder)
    [second] = (mine.folder / "map").glob("road-*.svg")
    assert first.name != second.name


def test_every_lesson_of_ours_has_a_small_picture():
    for path in all_lessons(NOTEBOOKS):
        picture = thumbnail(path)
        assert picture[:4] == b"\x89PNG"
        assert 2_000 < len(picture) < 30_000, path.stem


def test_a_small_picture_is_drawn_again_only_after_its_lesson_has_changed(mine, monkeypatch):
    drawings = []
    monkeypatch.setattr(lesson_map, "thumbnail", lambda path: drawings.append(path) or b"png")
    refresh(mine)
    refresh(mine)
    assert [path.stem for path in drawings] == ["01_first", "02_second"]
    os.utime(drawings[0], (2e9, 2e9))
    refresh(mine)
    assert [path.stem for path in drawings[2:]] == ["01_first"]


def test_no_code_is_open_in_the_map(mine):
    refresh(mine)
    codes = [x for x in nbformat.read(mine.folder / MAP, 4).cells if x.cell_type == "code"]
    assert all(cell.metadata["jupyter"]["source_hidden"] for cell in codes)
    assert all(cell.source.startswith("# To see what you have reached") for cell in codes)


def test_a_new_version_has_a_link_of_its_own(mine, tmp_path):
    work_in(mine.folder / "01_first" / "01_first.ipynb", "my work")
    title = nbformat.v4.new_markdown_cell("new")
    write(tmp_path / "notebooks" / "01_first" / "01_first.ipynb", lesson(cells=[title]))
    mine.give(all_lessons(tmp_path / "notebooks"))
    assert ", [new](01_first/01_first%20%28new%29.ipynb)<br> |" in row(mine, "01_first")


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
    assert "| ✓ 1 of 1 checks<br>" in spaced(shown[0].data)


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
    assert "| ✓ 1 of 1 checks<br>" in spaced(book.cells[1].outputs[0].data["text/markdown"])


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


def test_no_arrow_of_the_map_runs_through_a_box():
    places = {stop.number: stop.at for stop in road().values()}
    for stop in road().values():
        for x, y in (places[need] for need in stop.needs):
            assert not {(between, y) for between in range(x + 1, stop.at[0])} & {*places.values()}
