"""The perceptron: look at one example at a time, and move only when you are wrong.

A mistake is an example with y (w·x + b) <= 0. It adds y x to w and y to b; nothing else ever
moves, and a sweep over all examples without a mistake ends the run. If some w_star separates
the data, the run must end: with rho = min y <w_star, x> and C = max ||x||, each mistake adds at
least rho to <w_star, w> and at most C^2 to ||w||^2. A vector that is long in one direction
cannot be short, so t mistakes need t rho <= ||w_star|| C sqrt(t).

The proof goes through the origin: its bias is one more weight, on a column of ones that
`with_ones` appends. `convergence` holds the proof against a run, step by step.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from nnlib.arguments import as_finite, as_signs, check_count, check_number, check_positive
from nnlib.shapes import Array, IntArray, as_float, check_shapes

__all__ = [
    "Run",
    "margin",
    "mistake_bound",
    "perceptron_step",
    "perceptron_train",
    "predict",
    "proof_trace",
    "run",
    "visits",
    "with_ones",
]

Visit: TypeAlias = tuple[int, bool, Array, float]


def perceptron_step(w: ArrayLike, b: float, x: ArrayLike, y: float) -> tuple[Array, float]:
    """Look at one example: (w + y x, b + y) after a mistake, (w, b) otherwise, always new.

    w, x : (n,);  y is -1 or +1;  a score of exactly 0 is a mistake
    """
    who = "perceptron_step"
    w, x, sign = as_finite(who, "w", w), as_finite(who, "x", x), as_signs(who, "y", y)
    check_shapes(who, w=(w, "n"), x=(x, "n"), y=(sign, ""))
    check_number(who, "b", b)
    sign = sign.astype(x.dtype)
    if sign * (x @ w + b) <= 0:
        return w + sign * x, float(b + sign)
    return w.copy(), float(b)


def perceptron_train(
    X: ArrayLike, y: ArrayLike, max_sweeps: int = 1000, lr: float = 1.0
) -> tuple[Array, float, int]:
    """Sweep over the examples in their order, from w = 0, until a whole sweep has no mistake.

    From w = 0 the step size lr only scales w and b: it decides neither a mistake nor a side.

    Parameters
    ----------
    X : (m, n)
    y : (m,)   labels in {-1, +1}
    max_sweeps : where to give up, for data that no line separates

    Returns
    -------
    w : (n,)
    b : float
    mistakes : how many updates were made
    """
    X, y = check_examples("perceptron_train", X, y)
    _check_pace("perceptron_train", max_sweeps, lr)
    mistakes = 0
    for _, wrong, w_now, b_now in _visits(X, y, max_sweeps, lr):
        mistakes += wrong
        w, b = w_now, b_now
    return w, b, mistakes


@dataclass(frozen=True, eq=False)
class Run:
    """What happened in one run from w = 0: one row per mistake, taken after its update.

    example : (t,)    the index of the example that was wrong
    w       : (t, n)  never empty: at w = 0 every score is 0, so the first example is a mistake
    b       : (t,)
    sweeps counts the last, clean one too; converged says that there was one
    """

    example: IntArray
    w: Array
    b: Array
    mistakes: int
    sweeps: int
    converged: bool


def run(X: ArrayLike, y: ArrayLike, max_sweeps: int = 1000, lr: float = 1.0) -> Run:
    """The same journey as perceptron_train, with every update kept.  X (m, n), y (m,) in ±1."""
    X, y = check_examples("run", X, y)
    _check_pace("run", max_sweeps, lr)
    seen, since_mistake = 0, 0
    updates = []
    for i, wrong, w, b in _visits(X, y, max_sweeps, lr):
        seen += 1
        since_mistake = 0 if wrong else since_mistake + 1
        if wrong:
            updates.append((i, w, b))
    example, ws, bs = zip(*updates, strict=True)
    return Run(
        example=np.array(example),
        w=np.array(ws),
        b=np.array(bs, dtype=X.dtype),
        mistakes=len(updates),
        sweeps=seen // len(X),
        converged=since_mistake >= len(X),
    )


def visits(X: ArrayLike, y: ArrayLike, max_sweeps: int = 1000, lr: float = 1.0) -> Iterator[Visit]:
    """The run in slow motion: (i, wrong, w, b) for every example looked at, after its update.

    X (m, n), y (m,) in {-1, +1};  i is the example's index, w (n,) is new after every mistake
    """
    X, y = check_examples("visits", X, y)
    _check_pace("visits", max_sweeps, lr)
    return _visits(X, y, max_sweeps, lr)


def predict(w: ArrayLike, b: float, X: ArrayLike) -> IntArray:
    """+1 where w·x + b > 0, else -1.  w (n,), X (m, n), result (m,)."""
    w, X = as_float("predict", "w", w), as_float("predict", "X", X)
    check_shapes("predict", w=(w, "n"), X=(X, "m n"))
    check_number("predict", "b", b)
    return np.where(X @ w + b > 0, 1, -1)


def margin(w: ArrayLike, b: float, X: ArrayLike, y: ArrayLike) -> float:
    """min y (w·x + b) / ||w||: how far the closest example is from the line, on its own side.

    Negative as soon as one example is on the wrong side; the length of w does not matter.
    w (n,), X (m, n), y (m,) in {-1, +1}
    """
    w = as_finite("margin", "w", w)
    X, y = check_examples("margin", X, y)
    check_shapes("margin", w=(w, "n"), X=(X, "m n"))
    check_number("margin", "b", b)
    if not np.any(w):
        raise ValueError(
            "margin: w is all zeros, expected a direction: without one there is no line to be "
            "far from. Try the w of a trained perceptron."
        )
    return float(np.min(y * (X @ w + b)) / np.linalg.norm(w))


def with_ones(X: ArrayLike) -> Array:
    """X with a last column of ones, whose weight is the bias.  (m, n) becomes (m, n + 1)."""
    X = as_float("with_ones", "X", X)
    check_shapes("with_ones", X=(X, "m n"))
    return np.hstack([X, np.ones((len(X), 1), dtype=X.dtype)])


def mistake_bound(X: ArrayLike, y: ArrayLike, w_star: ArrayLike) -> float:
    """(C ||w_star|| / rho)^2: no run from w = 0 through the origin makes more mistakes.

    Any separating w_star gives a true bound; one with a wide margin gives a small one.
    X (m, n), with its column of ones if there is a bias; y (m,) in {-1, +1}; w_star (n,)
    """
    rho, C_squared, w_squared = proof_numbers("mistake_bound", X, y, w_star)
    return C_squared * w_squared / rho**2


def proof_trace(
    X: ArrayLike, y: ArrayLike, w_star: ArrayLike, max_sweeps: int = 1000
) -> tuple[Array, Array]:
    """The two numbers of the proof after every mistake of a run from w = 0 through the origin.

    Parameters
    ----------
    X : (m, n)      with its column of ones if there is a bias
    y : (m,)        labels in {-1, +1}
    w_star : (n,)   the direction to compare with

    Returns
    -------
    along   : (t,)  <w_star, w>, at least t rho
    squared : (t,)  ||w||^2, at most t C^2
    """
    w_star = as_finite("proof_trace", "w_star", w_star)
    X, y = check_examples("proof_trace", X, y)
    check_shapes("proof_trace", w_star=(w_star, "n"), X=(X, "m n"))
    _check_pace("proof_trace", max_sweeps)
    steps = _visits(X, y, max_sweeps, learn_bias=False)
    pairs = [(w_star @ w, w @ w) for _, wrong, w, _ in steps if wrong]
    along, squared = np.array(pairs, dtype=X.dtype).T
    return along, squared


def check_examples(who: str, X: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """X (m, n) finite with m >= 1, and y (m,) in {-1, +1} with the dtype of X."""
    X, y = as_finite(who, "X", X), as_float(who, "y", y)
    check_shapes(who, X=(X, "m n"), y=(y, "m"))
    if len(X) == 0:
        raise ValueError(f"{who}: X has no rows, expected at least one example. Print X.shape.")
    return X, as_signs(who, "y", y).astype(X.dtype)


def proof_numbers(
    who: str, X: ArrayLike, y: ArrayLike, w_star: ArrayLike
) -> tuple[float, float, float]:
    """rho, C^2 and ||w_star||^2 of a w_star that separates; squares, as a root would be rounded."""
    w_star = as_finite(who, "w_star", w_star)
    X, y = check_examples(who, X, y)
    check_shapes(who, w_star=(w_star, "n"), X=(X, "m n"))
    scores = y * (X @ w_star)
    rho = float(np.min(scores))
    if rho <= 0:
        raise ValueError(
            f"{who}: w_star does not separate: example {np.argmin(scores)} has "
            f"y <w_star, x> = {rho:.3g}, expected more than 0 everywhere. Try "
            f"w_star = np.append(w, b) of a perceptron that converged, with with_ones(X)."
        )
    return rho, float(np.max(np.sum(X**2, axis=1))), float(w_star @ w_star)


def _visits(
    X: Array, y: Array, max_sweeps: int, lr: float = 1.0, learn_bias: bool = True
) -> Iterator[Visit]:
    w, b, lr = np.zeros(X.shape[1], dtype=X.dtype), 0.0, float(lr)
    for _ in range(max_sweeps):
        clean = True
        for i in range(len(X)):
            wrong = bool(y[i] * (X[i] @ w + b) <= 0)
            if wrong:
                w = w + lr * y[i] * X[i]
                b = b + float(lr * y[i]) * learn_bias
                clean = False
            yield i, wrong, w, b
        if clean:
            return


def _check_pace(who: str, max_sweeps: int, lr: float = 1.0) -> None:
    check_count(who, "max_sweeps", max_sweeps)
    check_positive(who, "lr", lr)
