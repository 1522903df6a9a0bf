"""Everything that is known of one graded function, in one object.

An exercise holds the contract, the reference, the designed inputs, and the misconceptions:
wrong answers in code, each with an id and one hint. The same object answers the student, gives
the verdict when graded, and is itself tested: every misconception must be refused and named.

    step = Exercise(reference=perceptron_step, lesson="02_perceptron",
                    takes={"w": "n", "b": "", "x": "n", "y": ""},
                    returns=Record(w=Array("n"), b=Number()))

    @step.cases
    def _(rng): yield Case("a zero start", (np.zeros(2), 0.0, rng.normal(size=2), 1))

    @step.misconception("F01.1", "A score of exactly 0 is a mistake: ...")
    def _(w, b, x, y): ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.check.forms import Form

Answer = Callable[..., Any]
Judge = Callable[..., str | None]


class Endless(BaseException):
    """Raised by a coded wrong answer in the place where a student's would never return."""


@dataclass(frozen=True)
class Case:
    """One designed input.

    note : what is special about it, in words that may be shown: "a zero start"
    args : the positional arguments
    may_refuse : raising ValueError or answering inf is right here (the input makes no sense)
    """

    note: str
    args: tuple[Any, ...]
    may_refuse: bool = False


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that students give, in code, and the one hint that helps."""

    id: str
    hint: str
    answer: Answer


@dataclass
class Exercise:
    """A graded function; `reference.__name__` is its name.

    takes : the arguments in order, each with its shape pattern ("" is a number)
    returns : the declared form of the answer
    """

    reference: Answer
    lesson: str
    takes: dict[str, str]
    returns: Form
    visible: list[Callable[[np.random.Generator], Iterator[Case]]] = field(default_factory=list)
    hidden: list[Callable[[np.random.Generator], Iterator[Case]]] = field(default_factory=list)
    judge: Judge | None = None
    misconceptions: list[Misconception] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What students and instructors call it: `check.<name>`."""
        return self.reference.__name__

    @property
    def signature(self) -> str:
        """The call as the contract writes it."""
        return f"{self.name}({', '.join(self.takes)})"

    def cases(self, make: Callable[[np.random.Generator], Iterator[Case]]) -> None:
        """Decorator: designed inputs for both suites, drawn freshly for every seed."""
        self.visible.append(make)

    def hidden_cases(self, make: Callable[[np.random.Generator], Iterator[Case]]) -> None:
        """Decorator: further inputs for the hidden suite only."""
        self.hidden.append(make)

    def judged_by(self, judge: Judge) -> None:
        """Decorator: judge(answer, *args) says in a sentence what is wrong, or None.

        For exercises with many right answers; it takes the place of comparing with the reference.
        """
        self.judge = judge

    def misconception(self, id: str, hint: str) -> Callable[[Answer], Answer]:
        """Decorator: a wrong answer in code."""

        def keep(answer: Answer) -> Answer:
            self.misconceptions.append(Misconception(id, hint, answer))
            return answer

        return keep

    def draw(self, suite: str, seed: int) -> list[Case]:
        """The inputs of a suite for one seed."""
        rng = np.random.default_rng(seed)
        makers = self.visible + (self.hidden if suite == "hidden" else [])
        return [case for make in makers for case in make(rng)]

    def sizes(self, args: tuple[Any, ...]) -> dict[str, int]:
        """What the letters of `takes` stand for in these arguments."""
        found: dict[str, int] = {}
        for pattern, value in zip(self.takes.values(), args, strict=False):
            found |= dict(zip(pattern.split(), np.shape(value), strict=False)) if pattern else {}
        return found
