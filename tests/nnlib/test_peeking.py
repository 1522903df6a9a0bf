"""A door that counts, and three ways to foretell coins: exact values, bounds, and leaks."""

from itertools import product

import numpy as np
import pytest

from nnlib.generalise import kfold
from nnlib.peeking import (
    Door,
    best_columns,
    best_of,
    best_of_at_most,
    foretell,
    neighbour_right,
    wrong_sign,
)


def test_the_door_counts_who_asks_something_new():
    door = Door(np.zeros((4, 1)), [1, -1, 1, -1])
    assert door.looks == 0
    assert door.error([1, 1, 1, 1]) == 0.5
    assert door.error([1.0, -2, 3, -4]) == 0
    assert door.error([1, 1, 1, 1]) == 0.5
    assert door.looks == 2


def test_the_labels_do_not_stand_outside_the_door():
    door = Door(np.zeros((3, 2)), [1, 1, -1])
    assert [name for name in vars(door) if not name.startswith("_")] == ["X"]
    with pytest.raises(ValueError, match=r"^Door.error: y_hat has shape \(2,\)"):
        door.error([1, 1])


def test_the_door_takes_another_loss():
    door = Door(np.zeros((2, 1)), [1.0, 3.0], lambda y_hat, y: (y_hat - y) ** 2)
    assert door.error([0, 0]) == 5


def test_an_answer_of_0_is_on_no_side():
    np.testing.assert_array_equal(
        wrong_sign(np.array([2.0, -1, 0]), np.array([1, 1, 1])), [0, 1, 1]
    )


@pytest.mark.parametrize(("k", "n"), [(1, 3), (2, 3), (3, 2)])
def test_the_best_of_k_is_the_mean_over_all_worlds(k, n):
    worlds = product(*[list(product([0, 1], repeat=n))] * k)
    best = [max(sum(rule) for rule in world) / n for world in worlds]
    assert best_of(k, n) == pytest.approx(np.mean(best))


def test_the_best_of_k_never_passes_its_bound():
    for n in (1, 10, 100):
        for k in (1, 2, 5, 30, 1000):
            assert best_of(k, n) <= best_of_at_most(k, n) + 1e-12
    assert best_of(1, 100) == pytest.approx(0.5)


def test_columns_are_taken_by_the_size_of_their_product_with_the_labels():
    X = np.array([[1.0, 0, -3, 2], [0, 1, 3, 1]])
    np.testing.assert_array_equal(best_columns(X, [1, -1], 2), [2, 0])


def test_picking_before_the_split_foretells_coins_and_after_it_does_not():
    rng = np.random.default_rng(3)
    leak, honest = (np.mean([foretell(rng, way) for _ in range(40)]) for way in (True, False))
    assert leak > 0.7
    assert abs(honest - 0.5) < 0.05


def test_the_nearest_neighbour_is_looked_for_outside_of_the_fold():
    X, y = np.array([[0.0], [0.1], [5.0], [5.1]]), np.array([1, 1, -1, -1])
    assert neighbour_right(X, y, [np.array([0, 2]), np.array([1, 3])]) == 1
    assert neighbour_right(X, y, [np.array([0, 1]), np.array([2, 3])]) == 0


def test_a_fold_as_where_gives_it_counts_like_its_rows():
    X, y = np.array([[0.0], [0.1], [5.0], [5.1]]), np.array([1, 1, -1, -1])
    folds = [np.where([True, False, True, False]), np.where([False, True, False, True])]
    assert neighbour_right(X, y, folds) == 1


def test_the_nearest_neighbour_knows_nothing_of_coins():
    rng = np.random.default_rng(5)
    X, y = rng.normal(size=(400, 6)), rng.choice([-1, 1], 400)
    assert abs(neighbour_right(X, y, kfold(400, 5, rng)) - 0.5) < 0.08
