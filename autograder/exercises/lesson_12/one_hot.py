"""Row i is 0 except for a 1 in column y[i]. y (m,) in 0 ... K-1, result (m, K)."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array
from autograder.exercises.lesson_12.shared import classes, rows_of
from nnlib import losses

exercise = Exercise(
    reference=losses.one_hot,
    lesson="12_many_classes",
    takes={"y": "m", "K": ""},
    returns=Array("m K"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("more examples than classes", (classes(rng, 7, 3), 3))
    yield Case("as many examples as classes", (rng.permutation([0, 1, 2, 2]), 4))
    yield Case("the last class is not seen", (rng.permutation([0, 1, 2, 1, 0]), 5))
    yield Case("the first class is not seen", (rng.permutation([1, 3, 2, 3, 1, 2]), 4))
    yield Case("fewer examples than classes", (classes(rng, 2, 6), 6))
    yield Case("a single example", (np.array([2]), 4))
    yield Case("every example is of class 0", (np.zeros(3, dtype=int), 2))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one class", (np.zeros(4, dtype=int), 1))
    yield Case("ten classes, few of them seen", (rng.choice([3, 4, 7], 5), 10))
    for K in (2, 5, 8):
        m = int(rng.integers(3, 12))
        yield Case("random classes", (rng.integers(0, K, m), K))


@exercise.judged_by
def _(answer: Any, y: Any, K: int) -> str | Fault | None:
    wanted = rows_of(y, K)
    if answer.shape != wanted.shape:
        said = f"The result has shape {answer.shape}, expected {wanted.shape}: m rows, K columns."
        return Fault(said)
    wrong = np.argwhere(answer != wanted)
    if len(wrong):
        i, k = wrong[0]
        return f"Row {i} belongs to class {y[i]}, and its entry in column {k} is not right."
    if answer.dtype.kind != "f":
        return Fault("The numbers are right, but they are whole numbers, not floats.", "F45.4")
    return None


@exercise.mistakes
def _(y, K):
    "F45.1: How many classes there are is what K says: the data may have missed the last ones."
    np.eye(y.max() + 1)[y]
    rows_of(y, len(np.unique(y)))
    "F45.1: The columns are the classes 0 to K-1, whether the data has seen them or not."
    (y[:, None] == np.unique(y)).astype(float)
    "F45.2: Classes begin at 0 here: class 0 has column 0."
    rows_of(y - 1, K)
    np.eye(K)[y - 1]
    "F45.2: One column too many: classes 0 to K-1 are K columns."
    rows_of(y, K + 1)
    "F45.2: Classes begin at 0 here: class y has column y, and column 0 is no spare one."
    rows_of(y + 1, K + 1)
    np.eye(K)[y + 1]
    rows_of(y + 1, K)
    "F45.2: One column is missing: classes 0 to K-1 are K columns."
    rows_of(y, K - 1)
    "F45.3: One row for each example, one column for each class."
    rows_of(y, K).T
    "F45.4: Later these numbers are subtracted from shares: make them floats, np.zeros does."
    rows_of(y, K).astype(int)
    "F45.4: True and False are no numbers to subtract: add .astype(float)."
    y[:, None] == np.arange(K)
    "one_hot.1: Y[:, y] = 1 marks these columns in every row. Pair each row with its own class."
    Y = np.zeros((len(y), K))
    Y[:, y] = 1
    Y
    "one_hot.2: Y[y] = 1 fills whole rows. Pair each row with its own class."
    Y = np.zeros((len(y), K))
    Y[y] = 1
    Y
    "one_hot.3: The mark is a 1, whatever the class is called."
    rows_of(y, K) * y[:, None]
    rows_of(y, K) * (y[:, None] + 1)
    "one_hot.4: The 1 stands for the true class and the 0 for the others: yours are exchanged."
    1 - rows_of(y, K)
    "one_hot.5: The others are 0, not -1: a row is a share for each class, and sums to 1."
    2 * rows_of(y, K) - 1
    "one_hot.6: A row has one 1 only: equal to the class, not up to it."
    (np.arange(K) <= y[:, None]).astype(float)
    (np.arange(K) < y[:, None]).astype(float)
    (np.arange(K) >= y[:, None]).astype(float)
    "one_hot.7: One row for each example: do not add them up."
    rows_of(y, K).sum(axis=0)
    "one_hot.8: Of the rows of np.eye(K), one for each class: which does each example want?"
    np.eye(K)
    "one_hot.9: Keep the rows apart: a table (m, K), not one long row."
    rows_of(y, K).ravel()
    "one_hot.10: The columns are in the wrong order: class 0 is the first."
    rows_of(y, K)[:, ::-1]
    "one_hot.11: Column 0 has been left out: K classes have K columns."
    rows_of(y, K)[:, 1:]
    "F45.1: The columns are the classes 0 to K-1: class y has column y, whoever was seen."
    np.eye(K)[np.unique(y, return_inverse=True)[1]]
    "F45.1: How many classes there are is what K says: not always ten."
    rows_of(y, 10)
    "one_hot.12: The mark is 1 and the others are 0: nothing is smoothed."
    0.98 * rows_of(y, K) + 0.02 / K
    0.9 * rows_of(y, K) + 0.1 / K
    "one_hot.7: One row for each example, with its own mark: these are counts."
    np.tile(rows_of(y, K).sum(axis=0), (len(y), 1))
    "one_hot.8: The class of example i is y[i], not i."
    np.eye(len(y), K)
    "one_hot.13: The first example is forgotten: indices begin at 0."
    rows_of(y, K) * (np.arange(len(y)) > 0)[:, None]
    "one_hot.14: The last class is forgotten: it is K - 1, and it has a column too."
    rows_of(y, K) * (np.arange(K) < K - 1)
    "one_hot.15: Row i belongs to example i: the rows keep their order."
    rows_of(y, K)[::-1]
    rows_of(np.sort(y), K)
