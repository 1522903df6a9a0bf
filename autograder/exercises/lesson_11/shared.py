"""What is asked of drawn weights: their law, and that each is drawn for itself."""

from typing import Any

import numpy as np

from autograder.check.exercise import Fault

ENOUGH = 5000  # entries from which on a law shows
OFF = 0.08  # by how much a spread may miss; with so many entries chance misses by half of it
WRONG = "The weights are not as wide as they should be."
COPIED = "Some weights are copies of others: every entry is drawn for itself."


def draws(rng: np.random.Generator) -> Any:
    """A generator of its own for a case, of the kind that can be sent to a grader."""
    return np.random.default_rng(int(rng.integers(2**32)))


def copied(W: Any) -> bool:
    """Do entries come twice?"""
    return len(np.unique(W)) < 0.9 * int(W.size)


def spread(W: Any) -> float:
    """The root of the mean square."""
    return float(np.sqrt(np.mean(np.square(W, dtype=float))))


def off_centre(W: Any) -> str | None:
    """What is wrong with the mean, if anything."""
    if abs(float(np.mean(W, dtype=float))) > 6 * spread(W) / np.sqrt(W.size):
        return "The weights have a mean that is not 0: as many should be below 0 as above."
    return None


def is_about(value: float, wanted: float, off: float = OFF) -> bool:
    """Is it that number, but for chance?"""
    return abs(value / wanted - 1) < off if wanted else value == 0


def named(value: float, wanted: float, suspects: dict[str, float], said: str) -> Fault:
    """A fault, with the one suspect that explains the value, where no other does."""
    near = {id for id, other in suspects.items() if is_about(value, other)}
    far = all(not is_about(other, wanted, 0.2) for id, other in suspects.items() if id in near)
    return Fault(said, next(iter(near)) if len(near) == 1 and far else None)
