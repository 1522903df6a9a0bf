"""What became of each file that was handed in, and how that is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from autograder.course.names import shown, some

__all__ = ["Outcome", "summary"]


@dataclass
class Outcome:
    """What became of one file that was handed in.

    student : the id; name : as the LMS has it, or the file
    problem : why it is not collected, or nothing
    done : "new", "again", "unchanged", "older", or "" where it was not filed
    handed_in : when, "" where that is not known; late : was it marked so?
    hidden : is the name withheld?
    same_as : the others who handed in the same file, byte for byte
    released : is it the file as students got it?
    """

    source: str
    student: str = ""
    lesson: str = ""
    problem: str = ""
    done: str = ""
    notes: list[str] = field(default_factory=list)
    name: str = ""
    handed_in: str = ""
    late: bool = False
    hidden: bool = False
    same_as: list[str] = field(default_factory=list)
    released: bool = False

    @property
    def who(self) -> str:
        """The student, for a person: the id, and the name where the id does not say it."""
        name = shown(self.name)
        if not self.student:
            return name
        plain = name.replace(" ", "_")
        return self.student if plain.isascii() or not name else f"{name} ({self.student})"


def summary(outcomes: Sequence[Outcome]) -> str:
    """What came of it, for a person."""
    good = [x for x in outcomes if not x.problem]
    told, bad = [x for x in good if x.notes], [x for x in outcomes if x.problem]
    counts = Counter(x.lesson for x in good)
    each = ", ".join(f"{count} of {lesson}" for lesson, count in sorted(counts.items()))
    there = sum(x.done == "unchanged" for x in good)
    lines = [f"{len(good)} collected{': ' if each else ''}{each}"]
    lines[0] += f" ({there} were there already)." if there else "."
    if any(x.hidden for x in outcomes):
        lines.append(
            "\nThe names are withheld: a student has another id in every lesson collected so."
        )
    lines += _times(outcomes)
    if told:
        lines.append(f"\n{len(told)} with a note:")
        lines += [f"  {x.who}, {x.lesson}: {' '.join(x.notes)}" for x in told]
    lines += _alike(outcomes)
    if bad:
        lines.append(f"\n{len(bad)} not collected:")
        whom = [", ".join(filter(None, (x.who, x.lesson))) or "?" for x in bad]
        lines += [
            f"  {who}: {' '.join([x.problem, *x.notes])} ({x.source})"
            for x, who in zip(bad, whom, strict=True)
        ]
        if filed := sum(bool(x.done) for x in bad):
            lines.append(f"\n{filed} of these will be shown as not gradable until a new one comes.")
    lines += _which_lesson(outcomes)
    return "\n".join(lines)


def _times(outcomes: Iterable[Outcome]) -> list[str]:
    """What is not known of when it was handed in, and how to say it."""
    filed = [x for x in outcomes if x.done and not x.handed_in]
    late, unknown = [x for x in filed if x.late], [x for x in filed if not x.late]
    lines = []
    if unknown:
        lines.append(
            f"\nNothing says when {len(unknown)} of these were handed in: they count as in time. "
            'Where that matters, say it with --handed-in "2026-12-01 23:59".'
        )
    if late:
        who = some([x.who for x in late])
        lines.append(
            f"\n{len(late)} marked as late, not by how much: {who}. Where there is a due date they "
            "count as a second late; to say more, collect them by themselves with --handed-in."
        )
    return lines


def _alike(outcomes: Iterable[Outcome]) -> list[str]:
    """Whose files are the same byte for byte."""
    lines, seen = [], set()
    called = {x.student: x.who for x in outcomes}
    for x in outcomes:
        group = (x.lesson, *sorted([x.student, *x.same_as]))
        if x.same_as and not x.released and group not in seen:
            seen.add(group)
            lines.append(f"  {some([called.get(y, y) for y in group[1:]])} ({x.lesson})")
    if lines:
        lines.insert(0, "\nThe same file, byte for byte, from several students:")
    if untouched := [x for x in outcomes if x.released]:
        who = some([x.who for x in untouched])
        lines.append(f"\n{len(untouched)} as students got it, unchanged: {who}.")
    return lines


def _which_lesson(outcomes: Sequence[Outcome]) -> list[str]:
    """The lesson is asked for where nothing but the one who collects can tell it."""
    lost = [x for x in outcomes if x.problem and x.name and not x.lesson]
    if not lost:
        return []
    lessons = {x.lesson for x in outcomes if x.lesson}
    number = lessons.pop().split("_")[0] if len(lessons) == 1 else "NN"
    return [
        f"\nOf {len(lost)} nothing says which lesson they were to be. Give the same command with "
        f"--lesson {number}: then the newest counts, also where it cannot be read."
    ]
