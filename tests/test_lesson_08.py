"""The functions that lesson 08 asks for, and nothing else, train a network step for step as nnlib.

The solution cells run with numpy alone: nothing of nnlib, and no other cell. Both sides start
from the same weights, see the same batches, and every weight after every step is compared.
"""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from autograder.lesson.cells import role
from autograder.lesson.reading import find_lesson, read_lesson
from nnlib import activations, data, mlp, optimise, train

NAMES = {"numeric_gradient", "gradient_check", "delta_output", "delta_hidden", "weight_grad"}
NAMES |= {"bias_grad", "backprop", "count_macs", "cache_bytes", "backward_by_hand"}
NAMES |= {"mended_hidden_grad", "mended_deltas"}
EPOCHS, LR = 40, 0.1


def solution_text() -> str:
    cells = read_lesson(find_lesson("08")).cells
    return "\n\n".join(cell.source for cell in cells if role(cell) == "solution" and is_code(cell))


def is_code(cell: Any) -> bool:
    return bool(cell.cell_type == "code")


def built(text: str) -> dict[str, Any]:
    """What these cells define, with numpy and nothing else in reach."""
    names: dict[str, Any] = {"np": np}
    exec(text, names)
    return names


class Recorder:
    """Plain steps that remember what they gave; `fit` copies its optimiser, this one is kept."""

    def __init__(self) -> None:
        self.steps, self.history = optimise.SGD(LR), []

    def update(self, params: Any, grads: Any) -> Any:
        self.history.append(self.steps.update(params, grads))
        return self.history[-1]

    def __deepcopy__(self, memo: Any) -> "Recorder":
        return self


def problem(sizes: list[int]) -> tuple[Any, ...]:
    rng = np.random.default_rng(8)
    X, y = data.moons(50, rng, noise=0.15)
    Y = np.column_stack([2.0 * y - 1, X[:, 0]])[:, : sizes[-1]]
    weights = [rng.normal(size=pair) / np.sqrt(pair[0]) for pair in pairwise(sizes)]
    return X, Y, weights, [rng.normal(size=n) / 2 for n in sizes[1:]]


def history_of_nnlib(sizes: list[int], hidden: str, batch_size: int) -> list[Any]:
    X, Y, weights, biases = problem(sizes)
    recorder = Recorder()
    train.fit(
        mlp.MLP(weights, biases, hidden),
        X,
        Y,
        loss="square",
        optimiser=recorder,
        epochs=EPOCHS,
        batch_size=batch_size,
        rng=np.random.default_rng(3),
    )
    return recorder.history


def history_of(backprop: Any, sizes: list[int], hidden: str, batch_size: int) -> list[Any]:
    X, Y, weights, biases = problem(sizes)
    unit, rng, history = activations.named(hidden), np.random.default_rng(3), []
    for _ in range(EPOCHS):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            dWs, dbs = backprop(X[rows], Y[rows], weights, biases, unit, unit.prime)
            weights = [W - LR * dW for W, dW in zip(weights, dWs, strict=True)]
            biases = [b - LR * db for b, db in zip(biases, dbs, strict=True)]
            history.append([*weights, *biases])
    return history


def apart(ours: list[Any], theirs: list[Any]) -> float:
    """The largest difference of any weight or bias after any step."""
    return max(
        float(np.max(np.abs(a - b)))
        for step, other in zip(ours, theirs, strict=True)
        for a, b in zip(step, other, strict=True)
    )


SETTINGS = [
    ([2, 16, 16, 1], "tanh", 50),
    ([2, 16, 16, 1], "tanh", 16),
    ([2, 5, 3, 4, 2], "sigmoid", 7),
    ([2, 8, 2], "softplus", 1),
    ([2, 12, 6, 1], "relu", 10),
    ([2, 1], "tanh", 16),
]


@pytest.mark.parametrize(("sizes", "hidden", "batch_size"), SETTINGS)
def test_the_lessons_own_functions_and_nnlib_have_the_same_weight_history(
    sizes: list[int], hidden: str, batch_size: int
) -> None:
    ours = history_of(built(solution_text())["backprop"], sizes, hidden, batch_size)
    theirs = history_of_nnlib(sizes, hidden, batch_size)
    assert len(ours) == EPOCHS * -(-50 // batch_size)
    assert apart(ours, theirs) <= 1e-12
    assert apart(ours[:1], ours[-1:]) > 0.01  # it did go somewhere


def test_the_solution_cells_define_the_twelve_functions_and_no_other() -> None:
    defined = {name for name, x in built(solution_text()).items() if callable(x)}
    assert defined == NAMES


FAULTS = {
    "the mean forgotten by one part in a thousand": ("/ len(Y)", "/ (1.001 * len(Y))"),
    "weight slopes off in the ninth digit": ("A_prev.T @ delta", "A_prev.T @ delta * (1 + 1e-9)"),
    "biases that do not move": ("delta.sum(axis=0)", "0 * delta.sum(axis=0)"),
    "the slope at the activation": ("g_prime(Z)", "g_prime(np.tanh(Z))"),
    "weights moved first": ("weights[layer - 1], Zs", "weights[layer - 1] - 0.1 * dWs[0], Zs"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_solution_with_one_fault_leaves_the_history_of_nnlib(fault: str) -> None:
    right, wrong = FAULTS[fault]
    assert right in solution_text()
    broken = built(solution_text().replace(right, wrong))["backprop"]
    theirs = history_of_nnlib(*SETTINGS[1])
    assert apart(history_of(broken, *SETTINGS[1]), theirs) > 1e-12


def test_a_solution_that_leans_on_nnlib_is_seen() -> None:
    leaning = solution_text().replace("np.ones_like", "activations.identity.prime")
    with pytest.raises(NameError, match="activations"):
        history_of(built(leaning)["backprop"], *SETTINGS[1])
