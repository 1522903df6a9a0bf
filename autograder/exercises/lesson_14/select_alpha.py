"""The alpha with the least held-out error. alphas (a,), errors (k, a), sizes (k,) -> number"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number


def select_alpha(alphas: Any, errors: Any, sizes: Any) -> Any:
    """The alpha whose mean error over the folds is least, each fold weighted by its size."""
    return alphas[int(np.argmin(np.average(errors, axis=0, weights=sizes)))]


exercise = Exercise(
    reference=select_alpha,
    lesson="14_generalisation",
    takes={"alphas": "a", "errors": "k a", "sizes": "k"},
    returns=Number(),
    shortcuts=("nnlib.generalise.select_alpha",),
)

# Each table is made so that some other rule would choose another column.
TABLES = (
    # the least mean is in column 2; the least single number in 0, the largest mean in 3
    ("a single lucky fold", [[1, 8, 4, 9], [9, 6, 3, 8], [9, 7, 5, 9]], [5, 5, 5]),
    # by size column 0 wins, unweighted and by inverse size column 2
    ("folds of unequal size", [[2, 3, 4], [8, 6.5, 5.5], [9, 7, 6]], [40, 10, 10]),
    # by size and unweighted column 0, by inverse size 1; by size 1, by squares of the sizes 0
    ("the larger fold first", [[3, 5], [6, 4.5]], [10, 5]),
    ("one fold larger than two", [[2, 4], [6, 4.3], [6, 4.3]], [8, 5, 5]),
    ("the small fold last", [[5, 3, 6], [5, 3, 6], [1, 9, 8]], [12, 12, 3]),
    # mean: column 1; middle of the folds: column 2; most folds won: column 2; least worst: 0
    ("one fold goes wrong", [[5, 4, 3.5], [5, 4, 3.5], [5.2, 5.4, 9]], [6, 6, 6]),
    ("the first fold prefers another", [[2, 5, 6, 7], [9, 4, 6, 7], [9, 4, 6, 7]], [4, 4, 5]),
    ("the last fold prefers another", [[7, 4, 6], [7, 4, 6], [7, 5, 3]], [5, 4, 4]),
    # smallest total of three; its root differs from others by order of the columns alone
    ("a narrow valley", [[6, 5, 4.6, 4.5, 4.7], [6, 5, 4.6, 4.4, 4.8]], [9, 8]),
    ("the first is the best", [[3, 4, 5], [3, 4, 4]], [7, 7]),
    ("a single fold", [[4, 3, 2.5, 5]], [20]),
    ("two nearly alike", [[4, 2, 2.1], [8, 6, 6.2], [12, 9, 9.3]], [5, 5, 5]),
    ("as many folds as settings", [[3, 2, 7], [9, 3, 1], [2, 2.5, 7]], [5, 5, 5]),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for note, table, sizes in TABLES:
        errors = np.array(table) * rng.uniform(0.9, 1.1)
        alphas = _settings(rng, errors.shape[1])
        alphas = np.sort(alphas) if note == "two nearly alike" else alphas
        yield Case(note, (alphas, errors, np.array(sizes)))
    whole = np.array([4, 1, 2]), np.array([[5, 6, 3], [9, 2, 4]]), np.array([3, 2])
    yield Case("whole numbers", whole)


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for k, a in ((5, 8), (3, 4), (10, 6)):
        errors = rng.uniform(1, 9, (k, a))
        yield Case("random errors", (_settings(rng, a), errors, rng.integers(5, 40, k)))


def _settings(rng: np.random.Generator, a: int) -> Any:
    """Strengths of a penalty in no order, none of them a place or an error."""
    return rng.permutation(10.0 ** -np.arange(2, 2 + a)) * rng.uniform(1.1, 4)


@exercise.mistakes
def _(alphas, errors, sizes):
    mean = np.average(errors, axis=0, weights=sizes)
    best = int(np.argmin(mean))
    "F53.2: One fold alone does not choose: take the mean over all of them."
    alphas[np.argmin(errors[0])]
    alphas[np.argmin(errors[-1])]
    "F53.3: Errors are good where they are small: argmin, not argmax."
    alphas[np.argmax(mean)]
    "F53.4: Folds of unequal size count by their size: weigh the mean with sizes."
    alphas[np.argmin(np.mean(errors, axis=0))]
    "select_alpha.1: The alpha itself, not its place in the list."
    best
    "select_alpha.2: Which alpha was asked, not how small its error is."
    mean[best]
    "select_alpha.3: The least single number is one lucky fold: first the mean over the folds."
    alphas[np.argmin(np.min(errors, axis=0))]
    alphas[np.argmin(errors)]
    "select_alpha.4: Mean over the folds, not the worst of them."
    alphas[np.argmin(np.max(errors, axis=0))]
    "select_alpha.5: Mean over the folds, not their middle one."
    alphas[np.argmin(np.median(errors, axis=0))]
    "select_alpha.6: Folds do not vote: a fold that goes very wrong has to count for more."
    alphas[np.argmax(np.bincount(np.argmin(errors, axis=1), minlength=len(alphas)))]
    "select_alpha.7: Weights in proportion to the sizes: a large fold counts for more, not less."
    alphas[np.argmin(np.average(errors, axis=0, weights=1 / sizes))]
    "select_alpha.8: A row is a fold, a column an alpha: the mean is over the rows, axis=0."
    alphas[np.argmin(np.mean(errors, axis=1))]
    "select_alpha.9: Neither the strongest nor the weakest penalty: look at the errors."
    np.max(alphas)
    np.min(alphas)
    "select_alpha.10: Alphas may stand in any order: the place of the least error is what counts."
    np.sort(alphas)[best]
    np.sort(alphas)[::-1][best]
    "select_alpha.11: One alpha for all folds, not one for each."
    alphas[np.argmin(errors, axis=1)]
    "select_alpha.12: The alpha alone: its error was not asked for."
    alphas[best], mean[best]
    "select_alpha.13: One of the alphas that were tried, not a mean of them."
    np.mean(alphas[np.argmin(errors, axis=1)])
    np.average(alphas[np.argmin(errors, axis=1)], weights=sizes)
    np.average(alphas, weights=1 / mean)
    "select_alpha.14: The least mean was asked for, without a margin for its spread."
    margin = np.std(errors[:, best]) / np.sqrt(len(errors))
    np.max(alphas[mean <= mean[best] + margin])
    "select_alpha.15: The steadiest alpha is not the best: the mean, not the spread."
    alphas[np.argmin(np.std(errors, axis=0))]
    "select_alpha.16: Only the largest fold is asked: all of them count, by their size."
    alphas[np.argmin(errors[np.argmax(sizes)])]
    "select_alpha.7: Weights in proportion to the sizes: of the fold itself, not of all the others."
    alphas[np.argmin((np.sum(sizes) - sizes) @ errors)]
    "select_alpha.6: Folds do not vote, not even by their sizes: average the errors."
    wins = np.bincount(np.argmin(errors, axis=1), weights=sizes, minlength=len(alphas))
    alphas[np.argmax(wins)]
    "select_alpha.17: By the sizes as they are: no root of them, no square."
    alphas[np.argmin(np.sqrt(sizes) @ errors)]
    alphas[np.argmin(np.asarray(sizes) ** 2 @ errors)]
    "F53.2: All folds have a say: none is left out."
    alphas[np.argmin(sizes[:-1] @ errors[:-1])]
    "select_alpha.18: The best of all, not the second best: where does the count begin?"
    alphas[np.argsort(mean)[1]]
