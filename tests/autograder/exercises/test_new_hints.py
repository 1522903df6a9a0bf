"""Answers that once were told nothing but that they are wrong, each with the mistake it has now."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.check.bank import exercises
from autograder.check.judge import judge
from nnlib.activations import relu, sigmoid, softplus, tanh_prime

BANK = exercises()
ANSWERS: list[Any] = []


def told(exercise: str, id: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An answer that has to be called by that id."""

    def keep(answer: Callable[..., Any]) -> Callable[..., Any]:
        name = f"{id}-{answer.__name__}"
        ANSWERS.append(pytest.param(exercise, id, answer, id=name))
        return answer

    return keep


@told("perceptron_step", "F01.4")
def labels_are_0_and_1(w: Any, b: Any, x: Any, y: Any) -> Any:
    step = y - (1 if w @ x + b > 0 else 0)
    return w + step * x, b + step


@told("perceptron_step", "F01.5")
def in_place(w: Any, b: Any, x: Any, y: Any) -> Any:
    if y * (w @ x + b) <= 0:
        w += y * x
        b += y
    return w, b


@told("perceptron_step", "F01.6")
def in_a_copy_of_whole_numbers(w: Any, b: Any, x: Any, y: Any) -> Any:
    new = w.copy()
    if y * (np.dot(w, x) + b) <= 0:
        new += y * x
        b += y
    return new, b


@told("perceptron_step", "perceptron_step.5")
def no_brackets(w: Any, b: Any, x: Any, y: Any) -> Any:
    return (w, b) if y * w @ x + b > 0 else (w + y * x, b + y)


@told("perceptron_step", "perceptron_step.6")
def error_times_x(w: Any, b: Any, x: Any, y: Any) -> Any:
    error = y - (1 if b + x @ w > 0 else -1)
    return w + error * x, b + error


@told("perceptron_step", "perceptron_step.7")
def learning_rate(w: Any, b: Any, x: Any, y: Any) -> Any:
    return (w, b) if y * (x @ w + b) > 0 else (w + 0.1 * y * x, b + 0.1 * y)


def run(X: Any, y: Any, max_sweeps: int, **bug: Any) -> Any:
    w, b, mistakes, old = np.zeros(X.shape[1]), 0.0, 0, None
    for _ in range(max_sweeps):
        clean = True
        for x, label in zip(X, y, strict=True):
            score = label * w @ x + b if bug.get("brackets") else label * (w @ x + b)
            if score <= 0:
                old = w, b
                w, b, mistakes, clean = w + label * x, b + label, mistakes + 1, False
        if clean:
            break
    return (*(old if bug.get("old") and old else (w, b)), mistakes)


@told("perceptron_train", "F02.2")
def before_the_last_update(X: Any, y: Any, max_sweeps: int = 1000) -> Any:
    return run(X, y, max_sweeps, old=True)


@told("perceptron_train", "F02.3")
def a_cap_of_its_own(X: Any, y: Any, max_sweeps: int = 1000) -> Any:
    return run(X, y, 1000)


@told("perceptron_train", "perceptron_train.5")
def no_brackets_in_the_score(X: Any, y: Any, max_sweeps: int = 1000) -> Any:
    return run(X, y, max_sweeps, brackets=True)


@told("perceptron_train", "perceptron_train.7")
def whole_numbers_at_the_start(X: Any, y: Any, max_sweeps: int = 1000) -> Any:
    w, b, mistakes = np.array([0] * X.shape[1]), 0, 0
    for _ in range(max_sweeps):
        before = mistakes
        for x, label in zip(X, y, strict=True):
            if label * (w @ x + b) <= 0:
                w += label * x
                b, mistakes = b + label, mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


def trace(X: Any, y: Any, w_star: Any, max_sweeps: int, rate: float, every: bool) -> Any:
    w, along, squared = np.zeros(X.shape[1]), [], []
    for _ in range(max_sweeps):
        wrong = 0
        for x, label in zip(X, y, strict=True):
            mistake = label * (x @ w) <= 0
            w, wrong = w + mistake * rate * label * x, wrong + mistake
            if mistake or every:
                along.append(w_star @ w)
                squared.append(w @ w)
        if not wrong:
            break
    return along, squared


@told("proof_trace", "proof_trace.2")
def every_example(X: Any, y: Any, w_star: Any, max_sweeps: int = 1000) -> Any:
    return trace(X, y, w_star, max_sweeps, 1.0, True)


@told("proof_trace", "proof_trace.9")
def a_rate_in_the_trace(X: Any, y: Any, w_star: Any, max_sweeps: int = 1000) -> Any:
    return trace(X, y, w_star, max_sweeps, 0.1, False)


def bound(X: Any, y: Any, w_star: Any, C: Callable[[Any], Any], power: int) -> Any:
    rho = np.min(y * (X @ w_star))
    if rho <= 0:
        raise ValueError("w_star does not separate these examples")
    return (C(np.linalg.norm(X, axis=1)) * np.linalg.norm(w_star) / rho) ** power


@told("mistake_bound", "mistake_bound.2")
def not_squared(X: Any, y: Any, w_star: Any) -> Any:
    return bound(X, y, w_star, np.max, 1)


@told("mistake_bound", "F04.1")
def mean_length_not_squared(X: Any, y: Any, w_star: Any) -> Any:
    return bound(X, y, w_star, np.mean, 1)


@told("mistake_bound", "mistake_bound.4")
def length_of_the_table(X: Any, y: Any, w_star: Any) -> Any:
    return bound(X, y, w_star, lambda lengths: np.sqrt(np.sum(lengths**2)), 2)


@told("mlp_forward", "F19.2")
def one_array_under_two_names(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    Zs, As = [], [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Z = As[-1] @ W + b
        Zs.append(Z)
        Z[...] = g(Z)
        As.append(Z)
    return As[-1], Zs, As


@told("gradient_check", "F26.4")
def the_claim_against_itself(f: Any, grad: Any, x: Any) -> Any:
    a, n = grad(x), np.array(grad(x))
    return np.max(np.abs(a - n) / np.maximum(1e-8, np.abs(a)))


def quotient(f: Any, x: Any, h: float, by: float) -> Any:
    x, out = np.array(x, dtype=float), np.zeros(np.shape(x))
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        out[index] = (f(up) - f(down)) / by
    return out


@pytest.mark.parametrize(("h", "by"), [(1e-5, 1e-5), (1e-5, -2e-5), (1e-13, 2e-13)])
def test_a_wrong_numeric_gradient_shows_in_the_check_that_uses_it(h: float, by: float) -> None:
    def answer(f: Any, grad: Any, x: Any) -> Any:
        a, n = grad(x), quotient(f, x, h, by)
        return np.max(np.abs(a - n) / np.maximum(1e-4, np.maximum(np.abs(a), np.abs(n))))

    verdict = judge(BANK["gradient_check"], answer, "visible", 1957)
    assert "Is your numeric_gradient right?" in str(verdict.hint)


for of in (np.tanh, sigmoid, relu, softplus):

    @told("delta_hidden", "F28.2")
    def slope_of_an_activation(d: Any, W: Any, Z: Any, g_prime: Any, of: Any = of) -> Any:
        return (d @ W.T) * g_prime(of(Z))


@told("delta_hidden", "delta_hidden.11")
def always_tanh(d: Any, W: Any, Z: Any, g_prime: Any) -> Any:
    return d @ W.T * tanh_prime(Z)


@told("delta_hidden", "delta_hidden.10")
def one_path_alone(d: Any, W: Any, Z: Any, g_prime: Any) -> Any:
    back = np.zeros(Z.shape)
    for k in range(W.shape[1]):
        back = np.outer(d[:, k], W[:, k])
    return back * g_prime(Z)


@told("kfold", "kfold.2")
def all_folds_but_one_joined(m: Any, k: Any, rng: Any) -> Any:
    folds = np.array_split(rng.permutation(m), k)
    return [np.concatenate(folds[:i] + folds[i + 1 :]) for i in range(k)]


@told("mended_folds", "mended_folds.7")
def all_parts_but_one_joined(source: Any, k: Any, rng: Any) -> Any:
    parts = np.array_split(rng.permutation(np.unique(source)), k)
    folds = [np.flatnonzero(np.isin(source, part)) for part in parts]
    return [np.concatenate(folds[:i] + folds[i + 1 :]) for i in range(k)]


@told("mended_folds", "mended_folds.15")
def a_number_for_each_row_is_dealt(source: Any, k: Any, rng: Any) -> Any:
    parts = np.array_split(rng.permutation(len(source)), k)
    return [np.where(np.isin(source, part))[0] for part in parts]


@told("standardise", "standardise.5")
def the_other_rows_are_not_centred(train: Any, other: Any) -> Any:
    mean, std = train.mean(axis=0), train.std(axis=0)
    std[std == 0] = 1
    return (train - mean) / std, other / std


@told("split_indices", "F51.2")
def each_part_is_drawn_with_replacement(m: Any, fractions: Any, rng: Any) -> Any:
    return [rng.choice(m, int(fraction * m)) for fraction in fractions]


@pytest.mark.parametrize(("exercise", "id", "answer"), ANSWERS)
def test_it_has_a_name(exercise: str, id: str, answer: Callable[..., Any]) -> None:
    verdict = judge(BANK[exercise], answer, "visible", 1957)
    assert (verdict.misconception, bool(verdict.hint)) == (id, True), verdict
    again = judge(BANK[exercise], answer, "hidden", 3)
    assert again.misconception == id, again
