"""A hill is the network's own loss, over one long vector; pictures of ways down tell the truth."""

import numpy as np
import pytest

from nnlib import data, gradcheck, initialise, mlp, optimise
from nnlib.hill import Hill, five_ways
from nnlib.pictures import explore, plots


@pytest.fixture
def hill(rng):
    X, y = data.moons(40, rng, noise=0.2)
    net = mlp.MLP(*initialise.init_layers([2, 3, 1], rng), hidden="tanh")
    return Hill(net, X, y[:, None], "logistic")


def test_a_batch_has_the_height_and_slope_that_central_differences_find(hill):
    batch = np.array([3, 1, 39])
    for rows in (None, batch):
        numeric = gradcheck.numeric_gradient(lambda w, r=rows: hill.loss(w, r), hill.start)
        assert np.allclose(hill.slope(hill.start, rows), numeric, atol=1e-7)
    singles = [hill.slope(hill.start, np.array([i])) for i in range(40)]
    assert np.allclose(np.mean(singles, axis=0), hill.slope(hill.start))


def test_a_place_is_a_network_and_the_start_is_the_one_that_was_given(hill):
    X = np.ones((1, 2))
    assert np.array_equal(hill.network(hill.start).predict(X), hill.model.predict(X))
    assert not np.array_equal(hill.network(hill.start + 1).predict(X), hill.model.predict(X))


def test_heights_are_those_of_a_ball_with_its_schedule(hill):
    shrinking, w, v, seen = optimise.decay(0.5, 0.1), hill.start, 0 * hill.start, []
    for k in range(6):
        v = 0.9 * v - shrinking(k) * hill.slope(w)
        w = w + v
        seen.append(hill.loss(w))
    whole = [np.arange(40)] * 6
    assert np.allclose(hill.heights(whole, shrinking, mu=0.9)[1:], seen)
    assert np.allclose(hill.heights(whole, shrinking, mu=0.9, every=3)[1:], seen[2::3])


def test_five_ways_are_one_start_and_five_ways_down_it(hill):
    ways = five_ways(hill)
    assert {len(way) for way in ways.values()} == {21}
    assert {way[0] for way in ways.values()} == {hill.loss(hill.start)}
    assert len({way[-1] for way in ways.values()}) == 5
    assert np.allclose(ways["B"], hill.heights([None] * 20, 0.5))


def test_a_place_of_another_length_is_refused(hill):
    with pytest.raises(ValueError, match=r"^Hill: w has shape"):
        hill.loss(hill.start[:-1])


def test_the_way_slider_says_what_its_path_reached_and_2_over_l_is_its_edge():
    slider = explore.way_slider()
    assert list(slider.handles) == ["batch", "lr", "mu"]
    ends = [float(slider.line(2, k, 0).split("loss is ")[1].split(";")[0]) for k in range(4)]
    assert ends[0] > ends[1] > ends[2]
    assert ends[3] > ends[2]  # past the edge
    assert slider.picture(*slider.start).alt


def test_the_picture_of_a_stop_tells_where_it_goes_back_to_and_refuses_a_best_after_it():
    own, new = [5.0, 4, 3, 2, 1], [5.0, 3, 4, 4.5, 5]
    assert "3 at epoch 1" in plots.stopped(own, new, 1, 3).alt
    with pytest.raises(ValueError, match=r"^stopped: best is 3 and stop is 1"):
        plots.stopped(own, new, 3, 1)
