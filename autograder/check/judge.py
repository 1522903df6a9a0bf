"""From outcomes to a verdict: what failed, where, and one hint.

The steps, in order: is it a function of the right arguments; does the answer have the declared
form; were the inputs left alone; is a second call equal; is the value right. If anything is
wrong, the outcomes on *all* inputs are held against the coded misconceptions: the one whose
outcomes are the same everywhere gives the hint.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.check.compare import difference
from autograder.check.diagnose import general_hint
from autograder.check.exercise import Case, Exercise, Misconception
from autograder.check.forms import kind
from autograder.check.observe import Outcome, observe


@dataclass(frozen=True)
class Verdict:
    """What a check has to say.  `problem` is None where everything is right."""

    exercise: str
    problem: str | None = None
    where: str | None = None
    hint: str | None = None
    misconception: str | None = None
    cases: int = 0


def judge(exercise: Exercise, function: Any, suite: str, seed: int) -> Verdict:
    """Run a suite and say what is wrong with `function`, if anything."""
    if not callable(function):
        misuse = f"It is {kind(function)}, expected a function: {exercise.signature}."
        hint = f"Pass the function itself: check.{exercise.name}({exercise.name}), no brackets."
        return Verdict(exercise.name, misuse, hint=hint)
    cases = exercise.draw(suite, seed)
    if mismatch := _wrong_arguments(exercise, function, cases[0]):
        return Verdict(exercise.name, mismatch)
    outcomes: list[Outcome] = []
    for case in cases:
        outcomes.append(observe(function, exercise, case))
        if _unwritten(outcomes[-1]):
            return Verdict(exercise.name, problem_with(exercise, case, outcomes[-1]))
        if outcomes[-1].endless:
            break
    problems = [problem_with(exercise, case, o) for case, o in zip(cases, outcomes, strict=False)]
    failed = [(c, problem) for c, problem in zip(cases, problems, strict=False) if problem]
    if not failed:
        return Verdict(exercise.name, cases=len(cases))
    case, problem = min(failed, key=lambda pair: _size(pair[0]))
    known = recognise(exercise, cases, outcomes)
    advice = known.hint if known else general_hint(exercise, cases, outcomes)
    where = case.note if suite == "hidden" else f"{case.note}{_call(exercise, case)}"
    return Verdict(exercise.name, problem, where, advice, known.id if known else None, len(cases))


def problem_with(exercise: Exercise, case: Case, outcome: Outcome) -> str | None:
    """The sentence on what is wrong with one outcome, or None."""
    if outcome.endless:
        return "It did not come back in time. Is there a loop that never ends?"
    if _unwritten(outcome):
        return "It is not written yet: replace the line that raises NotImplementedError."
    if case.may_refuse and (outcome.raised or outcome.misfit):
        refused = outcome.raised is not None and outcome.raised[0] == "ValueError"
        refused = refused or "holds inf" in (outcome.misfit or "")
        return None if refused else _told(outcome)
    if outcome.raised or outcome.misfit:
        return _told(outcome)
    if outcome.changed:
        return f"It changed its argument {' and '.join(outcome.changed)}."
    if outcome.unstable:
        return "Called twice with the same arguments, it gave two answers."
    if exercise.judge is not None:
        return exercise.judge(outcome.value, *case.args)
    if case.may_refuse:
        return "These arguments make no sense, yet it answered with a number."
    wanted = exercise.returns.read(
        exercise.reference(*case.args), exercise.sizes(case.args), "reference"
    )
    found = difference(outcome.value, wanted)
    return str(found) if found else None


def recognise(
    exercise: Exercise, cases: Sequence[Case], outcomes: Sequence[Outcome]
) -> Misconception | None:
    """The first coded misconception that would have done the same on every input."""
    for misconception in exercise.misconceptions:
        pairs = zip(cases, outcomes, strict=False)
        if all(
            outcome.looks_like(observe(misconception.answer, exercise, case))
            for case, outcome in pairs
        ):
            return misconception
    return None


def _told(outcome: Outcome) -> str | None:
    if outcome.misfit:
        return outcome.misfit
    name, text = outcome.raised or ("", "")
    return f"It stopped with {name}: {text}" if text else f"It stopped with {name}."


def _unwritten(outcome: Outcome) -> bool:
    return outcome.raised is not None and outcome.raised[0] == "NotImplementedError"


def _wrong_arguments(exercise: Exercise, function: Callable[..., Any], case: Case) -> str | None:
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None  # some built-in callables have none; the call itself will tell
    try:
        signature.bind(*case.args)
    except TypeError:
        return f"It takes {signature}, expected {exercise.signature}."
    return None


def _size(case: Case) -> int:
    return sum(int(np.size(value)) for value in case.args)


def _call(exercise: Exercise, case: Case) -> str:
    """A call that the student can copy, where the arguments are small enough to print."""
    if _size(case) > 16:
        return ""
    with np.printoptions(precision=3, suppress=True):
        values = [
            f"{name}={value!r}" for name, value in zip(exercise.takes, case.args, strict=False)
        ]
    return f", about {exercise.name}({', '.join(values)})"
