"""Of all w that fit best in least squares, the shortest. Phi (m, p), y (m,) -> (p,)"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.compare import Tolerance
from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from nnlib import drawn_layer

exercise = Exercise(
    reference=drawn_layer.min_norm_fit,
    lesson="14_generalisation",
    takes={"Phi": "m p", "y": "m"},
    returns=Array("p"),
    tolerance=Tolerance(1e-6, 1e-7),  # Phi.T @ Phi costs some digits
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("more examples than features", _task(rng, 7, 3))
    yield Case("more features than examples", _task(rng, 3, 7))
    yield Case("as many of both, and a direction that hardly shows", _task(rng, 4, 4, 0.01))
    yield Case("one example", _task(rng, 1, 3))
    Phi, y = _task(rng, 6, 3)
    yield Case("a column that comes twice", (np.column_stack([Phi, Phi[:, 0]]), y))
    Phi, y = _task(rng, 3, 6)
    twice = np.vstack([Phi, Phi[:1]])
    yield Case("one example with two answers", (twice, np.append(y, y[0] + 2)))
    whole = np.array([[1, 0, 1], [0, 2, 0]]), np.array([4, 6])
    yield Case("whole numbers", whole)


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for m, p in ((12, 5), (5, 30)):
        yield Case(f"{m} examples, {p} features", _task(rng, m, p))
    yield Case(
        "a column of zeros", (np.column_stack([_task(rng, 5, 2)[0], np.zeros(5)]), np.ones(5))
    )


def _task(rng: np.random.Generator, m: int, p: int, least: float = 0.8) -> tuple[Any, Any]:
    """Features of middles that are not 0, far from depending on one another, or as far as `least`.

    The lesson's peak is where some direction hardly shows: there nobody arrives by small steps.
    """
    left, _ = np.linalg.qr(rng.normal(size=(m, m)))
    right, _ = np.linalg.qr(rng.normal(size=(p, p)))
    k = min(m, p)
    sizes = rng.uniform(0.8, 2.5, k)
    sizes[0], sizes[-1] = 2.5, least  # so far apart that cutting the small ones off shows
    Phi = left[:, :k] * sizes @ right[:k]
    return Phi, rng.uniform(0.5, 2, m) * rng.choice([-1, 1], m)


def _ridge(Phi: Any, y: Any, lam: float) -> Any:
    """With a penalty, for the wrong answers below."""
    return np.linalg.solve(Phi.T @ Phi + lam * np.eye(Phi.shape[1]), Phi.T @ y)


def _downhill(Phi: Any, y: Any, lr: Any, steps: int) -> Any:
    """Where so many steps downhill from 0 end, without walking them."""
    U, s, Vt = np.linalg.svd(np.asarray(Phi, dtype=float), full_matrices=False)
    left = (1 - lr * s**2) ** steps
    return Vt.T @ ((1 - left) / s * (U.T @ y))


@exercise.mistakes(
    lam=(1e-6, 1e-4, 1e-3, 0.01, 0.1, 1),
    steps=(100, 500, 1000, 2000, 3000, 4000, 5000, 10000, 20000),
)
def _(Phi, y, *, lam, steps):
    m, p = Phi.shape
    best = drawn_layer.min_norm_fit(Phi, y)
    "F55.2: With more features than examples that matrix has no inverse: use lstsq or pinv."
    np.linalg.inv(Phi.T @ Phi) @ Phi.T @ y
    np.linalg.solve(Phi.T @ Phi, Phi.T @ y)
    "min_norm_fit.1: Only with more features than examples: for fewer it is another formula."
    Phi.T @ np.linalg.solve(Phi @ Phi.T, y)
    Phi.T @ np.linalg.inv(Phi @ Phi.T) @ y
    "min_norm_fit.2: That fits, and is not the shortest: it leaves all features but a few unused."
    k = min(m, p)
    np.append(drawn_layer.min_norm_fit(Phi[:, :k], y), np.zeros(p - k))
    np.append(np.zeros(p - k), drawn_layer.min_norm_fit(Phi[:, p - k :], y))
    "min_norm_fit.3: No penalty: a w that pays for its length fits less well than the best."
    _ridge(Phi, y, lam)
    _ridge(Phi, y, lam * m)
    "min_norm_fit.4: The weights are asked for, not the answers that they give."
    Phi @ best
    "min_norm_fit.5: From lstsq come four things: the weights are the first of them."
    np.linalg.lstsq(Phi, y, rcond=None)
    "min_norm_fit.6: What every feature has to do with y, one by one: they have to fit together."
    Phi.T @ y
    Phi.T @ y / m
    Phi.T @ y / np.sum(Phi**2, axis=0)
    "min_norm_fit.7: As it stands: Phi has no further column of ones, and nothing is centred."
    drawn_layer.min_norm_fit(Phi - np.mean(Phi, axis=0), y - np.mean(y))
    drawn_layer.min_norm_fit(np.column_stack([np.ones(m), Phi]), y)
    drawn_layer.min_norm_fit(np.column_stack([np.ones(m), Phi]), y)[1:]
    "min_norm_fit.8: The shortest of those that fit best, not shortened to length 1."
    best / np.linalg.norm(best)
    "min_norm_fit.9: How long it is was not asked: the weights themselves."
    np.linalg.norm(best)
    "min_norm_fit.10: What is left over at the examples is not asked, but the weights."
    y - Phi @ best
    "min_norm_fit.11: The best fit itself, not a mean over the examples: nothing is divided by m."
    best / m
    "min_norm_fit.12: Singular values that are not 0 count, however small: none is cut off."
    np.linalg.lstsq(Phi, y, rcond=0.6)[0]
    np.linalg.lstsq(Phi, y, rcond=0.5)[0]
    np.linalg.lstsq(Phi, y, rcond=0.01)[0]
    "min_norm_fit.13: Downhill it has not arrived: a direction that hardly shows takes for ever."
    _downhill(Phi, y, 1 / np.linalg.norm(Phi, 2) ** 2, steps)
    _downhill(Phi, y, 0.1, steps)
    _downhill(Phi, y, 0.01, steps)
    _downhill(Phi, y, 0.1 / m, steps)
    w = np.zeros(p)
    for _ in range(10):
        w = w - 0.1 * Phi.T @ (Phi @ w - y)
    w
    w = np.zeros(p)
    for _ in range(10):
        w = w - 0.1 * Phi.T @ (Phi @ w - y) / m
    w
    "min_norm_fit.14: Downhill from 1 ends at another fit: only from 0 at the shortest."
    best + (np.ones(p) - drawn_layer.min_norm_fit(Phi, Phi @ np.ones(p)))
    "min_norm_fit.15: The error is y minus the answer: your weights have the opposite sign."
    -best
    "min_norm_fit.16: One weight for each feature: w is one row of numbers, (p,), not a table."
    np.outer(best, y)
    "min_norm_fit.17: An inverse is for square matrices, and Phi is mostly none: pinv takes any."
    np.linalg.inv(Phi) @ y
    "min_norm_fit.18: Examples may repeat, and columns too: then neither matrix has an inverse."
    np.linalg.solve(Phi.T @ Phi, Phi.T @ y) if m > p else Phi.T @ np.linalg.solve(Phi @ Phi.T, y)
    "min_norm_fit.19: Every example counts: the last one is left out."
    np.linalg.pinv(Phi[:-1]) @ y[:-1]
