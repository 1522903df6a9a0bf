"""The checks are checked: every known wrong answer is refused and named, right ones pass."""

from dataclasses import replace

import numpy as np
import pytest

from autograder.bank import Entry, load
from autograder.check.bank import exercises
from autograder.check.deadline import Watcher
from autograder.check.exercise import Case, Exercise, Misconception
from autograder.check.judge import Verdict, judge
from autograder.check.naming import recognise
from autograder.check.observe import Observer, Outcome
from autograder.environment import ROOT

BANK = exercises()
RIGHT, WRONG = load()
SUITES = ("visible", "hidden")
TEN = range(10)  # seeds


def observed(exercise: Exercise, answer: object, cases: list[Case]) -> list[Outcome]:
    with Watcher() as watcher:
        observer = Observer(exercise, answer, watcher)
        return [observer.observe(case) for case in cases]


def of(name: str, entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.exercise == name]


def files(room: str) -> list[tuple[str, str]]:
    """(lesson's folder, name) of every file in a room that belongs to one exercise."""
    found = sorted((ROOT / "autograder" / room).glob("lesson_*/*.py"))
    pairs = [(path.parent.name, path.stem) for path in found]
    return [pair for pair in pairs if pair[1] not in ("__init__", "shared")]


def test_every_exercise_has_the_name_of_its_file_and_the_lesson_of_its_folder() -> None:
    named = [(f"lesson_{exercise.lesson[:2]}", name) for name, exercise in BANK.items()]
    assert sorted(named) == files("exercises")
    assert all(exercise.name == name for name, exercise in BANK.items())


def test_every_exercise_has_a_file_of_its_own_answers_in_the_bank() -> None:
    assert files("bank") == files("exercises")


# An exercise keeps what it has worked out for two seeds. So all answers are tried on one seed, by
# both suites, before the next, and what went wrong with any of them on any seed is collected.


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("name", BANK)
def test_the_reference_is_accepted_under_ten_seeds(name: str, suite: str) -> None:
    alone = replace(BANK[name], shortcuts=())  # it may call what it is made of
    for seed in TEN:
        verdict = judge(alone, BANK[name].reference, suite, seed)
        assert verdict.problem is None, verdict


@pytest.mark.parametrize("name", BANK)
def test_unusual_right_answers_are_accepted_under_ten_seeds(name: str) -> None:
    refused = [
        (entry.what, seed, verdict)
        for seed in TEN
        for entry in of(name, RIGHT)
        if (verdict := judge(BANK[name], entry.answer, "hidden", seed)).problem is not None
    ]
    assert refused == []


@pytest.mark.parametrize("name", BANK)
def test_mistakes_without_a_name_are_refused(name: str) -> None:
    passed = [
        (entry.what, suite, seed)
        for seed in (1957, 0, 1)
        for suite in SUITES
        for entry in of(name, WRONG)
        if judge(BANK[name], entry.answer, suite, seed).problem is None
    ]
    assert passed == []


@pytest.mark.parametrize("name", BANK)
def test_every_exercise_is_tried_on_wrong_answers_that_it_does_not_know(name: str) -> None:
    assert len(of(name, WRONG)) >= 3
    assert of(name, RIGHT)


def mistaken(exercise: Exercise, suite: str, seed: int) -> list[tuple[str, int, Verdict]]:
    """The misconceptions that are not refused, or not by their own name."""
    verdicts = [(m.id, judge(exercise, m.answer, suite, seed)) for m in exercise.misconceptions]
    return [(i, seed, v) for i, v in verdicts if v.problem is None or v.misconception != i]


@pytest.mark.parametrize("name", BANK)
def test_misconceptions_are_refused_and_named(name: str) -> None:
    for seed in (1957, 0, 1, 2):
        for suite in SUITES:
            assert mistaken(BANK[name], suite, seed) == [], suite


def test_a_misconception_that_passes_or_is_called_by_another_name_is_seen() -> None:
    margin = BANK["margin"]
    first, *more = margin.misconceptions
    passes = Misconception("passes", "It is right.", of("margin", RIGHT)[0].answer)
    twin = Misconception("twin", "It does what the first one does.", first.answer)
    one = replace(margin, known=[first, *more, passes, twin], unread=[], drawn={})
    seen = [(i, v.problem is None) for i, _, v in mistaken(one, "visible", 0)]
    assert seen == [("passes", True), ("twin", False)]


@pytest.mark.parametrize("name", BANK)
def test_no_two_misconceptions_look_alike_on_the_visible_inputs(name: str) -> None:
    exercise = BANK[name]
    cases = exercise.draw("visible", 1957)
    seen = [observed(exercise, m.answer, cases) for m in exercise.misconceptions]
    for i, first in enumerate(seen):
        for j, second in enumerate(seen[:i]):
            alike = all(a.looks_like(b) for a, b in zip(first, second, strict=True))
            ids = exercise.misconceptions[i].id, exercise.misconceptions[j].id
            assert not alike, f"{ids} cannot be told apart: design a better input"


@pytest.mark.parametrize("name", BANK)
def test_every_exercise_scores_nothing_for_nothing(name: str) -> None:
    exercise = BANK[name]

    def not_written(*args: object) -> None:
        raise NotImplementedError

    floor = [
        not_written,
        lambda *args: None,
        lambda *args: 0,
        lambda *args: args,
        lambda *args: args[0],
        lambda *args: np.zeros_like(args[0], dtype=float),
        lambda *args: (np.zeros(np.shape(args[0])[-1]), 0.0, 0),
        lambda *args: np.random.default_rng().normal(size=np.shape(args[0])),
    ]
    for answer in floor:
        assert judge(exercise, answer, "visible", 1957).problem is not None


@pytest.mark.parametrize("name", BANK)
def test_every_hint_is_one_sentence_that_ends(name: str) -> None:
    for m in BANK[name].misconceptions:
        assert m.hint[0].isupper() or m.hint.split()[0] in {"rho", "b"}, m.hint
        assert m.hint.endswith((".", "?", ")")), m.hint
        assert len(m.hint) < 120, m.hint


def numbers(value: object) -> list[np.ndarray]:
    """All numbers of an argument, whatever it is; of a text its letters, of a function none."""
    if isinstance(value, dict):
        value = list(value.items())
    if isinstance(value, np.random.Generator):
        value = float(value.bit_generator.state["state"]["state"])
    if isinstance(value, str):
        value = np.frombuffer(value.encode(), np.uint8)
    if isinstance(value, list | tuple):
        return [part for inner in value for part in numbers(inner)]
    return [] if callable(value) else [np.ravel(value).astype(float)]


@pytest.mark.parametrize("name", BANK)
def test_a_new_seed_brings_new_inputs(name: str) -> None:
    if not BANK[name].takes:
        pytest.skip("it takes no arguments")
    one, two = (
        np.concatenate(numbers([case.args for case in BANK[name].draw("hidden", seed)]))
        for seed in (1, 2)
    )
    assert one.shape != two.shape or not np.array_equal(one, two)


def test_recognise_does_not_name_a_mistake_that_differs_on_one_input() -> None:
    exercise = BANK["margin"]
    cases = exercise.draw("visible", 1957)
    not_divided = exercise.misconceptions[0].answer
    calls = iter(range(100))

    def almost(w: object, b: object, X: object, y: object) -> object:
        return not_divided(w, b, X, y) if next(calls) < 4 else 7.0

    outcomes = observed(exercise, almost, cases)
    with Watcher() as watcher:
        assert recognise(exercise, cases, outcomes, watcher, range(len(outcomes))) is None


def test_the_bank_would_notice_two_misconceptions_that_look_alike() -> None:
    margin = BANK["margin"]
    twin = Exercise(margin.reference, margin.lesson, margin.takes, margin.returns)
    only = Case("one", (np.array([1.0]), 0.0, np.array([[1.0]]), np.array([1])))
    outcomes = [observed(twin, m.answer, [only])[0] for m in margin.misconceptions[:2]]
    assert outcomes[0].looks_like(outcomes[1])


NOT_ASKED = {"function", "graph", "table", "name"}  # no array that could be of whole numbers


@pytest.mark.parametrize("name", [name for name in BANK if BANK[name].takes])
def test_every_argument_is_whole_numbers_in_some_visible_input(name: str) -> None:
    cases = BANK[name].draw("visible", 1957)
    for place, (letter, kind) in enumerate(BANK[name].takes.items()):
        if kind not in NOT_ASKED and letter not in ("activations", "rng"):
            assert any(whole(case.args[place]) for case in cases if len(case.args) > place), letter


def whole(value: object) -> bool:
    """Are these whole numbers, in a list of arrays or alone?"""
    if isinstance(value, list | tuple):
        return all(map(whole, value))
    return np.asarray(value).dtype.kind in "iu"
