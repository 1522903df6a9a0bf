"""What A (m, n) and B (n, k) are sent, when their product was sent G (m, k)."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, Record
from autograder.exercises.lesson_09.shared import WALKS, away


def matmul_back(G: Any, A: Any, B: Any) -> tuple[Any, Any]:
    """What A (m, n) and B (n, k) are sent, when their product was sent G (m, k)."""
    return G @ B.T, A.T @ G


exercise = Exercise(
    reference=matmul_back,
    lesson="09_autodiff",
    takes={"G": "m k", "A": "m n", "B": "n k"},
    returns=Record(GA=Array("m n"), GB=Array("n k")),
    shortcuts=WALKS,
)


def _three(rng: np.random.Generator, m: int, n: int, k: int) -> tuple[Any, Any, Any]:
    return away(rng, (m, k)), away(rng, (m, n)), away(rng, (n, k))


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("five rows, three inputs, two units", _three(rng, 5, 3, 2))
    yield Case("everything square", _three(rng, 3, 3, 3))
    yield Case("one row", _three(rng, 1, 3, 2))
    yield Case("one column", _three(rng, 4, 3, 1))
    whole = tuple(rng.integers(1, 6, shape) for shape in [(4, 2), (4, 3), (3, 2)])
    yield Case("whole numbers", whole)


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for _ in range(4):
        m, n, k = (int(size) for size in rng.integers(2, 7, 3))
        yield Case("other sizes", _three(rng, m, n, k))


@exercise.mistakes
def _(G, A, B):
    "F41.2: What came back, G, is missing: ones would stand for a plain sum."
    np.ones(G.shape) @ B.T, A.T @ np.ones(G.shape)
    "F41.4: The sides are exchanged: A stood on the left of B, so G stands on the left of Bᵀ."
    B.T @ G, G @ A.T
    "F41.4: One factor has to be turned round: what is G's shape, and what must come out?"
    G @ B, A @ G
    "matmul_back.1: A's blame comes first, then B's."
    A.T @ G, G @ B.T
    "matmul_back.2: Blame has the shape of what it belongs to: these are the transposes."
    B @ G.T, G.T @ A
    "matmul_back.3: No mean is taken here: the blame of the rows adds up."
    G @ B.T / len(A), A.T @ G / len(A)
    "matmul_back.3: No mean is taken here: the blame of the rows adds up."
    G @ B.T, A.T @ G / len(A)
    "matmul_back.4: B's blame is right. A itself is not what A is sent: that comes from G and B."
    A, A.T @ G
    "matmul_back.5: A's blame is right. B itself is not what B is sent: that comes from A and G."
    G @ B.T, B
    "matmul_back.6: The blame of all rows adds up: not that of the first row alone."
    G @ B.T, np.outer(A[0], G[0])
    "matmul_back.7: There is no minus here."
    -G @ B.T, -A.T @ G
    "matmul_back.8: Entry by entry is another product: rows meet columns here, with @."
    G * B, G * A
    "matmul_back.9: A transpose turns rows into columns: reshape only deals the numbers out anew."
    G @ B.reshape(B.shape[::-1]), A.reshape(A.shape[::-1]) @ G
    "matmul_back.10: Each product is whole already: no further factor A or B."
    G @ B.T * A, A.T @ G * B
    "matmul_back.2: Blame has the shape of what it belongs to: one of yours is transposed."
    (G @ B.T).T, A.T @ G
    G @ B.T, (A.T @ G).T
