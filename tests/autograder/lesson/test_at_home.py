"""A student's package: no reference of our own, no hidden input, no page of mistakes; same answers.

Beside the clone's exercises stand, in the same process, those that a student has at home.
"""

import ast
import importlib
import inspect
import sys
import zipfile
from functools import cache
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.bank import load
from autograder.check import bank
from autograder.check.exercise import Exercise
from autograder.check.judge import Verdict, judge
from autograder.check.seeds import FIXED
from autograder.environment import ROOT

HERE = "autograder.exercises"
CLONE = bank.exercises()
OURS = sorted(name for name, one in CLONE.items() if one.reference.__module__.startswith(HERE))
# Inputs that are functions made on the way: no data, so their visible generator is at home.
DRAWN_AT_HOME = ["build_relu_net", "build_step_net", "empirical_risk", "fit_within"]
DRAWN_AT_HOME += ["gradient_check", "monte_carlo_risk", "numeric_gradient", "sgd_run"]
OTHERS = [entry for entries in load() for entry in entries]
STEP = 6  # of the answers that are known, the ordinary suite tries one in so many


@pytest.fixture(scope="module")
def built(tmp_path_factory, students_wheel):
    """The exercises as they lie in the package, after the cut."""
    folder = tmp_path_factory.mktemp("built")
    with zipfile.ZipFile(students_wheel) as package:
        package.extractall(folder)
    return folder / "autograder" / "exercises"


@pytest.fixture(scope="module")
def home(built):
    """name -> exercise, as `check` has them at a student's."""
    aside = {name: sys.modules.pop(name) for name in list(sys.modules) if name.startswith(HERE)}
    package = ModuleType(HERE)
    package.__path__ = [str(built)]
    sys.modules[HERE] = package
    try:
        found = {name: importlib.import_module(bank.names()[name]).exercise for name in CLONE}
        for exercise in found.values():
            assert exercise.misconceptions  # read while its own module is in its place
        yield found
    finally:
        for name in [name for name in sys.modules if name.startswith(HERE)]:
            del sys.modules[name]
        sys.modules.update(aside)


def body_of(function: object) -> list[str]:
    """The statements of a function, each as a text; its docstring is no statement of it."""
    tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(inspect.unwrap(function))))
    steps = tree.body[0].body
    told = isinstance(steps[0], ast.Expr) and isinstance(steps[0].value, ast.Constant)
    return [ast.unparse(step) for step in steps[told:]]


@cache
def texts(folder: Path) -> str:
    """All Python of the students' exercises in the spelling of `ast.unparse`, without indents."""
    trees = [ast.unparse(ast.parse(path.read_text())) for path in sorted(folder.rglob("*.py"))]
    return squeezed("\n".join(trees))


def squeezed(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines())


def helpers(function: object) -> list[object]:
    """The functions of the exercises that a function calls, by itself or through others."""
    found, todo = [], [function]
    while todo:
        code = inspect.unwrap(todo.pop())
        for name in code.__code__.co_names:
            other = code.__globals__.get(name)
            ours = inspect.isfunction(other) and other.__module__.startswith(HERE)
            if ours and other not in found:
                found.append(other)
                todo.append(other)
    return found


@pytest.mark.parametrize("name", OURS)
def test_no_reference_and_no_helper_of_one_is_in_the_students_package(built, name):
    everything = texts(built)
    for function in (CLONE[name].reference, *helpers(CLONE[name].reference)):
        assert squeezed("\n".join(body_of(function))) not in everything, function
    stored = b"".join(path.read_bytes() for path in built.rglob("*.stored"))
    assert body_of(CLONE[name].reference)[-1].encode() not in stored


def test_the_search_finds_a_reference_where_there_is_one():
    everything = texts(ROOT / "autograder" / "exercises")
    assert all(squeezed("\n".join(body_of(CLONE[x].reference))) in everything for x in OURS)


def test_no_hidden_generator_is_in_the_students_package(built):
    everything = texts(built)
    hidden = {make for exercise in CLONE.values() for make in exercise.hidden}
    assert len(hidden) > 30
    for make in hidden:
        assert squeezed("\n".join(body_of(make))) not in everything, make


def test_no_page_of_mistakes_is_in_the_students_package(built):
    assert ".mistakes" not in texts(built)
    assert ".hidden_cases" not in texts(built)
    hints = [m.hint for exercise in CLONE.values() for m in exercise.misconceptions]
    everything = texts(built)
    assert not [hint for hint in hints if hint in everything]


def test_the_source_of_an_exercise_at_home_shows_no_answer(built, home):
    for name in OURS:
        path = Path(built, *bank.names()[name].split(".")[2:]).with_suffix(".py")
        (stub,) = [x for x in ast.parse(path.read_text()).body if getattr(x, "name", "") == name]
        assert [ast.unparse(step) for step in stub.body] == ["raise NotImplementedError"]
        with pytest.raises(NotImplementedError):
            home[name].reference(*[None] * len(home[name].takes))


def test_inputs_that_are_data_are_stored_and_their_generators_left_out(built):
    kept = [path.stem for path in built.rglob("*.py") if "exercise.cases" in path.read_text()]
    assert sorted(kept) == DRAWN_AT_HOME


def test_the_hidden_suite_at_home_is_refused_in_a_sentence(home):
    for suite, seed in [("hidden", FIXED), ("visible", FIXED + 1)]:
        with pytest.raises(ValueError, match=r"check.margin: the hidden inputs are in the clone"):
            judge(home["margin"], lambda w, b, X, y: 0.0, suite, seed)


def answers(name: str) -> list[object]:
    known = [m.answer for m in CLONE[name].misconceptions]
    return [CLONE[name].reference, *known, *(e.answer for e in OTHERS if e.exercise == name)]


def verdict_of(exercise: Exercise, answer: Any, monkeypatch: pytest.MonkeyPatch) -> Verdict:
    """The verdict on the visible inputs; an answer that rolls dice rolls the same ones here."""
    seeds, drawn = count(), np.random.default_rng
    np.random.seed(0)  # noqa: NPY002
    with monkeypatch.context() as dice:
        dice.setattr("numpy.random.default_rng", lambda *s: drawn(*(s or [next(seeds)])))
        return judge(exercise, answer, "visible", FIXED)


def differing(home: dict[str, Exercise], step: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found, tried = [], 0
    for name in CLONE:
        for answer in answers(name)[::step]:
            tried += 1
            ours, theirs = (verdict_of(x[name], answer, monkeypatch) for x in (CLONE, home))
            if ours != theirs:
                found.append(f"{name}: {ours} here, {theirs} at home")
    assert tried >= len(CLONE)
    return found


def test_a_check_at_home_says_what_it_says_here_of_a_part_of_all_known_answers(home, monkeypatch):
    assert differing(home, STEP, monkeypatch) == []


@pytest.mark.slow
def test_a_check_at_home_says_what_it_says_here_of_every_known_answer(home, monkeypatch):
    assert differing(home, 1, monkeypatch) == []
