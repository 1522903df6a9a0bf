"""What an answer of another shape than the right one's is told: how the two differ.

The shapes are those of a sentence on the form, or of an answer whose form lets any shape pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.check.compare import close
from autograder.check.exercise import Case, Exercise
from autograder.check.observe import Outcome

__all__ = ["of_shape", "shape_hint", "told_shapes"]

Shapes = tuple[tuple[int, ...], tuple[int, ...]]  # the shape of a part, and the right one
TOLD = re.compile(r"has shape \(([\d, ]*)\), expected (one|\(([^)]*)\))")
SINGLE = "A single number came back: is everything added up, or only the last one kept?"
GONE = "An axis is gone that is asked for: what was summed over, or picked out?"
ENOUGH = 3  # inputs, or lengths of an axis


def shape_hint(
    exercise: Exercise,
    cases: Sequence[Case],
    outcomes: Sequence[Outcome],
    failed: Sequence[bool],
) -> str | None:
    """Of an answer that has another shape wherever it is wrong, or an axis of one length."""
    if exercise.behaviour is not None:
        return None
    asked = [z for z in zip(cases, outcomes, failed, strict=False) if not z[0].may_refuse]
    found = [_shapes(exercise, case, outcome) for case, outcome, _ in asked]
    if fixed := _fixed(found):
        return f"An axis is {fixed} long on every input: is a size written down as a number?"
    wrong = [(case, outcome.value) for case, outcome, bad in asked if bad]
    if not wrong:
        return None
    if exercise.judge is None and all(_is_turned(v, exercise.wanted(c)) for c, v in wrong):
        return "All is right, but transposed: which index belongs to the rows?"
    of_wrong = [(c, shapes) for (c, _, bad), shapes in zip(asked, found, strict=True) if bad]
    for lettered in (True, False):  # an axis may be as long as another by chance
        said = {_said_of(exercise, case, shapes, lettered) for case, shapes in of_wrong}
        if len(said) == 1 and None not in said:
            return said.pop()
    return None


def _said_of(
    exercise: Exercise, case: Case, shapes: Sequence[Shapes], lettered: bool
) -> str | None:
    """What is said of the first shape that is not right."""
    for got, right in shapes:
        if got != right:
            sizes = exercise.context(case.args).sizes if lettered else {}
            return of_shape(list(got), [str(n) for n in right], sizes)
    return None


def _is_turned(value: Any, wanted: Any) -> bool:
    """Is each array right, or the right one's transpose?"""
    if isinstance(wanted, dict):
        alike = isinstance(value, dict) and value.keys() == wanted.keys()
        return alike and all(_is_turned(value[key], wanted[key]) for key in wanted)
    if not isinstance(value, np.ndarray):
        return False
    sides = (side for side in (wanted, wanted.T) if side.shape == value.shape)
    return any(np.all(close(value, side)) for side in sides)


def told_shapes(text: str) -> tuple[list[int], list[str]] | None:
    """The shape that came, and what is said of the right one."""
    if not (found := TOLD.search(text)):
        return None
    got, wanted = (
        [part.strip() for part in (side or "").split(",") if part.strip()]
        for side in found.group(1, 3)
    )
    return [int(n) for n in got], wanted


def _shapes(exercise: Exercise, case: Case, outcome: Outcome) -> list[Shapes]:
    """Of each array of an answer its shape and the right one's; none if not known."""
    if told := told_shapes(outcome.misfit or ""):
        got, wanted = told
        known = all(map(str.isdigit, wanted))
        return [(tuple(got), tuple(map(int, wanted)))] if known else []
    if outcome.value is None:
        return []
    right = exercise.judge is not None  # where the shape passes, its judge speaks of the numbers
    return [*_parts(outcome.value, outcome.value if right else exercise.wanted(case))]


def _fixed(found: Sequence[Sequence[Shapes]]) -> int | None:
    """The length of an axis that has one on every input, and should have several."""
    if len(found) < ENOUGH or any(len(shapes) != 1 for shapes in found):
        return None
    pairs = [shapes[0] for shapes in found]
    if len({len(side) for pair in pairs for side in pair}) != 1:
        return None
    got, wanted = (np.array([pair[i] for pair in pairs]) for i in (0, 1))
    for axis in range(got.shape[1]):
        if len({*got[:, axis]}) == 1 and len({*wanted[:, axis]}) >= ENOUGH:
            return int(got[0, axis])
    return None


def _parts(value: Any, wanted: Any) -> Iterator[Shapes]:
    """Of each array of an answer its shape, and the right one's."""
    if not isinstance(wanted, dict):
        yield np.shape(value), np.shape(wanted)
    elif isinstance(value, dict) and value.keys() == wanted.keys():
        for key in wanted:
            yield from _parts(value[key], wanted[key])


def of_shape(got: list[int], wanted: list[str], sizes: Mapping[str, int]) -> str | None:
    """How the two shapes differ, where that has a usual reason."""
    known = [int(w) if w.isdigit() else None for w in wanted]

    def fits(shape: Sequence[int]) -> bool:
        return len(shape) == len(known) and all(
            k in (None, s) for k, s in zip(known, shape, strict=True)
        )

    without = [got[:i] + got[i + 1 :] for i in range(len(got))]
    if 1 in got and fits([n for n in got if n != 1]):
        return "An axis of length 1 too many: .ravel() or [:, 0] takes it off, or no keepdims."
    if not wanted and len(got) == 1:
        return "One number is asked for: the entries are still to be put together."
    if not got:
        return SINGLE
    if len(got) == 2 == len(wanted) + 1 and got[0] == got[1] and fits(got[:1]):
        return "A square table of all pairs came back: of a product @, or of a row beside a column?"
    if any(map(fits, without)):
        axis = [fits(shape) for shape in without].index(True)
        of = f"An axis of length {got[axis]} too many"
        return f"{of}: what is to be summed over, or picked out?"
    if len(got) == len(known) - 1 and any(
        fits([*got[:i], k, *got[i:]]) for i, k in enumerate(known) if k is not None
    ):
        return GONE
    if len(got) == 1 and len(wanted) > 1 and None not in known and got[0] == _product(known):
        return "The numbers lie in one row: is a flatten too many, or a reshape missing?"
    if len(got) != len(known):
        return None
    off = [(g, k) for g, k in zip(got, known, strict=True) if k not in (None, g)]
    if len(off) == 1 and off[0][1] is not None:
        return _of_length(*off[0], sizes)
    return None


def _of_length(got: int, wanted: int, sizes: Mapping[str, int]) -> str | None:
    named = {letter: size for letter, size in sizes.items() if letter.isidentifier()}
    if letters := [letter for letter, size in named.items() if size == got and size != wanted]:
        return f"An axis is as long as {letters[0]}: over which axis is summed, or counted?"
    if got == 1:
        return "One entry is there where several are asked for: the last alone, or all in one?"
    if abs(got - wanted) == 1:
        few = "few" if got < wanted else "many"
        return f"One too {few} along an axis: where does the count begin, and where does it end?"
    return None


def _product(sizes: Sequence[int | None]) -> int:
    total = 1
    for size in sizes:
        total *= size or 0
    return total
