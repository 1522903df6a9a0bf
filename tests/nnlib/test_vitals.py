"""Blame by layer is what differences say; the dead are those that no example wakes."""

from itertools import pairwise

import numpy as np
import pytest

from nnlib import gradcheck, vitals
from nnlib.activations import ACTIVATIONS, relu, sigmoid, tanh
from nnlib.pictures import explore, plots


def lengths(unit, start):
    """Blames of layers 1 to 10."""
    return [np.linalg.norm(b) for b in vitals.ten_layers(unit, vitals.STARTS[start])[1][:10]]


def test_the_blame_of_a_layer_is_the_slope_in_what_is_added_to_its_scores(rng):
    sizes = [2, 4, 3, 1]
    weights = [rng.normal(size=pair) for pair in pairwise(sizes)]
    biases = [rng.normal(size=n) for n in sizes[1:]]
    X, Y = rng.normal(size=(5, 2)), rng.normal(size=(5, 1))
    _, blames = vitals.run(X, Y, weights, biases, tanh)
    for layer in range(3):

        def loss(added, layer=layer):
            A = X
            for k, (W, b) in enumerate(zip(weights, biases, strict=True)):
                Z = A @ W + b + (added if k == layer else 0)
                A = Z if k == 2 else np.tanh(Z)
            return 0.5 * np.sum((A - Y) ** 2) / 5

        numeric = gradcheck.numeric_gradient(loss, np.zeros((5, sizes[layer + 1])))
        np.testing.assert_allclose(blames[layer], numeric, atol=1e-8)
    found = vitals.delta_norms(X, Y, weights, biases, tanh, tanh.prime)
    np.testing.assert_allclose(found, [np.linalg.norm(b) for b in blames])


def test_ten_layers_fade_and_live_as_the_lesson_says():
    fading, tanhs, relus = (
        lengths(*of) for of in ((sigmoid, "Glorot"), (tanh, "Glorot"), (relu, "He"))
    )
    assert fading[0] / fading[-1] < 1e-4
    assert 0.05 < tanhs[0] / tanhs[-1] < 1
    assert 0.3 < relus[0] / relus[-1] < 4


def test_weights_of_a_hundredth_end_a_signal_that_glorot_keeps():
    As = [vitals.ten_layers(tanh, vitals.STARTS[s])[0] for s in ("normal, 0.01", "Glorot")]
    assert vitals.signals(As[0])[10] < 1e-9
    assert vitals.signals(As[1])[10] > 0.1


def test_a_signal_is_what_differs_between_examples_not_between_units():
    assert vitals.signals([np.array([[1.0, 5.0], [1.0, 5.0]])]) == [0]
    assert vitals.signals([np.array([[0.0, 5.0], [2.0, 5.0]])]) == [0.5]


def test_dead_is_who_answers_0_on_every_row_even_with_a_score_of_0():
    W, b = np.array([[1.0, -1.0, 0.0]]), np.array([0.0, -3.0, 0.0])
    assert vitals.dead_units(np.array([[-1.0], [2.0]]), W, b).tolist() == [False, True, True]


def test_dead_units_tells_a_shape_that_does_not_fit():
    with pytest.raises(ValueError, match=r"^dead_units: W"):
        vitals.dead_units(np.ones((2, 3)), np.ones((2, 3)), np.ones(3))


def test_the_slider_has_a_line_for_each_of_six_units_and_five_starts():
    slider = explore.layers_slider()
    assert set(slider.handles["unit"]) == set(ACTIVATIONS)
    assert list(slider.handles["start"]) == list(vitals.STARTS)
    told = [slider.line(i, j) for i in range(6) for j in range(5)]
    assert len(set(told)) == 30
    assert slider.picture(5, 0).alt.endswith(slider.line(5, 0))


def test_histograms_say_the_spread_and_refuse_a_row_without_a_name():
    A = np.array([[-1.0, 1.0]])
    assert "± 1, ± 0.5" in plots.histograms([[A, A / 2]], ["one"], ["layer 1", "layer 2"]).alt
    with pytest.raises(ValueError, match=r"^histograms: came 1 rows, 0 names"):
        plots.histograms([[A]], [], ["layer 1"])
