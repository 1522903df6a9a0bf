"""Is the answer right, but for another question?  "This would be right if b were 0."

Most wrong answers are the right function of a wrong argument: a bias that is not used, a last
example that is left out, a step that is taken for 1. So what is right is worked out for altered
arguments too, and where an answer is that on every input, this says what is wrong with it.

Of what is right there only two sums are kept, its numbers weighed by turns: they are enough to
know it by, and a student's package can hold them for all inputs.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np

from autograder.check.altered import AsIf, as_ifs
from autograder.check.compare import coarse, difference, flat
from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Misfit
from autograder.check.observe import Outcome

__all__ = ["as_if_hint", "key", "may_be_asked", "sums_of"]

Sums = tuple[float, float]
# No sums of numbers: the question itself; refused; an error; nothing is left to ask about.
UNALTERED, REFUSED, OTHER, NOTHING = (0.0, np.inf), (0.0, -np.inf), (np.inf, 0.0), (-np.inf, 0.0)
FEW = 3  # whole numbers, as of labels: with no others much would be right by chance
ENOUGH = 3  # inputs to know a factor by
NEAR = 1e-10  # of the sums of all sizes
SURELY = 1e-4  # beyond it some number is another


def as_if_hint(
    exercise: Exercise,
    cases: Sequence[Case],
    outcomes: Sequence[Outcome],
    failed: Sequence[bool],
) -> str | None:
    """The first altered question to which the answers are right, on every input."""
    if not may_be_asked(exercise) or any(map(_is_strange, outcomes)):
        return None
    exact = [i for i, outcome in enumerate(outcomes) if not _is_coarse(outcome.value)]
    if any(i not in exact and not _is_coarse(case.args) for i, case in enumerate(cases)):
        return None
    places = sorted(exact, key=lambda i: (not failed[i], outcomes[i].value is None))
    if not _tells_enough(exercise, [case for case in cases if not case.may_refuse]):
        return None
    mine = [_of_outcome(exercise, *pair) for pair in zip(cases, outcomes, strict=False)]
    for number, one in enumerate(as_ifs(exercise.takes)):
        seen = ((sums_of(exercise, number, one, cases[i]), i) for i in places)
        if all(_is_that(sums, mine[i], failed[i]) for sums, i in seen) and any(
            failed[i] and sums_of(exercise, number, one, cases[i]) != NOTHING for i in places
        ):
            return f"This would be right if {one.told}{'' if one.told[-1] == '?' else '.'}"
    return _but_for_a_factor(exercise, [cases[i] for i in places], [mine[i] for i in places])


def _but_for_a_factor(
    exercise: Exercise, cases: Sequence[Case], mine: Sequence[tuple[Sums, Sums]]
) -> str | None:
    """The first altered question to whose right answers all are in one ratio, on every input."""
    if len(cases) < ENOUGH or any(case.may_refuse for case in cases):
        return None
    if not np.isfinite([sums for sums, _ in mine]).all():
        return None
    for number, one in enumerate(as_ifs(exercise.takes)):
        ratio, altered = 0.0, 0
        for case, (got, sizes) in zip(cases, mine, strict=True):
            seen = sums_of(exercise, number, one, case)
            altered += seen not in (UNALTERED, NOTHING)
            asked = _right_sums(exercise, case)[0] if seen == UNALTERED else seen
            ratio = ratio or (got[0] / asked[0] if asked[0] else 0.0)
            freed = _over(got, ratio), _over(sizes, abs(ratio))
            if not _is_that(asked, freed, failed=True):
                break
        else:
            if altered >= ENOUGH:
                ends = "" if one.told[-1] == "?" else "."
                return f"But for a factor of {ratio:.4g} this would be right if {one.told}{ends}"
    return None


def _over(sums: Sums, ratio: float) -> Sums:
    return (sums[0] / ratio, sums[1] / ratio) if ratio else OTHER


def may_be_asked(exercise: Exercise) -> bool:
    """Has it numbers to compare, and a reference that any question can be put to?

    Whoever draws may have thousands to draw, and a little more of them than can be had.
    """
    return exercise.altered and exercise.behaviour is None and "rng" not in exercise.takes


def key(number: int) -> tuple[str, int]:
    """Under which an input keeps the sums of what is right for the altered question."""
    return "as if", number


def sums_of(exercise: Exercise, number: int, one: AsIf, case: Case) -> Sums:
    """The two sums of what is right for an altered question."""
    found: Sums = case.once(key(number), lambda: _worked_out(exercise, one, case))
    return found


def _is_strange(outcome: Outcome) -> bool:
    """Is there something beside the answer?"""
    return bool(outcome.changed or outcome.idle or outcome.unstable or outcome.endless)


def _is_coarse(value: Any) -> bool:
    """Is it of single precision, or a part of it?  Its digits are too few for the sums."""
    return any(coarse(part.dtype) for part in _parts(value) if isinstance(part, np.ndarray))


def _tells_enough(exercise: Exercise, cases: Sequence[Case]) -> bool:
    right = np.unique(np.concatenate([flat(exercise.wanted(c)) for c in cases] or [np.zeros(0)]))
    return len(right) > FEW or not np.array_equal(right, np.round(right))


def _of_outcome(exercise: Exercise, case: Case, outcome: Outcome) -> tuple[Sums, Sums]:
    if case.may_refuse and outcome.refused:
        return REFUSED, (0.0, 0.0)
    if outcome.misfit and not case.may_refuse:
        return _code(outcome.misfit), (0.0, 0.0)
    if outcome.value is None or case.may_refuse:
        return OTHER, (0.0, 0.0)
    return _sums(outcome.value, exercise.wanted(case))


def _is_that(seen: Sums, mine: tuple[Sums, Sums], failed: bool) -> bool:
    """Is the answer what is right for the altered question?"""
    if seen in (UNALTERED, NOTHING):
        return not failed or seen == NOTHING
    if not np.isfinite([*seen, *mine[0]]).all():
        return seen == mine[0] != OTHER
    return bool(np.all(np.abs(np.subtract(mine[0], seen)) <= NEAR * np.array(mine[1])))


def _worked_out(exercise: Exercise, one: AsIf, case: Case) -> Sums:
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            altered = one.alter(_args(case))
            if altered is None:
                return UNALTERED
            if not altered:
                return NOTHING
            value = exercise.read(exercise.reference(*altered), case)
            if one.scale:
                value = _scaled(value, one.scale(case.args))
    except Misfit as misfit:
        return OTHER if case.may_refuse else _code(str(misfit))
    except ValueError:
        return REFUSED
    except Exception:
        return OTHER
    if case.may_refuse:
        return OTHER
    wanted = exercise.wanted(case)
    sums = _sums(value, wanted)[0]
    right, sizes = _right_sums(exercise, case)
    near = np.all(np.abs(np.subtract(sums, right)) <= SURELY * np.array(sizes))
    return UNALTERED if near and difference(value, wanted) is None else sums


def _right_sums(exercise: Exercise, case: Case) -> tuple[Sums, Sums]:
    """The sums of what is right for the question itself, and their sizes."""
    wanted = exercise.wanted(case)
    found: tuple[Sums, Sums] = case.once("sums", lambda: _sums(wanted, wanted))
    return found


def _code(misfit: str) -> Sums:
    """What stands for an answer of another form: the sentence, as a number."""
    return float(crc32(misfit.encode()) + 1), np.inf


def _sums(value: Any, wanted: Any) -> tuple[Sums, Sums]:
    """Its numbers as they are, and as multiples of the right ones, summed; and their sizes."""
    got, right = flat(value), np.abs(flat(wanted))
    turns = np.sin(1 + 2.399 * np.arange(len(got))) * got
    if _shapes(value) == _shapes(wanted):
        with np.errstate(all="ignore"):
            shares = turns / (right + 1e-9 * (np.max(right, initial=0.0) or 1.0))
    else:
        shares = np.array([float(crc32(repr(_shapes(value)).encode()))])
    both = turns, shares
    signed, sizes = [float(s.sum()) for s in both], [float(np.abs(s).sum()) for s in both]
    return (signed[0], signed[1]), (sizes[0], sizes[1])


def _args(case: Case) -> tuple[Any, ...]:
    """The arguments as they are, for the reference leaves them alone; but a draw is a change."""
    drawn = any(isinstance(value, np.random.Generator) for value in case.args)
    return case.fresh() if drawn else case.args


def _scaled(value: Any, by: float) -> Any:
    if isinstance(value, dict):
        return {name: _scaled(part, by) for name, part in value.items()}
    return value * by


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [array for part in value.values() for array in _parts(part)]
    if isinstance(value, tuple):
        return [array for part in value for array in _parts(part)]
    return [] if value is None else [value]


def _shapes(value: Any) -> list[tuple[int, ...]]:
    return [part.shape for part in _parts(value)]
