"""An exercise that lives on what is stored of it answers as the whole one does."""

import numpy as np
import pytest

from autograder.check import stored
from autograder.check.bank import exercises
from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number
from autograder.check.judge import judge
from autograder.check.seeds import FIXED

BANK = exercises()


def margin(w, b, X, y):
    raise NotImplementedError


@pytest.fixture
def home(tmp_path):
    """`margin` without generators, mistakes and reference, beside what is stored of it."""
    whole = BANK["margin"]
    assert stored.write(whole, tmp_path / "margin.stored") == set()
    left = Exercise(margin, whole.lesson, whole.takes, whole.returns, whole.shortcuts)
    stored.read(left, str(tmp_path / "margin.py"))
    return left


def test_right_and_wrong_answers_get_the_same_verdict_and_name(home):
    whole = BANK["margin"]
    answers = [whole.reference, *(m.answer for m in whole.misconceptions), lambda w, b, X, y: 1.5]
    verdicts = [judge(home, answer, "visible", FIXED) for answer in answers]
    assert verdicts[1:] == [judge(whole, answer, "visible", FIXED) for answer in answers[1:]]
    known = [m.id for m in whole.misconceptions]
    assert [v.misconception for v in verdicts] == [None, *known, None]
    assert [m.hint for m in home.misconceptions] == [m.hint for m in whole.misconceptions]


def test_single_precision_is_judged_without_the_reference(home):
    def single(w, b, X, y):
        return np.float32(np.min(y * (X @ w + b)) / np.linalg.norm(w))

    assert judge(home, single, "visible", FIXED) == judge(BANK["margin"], single, "visible", FIXED)


@pytest.mark.parametrize(("suite", "seed"), [("hidden", FIXED), ("visible", 0)])
def test_other_inputs_are_refused_in_a_sentence(home, suite, seed):
    with pytest.raises(ValueError, match=r"check.margin: the hidden inputs are in the clone alone"):
        home.draw(suite, seed)


def test_mistakes_are_read_when_one_is_asked_for(home):
    assert home.known == []
    assert home.misconceptions
    assert home.unread == []


def test_functions_of_the_exercises_are_stored_by_their_place(tmp_path):
    named = stored.write(BANK["backprop"], tmp_path / "backprop.stored")
    shared = "autograder.exercises.lesson_08.shared"
    assert named == {(shared, "cubic"), (shared, "cubic_prime")}


def test_a_function_made_on_the_way_leaves_the_generator_in_its_place(tmp_path):
    def total(f):
        return sum(map(f, range(3)))

    whole = Exercise(total, "a lesson", {"f": "function"}, Number())
    slope = BANK["gradient_check"].draw("visible", FIXED)[0].args[0]  # a closure of an exercise's
    whole.cases(lambda rng: iter([Case("a curve", (slope,))]))
    whole.judged_by(lambda answer, f: None)
    assert stored.write(whole, tmp_path / "total.stored") is None
    left = Exercise(total, "a lesson", {"f": "function"}, Number(), visible=whole.visible)
    stored.read(left, str(tmp_path / "total.py"))
    assert [case.note for case in left.draw("visible", FIXED)] == ["a curve"]


def test_what_chance_gave_is_not_stored_and_what_was_said_without_its_numbers(tmp_path):
    def half(x):
        return x / 2

    whole = Exercise(half, "a lesson", {"x": ""}, Number())
    whole.cases(lambda rng: iter([Case("one", (1.0,))]))

    @whole.misconception("chance", "Roll no dice.")
    def _(x):
        return np.random.default_rng().normal()

    @whole.misconception("stop", "Do not stop.")
    def _(x):
        raise KeyError("at 0x7f00")

    stored.write(whole, tmp_path / "half.stored")
    left = Exercise(half, "a lesson", {"x": ""}, Number())
    stored.read(left, str(tmp_path / "half.py"))
    assert [m.id for m in left.misconceptions] == ["chance", "stop"]
    (case,) = left.draw("visible", FIXED)
    assert case.known[0].unstable
    assert case.known[0].value is None
    assert case.known[1].raised == ("KeyError", "'at '")
