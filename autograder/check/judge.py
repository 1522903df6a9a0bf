"""From outcomes to a verdict: what failed, where, and one hint.

The steps, in order: is it a function of the right arguments; does the answer have the declared
form; were the inputs left alone; is a second call equal; is the value right. If anything is
wrong, the outcomes on *all* inputs are held against the coded misconceptions: the one whose
outcomes are the same everywhere gives the hint.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from autograder.check.calling import Elsewhere
from autograder.check.compare import difference
from autograder.check.deadline import TOO_LATE, Watcher
from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import kind
from autograder.check.naming import name_of
from autograder.check.observe import Observer, Outcome
from autograder.check.rounding import too_coarse
from autograder.check.signature import wrong_arguments
from autograder.check.stumbles import size_of, stumble

ALONE = "inputs left alone"
LEFT = {
    "shorter": ": the list is shorter now.",
    "longer": ": the list is longer now.",
    "turned": ": the list is in another order now.",
}


@dataclass(frozen=True)
class Verdict:
    """What a check has to say.  `problem` is None where everything is right.

    note, aside : what numpy warned of; how the form of a right answer differs from the contract's
    aspects : aspect of the inputs -> is the answer right there; partial credit counts them
    reached : what a contest goes by, if it is one
    """

    exercise: str
    problem: str | None = None
    where: str | None = None
    hint: str | None = None
    misconception: str | None = None
    note: str | None = None
    aside: str | None = None
    cases: int = 0
    unwritten: bool = False
    aspects: dict[str, bool] = field(default_factory=dict)
    reached: float | None = None

    @property
    def share(self) -> float:
        """The part of the points that is earned: half for the values, half for all other aspects.

        Nothing at all unless the plain values are right.
        """
        if self.problem is None:
            return 1.0
        if not self.aspects.get("values", False):
            return 0.0
        others = [right for aspect, right in self.aspects.items() if aspect != "values"]
        return 0.5 + 0.5 * sum(others) / len(others)


def judge(exercise: Exercise, function: Any, suite: str, seed: int) -> Verdict:
    """Run a suite and say what is wrong with `function`, if anything."""
    if not callable(function):
        misuse = f"It is {kind(function)}, expected a function: {exercise.signature}."
        hint = f"Pass the function itself: check.{exercise.name}({exercise.name}), no brackets."
        return Verdict(exercise.name, misuse, hint=hint)
    cases = exercise.draw(suite, seed)
    if mismatch := wrong_arguments(exercise, function, cases):
        return Verdict(exercise.name, mismatch)
    with Watcher() as watcher:
        observer = Observer(exercise, function, watcher)
        outcomes = _all_outcomes(observer, cases)
        if _unwritten(outcomes[0]):
            return Verdict(exercise.name, _told(outcomes[0]), unwritten=True)
        if observer.caller.called:
            return _shortcut(exercise, observer.caller.called[0])
        found = [problem_with(exercise, c, o) for c, o in zip(cases, outcomes, strict=False)]
        if not any(found):
            note = next((o.warned for o in outcomes if o.warned), None)
            aside = next((o.aside for o in outcomes if o.aside), None)
            verdict = Verdict(exercise.name, note=note, aside=aside, cases=len(cases))
        else:
            verdict = _refusal(exercise, suite, cases, outcomes, found, watcher)
        return replace(verdict, reached=_reached(exercise, cases, outcomes))


def problem_with(exercise: Exercise, case: Case, outcome: Outcome) -> Fault | None:
    """What is wrong with one outcome, or None."""
    if outcome.endless:
        return Fault(TOO_LATE)
    if case.may_refuse and (outcome.raised or outcome.misfit):
        return None if outcome.refused else Fault(_told(outcome))
    if outcome.raised or outcome.misfit:
        return Fault(_told(outcome))
    if outcome.changed:
        how = LEFT.get(outcome.how[0], ".") if len(set(outcome.how)) == 1 else "."
        return Fault(f"It changed its argument {' and '.join(outcome.changed)}{how}")
    if outcome.idle and exercise.draws:
        return Fault(f"It drew nothing from {outcome.idle[0]}: all chance comes from there.")
    if outcome.unstable:
        return Fault("Called twice with the same arguments, it gave two answers.")
    if exercise.judge is not None:
        said = exercise.judge(outcome.value, *exercise.facts(case), *case.fresh())
        return Fault(said) if isinstance(said, str) else said
    if case.may_refuse:
        return Fault("These arguments make no sense, yet it answered with a number.")
    found = difference(outcome.value, exercise.wanted(case), exercise.tolerance)
    found = found or too_coarse(exercise, case, outcome.value)
    return Fault(str(found)) if found else None


def _all_outcomes(observer: Observer, cases: Sequence[Case]) -> list[Outcome]:
    """An outcome for every case, or up to the first that says enough."""
    outcomes: list[Outcome] = []
    for case in cases:
        outcomes.append(observer.observe(case))
        if outcomes[-1].endless or _unwritten(outcomes[-1]):
            break
    return outcomes


def _refusal(
    exercise: Exercise,
    suite: str,
    cases: Sequence[Case],
    outcomes: Sequence[Outcome],
    found: Sequence[Fault | None],
    watcher: Watcher,
) -> Verdict:
    failed = [(case, fault) for case, fault in zip(cases, found, strict=False) if fault]
    shaky = [o.unstable for o, fault in zip(outcomes, found, strict=True) if fault]
    told = [pair for pair, one in zip(failed, shaky, strict=True) if one] or failed
    case, fault = min(told, key=lambda pair: size_of(pair[0]))
    named = name_of(exercise, cases, outcomes, found, watcher)
    place = stumble(cases, outcomes)
    strange = any(shaky) or any(outcome.changed for outcome in outcomes)
    if not named.id and not strange and place is not None:  # what the hint is about
        case, fault = cases[place], found[place] or fault
    return Verdict(
        exercise.name,
        fault.sentence,
        where=case.note if suite == "hidden" else f"{case.note}{_call(exercise, case)}",
        hint=named.hint if named.id else fault.hint or named.hint,
        misconception=named.id,
        cases=len(cases),
        aspects=_aspects(exercise, cases, outcomes, found),
    )


def _reached(
    exercise: Exercise, cases: Sequence[Case], outcomes: Sequence[Outcome]
) -> float | None:
    """What the answer reached on the input that a contest is about."""
    rank = exercise.rank
    if rank is None:
        return None
    pairs = [(c, o) for c, o in zip(cases, outcomes, strict=False) if o.value is not None]
    numbers = (rank(o.value, *exercise.facts(c), *c.fresh()) for c, o in pairs)
    return next((float(number) for number in numbers if number is not None), None)


def _aspects(
    exercise: Exercise,
    cases: Sequence[Case],
    outcomes: Sequence[Outcome],
    found: Sequence[Fault | None],
) -> dict[str, bool]:
    """Aspect by aspect: right or not. A call that changed its input still may have right values."""
    right: dict[str, bool] = {}
    for case, outcome, fault in zip(cases, outcomes, found, strict=False):
        if outcome.changed:
            fault = problem_with(exercise, case, replace(outcome, changed=()))
        right[case.aspect] = right.get(case.aspect, True) and fault is None
    if len(outcomes) < len(cases):  # it never came back from one of them
        right |= {case.aspect: False for case in cases}
    return {**right, ALONE: not any(outcome.changed for outcome in outcomes)}


def shortcut_itself(exercise: Exercise, function: Any) -> Verdict | None:
    """The refusal of a function that *is* one of the forbidden ones, handed in as it stands."""
    if isinstance(function, Elsewhere):
        found = function.one_of(exercise.forbidden)
        return _shortcut(exercise, found) if found else None
    for name in exercise.forbidden:
        module, _, attribute = name.rpartition(".")
        original = getattr(sys.modules.get(module), attribute, None)
        if original is not None and original is function:
            return _shortcut(exercise, name)
    return None


def _shortcut(exercise: Exercise, name: str) -> Verdict:
    problem = f"It calls {name}, which is the answer itself."
    return Verdict(exercise.name, problem, hint="Write the formula yourself; numpy is welcome.")


def _told(outcome: Outcome) -> str:
    if outcome.misfit:
        return outcome.misfit
    name, text = outcome.raised or ("", "")
    if not name:
        return text
    if name == "NotImplementedError":
        return "It is not written yet: replace the line that raises NotImplementedError."
    if name == "RecursionError":
        return "It calls itself again and again and never stops (RecursionError)."
    at = f" on the line `{outcome.line}`" if outcome.line else ""
    said = f"It stopped with {name}{at}" + (f": {text}" if text else ".")
    return " ".join(said.split())  # a text of theirs may hold lines that look like ours


def _unwritten(outcome: Outcome) -> bool:
    return outcome.raised is not None and outcome.raised[0] == "NotImplementedError"


def _calls(value: Any) -> bool:
    """Is there a function in it, which nobody can copy?"""
    return callable(value) or (isinstance(value, dict) and any(map(callable, value.values())))


def _call(exercise: Exercise, case: Case) -> str:
    """A call that the student can copy, where the arguments are small enough to print."""
    if not case.args or size_of(case) > 16 or any(map(_calls, case.args)):
        return ""
    with np.printoptions(precision=3, suppress=True):
        pairs = zip(exercise.takes, case.args, strict=False)
        by_name = np.random.Generator  # whose repr is an address
        values = [f"{n}={n if isinstance(x, by_name) else repr(x)}" for n, x in pairs]
    return f", about {exercise.name}({', '.join(values)})"
