"""The colours of the figures, as eyes with each form of colour blindness see them."""

from itertools import combinations

import numpy as np
import pytest

from nnlib.pictures.style import LINES, MARKERS, PALETTE

# Machado, Oliveira and Fernandes (2009): what is left of red, green and blue light when one kind
# of cone is missing. On linear light, not on the numbers of a colour's name.
SEEN_WITHOUT = {
    "red cones": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "green cones": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "blue cones": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
    "nothing": np.eye(3).tolist(),
}
XYZ = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
]
APART = 15.0  # in CIELAB: 1 is just seen where two areas touch, and a line and its name do not


def light(colour):
    """'#rrggbb' as linear red, green and blue in [0, 1]."""
    share = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    """CIELAB of linear light, in which equal distances look about equally far."""
    xyz = np.array(XYZ) @ np.clip(rgb, 0, 1) / np.array(XYZ).sum(axis=1)
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def closest(colours, missing):
    """The smallest distance between two of the colours, and which two."""
    seen = {colour: lab(np.array(SEEN_WITHOUT[missing]) @ light(colour)) for colour in colours}
    return min((np.linalg.norm(seen[a] - seen[b]), a, b) for a, b in combinations(colours, 2))


@pytest.mark.parametrize("missing", SEEN_WITHOUT)
def test_white_and_every_grey_stay_what_they_are(missing):
    assert np.array(SEEN_WITHOUT[missing]).sum(axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("missing", SEEN_WITHOUT)
def test_every_two_colours_of_the_palette_are_told_apart(missing):
    assert closest([*PALETTE, "#FFFFFF"], missing)[0] >= APART  # and from the paper


def test_matplotlibs_own_colours_would_be_refused():
    theirs = ["#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2"]
    assert closest(theirs, "red cones")[0] < APART / 3
    assert closest(["#FF0000", "#FF0000"], "nothing")[0] == 0


def test_whoever_sees_no_colour_has_a_shape_for_each():
    assert len(set(MARKERS)) == len(MARKERS) >= len(PALETTE)
    assert len(set(LINES)) == len(LINES) > 1
