"""Work for machines that come, go, are slow, are not as ours, or are not to be trusted with it.

The cluster is a pretended one; a real one stands in test_cluster_lives.
"""

from __future__ import annotations

import json
import pickle
import shutil
import sys

import pytest
from a_lesson import NAME, written
from grading.a_cluster import Pretended
from grading.a_course import Course, these_lessons

from autograder.environment import CommandFailed
from autograder.grading import cluster, outpost, staff
from autograder.grading.cluster import Cluster
from autograder.grading.jobs import Job, code_hash
from autograder.grading.joining import is_safe
from autograder.grading.outpost import DIED, NO_KIT, Machine
from autograder.grading.parcel import answers, job_in, kit_of, packed, unpacked
from autograder.grading.verdicts import Question, Record
from autograder.sandbox.probe import Probe
from autograder.sandbox.settings import Settings

ONE, TWO = "tcp://127.0.0.1:1", "tcp://127.0.0.1:2"
CONTAINED = Probe(2, "contained", ["limits"], [], "")
MINE = Machine("here", code_hash(), CONTAINED)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(staff, "LOOK", 0.01)
    monkeypatch.setattr(cluster, "LOOK", 0.01)


@pytest.fixture
def jobs(tmp_path):
    lesson = written(tmp_path / "notebooks")
    (tmp_path / "seeds.json").write_text(f'{{"{NAME}": 7, "99_other": 8}}')
    made = []
    for who in ("ada", "ben", "cleo"):
        folder = tmp_path / "submitted" / who / NAME
        folder.mkdir(parents=True)
        (folder / lesson.name).write_text(f'"{who}"')
        seeds = tmp_path / "seeds.json"
        made.append(Job(who, NAME, lesson, folder, seeds, Settings(), (), "grader"))
    return made


def answer(packed):
    """What a worker says of a submission."""
    parcel = pickle.loads(packed)
    question = Question("q", 1.0, 1.0, "right", message="\ud800 ≤")
    record = Record(parcel.student, parcel.lesson, work="theirs", questions=[question])
    return answers(record, {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def honest(address, what, *arguments):
    return MINE if what == "introduce" else answer(arguments[0])


def graded(do, jobs, *addresses, least=1):
    """(student, why not graded) of each result, and the client."""
    client = Pretended(do, *(addresses or (ONE, TWO)))
    results = list(filter(None, Cluster(client, least).graded(jobs)))
    return {job.student: record.problem for job, record, _ in results}, client, results


def test_every_submission_is_graded_once_and_its_record_tells_what_lay_here(jobs):
    told, client, results = graded(honest, jobs)
    assert told == {"ada": "", "ben": "", "cleo": ""}
    assert sum(what == "grade" for _, what in client.asked) == len(results) == 3
    for job, record, notebook in results:
        assert record.work == job.work
        assert record.questions == [Question("q", 1.0, 1.0, "right", message="\ud800 ≤")]
        assert notebook.cells == []


@pytest.mark.parametrize(
    ("machine", "why"),
    [
        (Machine("far", code_hash(), Probe(0, "limits", [], [], "Mend it.")), "level 0 (limits)"),
        (Machine("far", "older", CONTAINED), "its clone to the same state"),
        (ImportError("no autograder"), "its clone to the same state"),
        (OSError("disk full"), "OSError: disk full"),
    ],
)
def test_a_machine_that_is_not_fit_gets_no_work_and_a_sentence_says_so(jobs, machine, why, capsys):
    def do(address, what, *arguments):
        if address == ONE and isinstance(machine, Exception):
            raise machine
        return machine if address == ONE else honest(address, what, *arguments)

    told, client, _ = graded(do, jobs)
    assert list(told.values()) == ["", "", ""]
    assert (ONE, "grade") not in client.asked
    said = capsys.readouterr().err
    assert " gets no work: " in said
    assert why in said
    with pytest.raises(CommandFailed, match="no machine of the cluster is there that may grade"):
        graded(do, jobs, ONE)


def test_a_worker_on_another_machine_without_tls_is_not_even_asked(jobs, capsys):
    told, client, _ = graded(honest, jobs, "tcp://192.168.0.7:1", ONE)
    assert len(told) == 3
    assert {address for address, _ in client.asked} == {ONE}
    assert "tcp://192.168.0.7:1 gets no work: it is not on this machine" in capsys.readouterr().err


def test_where_two_workers_end_over_a_submission_it_is_put_aside(jobs):
    def do(address, what, *arguments):
        bad = what == "grade" and pickle.loads(arguments[0]).student == "ben"
        return DIED if bad else honest(address, what, *arguments)

    told, client, _ = graded(do, jobs)
    assert told["ben"].startswith("Grading it ended our own process twice.")
    assert told["ada"] == told["cleo"] == ""
    assert sum(what == "grade" for _, what in client.asked) == 4


def test_a_worker_that_goes_leaves_its_work_to_the_others(jobs):
    def do(address, what, *arguments):
        if what == "grade" and address == ONE:
            client.there.pop(ONE, None)
            return "waits"
        return honest(address, what, *arguments)

    client = Pretended(do, ONE, TWO)
    results = list(filter(None, Cluster(client, 1).graded(jobs)))
    assert sorted(job.student for job, *_ in results) == ["ada", "ben", "cleo"]
    assert (ONE, "grade") in client.asked


def test_a_submission_over_which_every_worker_is_lost_is_left_to_the_next_run(jobs):
    def do(address, what, *arguments):
        if what == "grade" and pickle.loads(arguments[0]).student == "ben":
            client.there[address] += "+"  # another process at the same address
            return "waits"
        return honest(address, what, *arguments)

    client = Pretended(do, ONE)
    told = {job.student: record for job, record, _ in filter(None, Cluster(client, 1).graded(jobs))}
    assert "4 workers that had it were lost" in told["ben"].problem
    assert told["ben"].work == ""  # so it is tried again
    assert told["ada"].problem == told["cleo"].problem == ""


def test_a_worker_that_fails_over_a_submission_gets_no_more(jobs, capsys):
    def do(address, what, *arguments):
        if what == "grade" and address == ONE:
            raise OSError("no space left")
        return honest(address, what, *arguments)

    told, client, _ = graded(do, jobs)
    assert list(told.values()) == ["", "", ""]
    assert client.asked.count((ONE, "grade")) <= 2  # one in hand, one ahead
    assert f"{ONE} gets no work: OSError: no space left" in capsys.readouterr().err


def test_what_a_slow_worker_has_not_done_another_does_too_and_counts_once(jobs, monkeypatch):
    monkeypatch.setattr(cluster, "SLOW", 0.05)

    def do(address, what, *arguments):
        return "waits" if what == "grade" and address == ONE else honest(address, what, *arguments)

    _, client, results = graded(do, jobs)
    assert sorted(job.student for job, *_ in results) == ["ada", "ben", "cleo"]
    assert (ONE, "grade") in client.asked


def test_a_clerk_that_ends_as_it_begins_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(outpost, "_place", lambda: str(tmp_path))
    monkeypatch.setattr(outpost.sys, "executable", shutil.which("false"))
    with pytest.raises(OSError, match="ended as it began, with 1; why, the worker's log says"):
        outpost.introduce()


def test_a_kit_is_sent_once_and_again_where_it_is_missing(jobs):
    kits = []

    def do(address, what, *arguments):
        if what == "introduce":
            return MINE
        kits.append(arguments[1] is not None)
        return NO_KIT if len(kits) == 2 else answer(arguments[0])

    told, _, _ = graded(do, jobs, ONE)
    assert list(told.values()) == ["", "", ""]
    assert kits[:2] == [True, False]
    assert sum(kits) == 2


@pytest.mark.parametrize("how", ["is gone", "has restarted"])
def test_where_the_scheduler_is_gone_the_command_ends_in_a_sentence(jobs, how):
    def do(address, what, *arguments):
        if what == "introduce":
            return MINE
        if how == "is gone":
            client.status = "connecting"
        return "waits"

    client = Pretended(do, ONE)
    work = Cluster(client, 1)
    if how == "has restarted":  # Dask's client comes back, and knows nothing of what was asked
        look = work.staff.look
        work.staff.look = lambda: [x[0].cancel() for x in work.staff.asked.values()] and look()
    with pytest.raises(CommandFailed, match=r"scheduler .* is gone\. The same command goes on"):
        list(work.graded(jobs))


def test_without_any_worker_it_waits_a_little_and_says_so(jobs, monkeypatch, capsys):
    monkeypatch.setattr(staff, "PATIENCE", 0.05)
    client = Pretended(honest)
    with pytest.raises(CommandFailed, match="no machine of the cluster is there"):
        list(Cluster(client, 1).graded(jobs))
    assert "No worker is there yet." in capsys.readouterr().err


def test_a_submission_that_cannot_be_read_is_told_and_never_sent(jobs):
    (jobs[1].submitted / f"{NAME}.ipynb").unlink()
    told, client, _ = graded(honest, jobs)
    assert told["ben"] == f"There is no {NAME}.ipynb among what was handed in."
    assert sum(what == "grade" for _, what in client.asked) == 2


def test_a_kit_holds_the_lesson_what_lies_beside_it_own_exercises_and_one_seed(jobs, tmp_path):
    job = jobs[0]
    (job.source.parent / "data").mkdir()
    (job.source.parent / "data" / "x.csv").write_text("1,2")
    own = tmp_path / "notebooks" / "exercises" / "lesson_02"
    own.mkdir(parents=True)
    (own / "mine.py").write_text("pass")
    (own / "hints.toml").write_text("")
    place = tmp_path / "there" / "grader"
    place.parent.mkdir()
    unpacked(kit_of(job), place)
    unpacked(kit_of(job), place)  # twice changes nothing
    found = {x.relative_to(place).as_posix() for x in place.rglob("*") if x.is_file()}
    lessons = {f"notebooks/{NAME}/{NAME}.ipynb", f"notebooks/{NAME}/data/x.csv", "seeds.json"}
    assert found == lessons | {
        "notebooks/exercises/lesson_02/mine.py",
        "notebooks/exercises/lesson_02/hints.toml",
    }
    assert json.loads((place / "seeds.json").read_text()) == {NAME: 7}
    there = job_in(packed(job), place, tmp_path, ("limits",))
    assert there.source.read_bytes() == job.source.read_bytes()
    assert (there.submitted / f"{NAME}.ipynb").read_text() == '"ada"'


@pytest.mark.parametrize(
    "address",
    ["tls://head:8786", "tcp://127.0.0.1:8786", "127.8.0.1:1", "localhost:8786", "tcp://[::1]:1"],
)
def test_over_tls_or_on_this_machine_is_safe(address):
    assert is_safe(address)


@pytest.mark.parametrize(
    "address",
    [
        "tcp://head:8786",
        "10.0.0.5:8786",
        "tcp://[fe80::1]:1",
        "0.0.0.0:8786",
        "ws://127.0.0.1:8786",
        "tcp://localhost.evil.org:1",
        "tcp://127.0.0.1@evil.org:1",
        "inproc://127.0.0.1/1/1",
        "",
    ],
)
def test_anything_else_is_not(address):
    assert not is_safe(address)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    made = Course(tmp_path_factory.mktemp("class"))
    with these_lessons(made.lesson.parents[1]):
        made.hand_in("ada")
        yield made


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["tcp://10.0.0.5:8786"], "without TLS everybody on the way could read"),
        (["local:some"], "says no number of workers. Try local:2."),
        (["tls://head:8786"], "needs certificates, and Dask's configuration names none."),
        (["tcp://127.0.0.1:9"], "no Dask scheduler answers at tcp://127.0.0.1:9"),
        (["local:1", "--isolation", "off"], "Grade your own work without --cluster."),
    ],
)
def test_an_address_that_will_not_do_is_a_sentence_each(course, words, said, monkeypatch):
    pytest.importorskip("distributed", reason="Dask is an extra: setup --extra cluster")
    monkeypatch.setattr("autograder.grading.joining.ANSWER", 0.3)
    done = course.run("grade", "02", "--cluster", *words)
    assert done.code == 1
    assert said in done.err
    assert done.err.count("\n") == 1


def test_without_dask_the_command_that_brings_it_is_told(course, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = course.run("grade", "02", "--cluster", "local:2")
    assert done.code == 1
    assert "`python3 -m autograder setup --extra cluster` brings it" in done.err
