"""What a call gave, taken apart, and an answer put together from the pieces."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Form, Like, ListOf, Misfit, Number, Record
from autograder.check.judge import problem_with
from autograder.check.observe import Outcome

__all__ = ["Piece", "Wanted", "pieces"]

MANY = 100  # pieces of one call that are looked at
STEPS = 100_000  # of an iterator
FITTING = 4  # pieces that are tried as one part of an answer
NEAR = 1e-7
POWERS = -2, -1, 1, 2
WAYS: dict[str, Callable[[Any, Any], Any]] = {
    "{} * {}": lambda piece, factor: piece * factor,
    "{} / {}": lambda piece, factor: piece / factor,
    "{} + {}": lambda piece, factor: piece + factor,
    "{1} - {0}": lambda piece, factor: factor - piece,
}


@dataclass(frozen=True)
class Piece:
    """A value, and how a student would write it."""

    text: str
    value: Any


def pieces(made: Any, text: str, given: Sequence[Piece]) -> list[Piece]:
    """A value and what it holds; what its own methods make of the values that are given."""
    return list(itertools.islice(_pieces(made, text, given, 3), MANY))


def _pieces(made: Any, text: str, given: Sequence[Piece], depth: int) -> Iterator[Piece]:
    if hasattr(made, "__next__"):
        made, text = list(itertools.islice(made, STEPS)), f"list({text})"
    yield Piece(text, made)
    parts: Iterable[tuple[str, Any]] = ()
    if isinstance(made, np.ndarray):
        parts = _of_array(made)
    elif isinstance(made, list | tuple):
        parts = _of_list(made)
        if made and isinstance(made[0], tuple):  # how often was it so?
            for i, first in enumerate(made[0]):
                if isinstance(first, bool | np.bool_):
                    yield Piece(f"sum(x[{i}] for x in {text})", sum(x[i] for x in made))
    elif type(made).__module__.startswith("nnlib."):
        parts = _of_object(made, given)
    if depth > isinstance(made, np.ndarray):
        for how, part in parts:
            yield from _pieces(part, text + how, given, depth - 1)


def _of_array(made: Any) -> Iterator[tuple[str, Any]]:
    if made.ndim and len(made):
        yield "[-1]", made[-1]
    if made.ndim > 1:
        yield "[..., -1]", made[..., -1]
        yield "[..., -1:]", made[..., -1:]
        yield "[..., ::-1]", made[..., ::-1]
        yield ".ravel()", made.ravel()
        yield ".T", made.T


def _of_list(made: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    for i in range(len(made)) if len(made) <= 4 else (-1, 0):
        yield f"[{i}]", made[i]


def _of_object(made: Any, given: Sequence[Piece]) -> Iterator[tuple[str, Any]]:
    kept = getattr(made, "__dict__", {})
    for name in (*kept, *vars(type(made))):
        if name.startswith("_") and name != "__matmul__":
            continue
        try:
            part = getattr(made, name)
        except Exception:
            continue
        if not callable(part):
            yield f".{name}", part
            continue
        for piece in given:
            try:
                yield f".{name}({piece.text})", part(piece.value)
            except Exception:
                continue


class Wanted:
    """The right answer to one input, and the ways to have it from pieces.

    factors : values that a piece may be multiplied or divided by, added to or taken from
    """

    def __init__(self, exercise: Exercise, case: Case, factors: Sequence[Piece]) -> None:
        self.exercise, self.case = exercise, case
        self.judged = exercise.judge is not None or exercise.behaviour is not None
        self.wanted: Any = None if self.judged else exercise.wanted(case)
        self.factors: list[Piece] = []
        if isinstance(self.wanted, np.ndarray):
            for factor in factors:
                try:
                    wide = np.broadcast_to(factor.value, self.wanted.shape)
                except ValueError:
                    continue
                self.factors.append(Piece(factor.text, wide.astype(float).ravel()))
        self.rows = np.array([factor.value for factor in self.factors])

    def made_of(self, found: Sequence[Piece]) -> Iterator[str]:
        """Right answers, as a student would write them."""
        returns = self.exercise.returns
        for piece in found:
            if self._right(piece.value):
                yield piece.text
            if isinstance(returns, Like) and self._right(self._reshaped(piece.value)):
                yield f"np.reshape({piece.text}, np.shape({returns.argument}))"
            if isinstance(returns, ListOf) and self._right([piece.value]):
                yield f"[{piece.text}]"
            if len(self.factors) and (how := self._with_a_factor(piece)):
                yield how
        if isinstance(returns, Record) and found and not isinstance(found[0].value, np.ndarray):
            yield from self._together(found, returns)
        if isinstance(returns, Number) and not self.judged:
            yield from self._of_numbers(found)

    def _reshaped(self, value: Any) -> Any:
        """As many numbers as are wanted, in the shape that they should have; or None."""
        fits = isinstance(value, np.ndarray) and isinstance(self.wanted, np.ndarray)
        if not fits or value.size != self.wanted.size or value.shape == self.wanted.shape:
            return None
        return np.reshape(value, self.wanted.shape)

    def _right(self, value: Any) -> bool:
        if value is None or (isinstance(self.wanted, np.ndarray) and not self._could(value)):
            return False
        try:
            got = self.exercise.read(value, self.case)
            return problem_with(self.exercise, self.case, Outcome(value=got)) is None
        except Exception:
            return False

    def _could(self, value: Any) -> bool:
        """A quick look, before the long one of a check."""
        if not isinstance(value, np.ndarray | np.generic | float | int | list | tuple):
            return False
        try:
            size = np.size(value)
        except ValueError:
            return False
        if size != self.wanted.size or not size or isinstance(value, list | tuple):
            return bool(size == self.wanted.size)
        last = np.ravel(value)[-1]
        return isinstance(last, np.number) and bool(_near(last, self.wanted.ravel()[-1], 1e-4))

    def _with_a_factor(self, piece: Piece) -> str | None:
        value, wanted = piece.value, self.wanted.ravel()
        plain = isinstance(value, np.ndarray | np.floating | float | np.integer | int)
        if not plain or np.shape(value) not in ((), self.wanted.shape) or not wanted.size:
            return None
        one = np.ravel(value)
        if one.dtype.kind not in "iuf":
            return None
        with np.errstate(all="ignore"):
            for how, make in WAYS.items():  # the last number alone, and then all
                for i in np.flatnonzero(_near(make(one[-1], self.rows[:, -1]), wanted[-1:])):
                    if _near(make(one, self.rows[i]), wanted).all():
                        return how.format(piece.text, self.factors[i].text)
        return None

    def _together(self, found: Sequence[Piece], returns: Record) -> Iterator[str]:
        """Several pieces as the parts of the answer, each in its form."""
        context = self.exercise.context(self.case.args)
        fitting = []
        for name, form in returns.parts.items():
            wanted = None if self.judged else self.wanted[name]
            fitting.append([p for p in found if _fits(form, p.value, context, wanted)][:FITTING])
        for chosen in itertools.product(*fitting):
            if self._right(tuple(piece.value for piece in chosen)):
                yield f"({', '.join(piece.text for piece in chosen)})"

    def _of_numbers(self, found: Sequence[Piece]) -> Iterator[str]:
        """A product of two or three numbers, some of them squared or below the line."""
        plain = (p for p in found if isinstance(p.value, float | int) and p.value not in (0, 1))
        numbers = list({float(p.value): p for p in plain}.values())[:5]
        for count in (2, 3):
            for chosen in itertools.combinations(numbers, count):
                for powers in itertools.product(POWERS, repeat=count):
                    made = np.float64(1.0)
                    for piece, power in zip(chosen, powers, strict=True):
                        made *= np.float64(piece.value) ** power
                    if abs(made - self.wanted) <= NEAR * abs(self.wanted):
                        pairs = zip(chosen, powers, strict=True)
                        yield " * ".join(f"{p.text} ** {power}" for p, power in pairs)


def _near(one: Any, wanted: Any, by: float = NEAR) -> Any:
    size = np.abs(wanted)
    return np.abs(one - wanted) <= by * (size + np.max(size, initial=0.0))


def _fits(form: Form, value: Any, context: Any, wanted: Any) -> bool:
    try:
        got = form.read(value, context, "")
    except (Misfit, TypeError):
        return False
    if wanted is None or isinstance(wanted, dict):
        return True
    return got.shape == wanted.shape and bool(np.allclose(got, wanted))
