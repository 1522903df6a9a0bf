"""Whatever is killed, and whenever: all that was inside is gone, and nothing else is touched."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from a_room import LEVELS, need

from autograder.environment import ROOT
from autograder.grading.nursery import NoProcess, Nursery
from autograder.grading.side import Ended, Side
from autograder.sandbox.settings import Settings

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")
WITH = [LEVELS["level 0"], LEVELS["level 1, no namespaces"], LEVELS["level 2"]]
at_each_level = pytest.mark.parametrize("layers", WITH, ids=["0", "1", "2"])


@pytest.fixture
def shared(tmp_path, monkeypatch):
    """The folder for temporary files, empty."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def family(pid):
    """All that a process has started, and what they have, as far as it lives."""
    found = []
    with contextlib.suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            found += [int(child), *family(child)]
    return found


def running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def gone(pids):
    until = time.monotonic() + 5
    while any(map(running, pids)) and time.monotonic() < until:
        time.sleep(0.01)
    return not any(map(running, pids))


@LINUX
@at_each_level
def test_the_end_of_the_warm_process_costs_one_submission_and_harms_no_other_process(
    layers, shared
):
    need(layers)
    with (
        Nursery(layers) as nursery,
        subprocess.Popen(["sleep", "60"], start_new_session=True) as other,
    ):
        side = Side(nursery, Settings())
        side.run("1 + 1")
        inside = family(nursery.warm.pid)
        nursery.warm.kill()
        nursery.warm.wait()
        side.pid = other.pid  # a number that was the child's may be somebody else's by now
        with pytest.raises(NoProcess):
            side.__exit__()
        assert other.poll() is None
        other.kill()
        assert gone(inside)
        assert os.listdir(shared) == []
        with Side(nursery, Settings()) as side:
            assert side.run("1 + 1")["error"] is None


def test_a_warm_process_that_does_not_start_leaves_nothing(shared, monkeypatch):
    warm = Nursery(("limits",))
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with warm, pytest.raises(NoProcess), Side(warm, Settings()) as side:
        side.run("1 + 1")
    assert os.listdir(shared) == []


@LINUX
@pytest.mark.parametrize("first", [True, False])
def test_whatever_is_killed_in_a_room_is_told_and_the_next_one_is_made(first):
    need(LEVELS["level 2"])
    with Nursery(LEVELS["level 2"]) as warm, Side(warm, Settings()) as side:
        side.run("1 + 1")
        others = family(warm.warm.pid)[1:]
        ends = {Path(f"/proc/{pid}/cmdline").read_bytes(): pid for pid in others}
        first_one = next(ends[line] for line in ends if line.startswith(b"cat"))
        hands = {os.readlink(f"/proc/{first_one}/fd/{n}").split(":")[0] for n in (0, 1, 2)}
        assert (hands, len(os.listdir(f"/proc/{first_one}/fd"))) == ({"pipe", "/dev/null"}, 3)
        os.kill(next(ends[line] for line in ends if line.startswith(b"cat") == first), 9)
        with pytest.raises(Ended, match="ended the program"):
            side.run("1 + 1")
        assert side.run("1 + 1")["error"] is None


@LINUX
@at_each_level
def test_a_machine_without_memory_ends_the_student_s_process_first(layers):
    need(layers)
    with Nursery(layers) as warm, Side(warm, Settings()) as side:
        side.run("1 + 1")
        who = {pid: Path(f"/proc/{pid}/oom_score_adj") for pid in family(warm.warm.pid)}
        ours = Path("/proc/self/oom_score_adj").read_text()
        assert sorted(path.read_text() for path in who.values() if path.read_text() != ours) == [
            "1000\n"
        ]


AT_WORK = """\
import sys
from autograder.grading.nursery import Nursery
from autograder.sandbox.settings import Settings
from autograder.grading.side import Side
with Nursery(sys.argv[1].split()) as warm, Side(warm, Settings()) as side:
    side.run("kept = 1")
    print(warm.warm.pid, flush=True)
    side.run("import signal\\nsignal.signal(15, signal.SIG_IGN)\\nwhile True: pass")
"""


@LINUX
@pytest.mark.parametrize(
    ("layers", "how"),
    [*((layers, signal.SIGKILL) for layers in WITH), (WITH[2], signal.SIGINT)],
    ids=["level 0", "level 1", "level 2", "Ctrl-C"],
)
def test_nobody_outlives_the_worker(layers, how, shared):
    need(layers)
    words = [sys.executable, "-c", AT_WORK, " ".join(layers)]
    with subprocess.Popen(words, cwd=ROOT, stdout=-1, stderr=-3, text=True) as worker:
        warm = int(worker.stdout.readline())
        pids = [warm, *family(warm)]
        worker.send_signal(how)
        worker.wait()
        assert len(pids) > 1
        assert gone(pids)
    assert os.listdir(shared) == []
