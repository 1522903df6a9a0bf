"""The gate: every mutant of an answer is refused, or stands on a list with its reason.

`tests/surviving_answers.tsv` has a row for each that is not: it is equivalent, no input tells it
from the answer; or it is another form that a check accepts on purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass

from autograder.bank.asked import OWN, Answer, answers, families
from autograder.bank.mutants import mutants
from autograder.bank.mutation import SEEDS, Survivor, survivors
from autograder.bank.separating import separating
from autograder.environment import ROOT

__all__ = ["EQUIVALENT", "LISTED", "Passage", "explained", "passages"]

LISTED = ROOT / "tests" / "surviving_answers.tsv"
EQUIVALENT = "equivalent: "  # how a reason begins that hypothesis must not contradict

Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Passage:
    """One answer at the gate: how many mutants were tried, and what became of the survivors.

    new : survivors that nobody explains
    idle : rows of the list that nothing survives for
    """

    answer: Answer
    tried: int
    survived: int
    new: list[Survivor]
    idle: list[Key]

    def told(self) -> list[str]:
        """A line that counts, and one for everything that is not as it should be."""
        who = f"{self.answer.name}, {self.answer.what}"
        counts = f"{who}: {self.tried} mutants, {self.survived} accepted, {len(self.new)} new"
        new = [f"  SURVIVED, and nobody says why: {one}" for one in self.new]
        return [counts, *new, *(f"  listed without need: {' | '.join(key)}" for key in self.idle)]


def explained() -> dict[Key, str]:
    """(function, whose answer, statement, change) -> the reason, for every survivor listed."""
    rows = (row.split("\t") for row in LISTED.read_text(encoding="utf-8").splitlines()[1:])
    return {(name, what, where, change): reason for name, what, where, change, reason in rows}


def passages(
    lesson: str,
    exercises: Container[str],
    say: Callable[[str], None] = lambda text: None,
    seeds: Sequence[int] = SEEDS,
    every_form: bool = False,
) -> Iterator[Passage]:
    """The answers of a lesson to these exercises, one after another.

    every_form : the accepted answers of the bank too. Of their survivors only those are new that
        an input tells from the answer: nobody explains the others one by one.
    """
    known = explained()
    for answer in [*answers(lesson), *(families(lesson) if every_form else ())]:
        if answer.exercise in exercises:
            say(f"{answer.name}, {answer.what}")
            found = list(survivors(answer, seeds))
            new = [one for one in found if one.key not in known]
            if answer.what != OWN:
                new = [one for one in new if separating(answer, one.mutant.text)]
            mine = {key for key in known if key[:2] == (answer.name, answer.what)}
            tried = sum(1 for _ in mutants(answer.text))
            idle = sorted(mine - {one.key for one in found})
            yield Passage(answer, tried, len(found), new, idle)
