"""How long a submission is waited for, and how much is taken of it: counted, on no real clock."""

import os

import pytest
from a_room import LEVELS, WRONG, answer, need

from autograder.grading import patience as module
from autograder.grading import proxies
from autograder.grading.inside.pack import MOST, ROOM
from autograder.grading.nursery import Nursery
from autograder.grading.patience import Clock, Deadline, Patience
from autograder.grading.side import Side
from autograder.sandbox.settings import Settings


class Told(Clock):
    """A clock that shows what a test says."""

    said = 0.0

    def waited(self):
        return self.said


@pytest.fixture
def clock():
    made = Told()
    yield made
    made.close()


@pytest.fixture
def wall(monkeypatch):
    """The clock on the wall, which a test puts forward."""
    now = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def test_each_overdue_answer_makes_the_next_one_due_sooner_but_never_at_once(clock):
    patience, waits = Patience(Settings(), clock), []
    for patience.overdue in range(13):
        waits.append(patience.shrunk(Settings.call_seconds))
    assert waits[0] == Settings.call_seconds
    assert sorted(waits, reverse=True) == waits
    assert waits[-1] == module.LEAST
    assert sum(waits) < 2.5 * Settings.call_seconds


def test_an_answer_is_due_with_its_question_and_with_the_notebook(clock, wall):
    patience = Patience(Settings(submission_seconds=7), clock)
    waits = []
    for _ in range(2):
        patience.begin(5)
        while (left := patience.deadline(2)()) > 0:
            waits.append(left)
            wall[0] += left
    assert waits == [2, 2, 1, 2]


def test_the_time_in_which_others_had_the_processor_does_not_count(clock, wall):
    late = Deadline(2.0, clock)
    wall[0] += 2.5
    clock.said = 1.5
    assert late() == 1.0
    wall[0] += 1.0
    assert late() == 0.0


def test_but_a_deadline_is_not_put_off_for_ever(clock, wall):
    late = Deadline(2.0, clock)
    wall[0] += 2.0 * module.LONGEST
    clock.said = 1e9
    assert late() == 0.0


def test_a_cell_that_took_long_and_came_to_its_end_may_do_so_again(clock):
    patience = Patience(Settings(), clock)
    patience.overdue = 20
    patience.begin(Settings.cell_seconds, known=2.0)
    assert patience.step.seconds > 2.0


@pytest.mark.skipif(not os.path.exists(module.COUNTED), reason="nobody counts here")
def test_a_process_that_shares_its_processor_waits_for_it():
    """Its own count is read here, from outside of its room."""
    need(LEVELS["level 2"])
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        with Nursery(LEVELS["level 2"]) as nursery, Side(nursery, Settings()) as side:
            side.run("import time")
            start, beside = side.clock.waited(), os.fork()
            while beside == 0:  # a loop on the same processor, until it is ended
                pass
            side.run("t = time.process_time()\nwhile time.process_time() < t + 0.1: pass")
            os.kill(beside, 9)
            os.waitpid(beside, 0)
            assert side.clock.waited() - start > 0.02
    finally:
        os.sched_setaffinity(0, before)


@pytest.fixture
def calls(monkeypatch):
    """The names of the functions that are called over there, and what each answer weighed."""
    seen, real = [], Side.ask

    def ask(side, said, buffers, *more):
        message = real(side, said, buffers, *more)
        if said["do"] == "call":
            seen.append(sum(map(len, message[1])))
        return message

    monkeypatch.setattr(Side, "ask", ask)
    return seen


FLOODS = {
    "values": f"return [0.5] * {MOST + 1}, b",
    "values in lists": f"return [[0.5] * 100] * {MOST // 100}, b",
    "an array": f"return np.ones({ROOM // 8 + 1}), b",
    "arrays": f"return np.ones({ROOM // 16 + 1}), np.ones({ROOM // 16 + 1})",
    "texts": "return ['x' * 10_000] * 5_000, b",
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_function_whose_answer_is_too_large_is_not_asked_again(room, calls, flood):
    room.grade("mallory", room.book(answer("raise NotImplementedError")))
    once = len(calls)  # who has written nothing is asked once
    calls.clear()
    seen = room.grade("mallory", room.book(answer(FLOODS[flood])))
    assert "cannot be read" in seen.message
    assert len(calls) == once
    assert max(calls) <= ROOM


def test_all_answers_of_a_question_together_are_no_flood_either(room, calls, monkeypatch):
    monkeypatch.setattr(proxies, "TAKEN", 500_000)
    seen = room.grade("mallory", room.book(answer("return np.ones(30_000), b")))
    assert "more numbers than any question asks for" in seen.message
    heavy = [weight for weight in calls if weight > 100_000]
    assert len(heavy) == 3


def test_each_endless_loop_is_waited_for_less_long_than_the_one_before(room, monkeypatch):
    begun, real = [], Patience.begin

    def begin(patience, seconds, known=0.0):
        real(patience, seconds, known)
        if seconds == room.settings.cell_seconds and not known:
            begun.append(patience.step.seconds)

    monkeypatch.setattr(Patience, "begin", begin)
    seen = room.grade("mallory", room.book(WRONG, "while True: pass"))
    assert seen.scores["check-margin"] == 2
    assert begun[0] == room.settings.cell_seconds
    assert max(begun[-2:]) <= room.settings.cell_seconds / module.LESS
