"""The table of the bank: its numbers are right, and every hole in the bank is told and counted."""

import argparse
import json
import re
from typing import Any

import numpy as np
import pytest

from autograder import check
from autograder.bank import Entry, floor, gate
from autograder.bank.asked import OWN
from autograder.bank.mutants import Mutant
from autograder.bank.mutation import Survivor
from autograder.bank.trial import Row, audited
from autograder.check.bank import exercises
from autograder.check.context import Context
from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, Like, ListOf, Number, Record
from autograder.commands import audit
from autograder.environment import ROOT


def double(x: Any) -> Any:
    return 2 * np.asarray(x)


def small_bank() -> dict[str, Exercise]:
    """One exercise with two misconceptions, without a fault."""
    exercise = Exercise(double, "99_made_up", {"x": "n"}, Array("n"))

    @exercise.cases
    def _(rng: np.random.Generator) -> Any:
        yield Case("small", (rng.uniform(1, 2, 3),))
        yield Case("large", (rng.uniform(30, 50, 4),), aspect="large inputs")

    exercise.misconception("D.1", "Twice, not three times.")(lambda x: 3 * x)
    exercise.misconception("D.2", "Twice, not the square.")(lambda x: x**2)
    return {"double": exercise}


RIGHT = [Entry("double", "a sum", lambda x: x + x)]
WRONG = [Entry("double", "right when small", lambda x: np.minimum(2 * x, 30) + (x > 15))]


def options(**given: Any) -> argparse.Namespace:
    plain = {"names": [], "folder": None, "json": False, "contracts": False, "timing": False}
    plain |= {"mutants": False, "own": False}
    return argparse.Namespace(**{**plain, **given})


def run_on(
    monkeypatch: pytest.MonkeyPatch,
    bank: dict[str, Exercise],
    right: list[Entry] = RIGHT,
    wrong: list[Entry] = WRONG,
    **given: bool,
) -> int:
    monkeypatch.setattr(audit, "exercises", lambda: bank)
    monkeypatch.setattr(audit, "load", lambda: (right, wrong))
    monkeypatch.setattr(audit, "_import_seconds", lambda: 0.1)
    return audit.run(options(**given))


def test_a_bank_without_a_hole_reaches_every_target(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # WRONG earns the half for its values: that is partial credit, and no fault of the check
    assert run_on(monkeypatch, small_bank()) == 0
    said = capsys.readouterr().out
    cells = [cell.strip() for cell in said.splitlines()[2].split("|")]
    assert cells[1:7] == ["double", "99_made_up", "3 of 3", "2 of 2", "2 of 2", "0%"]
    assert "Every target is reached." in said


def holed(hole: str) -> tuple[dict[str, Exercise], list[Entry], list[Entry]]:
    bank, right, wrong = small_bank(), list(RIGHT), list(WRONG)
    exercise = bank["double"]
    if hole == "a misconception that passes":
        exercise.misconception("D.3", "Not this.")(lambda x: x + x)
    elif hole == "a misconception with another's name":
        exercise.misconception("D.4", "Not this.")(lambda x: x + x + x)
    elif hole == "a wrong answer that passes on one seed":
        seen = exercise.draw("hidden", 1)[0].args[0]
        wrong.append(Entry("double", "by heart", lambda x: 2 * x if near(x, seen) else x))
    elif hole == "a right answer that is refused":
        right.append(Entry("double", "in complex numbers", lambda x: 2 * x + 0j))
    else:
        exercise.visible.clear()
        exercise.cases(lambda rng: iter([Case("ones", (np.ones(2),))]))
        exercise.reference, wrong[:] = zero, []
        bank = {"zero": exercise}
        exercise.misconceptions.clear()
    return bank, right, wrong


def zero(x: Any) -> Any:
    return 0 * x


def near(x: Any, seen: Any) -> bool:
    return len(x) == 4 or bool(np.allclose(x, seen))


HOLES = {
    "a misconception that passes": (
        "double: D.3 is wrong, and accepted",
        "Missed: 1 wrong answers are accepted.",
    ),
    "a misconception with another's name": (
        "double: D.4 is called D.1",
        "Missed: only 66.7% of the misconceptions are named.",
    ),
    "a right answer that is refused": (
        "double: “in complex numbers” is right, and refused: The result holds complex128 values",
        "Missed: 1 right answers are refused.",
    ),
    "a wrong answer that passes on one seed": (
        "double: “by heart” is wrong, and accepted",
        "Missed: 1 wrong answers are accepted.",
    ),
    "points for nothing": (
        "zero: 0 everywhere earns 100% of the points",
        "Missed: up to 100% of the points for nothing.",
    ),
}


@pytest.mark.parametrize("hole", HOLES)
def test_a_hole_in_the_bank_is_told_and_ends_with_1(
    hole: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_on(monkeypatch, *holed(hole)) == 1
    said = capsys.readouterr().out
    for words in HOLES[hole]:
        assert words in said


def test_a_misconception_that_gets_no_name_is_told() -> None:
    exercise = small_bank()["double"]
    calls = iter(range(10**6))  # never twice the same, so nothing can recognise it
    exercise.misconception("D.5", "Not this.")(lambda x: [1, 2, 3, *x][: 4 + next(calls)])
    row = audited({"double": exercise}, RIGHT, WRONG)[0]
    assert (row.known, row.named) == (3, 2)
    assert row.faults == ["D.5 is called None"]


def test_the_rows_count_what_was_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = audited(*holed("a misconception that passes"))
    assert len(rows) == 1
    row = rows[0]
    assert (row.wrong, row.refused, row.known, row.named) == (4, 3, 2, 2)
    assert (row.right, row.accepted, row.floor) == (2, 2, 0)
    assert 0 < row.milliseconds < 1000
    assert 0 < row.slowest < 1000


def test_of_wrong_answers_that_nobody_coded_it_is_counted_how_many_are_told_why() -> None:
    exercise = small_bank()["double"]
    mistake = exercise.misconceptions[0]
    wrong = [Entry("double", "a known one", mistake.answer)]
    wrong.append(Entry("double", "a strange one", lambda x: 2 * x + np.cos(77 * x)))
    row = audited({"double": exercise}, RIGHT, wrong)[0]
    assert (row.uncoded, row.told) == (2, 1)


def test_the_two_error_rates_are_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run_on(monkeypatch, *holed("a misconception that passes"))
    said = capsys.readouterr().out
    assert "- Wrong and accepted: 1 of 4 tried." in said
    assert "- Right and refused: 0 of 2 tried." in said
    assert "of wrong answers that nobody coded: " in said


def test_part_of_the_points_for_nothing_is_a_fault_too() -> None:
    exercise = Exercise(zero_when_small, "99_made_up", {"x": "n"}, Like("x"))
    exercise.cases(lambda rng: iter([Case("small", (rng.uniform(0, 1, 3),))]))
    exercise.cases(lambda rng: iter([Case("large", (np.full(3, 9.0),), aspect="large")]))
    row = audited({"zero_when_small": exercise}, [], [])[0]
    assert row.floor == 0.75
    assert "0 everywhere earns 75% of the points" in row.faults


def zero_when_small(x: Any) -> Any:
    return x * (x > 1)


def test_as_json_it_says_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_on(monkeypatch, *holed("a misconception with another's name"), json=True) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["rows"][0]["faults"] == ["D.4 is called D.1"]
    assert told["missed"] == ["only 66.7% of the misconceptions are named"]
    assert told["import_seconds"] == 0.1


def test_a_time_over_its_limit_is_told_and_counts_only_when_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "CHECK", 0.0)
    monkeypatch.setattr(audit, "WRONG", 0.0)
    monkeypatch.setattr(audit, "LESSON", 0.0)
    monkeypatch.setattr(audit, "IMPORT", 0.0)
    assert run_on(monkeypatch, small_bank()) == 0
    assert run_on(monkeypatch, small_bank(), timing=True) == 1
    said = capsys.readouterr().out
    assert said.count(" ⏱") == 8  # two times in the row and in the one of all, twice
    for words in ("check.double: ", "double, wrong: ", "all of 99_made_up: ", "the import: 0.10 s"):
        assert words in said


def test_the_times_of_a_lesson_are_added() -> None:
    rows = [Row("a", "one", milliseconds=40), Row("b", "one", milliseconds=30)]
    rows.append(Row("c", "two", milliseconds=9))
    assert audit._lessons(rows) == {"one": 70, "two": 9}
    late = audit._late(rows, 0.0)
    assert "all of one: 70 ms" in late
    assert not any("two" in one or "check.c" in one for one in late)


def test_the_import_of_check_is_measured() -> None:
    assert 0 < audit._import_seconds() < 30


def test_the_contracts_are_those_of_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.run(options(contracts=True, json=True)) == 0
    told = json.loads(capsys.readouterr().out)
    assert {one["name"] for one in told} == set(dir(check)) - set(check.__all__)
    margin = next(one for one in told if one["name"] == "margin")
    assert margin == {
        "name": "margin",
        "lesson": "02_perceptron",
        "signature": "margin(w, b, X, y)",
        "takes": {"w": "n", "b": "", "X": "m n", "y": "m"},
        "returns": "number",
        "shortcuts": ["nnlib.perceptron.margin"],
    }


def test_the_contracts_are_a_table_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.run(options(contracts=True)) == 0
    said = capsys.readouterr().out
    assert "w: n, b: number, X: m n, y: m" in said
    assert len(said.splitlines()) == len(exercises()) + 2


def test_an_answer_without_work_has_every_declared_form() -> None:
    context = Context({"n": 3, "L": 2}, {"x": (4, 1)})
    forms = [Number(), Number(whole=True), Array("n 5 t"), Like("x"), ListOf(Array("n"), "L")]
    for form in [*forms, Record(a=Number(), w=ListOf(Array("n t"), "K"))]:
        form.read(floor._shaped(form, context, np.zeros), context, "it")
    noise = floor._shaped(Number(whole=True), context, lambda shape: np.full(shape, 0.7))
    assert noise == 1


def test_the_readme_shows_a_row_for_every_exercise_and_no_other() -> None:
    text = (ROOT / "autograder" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) +\| \d\d_\w+ +\| \d+ of", text, re.M)
    assert sorted(rows) == sorted(exercises())
    assert "Every target is reached." in text


@pytest.fixture
def _one_unexplained(monkeypatch: pytest.MonkeyPatch) -> None:
    """`l1_subgrad` has one mutant that survives; the list of reasons is cut by its rows."""
    monkeypatch.setattr(gate, "explained", lambda: {("l1_subgrad", OWN, "gone", "a -> b"): "why"})
    monkeypatch.setattr(gate, "SEEDS", (0,))
    mutant = Mutant("return x", "x -> y", "")
    monkeypatch.setattr(gate, "survivors", lambda answer, seeds: [Survivor(answer, mutant, 0)])


@pytest.mark.usefixtures("_one_unexplained")
def test_a_mutant_that_survives_and_nobody_explains_is_told_and_ends_with_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert audit.run(options(names=["l1_subgrad"], mutants=True, own=True)) == 1
    said = capsys.readouterr().out
    assert "SURVIVED, and nobody says why: l1_subgrad, the lesson's own: `x -> y`" in said
    assert "listed without need: l1_subgrad | the lesson's own | gone | a -> b" in said
    assert "1 survive, and nobody says why." in said


def test_where_every_survivor_is_explained_the_gate_ends_with_0(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "survivors", lambda answer, seeds: [])
    monkeypatch.setattr(gate, "explained", dict)
    assert audit.run(options(names=["l1_subgrad"], mutants=True, own=True)) == 0
    assert "mutants of 1 answers: 0 survive" in capsys.readouterr().out
