"""A right answer is right however it was rounded: another precision, order, number of threads.

Every reference and every unusual right answer of the bank is computed once more, in another way
that is as good, and must pass.
"""

import functools
import math
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.bank import Entry, load
from autograder.check.bank import exercises
from autograder.check.compare import Tolerance
from autograder.check.deadline import Watcher
from autograder.check.exercise import Exercise, Fault
from autograder.check.judge import problem_with
from autograder.check.observe import Observer, Outcome

ROOT = Path(__file__).resolve().parents[3]
BANK = exercises()
REFERENCES = [Entry(name, "the reference", one.reference) for name, one in BANK.items()]
ENTRIES = [*REFERENCES, *load()[0]]
SEEDS = (1957, 0, 1, 2)

Answer = Callable[..., Any]


def in_dtype(value: Any, dtype: Any) -> Any:
    """The same value with all its floats in another dtype."""
    if isinstance(value, list | tuple):
        return type(value)(in_dtype(part, dtype) for part in value)
    if isinstance(value, float | np.floating):
        return dtype(value)
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value.astype(dtype)
    return value


def summed(values: Any, axis: Any = None, keepdims: bool = False, **options: Any) -> Any:
    """`np.sum`, backwards and without any rounding on the way."""
    values = np.asarray(values)
    if options or not values.size or values.dtype.kind != "f" or not np.isfinite(values).all():
        return np.add.reduce(values, axis=axis, keepdims=keepdims, **options)
    axes = (
        tuple(range(values.ndim)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    )
    axes = tuple(a % values.ndim for a in axes)
    total = np.moveaxis(values, axes, range(len(axes))).reshape(-1, *np.delete(values.shape, axes))
    exact = np.array([math.fsum(row) for row in total.reshape(len(total), -1)[::-1].T.tolist()])
    shape = [1 if a in axes else n for a, n in enumerate(values.shape)]
    kept = exact.reshape(shape).astype(values.dtype)
    return kept if keepdims else np.squeeze(kept, axis=axes)[()]


def averaged(values: Any, axis: Any = None, keepdims: bool = False, **options: Any) -> Any:
    """`np.mean` of exact sums."""
    total = summed(values, axis, keepdims, **options)
    return total / (np.size(values) / max(np.size(total), 1))


@contextmanager
def exact_sums() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(np, "sum", summed)
        patch.setattr(np, "mean", averaged)
        yield


def rounded_to_float32(answer: Answer) -> Answer:
    @functools.wraps(answer)
    def rounded(*args: Any) -> Any:
        return in_dtype(answer(*args), np.float32)

    return rounded


def with_exact_sums(answer: Answer) -> Answer:
    @functools.wraps(answer)
    def exact(*args: Any) -> Any:
        with exact_sums():
            return answer(*args)

    return exact


def in_long_double(answer: Answer) -> Answer:
    """More digits where a machine has them; without the BLAS in any case, so in another order."""

    @functools.wraps(answer)
    def long(*args: Any) -> Any:
        try:
            return answer(*in_dtype(args, np.longdouble))
        except TypeError:  # numpy's linear algebra has no long doubles
            return answer(*args)

    return long


def outcomes_of(exercise: Exercise, answer: Answer, seed: int) -> list[Outcome]:
    """What an answer does with the hidden inputs of one seed."""
    with Watcher() as watcher:
        observer = Observer(exercise, answer, watcher)
        return [observer.observe(case) for case in exercise.draw("hidden", seed)]


def problem(exercise: Exercise, answer: Answer, seed: int) -> Fault | None:
    """The first fault; `judge` would see that the reference is called, so it is not asked."""
    cases, outcomes = exercise.draw("hidden", seed), outcomes_of(exercise, answer, seed)
    found = (problem_with(exercise, c, o) for c, o in zip(cases, outcomes, strict=True))
    return next((fault for fault in found if fault), None)


WAYS = [rounded_to_float32, with_exact_sums, in_long_double]


@pytest.mark.parametrize("name", BANK)
def test_right_answers_with_another_rounding_are_accepted(name: str) -> None:
    refused = [
        (entry.what, way.__name__, seed, fault)
        for seed in SEEDS  # all answers on one seed before the next: it keeps what it works out
        for entry in ENTRIES
        if entry.exercise == name
        for way in WAYS
        if (fault := problem(BANK[name], way(entry.answer), seed))
    ]
    assert refused == []


def test_without_room_for_rounding_some_of_them_would_be_refused() -> None:
    refused = {way.__name__: 0 for way in WAYS[1:]}
    for name in ("margin", "mistake_bound", "proof_trace"):
        strict = replace(BANK[name], tolerance=Tolerance(0.0, 0.0))
        for way in WAYS[1:]:
            found = [problem(strict, way(strict.reference), seed) for seed in SEEDS]
            refused[way.__name__] += any(found)
    assert refused["in_long_double"]


def test_a_sum_without_rounding_is_that_of_numpy(rng: np.random.Generator) -> None:
    values = rng.normal(size=(3, 4, 5))
    for axis in (None, 0, 1, -1, (0, 2), (-1, 0)):
        for keepdims in (False, True):
            for exact, plain in ((summed, np.sum), (averaged, np.mean)):
                got, wanted = exact(values, axis, keepdims), plain(values, axis, keepdims=keepdims)
                assert np.shape(got) == np.shape(wanted)
                np.testing.assert_allclose(got, wanted, rtol=1e-12, atol=1e-13)
    assert summed([1e16, 1.0, -1e16]) == 1.0


# Nearly right, in float32

COMPARED = [name for name, e in BANK.items() if e.judge is None and e.behaviour is None]
WHOLE = {"count_params", "count_macs", "cache_bytes", "width_for_tolerance", "step"}


def in_float32(value: Any, change: Answer) -> Any:
    """An answer with each of its arrays changed, in float32."""
    if isinstance(value, dict):
        return {name: in_float32(part, change) for name, part in value.items()}
    return np.asarray(change(value), np.float32)


def refused(name: str, change: Answer, seed: int) -> bool:
    """Is one of the right answers to the hidden cases refused, when it is changed?"""
    exercise = BANK[name]
    cases = [case for case in exercise.draw("hidden", seed) if not case.may_refuse]
    got = [Outcome(value=in_float32(exercise.wanted(case), change)) for case in cases]
    return any(problem_with(exercise, *pair) for pair in zip(cases, got, strict=True))


@pytest.mark.parametrize("name", sorted(set(COMPARED) - WHOLE))
def test_nine_millionths_off_is_wrong_in_float32_too(name: str) -> None:
    for seed in SEEDS:
        assert refused(name, lambda value: value * (1 + 9e-6), seed)


@pytest.mark.parametrize("name", ["tanh_prime", "logistic_loss", "margin", "delta_output"])
def test_five_digits_are_not_enough_in_float32(name: str) -> None:
    five = np.vectorize(lambda x: float(f"{x:.5g}"), otypes=[float])
    for seed in SEEDS:
        assert refused(name, five, seed)


# Another number of BLAS threads


OTHER = "2" if os.environ.get("OPENBLAS_NUM_THREADS") == "1" else "1"


def answers_of_the_bank() -> dict[int, list[list[Outcome]]]:
    """What every entry does with the inputs of every seed."""
    return {
        seed: [outcomes_of(BANK[e.exercise], e.answer, seed) for e in ENTRIES] for seed in SEEDS
    }


def test_right_answers_of_a_process_with_another_number_of_threads_are_accepted(
    tmp_path: Path,
) -> None:
    path = tmp_path / "answers.pickle"
    env = {**os.environ, "OPENBLAS_NUM_THREADS": OTHER, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, __file__, str(path)], env=env, cwd=ROOT, check=True)
    by_seed = pickle.loads(path.read_bytes())
    assert list(by_seed) == list(SEEDS)
    for seed, answers in by_seed.items():
        for entry, outcomes in zip(ENTRIES, answers, strict=True):
            exercise = BANK[entry.exercise]
            for case, outcome in zip(exercise.draw("hidden", seed), outcomes, strict=True):
                assert problem_with(exercise, case, outcome) is None, (entry.what, seed, case.note)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(pickle.dumps(answers_of_the_bank()))
