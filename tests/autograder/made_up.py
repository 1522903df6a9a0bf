"""Made-up exercises for the tests of the engine, and what they say of an answer.

`python3 -m autograder mutate` changes the engine one place at a time and asks whether the tests
that use them notice.
"""

from typing import Any

import numpy as np

from autograder.check.deadline import Watcher
from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from autograder.check.judge import Verdict, judge
from autograder.check.observe import Observer, Outcome

F32, F64 = np.float32, np.float64


def double(x: Any) -> Any:
    return 2 * np.asarray(x)


def made_up(*cases: Case, reference: Any = double, takes: Any = None, **rest: Any) -> Exercise:
    """An exercise with exactly these inputs; without any, x = (1, 2) and x = (3, 4, 5)."""
    rest.setdefault("returns", Array("n"))
    exercise = Exercise(reference, "99_made_up", takes or {"x": "n"}, **rest)
    wanted = cases or (Case("two", (np.array([1.0, 2]),)), Case("three", (np.array([3.0, 4, 5]),)))
    exercise.cases(lambda rng: iter(wanted))
    return exercise


def observed(exercise: Exercise, answer: Any) -> list[Outcome]:
    with Watcher() as watcher:
        observer = Observer(exercise, answer, watcher)
        return [observer.observe(case) for case in exercise.draw("visible", 0)]


def verdict_on(answer: Any, exercise: Exercise | None = None, suite: str = "visible") -> Verdict:
    return judge(exercise or made_up(), answer, suite, 0)
