"""The instructor's page as one HTML file: no script, no network, every word escaped once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from statistics import mean, median

from autograder.course.names import some
from autograder.grading.verdicts import NOT_GRADED, NOT_RUN, PARTLY, RIGHT, WRONG
from autograder.reporting.alike import SHOWN, Alike
from autograder.reporting.facts import BINS, VERDICTS, Asked, Facts, Mistake
from autograder.reporting.parts import histogram, table
from autograder.reporting.style import STYLE

__all__ = ["Lesson", "page"]

CLASSES = {RIGHT: "right", PARTLY: "partly", WRONG: "wrong", NOT_RUN: "lost", NOT_GRADED: "ours"}
NAMES = 12  # of students, before "and … more"
ROWS = 200  # of a table of students

ALIKE = """\
<p class="note"><strong>A hint, not a proof.</strong> Students who learn from each other, from one
tutor or from one page write alike. Look at both, and ask, before you conclude anything.</p>
<p class="quiet">Compared are the statements of the solution cells, without comments, docstrings
and the names of variables; what the lesson gave and what its solution says does not count. A
statement that one student in 2<sup>b</sup> has is worth b bits; a cell counts with their mean.
Listed is who shares more bits than chance would give to any pair of this class, in two cells or
more.</p>"""


@dataclass
class Lesson:
    """A lesson on the page: its facts, and whose work is alike."""

    facts: Facts
    alike: Sequence[Alike]


def page(course: str, made: str, lessons: Sequence[Lesson]) -> str:
    """The whole file. `made` says when."""
    body = "".join(_section(lesson, i == 0) for i, lesson in enumerate(lessons))
    nothing = "<p>Nothing is graded yet: <code>python -m autograder grade</code>.</p>"
    links = "".join(
        f'<li><a href="#{_id(x.facts)}">{escape(x.facts.lesson)}</a></li>' for x in lessons
    )
    nav = f'<nav aria-label="Lessons"><ul>{links}</ul></nav>' if lessons else ""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What the class can do: {escape(course)}</title>
<style>{STYLE}</style>
</head>
<body>
<header>
<a class="skip" href="#content">To the content</a>
<h1>What the class can do</h1>
<p class="quiet">{escape(course)}, {escape(made)}. Points are those of the checks; answers graded by
hand and points off for being late are in the gradebook.</p>
{nav}
</header>
<main id="content">
{body or nothing}
</main>
<footer><p class="quiet">Made by <code>python -m autograder report</code>. It names students:
treat it as you treat marks.</p></footer>
</body>
</html>
"""


def _section(lesson: Lesson, first: bool) -> str:
    f = lesson.facts
    return f"""<section aria-labelledby="{_id(f)}">
<h2 id="{_id(f)}"{' class="first"' if first else ""}>{escape(f.title)}</h2>
{_summary(f)}
<h3>Points</h3>
{_points(f)}
<h3>Question by question</h3>
{_questions(f)}
<h3>What to teach again</h3>
{_mistakes(f)}
<h3>Not graded</h3>
{_not_graded(f)}
<h3>Work that is alike</h3>
{_alike(lesson.alike)}
</section>
"""


def _summary(f: Facts) -> str:
    graded = len(f.scores)
    told = {"graded": f"{graded}", "not graded": f"{len(f.not_graded)}"}
    if f.scores:
        told["median"] = f"{median(f.scores):g} of {f.most:g}"
        told["mean"] = f"{mean(f.scores):.1f}"
        told["full marks"] = f"{sum(score >= f.most for score in f.scores)}"
    if f.repaired:
        told["notebooks repaired"] = f"{f.repaired}"
    if f.waits:
        told["answers that wait for a person"] = f"{f.waits}"
    parts = (f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in told.items())
    return f'<dl class="facts">{"".join(parts)}</dl>'


def _points(f: Facts) -> str:
    if not f.scores:
        return "<p>No points yet.</p>"
    edges = [f.most * i / BINS for i in range(BINS + 1)]
    labels = [f"{a:g} to {b:g}" for a, b in pairwise(edges)]
    rows = ([label, str(count)] for label, count in zip(labels, f.bins, strict=True))
    twin = table("How many students have so many points", ["points", "#students"], rows)
    said = "; ".join(f"{a}: {n}" for a, n in zip(labels, f.bins, strict=True))
    return f"""<figure>{histogram(f.bins, edges, f"Histogram of points: {said}.")}
<figcaption>Students by points; the last bar includes full marks.</figcaption></figure>
<details><summary>The same as a table</summary>{twin}</details>"""


def _questions(f: Facts) -> str:
    if not f.questions:
        return "<p>No question is graded yet.</p>"
    key = "".join(f'<li><i class="{CLASSES[v]}" aria-hidden="true"></i>{v}</li>' for v in VERDICTS)
    head = ["function", "share of the class", "#in %", *(f"#{v}" for v in VERDICTS)]
    rows = []
    for asked in f.questions:
        right = asked.counts[RIGHT] / asked.total if asked.total else 0.0
        counts = [str(asked.counts[v]) for v in VERDICTS]
        rows.append(
            [f"<code>{escape(asked.name)}</code>", _bar(asked), f"{100 * right:.0f}", *counts]
        )
    told = table("Both checks of a function together", head, rows, escaped=True)
    return f'<ul class="key">{key}</ul>{told}'


def _bar(asked: Asked) -> str:
    parts = (
        f'<i class="{CLASSES[v]}" style="width:{100 * asked.counts[v] / asked.total:.2f}%"></i>'
        for v in VERDICTS
        if asked.counts[v]
    )
    return f'<div class="share" aria-hidden="true">{"".join(parts)}</div>'


def _mistakes(f: Facts) -> str:
    if not f.mistakes:
        return "<p>No known misconception was met.</p>"
    several = [m for m in f.mistakes if len(m.students) > 1]
    single = f.mistakes[len(several) :]
    caption = "Misconceptions that the checks recognised, the most frequent first"
    told = _mistakes_table(f, several, caption) if several else ""
    if single:
        rest = _mistakes_table(f, single, "Misconceptions of one student each")
        said = f"{len(single)} more, of one student each"
        told += f'<details class="all"><summary>{said}</summary>{rest}</details>'
    return told


def _mistakes_table(f: Facts, mistakes: Sequence[Mistake], caption: str) -> str:
    rows = []
    for m in mistakes:
        share = f"{len(m.students)} <span class='quiet'>of {len(f.scores)}</span>"
        who = f"<details><summary>{share}</summary>{escape(some(m.students, ROWS))}</details>"
        name = f'<code>{escape(m.question)}</code><br><code class="quiet">{escape(m.id)}</code>'
        rows.append([who, escape(m.hint), name, escape(m.section) or "–"])
    head = ["students", "the hint that they got", "function and id", "section of the lesson"]
    return table(caption, head, rows, escaped=True)


def _not_graded(f: Facts) -> str:
    if not f.not_graded:
        return "<p>Everybody could be graded.</p>"
    rows = [[student, why] for student, why in f.not_graded[:ROWS]]
    if more := len(f.not_graded) - len(rows):
        rows.append(["…", f"and {more} more"])
    return table("Who, and why", ["student", "why"], rows)


def _alike(found: Sequence[Alike]) -> str:
    if not found:
        how = f"<details><summary>How it is measured</summary>{ALIKE}</details>"
        return f"<p>No two students share an unusual amount of code.</p>{how}"
    rows = (
        [some(x.students, NAMES), f"{len(x.cells)}", f"{x.share:.0%}", f"{x.bits:.0f}"]
        for x in found
    )
    head = ["students", "#cells", "#shared", "#bits"]
    caption = "The most unusual first" + (f"; the first {SHOWN}" if len(found) == SHOWN else "")
    return ALIKE + table(caption, head, rows)


def _id(f: Facts) -> str:
    return "lesson-" + "".join(x if x.isalnum() else "-" for x in f.lesson)
