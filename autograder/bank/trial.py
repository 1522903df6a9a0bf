"""An exercise tried on all answers that we know: how many are refused, named, accepted?"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any

from autograder.bank import Entry
from autograder.bank.floor import without_work
from autograder.check.exercise import Exercise
from autograder.check.judge import Verdict, judge
from autograder.check.seeds import FIXED

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
    milliseconds, slowest : the reference's visible check; the slowest that met a wrong answer
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
    bank: Mapping[str, Exercise], right: Sequence[Entry], wrong: Sequence[Entry]
) -> list[Row]:
    """One row an exercise, lesson after lesson."""
    in_order = sorted(bank.values(), key=lambda exercise: exercise.lesson)
    return [_row(exercise, _of(exercise, right), _of(exercise, wrong)) for exercise in in_order]


def _of(exercise: Exercise, entries: Sequence[Entry]) -> list[tuple[str, Any]]:
    return [(entry.what, entry.answer) for entry in entries if entry.exercise == exercise.name]


def _row(exercise: Exercise, right: Sequence[Any], wrong: Sequence[Any]) -> Row:
    row = Row(exercise.name, exercise.lesson)
    for misconception in exercise.misconceptions:
        verdicts = _wrong_answer(row, exercise, misconception.id, misconception.answer)
        others = {v.misconception for v in verdicts} - {misconception.id}
        if all(v.problem for v in verdicts):
            row.known += 1
            row.named += not others
            called = " and ".join(sorted(str(other) for other in others))
            row.faults += [f"{misconception.id} is called {called}"] if others else []
    for what, answer in wrong:
        verdicts = _wrong_answer(row, exercise, f"“{what}”", answer)
        row.uncoded, row.told = row.uncoded + 1, row.told + all(v.hint for v in verdicts)
    alone = replace(exercise, shortcuts=())  # the reference may call what it is made of
    for asked, what, answer in [
        (alone, "the reference", exercise.reference),
        *((exercise, *entry) for entry in right),
    ]:
        verdicts = [verdict for verdict, _ in _tried(asked, answer)]
        said = [verdict.problem for verdict in verdicts if verdict.problem]
        row.right, row.accepted = row.right + 1, row.accepted + (not said)
        row.faults += [f"“{what}” is right, and refused: {said[0]}"] if said else []
    for what, answer in without_work(exercise):
        share = max(verdict.share for verdict, _ in _tried(exercise, answer))
        row.floor = max(row.floor, share)
        row.faults += [f"{what} earns {share:.0%} of the points"] if share else []
    times = [_timed(exercise, exercise.reference, "visible", FIXED)[1] for _ in range(RUNS)]
    row.milliseconds = median(times)
    return row


def _wrong_answer(row: Row, exercise: Exercise, what: str, answer: Any) -> list[Verdict]:
    tried = _tried(exercise, answer)
    passes = any(verdict.problem is None for verdict, _ in tried)
    row.wrong, row.refused = row.wrong + 1, row.refused + (not passes)
    row.faults += [f"{what} is wrong, and accepted"] if passes else []
    row.slowest = max(row.slowest, median(ms for _, ms in tried[: len(SEEDS)]))
    return [verdict for verdict, _ in tried]


def _tried(exercise: Exercise, answer: Any) -> list[tuple[Verdict, float]]:
    """Verdict and milliseconds under every suite and seed, the visible suite first."""
    return [_timed(exercise, answer, suite, seed) for suite in SUITES for seed in SEEDS]


def _timed(exercise: Exercise, answer: Any, suite: str, seed: int) -> tuple[Verdict, float]:
    start = time.perf_counter()
    verdict = judge(exercise, answer, suite, seed)
    return verdict, 1000 * (time.perf_counter() - start)
