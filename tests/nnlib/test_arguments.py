"""The checks at the door: what they let in, what they refuse, and the repair that they offer."""

import numpy as np
import pytest

from nnlib.arguments import as_bits, as_finite, as_signs, check_count, check_positive


@pytest.mark.parametrize("value", [0, -3, 2.0, 2.5, True, "3", None, np.nan])
def test_a_count_refuses_what_is_no_whole_number_from_1_on(value):
    with pytest.raises(ValueError, match=r"^grow: n is .*whole number of at least 1\. Try n=10\."):
        check_count("grow", "n", value)


def test_a_count_accepts_python_and_numpy_integers_and_holds_both_ends():
    check_count("grow", "n", 1)
    check_count("grow", "n", np.int32(7), high=7)
    with pytest.raises(ValueError, match=r"from 1 to 7\. Try n=7"):
        check_count("grow", "n", 8, high=7)


@pytest.mark.parametrize("value", [0, -1, np.inf, np.nan, "1"])
def test_a_positive_number_refuses_zero_and_everything_below(value):
    with pytest.raises(ValueError, match=r"^walk: lr is .*Try lr="):
        check_positive("walk", "lr", value)


@pytest.mark.parametrize("stranger", [np.nan, np.inf, -np.inf])
def test_finite_refuses_nan_and_inf(stranger):
    with pytest.raises(ValueError, match=r"^look: X holds nan or inf.*Try np.isfinite\(X\)"):
        as_finite("look", "X", [[0.0, stranger]])


def test_signs_name_the_repair_for_each_kind_of_wrong_coding():
    with pytest.raises(ValueError, match=r"^look: y is coded 0 and 1.*Try 2 \* y - 1"):
        as_signs("look", "y", [0, 1, 1])
    with pytest.raises(ValueError, match=r"^look: y holds 3, .*Try np.where\(y > 0, 1, -1\)"):
        as_signs("look", "y", [-1, 3, 1])
    with pytest.raises(ValueError, match="y holds nan"):
        as_signs("look", "y", [-1, np.nan])


def test_bits_name_the_repair_for_each_kind_of_wrong_coding():
    with pytest.raises(ValueError, match=r"^look: t is coded -1 and \+1.*Try \(t \+ 1\) / 2"):
        as_bits("look", "t", [-1, 1])
    with pytest.raises(ValueError, match=r"^look: t holds 0.5, .*Try np.where\(t > 0, 1, 0\)"):
        as_bits("look", "t", [0, 0.5])


@pytest.mark.parametrize("door", [as_bits, as_finite, as_signs])
def test_every_door_keeps_float32_and_turns_integers_into_float64(door):
    assert door("look", "t", np.ones(3, dtype=np.float32)).dtype == np.float32
    assert door("look", "t", np.ones(3, dtype=np.int8)).dtype == np.float64
