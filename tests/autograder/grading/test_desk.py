"""At the desk: whatever goes wrong with one submission costs that one alone.

Ada's is the one; Ben is entered after her, and Cleo before. Each step of entering is made to fail,
found by watching which functions run; then each thing that a student or a class may bring along.
"""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import gc
import json
import shutil
import sqlite3
import sys
import weakref
from datetime import timedelta
from multiprocessing import Pipe
from pathlib import Path
from types import SimpleNamespace

import nbgrader
import pytest
from a_lesson import NAME
from grading.a_course import DUE, LATE, WORDS, WRONG_MARGIN
from sqlalchemy import event

from autograder.course.nbgrader_config import course_config
from autograder.environment import ROOT
from autograder.grading import desk as desk_module
from autograder.grading import pool, work
from autograder.grading.desk import Desk
from autograder.grading.gradebook import Ledger
from autograder.grading.jobs import Job, submissions, work_hash
from autograder.grading.opening import GradebookFailed
from autograder.grading.verdicts import read_record, record_path
from autograder.sandbox.settings import Settings

pytestmark = pytest.mark.filterwarnings("ignore")  # of nbgrader's own libraries

FULL = 7.0
ENTERING = ("desk.Desk.take", "desk.Desk.enter", "desk.Desk.keep", "desk._sentence")


# Each step of entering fails


@pytest.fixture(scope="module")
def graded(released, tmp_path_factory):
    """Records and notebooks of the three, graded but not entered; a copy of the gradebook."""
    for name, kind in (("ada", {}), ("ben", {"margin": WRONG_MARGIN}), ("cleo", {"words": WORDS})):
        released.hand_in(name, when=LATE, **kind)
    found = {}
    for student, folder in submissions(released.folder, NAME):
        seeds = released.folder / "seeds.json"
        job = Job(student, NAME, released.lesson, folder, seeds, Settings(), ("limits",), "g")
        found[student] = work.do(job)
    assert {x: record.problem for x, (record, _) in found.items()} == dict.fromkeys(found, "")
    kept = tmp_path_factory.mktemp("kept") / "gradebook.db"
    shutil.copy(released.folder / "gradebook.db", kept)
    return found, kept


@pytest.fixture
def desk(released, graded):
    """An empty gradebook, and nobody entered."""
    _, kept = graded
    shutil.copy(kept, released.folder / "gradebook.db")
    for name in ("autograded", "verdicts"):
        shutil.rmtree(released.folder / name, ignore_errors=True)
    with Ledger(released.folder, released.lesson.parent.parent) as ledger:
        ledger.must_know(NAME)
        yield Desk(ledger, released.folder)


class Watch:
    """Notes which functions run, or lets one of them raise when it is called."""

    PLACES = (str(ROOT / "autograder"), str(Path(nbgrader.__file__).parent))

    def __init__(self, at=None, error=None):
        self.at, self.error, self.seen = at, error, []

    def __enter__(self):
        self.before = sys.gettrace()
        sys.settrace(self)
        return self

    def __exit__(self, *_):
        sys.settrace(self.before)

    def __call__(self, frame, event, _):
        code = frame.f_code
        name = f"{Path(code.co_filename).stem}.{code.co_qualname}"
        if event == "call" and code.co_filename.startswith(self.PLACES):
            self.seen.append(name)
            if name == self.at:
                self.at = None
                raise self.error
        return None


def test_no_step_of_entering_can_end_a_run_or_harm_another(released, graded, desk):
    found, _ = graded
    with Watch() as watch:
        enter(desk, *found["ada"])
    assert desk.failed == {}
    steps = [x for x in dict.fromkeys(watch.seen) if x not in ENTERING]
    assert {"gradebook.Ledger._rows", "late.Late.penalty", "verdicts.write_record"} <= set(steps)
    assert any(x.startswith("api.Gradebook.") for x in steps)
    assert len(steps) > 25
    entered = released.rows("ada")
    assert [row[1] for row in entered] == [2.0, 3.0, 2.0, 0.0]

    for number, step in enumerate(steps):
        for student in ("ada", "ben"):
            forget(desk, student)
        before = released.rows("ada")
        denied = number % 2 and not step.startswith("slip.")  # a slip that is denied has no time
        error = PermissionError(errno.EACCES, "no") if denied else RuntimeError("no luck")
        with Watch(step, error) as watch:
            enter(desk, *found["ada"])
        assert watch.at is None, step  # it was called, and raised
        assert read_record(released.folder, "ada", NAME) is None, step
        assert released.rows("ada") in (before, entered), step
        (told,) = desk.failed.values()
        assert told.startswith("Not entered, and to be graded again. "), step
        assert "\n" not in told
        assert not list(released.folder.rglob(".half-*")), step

        desk.failed.clear()
        enter(desk, *found["ben"])
        enter(desk, *found["ada"])
        assert desk.failed == {}, step
        assert released.rows("ada") == entered, step
        assert [row[1] for row in released.rows("ben")] == [0.0, 3.0, 0.0, 0.0], step


def enter(desk, record, notebook):
    desk.take(record, notebook)
    desk.enter()


def forget(desk, student):
    """As if that student had never been entered."""
    desk.ledger.book.db.rollback()
    if student in {x.id for x in desk.ledger.book.students}:
        desk.ledger.book.remove_student(student)
    record_path(desk.course, student, NAME).unlink(missing_ok=True)
    shutil.rmtree(desk.course / "autograded" / student, ignore_errors=True)


# Many in one transaction


@pytest.fixture
def clock(monkeypatch):
    """The time that the desk reads: `clock.now`."""
    made = SimpleNamespace(now=0.0)
    made.monotonic = lambda: made.now
    monkeypatch.setattr(desk_module, "time", made)
    return made


def known(released):
    """Who has a record, and who is in the gradebook."""
    names = ("ada", "ben", "cleo")
    recorded = [x for x in names if read_record(released.folder, x, NAME)]
    assert [x for x in names if released.rows(x)] == recorded
    return recorded


def test_what_comes_within_a_second_is_one_transaction(released, graded, desk, clock):
    found, commits = graded[0], []
    event.listen(desk.ledger.book.engine, "commit", commits.append)
    desk.take(*found["ada"])
    assert (known(released), len(commits)) == (["ada"], 1)
    clock.now = 0.9
    desk.take(*found["ben"])
    assert known(released) == ["ada"]
    with contextlib.closing(sqlite3.connect(released.folder / "gradebook.db", 0)) as other:
        other.execute("begin immediate")  # nothing is locked meanwhile
    clock.now = 1.0
    desk.take(*found["cleo"])
    assert (known(released), len(commits)) == (["ada", "ben", "cleo"], 2)
    assert [row[1] for row in released.rows("ben")] == [0.0, 3.0, 0.0, 0.0]


def test_a_full_batch_does_not_wait_and_what_is_left_is_entered_in_the_end(
    released, graded, desk, clock, monkeypatch
):
    found = graded[0]
    monkeypatch.setattr(desk_module, "BATCH", 2)
    desk.entered = clock.now
    with contextlib.suppress(KeyboardInterrupt), desk:
        desk.take(*found["ada"])
        assert known(released) == []
        desk.take(*found["ben"])
        assert known(released) == ["ada", "ben"]
        desk.take(*found["cleo"])
        raise KeyboardInterrupt
    assert known(released) == ["ada", "ben", "cleo"]


def test_where_no_further_result_comes_who_waits_is_entered_after_a_second(
    released, graded, desk, clock
):
    found = graded[0]
    desk.take(*found["ada"])
    desk.take(*found["ben"])
    clock.now = 0.9
    desk.look()
    assert known(released) == ["ada"]
    clock.now = 1.0
    desk.look()
    assert known(released) == ["ada", "ben"]


def test_a_regrade_holds_no_notebook_in_memory_and_enters_them_as_they_are(course, monkeypatch):
    course.run("grade", "02")
    rows = [course.rows(x) for x in ("ada", "ben", "cleo")]
    alive, real = [], work.do

    def watched(job):
        record, notebook = real(job)
        alive.append(weakref.ref(notebook))
        gc.collect()
        assert sum(x() is not None for x in alive) <= 2  # this one, and the one before
        return record, notebook

    monkeypatch.setattr(work, "do", watched)
    texts = [x.read_bytes() for x in sorted((course.folder / "autograded").rglob("*.ipynb"))]
    said = course.run("grade", "02", "--regrade", "--yes")
    assert "0 of 3 would change." in said.out
    assert len(alive) == 3
    assert [course.rows(x) for x in ("ada", "ben", "cleo")] == rows
    again = [x.read_bytes() for x in sorted((course.folder / "autograded").rglob("*.ipynb"))]
    assert len(texts) == 3
    assert [json.loads(x)["cells"] for x in again] == [json.loads(x)["cells"] for x in texts]


def test_one_that_fails_among_many_costs_itself_alone(released, graded, desk, monkeypatch):
    real = desk.ledger._grades

    def fails(rows, record, notebook):
        real(rows, record, notebook)
        if record.student == "ben":
            raise RuntimeError("no luck")

    monkeypatch.setattr(desk.ledger, "_grades", fails)
    desk.taken = [graded[0][x] for x in ("ada", "ben", "cleo")]
    desk.enter()
    assert known(released) == ["ada", "cleo"]
    assert list(desk.failed) == [("ben", NAME)]


def test_where_the_gradebook_fails_nobody_of_the_batch_is_entered(released, graded, desk):
    desk.taken = [graded[0][x] for x in ("ada", "ben")]
    full = OSError(errno.ENOSPC, "No space")
    real, calls = desk.ledger._files, []

    def fails(*args):
        calls.append(args)
        if len(calls) == 2:
            raise full
        real(*args)

    desk.ledger._files = fails
    with pytest.raises(GradebookFailed):
        desk.enter()
    assert known(released) == []
    assert desk.taken == []  # the same command goes on, not this one


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
def test_a_disk_that_is_full_ends_the_run_in_a_sentence_and_half_enters_nobody(
    released, graded, desk, code
):
    found, _ = graded
    for step in ("verdicts.replace_file", "gradebook.Ledger._files", "verdicts.write_record"):
        with Watch(step, OSError(code, "No space")), pytest.raises(GradebookFailed) as failed:
            enter(desk, *found["ada"])
        assert str(failed.value) == (
            f"the gradebook, ada, {NAME}: No space. What was entered before stays; "
            "the same command goes on from there."
        )
        assert read_record(released.folder, "ada", NAME) is None
    enter(desk, *found["ada"])
    assert released.rows("ada")[1][1] == 3.0


def test_what_would_be_entered_is_told_and_nothing_is(released, graded, desk):
    found, _ = graded
    files = released.files()
    before, after = desk.would(*found["ada"])
    assert before is None
    assert (after.points, after.late, after.counts) == (FULL, 2.0, 5.0)
    assert released.rows("ada") == []
    assert released.files() == files
    enter(desk, *found["ada"])
    assert desk.would(*found["ada"]) == (after, after)


def test_a_record_whose_questions_are_not_the_gradebooks_is_not_entered(released, graded, desk):
    record, notebook = graded[0]["ada"]
    for questions in (record.questions[1:], [*record.questions, record.questions[0]]):
        renamed = [dataclasses.replace(q, grade_id=f"{q.grade_id}-2") for q in questions[:1]]
        other = dataclasses.replace(record, questions=[*questions[1:], *renamed])
        enter(desk, other, notebook)
        (told,) = desk.failed.values()
        assert "the lesson was released anew while it was graded" in told
        assert released.rows("ada") == []
        desk.failed.clear()


# What a student, or a class, may bring along


def test_a_late_file_that_cannot_be_read_stops_nobody(course):
    for content in (b"%PDF-1.4 scanned", b'{"cells": [', b"\0" * 100, b""):
        course.hand_in_bytes("ada", content, LATE)
        done = course.run("grade", "02")
        assert done.code == 1
        assert f"  ada, {NAME}: {NAME}.ipynb " in done.out
        assert "1 could not be graded." in done.out
        assert course.marks() == {"ada": "", "ben": "3", "cleo": "2"}
        (course.folder / "nbgrader_config.py").touch()
    course.hand_in("ada", when=LATE)
    assert course.run("grade", "02").code == 0
    assert course.marks()["ada"] == "5"


@pytest.mark.parametrize("when", [DUE - timedelta(days=1), None])
def test_one_in_time_that_cannot_be_read_stops_nobody(course, when):
    course.hand_in_bytes("ada", b"sorry", when)
    assert course.run("grade", "02").code == 1
    assert course.marks() == {"ada": "", "ben": "3", "cleo": "2"}


def test_a_late_file_that_could_be_read_before_and_now_cannot_has_no_mark(course):
    assert course.run("grade", "02").code == 0
    assert course.marks()["ada"] == "5"
    course.hand_in_bytes("ada", b"sorry", LATE)
    assert course.run("grade", "02").code == 1
    assert course.marks()["ada"] == ""
    assert {row[1] for row in course.rows("ada")} == {None}


@pytest.mark.parametrize("stamp", ["yesterday", "", "2026-99-99 00:00:00 UTC", "\0\udcff"])
def test_a_time_that_cannot_be_read_is_told_and_stops_nobody(course, stamp):
    path = course.hand_in("ada", when="x") / "timestamp.txt"
    path.write_bytes(stamp.encode("utf-8", "surrogateescape"))
    done = course.run("grade", "02")
    assert f"  ada, {NAME}: timestamp.txt holds no time that can be read." in done.out
    assert course.marks() == {"ada": "", "ben": "3", "cleo": "2"}
    path.unlink()
    assert course.run("grade", "02").code == 0
    assert course.marks()["ada"] == "7"  # when it came is not known, so it is not late


def test_a_time_that_may_not_be_read_is_told_and_stops_nobody(course, monkeypatch):
    real = Path.open

    def closed(path, *args, **kwargs):
        if path.name == "timestamp.txt" and "ada" in path.parts:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", closed)
    done = course.run("grade", "02")
    assert f"  ada, {NAME}: timestamp.txt cannot be read: Permission denied." in done.out
    assert course.marks() == {"ada": "", "ben": "3", "cleo": "2"}


def test_a_folder_that_may_not_be_looked_into_is_told_and_stops_nobody(course, monkeypatch):
    real = Path.stat

    def closed(path, **kwargs):
        if path.parent.name == "ada" or path.parent.parent.name == "ada":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, **kwargs)

    monkeypatch.setattr(Path, "stat", closed)
    done = course.run("grade", "02")
    assert done.code == 1
    assert f"  ada, {NAME}: What was handed in cannot be read: Permission denied." in done.out
    monkeypatch.undo()
    assert course.marks() == {"ada": "", "ben": "3", "cleo": "2"}


def test_a_new_hand_in_without_a_time_does_not_keep_the_time_of_the_one_before(course):
    course.run("grade", "02")
    assert course.rows("ada")[0][4] is not None
    course.hand_in("ada")
    course.run("grade", "02")
    assert course.rows("ada")[0][4] is None
    assert not (course.folder / "autograded" / "ada" / NAME / "timestamp.txt").exists()
    assert course.marks()["ada"] == "7"


def test_an_extension_without_a_due_date_stops_nobody(course):
    course.is_due(None)
    course.run("grade", "02")
    with course.book() as book:
        book.grant_extension(NAME, "ada", days=2)
    assert course.run("grade", "02", "--regrade", "--yes").code == 0
    assert course.marks() == {"ada": "7", "ben": "3", "cleo": "4"}


@pytest.mark.parametrize(
    ("points", "why"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("'1'", "TypeError: "),
        ("float('nan')", "ValueError: it takes off nan points"),
    ],
)
def test_a_rule_for_late_work_that_fails_costs_the_late_their_mark_and_nobody_else(
    course, points, why
):
    course.rule(f"({points})")
    done = course.run("grade", "02")
    assert done.code == 1
    (told,) = [line for line in done.out.splitlines() if line.startswith("  ")]
    assert told.startswith(f"  ada, cleo, {NAME}: Not entered, and to be graded again. The class's")
    assert why in told
    assert told.endswith("Mend nbgrader_config.py.")
    assert course.marks() == {"ben": "3"}
    course.rule()
    done = course.run("grade", "02")
    assert "Graded 2; 0 could not be graded." in done.out
    assert course.marks() == {"ada": "5", "ben": "3", "cleo": "2"}


def test_a_rule_for_late_work_that_cannot_be_loaded_is_one_sentence(course):
    rule = 'get_config().AssignLatePenalties.plugin_class = "no.such.Rule"\n'
    (course.folder / "nbgrader_config.py").write_text(rule)
    done = course.run("grade", "02")
    assert done.code == 1
    assert done.err.splitlines()[-1].startswith("grade: the rule for late work cannot be loaded")


def test_a_rule_that_fails_later_leaves_the_marks_and_is_told(course):
    course.run("grade", "02")
    course.rule("1 / 0")
    done = course.run("grade", "02")
    (told,) = [line for line in done.err.splitlines() if "The class's rule" in line]
    assert told.endswith("Until then penalties stay as they are: 2 marks (ada, cleo).")
    assert course.marks() == {"ada": "5", "ben": "3", "cleo": "2"}


def test_a_place_that_is_taken_costs_one_student_alone(course):
    (course.folder / "autograded").mkdir()
    (course.folder / "autograded" / "ada").write_text("a file where a folder is to be")
    (course.folder / "verdicts" / NAME / "cleo.json").mkdir(parents=True)
    done = course.run("grade", "02")
    assert done.code == 1
    assert "Graded 1; 2 could not be graded." in done.out
    assert course.marks() == {"ben": "3", "cleo": "2"}
    (course.folder / "autograded" / "ada").unlink()
    (course.folder / "verdicts" / NAME / "cleo.json").rmdir()
    assert "Graded 2; 0 could not be graded." in course.run("grade", "02").out
    assert course.marks()["ada"] == "5"


# Our own side fails


def test_what_failed_on_our_side_is_tried_again_by_the_next_run(course, monkeypatch):
    real, calls = work.restore, []

    def fails_first(*args):
        calls.append(args)
        return real(*args) if len(calls) > 1 else 1 / 0

    monkeypatch.setattr(work, "restore", fails_first)
    done = course.run("grade", "02")
    ours = "Grading it failed on our side (ZeroDivisionError). The same command tries it again."
    assert f"  ada, {NAME}: {ours}" in done.out
    assert course.marks() == {"ada": "", "ben": "3", "cleo": "2"}
    assert "Graded 1; 0 could not be graded." in course.run("grade", "02").out
    assert course.marks()["ada"] == "5"


def test_a_result_that_cannot_be_sent_is_one_submissions_matter(course):
    job = Job("ada", NAME, course.lesson, course.folder, course.folder, None, (), "g")
    ours, theirs = Pipe()
    with ours, theirs:
        pool._hand_back(theirs, job, (memoryview(b"cannot be pickled"), None))
        record, notebook = ours.recv()
    assert notebook is None
    assert record.problem.startswith("Grading it failed on our side (TypeError).")
    assert record.work == ""


def test_two_that_differ_in_a_file_we_may_not_read_have_two_hashes(course, monkeypatch):
    place = course.hand_in("ada")
    real = Path.read_bytes

    def closed(path):
        if path.suffix == ".ipynb":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path)

    open_hash = work_hash(place)
    monkeypatch.setattr(Path, "read_bytes", closed)
    assert work_hash(place) != open_hash


# The gradebook and the records do not agree


def test_stopped_between_gradebook_and_record_the_next_run_enters_it_again(course, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(desk_module, "write_record", stop)
    assert course.run("grade", "02").code == 130
    monkeypatch.undo()
    assert not list((course.folder / "verdicts").rglob("*.json"))
    assert "Graded 3; 0 could not be graded." in course.run("grade", "02").out
    assert course.marks() == {"ada": "5", "ben": "3", "cleo": "2"}


def test_an_old_copy_of_the_gradebook_is_filled_again(course):
    old = course.folder.parent / "old.db"
    shutil.copy(course.folder / "gradebook.db", old)
    course.run("grade", "02")
    marks = course.marks()
    shutil.copy(old, course.folder / "gradebook.db")
    assert course.marks() == {}
    assert "Graded 3; 0 could not be graded." in course.run("grade", "02").out
    assert course.marks() == marks
    assert "Graded 0; 0 could not be graded." in course.run("grade", "02").out


def test_rows_that_nobody_has_filled_are_no_mark_of_zero(course):
    course.run("grade", "02")
    with course.book() as book:
        book.add_student("dora")
        book.add_submission(NAME, "dora")
    done = course.run("export", "--format", "moodle")
    assert done.code == 1
    assert f"dora, {NAME}: left empty. It is not graded yet." in done.err
    assert course.marks()["dora"] == ""


def test_points_that_grade_did_not_give_are_told(course):
    course.run("grade", "02")
    with course.book() as book:
        book.find_grade("check-step", NAME, NAME, "cleo").auto_score = 25
    for command in ("grade", "export"):
        told = course.run(command).err
        assert f"{NAME}: the gradebook has other points than `grade` gave: 1 mark (cleo)." in told
        assert "`python3 -m autograder grade 02 --regrade --student cleo` shows" in told
    done = course.run("grade", "02", "--regrade", "--student", "cleo", "--yes")
    assert f"cleo, {NAME}: 27 → 2" in done.out
    assert course.marks()["cleo"] == "2"


def test_nbgraders_own_road_keeps_a_record_only_of_what_is_in_the_gradebook(course, monkeypatch):
    from nbgrader.converters import Autograde
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory

    monkeypatch.setenv("NNLIB_COURSE_DIR", str(course.folder))
    rule = "0 if student_id == 'cleo' else 1 / 0"
    course.rule(f"({rule})")
    config = course_config(course.folder, course.lesson.parents[1])
    folders = CourseDirectory(config=config, assignment_id=NAME)
    with pytest.raises(NbGraderException):
        Autograde(coursedir=folders, config=config, force=True).start()
    records = {x: read_record(course.folder, x, NAME) for x in ("ada", "ben", "cleo")}
    assert records["ada"] is None
    assert records["ben"].score == 3.0
    assert records["cleo"].work == work_hash(course.folder / "submitted" / "cleo" / NAME)
    course.rule()
    assert "Graded 1; 0 could not be graded." in course.run("grade", "02").out
    assert course.marks() == {"ada": "5", "ben": "3", "cleo": "4"}
    assert "other marks follow: 1 mark (cleo)" in course.run("grade", "02").err
