"""On which inputs is an answer wrong?  By what they have in common, or by their notes.

Nothing is said of why; but whoever knows that a function fails exactly where there is one row, or
on the input with two equal rows, knows where to look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from autograder.check.context import letters_of
from autograder.check.exercise import Case, Exercise
from autograder.check.whereabouts import AT

__all__ = ["inputs_hint", "some_inputs_hint"]

Asked = tuple[str, Callable[[Case], bool]]
NUMBERS: dict[str, Callable[[Any], Any]] = {
    "is 1": lambda z: z == 1,
    "is not 1": lambda z: z != 1,
    "is above 1": lambda z: z > 1,
    "is below 1": lambda z: z < 1,
}
COUNTS: dict[str, Callable[[int], bool]] = {
    "is 1": lambda n: n == 1,
    "is more than 1": lambda n: n > 1,
    "is 2": lambda n: n == 2,
    "is more than 2": lambda n: n > 2,
    "is more than 3": lambda n: n > 3,
}
ENTRIES: dict[str, Callable[[Any], Any]] = {
    "an entry of {} is 0": lambda z: np.any(z == 0),
    "no entry of {} is 0": lambda z: np.all(z != 0),
    "an entry of {} is below 0": lambda z: np.any(z < 0),
    "no entry of {} is below 0": lambda z: np.all(z >= 0),
    "an entry of {} is above 0": lambda z: np.any(z > 0),
    "no entry of {} is above 0": lambda z: np.all(z <= 0),
    "an entry of {} is beyond ±1": lambda z: np.any(np.abs(z) > 1),
    "no entry of {} is beyond ±1": lambda z: np.all(np.abs(z) <= 1),
    "the entries of {} are all equal": lambda z: np.all(z == z[0]),
    "the entries of {} are not all equal": lambda z: np.any(z != z[0]),
}
SIZES: dict[str, Callable[[int, int], bool]] = {
    "{} and {} are equal": lambda a, b: a == b,
    "{} and {} differ": lambda a, b: a != b,
}
ORDER: dict[str, Callable[[int, int], bool]] = {
    "{} is more than {}": lambda a, b: a > b,
    "{} is less than {}": lambda a, b: a < b,
}
FEW = 4  # inputs that are told one by one
ENOUGH = 3  # inputs on either side: less would often be so by chance
LONG = 200  # letters, above which a note is told up to its colon
NO_NUMBERS = ("function", "graph", "table", "name", "shape", "...")


def inputs_hint(exercise: Exercise, cases: Sequence[Case], failed: Sequence[bool]) -> str | None:
    """Which inputs does it fail on, where most come out right?"""
    wrong = [case for case, bad in zip(cases, failed, strict=True) if bad]
    right = [case for case, bad in zip(cases, failed, strict=True) if not bad]
    if not wrong or len(right) < 2:
        return None
    if len(wrong) >= FEW and list(failed) == [False] + [True] * len(wrong):
        return "Only the first of all calls came out right: is something kept from it?"
    asked = [*_asked(exercise)] if len(wrong) > 1 else []
    asked += [*_asked_of_many(exercise)] if min(len(wrong), len(right)) >= ENOUGH else []
    for said, ask in asked:
        if all(map(ask, wrong)) and not any(map(ask, right)):
            return f"It fails exactly where {said}; on all other inputs it is right."
    failing, fine = _notes(wrong), _notes(right)
    if {*failing} & {*fine}:
        return None
    if len(failing) <= FEW and len(wrong) <= len(right):
        told = _told(failing, fine)
        return f"{len(right)} of {len(cases)} inputs come out right. It fails on: {told}."
    fine = _notes(case for case in right if not case.may_refuse)
    if not 0 < len(fine) <= FEW:
        return None
    return f"It is wrong on all inputs but these: {_told(fine, failing)}."


def some_inputs_hint(cases: Sequence[Case], failed: Sequence[bool]) -> str | None:
    """Some of the inputs that it fails on, or where right ones are fewer, of those."""
    wrong = [case for case, bad in zip(cases, failed, strict=True) if bad]
    right = [case for case, bad in zip(cases, failed, strict=True) if not bad]
    fails = len(wrong) <= len(right)
    failing, fine = _notes(wrong), _notes(right)
    sensible = failing if fails else _notes(case for case in right if not case.may_refuse)
    others = fine if fails else failing
    some = [note for note in sensible if note not in others][:FEW]
    if not some:
        return None
    if len(right) == 1:
        return f"It is right on one input alone: {_told(some, others)}."
    if fails:
        so = f"{len(right)} of {len(cases)} inputs come out right. It fails on {len(wrong)}"
    else:
        so = f"It is wrong on {len(wrong)} of {len(cases)} inputs. It is right on {len(right)}"
    return f"{so}, among them: {_told(some, others)}."


def _told(notes: Sequence[str], others: Sequence[str]) -> str:
    """Notes in a row; where they are long up to their colon, if that still tells them apart."""
    if len("; ".join(notes)) > LONG and not {*map(_short, notes)} & {*map(_short, others)}:
        notes = list(dict.fromkeys(map(_short, notes)))
    return "; ".join(notes)


def _notes(cases: Iterable[Case]) -> list[str]:
    return list(dict.fromkeys(case.note for case in cases))


def _short(note: str) -> str:
    return note.partition(":")[0]


def _asked(exercise: Exercise) -> Iterator[Asked]:
    """What may be special about an input."""
    yield "whole numbers come in", _whole
    yield "an argument is left to its default", lambda case: len(case.args) < len(exercise.takes)
    for letter in _letters(exercise):
        for said, ask in COUNTS.items():
            yield f"{letter} {said}", partial(_sized, exercise, ask, letter)
    yield from _of_two(exercise, SIZES)
    for place, (name, kind) in enumerate(exercise.takes.items()):
        if kind == "list":
            for said, ask in COUNTS.items():
                yield f"the length of {name} {said}", partial(_long, ask, place)
        elif kind == "":
            for said, ask in {**AT, **NUMBERS}.items():
                yield f"{name} {said}", partial(_holds, ask, place)


def _asked_of_many(exercise: Exercise) -> Iterator[Asked]:
    """What may be special about them that is so by chance as well, where they are few."""
    yield from _of_two(exercise, ORDER)
    for place, (name, kind) in enumerate(exercise.takes.items()):
        if kind == "..." or kind not in NO_NUMBERS:
            for said, ask in ENTRIES.items():
                yield said.format(name), partial(_entries_are, ask, place)


def _of_two(exercise: Exercise, table: Mapping[str, Callable[..., bool]]) -> Iterator[Asked]:
    letters = _letters(exercise)
    for i, letter in enumerate(letters):
        for other in letters[:i]:
            for said, ask in table.items():
                yield said.format(other, letter), partial(_sized, exercise, ask, other, letter)


def _letters(exercise: Exercise) -> list[str]:
    """The sizes that the contract names."""
    kinds = [kind for kind in exercise.takes.values() if kind not in {*NO_NUMBERS, "list"}]
    found = dict.fromkeys(letter for kind in kinds for letter in letters_of(kind))
    return [letter for letter in found if letter.isidentifier()]


def _sized(exercise: Exercise, ask: Callable[..., Any], *rest: Any) -> bool:
    """Are the sizes of these letters so, on the case that comes last?"""
    *letters, case = rest
    sizes = exercise.context(case.args).sizes
    return all(letter in sizes for letter in letters) and bool(ask(*map(sizes.get, letters)))


def _long(ask: Callable[[int], bool], place: int, case: Case) -> bool:
    return place < len(case.args) and ask(len(case.args[place]))


def _whole(case: Case) -> bool:
    return any(isinstance(a, np.ndarray) and a.dtype.kind in "iu" for a in case.args)


def _holds(ask: Callable[[Any], Any], place: int, case: Case) -> bool:
    value = case.args[place] if place < len(case.args) else None
    return isinstance(value, int | float | np.generic) and bool(ask(value))


def _entries_are(ask: Callable[[Any], Any], place: int, case: Case) -> bool:
    value: Any = case.args[place] if place < len(case.args) else None
    if isinstance(value, list):
        value = np.array(value if all(isinstance(one, int | float) for one in value) else [])
    return isinstance(value, np.ndarray) and value.size > 0 and bool(ask(value.ravel()))
