"""Every function of a library, tried as the answer to every exercise.

A call gets an exercise's arguments, each as it is or slightly turned: as a column, in a list, its
shape, with zeros beside it. What comes back is taken apart: its entries, attributes and last rows,
each as it is or with one more factor. Whatever the check then accepts is an answer that nobody has
worked out, written down as a student would write it.
"""

from __future__ import annotations

import importlib
import itertools
import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from inspect import signature
from typing import Any

import numpy as np

from autograder.bank.library import Function
from autograder.bank.pieces import Piece, Wanted, pieces
from autograder.check.exercise import Exercise
from autograder.check.judge import judge
from autograder.check.seeds import FIXED
from autograder.sandbox.alarm import Overdue, within

__all__ = ["Found", "answers"]

CALLS = 60  # of one function with what one exercise has to give
OWN_CALLS = 600  # of one of nnlib, whose functions were made for what lessons ask
# Seconds of the processor: a call that takes so long is ended, and its function not called again;
# an optimiser that is given a network to learn would go on for hours.
SLOW = 0.2
LONG = 2.0  # those of all calls of one function, what is looked for in its answers included
# How an argument may be turned before it is handed over, by what it is.
TURNED = {
    "array": (
        "{0}",
        "[{0}]",
        "0 * {0}",
        "np.reshape({0}, (-1, 1))",
        "np.ravel({0})",
        "{0}.T",
        "{0}.shape[1:]",
        "np.stack([0 * np.ravel({0}), np.ravel({0})], -1)",
    ),
    "labels": ("np.asarray({0}).astype(int)", "1 - 2 * {0}"),
    "number": ("{0}", "[{0}]", "{0} + 1"),
    "list": ("{0}", "{0}[0]", "{0}[-1]", "['identity'] * len({0})"),
    "function": ("{0}",),
    "shape": ("{0}",),
    "text": ("{0}",),
    "table": ("{0}", "list({0})", "list({0})[::-1]"),
}
ALWAYS = ("0", "1", "1.0", "None", "'square'", "'logistic'", "'softmax'", "'identity'")


@dataclass(frozen=True)
class Found:
    """A call that is an answer: the function's dotted name, and the answer as it is written."""

    exercise: str
    name: str
    text: str


def answers(exercise: Exercise, functions: Sequence[Function]) -> Iterator[Found]:
    """The first answer of each function that the check accepts."""
    trial = _Trial(exercise)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for function in functions:
            if function.name not in exercise.forbidden:
                for text in trial.of(function):
                    said = trial.verdict(text)
                    if said is None:
                        yield Found(exercise.name, function.name, text)
                    if said is None or "which is the answer itself" in said:
                        break


class _Trial:
    """One exercise: what may be handed over on one of its inputs, and what is wanted there."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        sensible = [case for case in exercise.draw("hidden", FIXED) if not case.may_refuse]
        case = max(sensible, key=lambda case: (len(case.args), _size(case.args)))
        self.args = dict(zip(exercise.takes, case.fresh(), strict=False))
        self.handed: dict[str, list[Piece]] = {}
        self.handed["name"] = [Piece("''", "")]
        for piece in (*self._turned(), *map(self._read, ALWAYS)):
            self.handed.setdefault(_kind(piece.value), []).append(piece)
        values = self.handed.get("array", []) + self.handed.get("number", [])
        self.values = [piece for piece in values if piece.text in self.args]
        self.wanted = Wanted(exercise, case, list(self._factors()))

    def of(self, function: Function) -> Iterator[str]:
        """Every way to make the right answer to this input out of one call of a function."""
        calls, until = OWN_CALLS if function.own else CALLS, time.process_time() + LONG
        for chosen in itertools.islice(self._choices(function), calls):
            text = f"{function.name}({', '.join(piece.text for piece in chosen)})"
            started = time.process_time()
            try:
                with within(SLOW, worked=True):
                    made = function.call(*(piece.value for piece in chosen))
                    found = pieces(made, text, self.values)
            except (Exception, Overdue):
                found = []
            slow = time.process_time() - started > SLOW
            yield from self.wanted.made_of(found)
            if slow or (time.process_time() > until and not function.own):
                return

    def verdict(self, text: str) -> str | None:
        """What the check says of an answer, whichever suite runs."""
        known = signature(self.exercise.reference).parameters.values()
        takes = (str(p.replace(annotation=p.empty)) for p in known if p.name in self.exercise.takes)
        answer = eval(f"lambda {', '.join(takes)}: {text}", _libraries())
        said = (
            judge(self.exercise, answer, suite, FIXED).problem for suite in ("visible", "hidden")
        )
        return next((problem for problem in said if problem), None)

    def _turned(self) -> Iterator[Piece]:
        """The arguments, each in every way that it can be turned."""
        for name, value in self.args.items():
            kind = _kind(value)
            ways = TURNED[kind]
            if kind == "array" and np.array_equal(value, np.round(value)):
                ways += TURNED["labels"]
            for way in ways:
                try:
                    yield self._read(way.format(name))
                except (TypeError, ValueError, IndexError):
                    continue  # a row of a row, a column of a number
        for name in (n for n, value in self.args.items() if callable(value)):
            for other, value in self.args.items():
                if not callable(value):
                    try:
                        yield self._read(f"{name}({other})")
                    except Exception:
                        continue

    def _read(self, text: str) -> Piece:
        value = eval(text, {"np": np}, self.args)
        if isinstance(value, np.ndarray):
            value = value.copy()
            value.flags.writeable = False  # what a function leaves in it would be the next one's
        return Piece(text, value)

    def _choices(self, function: Function) -> Iterator[tuple[Piece, ...]]:
        """Arguments for a function: first those of the exercise as they are, then turned too."""
        for plain in (True, False) if function.own else (True,):
            for count in range(function.least, len(function.kinds) + 1):
                for chosen in itertools.product(
                    *(self._fitting(kinds, plain) for kinds in function.kinds[:count])
                ):
                    texts = {piece.text for piece in chosen}
                    given = not texts <= {*ALWAYS} if self.args else function.own
                    turned = plain or not texts <= {*self.args, *ALWAYS}
                    if given and turned and len(texts) == count:
                        yield chosen

    def _fitting(self, kinds: frozenset[str], plain: bool) -> list[Piece]:
        found = [piece for kind in sorted(kinds) for piece in self.handed.get(kind, [])]
        return [p for p in found if p.text in (*self.args, *ALWAYS)] if plain else found

    def _factors(self) -> Iterator[Piece]:
        """What a piece may be multiplied or divided by, added to or taken from."""
        yield from (Piece("2", 2.0), Piece("-1", -1.0), Piece("0", 0.0))
        for name, value in self.args.items():
            if _kind(value) in ("array", "number"):
                yield Piece(name, value)
            if _kind(value) == "array" and np.ndim(value):
                yield Piece(f"len({name})", float(len(value)))
        for piece in self.handed.get("array", []) + self.handed.get("number", []):
            if piece.text.endswith(")") and piece.text.split("(")[0] in self.args:
                yield piece


def _kind(value: Any) -> str:
    if callable(value):
        return "function"
    if isinstance(value, str):
        return "text"
    if isinstance(value, dict):
        return "table"
    if isinstance(value, tuple):
        return "shape"
    if isinstance(value, list):
        return "list"
    return "array" if isinstance(value, np.ndarray) else "number"


def _size(args: tuple[Any, ...]) -> int:
    """How many numbers there are; of two inputs the larger one leaves less to chance."""
    parts = (part for arg in args for part in (arg if isinstance(arg, list | tuple) else [arg]))
    return sum(0 if callable(part) else np.size(part) for part in parts)


def _libraries() -> dict[str, Any]:
    names = {"np": "numpy", "numpy": "numpy", "nnlib": "nnlib", "scipy": "scipy"}
    found = {}
    for name, module in names.items():
        try:
            found[name] = importlib.import_module(module)
        except ImportError:
            continue
    return found
