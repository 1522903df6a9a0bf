"""Where submissions are looked at, one student after the other, and filed.

What cannot be read or belongs to nobody costs that file alone. A disk that takes nothing more ends
the work in one sentence; what is filed by then stays, and the same command goes on.
"""

from __future__ import annotations

import errno
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from autograder.collecting.examine import AT_A_LOSS, Lessons, Work, examine, newest
from autograder.collecting.handed import Handed
from autograder.collecting.layouts import Claim
from autograder.collecting.outcome import Outcome
from autograder.collecting.roster import Roster, Unclear, book_of
from autograder.collecting.times import Times
from autograder.collecting.whose import Whose, label_in
from autograder.course.account import keep_account, read_account
from autograder.course.filing import PROBLEM, Files, own_name
from autograder.course.limits import Limits, Unreadable
from autograder.course.names import shown
from autograder.course.slip import STAMP, Slip
from autograder.environment import CommandFailed

__all__ = ["Asked", "Desk"]

NOBODYS = (
    "does not say whose it is. Name it STUDENT_LESSON.ipynb; or, where all files of its folder are "
    "named by student, give that folder by itself."
)
# What is handed in by mistake in place of a notebook; other files beside notebooks are let be.
INSTEAD = {".py", ".pdf", ".html", ".docx", ".zip", ".7z", ".rar", ".gz"}
# What stops a disk from taking anything more, and not one file alone.
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


@dataclass(frozen=True)
class Asked:
    """What the one who collects has said.

    lessons : all lessons
    wanted : the lesson that was to be handed in, "" for what the notebooks themselves say
    at : when that was handed in whose time nothing tells
    all_late : is everything marked as late, so that `at` is said of just that?
    """

    lessons: Lessons
    wanted: str
    limits: Limits
    at: datetime | None
    all_late: bool

    def time_of(self, who: Whose) -> datetime | None:
        """When something was handed in whose time nothing tells."""
        return self.at if self.all_late or not who.late else None


class Desk:
    """Where the files of a pile are looked at, one student after the other, and filed."""

    def __init__(self, course: Path, asked: Asked, answers: Mapping[str, str]) -> None:
        self.course, self.files, self.asked = course, Files(course), asked
        self.account, _ = read_account(course)
        self.roster = Roster(self.account["students"], self.files.students(), answers)
        self.outcomes: list[Outcome] = []
        self.files.clear()

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Keep the account, if there is anything new to keep: after Ctrl-C, too."""
        try:
            if any(x.done for x in self.outcomes):
                keep_account(self.course, self.account)
        except OSError as error:
            if kind is None:
                raise CommandFailed(self._stopped(error)) from None

    def take(self, claims: Sequence[Claim]) -> None:
        """File what lies in a path that was given, container by container."""
        containers: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
        for handed, who in claims:
            containers[handed.parts[: handed.root]].append((handed, who))
        for inside in containers.values():
            self._container(inside)

    def _container(self, claims: Sequence[Claim]) -> None:
        people: dict[tuple[str, str, str], list[tuple[Handed, Whose]]] = {}
        for handed, who in claims:
            if who and handed.name != STAMP:
                people.setdefault((who.label, who.system, who.number), []).append((handed, who))
            elif not who and (handed.whole or handed.is_notebook):
                self.outcomes.append(_nobodys(handed))
        times, asked = Times(claims), self.asked
        theirs = dict(sorted(people.items()))
        self.roster.open_container(pairs[0][1] for pairs in theirs.values())
        for pairs in theirs.values():
            works = []
            for handed, who in _worth_looking(pairs):
                wanted = "" if who.home else asked.wanted
                when = times.of(handed, who) or asked.time_of(who)
                works.append(examine(handed, who, asked.lessons, wanted, asked.limits, when))
            self._student(_of_the_lesson(works, asked.wanted))

    def _student(self, works: list[Work]) -> None:
        for lesson in dict.fromkeys(work.lesson for work in works):
            several = newest([work for work in works if work.lesson == lesson])
            work = several[0]
            by_hand = not (work.who.system or work.who.folder or work.who.home)
            if lesson and not (work.problem and by_hand and not _is_notebook(work)):
                self.outcomes.append(self._file(several))
            else:  # a student's, or a file that happens to lie there
                self.outcomes += [_unfiled(work, work.problem) for work in several]

    def _file(self, works: list[Work]) -> Outcome:
        """File a student's works for one lesson: the first takes its place, the others beside."""
        work, *others = works
        try:
            student, notes = self.roster.id_of(work.who, work.lesson)
        except Unclear as unclear:
            return _unfiled(work, str(unclear))
        outcome = Outcome(
            shown(work.source), student, work.lesson, work.problem, "", notes + work.notes
        )
        outcome.name, outcome.late = work.who.label, work.who.late
        outcome.hidden = work.who.hidden
        if other := self.roster.named(label_in(work.who.file, self.asked.lessons), work.who):
            outcome.notes.append(f"It is called {shown(work.who.file)}: is it {shown(other)}'s?")
        try:
            self._put(outcome, work, others)
        except Unreadable as error:
            outcome.problem = f"{shown(work.who.file)} {error}"
        except OSError as error:
            if error.errno in FULL:
                raise CommandFailed(self._stopped(error)) from None
            outcome.problem = f"{shown(work.who.file)} could not be written: {error.strerror}."
        return outcome

    def _put(self, outcome: Outcome, work: Work, others: Sequence[Work]) -> None:
        student, lesson, slip = outcome.student, work.lesson, _slip(work)
        put = self.files.put(student, lesson, _contents(work), slip, work.when)
        outcome.done = put.done
        outcome.handed_in = f"{put.when:%Y-%m-%d %H:%M:%S %Z}" if put.when else ""
        if put.done == "again":
            outcome.notes.append(f"What was there before is in {put.aside}.")
        elif put.done == "older":
            outcome.notes.append(f"It is older than what is there, so it is kept in {put.aside}.")
        else:
            line = {"source": work.source, "when": outcome.handed_in, "late": work.who.late}
            line["problem"] = work.problem
            self.account["work"].setdefault(lesson, {})[student] = line
        for other in others:
            if other.data is None or other.data == work.data:
                continue
            aside = self.files.put_aside(student, lesson, {own_name(other.who.file): other.data})
            if not (work.when and other.when and other.when < work.when):
                name = shown(other.who.file)
                outcome.notes.append(f"{name}, which does not count, is kept in {aside}.")

    def _stopped(self, error: OSError) -> str:
        filed = sum(bool(x.done) for x in self.outcomes)
        return (
            f"{self.course}: {error.strerror}. {filed} are filed and nothing is lost; when there "
            "is room, the same command goes on."
        )


def _worth_looking(theirs: list[tuple[Handed, Whose]]) -> list[tuple[Handed, Whose]]:
    """The notebooks of one student; without any the first file that came in place of one."""
    books = [pair for pair in theirs if pair[1].file.lower().endswith(".ipynb")]
    instead = [
        (handed, who)
        for handed, who in theirs
        if not who.home and (who.system or who.folder or Path(who.file).suffix.lower() in INSTEAD)
    ]
    return books or instead[:1]


def _of_the_lesson(works: list[Work], wanted: str) -> list[Work]:
    """A student's works; of a folder that holds much else, those of a lesson that was asked for.

    Where there are none, what cannot be read may be one.
    """
    ours = [x for x in works if not x.who.home or (x.lesson and x.lesson == (wanted or x.lesson))]
    return ours or [x for x in works if not x.lesson and not x.problem.endswith(AT_A_LOSS)]


def _is_notebook(work: Work) -> bool:
    return work.who.file.lower().endswith(".ipynb")


def _nobodys(handed: Handed) -> Outcome:
    name, why = shown(handed.name), NOBODYS
    if handed.whole:
        try:
            handed.read()
        except Unreadable as error:
            why = str(error)
    return Outcome(shown("/".join(handed.parts)), problem=f"{name} {why}")


def _unfiled(work: Work, problem: str) -> Outcome:
    outcome = Outcome(shown(work.source), "", work.lesson, problem, "", work.notes)
    outcome.name = work.who.label
    return outcome


def _slip(work: Work) -> Slip:
    who, data = work.who, work.data
    return Slip(
        who.label,
        who.system,
        book_of(who, work.lesson),
        who.number,
        who.email,
        work.source,
        who.late,
        who.upload,
        sha256(data).hexdigest() if data is not None else "",
    )


def _contents(work: Work) -> dict[str, bytes]:
    """The files of a submission: the notebook, or why there is none and what came instead."""
    if work.text is not None:
        return {f"{work.lesson}.ipynb": work.text}
    contents = {PROBLEM: f"{work.problem}\n".encode("utf-8", "replace")}
    if work.data is not None:
        contents[own_name(work.who.file)] = work.data
    return contents
