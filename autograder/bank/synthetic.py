"""A class of students who are not there: notebooks filled from the answers of the bank.

Every student has a skill; question by question it says whether the answer is right, in one of the
forms that the bank knows, or one of its wrong answers, or still as it was released. Some mistakes
are much more frequent than others, as in a real class. `hostile` makes notebooks that attack.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from autograder import bank
from autograder.bank.as_source import source_of
from autograder.bank.page import RIGHT, UNWRITTEN, WRONG, Page, definitions
from autograder.check.bank import exercises
from autograder.check.judge import judge
from autograder.check.seeds import FIXED
from autograder.lesson.cells import role
from autograder.lesson.reading import find_lesson

__all__ = [
    "RIGHT",
    "UNWRITTEN",
    "WRONG",
    "Answer",
    "Pupil",
    "answers",
    "class_of",
    "crowd",
    "hostile",
]

TRIES = 20  # to find an answer whose helpers do not take the names of others
EVERY = 20  # in a crowd, one of so many attacks
SKILL = (5.0, 2.0)  # the two parameters of a beta distribution: 0.7 on average

GIVEN = (
    "ada ben cleo dan eva finn gita hugo ines jon kira leo mona nils olga paul qadira rosa sven "
    "tara umar vera wim xenia yusuf zoe amir berta carl dora emil faye goran hana ivan jana kofi "
    "lina marco nora"
)
NAMES = GIVEN.split()

ATTACKS = {
    "endless-loop": "def {name}(*args):\n    while True:\n        pass",
    "sys-exit": "import sys\n\nsys.exit()",
    "os-exit": "import os\n\n\ndef {name}(*args):\n    os._exit(0)",
    "equals-everything": """\
class Everything(float):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __hash__(self):
        return 0


def {name}(*args):
    return Everything()""",
    "patched-numpy": """\
import numpy as np

np.allclose = np.array_equal = lambda *args, **kwargs: True


def {name}(*args):
    return 0.0""",
}


class Pupil(NamedTuple):
    """A student who is not there.

    expected : grade id of a test cell -> RIGHT, WRONG, UNWRITTEN or the id of a misconception
    """

    name: str
    notebook: Any
    expected: dict[str, str]


@dataclass(frozen=True)
class Answer:
    """An answer as text; `kind` is RIGHT, WRONG or the id of a misconception."""

    kind: str
    text: str


@cache
def answers(exercise: str, name: str) -> list[Answer]:
    """All answers of the bank to an exercise that have a text, under the name `name`."""
    right, wrong = bank.load()
    known = [(RIGHT, e.answer) for e in right if e.exercise == exercise]
    known += [(m.id, m.answer) for m in exercises()[exercise].misconceptions]
    known += [(WRONG, e.answer) for e in wrong if e.exercise == exercise]
    texts = ((kind, source_of(answer, name, exercise)) for kind, answer in known)
    endless = "while True:\n"  # such a one would only cost time; `hostile` has it
    return [Answer(kind, text) for kind, text in texts if text and endless not in text]


def class_of(
    lesson: str, n: int, rng: np.random.Generator, *, unwritten: float = 0.04
) -> list[Pupil]:
    """`n` students who have worked a lesson, "08"; the same ones for the same `rng`.

    unwritten : how often a solution cell is left as it was released
    """
    page = Page(find_lesson(lesson))
    popular = {name: _popular(answers(*asked), rng) for name, asked in page.asked.items()}
    return [_pupil(page, i, popular, rng, unwritten) for i in range(n)]


def crowd(lesson: str, n: int, rng: np.random.Generator) -> Iterator[Pupil]:
    """`n` students of a lesson one after the other, none of whom is kept; every 20th attacks.

    Their names are in the order in which they come. Of what cannot be told nothing is expected.
    """
    page, attacks = Page(find_lesson(lesson)), itertools.cycle(hostile(lesson))
    popular = {name: _popular(answers(*asked), rng) for name, asked in page.asked.items()}
    for i in range(n):
        attacks_now = i % EVERY == EVERY - 1
        pupil = next(attacks) if attacks_now else _pupil(page, i, popular, rng, unwritten=0.01)
        yield pupil._replace(name=f"s{i + 1:06}", expected=_certain(page, pupil))


def hostile(lesson: str) -> list[Pupil]:
    """One student for every attack on the last question; the other answers are right.

    The last, because the lesson calls it least often: every call of an endless loop takes time.
    """
    page = Page(find_lesson(lesson))
    last = list(page.asked)[-1]
    made = []
    for name, attack in ATTACKS.items():
        texts = {**page.solutions, last: attack.format(name=last)}
        notebook = page.filled(texts, set())
        kinds = {name: WRONG if name == last else RIGHT for name in page.asked}
        made.append(Pupil(f"mallory-{name}", notebook, page.expected(kinds, set())))
    return made


def _pupil(
    page: Page, i: int, popular: dict[str, Any], rng: np.random.Generator, unwritten: float
) -> Pupil:
    skill = rng.beta(*SKILL)
    empty = {cell for cell, _ in page.cells() if rng.random() < unwritten}
    texts, kinds = dict(page.solutions), dict.fromkeys(page.solutions, RIGHT)
    for name, (exercise, _) in page.asked.items():
        if name not in texts:
            continue
        able = answers(exercise, name)
        right = rng.random() < skill
        for _ in range(TRIES):
            answer = _chosen(able, right, popular[name], rng)
            if not _clash(answer.text, name, texts, page.given):
                texts[name], kinds[name] = answer.text, answer.kind
                break
    for name, (choices, key) in page.keys.items():
        said = key if rng.random() < skill else str(rng.choice(list(choices)))
        texts[name], kinds[name] = f'{name} = "{said}"', RIGHT if said == key else WRONG
    notebook = page.filled(texts, empty)
    _reflect(notebook, skill, rng)
    given = NAMES[i % len(NAMES)] + (f"-{i // len(NAMES) + 1}" if i >= len(NAMES) else "")
    return Pupil(given, notebook, page.expected(kinds, empty))


def _certain(page: Page, pupil: Pupil) -> dict[str, str]:
    """What the tests find for certain.

    A right answer may call another of the same person's, which is wrong, or right in a form that
    its check remarks on, such as one with half the digits.
    """
    wrong = {page.tests[test] for test, kind in pupil.expected.items() if kind != RIGHT}
    cells = [cell for cell in pupil.notebook.cells if role(cell) == "solution"]
    texts = {name: text for cell in cells for name, text in definitions(cell.source)}
    wrong |= {x for x in page.asked if texts.get(x) in _remarked_on(*page.asked[x])}

    def leans(name: str) -> bool:
        used = {x.id for x in ast.walk(ast.parse(texts.get(name, ""))) if isinstance(x, ast.Name)}
        return bool(used & (wrong - {name}))

    told = pupil.expected.items()
    return {test: kind for test, kind in told if kind != RIGHT or not leans(page.tests[test])}


@cache
def _remarked_on(exercise: str, name: str) -> set[str]:
    """The right answers to whose form the check says something, each as the function alone."""
    right, own = bank.load()[0], exercises()[exercise]
    odd = [e.answer for e in right if e.exercise == exercise]
    odd = [answer for answer in odd if judge(own, answer, "visible", FIXED).aside]
    texts = [text for answer in odd if (text := source_of(answer, name, exercise))]
    return {dict(definitions(text)).get(name, "") for text in texts} - {""}


def _popular(able: list[Answer], rng: np.random.Generator) -> dict[str, float]:
    """How frequent each kind of wrong answer is: the second half as frequent as the first, …"""
    kinds = sorted({answer.kind for answer in able} - {RIGHT})
    order = rng.permutation(len(kinds))
    return {kind: 0.7**rank for kind, rank in zip(kinds, order.tolist(), strict=True)}


def _chosen(
    able: list[Answer], right: bool, popular: dict[str, float], rng: np.random.Generator
) -> Answer:
    kind = RIGHT
    if not right and popular:
        weights = np.array(list(popular.values()))
        kind = str(rng.choice(list(popular), p=weights / weights.sum()))
    fitting = [answer for answer in able if answer.kind == kind] or able
    return fitting[int(rng.integers(len(fitting)))]


def _clash(text: str, own: str, texts: dict[str, str], given: set[str]) -> bool:
    """Would a helper of this answer take the name of somebody else's?"""
    names = {name: part for name, part in definitions(text) if name and name != own}
    if names.keys() & (given | texts.keys()):
        return True
    others = (definitions(other) for name, other in texts.items() if name != own)
    known = {name: part for parts in others for name, part in parts if name}
    return any(known.get(name, part) != part for name, part in names.items())


def _reflect(notebook: Any, skill: float, rng: np.random.Generator) -> None:
    """Some answers in words, for a person to grade."""
    from autograder.course.nbgrader_config import TEXT_STUB

    says = "I am not sure." if skill < 0.6 else "It follows from the shapes: the sum is over rows."
    for cell in notebook.cells:
        if role(cell) == "by hand" and rng.random() < 0.8:
            cell.source = cell.source.replace(TEXT_STUB, says)
