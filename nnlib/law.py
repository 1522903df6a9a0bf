"""A law on a few inputs, in exact fractions: what chance does, with nothing left to chance.

An input x is one of 1, ..., k and comes with probability p; its label is +1 with probability eta,
else -1. Here every expectation is a finite sum, so risks are fractions and no sum is rounded. In
life p and eta are unknown; a lesson that hands them out shows what there is to be learned.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib.arguments import check_count, check_rng
from nnlib.shapes import Array, IntArray

__all__ = [
    "Law",
    "empirical_risk",
    "labellings",
    "monte_carlo_risk",
    "six_coins",
    "unseen_right",
]

Learn = Callable[[IntArray, IntArray], ArrayLike]
Rule = Callable[[IntArray, IntArray, IntArray], ArrayLike]
Answers = Callable[[Any], Any]
Loss = Callable[[Any, Any], Any]  # of answers and labels, one price for each example
Sampler = Callable[[int, np.random.Generator], tuple[Any, Any]]


@dataclass(frozen=True)
class Law:
    """p[i] is how likely the input i + 1 is, eta[i] how likely its label is +1."""

    p: tuple[Fraction, ...]
    eta: tuple[Fraction, ...]

    def sample(self, n: int, rng: np.random.Generator) -> tuple[IntArray, IntArray]:
        """n independent draws: inputs (n,) from 1 to k, labels (n,) of +1 and -1."""
        check_count("Law.sample", "n", n)
        check_rng("Law.sample", rng)
        u = rng.random((n, 2))  # row by row: one draw at a time gives the same as all at once
        edges = np.cumsum([float(q) for q in self.p])[:-1]
        x = np.searchsorted(edges, u[:, 0], side="right") + 1
        return x, np.where(u[:, 1] < np.array(self.eta, dtype=float)[x - 1], 1, -1)

    def risk(self, rule: ArrayLike) -> Fraction:
        """How likely a rule, its answers (k,) to the inputs 1 to k, is wrong on a fresh draw."""
        answers = np.ravel(rule).tolist()
        if len(answers) != len(self.p):
            raise ValueError(
                f"Law.risk: the rule has {len(answers)} answers, expected {len(self.p)}, one for "
                "each input. Try np.ones(6)."
            )
        parts = zip(self.p, self.eta, answers, strict=True)
        return sum((p * (1 - q if a > 0 else q) for p, q, a in parts), Fraction(0))

    def cut_risk(self, t: float) -> Fraction:
        """The risk of the threshold t: +1 where x > t, else -1."""
        return self.risk(np.where(np.arange(1, len(self.p) + 1) > t, 1, -1))

    def mean_risk(self, learn: Learn, n: int) -> Fraction:
        """The mean risk of the rules (k,) that learn(x, y) makes, over all (2k)^n samples of n."""
        check_count("Law.mean_risk", "n", n, 1, 4)
        draws = [
            (x, y, p * (q if y > 0 else 1 - q))
            for x, (p, q) in enumerate(zip(self.p, self.eta, strict=True), 1)
            for y in (1, -1)
        ]
        total = Fraction(0)
        for drawn in product(draws, repeat=n):
            weight = Fraction(1)
            for _, _, part in drawn:
                weight *= part
            x, y = (np.array([one[i] for one in drawn]) for i in (0, 1))
            total += weight * self.risk(learn(x, y))
        return total


def empirical_risk(f: Answers, X: Array, Y: Array, loss: Loss) -> float:
    """The mean loss of the rule f on the examples (X, Y)."""
    return float(np.mean(loss(f(X), Y)))


def monte_carlo_risk(
    f: Answers, sample: Sampler, loss: Loss, n: int, rng: np.random.Generator
) -> float:
    """The mean loss of the rule f on n fresh examples."""
    return empirical_risk(f, *sample(n, rng), loss)


def six_coins() -> Law:
    """Six bent coins, each as likely to come: the second half mostly heads, but for 3 and 4."""
    tenths = (1, 3, 9, 2, 7, 8)
    return Law((Fraction(1, 6),) * 6, tuple(Fraction(q, 10) for q in tenths))


def labellings(k: int) -> IntArray:
    """All 2^k ways to label k points with +1 and -1, a row each."""
    check_count("labellings", "k", k, 1, 12)
    return np.array(list(product([-1, 1], repeat=k)))


def unseen_right(rule: Rule, worlds: ArrayLike, seen: Sequence[int]) -> Array:
    """In each world, the labels of all points, is the rule right where it has seen nothing?

    Parameters
    ----------
    rule : rule(x, y, new) gets the seen points, their labels, and the others, and answers these
    worlds : (w, k)  labels of the points 1 to k
    seen : which of 1 to k are shown with their labels

    Returns
    -------
    right : (w, k)  1 where right, 0 where wrong, nan at points that were seen
    """
    worlds = np.asarray(worlds)
    points = np.arange(1, worlds.shape[1] + 1)
    shown = np.isin(points, seen)
    right = np.full(worlds.shape, np.nan)
    for i, world in enumerate(worlds):
        said = np.ravel(rule(points[shown], world[shown], points[~shown]))
        if said.shape != (int(np.sum(~shown)),) or not np.isin(said, (-1, 1)).all():
            raise ValueError(
                f"unseen_right: the rule answered {said!r}, expected +1 or -1 for each of the "
                f"{int(np.sum(~shown))} new points. Try np.ones(len(new))."
            )
        right[i, ~shown] = said == world[~shown]
    return right
