"""What arrives is collected, graded and handed back; nothing that arrives ends the watch."""

from __future__ import annotations

import pytest
from a_lesson import NAME
from grading.a_course import WRONG_MARGIN, Course, these_lessons

from autograder.collecting.arrivals import Arrivals
from autograder.commands import watch
from autograder.course.alone import alone

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    made = Course(tmp_path_factory.mktemp("class"))
    with these_lessons(made.lesson.parents[1]):
        assert made.run("release", "02").code == 0
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
    assert said.out.count("waiting for more") == 2


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
        nothing,
    ]
    said = watched(course, monkeypatch, happenings)
    assert said.err.count("another `grade` is at work") == 1
    assert page(course, "ada").exists()


def test_a_folder_that_is_not_there_is_told_before_anything_else(course):
    said = course.run("watch", "nowhere", "--lesson", "02")
    assert said.code == 1
    assert "nowhere is not there" in said.err


def test_what_failed_is_tried_again_and_the_same_sentence_is_not_said_again(tmp_path, capsys):
    (tmp_path / "a").write_text("1")
    answers, pauses = iter(["the disk is full", "the disk is full", ""]), iter(range(6))

    def pause() -> None:
        if next(pauses) == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watch.watch(Arrivals([tmp_path]), lambda: next(answers), pause)
    assert capsys.readouterr().err == "the disk is full\n"
    assert next(answers, None) is None
