"""What a learner has reached: noted in their folder alone, never in the way of a check."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder import check
from autograder.check.progress import MARK, forget, note, reached, workspace

LESSON = "02_perceptron"


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A workspace, and the kernel at work in one of its lessons."""
    folder = tmp_path / "Löwe und ich"
    (folder / MARK).mkdir(parents=True)
    (folder / LESSON).mkdir()
    monkeypatch.chdir(folder / LESSON)
    return folder


def perceptron_step(w, b, x, y):
    return (w + y * x, b + y) if y * (w @ x + b) <= 0 else (w, b)


def unfinished(w, b, x, y):
    return w, b


def test_a_check_that_passes_is_noted(mine):
    check.perceptron_step(perceptron_step)
    assert reached(mine, LESSON) == {("perceptron_step", "perceptron_step"): 1.0}


def test_a_check_that_refuses_is_not_noted(mine):
    with pytest.raises(check.CheckFailed):
        check.perceptron_step(unfinished)
    assert reached(mine, LESSON) == {}


def test_partial_credit_is_noted_as_a_share(mine):
    def perceptron_step(w, b, x, y):
        answer = (w + y * x, b + y) if y * (w @ x + b) <= 0 else (w.copy(), b)
        w[...] = 7  # the values are right, but the caller's array is spoilt
        return answer

    earned = check.perceptron_step(perceptron_step, points=3)
    [share] = reached(mine, LESSON).values()
    assert 0 < share < 1
    assert earned == pytest.approx(3 * share)


def test_two_functions_of_one_exercise_are_noted_apart(mine):
    def mended_step(w, b, x, y):
        return perceptron_step(w, b, x, y)

    for function in (perceptron_step, mended_step):
        check.perceptron_step(function)
    assert set(reached(mine, LESSON)) == {
        ("perceptron_step", "perceptron_step"),
        ("perceptron_step", "mended_step"),
    }


def test_what_was_reached_once_stays(mine):
    note(LESSON, "margin", unfinished, 1.0)
    note(LESSON, "margin", unfinished, 0.5)
    assert list(reached(mine, LESSON).values()) == [1.0]


def test_a_grader_that_listens_notes_nothing(mine):
    with check.shown_to(lambda panel: None):
        check.perceptron_step(perceptron_step)
    assert reached(mine, LESSON) == {}


def test_outside_a_workspace_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert workspace() is None
    check.perceptron_step(perceptron_step)
    assert list(tmp_path.iterdir()) == []


def test_strange_functions_get_a_plain_name(mine):
    class Odd:
        __name__ = "../../up"

    note(LESSON, "margin", Odd(), 1.0)
    note(LESSON, "margin", lambda: 0, 1.0)
    assert list(reached(mine, LESSON)) == [("margin", "margin")]


def test_damaged_notes_count_as_nothing_and_are_replaced(mine):
    path = mine / MARK / "progress" / LESSON / "margin.margin.json"
    path.parent.mkdir(parents=True)
    for text in (b"{", b"[]", b'{"share": "all"}', b"\xff", b'{"share": null}'):
        path.write_bytes(text)
        assert reached(mine, LESSON) == {("margin", "margin"): 0.0}
    note(LESSON, "margin", None, 1.0)
    assert reached(mine, LESSON) == {("margin", "margin"): 1.0}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_check_does_not_fail_where_its_note_cannot_be_made(mine, monkeypatch, code):
    def refused(path, *words, **more):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "write_text", refused)
    check.perceptron_step(perceptron_step)
    assert reached(mine, LESSON) == {}


def test_a_working_directory_that_is_gone_fails_no_check(mine):
    (mine / LESSON).rmdir()
    note(LESSON, "margin", unfinished, 1.0)


def test_forgetting_some_or_all(mine):
    for name in ("margin", "mistake_bound"):
        note(LESSON, name, None, 1.0)
    forget(mine, LESSON, {"margin"})
    assert list(reached(mine, LESSON)) == [("mistake_bound", "mistake_bound")]
    forget(mine, LESSON)
    assert reached(mine, LESSON) == {}


def test_a_note_takes_less_than_two_milliseconds(mine):
    times = []
    for k in range(40):
        began = time.perf_counter()
        note(LESSON, f"exercise_{k}", unfinished, 1.0)
        times.append(time.perf_counter() - began)
    assert len(reached(mine, LESSON)) == 40
    assert min(times) < 0.002  # whatever else the machine is doing


MANY = """\
import sys
from autograder.check.progress import note
for k in range(60):
    note("02_perceptron", f"exercise_{k}", None, 0.5 if sys.argv[1] == "a" and k % 2 else 1.0)
    note("02_perceptron", f"only_{sys.argv[1]}_{k}", None, 1.0)
"""


def test_two_kernels_at_once_lose_nothing(mine):
    kernels = [subprocess.Popen([sys.executable, "-c", MANY, name]) for name in "ab"]
    assert [kernel.wait(60) for kernel in kernels] == [0, 0]
    found = reached(mine, LESSON)
    assert len(found) == 180
    assert all(found[f"only_{x}_{k}", f"only_{x}_{k}"] == 1.0 for x in "ab" for k in range(60))
    assert not list((mine / MARK).rglob("*.part"))
