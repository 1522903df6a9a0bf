"""What is asked of drawn weights: their law, and that each is drawn for itself."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Fault

ENOUGH = 5000  # entries from which on a law shows
OFF = 0.08  # by how much a spread may miss; with so many entries chance misses by half of it
WRONG = "The weights are not as wide as they should be."
COPIED = "Some weights are copies of others: every entry is drawn for itself."


def draws(rng: np.random.Generator) -> Any:
    """A generator of its own for a case, of the kind that can be sent to a grader."""
    return np.random.default_rng(int(rng.integers(2**32)))


def layers(rng: np.random.Generator) -> Iterator[Case]:
    """Layers large enough for a law to show, and one that is too small for that."""
    yield Case("fewer units than inputs", (draws(rng), 150, 60))
    yield Case("more units than inputs", (draws(rng), 60, 150))
    yield Case("as many units as inputs", (draws(rng), 80, 80))
    yield Case("three inputs, many units", (draws(rng), 3, 2000))
    yield Case("a few weights", (draws(rng), 3, 2))


def more_layers(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one input, many units", (draws(rng), 1, 6000))
    yield Case("many inputs, one unit", (draws(rng), 6000, 1))
    n_in, n_out = (int(n) for n in rng.integers(75, 130, 2))
    yield Case(f"{n_in} inputs, {n_out} units", (draws(rng), n_in, n_out))


def copied(W: Any) -> bool:
    """Do entries come twice?"""
    return len(np.unique(W)) < 0.9 * int(W.size)


def too_exact(value: float, wanted: float) -> bool:
    """Is what chance leaves a little off the wanted number met to the last digits?"""
    return abs(value / wanted - 1) < 1e-12


def alike(W: Any) -> bool:
    """Are all rows the same, or all columns?"""
    return any(len(T) > 1 and bool(np.all(T == T[0])) for T in (W, W.T))


def spread(W: Any) -> float:
    """The root of the mean square."""
    return float(np.sqrt(np.mean(np.square(W, dtype=float))))


def off_centre(W: Any) -> Fault | None:
    """What is wrong with the mean, if anything."""
    if abs(float(np.mean(W, dtype=float))) > 6 * spread(W) / np.sqrt(W.size):
        said = "The weights have a mean that is not 0: as many should be below 0 as above."
        return Fault(said, hint="From where to where do you draw, and where is the middle of that?")
    return None


def is_about(value: float, wanted: float, off: float = OFF) -> bool:
    """Is it that number, but for chance?"""
    return abs(value / wanted - 1) < off if wanted else value == 0


def named(value: float, wanted: float, suspects: dict[str, float], said: str) -> Fault:
    """A fault, with the one suspect that explains the value, where no other does.

    What none explains speaks against each of them.
    """
    near = {id for id, other in suspects.items() if is_about(value, other)}
    far = all(not is_about(other, wanted, 0.2) for id, other in suspects.items() if id in near)
    times = f"That is {value / wanted:.2g} times as much as it should be: is a factor, a root or a"
    hint = f"{times} count of units another?"
    return Fault(said, next(iter(near)) if len(near) == 1 and far else "", hint)
