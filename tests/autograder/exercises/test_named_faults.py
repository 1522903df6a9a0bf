"""Faults whose name was wrong or missing once, in the forms in which students bring them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.check.bank import exercises
from autograder.check.judge import Verdict, judge

BANK = exercises()


def said_of(name: str, answer: Callable[..., Any]) -> Verdict:
    verdict = judge(BANK[name], answer, "visible", 1957)
    assert verdict.problem is not None
    return verdict


def forward(X: Any, weights: Any, biases: Any, g: Any) -> Any:
    Zs, As = [], [X]
    for layer, (W, b) in enumerate(zip(weights, biases, strict=True), 1):
        Zs.append(As[-1] @ W + b)
        As.append(Zs[-1] if layer == len(weights) else g(Zs[-1]))
    return Zs, As


def backward(Y: Any, weights: Any, Zs: Any, As: Any, g_prime: Any) -> Any:
    delta, dWs, dbs = (As[-1] - Y) / len(Y), [], []
    for layer in reversed(range(len(weights))):
        dWs.insert(0, As[layer].T @ delta)
        dbs.insert(0, delta.sum(axis=0))
        if layer:
            delta = (delta @ weights[layer].T) * g_prime(Zs[layer - 1])
    return dWs, dbs


def of_the_call_before() -> Callable[..., Any]:
    kept: dict[str, Any] = {}

    def backprop(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
        fresh = forward(X, weights, biases, g)
        used = kept.get("trace", fresh)
        kept["trace"] = fresh
        return backward(Y, weights, *used, g_prime)

    return backprop


def by_its_shape() -> Callable[..., Any]:
    kept: dict[Any, Any] = {}

    def backprop(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
        key = X.shape, len(weights)
        if key not in kept:
            kept[key] = forward(X, weights, biases, g)
        return backward(Y, weights, *kept[key], g_prime)

    return backprop


def in_default_lists() -> Callable[..., Any]:
    dWs: list[Any] = []
    dbs: list[Any] = []

    def backprop(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
        more = backward(Y, weights, *forward(X, weights, biases, g), g_prime)
        dWs.extend(more[0])
        dbs.extend(more[1])
        return dWs, dbs

    return backprop


@pytest.mark.parametrize("make", [of_the_call_before, by_its_shape, in_default_lists])
def test_what_an_earlier_call_left_behind_is_named(make: Callable[[], Any]) -> None:
    assert said_of("backprop", make()).misconception == "F31.4"


def quotient(f: Any, x: Any, by: Callable[..., Any], h: float = 1e-5, kind: Any = float) -> Any:
    x = np.array(x, dtype=kind) if kind else x
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        slopes[index] = by(f(up), f(x), f(down), h)
    return slopes


def central(up: Any, at: Any, down: Any, h: Any) -> Any:
    return (up - down) / (2 * h)


OWN: list[Callable[[Any, Any], Any]] = [
    lambda f, x: quotient(f, x, lambda up, at, down, h: (up - down) / h),
    lambda f, x: quotient(f, x, lambda up, at, down, h: (up - down) / 2 * h),
    lambda f, x: quotient(f, x, lambda up, at, down, h: (down - up) / (2 * h)),
    lambda f, x: quotient(f, x, lambda up, at, down, h: up - down),
    lambda f, x: quotient(f, x, lambda up, at, down, h: (up - 2 * at + down) / h**2),
    lambda f, x: np.round(quotient(f, x, central), 2),
    lambda f, x: np.round(quotient(f, x, central), 4),
    lambda f, x: quotient(f, x, central, h=1e-13),
    lambda f, x: quotient(f, x, central, h=0.1),
    lambda f, x: quotient(f, x, central, kind=np.float32),
    lambda f, x: quotient(f, x, central, kind=None),
    lambda f, x: np.full(x.shape, (f(x + 1e-5) - f(x - 1e-5)) / 2e-5),
    lambda f, x: np.zeros(x.shape),
]


@pytest.mark.parametrize("own", OWN)
def test_a_check_that_suffers_from_its_own_quotient_is_told_so(own: Callable[..., Any]) -> None:
    def gradient_check(f: Any, grad: Any, x: Any) -> Any:
        a, n = grad(x), own(f, x)
        return np.max(np.abs(a - n) / np.maximum(1e-4, np.maximum(np.abs(a), np.abs(n))))

    assert "Is your numeric_gradient right?" in str(said_of("gradient_check", gradient_check).hint)


@pytest.mark.parametrize("share", [0.75, 0.9])
def test_a_b_that_is_too_weak_for_many_signs_is_not_called_positive(share: float) -> None:
    verdict = said_of("pattern_detector", lambda p: (p, -share * len(p)))
    assert verdict.misconception == "F07.2"
    scaled = said_of("pattern_detector", lambda p: (p / len(p), -share))
    assert "must be negative" not in str(scaled.hint)


def net(units: Any, b1: Any, w2: Any, b2: float) -> Callable[[], Any]:
    return lambda: (np.array(units, dtype=float).T, np.array(b1), np.array(w2), b2)


@pytest.mark.parametrize(
    ("answer", "id"),
    [
        (net([[1, 1], [1, 1]], [0.5, -1.5], [1, 1], -0.5), "xor_network.11"),
        (net([[1, 1], [1, 1]], [-0.5, -2.5], [1, -1], -0.5), "xor_network.11"),
        (net([[1, 1], [1, 1]], [1.0, -1.0], [1, -1], -0.5), "xor_network.1"),
        (net([[1, 1], [-1, -1]], [1.0, 1.0], [1, 1], -1.0), "xor_network.1"),
        (net([[1, 1], [-1, -1]], [-0.5, 1.5], [1, 1], 0.0), "xor_network.12"),
        (net([[1, 1], [1, 1]], [-0.5, -1.5], [1, -1], 0.5), "xor_network.7"),
    ],
)
def test_networks_for_other_inputs_and_with_units_that_never_change(answer: Any, id: str) -> None:
    assert said_of("xor_network", answer).misconception == id


def run(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    Zs, As = [], [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(As[-1] @ W + b)
        As.append(g(Zs[-1]))
    return As[-1], Zs, As


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda weights, biases: weights.extend(weights), "append and insert"),
        (lambda weights, biases: biases.insert(0, biases[0]), "append and insert"),
        (lambda weights, biases: weights.clear(), "pop, remove and del"),
        (lambda weights, biases: biases.__delitem__(0), "pop, remove and del"),
        (lambda weights, biases: weights.sort(key=lambda W: -W.size), "reverse and sort"),
        (lambda weights, biases: biases[0].__iadd__(1), "write into"),
        (lambda weights, biases: weights.__setitem__(0, weights[0].T), "write into"),
    ],
)
def test_a_list_is_told_how_it_was_changed(change: Any, words: str) -> None:
    def mlp_forward(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
        out = run(X, weights, biases, activations)
        change(weights, biases)
        return out

    assert words in str(said_of("mlp_forward", mlp_forward).hint)


TILED: list[Callable[[Any, Any, Any], Any]] = [
    lambda X, W, b: X @ W + np.repeat(b, len(X)),
    lambda X, W, b: X @ W + np.repeat(b[None], len(W), axis=0),
    lambda X, W, b: X @ W + np.broadcast_to(b, (len(X), len(X))),
    lambda X, W, b: X @ W + np.stack([b] * len(W)),
    lambda X, W, b: X @ W + np.tile(b, len(X)).reshape(len(b), len(X)).T,
]


@pytest.mark.parametrize("answer", TILED)
def test_a_bias_that_is_tiled_is_told_of_no_loop(answer: Callable[..., Any]) -> None:
    assert "loop" not in str(said_of("affine_forward", answer).hint)


COMPARED: list[Callable[[Any, Any, Any], Any]] = [
    lambda x, a, b: np.where(x >= a and x < b, 1.0, 0.0),
    lambda x, a, b: (a <= x < b).astype(float),
    lambda x, a, b: np.ones(len(x)) if a <= x < b else np.zeros(len(x)),
]


@pytest.mark.parametrize("answer", COMPARED)
def test_a_comparison_that_asks_of_a_whole_array_is_named(answer: Callable[..., Any]) -> None:
    verdict = said_of("step_rectangle", answer)
    assert verdict.misconception == "step_rectangle.6"


def test_comparisons_without_brackets_beside_an_ampersand_are_told_of_them() -> None:
    hint = said_of("step_rectangle", lambda x, a, b: np.where(x >= a & (x < b), 1.0, 0.0)).hint
    assert hint == "& and | come before < and >=: put each comparison in brackets of its own."


def sizes_alone(sizes: Any, m: Any, itemsize: Any) -> Any:
    return itemsize * m * (sizes[0] + 2 * sum(sizes[1:-1]))


def sweeps(X: Any, y: Any, max_sweeps: Any) -> Any:
    raise AssertionError("it is not called")


@pytest.mark.parametrize(
    ("name", "answer", "default"),
    [
        ("cache_bytes", sizes_alone, "itemsize=8"),
        ("perceptron_train", sweeps, "max_sweeps=1000"),
    ],
)
def test_a_default_that_is_missing_is_told_wherever_the_case_without_it_stands(
    name: str, answer: Callable[..., Any], default: str
) -> None:
    problem = str(said_of(name, answer).problem)
    assert problem.startswith("It takes (")
    assert problem.endswith(f" with {default} by default.")


def train(step: Callable[[Any, Any], Any], at_once: bool = False) -> Callable[..., Any]:
    def perceptron_train(X: Any, y: Any, max_sweeps: int = 1000) -> Any:
        w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
        for _ in range(max_sweeps):
            before, fixed = mistakes, (w, b)
            for x, label in zip(X, y, strict=True):
                score = fixed[0] @ x + fixed[1] if at_once else w @ x + b
                if label * score <= 0:
                    change = step(label, score)
                    w, b, mistakes = w + change * x, b + change, mistakes + 1
            if mistakes == before:
                break
        return w, b, mistakes

    return perceptron_train


def test_updates_by_label_minus_prediction_are_named_in_a_whole_run() -> None:
    answer = train(lambda y, score: y - (1 if score > 0 else -1))
    assert said_of("perceptron_train", answer).misconception == "perceptron_train.6"


def test_counting_the_mistakes_of_the_last_sweep_alone_is_named() -> None:
    def perceptron_train(X: Any, y: Any, max_sweeps: int = 1000) -> Any:
        w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
        for _ in range(max_sweeps):
            mistakes = 0
            for x, label in zip(X, y, strict=True):
                if label * (w @ x + b) <= 0:
                    w, b, mistakes = w + label * x, b + label, mistakes + 1
            if mistakes == 0:
                break
        return w, b, mistakes

    assert said_of("perceptron_train", perceptron_train).misconception == "perceptron_train.4"


@pytest.mark.parametrize("steps", [1000, 4000])
@pytest.mark.parametrize("rate", [lambda Phi: 0.1, lambda Phi: np.linalg.norm(Phi, 2) ** -2])
def test_a_fit_by_steps_downhill_is_named_before_the_lesson_fits_4000_times(
    steps: int, rate: Callable[[Any], float]
) -> None:
    def min_norm_fit(Phi: Any, y: Any) -> Any:
        w = np.zeros(Phi.shape[1])
        for _ in range(steps):
            w = w - rate(Phi) * Phi.T @ (Phi @ w - y)
        return w

    assert said_of("min_norm_fit", min_norm_fit).misconception == "min_norm_fit.13"
