"""Take what students handed in, wherever it came from, and put it where it is graded.

    python -m autograder collect submissions.zip              as Moodle or Canvas exports it
    python -m autograder collect inbox --lesson 08            a folder of notebooks named by student

Everything lands in `submitted/STUDENT/LESSON` of the course folder. What cannot be read is told in
one sentence and does not stop the rest. If it is somebody's newest work, it also takes the place of
the older one: the grader then says "could not be graded", and no old score stays by mistake.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.collecting.archives import Handed, handed_in
from autograder.collecting.examine import Lessons, Work, examine, newest
from autograder.collecting.roster import Roster
from autograder.collecting.whose import Whose, crowds, whose
from autograder.course.alone import alone
from autograder.course.filing import PROBLEM, STAMP, Files, own_name, parse_time
from autograder.course.limits import LIMITS, Limits, Unreadable
from autograder.course.names import shown
from autograder.course.nbgrader_config import course_folder
from autograder.environment import CommandFailed
from autograder.lesson.readable import grade_ids
from autograder.lesson.reading import LessonError, all_lessons, find_lesson, read_lesson

__all__ = ["Outcome", "add_arguments", "collect", "run", "summary"]

NOBODYS = (
    "does not say whose it is. Name it STUDENT_LESSON.ipynb; or, where all files of its folder are "
    "named by student, give that folder by itself."
)
# What is handed in by mistake in place of a notebook; other files beside notebooks are let be.
INSTEAD = {".py", ".pdf", ".html", ".docx", ".zip", ".7z", ".rar", ".gz"}


@dataclass
class Outcome:
    """What became of one file that was handed in.

    problem : why it is not collected, or nothing
    done : "new", "again", "unchanged", "older", or "" where it was not filed
    """

    source: str
    student: str = ""
    lesson: str = ""
    problem: str = ""
    done: str = ""
    notes: list[str] = field(default_factory=list)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `collect` understands."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a zip, a folder or a notebook")
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")
    parser.add_argument("--lesson", metavar="NN", help="the lesson that was to be handed in")
    parser.add_argument("--json", action="store_true", help="the account as JSON")


def run(args: argparse.Namespace) -> int:
    """Collect, and say what came of it; 1 where something could not be."""
    wanted = find_lesson(args.lesson).stem if args.lesson else ""
    course = course_folder(args.course)
    try:
        with alone(course, "collect"):
            outcomes = collect(map(Path, args.paths), course, wanted)
    except OSError as error:
        raise CommandFailed(
            f"{error.filename or 'the course folder'}: {error.strerror}."
        ) from error
    if args.json:
        print(json.dumps([asdict(x) for x in outcomes], indent=1))
    else:
        print(summary(outcomes))
    return 1 if any(x.problem for x in outcomes) or not outcomes else 0


def collect(
    paths: Iterable[Path],
    course: Path,
    wanted: str = "",
    notebooks: Path | None = None,
    limits: Limits = LIMITS,
) -> list[Outcome]:
    """Collect everything in these paths into the course folder; what became of each file.

    wanted : the lesson that was to be handed in, "" for what the notebooks themselves say
    """
    lessons: Lessons = {
        path.stem: frozenset(grade_ids(read_lesson(path))) for path in all_lessons(notebooks)
    }
    files, outcomes = Files(course), list[Outcome]()
    account = files.account()
    roster = Roster(account["students"], files.students())
    with ExitStack() as stack:
        found = [x for path in paths for x in _all_in(path, course, limits, stack)]
        stamps = {x.parts[:-1]: x for x in found if x.parts[-1] == STAMP}
        crowded = crowds((x.parts for x in found), lessons)
        people: dict[tuple[str, str, str], list[tuple[Handed, Whose]]] = {}
        for handed in found:
            who = whose(handed.parts, handed.root, lessons, handed.parts[:-1] in crowded)
            if who and (who.system or not handed.whole) and handed.parts[-1] != STAMP:
                people.setdefault((who.label, who.system, who.number), []).append((handed, who))
            elif handed.whole or handed.parts[-1].lower().endswith(".ipynb"):
                outcomes.append(_nobodys(handed))
        names = Counter(label for label, _, _ in people)
        try:
            for (label, _, _), theirs in sorted(people.items(), key=lambda pair: pair[0]):
                works = [
                    examine(handed, who, lessons, wanted, limits, _when(handed, stamps))
                    for handed, who in _notebooks(theirs)
                ]
                for lesson in dict.fromkeys(work.lesson for work in works):
                    several = newest([work for work in works if work.lesson == lesson])
                    if lesson:
                        namesakes = names[label] > 1
                        outcomes.append(_file(several, files, roster, account, namesakes))
                    else:
                        outcomes += [_unfiled(work) for work in several]
        finally:  # Ctrl-C leaves an account of what is filed
            files.keep_account(account)
    return outcomes


def summary(outcomes: list[Outcome]) -> str:
    """What came of it, for a person."""
    good = [x for x in outcomes if not x.problem]
    told, bad = [x for x in good if x.notes], [x for x in outcomes if x.problem]
    counts = Counter(x.lesson for x in good)
    each = ", ".join(f"{count} of {lesson}" for lesson, count in sorted(counts.items()))
    there = sum(x.done == "unchanged" for x in good)
    lines = [f"{len(good)} collected{': ' if each else ''}{each}"]
    lines[0] += f" ({there} were there already)." if there else "."
    if told:
        lines.append(f"\n{len(told)} with a note:")
        lines += [f"  {x.student}, {x.lesson}: {' '.join(x.notes)}" for x in told]
    if bad:
        lines.append(f"\n{len(bad)} not collected:")
        whom = {id(x): ", ".join(filter(None, (x.student, x.lesson))) or "?" for x in bad}
        lines += [f"  {whom[id(x)]}: {' '.join([x.problem, *x.notes])} ({x.source})" for x in bad]
        if filed := sum(bool(x.done) for x in bad):
            lines.append(f"\n{filed} of these will be shown as not gradable until a new one comes.")
    return "\n".join(lines)


def _all_in(path: Path, course: Path, limits: Limits, stack: ExitStack) -> Iterable[Handed]:
    home = (course / "submitted").resolve()
    if home == path.resolve() or home in path.resolve().parents:
        raise LessonError(f"{path} is where collected work lies. Give the place that it came from.")
    return handed_in(path, limits, stack)


def _when(handed: Handed, stamps: dict[tuple[str, ...], Handed]) -> datetime | None:
    """When it was handed in: from the timestamp.txt beside it, else what the file tells."""
    if handed.parts[:-1] in stamps:
        with suppress(Unreadable):
            return parse_time(stamps[handed.parts[:-1]].read()[:100]) or handed.when
    return handed.when


def _notebooks(theirs: list[tuple[Handed, Whose]]) -> list[tuple[Handed, Whose]]:
    """The notebooks of one student; without any the first file that came in place of one."""
    books = [pair for pair in theirs if pair[1].file.lower().endswith(".ipynb")]
    instead = [
        (handed, who)
        for handed, who in theirs
        if who.system or who.folder or Path(who.file).suffix.lower() in INSTEAD
    ]
    return books or instead[:1]


def _nobodys(handed: Handed) -> Outcome:
    name, why = shown(handed.parts[-1]), NOBODYS
    if handed.whole:
        try:
            handed.read()
        except Unreadable as error:
            why = str(error)
    return Outcome(shown("/".join(handed.parts)), problem=f"{name} {why}")


def _unfiled(work: Work) -> Outcome:
    return Outcome(work.source, shown(work.who.label), "", work.problem, "", work.notes)


def _file(
    works: list[Work], files: Files, roster: Roster, account: dict[str, Any], namesakes: bool
) -> Outcome:
    """File a student's works for one lesson: the first takes its place, the others lie beside."""
    work, *others = works
    loose = not (work.who.system or work.who.folder)
    if work.problem and loose and not work.who.file.lower().endswith(".ipynb"):
        return _unfiled(work)  # a student's, or a file that happens to lie there
    student, notes = roster.id_of(work.who, work.lesson, namesakes)
    outcome = Outcome(work.source, student, work.lesson, work.problem, "", notes + work.notes)
    try:
        outcome.done, aside = files.put(student, work.lesson, _contents(work), work.when)
        if outcome.done == "again":
            outcome.notes.append(f"What was there before is in {aside}.")
        elif outcome.done == "older":
            outcome.notes.append(f"It is older than what is there, so it is kept in {aside}.")
        for other in others:
            if other.data is not None and other.data != work.data:
                aside = files.put_aside(
                    student, work.lesson, {own_name(other.who.file): other.data}
                )
                name = shown(other.who.file)
                outcome.notes.append(f"{name}, which does not count, is kept in {aside}.")
    except Unreadable as error:
        outcome.problem = f"{shown(work.who.file)} {error}"
    except OSError as error:
        outcome.problem = f"{shown(work.who.file)} could not be written: {error.strerror}."
    if outcome.done in ("new", "again"):
        line = {**asdict(outcome), "when": str(work.when or ""), "late": work.who.late}
        account["work"].setdefault(work.lesson, {})[student] = line
    return outcome


def _contents(work: Work) -> dict[str, bytes]:
    """The files of a submission: the notebook, or why there is none and what came instead."""
    if work.text is not None:
        return {f"{work.lesson}.ipynb": work.text}
    contents = {PROBLEM: f"{work.problem}\n".encode("utf-8", "replace")}
    if work.data is not None:
        contents[own_name(work.who.file)] = work.data
    return contents
