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
    """One run.

    done : what was graded, in whatever way
    left : what was graded before, and left as it is
    entered : is it in the gradebook?
    failed : (student, lesson) -> why it could not be entered
    standings : how everybody stands in the lessons of this run
    """

    done: Sequence[Record] = ()
    left: Sequence[Record] = ()
    entered: bool = True
    failed: dict[tuple[str, str], str] = field(default_factory=dict)
    standings: Sequence[Standing] = ()

    @property
    def troubled(self) -> dict[tuple[str, str], str]:
        """(student, lesson) -> why it could not be graded, or not all of it."""
        told = {(x.student, x.lesson): why for x in self.done if (why := _trouble(x))}
        return told | self.failed

    def tell(self, as_json: bool) -> None:
        if as_json:
            print(json.dumps(self._table(), indent=1))
        elif self.entered:
            count = len(self.troubled)
            print(f"Graded {len(self.done) - count}; {count} could not be graded.")
            print("".join(f"  {line}\n" for line in grouped(self.troubled)), end="")
            self._rest()
        for line in remarks(self.standings) if self.entered else ():
            print(line, file=sys.stderr)

    def _table(self) -> dict[str, object]:
        return {
            "graded": [asdict(record) | {"score": record.score} for record in self.done],
            "entered": self.entered,
            "not_graded": {", ".join(who): why for who, why in self.troubled.items()},
            "left": len(self.left),
            "waiting": sum(standing.waits for standing in self.standings),
        }

    def _rest(self) -> None:
        """What was not done, and what to do next."""
        if self.left:
            print(f"{len(self.left)} graded before, and left as they are.")
            known = {(x.student, x.lesson) for x in self.left}
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
