"""Of an answer with thousands of numbers a few hundred are compared, and its shape."""

import pickle

import numpy as np
import pytest

from autograder.check import stored
from autograder.check.bank import exercises
from autograder.check.compare import difference
from autograder.check.exercise import Exercise
from autograder.check.judge import judge
from autograder.check.seeds import FIXED
from autograder.check.thinned import thinned

WHOLE = np.random.default_rng(0).normal(size=(60, 150))


def test_a_small_answer_is_left_as_it_is():
    small = np.arange(6.0).reshape(2, 3)
    assert thinned(small) is small
    assert thinned({"a": small}) == {"a": small}


def test_a_large_one_keeps_few_of_its_numbers_and_their_dtype():
    ((_, kept),) = thinned(WHOLE.astype(np.float32)).items()
    assert kept.dtype == np.float32
    assert len(pickle.dumps(thinned(WHOLE))) < len(pickle.dumps(WHOLE)) / 30


def test_thinning_twice_is_thinning_once():
    once = thinned({"W": WHOLE, "b": WHOLE[0]})
    assert difference(thinned(once), once) is None


def test_places_lie_in_every_row():
    rows = np.repeat(np.arange(60), 150).reshape(60, 150)
    ((_, kept),) = thinned(rows).items()
    assert set(kept) == set(range(60))


@pytest.mark.parametrize("other", [WHOLE.T, WHOLE.reshape(150, 60), 2 * WHOLE, WHOLE[::-1]])
def test_another_answer_differs_where_it_is_thinned(other):
    assert difference(thinned(other), thinned(WHOLE)) is not None


@pytest.mark.parametrize("name", ["glorot_init", "he_init", "mended_start"])
def test_drawn_weights_are_stored_small_and_each_mistake_keeps_its_name(name, tmp_path):
    whole = exercises()[name]
    place = tmp_path / f"{name}.stored"
    stored.write(whole, place)
    assert place.stat().st_size < 200_000
    left = Exercise(whole.reference, whole.lesson, whole.takes, whole.returns, whole.shortcuts)
    left.judge = whole.judge
    stored.read(left, str(tmp_path / f"{name}.py"))
    for mistake in whole.misconceptions:
        home = judge(left, mistake.answer, "visible", FIXED)
        assert home.misconception == mistake.id
        assert home == judge(whole, mistake.answer, "visible", FIXED)
