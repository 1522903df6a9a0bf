"""More answers that once were told nothing: loops and formulas of lessons 06 to 08 and 13."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.check.bank import exercises
from autograder.check.judge import judge

BANK = exercises()


def past_layer_1(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
    Zs, As = [], [X]
    for layer, (W, b) in enumerate(zip(weights, biases, strict=True), 1):
        Zs.append(As[-1] @ W + b)
        As.append(Zs[-1] if layer == len(weights) else g(Zs[-1]))
    delta, dWs, dbs = (As[-1] - Y) / len(X), [], []
    for layer in reversed(range(len(weights))):
        dWs.insert(0, As[layer].T @ delta)
        dbs.insert(0, delta.sum(axis=0))
        delta = (delta @ weights[layer].T) * g_prime(Zs[layer - 1])
    return dWs, dbs


def below_layer_1(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
    Z, A = {}, {0: X}
    for layer, (W, b) in enumerate(zip(weights, biases, strict=True), 1):
        Z[layer] = A[layer - 1] @ W + b
        A[layer] = Z[layer] if layer == len(weights) else g(Z[layer])
    delta, dWs, dbs = (A[len(weights)] - Y) / len(X), [], []
    for layer in range(len(weights), 0, -1):
        dWs.insert(0, A[layer - 1].T @ delta)
        dbs.insert(0, delta.sum(axis=0))
        delta = (delta @ weights[layer - 1].T) * g_prime(Z[layer - 1])
    return dWs, dbs


def above_the_head(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
    return [weights[layer] for layer in range(len(weights) + 1)], biases


def two_names_of_x(f: Any, x: Any, h: float = 1e-5) -> Any:
    x, out = np.array(x, dtype=float), np.zeros(np.shape(x))
    for index in np.ndindex(x.shape):
        plus, minus = x, x
        plus[index] += h
        minus[index] -= h
        out[index] = (f(plus) - f(minus)) / (2 * h)
    return out


def two_names_of_the_callers_x(f: Any, x: Any, h: float = 1e-5) -> Any:
    out = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        plus, minus = x, x
        plus[index] += h
        minus[index] -= h
        out[index] = (f(plus) - f(minus)) / (2 * h)
    return out


def bias_for_every_input(X: Any, W: Any, b: Any) -> Any:
    Z = np.zeros((len(X), len(b)))
    for i, j, k in np.ndindex(len(X), len(b), len(W)):
        Z[i, j] += X[i, k] * W[k, j] + b[j]
    return Z


def the_first_layer_twice(weights: Any, biases: Any) -> Any:
    W, b = weights[0], biases[0]
    for W_l, b_l in zip(weights, biases, strict=True):
        b = np.dot(b, W_l) + b_l
        W = np.dot(W, W_l)
    return W, b


def one_beside_z(z: Any, y: Any) -> Any:
    return (np.logaddexp(1, z) - y * z).mean()


def list_squared(weights: Any, lam: Any) -> Any:
    return 0.5 * lam * np.sum(weights**2)


def table_of_a_list_squared(weights: Any, lam: Any) -> Any:
    return 0.5 * lam * (np.array(weights) ** 2).sum()


def two_cases(W: Any, t: Any) -> Any:
    return np.where(np.greater(W, t), W - t, W + t)


def nothing_in_the_middle(W: Any, t: Any) -> Any:
    shrunk, large = np.empty(W.shape), np.greater(W, t)
    shrunk[large] = W[large] - t
    shrunk[~large] = W[~large] + t
    return shrunk


@pytest.mark.parametrize(
    ("exercise", "id", "answer"),
    [
        ("backprop", "F31.1", past_layer_1),
        ("backprop", "F31.1", below_layer_1),
        ("backprop", "F31.1", above_the_head),
        ("numeric_gradient", "numeric_gradient.11", two_names_of_x),
        ("numeric_gradient", "numeric_gradient.11", two_names_of_the_callers_x),
        ("affine_forward", "affine_forward.8", bias_for_every_input),
        ("collapse_linear", "collapse_linear.10", the_first_layer_twice),
        ("logistic_loss", "logistic_loss.18", one_beside_z),
        ("l2_penalty", "l2_penalty.14", list_squared),
        ("l2_penalty", "l2_penalty.14", table_of_a_list_squared),
        ("soft_threshold", "soft_threshold.14", two_cases),
        ("soft_threshold", "soft_threshold.14", nothing_in_the_middle),
    ],
)
def test_it_has_a_name(exercise: str, id: str, answer: Callable[..., Any]) -> None:
    for suite, seed in (("visible", 1957), ("hidden", 3)):
        verdict = judge(BANK[exercise], answer, suite, seed)
        assert (verdict.misconception, bool(verdict.hint)) == (id, True), verdict
