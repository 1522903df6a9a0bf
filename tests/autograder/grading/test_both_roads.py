"""In one process or across two: every check says the same of every answer of the bank.

The answers are taken over there by a cell that imports the bank, which no locked-in student's code
could; so these processes are not locked in.
"""

from __future__ import annotations

import pytest

from autograder.bank import load
from autograder.check.bank import exercises
from autograder.check.exercise import Exercise
from autograder.check.judge import Verdict, judge, shortcut_itself
from autograder.environment import ROOT
from autograder.grading.nursery import Nursery
from autograder.grading.proxies import Pupil
from autograder.grading.side import Side
from autograder.sandbox.settings import Settings

LESSONS = sorted({exercise.lesson for exercise in exercises().values()})
EVERY = 6  # of the wrong answers, in the ordinary run
LONG = Settings(submission_seconds=900, cpu_seconds=900)
TAKEN = f"""
import sys
for name in [name for name in sys.modules if name.split(".")[0] == "autograder"]:
    del sys.modules[name]
sys.path.insert(0, {str(ROOT)!r})
from autograder.bank import load
from autograder.check.bank import exercises
RIGHT, WRONG = load()

def answers(name):
    exercise = exercises()[name]
    wrong = [m.answer for m in exercise.misconceptions]
    wrong += [entry.answer for entry in WRONG if entry.exercise == name]
    right = [entry.answer for entry in RIGHT if entry.exercise == name]
    return [exercise.reference, *right], wrong
"""
# What raises this stands for a student's that would hang, and is another class over there.
HANGS = "It stopped with Endless"
# These draw by chance, and never twice the same, or keep what an earlier call left behind. One
# makes numpy warn, which is an error in these tests alone. Functions that come back in a list are
# others over there: that they stand in another order is not seen, only that it was changed. And an
# array that a function of ours hands out twice is two over there: who adds into it changes one.
APART = {
    "leaves the list of activations reversed",
    "takes the activations out of their list, and puts them back in the other order",
    "leaves another function in the list of activations",
    "F31.4",
    "backward.17",
    "a complex step, which asks for no h",
    "random weights, new at every call",
    "a little noise",
    "a random direction instead of every entry",
    "one random direction of ones",
    "a tenth of a promille of noise",
}


@pytest.fixture(scope="module")
def nursery():
    with Nursery() as warm:
        yield warm


def said(exercise: Exercise, function: object, suite: str) -> tuple[object, ...]:
    v: Verdict = shortcut_itself(exercise, function) or judge(exercise, function, suite, 7)
    return v.problem, v.where, v.hint, v.misconception, v.note, v.cases, v.aspects


def here(name: str) -> tuple[list[object], list[tuple[str, object]]]:
    exercise, (right, wrong) = exercises()[name], load()
    known = [(m.id, m.answer) for m in exercise.misconceptions]
    others = [(e.what, e.answer) for e in wrong if e.exercise == name]
    return [exercise.reference, *(e.answer for e in right if e.exercise == name)], known + others


def compare(nursery: Nursery, lesson: str, every: int) -> int:
    compared = 0
    with Side(nursery, LONG) as side:
        side.run(TAKEN)
        for name, exercise in exercises().items():
            if exercise.lesson != lesson:
                continue
            side.run(f"right, wrong = answers({name!r})")
            right, wrong = here(name)
            todo = [("right", i, f) for i, f in enumerate(right)]
            todo += [("wrong", i, f) for i, (m, f) in enumerate(wrong) if m not in APART][::every]
            for kind, i, function in todo:
                side.run(f"f = {kind}[{i}]")
                pupil, suite = Pupil(side), ("visible", "hidden")[i % 2]
                if suite == "hidden":  # it comes second, and is not asked again what is known
                    said(exercise, pupil.named("f"), "visible")
                ours = said(exercise, function, suite)
                theirs = said(exercise, pupil.named("f"), suite)
                if not str(theirs[0]).startswith(HANGS):
                    assert theirs == ours, (name, kind, i)
                pupil.forget()
                compared += 1
    return compared


@pytest.mark.parametrize("lesson", LESSONS)
def test_both_roads_say_the_same_of_a_lessons_answers(nursery: Nursery, lesson: str) -> None:
    assert compare(nursery, lesson, EVERY) > 15


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS)
def test_both_roads_say_the_same_of_every_answer(nursery: Nursery, lesson: str) -> None:
    assert compare(nursery, lesson, 1) > 70
