"""A real Dask cluster on loopback: killed in the middle, attacked, and not to be trusted with work.

Two workers may grade; the folder of a third lies where students' code can read. Its certificates
are those of Dask's configuration, and no option names them.
"""

from __future__ import annotations

import os
import signal
import socket
import sysconfig
import tempfile
import tracemalloc
from pathlib import Path
from types import SimpleNamespace

import pytest
from a_room import FULL, LEVELS, OTHERS, RIGHT, TIGHT, answer, furnished, need
from grading.a_cluster import certificates, scheduler, wait_for, worker
from grading.a_course import WRONG_MARGIN, WRONG_STEP, Course, these_lessons

from autograder.commands.release import release
from autograder.environment import CommandFailed
from autograder.grading.cluster import at_work_in
from autograder.grading.desk import Desk
from autograder.grading.jobs import Job, grader_hash
from autograder.grading.joining import joined
from autograder.grading.verdicts import records

pytestmark = pytest.mark.filterwarnings("ignore")

STUDENTS = {
    "ada": {},
    "ben": {"margin": WRONG_MARGIN},
    "cleo": {"step": WRONG_STEP},
    "dan": {"step": "import os\nos._exit(0)\n"},
    "eve": {"margin": "def margin(w, b, X, y):\n    return 'full marks'\n"},
    "fay": {"words": "The bound."},
}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    pytest.importorskip("distributed", reason="Dask is an extra: setup --extra cluster")
    need(LEVELS["level 2"])
    folder = tmp_path_factory.mktemp("cluster")
    with (
        tempfile.TemporaryDirectory(dir=sysconfig.get_path("purelib"), prefix="open-") as bare,
        certificates(folder / "certificates"),
        scheduler(folder, "--host", "127.0.0.1", "--protocol", "tls") as head,
        worker(head, folder / "one") as one,
        worker(head, folder / "two") as two,
        worker(head, Path(bare)),
    ):
        yield SimpleNamespace(head=head, workers=[one, two], folder=folder, bare=Path(bare))


@pytest.fixture(scope="module")
def class_of_six(tmp_path_factory):
    """The course as it was handed in, and the same graded here."""
    course = Course(tmp_path_factory.mktemp("class"))
    with these_lessons(course.lesson.parents[1]):
        release(course.lesson, course.folder)
        for who, work in STUDENTS.items():
            course.hand_in(who, **work)
        here = course.copied(tmp_path_factory.mktemp("here"))
        assert here.run("grade", "02").code == 0
        yield course, here


@pytest.fixture
def entered(monkeypatch):
    """Who was taken to be entered, in that order; `at_the_first` is called when one is."""
    seen = SimpleNamespace(who=[], at_the_first=lambda: None)
    take = Desk.take

    def watched(desk, record, notebook):
        take(desk, record, notebook)
        seen.who.append(record.student)
        if len(seen.who) == 1:
            seen.at_the_first()

    monkeypatch.setattr(Desk, "take", watched)
    return seen


def told(course):
    """Of every student all rows of the gradebook, and what each was told."""
    kept = {
        x.student: [(q.grade_id, q.verdict, q.message) for q in x.questions]
        for x in records(course.folder, course.lesson.stem)
    }
    return {who: (course.rows(who), kept.get(who)) for who in STUDENTS}


def test_one_killed_in_the_middle_all_are_graded_once_and_as_here(
    cluster, class_of_six, entered, tmp_path
):
    course, here = class_of_six[0].copied(tmp_path), class_of_six[1]
    assert cluster.head.address.startswith("tls://")
    entered.at_the_first = lambda: os.kill(cluster.workers[0].pid, signal.SIGKILL)
    done = course.run("grade", "02", "--cluster", cluster.head.address)
    assert done.code == 0, done.err
    assert sorted(entered.who) == sorted(STUDENTS)
    assert told(course) == told(here)
    name = socket.gethostname()
    assert f"{name}: students' code is locked in at level 2: contained.\n" in done.err
    assert f"{name} gets no work: students' code can only be locked in at level 0" in done.err
    assert not list(cluster.bare.rglob("graded-*/*"))  # neither a lesson nor a seed
    assert list((cluster.folder / "two").rglob("graded-*/*/seeds.json"))
    again = course.run("grade", "02", "--cluster", cluster.head.address)
    assert "6 graded before, and left as they are." in again.out


LOOKS = """\
import socket
for look in (
    lambda: socket.create_connection(("127.0.0.1", {port}), 1),
    lambda: os.listdir({place!r}),
    lambda: os.kill({pid}, 0),
    lambda: open("/proc/{pid}/environ").read(),
):
    try:
        look()
    except BaseException:
        continue
    return (w + y * x, b + y) if y * (x @ w + b) <= 0 else (w, b)"""


def test_attacks_on_a_worker_gain_nothing_and_cost_nobody_else_anything(cluster, tmp_path):
    room = furnished(tmp_path, ())
    pid, port = cluster.workers[1].pid, int(cluster.head.address.rpartition(":")[2])
    os.kill(pid, 0)
    socket.create_connection(("127.0.0.1", port), 1).close()
    place = str(cluster.folder / "two")
    wait_for(lambda: os.path.isdir(place) and os.listdir(place))
    assert os.listdir(place)
    attacks = {
        "looks": answer(LOOKS.format(port=port, pid=pid, place=place)),
        "ends": answer("os._exit(0)"),
        "crashes": answer("ctypes.string_at(0)"),
        "loops": answer("while True: pass"),
        "patches": answer("np.allclose = np.array_equal = lambda *_, **__: True"),
        "kills": answer("os.kill(os.getppid(), 9)"),
        "speaks": answer("os.write(1, b'1.0'); [os.write(fd, b'x') for fd in range(3, 9)]"),
    }
    seen = {}
    with at_work_in(cluster.head.address, 2) as work:
        steps = {**attacks, "honest": RIGHT}
        jobs = [job_of(room, *one) for one in steps.items()]
        for job, record, _ in filter(None, work.graded(jobs)):
            assert record.problem == "", record.problem
            assert job.student not in seen
            seen[job.student] = {q.grade_id: q.score for q in record.questions}
    for name in attacks:
        assert seen[name]["check-step"] == 0, name
        assert {x: seen[name][x] for x in OTHERS} == OTHERS, name
    assert {x: seen["honest"][x] for x in FULL} == FULL


def job_of(room, student, step):
    source = room.folder / "notebooks" / "02_perceptron" / "02_perceptron.ipynb"
    seeds, folder = room.folder / "seeds.json", room.submit(student, room.book(step))
    grader = grader_hash(source, seeds, source.stem, TIGHT)
    return Job(student, source.stem, source, folder, seeds, TIGHT, (), grader)


@pytest.mark.slow
def test_the_scheduler_killed_the_same_command_goes_on(cluster, class_of_six, entered, tmp_path):
    course, here = class_of_six[0].copied(tmp_path), class_of_six[1]
    with scheduler(tmp_path / "head") as head, worker(head, tmp_path / "one"):
        entered.at_the_first = head.kill
        done = course.run("grade", "02", "--cluster", head.address)
    assert done.code == 1
    assert "the scheduler of the cluster is gone. The same command goes on" in done.err
    before = list(entered.who)
    assert 1 <= len(before) <= 3  # the first, and what the only worker had in hand
    assert course.run("grade", "02", "--cluster", cluster.head.address).code == 0
    assert sorted(entered.who) == sorted(STUDENTS)  # nobody twice
    assert told(course) == told(here)


def test_a_scheduler_that_others_can_reach_is_refused_though_we_came_by_loopback(tmp_path):
    pytest.importorskip("distributed", reason="Dask is an extra: setup --extra cluster")
    with scheduler(tmp_path, "--host", "0.0.0.0") as head:
        port = head.address.rpartition(":")[2]
        if head.address.startswith("tcp://127."):
            pytest.skip("this machine has no address but loopback")
        with (
            pytest.raises(CommandFailed, match="without TLS everybody"),
            at_work_in(f"tcp://127.0.0.1:{port}", 1),
        ):
            pass


@pytest.mark.slow
def test_a_cluster_made_for_the_run_speaks_tls_and_leaves_nothing(class_of_six, tmp_path):
    pytest.importorskip("distributed", reason="Dask is an extra: setup --extra cluster")
    need(LEVELS["level 2"])
    course, here = class_of_six[0].copied(tmp_path), class_of_six[1]
    done = course.run("grade", "02", "--cluster", "local:2")
    assert done.code == 0, done.err
    assert told(course) == told(here)


def test_what_has_travelled_does_not_stay_in_the_writers_memory():
    """Dask would keep the last 1,000 messages of each connection, and ours hold notebooks."""
    pytest.importorskip("distributed", reason="Dask is an extra: setup --extra cluster")
    many, letters = 60, 500_000

    def sent(client):
        for i in range(many):
            assert client.submit(len, os.urandom(letters), key=f"{i}-{os.urandom(4)}").result()

    with joined("local:1") as client:
        sent(client)
        tracemalloc.start()
        try:
            sent(client)
            kept, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert kept < many * letters / 2
