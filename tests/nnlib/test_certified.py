"""Pictures of what is proved: their words are true, and the slider's numbers are the proof's."""

import numpy as np
import pytest

from nnlib.initialise import init_layers
from nnlib.intervals import proved_gaps, proved_reach
from nnlib.mlp import MLP
from nnlib.pictures import explore, plots


@pytest.fixture
def net():
    return MLP(*init_layers([9, 5, 4], np.random.default_rng(0)))


def test_the_slider_says_the_least_lead_and_turns_orange_where_the_proof_ends(net):
    x = np.random.default_rng(1).random(9)
    true = int(np.argmax(net.predict(x[None])))
    reach = proved_reach(net, x[None], np.array([true]))[0]
    slider = explore.lead_slider(net, x, true, [0, 0.9 * reach, 1.1 * reach])
    assert ["nobody can overtake, proved" in line for line in slider.lines] == [True, True, False]
    least = proved_gaps(net, x[None], np.array([true]), 0)[0]
    assert f"the least lead is {least:.3g}"[:22] in slider.lines[0]
    assert slider.lines[2].endswith("1 of them might overtake.")


def test_the_pictures_say_what_they_were_given():
    told = plots.reaches([0.02, 0, 0.03], [0.05, 0, np.inf]).alt
    assert told.startswith("3 images. A pixel may change by 0 to 0.03 before anything can happen")
    images = np.zeros((1, 2, 2))
    told = plots.fooled(images, images + 0.25, ["a 1", "read as 7"], [0.125]).alt
    assert told == "a 1: safe up to 0.125 a pixel; moved by 0.250 it is read as 7."


def test_too_many_images_or_names_are_refused():
    with pytest.raises(ValueError, match="two names for each"):
        plots.fooled(np.zeros((1, 2, 2)), np.zeros((1, 2, 2)), ["a 1"], [0.1])
    with pytest.raises(ValueError, match="expected as many of each"):
        plots.chased(np.sin, 0, 1, [], [], [])
