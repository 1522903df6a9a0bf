"""What is said of a wrong answer that is no known mistake: the first that is true of all it did.

From what tells the most to what tells the least: an argument that was changed, a factor of
everything, another question that it would be right for, an exception, what became of the right
numbers, and where it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from autograder.check.as_if import as_if_hint
from autograder.check.by_arguments import by_another_part
from autograder.check.diagnose import (
    Pairs,
    answered,
    changed_hint,
    everything_hint,
    parts_hint,
    wrong_parts,
)
from autograder.check.exercise import Case, Exercise
from autograder.check.how_far import direction, how_far
from autograder.check.near_right import constant, phrase
from autograder.check.observe import Outcome
from autograder.check.shapes import shape_hint
from autograder.check.stumbles import size_of, stumble_hint, unrefused_hint
from autograder.check.whereabouts import entries_hint
from autograder.check.which_inputs import inputs_hint, some_inputs_hint

SIDES = 2  # parts of which it is told to which side they are wrong
MANY = 500  # parts, as of a long graph: they would take too long to look at
ENDLESS = "What changes from one pass of the loop to the next, and what of it ends the loop?"
SLOW = "On smaller inputs it is right: is work done again and again, or does the loop not end?"
LONG = "On the inputs before it is right: does it need very many steps here, or does it not end?"
IDLE = "Ask rng itself, as in rng.normal(…): np.random, a seed and constants draw nothing from it."
SHAKY = "Is something kept from one call to the next, or drawn by a generator of your own?"


def hint_in_general(
    exercise: Exercise,
    cases: Sequence[Case],
    outcomes: Sequence[Outcome],
    failed: Sequence[bool],
) -> str | None:
    """A hint that fits on every input that was answered, or None."""
    cases = cases[: len(outcomes)]
    if any(outcome.how for outcome in outcomes):
        return changed_hint(outcomes)
    if any(outcome.endless for outcome in outcomes):
        *before, last = map(size_of, cases)
        if not before or any(failed[:-1]):
            return ENDLESS
        return SLOW if max(before) < last else LONG
    if any(outcome.unstable for outcome in outcomes):
        return SHAKY
    if exercise.draws and all(outcome.idle for outcome in outcomes):
        return IDLE
    return (
        everything_hint(exercise, cases, outcomes)
        or _constant(answered(exercise, cases, outcomes))
        or as_if_hint(exercise, cases, outcomes, failed)
        or stumble_hint(exercise, cases, outcomes)
        or _of_numbers(exercise, cases, outcomes)
        or inputs_hint(exercise, cases, failed)
        or unrefused_hint(exercise, cases, outcomes, failed)
        or shape_hint(exercise, cases, outcomes, failed)
        or _direction(answered(exercise, cases, outcomes))
        or some_inputs_hint(cases, failed)
    )


def _constant(pairs: Pairs) -> str | None:
    return None if not pairs or isinstance(pairs[0][1], dict) else constant(pairs, "It")


def _direction(pairs: Pairs) -> str | None:
    """To which side it is wrong, or each of its parts that are wrong."""
    if not pairs or not isinstance(pairs[0][1], dict):
        return direction(pairs, "it") if pairs else None
    told = [direction(own, name) for name, own in _each(pairs)]
    return " ".join(map(str, told)) if None not in told and 0 < len(told) <= SIDES else None


def _of_numbers(
    exercise: Exercise, cases: Sequence[Case], outcomes: Sequence[Outcome]
) -> str | None:
    asked = [case for case in cases if not case.may_refuse]
    pairs = answered(exercise, cases, outcomes)
    if not pairs:
        return None
    names = list(exercise.takes)
    if not isinstance(pairs[0][1], dict):
        made = phrase(pairs, asked, names, "It")
        made = made or entries_hint(pairs, asked, names) or parts_hint(pairs)
        return made or how_far(pairs, "It")
    parts = parts_hint(pairs)
    if parts and len(wrong := wrong_parts(pairs)) == 1:
        (name,) = wrong
        own = [(got[name], wanted[name]) for got, wanted in pairs]
        if not isinstance(own[0][1], dict):
            said = phrase(own, asked, names, name) or entries_hint(own, asked, names)
            said = said or by_another_part(pairs, name) or how_far(own, name)
            rest = [part for part in pairs[0][1] if part != name]
            told = f"{' and '.join(rest)} came out right on every input. {said}"
            return told if said and len(told) < 200 else parts
    return parts or _of_all_parts(pairs, asked, names)


def _of_all_parts(pairs: Pairs, cases: Sequence[Case], names: Sequence[str]) -> str | None:
    """One phrase that is true of every part of every answer, or of one of them."""
    flat = [
        (got[name], wanted[name], case)
        for (got, wanted), case in zip(pairs, cases, strict=True)
        if got.keys() == wanted.keys()
        for name in wanted
        if not isinstance(wanted[name], dict)
    ]
    both = [(got, wanted) for got, wanted, _ in flat]
    if len(both) > MANY:
        return None
    made = phrase(both, [case for *_, case in flat], names, "Each part")
    alone = (phrase(own, cases, names, name) for name, own in _each(pairs))
    far = (how_far(own, name) for name, own in _each(pairs))
    return made or next(filter(None, chain(alone, far)), None)


def _each(pairs: Pairs) -> Iterator[tuple[str, Pairs]]:
    """The values of several that are wrong, each by itself."""
    for name in wrong_parts(pairs):
        own = [(got[name], wanted[name]) for got, wanted in pairs]
        if not any(isinstance(wanted, dict) for _, wanted in own):
            yield name, own
