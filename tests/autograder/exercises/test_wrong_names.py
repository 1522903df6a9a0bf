"""Answers that once got a name or a hint that did not fit, each with what is said of it now."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.check.bank import exercises
from autograder.check.judge import Verdict, judge
from autograder.exercises.lesson_05.shared import line, places, too_far

BANK = exercises()


def said_of(name: str, answer: Callable[..., Any]) -> Verdict:
    verdict = judge(BANK[name], answer, "visible", 1957)
    assert verdict.problem is not None
    return verdict


def compares(above: bool) -> Callable[..., Any]:
    def answer(w: Any, b: Any, x: Any, y: Any) -> Any:
        score = w @ x + b
        predicted = 1 if (score > 0 if above else score >= 0) else -1
        return (w + y * x, b + y) if predicted != y else (w, b)

    return answer


@pytest.mark.parametrize("above", [True, False])
def test_a_prediction_compared_with_y_is_told_of_the_score_of_0_alone(above: bool) -> None:
    verdict = said_of("perceptron_step", compares(above))
    assert verdict.misconception == "perceptron_step.4"
    assert "exactly 0 is always a mistake" in str(verdict.hint)
    assert "exactly 0: always a mistake" in str(verdict.where)


def net(units: Any, b1: Any, w2: Any, b2: float) -> Callable[[], Any]:
    return lambda: (np.array(units, dtype=float).T, np.array(b1), np.array(w2), b2)


@pytest.mark.parametrize(
    ("answer", "id"),
    [
        (net([[1, 1], [1, 1]], [-3.0, -1.5], [1, -1], -0.5), "xor_network.11"),
        (net([[0, 0], [0, 0]], [1.0, -1.0], [1, -1], -0.5), "xor_network.11"),
        (net([[1, 1], [1, 1]], [0.5, 1.5], [1, -1], -0.5), "xor_network.11"),
        (net([[1, 1], [1, 1]], [-0.5, 1.5], [1, -1], -0.5), "xor_network.11"),
        (net([[1, -1], [-1, 1]], [0.5, 0.5], [1, 1], -0.5), "xor_network.12"),
        (net([[1, 0.4], [1, 1]], [-0.5, -1.5], [1, -1], -0.5), "xor_network.13"),
        (net([[1, 1], [1, 1]], [0.5, -1.5], [1, -1], -0.5), "xor_network.1"),
        (net([[1, 1], [-1, -1]], [1.0, 1.0], [1, 1], -1.5), "xor_network.1"),
    ],
)
def test_xor_networks_are_told_what_is_seen_and_not_why(answer: Any, id: str) -> None:
    verdict = said_of("xor_network", answer)
    assert verdict.misconception == id
    assert "follows one input" not in str(verdict.hint)


def test_a_sign_of_b1_and_a_coding_that_look_alike_are_both_in_the_hint() -> None:
    hint = said_of("xor_network", net([[1, 1], [1, 1]], [0.5, -1.5], [1, -1], -0.5)).hint
    assert "0 and 1" in str(hint)
    assert "sign" in str(hint)


@pytest.mark.parametrize("b", [0.0, 1.0, -3.0])
def test_a_detector_without_weights_is_not_told_to_lower_b(b: float) -> None:
    verdict = said_of("pattern_detector", lambda p: (np.zeros(len(p)), b))
    assert verdict.misconception == "pattern_detector.10"
    assert "lower b" not in str(verdict.hint)


def test_a_detector_that_fires_on_nothing_here_and_on_too_much_there_has_no_sign() -> None:
    verdict = said_of("pattern_detector", lambda p: (p, -10.0))
    assert verdict.hint is None


def test_a_detector_with_a_weight_of_0_is_not_told_to_lower_b() -> None:
    verdict = said_of("pattern_detector", lambda p: (np.append(p[:-1], 0.0), 2.0 - len(p)))
    assert "lower b" not in str(verdict.hint)


def on_pieces(a: Any, b: Any, n: int, height: Callable[[Any], Any]) -> Any:
    edges = np.linspace(a, b, n + 1)
    heights = height((edges[1:] + edges[:-1]) / 2)
    return np.ones((1, n - 1)), -edges[1:-1], np.diff(heights), heights[0]


def through(a: Any, b: Any, n: int, height: Callable[[Any], Any]) -> Any:
    x = np.linspace(a, b, n + 1)
    slopes = np.diff(height(x)) / np.diff(x)
    return np.ones((1, n)), -x[:-1], np.diff(slopes, prepend=0.0), height(x)[0]


@pytest.mark.parametrize(
    ("name", "made", "ids"),
    [
        ("build_step_net", on_pieces, ("build_step_net.4", "build_step_net.17")),
        ("build_relu_net", through, ("build_relu_net.15", "build_relu_net.14")),
    ],
)
def test_rounded_heights_and_another_interval_are_no_missing_piece(
    name: str, made: Any, ids: tuple[str, str]
) -> None:
    for digits in (0, 1):
        rounded = said_of(
            name, lambda f, a, b, n, d=digits: made(a, b, n, lambda x: np.round(f(x), d))
        )
        assert rounded.misconception == ids[0]
    assert said_of(name, lambda f, a, b, n: made(0, b, n, f)).misconception == ids[1]


def test_heights_from_elsewhere_in_a_piece_are_not_called_chance() -> None:
    def answer(f: Any, a: Any, b: Any, n: int) -> Any:
        return on_pieces(a, b, n, lambda middle: f(middle + (b - a) / n / 5))

    verdict = said_of("build_step_net", answer)
    assert verdict.misconception == "build_step_net.23"
    assert "chance" not in str(verdict.hint)


def test_a_narrow_spike_is_no_flat_top() -> None:
    def answer(f: Any, a: Any, b: Any, n: int) -> Any:
        _, b1, v, c = through(a, b, n, f)
        place, width = a + 0.3037 * (b - a), 1e-6
        b1 = np.append(b1, [width - place, -place, -width - place])
        return np.ones((1, n + 3)), b1, np.append(v, np.array([5, -10, 5]) / width), c

    assert said_of("build_relu_net", answer).hint is None


def central(f: Any, x: Any, h: float = 1e-5) -> Any:
    x, out = np.array(x, dtype=float), np.zeros(np.shape(x))
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        out[index] = (f(up) - f(down)) / (2 * h)
    return out


ROUGH: list[Callable[[Any], Any]] = [
    *(lambda slopes, digits=digits: np.round(slopes, digits) for digits in (2, 3, 4, 5)),
    lambda slopes: slopes.astype(np.float16),
]


@pytest.mark.parametrize("rough", ROUGH)
def test_rounded_slopes_are_not_told_that_h_is_wrong(rough: Callable[[Any], Any]) -> None:
    verdict = said_of("numeric_gradient", lambda f, x, h=1e-5: rough(central(f, x, h)))
    assert verdict.misconception == "numeric_gradient.10"
    assert "rounding, single precision" in str(verdict.hint)


def test_slopes_in_single_precision_are_not_told_that_h_is_wrong() -> None:
    def answer(f: Any, x: Any, h: float = 1e-5) -> Any:
        x, out = np.array(x, dtype=np.float32), np.zeros(np.shape(x), dtype=np.float32)
        for index in np.ndindex(x.shape):
            up, down = x.copy(), x.copy()
            up[index] += h
            down[index] -= h
            out[index] = (f(up) - f(down)) / (2 * h)
        return out

    assert "1e-5" not in str(said_of("numeric_gradient", answer).hint)


def test_a_complex_step_is_not_told_that_plus_and_minus_are_one() -> None:
    def answer(f: Any, x: Any, h: float = 1e-5) -> Any:
        steps = 1e-20j * np.eye(x.size).reshape(-1, *x.shape)
        return np.array([np.imag(f(x + step)) / 1e-20 for step in steps]).reshape(x.shape)

    verdict = said_of("numeric_gradient", answer)
    assert verdict.misconception is None
    assert "one place" not in str(verdict.hint)


@pytest.mark.parametrize("own", [1e-6, 1e-5, 3e-5])
def test_an_h_of_ones_own_is_named(own: float) -> None:
    verdict = said_of("numeric_gradient", lambda f, x, h=1e-5: central(f, x, own))
    assert verdict.misconception == "numeric_gradient.12"


def test_a_missing_default_is_told() -> None:
    assert said_of("numeric_gradient", lambda f, x, h: central(f, x, h)).problem == (
        "It takes (f, x, h), expected numeric_gradient(f, x, h) with h=1e-05 by default."
    )


def forward(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    Zs, As = [], [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(As[-1] @ W + b)
        As.append(g(Zs[-1]))
    return As[-1], Zs, As


@pytest.mark.parametrize(
    ("change", "told", "words"),
    [
        (lambda weights: weights.insert(0, 1.0), "longer", "append and insert"),
        (lambda weights: weights.append(1.0), "longer", "append and insert"),
        (lambda weights: weights.reverse(), "another order", "reverse and sort"),
        (lambda weights: weights.pop(), "shorter", "pop"),
        (
            lambda weights: weights.__setitem__(0, 1.0),
            "changed its argument weights.",
            "write into",
        ),
        (lambda weights: weights[0].fill(0.0), "changed its argument weights.", "write into"),
    ],
)
def test_a_list_is_told_by_how_it_changed(change: Any, told: str, words: str) -> None:
    def answer(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
        out = forward(X, weights, biases, activations)
        change(weights)
        return out

    verdict = said_of("mlp_forward", answer)
    assert told in str(verdict.problem)
    assert words in str(verdict.hint)
    assert ("pop" in str(verdict.hint)) == (told == "shorter")


TILES: list[Callable[[Any, Any, Any], Any]] = [
    lambda X, W, b: X @ W + np.tile(b, (len(W), 1)),
    lambda X, W, b: X @ W + np.tile(b, len(X)),
    lambda X, W, b: X @ W + np.tile(b, (len(b), 1)),
]


@pytest.mark.parametrize("tiled", TILES)
def test_a_tiled_bias_is_no_loop(tiled: Callable[[Any, Any, Any], Any]) -> None:
    assert "loop" not in str(said_of("affine_forward", tiled).hint)


def test_a_chained_comparison_is_not_called_an_if() -> None:
    verdict = said_of("step_rectangle", lambda x, a, b: np.where(a <= x < b, 1.0, 0.0))
    assert verdict.misconception == "step_rectangle.6"
    assert "a <= x < b" in str(verdict.hint)
    assert not str(verdict.hint).startswith("An `if`")


def test_one_answered_input_of_many_tells_no_factor() -> None:
    assert "factor" not in str(said_of("bias_grad", lambda delta: delta.T @ delta).hint)


def test_parts_are_not_right_everywhere_where_most_inputs_raised() -> None:
    def answer(X: Any, *rest: Any) -> Any:
        if len(X) != 5:
            raise RuntimeError("only five")
        output, Zs, As = forward(X, *rest)
        return output + 1, Zs, As

    assert said_of("mlp_forward", answer).hint is None


def test_a_net_that_is_hardly_too_far_off_is_not_1_time_as_far() -> None:
    f, a, b = line(np.random.default_rng(0))
    for times, told in ((1.001, "a little further from f than"), (1.2, "1.2 times as far")):
        curve = f(places(a, b, 7)) + times * 0.5
        assert told in str(too_far(curve, f, a, b, 7, 0.5))


def test_a_masked_answer_is_told_no_code_that_would_not_run() -> None:
    problem = str(said_of("bias_grad", lambda delta: np.ma.array(delta).sum(axis=0)).problem)
    assert "(The result)" not in problem
