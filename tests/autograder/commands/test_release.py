"""What students get has no solution and no hidden test, and the gradebook knows the lesson."""

import argparse
import json
import os
import shutil
import sqlite3
import stat

import nbformat
import pytest
from a_lesson import FULL, cell_of, code, notebook, worked, written

from autograder.check import seeds as check_seeds
from autograder.commands import release as release_module
from autograder.commands.release import add_arguments, release, run
from autograder.course.nbgrader_config import (
    CODE_STUB,
    SEEDS_VARIABLE,
    course_config,
    course_folder,
)
from autograder.course.seeds import course_seed, seeds_file
from autograder.environment import CommandFailed
from autograder.lesson import reading as lessons
from autograder.lesson.bundle import bundle_path
from autograder.lesson.reading import LessonError, read_lesson
from autograder.lesson.student import leaks, student_notebook


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A lesson and its class, released once: making a gradebook takes a second."""
    folder = tmp_path_factory.mktemp("made")
    release(written(folder / "notebooks"), folder / "course")
    return folder


@pytest.fixture
def lesson(tmp_path):
    return written(tmp_path / "notebooks")


@pytest.fixture
def course(tmp_path):
    """Where a class may be made: nothing is there yet."""
    return tmp_path / "course"


@pytest.fixture
def running(made, tmp_path):
    """A class of its own in which the lesson has been released."""
    return shutil.copytree(made / "course", tmp_path / "running")


def rows(course, table):
    with sqlite3.connect(course / "gradebook.db") as gradebook:
        count = gradebook.execute(f"select count(*) from {table}").fetchone()[0]
    gradebook.close()
    return count


def test_the_release_holds_no_solution_no_hidden_test_and_no_output(made):
    path = made / "course" / "release" / "02_perceptron" / "02_perceptron.ipynb"
    text, book = path.read_text(), read_lesson(path)
    assert "BEGIN" not in text
    assert "hidden\\" not in text
    assert "scores.min()" not in text
    assert "below the line" not in text
    assert cell_of(book, "hidden-margin").source == ""
    assert CODE_STUB.splitlines()[0] in cell_of(book, "perceptron-step").source
    assert cell_of(book, "check-margin").source == "check.margin(margin, points=2)"
    assert not any(cell.get("outputs") for cell in book.cells)


def test_the_gradebook_gets_the_lesson_once_and_is_kept(lesson, running):
    with sqlite3.connect(running / "gradebook.db") as gradebook:
        gradebook.execute("insert into student (id) values ('ada')")
    gradebook.close()
    release(lesson, running)
    assert rows(running, "student") == 1
    assert rows(running, "assignment") == 1
    assert rows(running, "grade_cells") == 4


def test_start_gives_the_same_notebook_and_touches_no_course(made, lesson, course, monkeypatch):
    monkeypatch.setenv("NNLIB_COURSE_DIR", str(course))
    given = made / "course" / "release" / lesson.stem / lesson.name
    assert student_notebook(lesson) == nbformat.read(given, as_version=4)
    assert not course.exists()


def test_a_lesson_with_a_fault_is_not_released_and_nothing_is_made(lesson, course):
    book = read_lesson(lesson)
    cell = cell_of(book, "margin")
    cell.source = cell.source.replace("    ### END SOLUTION", "")
    nbformat.write(book, lesson)
    for make in (lambda: release(lesson, course), lambda: student_notebook(lesson)):
        with pytest.raises(LessonError, match=r"ipynb, cell 7 \(margin\): .* is never closed"):
            make()
    assert not course.exists()


def test_nbgraders_own_reason_is_one_sentence_and_the_last_release_stays(lesson, running):
    given = (running / "release" / lesson.stem / lesson.name).read_bytes()
    with sqlite3.connect(running / "gradebook.db") as gradebook:
        gradebook.execute("insert into student (id) values ('ada')")
        gradebook.execute(
            "insert into submitted_assignment (id, assignment_id, student_id)"
            " select 's', id, 'ada' from assignment"
        )
        gradebook.execute(
            "insert into submitted_notebook (id, assignment_id, notebook_id)"
            " select 'n', 's', id from notebook"
        )
    gradebook.close()
    book = read_lesson(lesson)
    book.cells.pop(4)
    written(lesson.parent.parent, notebook(*[dict(cell) for cell in book.cells]))
    with pytest.raises(LessonError) as refused:
        release(lesson, running)
    assert str(refused.value) == (
        "02_perceptron/02_perceptron.ipynb: nbgrader does not release it: Cannot add or remove "
        "cells for notebook '02_perceptron' because there are submissions associated with it"
    )
    assert (running / "release" / lesson.stem / lesson.name).read_bytes() == given


def pair():
    """The source of the small lesson, and what students may see of it."""
    source, given = notebook(), notebook()
    for cell in given.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = "# YOUR CODE HERE"
        if "HIDDEN" in cell.source:
            cell.source = ""
        if cell.cell_type == "code":
            cell.execution_count = None
    return source, given


def test_the_guard_lets_a_clean_version_through():
    assert leaks(*pair()) == []


@pytest.mark.parametrize(
    ("grade_id", "text", "shown"),
    [
        ("margin", "    return scores.min() / np.linalg.norm(w)", "return scores.min()"),
        ("margin", "### BEGIN SOLUTION", "BEGIN SOLUTION"),
        ("hidden-margin", 'check.margin(margin, suite="hidden")', 'suite="hidden"'),
        ("hidden-margin", "### BEGIN HIDDEN TESTS", "BEGIN HIDDEN TESTS"),
        ("reflect", "The bound: it has the margin squared below the line.", "The bound"),
        ("imports", "return w + y * x, b + y\n\nelse: pass", ""),
    ],
)
def test_the_guard_refuses_what_only_the_source_may_hold(grade_id, text, shown):
    source, given = pair()
    cell = cell_of(given, grade_id)
    cell.source += "\n" + text
    told = leaks(source, given)
    if grade_id == "imports":  # one line may be said elsewhere; two lines in a row are a leak
        assert told == []
        cell.source += "\nif y * (x @ w + b) <= 0:\n  return w + y * x, b + y\n  return w, b"
        assert "(perceptron-step)" in leaks(source, given)[0]
    else:
        assert len(told) == 1
        assert f"({grade_id})" in told[0]
        assert shown in told[0]


def test_the_guard_refuses_an_output():
    source, given = pair()
    given.cells[1].outputs = [nbformat.v4.new_output("stream", text="0.25")]
    assert leaks(source, given) == [
        "cell 2 (imports): the students' version would show its output. Nothing was released."
    ]


def test_the_guard_refuses_a_note_of_the_speakers():
    source, given = pair()
    given.cells[1].metadata["course"] = {"say": "Ask the hall first.", "covers": "E1"}
    assert leaks(source, given) == [
        "cell 2 (imports): the students' version would show the speaker's note. "
        "Nothing was released."
    ]


def test_what_the_speaker_says_is_in_no_released_notebook(lesson, course):
    book = nbformat.read(lesson, as_version=4)
    book.cells[1].metadata["course"] = {"say": "Ask the hall first.", "covers": "E1"}
    nbformat.write(book, lesson)
    given = (release(lesson, course) / lesson.name).read_text(encoding="utf-8")
    assert "Ask the hall first." not in given
    assert json.loads(given)["cells"][1]["metadata"]["course"] == {"covers": "E1"}
    assert student_notebook(lesson).cells[1].metadata["course"] == {"covers": "E1"}


def test_a_leak_stops_the_release_and_leaves_nothing(lesson, running, monkeypatch):
    monkeypatch.setattr("nbgrader.preprocessors.ClearSolutions.enabled", False)
    shutil.rmtree(running / "release" / lesson.stem)
    book = read_lesson(lesson)
    cell_of(book, "check-step").metadata.nbgrader["points"] = 40
    nbformat.write(book, lesson)
    before = (running / "gradebook.db").read_bytes()
    with pytest.raises(LessonError, match="students' version would show"):
        release(lesson, running)
    assert not (running / "release" / lesson.stem).exists()
    assert (running / "gradebook.db").read_bytes() == before


def test_the_solutions_filled_in_again_are_the_source(made, lesson):
    source = read_lesson(lesson)
    given = made / "course" / "release" / lesson.stem / lesson.name
    book = worked(read_lesson(given), source)
    hidden = cell_of(source, "hidden-margin")
    assert [x.source for x in book.cells] == ["" if x is hidden else x.source for x in source.cells]


def test_a_clone_whose_path_looks_like_a_pattern_can_be_released_from(made, tmp_path):
    lesson = written(tmp_path / "c++ (copy)" / "notebooks")
    course = shutil.copytree(made / "course", tmp_path / "c++ (copy)" / ".course")
    shutil.rmtree(course / "release")
    assert (release(lesson, course) / lesson.name).is_file()


def test_the_command_says_what_was_made_and_goes_on_after_a_fault(
    tmp_path, running, monkeypatch, capfd
):
    monkeypatch.setattr(lessons, "NOTEBOOKS", tmp_path / "notebooks")
    written(tmp_path / "notebooks", notebook(code("x = 1", solution=True)), name="01_bad")
    written(tmp_path / "notebooks")
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    packed_by(monkeypatch, 3000)
    assert run(parser.parse_args(["all", "--course", str(running)])) == 1
    said = capfd.readouterr()
    folder = running / "release" / "02_perceptron"
    assert said.out == (
        f"02_perceptron: 4 graded cells, {FULL} points, released in {folder}\n"
        f"  for students: {running / 'bundles' / '02_perceptron.zip'} (3 kB)\n"
    )
    assert said.err.startswith("01_bad/01_bad.ipynb, cell 1 (")
    assert "nbgrader" not in said.err.replace("the nbgrader", "")


def packed_by(monkeypatch, size, fails=False):
    """Zips of that many bytes, made at once; how often the students' package was built."""
    built = []

    def made(folder, course, wheel):
        path = bundle_path(course, folder.name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"0" * size)
        if fails:
            raise LessonError("no zip")

    monkeypatch.setattr(
        "autograder.commands.release.build_wheel", lambda folder, **_: built.append(folder)
    )
    monkeypatch.setattr("autograder.commands.release.make_bundle", made)
    return built


def test_the_students_package_is_built_once_for_all_lessons(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(lessons, "NOTEBOOKS", tmp_path / "notebooks")
    names = "02_perceptron", "03_xor"
    for name in names:
        written(tmp_path / "notebooks", name=name)
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    built = packed_by(monkeypatch, 10)
    assert run(parser.parse_args(["all", "--course", str(tmp_path / "course")])) == 0
    assert len(built) == 1
    made = sorted(x.stem for x in (tmp_path / "course" / "bundles").iterdir())
    assert made == sorted(names)


@pytest.mark.parametrize("fails", ["the zip", "the gradebook"])
def test_where_the_zip_or_the_gradebook_fails_all_stays_as_it_was(
    tmp_path, running, monkeypatch, capfd, fails
):
    monkeypatch.setattr(lessons, "NOTEBOOKS", tmp_path / "notebooks")
    lesson = written(tmp_path / "notebooks")
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    old = bundle_path(running, lesson.stem)
    old.parent.mkdir(exist_ok=True)
    old.write_bytes(b"the last one")
    book = read_lesson(lesson)
    cell_of(book, "check-step").metadata.nbgrader["points"] = 40
    nbformat.write(book, lesson)
    released = (running / "release" / lesson.stem / lesson.name).read_bytes()
    before = (running / "gradebook.db").read_bytes()
    packed_by(monkeypatch, 10, fails == "the zip")
    if fails == "the gradebook":
        whole = release_module._generate

        def unable(path, course, entered):
            if entered:
                raise LessonError("no gradebook")
            whole(path, course, entered)

        monkeypatch.setattr(release_module, "_generate", unable)
    assert run(parser.parse_args(["02", "--course", str(running)])) == 1
    assert old.read_bytes() == b"the last one"
    assert (running / "release" / lesson.stem / lesson.name).read_bytes() == released
    assert (running / "gradebook.db").read_bytes() == before


def test_a_seed_is_made_once_secret_and_its_own_for_each_lesson(course):
    first = course_seed(course, "02_perceptron")
    assert course_seed(course, "02_perceptron") == first
    assert course_seed(course, "03_xor") != first
    assert course_seed(course, "02_perceptron") == first
    assert course_seed(course.parent / "another", "02_perceptron") != first
    if os.name == "posix":
        assert stat.S_IMODE(seeds_file(course).stat().st_mode) == 0o600


def test_damaged_seeds_are_refused_and_stay_as_they_are(course):
    course.mkdir()
    for damage in ("{", "[1]", '{"02_perceptron": "7"}'):
        seeds_file(course).write_text(damage)
        with pytest.raises(CommandFailed, match="does not hold a seed for each lesson"):
            course_seed(course, "02_perceptron")
        assert seeds_file(course).read_text() == damage


def test_the_checks_read_the_seed_that_the_course_keeps(course, monkeypatch):
    seed = course_seed(course, "02_perceptron")
    assert check_seeds.VARIABLE == SEEDS_VARIABLE
    assert check_seeds.seed_for("02_perceptron") == check_seeds.FIXED
    monkeypatch.setenv(SEEDS_VARIABLE, str(seeds_file(course)))
    assert check_seeds.seed_for("02_perceptron") == seed


def test_grading_tells_the_kernels_where_the_seeds_are_and_afterwards_no_more(course, monkeypatch):
    monkeypatch.delenv(SEEDS_VARIABLE, raising=False)
    settings = course_config(course).Autograde
    settings.pre_convert_hook(assignment="02_perceptron", student="ada", notebooks=[])
    assert check_seeds.seed_for("02_perceptron") == course_seed(course, "02_perceptron")
    settings.post_convert_hook(assignment="02_perceptron", student="ada", notebooks=[])
    assert check_seeds.seed_for("02_perceptron") == check_seeds.FIXED


def test_with_damaged_seeds_no_check_answers_rather_than_one_with_other_inputs(course, monkeypatch):
    monkeypatch.setenv(SEEDS_VARIABLE, "")
    course.mkdir()
    seeds_file(course).write_text("{")
    with pytest.raises(CommandFailed):  # nbgrader goes on after a hook that fails
        course_config(course).Autograde.pre_convert_hook(assignment="02_perceptron")
    with pytest.raises(ValueError, match="Expecting property name"):
        check_seeds.seed_for("02_perceptron")


def test_releasing_makes_the_seed_and_tells_no_kernel(made):
    assert json.loads(seeds_file(made / "course").read_text()).keys() == {"02_perceptron"}
    assert SEEDS_VARIABLE not in os.environ


def test_the_course_folder_is_the_one_given_or_the_variables_or_the_clones(tmp_path, monkeypatch):
    monkeypatch.delenv("NNLIB_COURSE_DIR", raising=False)
    assert course_folder() == lessons.ROOT / ".course"
    monkeypatch.setenv("NNLIB_COURSE_DIR", str(tmp_path / "a"))
    assert course_folder() == tmp_path / "a"
    assert course_folder(tmp_path / "b") == tmp_path / "b"
