"""Each row's logits as shares that sum to 1. Z and result: (m, K)."""

from collections.abc import Iterator

import numpy as np

from autograder.check.exercise import Case, Exercise
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
from nnlib import losses
from nnlib.activations import sigmoid

exercise = Exercise(
    reference=losses.softmax,
    lesson="12_many_classes",
    takes={"Z": "m K"},
    returns=Array("m K"),
    shortcuts=(
        "nnlib.losses.log_softmax",
        "nnlib.losses.cross_entropy_grad",
        "nnlib.losses._cross_entropy",
        "nnlib.losses.named",
        "scipy.special.softmax",
        "scipy.special.log_softmax",
    ),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("more examples than classes", (scores(rng, 6, 3),))
    yield Case("as many examples as classes", (scores(rng, 4, 4),))
    yield Case("more classes than examples", (scores(rng, 2, 5),))
    yield Case("two classes", (scores(rng, 5, 2),))
    yield Case("a single example", (scores(rng, 1, 3),))
    yield Case("every score 0", (np.zeros((2, 4)),))
    yield Case("all scores below 0", (scores(rng, 3, 3) - 4,))
    shift = np.array([[1000.0], [0.0], [-1000.0]])
    yield Case("a row near 1000, one near -1000", (scores(rng, 3, 4) + shift,), aspect=LARGE)
    far = np.array([[1000.0, -1000.0, 0.0], [-1000.0, -1000.0, -1000.0]])
    yield Case("scores of ±1000 in one row", (far,), aspect=LARGE)
    yield Case("whole numbers", (of_whole(rng, 5, 3),), aspect=WHOLE)


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for m, K in ((8, 3), (3, 7), (5, 5)):
        yield Case("random scores", (2 * scores(rng, m, K),))
    yield Case("one class", (scores(rng, 3, 1),))
    yield Case("ties", (np.array([[1.0, 1.0, 0.5], [0.0, 2.0, 2.0]]),))
    ramp = np.array([[1e5, 1e5 - 1, 0.0], [-1e5, 1 - 1e5, -2e5]])
    yield Case("scores of ±100000", (ramp,), aspect=LARGE)
    yield Case("whole numbers of ±1000", (np.array([[1000, 999], [-1000, -998]]),), aspect=LARGE)


@exercise.mistakes(eps=(1e-6, 1e-5, 1e-3))
def _(Z, *, eps):
    "F46.1: Each row is an example of its own: its shares sum to 1. Sum along axis=1."
    stable(Z, 0)
    plain(Z, 0)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    E / E.sum(axis=0)
    np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum(axis=0)
    "F46.1: Each row is an example of its own: one sum over the whole table is too few."
    np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum()
    np.exp(Z) / np.exp(Z).sum()
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    E / E.sum()
    "F46.2: Here (m, K) over (m,) fits not at all, or the wrong way: keepdims=True helps."
    E = np.exp(Z)
    E / E.sum(axis=1)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    E / E.sum(axis=1)
    "F46.2: Here (m, K) minus (m,) fits not at all, or the wrong way: the maxima are a column too."
    E = np.exp(Z - Z.max(axis=1))
    E / E.sum(axis=1, keepdims=True)
    E = np.exp(Z - Z.max(axis=1))
    E / E.sum(axis=1)
    "F46.3: Take off the largest score even if it is below 0: a row of -1000 becomes 0 over 0."
    E = np.exp(Z - np.maximum(0, Z.max(axis=1, keepdims=True)))
    E / E.sum(axis=1, keepdims=True)
    "F46.4: Shift the scores before both the top and the sum: one without the other changes them."
    np.exp(Z - Z.max(axis=1, keepdims=True)) / np.exp(Z).sum(axis=1, keepdims=True)
    np.exp(Z) / np.exp(Z - Z.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)
    "F46.5: Scores may be below 0, and shares may not: np.exp comes first."
    Z / Z.sum(axis=1, keepdims=True)
    "F46.5: With np.exp scores below 0 keep their distances; an absolute value loses their signs."
    np.abs(Z) / np.abs(Z).sum(axis=1, keepdims=True)
    "F46.5: With np.exp all scores become positive; a ReLU forgets those below 0."
    P = np.maximum(Z, 0)
    P / P.sum(axis=1, keepdims=True)
    "F46.5: With np.exp all scores become positive; a square loses their signs."
    Z**2 / (Z**2).sum(axis=1, keepdims=True)
    "F46.5: Lifting the least score to 0 leaves its class no share: np.exp leaves every class some."
    P = Z - Z.min(axis=1, keepdims=True)
    P / P.sum(axis=1, keepdims=True)
    "F46.6: Every class has a share, not the winner alone: this is soft."
    rows_of(Z.argmax(axis=1), Z.shape[1])
    (Z == Z.max(axis=1, keepdims=True)).astype(float)
    "F46.7: One sum over the classes of a row: a sigmoid for each does not know the others."
    sigmoid(Z)
    "F46.7: A sigmoid on top is not an exponential: np.exp alone, then the sum."
    sigmoid(Z) / sigmoid(Z).sum(axis=1, keepdims=True)
    "softmax.1: Right, until a score is large: take the largest of its row off first."
    plain(Z)
    "softmax.1: Each row needs its own largest score: beside a row of 1000 another vanishes."
    E = np.exp(Z - Z.max())
    E / E.sum(axis=1, keepdims=True)
    "softmax.1: Right, until scores lie far apart: take off the largest, nothing else."
    plain(Z - Z.mean(axis=1, keepdims=True))
    "softmax.2: Every score of a row must move by the same amount: maxima along axis=1."
    E = np.exp(Z - Z.max(axis=0))
    E / E.sum(axis=1, keepdims=True)
    "softmax.3: Clipping is not shifting: scores far out lose their distances."
    plain(np.clip(Z, -500, 500))
    "softmax.4: The shares do not sum to 1 yet: divide each row by its sum."
    np.exp(Z - Z.max(axis=1, keepdims=True))
    np.exp(Z)
    "softmax.4: Divide by the sum of the row, not by its largest or its number of classes."
    np.exp(Z) / np.exp(Z).max(axis=1, keepdims=True)
    np.exp(Z) / Z.shape[1]
    "softmax.4: The exponentials are divided by the sum of exponentials, not of scores."
    np.exp(Z) / Z.sum(axis=1, keepdims=True)
    "softmax.4: Shares sum to 1; dividing by the length makes their squares do so."
    E = np.exp(Z)
    E / np.linalg.norm(E, axis=1, keepdims=True)
    "softmax.5: Softmax once: shares of shares are nearly alike."
    stable(stable(Z))
    plain(plain(Z))
    "softmax.6: Those are logarithms of the shares: np.exp brings them back."
    (
        Z
        - Z.max(axis=1, keepdims=True)
        - np.log(np.exp(Z - Z.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True))
    )
    np.log(plain(Z))
    "softmax.7: The largest score has the largest share: no minus in front."
    stable(-Z)
    plain(-Z)
    "softmax.8: The base is e: np.exp."
    stable(Z * np.log(2))
    10.0**Z / (10.0**Z).sum(axis=1, keepdims=True)
    "softmax.9: The caller still needs Z: Z = Z - … makes a new array, Z -= … does not."
    Z -= Z.max(axis=1, keepdims=True)
    E = np.exp(Z)
    E / E.sum(axis=1, keepdims=True)
    "softmax.10: A table made like whole numbers cuts the shares off: ask for floats."
    P = np.zeros_like(Z)
    P[:] = stable(Z)
    P
    "softmax.11: Rows are examples, as in Z: nothing is transposed."
    stable(Z).T
    "softmax.12: A row of shares for each example: nothing is added up, nobody wins yet."
    stable(Z).sum(axis=1)
    "softmax.13: Nothing is added to the sum: after the shift it is at least 1."
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    E / (E.sum(axis=1, keepdims=True) + eps)
    "softmax.8: The base is e: np.exp."
    E = 2 ** (Z - Z.max(axis=1, keepdims=True))
    E / E.sum(axis=1, keepdims=True)
    "F46.7: A sigmoid on top is no exponential, clipped or not: np.exp alone, then the sum."
    E = sigmoid(np.clip(Z, -500, 500))
    E / E.sum(axis=1, keepdims=True)
    "softmax.14: The shares as they are: nothing is mixed in."
    0.99 * stable(Z) + 0.01 / Z.shape[1]
    0.9 * stable(Z) + 0.1 / Z.shape[1]
    "softmax.15: Only a number that is the same for the whole row comes off: nothing is divided."
    S = Z - Z.mean(axis=1, keepdims=True)
    stable(S / (Z.std(axis=1, keepdims=True) + 1e-9))
    stable(Z / np.abs(Z).max(axis=1, keepdims=True))
    stable(Z / 2)
