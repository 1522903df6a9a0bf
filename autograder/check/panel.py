"""What the student sees: one compact panel, and the same words as plain text.

A sign and a word carry the verdict, never colour alone; colours come from JupyterLab's theme,
so the panel is at home in the dark one. Screen readers are told by role="status".
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from html import escape

from autograder.check.judge import Verdict

STYLE = (
    "border-left: 4px solid {edge}; padding: 0.4em 0.8em; margin: 0.2em 0;"
    " font-family: var(--jp-ui-font-family, sans-serif);"
    " color: var(--jp-ui-font-color1, inherit);"
    " background: var(--jp-layout-color2, transparent);"
)
EDGES = {True: "#009E73", False: "#D55E00"}  # two colours that every eye tells apart
QUIET = "#767676"
# JupyterLab shows the error of a failed cell below; the panel has said it all.
ALONE = "<style>.jp-OutputArea-child:has(.nnlib-told)+.jp-OutputArea-child{display:none}</style>"


class Notice:
    """A few lines that show themselves in a notebook, in a terminal and in exported HTML.

    right : its colour; None is quiet
    failed : the cell ends in an error, which has nothing more to say
    """

    def __init__(
        self, told: Sequence[str] = (), *, right: bool | None = None, failed: bool = False
    ) -> None:
        self.told, self.right, self.failed = list(told), right, failed

    def lines(self) -> list[str]:
        """What it says, most important first."""
        return self.told

    def __repr__(self) -> str:
        return "\n".join(self.lines())

    def _repr_html_(self) -> str:
        head, *rest = (escape(line) for line in self.lines())
        body = "".join(f"<br>{line}" for line in rest)
        style = STYLE.format(edge=QUIET if self.right is None else EDGES[self.right])
        head = head if self.right is None else f"<strong>{head}</strong>"
        if not self.failed:
            return f'<div role="status" style="{style}">{head}{body}</div>'
        return f'{ALONE}<div class="nnlib-told" role="status" style="{style}">{head}{body}</div>'


class Panel(Notice):
    """The verdict of a check.

    points : what the check is worth, where partial credit is given
    told : what is said below it to whoever works alone
    """

    def __init__(self, verdict: Verdict, suite: str, points: float | None = None) -> None:
        self.verdict, self.suite, self.points = verdict, suite, points
        right = None if verdict.unwritten else self.passed
        super().__init__(right=right, failed=not self.passed)

    @property
    def passed(self) -> bool:
        return self.verdict.problem is None

    def lines(self) -> list[str]:
        """The verdict in words, most important first."""
        return [*self._verdict(), *self._contest(), *self.told]

    def _verdict(self) -> list[str]:
        v = self.verdict
        if self.passed:
            kind = "hidden inputs" if self.suite == "hidden" else "inputs"
            where = f" on all {v.cases} {kind}" if v.cases > 1 else ""
            told = [f"✓ {v.exercise}: right{where}."]
            if v.note:
                told.append(f"Note: numpy warned on the way: {v.note}. That costs nothing here.")
            if v.aside:
                told.append(f"Note: {v.aside} It counts as right; a later cell may stop at it.")
            return told
        if v.unwritten:
            return [f"○ {v.exercise}: {v.problem}"]
        told = [f"✗ {v.exercise}: not yet. {v.problem}"]
        if v.where:
            told.append(f"Where: {v.where}.")
        if v.hint:
            told.append(f"Hint: {v.hint}")
        return told + self._credit()

    def _contest(self) -> list[str]:
        reached = self.verdict.reached
        return [] if reached is None else [f"In the contest you stand at {reached:.5f}."]

    def _credit(self) -> list[str]:
        if self.points is None or not self.verdict.share:
            return []
        parts = [f"{'✓' if right else '✗'} {name}" for name, right in self.verdict.aspects.items()]
        earned = f"{self.verdict.share * self.points:g} of {self.points:g} points"
        return [f"{', '.join(parts)}: {earned} so far."]


def show(notice: Notice) -> None:
    """In a notebook as a panel, elsewhere in its words."""
    ipython = sys.modules.get("IPython")
    if ipython is not None and ipython.get_ipython() is not None:
        ipython.display.display(notice)
    else:
        print(notice)
