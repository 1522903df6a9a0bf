"""Which mark stands, and which would be another: by late rules, by a new release, by a person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from a_lesson import NAME, cell_of, written
from grading.a_course import DUE, REGRADE, WORDS, WRONG_STEP

from autograder.grading import work
from autograder.lesson.reading import read_lesson

pytestmark = pytest.mark.filterwarnings("ignore")  # of nbgrader's own libraries


# Late rules that change


def test_marks_that_follow_from_changed_late_rules_are_told_shown_and_entered(course):
    course.run("grade", "02")
    assert course.marks() == {"ada": "5", "ben": "3", "cleo": "2"}
    assert "late" not in course.run("grade", "02").err

    with course.book() as book:
        book.grant_extension(NAME, "ada", days=1)
    told = course.run("grade", "02").err
    assert f"other marks follow: 1 mark (ada). `{REGRADE} --student ada` shows what they" in told
    shown = course.run("grade", "02", "--regrade")
    assert f"ada, {NAME}: 5 → 6\n  points off for being late: 2 → 1\n" in shown.out
    assert "1 of 3 would change." in shown.out
    assert course.marks()["ada"] == "5"

    course.rule(2)  # for one day, as was one for each of two: Ada's stays
    assert "1 mark (cleo)" in course.run("grade", "02").err
    course.is_due(DUE - timedelta(days=9))
    course.rule(100)
    shown = course.run("grade", "02", "--regrade", "--dry-run")
    assert f"ada, {NAME}: 5 → 0\n  points off for being late: 2 → 7\n" in shown.out
    assert f"ben, {NAME}: 3 → 0\n  points off for being late: 0 → 3\n" in shown.out
    assert "3 of 3 would change." in shown.out
    entered = course.run("grade", "02", "--regrade", "--yes")
    assert "3 of 3 would change." in entered.out
    assert course.marks() == {"ada": "0", "ben": "0", "cleo": "0"}
    assert "other marks follow" not in course.run("grade", "02").err


def test_points_by_hand_that_come_after_a_penalty_are_told(course):
    course.rule(100)
    course.run("grade", "02")
    assert course.marks()["cleo"] == "0"
    course.by_hand("cleo", 1.0)
    assert course.marks()["cleo"] == "1"  # the penalty was of the four points of then
    for command in ("grade", "export"):
        assert "points by hand have changed since" in course.run(command).err
    shown = course.run("grade", "02", "--regrade", "--student", "cleo", "--yes")
    assert f"cleo, {NAME}: 1 → 0\n  points off for being late: 4 → 5\n" in shown.out
    assert course.marks()["cleo"] == "0"


# A lesson that is released anew


def released_anew(course):
    """The lesson's first question is worth 4 points and not 3; as an author edits and releases."""
    work._instructors.cache_clear()
    source = read_lesson(course.lesson)
    cell_of(source, "check-step").metadata.nbgrader["points"] = 4
    written(course.lesson.parents[1], source)
    try:
        yield
    finally:
        written(course.lesson.parents[1])
        work._instructors.cache_clear()


@pytest.fixture
def anew(course):
    """The class is graded, and the lesson edited."""
    assert course.run("grade", "02").code == 0
    yield from released_anew(course)


ANEW = (
    "The lesson was released anew since it was graded (check-step was worth 3 and is worth 4): "
    "`python3 -m autograder grade 02 --regrade` grades it anew."
)


def test_old_points_and_a_new_maximum_are_never_mixed(course, anew):
    assert course.marks() == {"ada": "5", "ben": "3", "cleo": "2"}
    assert "is not as it was released: check-step was worth 3" in course.run("grade", "02").err
    assert course.run("release", "02").code == 0

    said = course.run("export")
    assert said.code == 1
    assert f"ada, ben, cleo, {NAME}: left empty. {ANEW}\n" in said.err
    assert course.marks() == {"ada": "", "ben": "", "cleo": ""}
    said = course.run("grade", "02")
    assert f"Still without a mark (`--regrade` tries again):\n  ada, ben, cleo, {NAME}: {ANEW}" in (
        said.out
    )
    said = course.run("feedback", "02")
    assert said.code == 1
    assert f"ada, ben, cleo, {NAME}: no page was made: {ANEW}\n" in said.err
    assert not (course.folder / "feedback").exists()
    course.run("report", "02")
    page = (course.folder / "report.html").read_text(encoding="utf-8")
    assert page.count("The lesson was released anew since it was graded") == 3
    assert "<dt>graded</dt><dd>0</dd>" in page

    course.hand_in("ben", when=DUE)  # one that is graded by the new points, beside two by the old
    assert "Graded 1; 0 could not be graded." in course.run("grade", "02").out
    assert course.marks() == {"ada": "", "ben": "8", "cleo": ""}
    course.run("report", "02")
    page = (course.folder / "report.html").read_text(encoding="utf-8")
    assert "<dt>graded</dt><dd>1</dd>" in page
    assert "8 of 8" in page

    shown = course.run("grade", "02", "--regrade", "--yes").out
    assert f"ada, {NAME}: 5 → 6\n  check-step: 3 of 3 → 4 of 4\n" in shown
    assert course.marks() == {"ada": "6", "ben": "8", "cleo": "2"}
    assert course.run("export").code == 0
    assert "1 page" not in course.run("feedback", "02").err
    assert "(Score: 8.0 / 9.0)" in (
        course.folder / "feedback" / "ben" / NAME / f"{NAME}.html"
    ).read_text(encoding="utf-8")


# One number of answers that wait


def test_every_command_tells_the_same_number_of_answers_that_wait(course):
    course.hand_in("ada", words=WORDS, when=DUE)
    course.hand_in("ben", words=WORDS, when=DUE)
    course.hand_in_bytes("dora", b"", DUE)  # has no mark at all, and waits for nobody
    course.hand_in("emil", when=DUE)  # an answer left blank is worth 0, and waits for nobody

    def told():
        said = [course.run(x) for x in ("grade", "report", "feedback", "export")]
        page = (course.folder / "report.html").read_text(encoding="utf-8")
        lines = [line for x in said for line in (x.out + x.err).splitlines() if "wait" in line]
        return [
            line.split(" for a person: `python3 -m autograder read`")[0] for line in lines
        ], page

    lines, page = told()
    assert lines == ["3 answers wait"] * 4
    assert "<dt>answers that wait for a person</dt><dd>3</dd>" in page
    course.by_hand("ada", 1.0)
    course.by_hand("ben", 0.0)
    assert told()[0] == ["1 answer waits"] * 4
    course.by_hand("cleo", 1.0)
    lines, page = told()
    assert lines == []
    assert "that wait for a person" not in page
    course.hand_in("ada", words=f"{WORDS} No, the other.", when=DUE)  # to be read once more
    course.run("grade")
    assert told()[0] == ["1 answer waits"] * 4
    assert course.marks()["ada"] == "8"


def test_work_that_came_in_since_it_was_graded_is_told(course):
    course.run("grade")
    course.hand_in("ada", step=WRONG_STEP, when=DUE)
    course.hand_in("dora", when=DUE)
    new = f"{NAME}: 2 submissions (ada, dora) came in or changed since the last grading. Run "
    for command in ("report", "feedback", "export"):
        assert new + "`python3 -m autograder grade 02` first." in course.run(command).err
    course.run("grade")
    for command in ("report", "feedback", "export"):
        assert "came in" not in course.run(command).err
