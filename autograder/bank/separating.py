"""An input that tells a mutant from the answer it was made of, if hypothesis finds one.

A survivor may be called equivalent only where none is found. The inputs are those that the
exercise draws under any seed, moved within its contract: some of the rows, in any order and some
of them twice; another scale; whole numbers; an argument that is 0. One separates where the check
would accept the answer on it, and refuse the mutant.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from autograder.bank.asked import Answer, written
from autograder.check.bank import exercises
from autograder.check.deadline import Watcher
from autograder.check.exercise import Case, Exercise
from autograder.check.judge import problem_with
from autograder.check.observe import Observer

__all__ = ["separating"]

TRIED = 200
SCALES = (-1.0, 1e-3, 1e3, 1e-8)
HUGE = 1e6  # what infinity becomes before it is scaled


def separating(answer: Answer, mutant: str) -> Case | None:
    """The input, or None; the same for every call."""
    exercise = exercises()[answer.exercise]
    right, other = written(answer, answer.text), written(answer, mutant)
    if right is None or other is None:
        return None
    careful = settings(
        max_examples=TRIED,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    try:
        return find(
            _moved(exercise), lambda case: _tells(exercise, case, right, other), settings=careful
        )
    except NoSuchExample:
        return None


def _tells(exercise: Exercise, case: Case, right: Any, other: Any) -> bool:
    with Watcher() as watcher, np.errstate(all="ignore"):
        try:
            mine = problem_with(exercise, case, Observer(exercise, right, watcher).observe(case))
        except Exception:
            return False  # an input that the reference itself cannot be asked
        theirs = Observer(exercise, other, watcher).observe(case)
        return mine is None and problem_with(exercise, case, theirs) is not None


@st.composite
def _moved(draw: st.DrawFn, exercise: Exercise) -> Case:
    cases = exercise.draw("hidden", draw(st.integers(0, 40)))
    case = cases[draw(st.integers(0, len(cases) - 1))]
    way = draw(st.sampled_from(["as it is", "rows", "scale", "whole", "zero"]))
    arrays = [k for k, value in enumerate(case.args) if isinstance(value, np.ndarray)]
    if way == "as it is" or not arrays:
        return replace(case, known={})
    if way == "rows":
        first = next(iter(exercise.takes.values())).split()[:1]
        along = [k for k in arrays if list(exercise.takes.values())[k].split()[:1] == first]
        size = len(case.args[along[0]]) if along and first else 0
        if not size or any(len(case.args[k]) != size for k in along):
            return replace(case, known={})
        rows = draw(st.lists(st.integers(0, size - 1), min_size=1, max_size=2 * size))
        return _with(case, {k: case.args[k][rows] for k in along})
    at = draw(st.sampled_from(arrays))
    value = np.nan_to_num(case.args[at], posinf=HUGE, neginf=-HUGE)
    if way == "scale":
        return _with(case, {at: value * draw(st.sampled_from(SCALES))})
    return _with(case, {at: np.round(value).astype(int) if way == "whole" else 0 * value})


def _with(case: Case, changed: dict[int, Any]) -> Case:
    args = tuple(changed.get(k, value) for k, value in enumerate(case.args))
    return replace(case, args=args, known={})
