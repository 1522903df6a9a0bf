"""`audit`: how good are the checks?  Every exercise of the bank, tried on all answers we know.

Each coded misconception must be refused and called by its own id, each mistake without a name be
refused, each right answer pass, whatever the inputs are; and what nobody has worked for earns
nothing. A row of the table is an exercise. Under the table stand the faults, in words, and where
a target is missed the command ends with 1. Times are told and marked, but they differ from one
machine to the next: they count as missed with --timing alone.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from difflib import get_close_matches
from typing import Any

from autograder.bank import load
from autograder.bank.trial import Row, audited
from autograder.check.bank import exercises
from autograder.check.exercise import Exercise
from autograder.course.lessons import lessons_of
from autograder.environment import ROOT, CommandFailed
from autograder.environment.progress import MovingLine

__all__ = ["add_arguments", "contracts", "run"]

NAMED = 0.95  # of the misconceptions; all else has to be perfect
CHECK, LESSON, WRONG = 10.0, 60.0, 100.0  # milliseconds at most: a check, a lesson, a diagnosis
IMPORT = 0.3  # seconds over the import of numpy
COLUMNS = ["exercise", "lesson", "refused", "named", "accepted", "floor", "ms", "slowest wrong"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="a check; by default all of them")
    parser.add_argument(
        "--lessons", dest="folder", metavar="DIR", help="where your own lessons and exercises are"
    )
    parser.add_argument("--json", action="store_true", help="print JSON in place of Markdown")
    parser.add_argument(
        "--contracts", action="store_true", help="print what every function takes and returns"
    )
    parser.add_argument("--timing", action="store_true", help="a time over its limit is a miss too")
    parser.add_argument(
        "--mutants", action="store_true", help="try every slip of one token in every right answer"
    )
    parser.add_argument(
        "--own", action="store_true", help="with --mutants: in the lessons' own answers alone"
    )


def run(args: argparse.Namespace) -> int:
    if args.folder:
        lessons_of(ROOT, args.folder)
    bank = _named(exercises(), args.names)
    if args.contracts:
        found = contracts(bank)
        lines = _table(list(found[0]), [[_words(v) for v in one.values()] for one in found])
        print(json.dumps(found, indent=1) if args.json else "\n".join(lines))
        return 0
    if args.mutants:
        return at_the_gate(bank, args.own)
    line = MovingLine()
    rows = audited(bank, *load(), line.say if line.moves else lambda text: None)
    line.end()
    imported = _import_seconds()
    missed, late = _missed(rows), _late(rows, imported)
    if args.json:
        told = {"rows": [asdict(row) for row in rows], "import_seconds": imported}
        print(json.dumps({**told, "missed": missed, "late": late}, indent=1))
    else:
        print("\n".join(_page(rows, imported, missed, late)))
    return 1 if missed or (args.timing and late) else 0


def _named(bank: Mapping[str, Exercise], names: Sequence[str]) -> Mapping[str, Exercise]:
    """The exercises of these names; all of them where none is named."""
    for name in names:
        if name not in bank:
            near = get_close_matches(name, bank, n=1)
            hint = f" Did you mean {near[0]}?" if near else " `audit --contracts` lists them all."
            raise CommandFailed(f"there is no check {name!r}.{hint}")
    return {name: bank[name] for name in names or bank}


def contracts(bank: Mapping[str, Exercise]) -> list[dict[str, Any]]:
    """Every graded function: its name, lesson, signature, what it takes and returns."""
    return [
        {
            "name": name,
            "lesson": exercise.lesson,
            "signature": exercise.signature,
            "takes": exercise.takes,
            "returns": str(exercise.returns),
            "shortcuts": [_dotted(exercise.reference), *exercise.shortcuts],
        }
        for name, exercise in sorted(bank.items())
    ]


def at_the_gate(bank: Mapping[str, Exercise], own: bool) -> int:
    """Print what every answer's mutants came to; 1 where a survivor is not explained."""
    from autograder.bank.gate import passages  # it asks hypothesis, which only developers have

    line, seen = MovingLine(), []
    for lesson in dict.fromkeys(exercise.lesson[:2] for exercise in bank.values()):
        for passage in passages(lesson, bank, line.say, every_form=not own):
            line.end()
            print(*passage.told(), sep="\n", flush=True)
            seen.append(passage)
    tried, new = sum(one.tried for one in seen), sum(len(one.new) for one in seen)
    print(f"{tried} mutants of {len(seen)} answers: {new} survive, and nobody says why.")
    return 1 if new else 0


def _missed(rows: Sequence[Row]) -> list[str]:
    """The targets that are missed, in words; times are not among them."""
    total = _total(rows)
    missed = []
    if total.refused < total.wrong:
        missed.append(f"{total.wrong - total.refused} wrong answers are accepted")
    if total.named < NAMED * total.known:
        missed.append(f"only {total.named / total.known:.1%} of the misconceptions are named")
    if total.accepted < total.right:
        missed.append(f"{total.right - total.accepted} right answers are refused")
    if total.floor:
        missed.append(f"up to {total.floor:.0%} of the points for nothing")
    return missed


def _late(rows: Sequence[Row], imported: float) -> list[str]:
    """What takes longer than it should."""
    late = [f"check.{r.exercise}: {r.milliseconds:.1f} ms" for r in rows if r.milliseconds > CHECK]
    late += [f"{r.exercise}, wrong: {r.slowest:.0f} ms" for r in rows if r.slowest >= WRONG]
    late += [f"all of {name}: {ms:.0f} ms" for name, ms in _lessons(rows).items() if ms > LESSON]
    return late + ([f"the import: {imported:.2f} s"] if imported >= IMPORT else [])


def _lessons(rows: Sequence[Row]) -> dict[str, float]:
    """Milliseconds of all visible checks of a lesson."""
    sums: dict[str, float] = {}
    for row in rows:
        sums[row.lesson] = sums.get(row.lesson, 0.0) + row.milliseconds
    return sums


def _total(rows: Sequence[Row]) -> Row:
    counts = ["wrong", "refused", "known", "named", "uncoded", "told", "right", "accepted"]
    return Row(
        "all",
        "",
        **{name: sum(getattr(row, name) for row in rows) for name in counts},
        floor=max((row.floor for row in rows), default=0.0),
        milliseconds=max((row.milliseconds for row in rows), default=0.0),
        slowest=max((row.slowest for row in rows), default=0.0),
    )


def _page(
    rows: Sequence[Row], imported: float, missed: Sequence[str], late: Sequence[str]
) -> list[str]:
    faults = [f"- {row.exercise}: {fault}" for row in rows for fault in row.faults]
    sums = _lessons(rows).items()
    return [
        *_table(COLUMNS, [_cells(row) for row in [*rows, _total(rows)]]),
        "",
        *_rates(_total(rows)),
        "",
        *_table(["lesson", "ms of all checks"], [[name, f"{ms:.0f}"] for name, ms in sums]),
        "",
        f"Importing `autograder.check` takes {imported:.2f} s over numpy's own import.",
        *(["", "What is not as it should be:", "", *faults] if faults else []),
        *(["", "Too slow here: " + "; ".join(late) + "."] if late else []),
        "",
        "Missed: " + "; ".join(missed) + "." if missed else "Every target is reached.",
    ]


def _rates(total: Row) -> list[str]:
    """The two error rates, and what is said to wrong answers that nobody coded."""
    return [
        f"- Wrong and accepted: {total.wrong - total.refused} of {total.wrong} tried.",
        f"- Right and refused: {total.right - total.accepted} of {total.right} tried.",
        f"- Told what is wrong, or where, of wrong answers that nobody coded: {total.told} of "
        f"{total.uncoded}.",
    ]


def _cells(row: Row) -> list[str]:
    return [
        row.exercise,
        row.lesson,
        f"{row.refused} of {row.wrong}",
        f"{row.named} of {row.known}",
        f"{row.accepted} of {row.right}",
        f"{row.floor:.0%}",
        f"{row.milliseconds:.1f}" + " ⏱" * (row.milliseconds > CHECK),
        f"{row.slowest:.0f}" + " ⏱" * (row.slowest >= WRONG),
    ]


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> list[str]:
    """A table in Markdown, its columns lined up for a terminal."""
    widths = [max(len(line[i]) for line in [head, *lines]) for i in range(len(head))]
    rows = [head, ["-" * width for width in widths], *lines]
    padded = [[f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)] for row in rows]
    return ["| " + " | ".join(row) + " |" for row in padded]


def _dotted(function: Any) -> str:
    return f"{function.__module__}.{function.__name__}"


def _words(value: Any) -> str:
    """A part of a contract in one cell of a table."""
    if isinstance(value, dict):
        return ", ".join(f"{name}: {letters or 'number'}" for name, letters in value.items())
    return value if isinstance(value, str) else ", ".join(value)


def _import_seconds() -> float:
    """The import of `check` and the names in it, in a new process that has numpy: best of three."""
    told = "import time, numpy; start = time.perf_counter(); from autograder import check;"
    told += "dir(check); print(time.perf_counter() - start)"
    words = [sys.executable, "-c", told]
    runs = [subprocess.run(words, cwd=ROOT, capture_output=True, check=True) for _ in range(3)]
    return min(float(done.stdout) for done in runs)
