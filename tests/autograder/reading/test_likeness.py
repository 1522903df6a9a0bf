"""Answers that are alike stand together: a word weighs more the fewer of the class wrote it."""

import numpy as np
import pytest

from autograder.reading.likeness import groups, likeness, same

TEXTS = [
    "The winner stays, because the order of the scores stays.",
    "Everything becomes three times as dear.",
    "The winner stays because the order of the scores stays!",
    "The shares of one patient in a hundred, on average.",
    "Because the order of all scores stays, the winner stays.",
]


def test_the_likeness_of_a_text_to_itself_is_one_and_it_is_mutual():
    alike = likeness(TEXTS)
    np.testing.assert_allclose(alike.diagonal(), 1, atol=1e-6)
    np.testing.assert_allclose(alike, alike.T, atol=1e-6)


def test_signs_and_capitals_make_no_difference_and_no_word_in_common_is_none():
    alike = likeness([*TEXTS, "ÐELTA"])
    assert alike[0, 2] == pytest.approx(1)
    assert alike[5, :5].tolist() == [0] * 5
    assert 0 < alike[0, 4] < 1


def test_a_word_that_all_wrote_counts_less_than_one_that_two_wrote():
    common = likeness(["the a", "the b", "the c", "the d", "rare e", "rare f"])
    assert common[4, 5] > common[0, 1] > 0


def test_a_text_without_a_word_is_like_none_and_no_division_fails():
    alike = likeness(["", "∑ → ∞", "a word"])
    assert alike[0].tolist() == [0, 0, 0]
    assert sorted(groups(alike)) == [[0], [1], [2]]


def test_the_largest_group_comes_first_and_who_is_like_no_other_last():
    first, *rest = groups(likeness(TEXTS))
    assert first == [0, 2, 4]
    assert sorted(rest) == [[1], [3]]


def test_each_of_a_group_is_near_its_first_one_not_by_a_chain():
    alike = np.array([[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]])
    assert groups(alike) == [[1, 0, 2]]
    chain = np.eye(4)
    for i in range(3):
        chain[i, i + 1] = chain[i + 1, i] = 0.5
    assert sorted(map(len, groups(chain))) == [1, 3]


def test_every_text_is_in_one_group_whatever_they_say(rng):
    words = ["w", "x", "y", "z", "u"]
    texts = [" ".join(rng.choice(words, 6)) for _ in range(40)]
    found = groups(likeness(texts))
    assert sorted(i for group in found for i in group) == list(range(40))


def test_nobody_has_answered():
    assert groups(likeness([])) == []


def test_the_same_but_for_blanks_is_the_same_and_a_capital_is_not():
    assert same(" One\n\n two ") == same("One two") != same("one two")
