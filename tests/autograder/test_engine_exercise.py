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
    assert exercise.seen_as(one) is one
    assert exercise.misconception("M.1", "Not this.")(one) is one
    assert (exercise.visible, exercise.hidden) == ([one], [one])
    assert (exercise.judge, exercise.behaviour) == (one, one)
    assert exercise.misconceptions == [Misconception("M.1", "Not this.", one)]


def test_the_hidden_suite_has_all_that_is_visible_and_more() -> None:
    exercise = made_up(Case("seen", ([1.0],)))
    exercise.hidden_cases(lambda rng: iter([Case("unseen", (rng.normal(size=2),))]))
    assert [case.note for case in exercise.draw("visible", 0)] == ["seen"]
    assert [case.note for case in exercise.draw("hidden", 0)] == ["seen", "unseen"]
    first, again, other = (exercise.draw("hidden", seed)[1].args[0] for seed in (0, 0, 1))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


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
