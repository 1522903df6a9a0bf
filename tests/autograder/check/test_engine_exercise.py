"""One exercise: its decorators, its two suites, and what it knows of its arguments."""

from typing import Any

import numpy as np
import pytest
from made_up import double, made_up

from autograder.check.exercise import Case, Exercise, Misconception
from autograder.check.forms import Array


def test_a_decorator_keeps_a_function_and_leaves_its_name_alone() -> None:
    exercise = Exercise(double, "99_made_up", {"x": "n"}, Array("n"))

    def one(*args: Any) -> Any:
        return iter([])

    assert exercise.cases(one) is one
    assert exercise.hidden_cases(one) is one
    assert exercise.judged_by(one) is one
    assert exercise.judged_knowing(one) is one
    assert exercise.seen_as(one) is one
    assert exercise.misconception("M.1", "Not this.")(one) is one
    assert (exercise.visible, exercise.hidden) == ([one], [one])
    assert (exercise.judge, exercise.given, exercise.behaviour) == (one, one, one)
    assert exercise.misconceptions == [Misconception("M.1", "Not this.", one)]


def test_the_hidden_suite_has_all_that_is_visible_and_more() -> None:
    exercise = made_up(Case("seen", ([1.0],)))
    exercise.hidden_cases(lambda rng: iter([Case("unseen", (rng.normal(size=2),))]))
    assert [case.note for case in exercise.draw("visible", 0)] == ["seen"]
    assert [case.note for case in exercise.draw("hidden", 0)] == ["seen", "unseen"]
    first, other = (exercise.draw("hidden", seed)[1].args[0] for seed in (0, 1))
    exercise.drawn.clear()
    assert np.array_equal(first, exercise.draw("hidden", 0)[1].args[0])
    assert not np.array_equal(first, other)


def test_inputs_are_drawn_once_and_both_suites_share_them() -> None:
    exercise = made_up()
    seen = exercise.draw("visible", 0)
    assert exercise.draw("visible", 0) is seen
    assert exercise.draw("hidden", 0)[:2] == seen
    exercise.cases(lambda rng: iter([Case("one more", ([1.0],))]))
    assert [len(exercise.draw(suite, 0)) for suite in ("visible", "hidden")] == [3, 3]
    exercise.hidden_cases(lambda rng: iter([Case("hidden", ([1.0],))]))
    assert [len(exercise.draw(suite, 0)) for suite in ("visible", "hidden")] == [3, 4]


def test_what_was_worked_out_is_not_part_of_how_a_case_or_an_exercise_is_shown() -> None:
    exercise = made_up()
    (case, *_) = exercise.draw("visible", 0)
    exercise.wanted(case)
    assert case.known
    assert "known" not in repr(case)
    assert "drawn" not in repr(exercise)


def test_the_inputs_of_the_last_seeds_only_are_kept() -> None:
    exercise = made_up()
    for seed in range(5):
        exercise.draw("visible", seed)
    assert list(exercise.drawn) == [3, 4]


def test_a_case_is_worked_out_once_and_no_case_knows_what_another_does() -> None:
    asked = []

    def double_and_note(x: Any) -> Any:
        asked.append(x)
        return 2 * x

    case = Case("two", (np.array([1.0, 2]),))
    exercise = made_up(case, reference=double_and_note)
    (drawn,) = exercise.draw("visible", 0)
    assert exercise.wanted(drawn).tolist() == exercise.wanted(drawn).tolist() == [2, 4]
    assert len(asked) == 1
    assert case.known == {}
    assert drawn != case
    assert drawn == drawn


def test_what_is_done_to_the_arguments_of_a_case_stays_there() -> None:
    def spoil(*args: Any) -> Any:
        args[-1][:] = 99
        return args[0]

    exercise = made_up(Case("two", (np.array([1.0, 2]),)), reference=spoil)
    exercise.seen_as(spoil)
    (case,) = exercise.draw("visible", 0)
    assert exercise.wanted(case).tolist() == [99, 99]
    assert case.args[0].tolist() == [1, 2]
    assert case.fresh()[0] is not case.args[0]


@pytest.mark.parametrize(
    ("takes", "args", "sizes", "shapes"),
    [
        ({"X": "m n", "y": "m"}, (np.ones((2, 3)), [1, 2]), {"m": 2, "n": 3}, {"X": (2, 3)}),
        ({"z": "m n", "y": ""}, (np.ones(4), 0.5), {"m": 4}, {"z": (4,), "y": ()}),
        ({"x": "n", "k": "k"}, (np.ones((4, 5)),), {"n": 4}, {"x": (4, 5)}),
        ({"W": "list", "b": "list"}, ([1, 2, 3], [1]), {"L": 3}, {}),
        ({"f": "function", "x": "n"}, (len, np.ones(2)), {"n": 2}, {"x": (2,)}),
    ],
)
def test_the_letters_stand_for_the_sizes_of_the_arguments(
    takes: dict[str, str], args: Any, sizes: dict[str, int], shapes: dict[str, Any]
) -> None:
    context = made_up(takes=takes).context(args)
    assert context.sizes == sizes
    assert shapes.items() <= context.shapes.items()
    assert set(context.shapes) == set(list(takes)[: len(args)]) - {"W", "b", "f"}
