"""The class with the largest score, for each row. Z (m, K) -> (m,) whole numbers"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array
from autograder.exercises.lesson_12.shared import (
    LARGE,
    WHOLE,
    of_whole,
    plain,
    rows_of,
    scores,
    stable,
)


def predict_class(Z: Any) -> Any:
    """The class with the largest score, for each row.  Z (m, K) -> (m,) whole numbers"""
    return np.argmax(Z, axis=1)


exercise = Exercise(
    reference=predict_class,
    lesson="12_many_classes",
    takes={"Z": "m K"},
    returns=Array("m"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("more examples than classes", (_won_by(rng, [2, 0, 1, 2, 0, 2]),))
    yield Case("as many examples as classes", (_won_by(rng, [3, 1, 0, 1]),))
    yield Case("more classes than examples", (_won_by(rng, [4, 1], 6),))
    yield Case("a single example", (_won_by(rng, [2], 4),))
    yield Case("all scores below 0", (_won_by(rng, [1, 2, 0]) - 5,))
    yield Case("all scores above 2", (_won_by(rng, [2, 0, 1, 1]) + 5,))
    yield Case("two classes", (_won_by(rng, [1, 0, 0, 1, 1]),))
    yield Case("ties: any of the largest will do", (np.array([[1.0, 3, 3], [2, 2, 0]]),))
    far = np.array([[0.0, 1000.0, 2000.0], [-1000.0, -2000.0, -1500.0]])
    yield Case("scores of ±1000", (far,), aspect=LARGE)
    yield Case("whole numbers", (of_whole(rng, 6, 4),), aspect=WHOLE)


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for m, K in ((8, 3), (3, 9), (5, 5)):
        yield Case("random scores", (scores(rng, m, K),))
    yield Case("one class", (np.array([[0.3], [-0.2]]),))
    yield Case("every score alike", (np.zeros((2, 3)),))


def _won_by(rng: np.random.Generator, winners: list[int], K: int = 0) -> Any:
    """Scores in which these classes win, some of them with a score below 0."""
    K = K or max(winners) + 1
    Z = scores(rng, len(winners), K)
    at = np.arange(len(winners))
    Z[at, winners] = Z.max(axis=1) + rng.uniform(0.2, 0.4, len(winners))
    return Z - 1.4 * (at % 2)[:, None]


@exercise.judged_by
def _(answer: Any, Z: Any) -> str | Fault | None:
    K = Z.shape[1]
    strange = np.flatnonzero((answer < 0) | (answer >= K) | (answer != np.round(answer)))
    if strange.size:
        i = strange[0]
        return f"Entry {i} is {answer[i]:.4g}, expected a class: a whole number from 0 to {K - 1}."
    chosen = answer.astype(int)
    lost = np.flatnonzero(Z[np.arange(len(Z)), chosen] < Z.max(axis=1))
    if lost.size:
        return f"In row {lost[0]} class {chosen[lost[0]]} does not have the largest score."
    if answer.dtype.kind == "f":
        said = "The classes are right, but they are floats: an array cannot be indexed with them."
        return Fault(said, "predict_class.1")
    return None


@exercise.mistakes
def _(Z):
    won = np.argmax(Z, axis=1)
    "predict_class.1: A class is a whole number, to choose a column with: keep it an int."
    won.astype(float)
    "predict_class.2: One class for each row: the classes lie along axis=1."
    np.argmax(Z, axis=0)
    "predict_class.2: One class for each row: without an axis the whole table is one long row."
    np.argmax(Z)
    "predict_class.3: Not how large the largest score is, but where it stands: np.argmax."
    np.max(Z, axis=1)
    stable(Z).max(axis=1)
    plain(Z).max(axis=1)
    "predict_class.4: The largest score wins, not the least; np.argsort has it last."
    np.argmin(Z, axis=1)
    "predict_class.5: Classes begin at 0 here: no 1 is added."
    won + 1
    "predict_class.5: Classes begin at 0 here: no 1 is taken off."
    won - 1
    "predict_class.6: The class itself, as one number for each row: not a number for each score."
    rows_of(won, Z.shape[1])
    "predict_class.6: Where a score is largest, as a number: not True and False."
    Z == Z.max(axis=1, keepdims=True)
    "predict_class.7: That asks of each score whether it is positive. Here they compete."
    (Z[:, 0] > 0).astype(int)
    (Z[:, -1] > 0).astype(int)
    np.sign(Z[:, 0]).astype(int)
    np.argmax(Z > 0, axis=1)
    "predict_class.7: A share above one half may not exist: the largest wins with less as well."
    np.argmax(stable(Z) > 0.5, axis=1)
    "predict_class.8: One row of numbers, (m,), not a column."
    won[:, None]
    "predict_class.9: A score far below 0 is no large one: no size, no square, no division."
    np.argmax(np.abs(Z), axis=1)
    "predict_class.10: No softmax is needed for the winner; along axis=0 it changes who wins."
    np.argmax(stable(Z, 0), axis=1)
    np.argmax(plain(Z, 0), axis=1)
    "predict_class.10: No np.exp is needed for the winner: of large scores it makes inf or 0."
    np.argmax(np.exp(Z), axis=1)
    "predict_class.11: Sorting, np.argsort, puts the largest last: yours takes another one."
    np.argsort(Z, axis=1)[:, 1]
    "predict_class.12: Does the loop return after the first row? All rows have a class."
    won[:1]
    np.full(len(Z), won[0])
    "predict_class.13: Take np.argmax of the scores themselves: rounding and clipping make ties."
    np.argmax(np.round(Z), axis=1)
    "predict_class.14: The start of the search must be below every score: 0 is not."
    best = np.zeros(len(Z), dtype=int)
    for i, row in enumerate(Z):
        high = 0.0
        for k, z in enumerate(row):
            if z > high:
                high, best[i] = z, k
    best
    "predict_class.11: Sorting, np.argsort, puts the largest last: yours takes the one before."
    np.argsort(Z, axis=1)[:, -2]
    "predict_class.13: Take np.argmax of the scores themselves: rounding and clipping make ties."
    np.argmax(np.clip(Z, -1, 1), axis=1)
    np.argmax(np.minimum(Z, 1), axis=1)
    "predict_class.15: One class for each row, in the order of the rows: nothing is sorted."
    np.sort(won)
    "predict_class.16: Class 0 may win as well: leave no column out."
    1 + np.argmax(Z[:, 1:], axis=1)
