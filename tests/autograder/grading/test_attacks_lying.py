"""A student's side that lies of itself: what our side can see for itself it does not ask.

An answer that writes into what it was handed is refused. Here its process says that nothing was
written, in every way that there is to say it.
"""

# ruff: noqa: E501 - an attack is a line

from __future__ import annotations

import copy
import os
import re
import socket

import numpy as np
import pytest
from a_room import RIGHT, attacked, harmless

from autograder.environment import ROOT
from autograder.grading import crossing
from autograder.grading.inside import memory
from autograder.grading.inside.memory import Lent, Memory
from autograder.grading.nursery import Nursery
from autograder.grading.proxies import Pupil
from autograder.grading.side import Side
from autograder.sandbox.settings import Settings

TAKEN = """\
import gc
server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")
call = type(server).do_call.__globals__["Call"]
kept, updates = type(server).do_call, call.updates
"""
LIES = {
    "no array has changed": "call.updates = lambda self, packer: []",
    "all has the form it had": "type(server).do_call.__globals__['form'] = lambda value: 0",
    "the first is another array, with the old numbers": """
old = []
def do_call(self, buffers, **said):
    head, more = kept(self, buffers, **said)
    if old:
        more.append(old.pop())
        head["after"] = {"0": {"t": "array", "d": "<f8", "s": [len(more[-1]) // 8], "b": len(more) - 1}}
    return head, more
type(server).do_call = do_call""",
    "nothing is held any more": "type(server.lent).live = lambda self: []",
}
WRITES = """\
def perceptron_step(w, b, x, y):
    if y * (x @ w + b) > 0:
        return w.copy(), b
    new = w + y * x
    if w.dtype == float:
        globals().get("old", []).append(w.tobytes())
        w[:] = new
    return new, b + y
"""
KEEPS = """\
kept = []

def perceptron_step(w, b, x, y):
    for array, before in kept:
        assert array.tobytes() == before
    kept.extend((array, array.tobytes()) for array in (w, x))
    if y * (x @ w + b) <= 0:
        return w + y * x, b + y
    return w, b
"""


PUTS_BACK = """\
def perceptron_step(w, b, x, y):
    kept = w.copy()
    w[:] = 7
    w[:] = kept
    if y * (x @ w + b) <= 0:
        return w + y * x, b + y
    return w, b
"""


@pytest.mark.parametrize("lie", LIES)
def test_who_writes_into_an_argument_and_says_otherwise_gets_no_point(room, lie):
    seen = attacked(room, WRITES, before=TAKEN + LIES[lie])
    assert "changed" in seen.message


def test_the_lie_helps_at_no_level(any_room):
    attacked(any_room, WRITES, before=TAKEN + LIES["no array has changed"])


def test_without_memory_of_both_sides_it_is_a_report_and_a_lie_would_score(room, monkeypatch):
    """So the tests above hold because of that memory, and of nothing else."""
    monkeypatch.setattr(memory, "_made", lambda: None)
    lie = room.book(WRITES, before=TAKEN + LIES["no array has changed"])
    seen = room.grade("mallory", lie)
    assert seen.score == 3, seen.message
    attacked(room, WRITES)
    harmless(room, RIGHT)


def test_an_honest_answer_may_keep_what_it_was_handed_for_good(room):
    harmless(room, KEEPS)


def test_the_readme_lists_all_that_their_process_says_with_a_call(called):
    replies = [called("def f(x):\n    return x"), called("def f(x):\n    return 'x' * 10**6")]
    said = set().union(*(reply.keys() for reply in replies))
    text = (ROOT / "autograder" / "README.md").read_text(encoding="utf-8")
    section = text[text.index("### What a student's process says of itself") :].split("\n\n")
    (table,) = (part for part in section[:4] if part.startswith("| with each call"))
    assert set(re.findall(r"`(\w+)`", table)) == said


@pytest.mark.parametrize(
    ("given", "change"),
    [
        ([1, 2], "x.append(3)"),
        ({"a": 1}, "x['a'] = 2"),
        ({1}, "x.add(2)"),
        (np.ones((2, 3)), "x.shape = (3, 2)"),
        (np.random.default_rng(1), "x.random()"),
    ],
    ids=lambda x: type(x).__name__,
)
def test_of_what_is_no_arrays_numbers_a_lie_is_believed_as_the_readme_says(called, given, change):
    """It gains what copying would; a test that our side sees it after all means that row can go."""
    cell = f"def f(x):\n    {change}\n    return 1"
    assert called(cell, given)["after"]
    assert not called(cell, given, LIES["all has the form it had"])["after"]


@pytest.fixture
def called():
    """What their process says of a call of `f`."""
    with Nursery() as warm:

        def reply(cell, given=1, lie=""):
            with Side(warm, Settings()) as side:
                side.run(TAKEN + lie)
                side.run(cell)
                heads = []
                ask = side.ask

                def listening(*message):
                    head, buffers = ask(*message)
                    heads.append(dict(head))
                    return head, buffers

                side.ask = listening
                Pupil(side).named("f").caller(()).call((copy.deepcopy(given),))
                return heads[-1]

        yield reply


def test_who_keeps_more_than_the_memory_holds_is_told_and_loses_that_question(room, monkeypatch):
    monkeypatch.setattr(memory, "SIZE", 1024)
    assert crossing.KEPT in attacked(room, KEEPS).message


def test_what_was_put_back_at_the_end_was_left_alone(room):
    """As on the road of one process: nobody's input is another than before."""
    harmless(room, PUTS_BACK)


@pytest.fixture
def both():
    """The two views of one memory."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        here = Memory(ours)
        yield here, Lent(theirs)
        here.close()


def lent(both, values):
    here, there = both
    data = np.asarray(values, float).tobytes()
    place = here.lay(data)
    return place, there.array(place, np.dtype(float), len(values))


def test_what_is_written_there_is_seen_here(both):
    place, array = lent(both, [1, 2])
    array[1] = 5
    assert both[0].now(place, 16) == np.array([1.0, 5.0]).tobytes()


@pytest.mark.parametrize("part", [lambda a: a, lambda a: a[1:], lambda a: a.reshape(2, 1).T.T])
def test_what_somebody_holds_or_a_part_of_it_is_written_over_by_no_later_call(both, part):
    _, array = lent(both, [1, 2])
    kept = part(array)
    del array
    for number in range(50):
        both[0].keep(both[1].live())
        lent(both, [number, number])
    assert 2.0 in kept
    assert len(both[0].laid) <= 2


def test_what_nobody_holds_is_used_again(both):
    here, there = both
    size = memory.SIZE // 3
    for _ in range(10):
        here.keep(there.live())
        assert here.lay(bytes(size)) is not None


def test_where_there_is_no_room_it_is_an_error_and_never_a_place_that_is_taken(both):
    here, _ = both
    for _ in range(2):
        here.lay(bytes(memory.SIZE // 2))
    with pytest.raises(MemoryError):
        here.lay(b"1")


@pytest.mark.parametrize("said", [[-1], [0.5], [{}], [None, True], [10**30]])
def test_places_that_nobody_laid_anything_at_are_not_believed(both, said):
    here, _ = both
    here.lay(b"12345678")
    here.keep(said)
    assert here.laid == {}


def test_nobody_can_make_it_shorter_or_longer():
    file = memory._made()
    for size in (0, 2 * memory.SIZE):
        with pytest.raises(PermissionError):
            os.ftruncate(file, size)
    os.close(file)
