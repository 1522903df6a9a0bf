"""The weights before a run of steps and after each of them; each batch makes one. (steps + 1, n)"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from autograder.exercises.lesson_10.shared import mixed
from nnlib import optimise

exercise = Exercise(
    reference=optimise.sgd_run,
    lesson="10_training",
    takes={"grad": "function", "w": "n", "batches": "list", "lr": ""},
    returns=Array("steps n"),
    shortcuts=("nnlib.optimise.sgd_run", "nnlib.train.fit", "nnlib.train.descend"),
)


def _pull(points: Any) -> Callable[..., Any]:
    """The slope of half the mean squared distance to the points of a batch."""

    def grad(w: Any, batch: Any) -> Any:
        return w - points[np.asarray(batch)].mean(axis=0)

    return grad


def _line(X: Any, y: Any) -> Callable[..., Any]:
    """The slope of a fitted line's half mean squared error on a batch."""

    def grad(w: Any, batch: Any) -> Any:
        rows = X[np.asarray(batch)]
        return rows.T @ (rows @ w - y[np.asarray(batch)]) / len(rows)

    return grad


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    pull = _pull(rng.normal(size=(12, 2)))
    batches = np.array_split(rng.permutation(12), 3)
    yield Case("three batches", (pull, mixed(rng, 2), batches, 0.3))
    yield Case("a single batch", (pull, mixed(rng, 2), batches[:1], 0.7))
    yield Case("no batch: nothing has moved", (pull, mixed(rng, 2), [], 0.3))
    X, y = mixed(rng, 20, 3), rng.normal(size=20)
    short = [np.arange(start, min(start + 6, 20)) for start in range(0, 20, 6)]
    yield Case("a last batch that is short", (_line(X, y), mixed(rng, 3), short, 0.1))
    yield Case("a step with lr = 1", (pull, mixed(rng, 2), batches, 1))
    one = [np.array([i]) for i in rng.permutation(5)]
    yield Case("one example a batch", (_pull(rng.normal(size=(5, 1))), mixed(rng, 1), one, 0.4))
    whole = np.array([3, -2])
    yield Case("whole numbers in w", (pull, whole, batches, 0.3), aspect="whole numbers")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for n in (1, 4):
        X, y = mixed(rng, 30, n), rng.normal(size=30)
        batches = [rng.permutation(30)[:7] for _ in range(9)]
        yield Case(
            "many steps", (_line(X, y), mixed(rng, n), batches, float(rng.uniform(0.02, 0.2)))
        )


def _walk(grad: Any, w: Any, batches: Any, change: Any) -> Any:
    """change(w, grad(w, batch)) for every batch, for the wrong answers below."""
    path = [np.array(w, dtype=float)]
    for batch in batches:
        path.append(change(path[-1], grad(path[-1], batch)))
    return np.array(path)


@exercise.mistakes
def _(grad, w, batches, lr):
    "sgd_run.1: The weights before the first step belong to the path: one row more than steps."
    _walk(grad, w, batches, lambda w, g: w - lr * g)[1:].reshape(-1, len(w))
    np.array(list(_walk(grad, w, batches, lambda w, g: w - lr * g)[1:]))
    "sgd_run.2: After the last step the weights are kept too: one row more than steps."
    _walk(grad, w, batches, lambda w, g: w - lr * g)[:-1].reshape(-1, len(w))
    "sgd_run.3: The slope points uphill: subtract it to go down."
    _walk(grad, w, batches, lambda w, g: w + lr * g)
    "sgd_run.4: The step size lr is not used."
    _walk(grad, w, batches, lambda w, g: w - g)
    "sgd_run.5: Ask for the slope where you are, not where the run began."
    path = [np.array(w, dtype=float)]
    for batch in batches:
        path.append(path[-1] - lr * grad(path[0], batch))
    np.array(path)
    "sgd_run.5: Each step begins where the last one ended, not at the start."
    np.array([w, *(w - lr * grad(w, batch) for batch in batches)], dtype=float)
    "sgd_run.6: Every row is one array in a list, changed again and again: append a new one."
    place = np.array(w, dtype=float)
    path = [place]
    for batch in batches:
        place -= lr * grad(place, batch)
        path.append(place)
    np.array(path)
    "sgd_run.7: Each step has a batch of its own: yours asks for the first one again."
    path = [np.array(w, dtype=float)]
    for _ in batches:
        path.append(path[-1] - lr * grad(path[-1], batches[0]))
    np.array(path)
    "sgd_run.8: A step for each batch, not one for the sum of all slopes."
    total = sum(grad(np.array(w, dtype=float), batch) for batch in batches)
    np.array([w, w - lr * total], dtype=float)
    "sgd_run.9: Return the whole path, not its end."
    _walk(grad, w, batches, lambda w, g: w - lr * g)[-1]
    "sgd_run.10: The caller's w has moved: begin with a copy of it."
    path = [np.array(w, dtype=float)]
    for batch in batches:
        w -= lr * grad(w, batch)
        path.append(np.array(w, dtype=float))
    np.array(path)
    "sgd_run.11: It stops after the first batch: out of the loop with the return."
    _walk(grad, w, batches[:1], lambda w, g: w - lr * g)
    "sgd_run.12: A slope keeps its size: do not normalise it."
    _walk(grad, w, batches, lambda w, g: w - lr * g / np.linalg.norm(g))
    "sgd_run.13: The mean over the batch is in the slope already: no further division."
    _walk(grad, w, batches, lambda w, g: w - lr * g / len(batches))
    "sgd_run.14: Weights of whole numbers cut the steps off: begin with floats."
    path = [np.array(w)]
    for batch in batches:
        path.append((path[-1] - lr * grad(path[-1], batch)).astype(path[-1].dtype))
    np.array(path)
    "sgd_run.13: The mean over the batch is in the slope already: no division by its length."
    path = [np.array(w, dtype=float)]
    for batch in batches:
        path.append(path[-1] - lr * grad(path[-1], batch) / len(batch))
    np.array(path)
    "sgd_run.15: One step for each batch, not one for each of its rows."
    _walk(grad, w, [[i] for batch in batches for i in batch], lambda w, g: w - lr * g)
    "sgd_run.16: The batches come in their order: yours begins with the last."
    _walk(grad, w, batches[::-1], lambda w, g: w - lr * g)
    "sgd_run.17: A row for each place, a column for each weight: yours is turned."
    _walk(grad, w, batches, lambda w, g: w - lr * g).T
    "sgd_run.18: The rate lr stays as it is handed in: here no step is shorter than another."
    path = [np.array(w, dtype=float)]
    for k, batch in enumerate(batches):
        path.append(path[-1] - lr / (k + 1) * grad(path[-1], batch))
    np.array(path)
