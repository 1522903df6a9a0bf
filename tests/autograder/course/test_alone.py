"""Two commands of a kind on one course: the second is refused; a killed one holds nobody up."""

import os
import signal
import subprocess
import sys

import pytest

from autograder.commands import collect, parse
from autograder.course.alone import alone
from autograder.environment import ROOT, CommandFailed

HOLDS = """
import sys, time
from pathlib import Path
from autograder.course.alone import alone
with alone(Path(sys.argv[1]), "grade"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    """A process that holds the course for `grade`."""
    held = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(tmp_path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert held.stdout.readline() == b"held\n"
    yield held
    held.kill()
    held.communicate()


def test_a_second_one_is_refused_and_told_who_is_at_work(holder, tmp_path):
    told = rf"another `grade` is at work in .* \(process {holder.pid}\)\. Let it end"
    with pytest.raises(CommandFailed, match=told), alone(tmp_path, "grade"):
        pass


def test_one_of_another_kind_is_not_held_up(holder, tmp_path):
    with alone(tmp_path, "collect"):
        pass


def test_a_killed_one_leaves_the_course_free(holder, tmp_path):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with alone(tmp_path, "grade"):
        pass
    with alone(tmp_path, "grade"):
        pass


def test_a_second_collect_is_refused(tmp_path):
    (tmp_path / "inbox").mkdir()
    course = tmp_path / "course"
    _, args = parse("collect", [str(tmp_path / "inbox"), "--course", str(course)])
    with alone(course, "collect"), pytest.raises(CommandFailed, match="another `collect`"):
        collect.run(args)
