"""Rules, losses and laws that the checks of lesson 01 hand to an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


def line(a: Any, b: float) -> Callable[[Any], Any]:
    """The rule X @ a + b; with rows of one number, X is (m,) and a is a number."""
    return lambda X: np.asarray(X) @ a + b if np.ndim(a) else np.asarray(X) * a + b


def cut(t: float) -> Callable[[Any], Any]:
    """The rule that answers +1 above t and -1 elsewhere."""
    return lambda x: np.where(np.asarray(x) > t, 1, -1)


def squared(y_hat: Any, y: Any) -> Any:
    """The squared loss of each example."""
    return (np.asarray(y_hat) - np.asarray(y)) ** 2


def wrong(y_hat: Any, y: Any) -> Any:
    """1 for each mistake, 0 for each right answer."""
    return (np.asarray(y_hat) != np.asarray(y)).astype(float)


def uneven(y_hat: Any, y: Any) -> Any:
    """A loss that is dearer on one side, so that it matters which argument comes first."""
    gap = np.asarray(y) - np.asarray(y_hat)
    return np.where(gap > 0, 3 * gap, -gap)


@dataclass
class Urn:
    """A law to draw from: one at a time or all at once, the same numbers come.

    bend : how fast P(Y = +1), or with `real` the value of Y, rises along x
    """

    bend: float
    real: bool = False

    def __call__(self, n: Any, rng: np.random.Generator) -> tuple[Any, Any]:
        u = rng.random((int(n), 2))
        x = u[:, 0]
        if self.real:
            return x, self.bend * x + u[:, 1]
        return x, np.where(u[:, 1] < 0.5 + self.bend * (x - 0.5), 1, -1)
