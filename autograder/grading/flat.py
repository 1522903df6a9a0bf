"""Does a submission of a large class cost what one of a small class costs? Watched from outside.

The command that grades is nobody's but its own; its records are counted, and the system is asked
what it, and all that it has started, have used of the processor and of memory.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.environment import ROOT
from autograder.grading.cost import family
from autograder.grading.desk import Desk, Graded
from autograder.grading.gradebook import Ledger
from autograder.grading.opening import opened
from autograder.grading.verdicts import RIGHT, read_record, records

__all__ = ["Part", "as_invented", "judged", "told", "watched", "writer_alone"]

PARTS = 10
EVERY = 0.2  # seconds from one look to the next
MORE = 1.2  # times what the second part cost, in cost of the last and in memory at the end
FEW = 500  # submissions, of which a tenth says nothing
KEPT = 100  # different ones that the writer enters when it is alone
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True)
class Part:
    """How far a run is, and what it has used until then.

    clock, busy, writing : seconds by the clock, of the processor, and of it for the writer
    kilobytes : of memory, that the writer has
    """

    done: int
    clock: float = 0.0
    busy: float = 0.0
    writing: float = 0.0
    kilobytes: int = 0


def watched(command: Sequence[str], verdicts: Path, students: int) -> Iterator[Part]:
    """A part for each tenth of the class, as it is reached; SystemExit where the command fails."""
    ends = [students * part // PARTS for part in range(1, PARTS + 1)]
    began, used = time.monotonic(), Part(0)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as running:
        while ends:
            ended = running.poll() is not None
            with contextlib.suppress(OSError, IndexError):  # it has just ended
                now = _used(running.pid, began)
                # What a child of a worker has used goes with it where the worker is ended first.
                used = replace(now, busy=max(now.busy, used.busy))
            done = len(list(verdicts.glob("*.json")))
            if done >= ends[0]:
                ends = [end for end in ends if end > done]
                yield replace(used, done=done)
            elif ended:
                raise SystemExit(f"{' '.join(command)} ended after {done}.")
            time.sleep(EVERY)


def told(before: Part, part: Part) -> str:
    """A row of a table: what the submissions between two moments cost."""
    many = max(1, part.done - before.done)
    each = [
        1000 * (now - then) / many
        for now, then in (
            (part.clock, before.clock),
            (part.busy, before.busy),
            (part.writing, before.writing),
        )
    ]
    figures = " | ".join(f"{x:.1f}" for x in each)
    return f"| {part.done:,} | {part.clock:.0f} | {figures} | {part.kilobytes / 1000:.0f} |"


def judged(parts: Sequence[Part]) -> list[str]:
    """What is not flat; of too few nothing is said."""
    if len(parts) < PARTS or parts[-1].done < FEW:
        return []
    early, late = _cost(parts[0], parts[1]), _cost(parts[-2], parts[-1])
    grown = parts[-1].kilobytes / parts[1].kilobytes
    missed = [f"the last cost {late / early:.2f} times the first"] if late > MORE * early else []
    return missed + ([f"the writer grew {grown:.2f} times"] if grown > MORE else [])


def as_invented(course: Path, lesson: Path, expected: dict[str, dict[str, str]]) -> list[str]:
    """Is everybody in the gradebook once, and right where right was handed in, and only there?"""
    from nbgrader.api import SubmittedAssignment

    with opened(course) as book:
        entered = [student for (student,) in book.db.query(SubmittedAssignment.student_id)]
    wrong = []
    for student, kinds in expected.items():
        record = read_record(course, student, lesson.stem)
        found = {q.grade_id: q.verdict for q in record.questions} if record else {}
        wrong += [
            student for cell, kind in kinds.items() if (found.get(cell) == RIGHT) != (kind == RIGHT)
        ]
    print(
        f"\n{len(entered):,} are in the gradebook, {len(set(entered)):,} different ones; ", end=""
    )
    print(f"{len(wrong):,} of {sum(map(len, expected.values())):,} verdicts are not as invented.")
    missed = [] if sorted(entered) == sorted(expected) else ["not everybody is entered once"]
    return missed + [f"other verdicts: {', '.join(sorted(set(wrong))[:3])}" for _ in wrong[:1]]


def writer_alone(course: Path, lesson: Path, many: int) -> list[str]:
    """What it takes to enter one of so many that are graded already, in batches and one by one."""
    graded, said = _graded(course, lesson.stem), []
    with Ledger(course, lesson.parents[1]) as ledger:
        ledger.must_know(lesson.stem)
        for way, words in (("batch", "in batches"), ("single", "one by one")):
            clock, processor = time.perf_counter(), time.process_time()
            with Desk(ledger, course) as desk:
                for i in range(many):
                    record, notebook = graded[i % len(graded)]
                    desk.take(replace(record, student=f"{way}-{i:06}"), notebook)
                    if way == "single":
                        desk.enter()
            if desk.failed:
                raise SystemExit(f"The writer failed: {next(iter(desk.failed.values()))}")
            each = 1000 * (time.perf_counter() - clock) / many
            busy = 1000 * (time.process_time() - processor) / many
            said.append(f"{words} {each:.1f} ms each, {busy:.1f} of them its processor's")
    return said


def _cost(before: Part, part: Part) -> float:
    return (part.busy - before.busy) / max(1, part.done - before.done)


def _used(pid: int, began: float) -> Part:
    writer = _seconds(str(pid))
    all_of_them = sum(sum(_seconds(who)) for who in (str(pid), *family(str(pid))))
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    kilobytes = int(status.partition("VmRSS:")[2].split()[0])
    return Part(0, time.monotonic() - began, all_of_them, writer[0], kilobytes)


def _seconds(pid: str) -> tuple[float, float]:
    """Seconds of the processor: its own, and those of its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:  # it has just ended, and is among its parent's
        return 0.0, 0.0
    own, others = fields[11:13], fields[13:15]
    return sum(map(int, own)) / TICKS, sum(map(int, others)) / TICKS


def _graded(course: Path, lesson: str) -> list[Graded]:
    """Some that are graded, as they came from a worker."""
    found = []
    for record in records(course, lesson)[:KEPT]:
        path = course / "autograded" / record.student / lesson / f"{lesson}.ipynb"
        if path.exists():
            found.append((record, _notebook(path)))
    return found


def _notebook(path: Path) -> Any:
    import nbformat

    return nbformat.from_dict(json.loads(path.read_text(encoding="utf-8")))
