"""Whatever a check accepts, the lesson's later cells run with; or the check has told why not."""

from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from run_on import Lesson

from autograder.bank import Entry, load
from autograder.bank.asked import asked
from autograder.check.bank import exercises
from autograder.check.judge import judge
from autograder.check.seeds import FIXED
from autograder.lesson.reading import find_lesson

BANK = exercises()
LESSONS = sorted({exercise.lesson[:2] for exercise in BANK.values()})
QUICK = sorted({*LESSONS} - {"01", "05", "13", "14", "16"})  # the rest, which take long, by night
# Right, and of the contract's form; yet what the lesson shows with it later is true of ours alone.
HALF = (
    "it computes in float32 inside, and hands over a float: nothing shows that digits are missing"
)
NEEDLE = "it halves the needle's error of 1, and the lesson shows what the middle of a piece misses"
ELSEWHERE = {
    (
        "build_step_net",
        "heights halfway between the largest and the smallest value of a piece",
    ): NEEDLE,
    (
        "build_step_net",
        "a grid in the values of f where f climbs, as even as it can be elsewhere",
    ): NEEDLE,
    ("logistic_loss", "in float32, handed over as a float"): HALF,
    ("square_loss", "in float32 from the start, handed over as a float"): HALF,
    ("mul_back", "entry by entry"): "it makes floats of the fractions, which the lesson compares",
}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plt.switch_backend("agg")


def forms(name: str) -> list[Entry]:
    """The accepted answers whose form the check says nothing about."""
    found = [entry for entry in load()[0] if entry.exercise == name]
    return [e for e in found if not judge(BANK[name], e.answer, "visible", FIXED).aside]


def stopped(number: str, of: slice = slice(None)) -> list[tuple[str, str, str, str]]:
    lesson, found = Lesson(number), []
    names = [name for exercise, name in asked(find_lesson(number)) if exercise == name]
    for name in names:
        for entry in forms(name)[of]:
            if (name, entry.what) not in ELSEWHERE:
                found += [(name, entry.what, *why) for why in lesson.stops(name, entry.answer)]
    assert names
    return found


def test_a_lesson_that_stops_with_an_answer_is_seen() -> None:
    lesson = Lesson("06")
    assert "ZeroDivisionError" in next(lesson.stops("affine_forward", lambda *args: 1 / 0))[0]


def test_every_exception_is_a_right_answer_of_the_bank() -> None:
    assert ELSEWHERE.keys() <= {(entry.exercise, entry.what) for entry in load()[0]}


@pytest.mark.parametrize("lesson", QUICK)
def test_a_lesson_runs_on_with_two_other_answers_to_every_function(lesson: str) -> None:
    assert stopped(lesson, slice(2)) == []


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_runs_on_with_every_answer_that_its_checks_accept_without_a_note(
    lesson: str,
) -> None:
    assert stopped(lesson) == []
