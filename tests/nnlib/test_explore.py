"""Sliders: one output with three readings, a picture that follows, and numbers that are true."""

import asyncio
import json
import re
import time
from functools import cache
from html import unescape

import ipywidgets
import numpy as np
import pytest

from nnlib.data import margin_blobs
from nnlib.perceptron import perceptron_train
from nnlib.pictures import explore, plots
from nnlib.pictures.idle import PAUSE, Idle
from nnlib.pictures.slider import VIEW, Slider
from nnlib.regularise import lasso_fit, ridge_closed_form


@cache
def draw(k: float) -> plots.Picture:
    return plots.curve([0, 1, 2], [0, k, 2 * k], x_label="x", y_label="kx")


def say(k: float) -> str:
    return f"slope {k:g} ends at {2 * k:g} & no higher"


@pytest.fixture
def slopes() -> Slider:
    return explore.slider(draw, [1, 2, 3], say, label="slope", question="How steep?", start=1)


def parts(slider: Slider) -> tuple[ipywidgets.BoundedIntText, ipywidgets.HTML]:
    _, row, page = slider.widget().children
    return row.children[0], page


def test_one_output_carries_the_widget_the_still_picture_and_the_text(slopes):
    bundle = slopes._repr_mimebundle_()
    assert bundle.keys() == {VIEW, "text/html", "text/plain"}
    assert bundle["text/html"].count("<img ") == 1
    assert f'alt="{draw(2).alt}"' in bundle["text/html"]
    assert bundle["text/plain"] == "\n".join(["How steep?", *map(say, [1, 2, 3])])


def test_the_still_reading_has_a_line_for_every_position(slopes):
    items = re.findall("<li>(.*?)</li>", slopes._repr_mimebundle_()["text/html"])
    assert items == [say(k).replace("&", "&amp;") for k in (1, 2, 3)]


def test_moving_the_handle_changes_picture_alt_text_and_line(slopes):
    handle, page = parts(slopes)
    assert f'alt="{draw(2).alt}"' in page.value
    assert "slope 2 ends at 4" in page.value
    handle.value = 2
    assert draw(3).quick in page.value
    assert "slope 3 ends at 6 &amp; no higher" in page.value
    assert "slope 2" not in page.value


def test_the_line_is_announced_to_a_screen_reader(slopes):
    _, page = parts(slopes)
    assert re.search('<p role="status" aria-live="polite">slope 2', page.value)


def test_a_handle_has_its_label_as_its_name_and_goes_through_the_given_values(slopes):
    _, row, page = slopes.widget().children
    handle, value = row.children
    assert (handle.description, handle.min, handle.value, handle.max) == ("slope", 0, 1, 2)
    assert handle.continuous_update
    assert value.value == "2"
    handle.value = 2
    assert value.value == "3"
    said = re.search('<style data-said="(.*?)"', page.value)
    assert said is not None
    assert json.loads(unescape(said[1])) == [["1", "2", "3"]]


def test_the_slider_is_made_of_core_widgets_and_never_redraws_into_an_output(slopes):
    heading, row, page = slopes.widget().children
    kinds = [type(part) for part in (heading, row, page, *row.children)]
    core = [ipywidgets.HTML, ipywidgets.HBox, ipywidgets.HTML]
    assert kinds == [*core, ipywidgets.BoundedIntText, ipywidgets.Label]


def test_a_position_is_drawn_once_however_often_it_is_visited():
    drawn = []

    def count(k: float) -> plots.Picture:
        drawn.append(k)
        return draw(k)

    handle, _ = parts(explore.slider(count, [1, 2], say, label="slope"))
    for index in (1, 0, 1, 0):
        handle.value = index
    assert sorted(drawn) == [1, 2]


def test_what_the_next_move_may_ask_for_is_drawn_ahead_where_a_kernel_runs():
    drawn = []

    def draw(k, unit):
        drawn.append((k, unit))
        if unit == "none":
            raise ZeroDivisionError
        return plots.curve([0, 1], [0, k], labels=["a line that rises"])

    def say(k, unit):
        return f"At {k} it rises with {unit} so far."

    handles = {"k": [1, 2, 3, 4, 5], "unit": ["relu", "none"]}
    first = [(2, "relu"), (3, "relu"), (2, "none"), (1, "relu"), (4, "relu"), (5, "relu")]

    async def until(many):
        while len(drawn) < many:
            await asyncio.sleep(0.01)

    async def move():
        box = explore.sliders(draw, say, handles, start=(1, 0)).widget()
        await until(6)
        moves = [set_handle(box, 1, k) for k in (4, 3)]
        assert moves == ["At 5 it rises with relu so far.", "At 4 it rises with relu so far."]
        assert drawn == first  # the first move, how far it may go, draws nothing
        await until(7)

    def set_handle(box, row, value):
        box.children[row].children[0].value = value
        return unescape(re.search(r'role="status".*?>(.*?)</p>', box.children[-1].value)[1])

    asyncio.run(asyncio.wait_for(move(), 60))
    assert drawn == [*first, (4, "none")]


def test_a_picture_is_drawn_ahead_only_once_no_cell_runs():
    done = []

    async def cells():
        idle = Idle()
        idle.do([lambda: done.append("ahead")])
        for cell in "abc":
            time.sleep(3 * PAUSE)  # the kernel runs a cell
            done.append(cell)
            await asyncio.sleep(0)
        while "ahead" not in done:
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(cells(), 60))
    assert done == ["a", "b", "c", "ahead"]


def test_what_is_wished_later_is_done_in_place_of_what_was_left():
    done = []

    async def move():
        idle = Idle()
        idle.do([lambda: done.append("left")])
        idle.do([lambda: 1 / 0, lambda: done.append("right")])
        while not done:
            await asyncio.sleep(0.01)
        await asyncio.sleep(3 * PAUSE)

    asyncio.run(asyncio.wait_for(move(), 60))
    assert done == ["right"]


def test_an_error_at_a_position_is_shown_there_instead_of_the_last_picture():
    def fragile(k: float) -> plots.Picture:
        if k == 2:
            raise ZeroDivisionError("no slope <here>")
        return draw(k)

    handle, page = parts(explore.slider(fragile, [1, 2], say, label="slope"))
    handle.value = 1
    assert "ZeroDivisionError: no slope &lt;here&gt;" in page.value
    assert "<img" not in page.value


def test_slider_refuses_one_position_a_start_outside_and_an_empty_line():
    for values, start in [([1], 0), ([1, 2], 2), ([1, 2], -1)]:
        with pytest.raises(ValueError, match="expected at least two values"):
            explore.slider(draw, values, say, label="slope", start=start)
    with pytest.raises(ValueError, match=r"^slider: say\(1\) is .1., expected a sentence"):
        explore.slider(draw, [1, 2], str, label="slope")


def lines_of(k: float, shift: str) -> plots.Picture:
    return plots.curve([0, 1], [0, k], alt=f"a line of slope {k}, moved {shift}, in words")


def two() -> Slider:
    handles = {"slope": [1, 2, 3], "moved": ["left", "right"]}
    return explore.sliders(
        lines_of, lambda k, shift: f"slope {k} moved {shift}", handles, start=(1, 0)
    )


def test_two_handles_move_one_picture_and_one_line():
    _, slope, moved, page = two().widget().children
    assert "slope 2 moved left" in page.value
    slope.children[0].value, moved.children[0].value = 2, 1
    assert [row.children[1].value for row in (slope, moved)] == ["3", "right"]
    assert "slope 3 moved right" in page.value
    assert f'alt="{lines_of(3, "right").alt}"' in page.value


def test_the_still_reading_of_two_handles_moves_each_alone_from_the_start():
    assert two().lines == [
        "slope 1 moved left",
        "slope 2 moved left",
        "slope 3 moved left",
        "slope 2 moved right",
    ]


def test_sliders_refuse_a_start_that_does_not_fit_the_handles():
    with pytest.raises(ValueError, match="came 3, 2 values and start=1, expected at least two"):
        explore.sliders(lines_of, say, {"a": [1, 2, 3], "b": [1, 2]}, start=(1,))
    with pytest.raises(ValueError, match="came no values"):
        explore.sliders(lines_of, say, {})


@pytest.fixture
def margins() -> Slider:
    return explore.margin_slider(np.random.default_rng(4), margins=[0.4, 0.1, 0.02])


def test_the_margin_slider_counts_what_the_perceptron_really_does(margins):
    seed = int(np.random.default_rng(4).integers(2**32))
    for line, margin in zip(margins.lines, [0.4, 0.1, 0.02], strict=True):
        X, y = margin_blobs(60, np.random.default_rng(seed), margin, (2, -1), 0.5)
        mistakes = perceptron_train(X, y)[2]
        found = re.fullmatch(r"margin (\S+): (\d+) mistakes?; the theorem allows (\d+)\.", line)
        assert found is not None
        assert float(found[1]) == margin
        assert int(found[2]) == mistakes


def test_the_bound_of_the_margin_slider_follows_the_margin_and_holds(margins):
    numbers = [list(map(int, re.findall(r": (\d+) .* (\d+)\.", s)[0])) for s in margins.lines]
    made, allowed = np.array(numbers).T
    assert np.all(made <= allowed)
    assert np.all(np.diff(allowed) > 0)
    assert allowed[2] / allowed[1] == pytest.approx(25, rel=0.2)  # five times closer


def test_the_pictures_of_the_margin_slider_agree_with_their_lines(margins):
    for k, line in enumerate(margins.lines):
        picture = margins.picture(k)
        mistakes, bound = re.findall(r": (\d+) .* (\d+)\.", line)[0]
        assert f"here {mistakes}," in picture.alt
        assert f"here {bound}," in picture.alt
        assert "every point is on its right side" in picture.alt
        assert picture.axes[0].get_title() == f"margin {[0.4, 0.1, 0.02][k]:g}"


def test_the_margin_slider_is_the_same_for_the_same_generator():
    a, b = (explore.margin_slider(np.random.default_rng(9), m=20) for _ in range(2))
    assert a.lines == b.lines
    assert a.picture(3).png == b.picture(3).png
    assert a.lines != explore.margin_slider(np.random.default_rng(10), m=20).lines


def test_the_margin_slider_refuses_a_margin_of_0(rng):
    with pytest.raises(ValueError, match="margins is 0, expected a number above 0"):
        explore.margin_slider(rng, margins=[0.1, 0])


def test_the_neuron_slider_says_where_the_line_lies_and_what_the_unit_answers():
    neuron = explore.neuron_slider()
    line = neuron.line(3, 3, 4, 1)  # w = (1, 1), b = 2, tanh
    assert line.startswith("w = (1, 1), b = 2, tanh: the line z = 0 is 1.41 from the origin, w")
    assert line.endswith("a from −0.999 to 1.")
    assert neuron.picture(3, 3, 4, 1).alt.endswith(line)


def test_the_neuron_slider_draws_a_unit_that_looks_nowhere():
    neuron = explore.neuron_slider()
    assert "nowhere, as w is 0" in neuron.line(2, 2, 3, 4)
    assert neuron.picture(2, 2, 3, 4).png


@pytest.fixture(scope="module")
def shrinkage() -> tuple[np.ndarray, np.ndarray, Slider]:
    rng = np.random.default_rng(3)
    X = rng.normal(size=(40, 6))
    y = X[:, :2] @ [2.0, -1.0] + 0.1 * rng.normal(size=40)
    return X, y, explore.shrinkage_slider(X, y, real=[0, 1], lams=[0.001, 0.5, 1.5, 9.0])


def test_the_shrinkage_slider_counts_the_zeros_of_both_fits(shrinkage):
    X, y, slider = shrinkage
    for lam, line in zip([0.001, 0.5, 1.5, 9.0], slider.lines, strict=True):
        l2, l1 = ridge_closed_form(X, y, lam) == 0, lasso_fit(X, y, lam) == 0
        kept = 2 - l1[:2].sum()
        assert line == (
            f"λ = {lam:g}: L2 has {l2.sum()} zeros, L1 has {l1.sum()} of 6 and keeps {kept} of "
            "the 2 real ones."
        )
    assert "L1 has 6 of 6" in slider.lines[-1]
    assert "keeps 2 of the 2" in slider.lines[0]


def test_the_pictures_of_the_shrinkage_slider_agree_with_their_lines(shrinkage):
    X, y, slider = shrinkage
    left, right = slider.picture(1).axes
    assert slider.lines[1] in slider.picture(1).alt
    for ax, w in [(left, ridge_closed_form(X, y, 0.5)), (right, lasso_fit(X, y, 0.5))]:
        *paths, dots = ax.lines[1:]  # the first is the bar behind them
        drawn = [line.get_linestyle() for line in paths]  # a colour alone would not tell
        assert (drawn.count(":"), drawn.count("-")) == (4, 2)
        np.testing.assert_allclose(dots.get_ydata(), w, atol=1e-10)
        assert set(dots.get_xdata()) == {0.5}
    assert left.get_title() == "L2: 0 zeros"
    assert right.get_title() == "L1: 4 zeros"


def test_the_shrinkage_slider_refuses_a_lam_of_0(shrinkage):
    X, y, _ = shrinkage
    with pytest.raises(ValueError, match=r"shrinkage_slider: lams"):
        explore.shrinkage_slider(X, y, real=[0], lams=[0, 1])
