"""Whatever is killed, and whenever: all that was inside is gone, and nothing else is touched."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from a_child import family, gone, running
from a_room import LEVELS, need

from autograder.environment import ROOT
from autograder.grading.nursery import NoProcess, Nursery
from autograder.grading.side import Ended, Side
from autograder.sandbox import strays
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
            side.run("import time\ntime.sleep(20)")  # a short answer could come before the end does
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


LOOSE = """\
import ctypes, os, signal, time
if os.fork() == 0:
    os.setsid()
    if os.fork():
        os._exit(0)
    ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
    for number in (1, 2, 15):
        signal.signal(number, signal.SIG_IGN)
    open({mark!r}, "w").write(f"{{os.getpid()}}\\n")
    time.sleep(60)
    os._exit(0)
while not os.path.exists({mark!r}) or "\\n" not in open({mark!r}).read():
    time.sleep(0.01)
"""


@LINUX
def test_a_process_that_outlives_the_warm_one_is_ended_all_the_same(tmp_path, shared):
    """At level 0 a submission may be the user, set itself loose, and kill who was to end it."""
    mark = tmp_path.parent / "loose"
    with Nursery(LEVELS["level 0"]) as nursery:
        side = Side(nursery, Settings())
        side.run(LOOSE.format(mark=str(mark)))
        loose = int(mark.read_text())
        assert running(loose)
        with pytest.raises(NoProcess):
            side.run("os.kill(os.getppid(), 9)\ntime.sleep(60)")
        assert gone([loose])
    mark.unlink()
    assert os.listdir(shared) == []


AT_WORK = """\
import sys
from autograder.grading.nursery import Nursery
from autograder.sandbox.settings import Settings
from autograder.grading.side import Side
with Nursery(sys.argv[1].split()) as warm, Side(warm, Settings()) as side:
    side.run(sys.argv[2])
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
    words = [sys.executable, "-c", AT_WORK, " ".join(layers), "kept = 1"]
    with subprocess.Popen(words, cwd=ROOT, stdout=-1, stderr=-3, text=True) as worker:
        warm = int(worker.stdout.readline())
        pids = [warm, *family(warm)]
        worker.send_signal(how)
        worker.wait()
        assert len(pids) > 1
        assert gone(pids)
    assert os.listdir(shared) == []


@LINUX
def test_what_is_left_when_all_of_ours_are_killed_is_cleared_at_the_next_start(tmp_path, shared):
    mark = tmp_path.parent / "left"
    words = [sys.executable, "-c", AT_WORK, "limits", LOOSE.format(mark=str(mark))]
    with subprocess.Popen(words, cwd=ROOT, stdout=-1, stderr=-3, text=True) as worker:
        warm = int(worker.stdout.readline())
        loose = int(mark.read_text())
        os.kill(warm, signal.SIGSTOP)  # so that it cannot clear away what it should
        worker.kill()
        worker.wait()
        os.kill(warm, signal.SIGKILL)
        assert gone([warm])
    assert running(loose)
    assert len(os.listdir(shared)) == 1
    with Nursery(LEVELS["level 0"]) as nursery, Side(nursery, Settings()) as side:
        side.run("1 + 1")
        assert not running(loose)
    assert os.listdir(shared) == []
    mark.unlink()


@LINUX
def test_a_process_of_another_grader_at_work_is_no_stray(shared):
    with Nursery(LEVELS["level 0"]) as one, Side(one, Settings()) as side:
        side.run("kept = 1")
        strays.end_strays()
        assert side.run("kept")["error"] is None
        assert side.starts == 1


@LINUX
def test_nothing_that_only_has_low_bounds_is_a_stray(shared):
    """Somebody's own service, say: it lacks the mark."""
    low = "ulimit -n 64 -c 0; exec sleep 60"
    with subprocess.Popen(["sh", "-c", low], start_new_session=True) as other:
        strays.end_strays()
        assert other.poll() is None
        other.kill()


FONT = """
import os, warnings
from matplotlib import font_manager
warnings.simplefilter("error")
from nnlib.pictures.style import FAMILY
print(os.path.exists(font_manager.findfont(FAMILY, fallback_to_default=False)))
"""


@at_each_level
def test_a_submission_draws_with_the_letters_of_the_lessons(layers):
    """Where they are not in sight matplotlib lists all fonts anew: half a second each time."""
    need(layers)
    with Nursery(layers) as nursery, Side(nursery, Settings()) as side:
        ran = side.run(FONT)
    said = "".join("".join(shown["text"]) for shown in ran["outputs"])
    assert (ran["error"], said) == (None, "True\n")
