"""What is said of a mistake that nobody coded: the first that is true, from much to little."""

from typing import Any

import numpy as np
from made_up import made_up, observed, verdict_on

from autograder.check.diagnose import THEIRS
from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, Number, Record
from autograder.check.in_general import ENDLESS, LONG, SHAKY, SLOW, hint_in_general
from autograder.check.observe import Outcome


def hint_on(answer: Any, exercise: Exercise) -> str | None:
    cases, outcomes = exercise.draw("visible", 0), observed(exercise, answer)
    return hint_in_general(exercise, cases, outcomes, [True] * len(cases))


def test_what_was_changed_comes_first() -> None:
    def answer(x: Any) -> Any:
        x += 1
        return -2 * x

    assert "+=" in str(hint_on(answer, made_up()))


def test_a_factor_of_everything_comes_before_another_question() -> None:
    assert hint_on(lambda x: -2 * x, made_up()) == "Everything has the opposite sign."


def test_two_ways_of_changing_arguments_have_a_hint_that_holds_for_both() -> None:
    exercise = made_up()
    outcomes = [Outcome(changed=("x",), how=("longer",)), Outcome(changed=("x",), how=("turned",))]
    cases = exercise.draw("visible", 0)
    assert hint_in_general(exercise, cases, outcomes, [True, True]) == THEIRS


def test_a_loop_without_end_and_an_answer_of_two_minds_are_told() -> None:
    exercise = made_up()
    cases = exercise.draw("visible", 0)
    assert hint_in_general(exercise, cases, [Outcome(endless=True)], [True]) == ENDLESS
    seen = [Outcome(value=np.ones(2), unstable=True)] * 2
    assert hint_in_general(exercise, cases, seen, [True, True]) == SHAKY


def pair(x: Any) -> Any:
    return 2 * x, np.sum(x**3)


PAIR = made_up(
    *(Case("some", (np.random.default_rng(n).normal(size=n),)) for n in (3, 5, 6)),
    reference=pair,
    returns=Record(w=Array("n"), total=Number()),
)


def test_the_part_that_is_wrong_is_told_with_what_became_of_it() -> None:
    assert hint_on(lambda x: (2 * x, np.sum(x**3) ** 2), PAIR) == (
        "w came out right on every input. total is the square of what is right."
    )
    assert hint_on(lambda x: (2 * x, np.sum(x**3) * len(x) + x[0]), PAIR) == (
        "w came out right on every input; look at total."
    )


def test_a_phrase_that_is_true_of_all_parts_is_told_once() -> None:
    hint = hint_on(lambda x: tuple(np.round(part, 1) for part in pair(x)), PAIR)
    assert hint == "Each part is what is right, rounded to one digit."


def test_where_nothing_else_is_known_the_inputs_are_told() -> None:
    def answer(x: Any) -> Any:
        return 2 * x if len(x) != 5 else np.cos(x * 77)

    said = "3 of 4 inputs come out right. It fails on: five."
    cases = [Case(f"{n}", (np.random.default_rng(n).normal(size=n),)) for n in (2, 3, 4)]
    five = Case("five", (np.random.default_rng(5).normal(size=5),))
    assert verdict_on(answer, made_up(*cases, five)).hint == said
    judged = made_up(*cases, five)
    judged.judged_by(lambda answer, x: None if np.allclose(answer, 2 * x) else "It is not.")
    assert verdict_on(answer, judged).hint == said


def test_an_answer_without_any_rule_is_told_nothing() -> None:
    assert hint_on(lambda x: 2 * x + np.cos(x * 77), made_up()) is None


def test_at_last_the_direction_is_told() -> None:
    hint = hint_on(lambda x: 3 * x + np.cos(x * 77) ** 2, made_up())
    assert hint == ("Wherever it is wrong it is too large: is something added that should not be?")


def test_what_is_right_on_small_inputs_and_late_on_the_largest_may_only_be_slow() -> None:
    exercise, sizes = made_up(), (3, 2, 9)
    cases = [Case(str(n), (np.ones(n),)) for n in sizes]
    late = [*(Outcome(value=np.ones(n)) for n in sizes[:-1]), Outcome(endless=True)]
    assert hint_in_general(exercise, cases, late, [False, False, True]) == SLOW
    assert hint_in_general(exercise, cases, late, [True, False, True]) == ENDLESS
    assert hint_in_general(exercise, cases[::2][::-1], late[1:], [False, True]) == LONG


def test_the_same_number_everywhere_is_told_before_another_question() -> None:
    cases = Case("a", (np.array([1.0, 2.0, 4.0]),)), Case("b", (np.array([3.0, 5.0, 6.0]),))
    said = hint_on(lambda x: 0 * x + 7, made_up(*cases))
    assert said == "It is 7 everywhere, whatever comes in."


def test_an_answer_that_draws_nothing_is_sent_to_rng() -> None:
    outcomes = [Outcome(value=np.ones(2), idle=("rng",))] * 2
    exercise = made_up()
    said = hint_in_general(exercise, exercise.draw("visible", 0), outcomes, [True, True])
    assert str(said).startswith("Ask rng itself")


def test_the_sides_of_two_parts_are_told_and_of_one_alone_nothing() -> None:
    def wide(x: Any) -> Any:
        low, high = pair(x)
        return low - np.cos(x * 77) ** 2, high + 1 + abs(x[0])

    def wild(x: Any) -> Any:
        low, high = wide(x)
        return low, high + 100 * np.cos(len(x) * np.pi)

    assert hint_on(wide, PAIR_OF_MANY) == (
        "Wherever w is wrong it is too small: is something lost, or left out? "
        "Wherever total is wrong it is too large: is something added that should not be?"
    )
    assert hint_on(wild, PAIR_OF_MANY) is None


PAIR_OF_MANY = made_up(
    *(Case("some", (np.random.default_rng(n).normal(size=n),)) for n in (3, 4, 5, 6, 7, 8)),
    reference=pair,
    returns=Record(w=Array("n"), total=Number()),
)


def test_a_factor_of_each_input_is_told_of_the_part_that_is_off() -> None:
    hint = hint_on(lambda x: (2 * x / np.linalg.norm(x), pair(x)[1]), PAIR)
    assert hint == (
        "total came out right on every input. "
        "Within an input w is off by one factor, and the factor changes from input to input: "
        "with what?"
    )


def test_where_nothing_else_is_known_some_of_the_inputs_are_told() -> None:
    cases = [Case(f"{n}", (np.random.default_rng(n).normal(size=n),)) for n in range(2, 14)]
    answer = lambda x: 2 * x if len(x) % 2 else np.cos(x * 77)  # noqa: E731
    assert verdict_on(answer, made_up(*cases)).hint == (
        "6 of 12 inputs come out right. It fails on 6, among them: 2; 4; 6; 8."
    )
