"""What a run of `grade` says in the end: who was graded, who was not, and what to do next."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from autograder.grading.standing import Standing
from autograder.grading.telling import grouped, remarks, waiting
from autograder.grading.verdicts import NOT_GRADED, Record

__all__ = ["Summary"]


@dataclass
class Summary:
    """One run. It keeps no record of those who were graded, however many they are.

    whole : are the records kept, for who asks for JSON?
    done : how many were graded, in whatever way
    last : what came of the last of them
    amiss : (student, lesson) -> why not all of it could be graded
    table : the records, if they are kept
    left : (student, lesson) of what was graded before, and left as it is
    entered : is it in the gradebook?
    failed : (student, lesson) -> why it could not be entered
    standings : how everybody stands in the lessons of this run
    """

    whole: bool = False
    done: int = 0
    last: Record | None = None
    amiss: dict[tuple[str, str], str] = field(default_factory=dict)
    table: list[dict[str, object]] = field(default_factory=list)
    left: Sequence[tuple[str, str]] = ()
    entered: bool = True
    failed: dict[tuple[str, str], str] = field(default_factory=dict)
    standings: Sequence[Standing] = ()

    @property
    def troubled(self) -> dict[tuple[str, str], str]:
        """(student, lesson) -> why it could not be graded, or not all of it."""
        return self.amiss | self.failed

    def note(self, record: Record) -> None:
        """One more is graded."""
        self.done, self.last = self.done + 1, record
        if why := _trouble(record):
            self.amiss[record.student, record.lesson] = why
        if self.whole:
            self.table.append(asdict(record) | {"score": record.score})

    def tell(self) -> None:
        if self.whole:
            print(json.dumps(self._table(), indent=1))
        elif self.entered:
            count = len(self.troubled)
            print(f"Graded {self.done - count}; {count} could not be graded.")
            print("".join(f"  {line}\n" for line in grouped(self.troubled)), end="")
            self._rest()
        for line in remarks(self.standings) if self.entered else ():
            print(line, file=sys.stderr)

    def _table(self) -> dict[str, object]:
        return {
            "graded": self.table,
            "entered": self.entered,
            "not_graded": {", ".join(who): why for who, why in self.troubled.items()},
            "left": len(self.left),
            "waiting": sum(standing.waits for standing in self.standings),
        }

    def _rest(self) -> None:
        """What was not done, and what to do next."""
        if self.left:
            print(f"{len(self.left)} graded before, and left as they are.")
            known = set(self.left)
            still = {(x.student, x.lesson): x.trouble for x in self.standings if x.trouble}
            if lines := grouped({who: why for who, why in still.items() if who in known}):
                print("Still without a mark (`--regrade` tries again):")
                print("".join(f"  {line}\n" for line in lines), end="")
        if told := waiting(self.standings):
            print(told)
        if self.done:
            print("Next: `python3 -m autograder report`, then `feedback` and `export`.")


def _trouble(record: Record) -> str:
    """Why a submission, or a part of it, could not be graded; "" where it could."""
    names = [q.grade_id for q in record.questions if q.verdict == NOT_GRADED]
    return record.problem or (f"not graded: {', '.join(names)}" if names else "")
