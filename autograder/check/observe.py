"""One call of a student's function, and everything that can be seen of it from outside.

The arguments are fresh copies; afterwards they are compared with the originals. On the first few
cases a second call must give the same answer. Whatever happens, what comes out is an `Outcome`,
and two outcomes can be compared: that is how a wrong answer is recognised.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from autograder.check.asides import SINGLE, aside
from autograder.check.calling import Caller, Elsewhere, Here
from autograder.check.changed import became, is_idle
from autograder.check.compare import difference
from autograder.check.copies import copied_answer
from autograder.check.deadline import Watcher
from autograder.check.exercise import Case, Endless, Exercise
from autograder.check.forms import Misfit
from autograder.check.thinned import thinned

TWICE = 3  # cases on which a second call is made


@dataclass(frozen=True)
class Outcome:
    """What one call did.

    value : the answer in its canonical form, or None where something else happened
    raised : the exception's type and text
    kinds : the classes that the exception's type comes from
    line : the student's line that raised it, where its text can be had
    misfit : the sentence on why the answer has not the declared form
    endless : it did not return in time
    changed : names of the arguments that the call modified
    how : what became of each of them: written into, or of a list "shorter", "longer", "turned"
    idle : names of the generators that it drew nothing from
    unstable : a second call gave another answer
    warned : what numpy warned of; never a fault
    aside : how the answer differs from the form that the contract writes; never a fault
    """

    value: Any = None
    raised: tuple[str, str] | None = None
    kinds: tuple[str, ...] = ()
    line: str = ""
    misfit: str | None = None
    endless: bool = False
    changed: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    unstable: bool = False
    warned: str = ""
    aside: str = ""

    @property
    def refused(self) -> bool:
        """Did it say, by ValueError or by inf, that its arguments make no sense?"""
        names = (self.raised or ("",))[:1] + self.kinds
        return "ValueError" in names or "holds inf" in (self.misfit or "")

    def looks_like(self, other: Outcome, may_refuse: bool = False) -> bool:
        """Would somebody who sees only outcomes take the two for the same function?

        Where refusing is right, one way to refuse is as good as another.
        """
        if may_refuse and self.refused:
            return other.refused
        if self._signs() != other._signs():
            return False
        if self.unstable or self.value is None or other.value is None:
            return self.unstable or (self.value is None) == (other.value is None)
        return difference(thinned(self.value), thinned(other.value)) is None

    def _signs(self) -> tuple[object, ...]:
        raised = self.raised and (self.raised[0], gist(self.raised[1]))
        changed = self.changed, self.how
        return raised, self.misfit, self.endless, changed, self.idle, self.unstable


class Observer:
    """Calls one function on the cases of one exercise, and watches.

    seen : how many cases came before
    ours : it is a coded mistake, which may call what is forbidden
    """

    def __init__(
        self,
        exercise: Exercise,
        function: Callable[..., Any],
        watcher: Watcher,
        seen: int = 0,
        ours: bool = False,
    ) -> None:
        self.exercise = exercise
        forbidden = () if ours else exercise.forbidden
        self.caller: Caller = (
            function.caller(forbidden)
            if isinstance(function, Elsewhere)
            else Here(function, forbidden, watcher.call)
        )
        self.seen = seen

    def observe(self, case: Case) -> Outcome:
        """What it does on a case: seen before, or now."""
        self.seen += 1
        outcomes = self.caller.outcomes
        if case not in outcomes:
            outcomes[case] = self._observe(case)
        found: Outcome = outcomes[case]
        return found

    def _observe(self, case: Case) -> Outcome:
        """Call on fresh copies of the case's arguments, the first times twice, and report."""
        first = self._once(case)
        if first.endless or first.raised or first.misfit or self.seen > TWICE:
            return first
        second = self._once(case)
        same = second.value is not None and difference(second.value, first.value) is None
        return replace(first, unstable=not same)

    def _once(self, case: Case) -> Outcome:
        try:
            reply = self.caller.call(case.fresh())
        except Endless:
            return Outcome(endless=True)
        if reply.raised:
            return Outcome(raised=reply.raised, kinds=reply.kinds, line=reply.line)
        triples = list(zip(self.exercise.takes, case.args, reply.args, strict=False))
        found = {name: became(before, after) for name, before, after in triples}
        for number in reply.touched:
            name = triples[number][0]
            found[name] = found[name] or "written into"
        changed = tuple(name for name, how in found.items() if how)
        idle = tuple(name for name, before, after in triples if is_idle(before, after))
        how = tuple(filter(None, found.values()))
        try:
            value = copied_answer(self.exercise.read(reply.answer, case))
        except Misfit as misfit:
            return Outcome(misfit=str(misfit), changed=changed, how=how, idle=idle)
        coarse = any(getattr(given, "dtype", None) in SINGLE for given in case.args)
        said = "" if coarse else aside(self.exercise.returns, reply.answer)
        return Outcome(
            value=value, changed=changed, how=how, idle=idle, warned=reply.warned, aside=said
        )


TOO_DEEP = "maximum recursion depth exceeded"


def gist(text: str) -> str:
    """What an exception says, whoever wrote the line: of shapes that disagree, which they are."""
    if shapes := re.search("could not be broadcast together with .*", text):
        return "broadcast " + " ".join(sorted(re.findall(r"\([\d,]*\)", shapes[0])))
    told = re.search(r"size (\d+) is different from (\d+)|(\d+) \(dim \d+\) != (\d+)", text)
    if told:
        return "product " + " ".join(sorted(filter(None, told.groups())))
    if text.startswith(TOO_DEEP):  # what it was about to do depends on who had called before
        return TOO_DEEP
    return (
        text
        if text.startswith(("broadcast ", "product "))
        else re.sub(r"0x[0-9a-f]+|\d+", "", text)
    )
