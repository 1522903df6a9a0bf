"""Everything that is known of one graded function, in one object.

An exercise holds the contract, the reference, the designed inputs, and the misconceptions:
wrong answers in code, each with an id and one hint. The same object answers the student, gives
the verdict when graded, and is itself tested: every misconception must be refused and named.

    step = Exercise(reference=perceptron_step, lesson="02_perceptron",
                    takes={"w": "n", "b": "", "x": "n", "y": ""},
                    returns=Record(w=Array("n"), b=Number()))

    @step.cases
    def _(rng): yield Case("a zero start", (np.zeros(2), 0.0, rng.normal(size=2), 1))
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np

from autograder.check.compare import DEFAULT, Tolerance
from autograder.check.context import Context
from autograder.check.copies import copied
from autograder.check.forms import Form
from autograder.check.mistakes import read
from autograder.check.seeds import FIXED

DRAWN = 2  # seeds whose inputs are kept; a class has one
Answer = Callable[..., Any]
Cases = Callable[[np.random.Generator], Iterator["Case"]]


class Endless(BaseException):
    """Raised by a coded wrong answer in the place where a student's would never return."""


@dataclass(frozen=True, eq=False)
class Case:
    """One designed input; it is the same as another only if it is that very one.

    note : what is special about it, in words that may be shown: "a zero start"
    args : the positional arguments
    may_refuse : raising ValueError or answering inf is right here (the input makes no sense)
    aspect : what partial credit calls this kind of input
    known : what was worked out of it before; it is asked for again with every answer
    """

    note: str
    args: tuple[Any, ...]
    may_refuse: bool = False
    aspect: str = "values"
    known: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    def fresh(self) -> tuple[Any, ...]:
        """The arguments for one call: what it does to them stays its own affair."""
        return copied(self.args)

    def once(self, what: Hashable, make: Callable[[], Any]) -> Any:
        """What `make` gives, made at the first time and kept."""
        if what not in self.known:
            self.known[what] = make()
        return self.known[what]


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that students give, in code, and the one hint that helps."""

    id: str
    hint: str
    answer: Answer


@dataclass(frozen=True)
class Fault:
    """What a judge found: a sentence, the id of the misconception that it is a sign of ("" speaks
    against all that have one), and a hint for whoever is told the sentence, whatever led there."""

    sentence: str
    misconception: str | None = None
    hint: str | None = None


Judge = Callable[..., str | Fault | None]


@dataclass
class Exercise:
    """A graded function; `reference.__name__` is its name.

    takes : the arguments in order, each with its letters ("m n"; "" is a number), or the word
        "list", "function", "name", "shape", "graph" (a dictionary) or "table" (one of numbers)
    returns : the declared form of the answer
    shortcuts : dotted names that would be the answer itself; the reference is always one of them
    tolerance : how near to the reference is right
    draws : is a generator among the arguments there to be drawn from, whatever the answer is?
    altered : may the reference be asked altered questions, or would it take too long on some?
    """

    reference: Answer
    lesson: str
    takes: dict[str, str]
    returns: Form
    shortcuts: tuple[str, ...] = ()
    tolerance: Tolerance = DEFAULT
    draws: bool = True
    altered: bool = True
    visible: list[Cases] = field(default_factory=list)
    hidden: list[Cases] = field(default_factory=list)
    judge: Judge | None = None
    given: Answer | None = None
    behaviour: Answer | None = None
    rank: Answer | None = None
    known: list[Misconception] = field(default_factory=list, repr=False)
    unread: list[Callable[[], Iterable[Misconception]]] = field(default_factory=list, repr=False)
    drawn: dict[int, tuple[list[Case], list[Case]]] = field(default_factory=dict, repr=False)
    stored: list[Case] | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """What students and instructors call it: `check.<name>`."""
        return self.reference.__name__

    @property
    def signature(self) -> str:
        """The call as the contract writes it."""
        return f"{self.name}({', '.join(self.takes)})"

    @property
    def forbidden(self) -> tuple[str, ...]:
        """Dotted names whose call would be the answer itself."""
        return (f"{self.reference.__module__}.{self.name}", *self.shortcuts)

    def cases(self, make: Cases) -> Cases:
        """Decorator: designed inputs for both suites, drawn freshly for every seed."""
        self.visible.append(make)
        self.drawn.clear()
        return make

    def hidden_cases(self, make: Cases) -> Cases:
        """Decorator: further inputs for the hidden suite only."""
        self.hidden.append(make)
        self.drawn.clear()
        return make

    def judged_by(self, judge: Judge) -> Judge:
        """Decorator: judge(answer, *args) says in a sentence what is wrong, or None.

        For exercises with many right answers; it takes the place of comparing with the reference.
        """
        self.judge = judge
        return judge

    def judged_knowing(self, given: Answer) -> Answer:
        """Decorator: given(*args), what judge and behaviour are told, after the answer.

        It is worked out once for each input, and not anew for each answer.
        """
        self.given = given
        return given

    def facts(self, case: Case) -> tuple[Any, ...]:
        """What is told beside the answer and the arguments: one thing or nothing."""
        given = self.given
        return () if given is None else (case.once("facts", lambda: given(*case.fresh())),)

    def ranked_by(self, rank: Answer) -> Answer:
        """Decorator: rank(answer, *args), a number that is told and compared: the less the better.

        None on every input but the one that the contest is about.
        """
        self.rank = rank
        return rank

    def seen_as(self, behaviour: Answer) -> Answer:
        """Decorator: behaviour(answer, *args), what an answer *does* (a truth table, a curve).

        Answers are then compared, judged and recognised by that, not by their numbers.
        """
        self.behaviour = behaviour
        return behaviour

    @property
    def misconceptions(self) -> list[Misconception]:
        """All wrong answers in code; their pages are read when one is first asked for."""
        while self.unread:
            self.known.extend(self.unread.pop(0)())
        return self.known

    def misconception(self, id: str, hint: str) -> Callable[[Answer], Answer]:
        """Decorator: a wrong answer in code."""

        def keep(answer: Answer) -> Answer:
            self.unread.append(lambda: [Misconception(id, hint, answer)])
            return answer

        return keep

    def mistakes(self, page: Answer | None = None, /, **values: Sequence[Any]) -> Answer:
        """Decorator: wrong answers in code, each under its id and hint; see `mistakes`."""
        if page is None:
            return partial(self.mistakes, **values)

        def known() -> Iterator[Misconception]:
            for told, answer in read(page, **values):
                id, _, hint = told.partition(": ")
                yield Misconception(self.name * id.startswith(".") + id, hint, answer)

        self.unread.append(known)
        return page

    def draw(self, suite: str, seed: int) -> list[Case]:
        """The inputs of a suite for one seed; the same cases when they are asked for again.

        The hidden suite begins with the cases of the visible one. A student's package holds the
        visible ones under the fixed seed alone, stored.
        """
        if self.stored is not None:
            if suite == "visible" and seed == FIXED:
                return self.stored
            raise ValueError(f"check.{self.name}: the hidden inputs are in the clone alone.")
        if seed not in self.drawn:
            rng = np.random.default_rng(seed)
            shown, more = (
                [replace(case, known={}) for make in makers for case in make(rng)]
                for makers in (self.visible, self.hidden)
            )
            while len(self.drawn) >= DRAWN:
                del self.drawn[next(iter(self.drawn))]
            self.drawn[seed] = shown, [*shown, *more]
        return self.drawn[seed][suite == "hidden"]

    def read(self, answer: Any, case: Case) -> Any:
        """The answer in its one form, or as what it does; `Misfit` where it does not fit."""
        context = case.once("context", lambda: self.context(case.args))
        value = self.returns.read(answer, context, "The result")
        if self.behaviour is None:
            return value
        return self.behaviour(value, *self.facts(case), *case.fresh())

    def wanted(self, case: Case) -> Any:
        """What the reference answers, in the same form."""
        return case.once("wanted", lambda: self.read(self.reference(*case.fresh()), case))

    def context(self, args: tuple[Any, ...]) -> Context:
        """What the letters of `takes` stand for in these arguments, and the arguments' shapes."""
        return Context.of(self.takes, args)
