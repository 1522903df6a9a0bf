"""What arrives is collected, graded and handed back; nothing that arrives ends the watch."""

from __future__ import annotations

import io
import shutil
import sys
from itertools import pairwise

import pytest
from a_lesson import NAME
from grading.a_course import WRONG_MARGIN, Course, these_lessons

from autograder.collecting.arrivals import Arrivals
from autograder.commands import watch
from autograder.commands.release import release
from autograder.course.alone import alone
from autograder.grading import work
from autograder.grading.progress import Lookout
from autograder.grading.verdicts import Question, Record

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def released(tmp_path_factory, wheel_at_hand):
    made = Course(tmp_path_factory.mktemp("class"))
    with these_lessons(made.lesson.parents[1]):
        release(made.lesson, made.folder)
        yield made


@pytest.fixture
def course(released, tmp_path):
    return released.copied(tmp_path)


def watched(course, monkeypatch, happenings, *words):
    """Run the command; while it pauses for the nth time the nth of these happens, then Ctrl C."""
    waiting = iter(happenings)

    def pause(_: float) -> None:
        try:
            next(waiting)()
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(watch.time, "sleep", pause)
    return course.run("watch", *words)


def nothing() -> None:
    pass


def page(course, student):
    return course.folder / "feedback" / student / NAME / f"{NAME}.html"


def test_work_that_is_filed_is_graded_and_its_page_made(course, monkeypatch):
    hands_in = [
        lambda: course.hand_in("ada"),
        nothing,
        lambda: course.hand_in("ben", margin=WRONG_MARGIN),
    ]
    said = watched(course, monkeypatch, [*hands_in, nothing, nothing])
    assert said.code == 0
    assert "Ended" in said.out
    assert page(course, "ada").exists()
    assert page(course, "ben").exists()
    assert said.err.count("graded today") == 2
    assert f"2 graded today; last ben, {NAME}: 3 of 7 by the checks, " in said.err


def test_work_that_comes_into_a_folder_is_collected_first(course, monkeypatch, tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()

    def arrives() -> None:
        place = course.hand_in("ada")
        (inbox / "ada").mkdir()
        (place / course.lesson.name).rename(inbox / "ada" / course.lesson.name)
        place.rmdir()

    def is_no_notebook() -> None:
        (inbox / "ben").mkdir()
        (inbox / "ben" / course.lesson.name).write_text("I had no time, sorry.")

    happenings = [arrives, nothing, is_no_notebook, nothing, nothing]
    said = watched(course, monkeypatch, happenings, str(inbox), "--lesson", "02")
    assert said.code == 0
    assert page(course, "ada").exists()
    assert "could not be graded" in said.out
    assert page(course, "ben").exists()


def test_another_command_that_holds_the_course_is_waited_for_and_told_once(course, monkeypatch):
    course.hand_in("ada")
    held = alone(course.folder, "grade")
    happenings = [
        held.__enter__,
        nothing,
        nothing,
        lambda: held.__exit__(None, None, None),
        *[nothing] * 5,
    ]
    said = watched(course, monkeypatch, happenings)
    assert said.err.count("another `grade` is at work") == 1
    assert page(course, "ada").exists()


def test_a_folder_that_is_not_there_is_told_before_anything_else(course):
    said = course.run("watch", "nowhere", "--lesson", "02")
    assert said.code == 1
    assert "nowhere is not there" in said.err


def test_what_failed_is_tried_again_after_longer_pauses_and_said_once(tmp_path, capsys):
    (tmp_path / "a").write_text("1")
    full, free, tries = {"collect": "the disk is full"}, {}, []
    answers = iter([full, full, full, full, free])
    pauses = iter(range(40))

    def work():
        tries.append(next(pauses))
        return next(answers)

    def pause() -> None:
        if next(pauses) >= 25:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watch.watch(Arrivals([tmp_path]), work, pause)
    assert capsys.readouterr().err == "the disk is full\n"
    assert next(answers, None) is None
    gaps = [after - before for before, after in pairwise(tries)]
    assert gaps == [2, 3, 5, 9]  # one pause, two, four, eight, and the try itself


def test_who_failed_on_our_side_is_named_and_tried_again_though_nothing_arrives(
    course, monkeypatch
):
    course.hand_in("ada")
    course.hand_in("ben", margin=WRONG_MARGIN)
    real, calls = work.restore, []

    def fails_twice(*args):
        calls.append(args)
        return real(*args) if len(calls) > 2 else 1 / 0

    monkeypatch.setattr(work, "restore", fails_twice)
    said = watched(course, monkeypatch, [nothing] * 6)
    for student in ("ada", "ben"):
        told = f"{student}, {NAME}: could not be graded on our side, and is tried again."
        assert said.err.count(told) == 1
        assert "could not be graded" not in page(course, student).read_text()
    assert len(calls) == 4


def test_a_lesson_that_the_gradebook_does_not_know_stops_itself_alone_and_is_said_once(
    course, monkeypatch
):
    other = course.lesson.parents[1] / "01_other" / "01_other.ipynb"
    other.parent.mkdir()
    other.write_bytes(course.lesson.read_bytes())
    try:
        place = course.folder / "submitted" / "ada" / "01_other"
        course.hand_in("ada")
        place.mkdir()
        (place / other.name).write_bytes(course.lesson.read_bytes())
        said = watched(course, monkeypatch, [nothing] * 12)
    finally:
        shutil.rmtree(other.parent)
    assert said.err.count("01_other is not in the gradebook yet") == 1
    assert page(course, "ada").exists()


def test_on_a_terminal_one_line_says_what_is_waited_for_and_what_came_last(tmp_path, monkeypatch):
    made = Lookout([tmp_path / "inbox"])
    made.moves = True
    monkeypatch.setattr(sys, "stderr", said := io.StringIO())
    made.show()
    questions = [Question("a", 2.0, 1.0, "partly"), Question("b", 3.0, None, "by hand")]
    made.note(3, Record("ada", NAME, questions=questions))
    made.show()
    made.clear()
    first, second, rest = said.getvalue().split("\r")[1:4]
    assert "0 graded today; waiting for work in inbox" in first
    assert f"3 graded today; last ada, {NAME}: 1 of 2 by the checks, " in second
    assert len(first) == len(second)
    assert not rest.strip()


def test_grade_can_watch_too_and_refuses_what_is_for_one_run(course, monkeypatch):
    monkeypatch.setattr(watch.time, "sleep", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    said = course.run("grade", "02", "--watch")
    assert said.code == 0
    assert f"Waiting for work in {course.folder / 'submitted'}" in said.out
    said = course.run("grade", "02", "--watch", "--regrade")
    assert said.code == 1
    assert "--regrade is for one run." in said.err


def test_where_the_best_attempt_counts_a_worse_one_that_arrives_changes_the_page_alone(
    course, monkeypatch, tmp_path
):
    assert course.run("due", "--counts", "best").code == 0
    inbox = tmp_path / "inbox"
    (inbox / "ada").mkdir(parents=True)

    def arrives(**kind) -> None:
        place = course.hand_in("somebody", **kind)
        (place / course.lesson.name).replace(inbox / "ada" / course.lesson.name)
        shutil.rmtree(place.parent)

    happenings = [arrives, nothing, lambda: arrives(margin=WRONG_MARGIN), nothing, nothing]
    said = watched(course, monkeypatch, happenings, str(inbox), "--lesson", "02")
    assert said.err.count("graded today") == 2
    assert course.marks() == {"ada": "7"}
    assert "Of your 2 attempts the best one counts." in page(course, "ada").read_text()
