"""Grading a class: once, again, after a kill, after a broken resubmission, after a mended check."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest
from a_child import family, gone
from grading.a_class import LESSON, NAME, command, copied, grading, handed_in, scores

from autograder.course.alone import alone
from autograder.course.seeds import seeds_file
from autograder.grading.jobs import Job, submissions
from autograder.grading.pool import graded
from autograder.grading.verdicts import records
from autograder.sandbox.settings import Settings

pytestmark = pytest.mark.filterwarnings("ignore")

STUDENTS = 4


@pytest.fixture(scope="module")
def room(tmp_path_factory, first_released):
    return handed_in(tmp_path_factory.mktemp("class") / "course", STUDENTS, first_released)


@pytest.fixture(scope="module")
def undisturbed(room, tmp_path_factory):
    """The class graded once, without trouble."""
    course = copied(room, tmp_path_factory.mktemp("once") / "course")
    done = grading(course, "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert f"Graded {STUDENTS}; 0 could not be graded." in done.stdout
    return course


def jobs(course, settings=None):
    settings = settings or Settings()
    return [
        Job(student, NAME, LESSON, folder, seeds_file(course), settings, ("limits",), "g")
        for student, folder in submissions(course, NAME)
    ]


def one(course):
    return sorted((course / "submitted").iterdir())[0] / NAME / LESSON.name


def test_the_second_time_nothing_is_graded(undisturbed):
    before = scores(undisturbed)
    done = grading(undisturbed)
    assert "Graded 0; 0 could not be graded." in done.stdout
    assert f"{STUDENTS} graded before, and left as they are." in done.stdout
    assert scores(undisturbed) == before


def test_two_at_once_do_not_grade_anybody_twice(room, undisturbed, tmp_path):
    course = copied(room, tmp_path / "course")
    with alone(course, "grade"):
        second = grading(course)
    assert second.returncode == 1
    assert f"another `grade` is at work in {course} (process {os.getpid()})" in second.stderr
    assert not records(course, NAME)
    assert f"Graded {STUDENTS}; 0 could not be graded." in grading(course).stdout
    assert scores(course) == scores(undisturbed)


def test_a_student_who_is_not_there_is_no_success(undisturbed):
    known = one(undisturbed).parent.parent.name
    done = grading(undisturbed, "--student", known + "x")
    assert done.returncode == 1
    assert f"there is no submission of {known}x here. Did you mean {known}" in done.stderr


def test_a_seed_for_a_try_enters_nothing(undisturbed):
    before = scores(undisturbed)
    done = grading(undisturbed, "--seed", "5", "--json")
    assert done.returncode == 0
    told = json.loads(done.stdout)  # what would change is told beside it
    assert not told["entered"]
    assert len(told["graded"]) == STUDENTS
    assert f"of {STUDENTS} would change.\nNothing was changed." in done.stderr
    assert scores(undisturbed) == before
    assert grading(undisturbed).stderr.count("--regrade shows") == 0


def test_only_the_changed_submission_is_graded_again(undisturbed, tmp_path):
    course = copied(undisturbed, tmp_path / "course")
    path = one(course)
    path.write_text(path.read_text() + "\n")
    assert "Graded 1; 0 could not be graded." in grading(course).stdout
    assert scores(course) == scores(undisturbed)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_stopped_in_the_middle_and_begun_again_it_ends_as_if_undisturbed(
    room, undisturbed, tmp_path, how
):
    course = copied(room, tmp_path / "course")
    running = subprocess.Popen(
        command(course, "--jobs", "2"), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    until = time.monotonic() + 60
    while not records(course, NAME) and time.monotonic() < until:
        time.sleep(0.005)
    running.send_signal(how)
    _, said = running.communicate(timeout=60)
    if how == signal.SIGINT and running.returncode == 130:
        assert "The same command goes on from here." in said
    first = {record.student: record for record in records(course, NAME)}
    assert first
    done = grading(course, "--jobs", "2")
    assert done.returncode == 0, done.stderr
    assert f"Graded {STUDENTS - len(first)};" in done.stdout
    assert scores(course) == scores(undisturbed)
    assert len(records(course, NAME)) == STUDENTS
    assert not list(course.rglob(".half-*"))


@pytest.mark.slow
def test_who_is_graded_is_entered_while_a_slow_one_is_waited_for_and_a_kill_loses_only_that_one(
    room, tmp_path
):
    course = copied(room, tmp_path / "course")
    last = sorted((course / "submitted").iterdir())[-1]
    path = last / NAME / LESSON.name
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:  # each call waits for its deadline, a minute in all
        if cell["cell_type"] == "code" and "def " in "".join(cell["source"]):
            cell["source"] += ["\n", "while True:\n", "    pass\n"]
    path.write_text(json.dumps(notebook))
    running = subprocess.Popen(command(course, "--jobs", "1"), stderr=-3, stdout=-3)
    until = time.monotonic() + 100
    while len(records(course, NAME)) < STUDENTS - 1 and time.monotonic() < until:
        time.sleep(0.02)
    assert running.poll() is None
    running.kill()
    running.wait()
    first = records(course, NAME)
    assert len(first) == STUDENTS - 1
    assert last.name not in {record.student for record in first}
    path.write_bytes(one(course).read_bytes())
    done = grading(course)
    assert "Graded 1; 0 could not be graded." in done.stdout
    assert {x.student: x for x in first}.items() <= {
        x.student: x for x in records(course, NAME)
    }.items()
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as book:
        rows = book.execute("select student_id, count(*) from submitted_assignment group by 1")
        assert sorted(rows) == [(x.name, 1) for x in sorted((course / "submitted").iterdir())]


@pytest.mark.parametrize("moment", ["at its start", "at work"])
def test_a_command_that_is_killed_leaves_no_process_and_no_semaphore(room, tmp_path, moment):
    course = copied(room, tmp_path / "course")
    words = command(course, "--jobs", "2")
    with subprocess.Popen(words, stderr=-3, stdout=-3, start_new_session=True) as running:
        until, started = time.monotonic() + 60, []
        while time.monotonic() < until:
            started = family(running.pid)
            if len(started) > (2 if moment == "at its start" else 5):
                break
            time.sleep(0.005)
        shared = [pid for pid in [running.pid, *started] if "sem.mp-" in maps(pid)]
        running.kill()
        running.wait()
        assert len(started) > 2
        assert gone(started, 30)
        assert shared == []


def maps(pid):
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/maps").read_text()
    return ""


def test_a_worker_that_is_killed_costs_nobody_anything(room, undisturbed, tmp_path):
    course = copied(room, tmp_path / "course")
    found, killed = {}, False
    for job, record, _ in filter(None, graded(jobs(course), 2)):
        found[job.student] = record.score
        if not killed:
            killed = True
            for worker in multiprocessing.active_children():
                os.kill(worker.pid, signal.SIGKILL)
    assert found == {record.student: record.score for record in records(undisturbed, NAME)}


def test_whose_worker_was_gone_before_is_not_blamed_for_its_end(room, tmp_path):
    course = copied(room, tmp_path / "course")
    results = graded(jobs(course)[:1], 1)
    (worker,) = results.workers
    worker.process.kill()
    worker.process.join()
    job = worker.jobs.popleft()
    results.deaths[job] = 1  # with one more it would be put aside
    worker.give(job)
    ((_, record, _),) = filter(None, results)
    assert (record.student, record.problem) == (job.student, "")


def test_a_submission_that_kills_two_workers_is_put_aside(room, tmp_path):
    course = copied(room, tmp_path / "course")
    path = one(course)
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        if "row_norms(" in "".join(cell["source"]) and cell["metadata"].get("nbgrader"):
            cell["source"] = "while True:\n    pass"
            break
    path.write_text(json.dumps(notebook))
    slow = [job for job in jobs(course, Settings(cell_seconds=60)) if job.submitted == path.parent]
    results = graded(slow, 1)

    def killer():
        until = time.monotonic() + 60
        seen = set()
        while len(seen) < 2 and time.monotonic() < until:
            for worker in multiprocessing.active_children():
                if worker.pid not in seen and worker.exitcode is None:
                    time.sleep(3)
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(worker.pid, signal.SIGKILL)
                    seen.add(worker.pid)
            time.sleep(0.05)

    import threading

    threading.Thread(target=killer, daemon=True).start()
    ((_, record, notebook),) = filter(None, results)
    assert record.problem == "Grading it ended our own process twice. A person has to look at it."
    assert notebook is None


def test_a_broken_resubmission_does_not_keep_the_old_score(undisturbed, tmp_path):
    course = copied(undisturbed, tmp_path / "course")
    path = one(course)
    student = path.parent.parent.name
    (path.parent / "problem.txt").write_text("ada.ipynb is cut off in line 7.")
    path.unlink()
    done = grading(course)
    assert done.returncode == 1
    assert f"{student}, {NAME}: ada.ipynb is cut off in line 7." in done.stdout
    again = grading(course).stdout
    assert f"Still without a mark (`--regrade` tries again):\n  {student}, {NAME}: ada" in again
    theirs = [row for (who, _), row in scores(course).items() if who == student]
    assert all(auto is None and waits for auto, _, waits in theirs)
    assert not (course / "autograded" / student / NAME).exists()


def test_a_regrade_is_shown_first_and_leaves_manual_grades_alone(undisturbed, tmp_path):
    course = copied(undisturbed, tmp_path / "course")
    before = scores(course)
    path = next((course / "verdicts" / NAME).glob("*.json"))
    old = json.loads(path.read_text())
    mended = next(q for q in old["questions"] if q["score"])
    was, mended["score"] = mended["score"], 0.0
    path.write_text(json.dumps(old))
    with sqlite3.connect(course / "gradebook.db") as book:
        book.execute("update grade set manual_score = 1.5, auto_score = 0 where auto_score > 0")
    book.close()
    stained = scores(course)

    shown = grading(course, "--regrade", "--dry-run")
    assert f"{mended['grade_id']}: 0 → {was:g}." in shown.stdout
    assert f"1 of {STUDENTS} would change." in shown.stdout
    assert scores(course) == stained
    assert "Add --yes to enter these grades." in grading(course, "--regrade").stdout
    assert scores(course) == stained

    assert grading(course, "--regrade", "--yes").returncode == 0
    after = scores(course)
    assert {key: auto for key, (auto, *_) in after.items()} == {
        key: auto for key, (auto, *_) in before.items()
    }
    assert all(row[1] == stained[key][1] for key, row in after.items())
    assert all(waits for _, manual, waits in after.values() if manual is not None)


def test_a_grader_that_has_changed_moves_no_score_by_itself(undisturbed, tmp_path):
    course = copied(undisturbed, tmp_path / "course")
    for path in (course / "verdicts" / NAME).glob("*.json"):
        path.write_text(path.read_text().replace('"grader": "', '"grader": "older-'))
    done = grading(course)
    assert "Graded 0;" in done.stdout
    assert "--regrade shows what would change" in done.stderr


def test_the_summary_as_json_holds_every_verdict(undisturbed, tmp_path):
    course = copied(undisturbed, tmp_path / "course")
    (course / "verdicts").rename(course / "aside")
    done = grading(course, "--json", "--student", one(course).parent.parent.name)
    told = json.loads(done.stdout)
    assert told["not_graded"] == {}
    (record,) = told["graded"]
    assert {q["verdict"] for q in record["questions"]} <= {
        "right", "partly", "wrong", "could not run", "by hand"
    }  # fmt: skip


def test_no_submissions_and_no_release_are_a_sentence_each(tmp_path):
    (tmp_path / "empty" / "submitted").mkdir(parents=True)
    done = grading(tmp_path / "empty")
    assert done.returncode == 1
    assert "nothing to grade in" in done.stderr
    (tmp_path / "bare" / "submitted" / "ada" / NAME).mkdir(parents=True)
    done = grading(tmp_path / "bare")
    assert done.returncode == 1
    assert "there is no gradebook" in done.stderr
    assert "Release a lesson first: `python3 -m autograder release NN`." in done.stderr
    assert not (tmp_path / "bare" / "gradebook.db").exists()


def test_after_a_run_no_process_is_left(undisturbed, tmp_path):
    course = copied(undisturbed, tmp_path / "course")
    (course / "verdicts").rename(course / "aside")
    before = warm_processes()
    assert grading(course).returncode == 0
    until = time.monotonic() + 10
    while warm_processes() - before and time.monotonic() < until:
        time.sleep(0.05)
    assert not warm_processes() - before


def warm_processes():
    listed = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True)
    return {line.split()[0] for line in listed.stdout.splitlines() if "inside/warm.py" in line}
