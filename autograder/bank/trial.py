"""An exercise tried on all answers that we know: how many are refused, named, accepted?"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any

from autograder.bank import Entry
from autograder.bank.floor import without_work
from autograder.check.exercise import Exercise
from autograder.check.judge import Verdict, judge
from autograder.check.seeds import FIXED

Named = tuple[str, Any]  # what it is, and the answer
SUITES = ("visible", "hidden")
SEEDS = (FIXED, 0, 1)
RUNS = 9  # of the reference; their median is the time that counts


@dataclass
class Row:
    """What came out for one exercise.

    wrong, refused : wrong answers tried, and how many were refused under every suite and seed
    known, named : misconceptions among the refused, and how many always got their own id
    uncoded, told : of those wrong answers the ones without an id, which no misconception was
        written from; and how many of them a mistake is named to, at home and when graded
    right, accepted : right answers tried, and how many always passed
    floor : the greatest share of the points for an answer without work
    milliseconds, slowest : the visible check at home of the reference; of the wrong answer that
        takes longest, as the first that is met
    faults : what is not as it should be, in words
    """

    exercise: str
    lesson: str
    wrong: int = 0
    refused: int = 0
    known: int = 0
    named: int = 0
    uncoded: int = 0
    told: int = 0
    right: int = 0
    accepted: int = 0
    floor: float = 0.0
    milliseconds: float = 0.0
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)


def audited(
    bank: Mapping[str, Exercise],
    right: Sequence[Entry],
    wrong: Sequence[Entry],
    say: Callable[[str], None] = lambda text: None,
) -> list[Row]:
    """One row an exercise, lesson after lesson."""
    rows = []
    for exercise in sorted(bank.values(), key=lambda exercise: exercise.lesson):
        say(f"{exercise.lesson}: {exercise.name}")
        rows.append(_row(exercise, _of(exercise, right), _of(exercise, wrong)))
    return rows


def _of(exercise: Exercise, entries: Sequence[Entry]) -> list[tuple[str, Any]]:
    return [(entry.what, entry.answer) for entry in entries if entry.exercise == exercise.name]


def _row(exercise: Exercise, right: Sequence[Named], wrong: Sequence[Named]) -> Row:
    coded = [(mistake.id, mistake.answer) for mistake in exercise.misconceptions]
    idle = list(without_work(exercise))
    alone = replace(exercise, shortcuts=())  # the reference may call what it is made of
    asked = [(exercise, answer) for _, answer in [*coded, *wrong, *right, *idle]]
    tried = iter(_tried([*asked, (alone, exercise.reference)]))
    row = Row(exercise.name, exercise.lesson, wrong=len(coded) + len(wrong), right=len(right) + 1)
    for (id, _), verdicts in zip(coded, tried, strict=False):
        others = {v.misconception for v in verdicts} - {id}
        if _refused(row, id, verdicts):
            row.known += 1
            row.named += not others
            called = " and ".join(sorted(str(other) for other in others))
            row.faults += [f"{id} is called {called}"] if others else []
    for (what, _), verdicts in zip(wrong, tried, strict=False):
        _refused(row, f"“{what}”", verdicts)
        row.uncoded, row.told = row.uncoded + 1, row.told + all(v.hint for v in verdicts)
    for (what, _), verdicts in zip(right, tried, strict=False):
        _accepted(row, f"“{what}”", verdicts)
    for (what, _), verdicts in zip(idle, tried, strict=False):
        share = max(verdict.share for verdict in verdicts)
        row.floor = max(row.floor, share)
        row.faults += [f"{what} earns {share:.0%} of the points"] if share else []
    _accepted(row, "the reference", next(tried))
    row.milliseconds = median(_milliseconds(exercise, exercise.reference) for _ in range(RUNS))
    row.slowest = _slowest(exercise, [answer for _, answer in [*coded, *wrong]])
    return row


def _tried(asked: Sequence[tuple[Exercise, Any]]) -> list[list[Verdict]]:
    """The verdicts on each under every suite and seed.

    One seed after the other: what was worked out of its inputs serves all answers.
    """
    found: list[list[Verdict]] = [[] for _ in asked]
    for seed in SEEDS:
        for suite in SUITES:
            for verdicts, (exercise, answer) in zip(found, asked, strict=True):
                verdicts.append(judge(exercise, answer, suite, seed))
    return found


def _refused(row: Row, what: str, verdicts: Sequence[Verdict]) -> bool:
    """Is a wrong answer refused everywhere?  The row counts it."""
    refused = all(verdict.problem for verdict in verdicts)
    row.refused += refused
    row.faults += [] if refused else [f"{what} is wrong, and accepted"]
    return refused


def _accepted(row: Row, what: str, verdicts: Sequence[Verdict]) -> None:
    """Count a right answer that nothing refuses."""
    said = [verdict.problem for verdict in verdicts if verdict.problem]
    row.accepted += not said
    row.faults += [f"{what} is right, and refused: {said[0]}"] if said else []


def _slowest(exercise: Exercise, wrong: Sequence[Any]) -> float:
    """Of the wrong answer that takes longest, when nothing has been worked out before."""
    if not wrong:
        return 0.0
    longest = max(wrong, key=lambda answer: _milliseconds(exercise, answer))
    times = []
    for _ in SEEDS:
        exercise.drawn.clear()
        times.append(_milliseconds(exercise, longest))
    return median(times)


def _milliseconds(exercise: Exercise, answer: Any) -> float:
    """How long the visible check takes at home."""
    start = time.perf_counter()
    judge(exercise, answer, "visible", FIXED)
    return 1000 * (time.perf_counter() - start)
