"""The perceptron's convergence theorem, held against the run that really happened.

A theorem about all runs can be checked on each one. `certificate` keeps the two numbers of the
proof after every mistake, and both inequalities must hold at each; `orthonormal_example` is data
on which the bound is reached, so no better one exists. Where no line separates the data the
theorem is silent, and `find_cycle` shows what happens instead: the run comes back to a place
where it has been, and goes round for ever.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from nnlib.arguments import check_count
from nnlib.perceptron import check_examples, proof_numbers, proof_trace, visits
from nnlib.shapes import Array, IntArray

__all__ = ["Certificate", "certificate", "find_cycle", "orthonormal_example"]


@dataclass(frozen=True, eq=False)
class Certificate:
    """The convergence proof as numbers: along (t,), squared (t,), and what they must obey."""

    along: Array
    squared: Array
    rho: float
    C: float
    bound: float
    mistakes: int

    @property
    def holds(self) -> bool:
        """Are along_t >= t rho and squared_t <= t C^2 true at every single update?

        Both sides are sums of t rounded terms, so half of the digits are asked for, no more.
        """
        t = np.arange(1, self.mistakes + 1)
        slack = float(np.sqrt(np.finfo(self.along.dtype).eps))
        longest = self.rho * np.sqrt(self.bound)  # C ||w_star||, the most that a step can add
        lower = self.along >= t * (self.rho - slack * longest)
        upper = self.squared <= t * self.C**2 * (1 + slack)
        return bool(np.all(lower) and np.all(upper))


def certificate(
    X: ArrayLike, y: ArrayLike, w_star: ArrayLike, max_sweeps: int = 1000
) -> Certificate:
    """Run from w = 0 through the origin and keep everything that the proof speaks of.

    X (m, n), with its column of ones if there is a bias; y (m,) in {-1, +1}; w_star (n,), which
    must separate the data
    """
    rho, C_squared, w_squared = proof_numbers("certificate", X, y, w_star)
    check_count("certificate", "max_sweeps", max_sweeps)
    along, squared = proof_trace(X, y, w_star, max_sweeps)
    return Certificate(
        along=along,
        squared=squared,
        rho=rho,
        C=float(np.sqrt(C_squared)),
        bound=C_squared * w_squared / rho**2,
        mistakes=len(along),
    )


def orthonormal_example(n: int) -> tuple[Array, IntArray]:
    """n unit vectors with alternating labels, X (n, n) and y (n,): here the bound is reached.

    Through the origin, nothing learned from one example helps with the next: each of the n costs
    a mistake. And w_star = y has rho = 1, C = 1, ||w_star||^2 = n: the theorem allows exactly n.
    """
    check_count("orthonormal_example", "n", n)
    return np.eye(n), 1 - 2 * (np.arange(n) % 2)


def find_cycle(X: ArrayLike, y: ArrayLike, max_sweeps: int = 1000) -> tuple[int, int] | None:
    """(start, length) of the first return to an earlier (w, b, place in the sweep), or None.

    Both are counted in examples looked at, from w = 0 and b = 0. All that follows depends on
    that state alone, so the run goes in circles: a proof that no line separates the data.
    None says that the run converged, or did not return within max_sweeps.
    X (m, n), y (m,) in {-1, +1}
    """
    X, y = check_examples("find_cycle", X, y)
    check_count("find_cycle", "max_sweeps", max_sweeps)
    m, n = X.shape
    seen = {((0.0,) * n, 0.0, 0): 0}
    last_mistake = 0
    for k, (i, wrong, w, b) in enumerate(visits(X, y, max_sweeps), start=1):
        last_mistake = k if wrong else last_mistake
        state = (tuple(w.tolist()), b, (i + 1) % m)
        start = seen.setdefault(state, k)
        if start < k:
            return (start, k - start) if last_mistake > start else None
    return None
