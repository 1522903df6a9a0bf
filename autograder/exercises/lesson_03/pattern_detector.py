"""The unit that fires on the pattern p alone: w = p, b = -(D - 1). p, w (D,) in {-1, +1}."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, Number, Record
from autograder.exercises.lesson_03.shared import score_of
from nnlib import boolean

exercise = Exercise(
    reference=boolean.pattern_detector,
    lesson="03_xor",
    takes={"p": "D"},
    returns=Record(w=Array("D"), b=Number()),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for D, ones in ((1, 1), (2, 1), (3, 2), (3, 0), (4, 4), (5, 2)):
        yield Case(f"{D} signs, {ones} of them +1", (_pattern(rng, D, ones),))
    yield Case("whole numbers", (_pattern(rng, 4, 2).astype(int),))
    yield Case("101 signs, 40 of them +1", (_pattern(rng, 101, 40),))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for D, ones in ((1, 0), (2, 2), (4, 3), (5, 0), (6, 4), (7, 3)):
        yield Case(f"{D} signs, {ones} of them +1", (_pattern(rng, D, ones),))


def _pattern(rng: np.random.Generator, D: int, ones: int) -> Any:
    """D signs in a random order that is not the same backwards, where there is such an order."""
    while True:
        p = rng.permutation(np.where(np.arange(D) < ones, 1.0, -1.0))
        if ones in (0, D) or D % 2 == ones % 2 == 0 or np.any(p != p[::-1]):
            return p


def _tried(p: Any) -> Any:
    """All patterns of a few signs; of many p, those with one sign changed, and -p.

    If p fires and no neighbour does, each changed sign lowers the score: w has the signs of p,
    and every other pattern scores less than a neighbour.
    """
    if len(p) <= 7:
        return boolean.all_patterns(len(p))
    return np.vstack([p, p - 2 * np.diag(p), -p]).astype(float)


@exercise.seen_as
def _(answer: Any, p: Any) -> Any:
    scores = score_of(_tried(p), answer["w"], answer["b"])
    itself = score_of(p[None, :], answer["w"], answer["b"])
    turned = answer["w"].astype(float) * p
    same = float(np.min(turned) > 0 and np.ptp(turned) <= 1e-9 * np.max(turned))
    return {
        "fires": (scores > 0).astype(float),
        "itself": np.sign(itself),
        "all weights have the sign of p, and one size": np.array(same),
        "there are weights": np.array(float(np.any(turned))),
    }


@exercise.judged_by
def _(seen: Any, p: Any) -> Fault | None:
    """Proves it: every pattern is tried, or those that decide about all the others."""
    X, fires = _tried(p), seen["fires"] > 0
    itself, opposite = np.all(p == X, axis=1), np.all(-p == X, axis=1)
    if np.array_equal(fires, itself):
        return None
    said, sign_of = "It does not fire on p, but on another pattern.", ""
    apt = bool(seen["all weights have the sign of p, and one size"])
    if not seen["there are weights"]:
        return Fault("All weights are 0, so every pattern scores the same.", "pattern_detector.10")
    if not fires.any():
        said = "It fires on no pattern at all."
        zero = bool(seen["itself"] == 0)
        sign_of = "F07.1" if apt and zero else "pattern_detector.11"
        return Fault(said, sign_of)
    elif fires[~opposite].all() and len(X) == 2 ** len(p):
        said, sign_of = "It fires on almost every pattern.", "pattern_detector.2"
    elif fires[itself]:
        said = "It fires on p, as it should, but on other patterns too."
        sign_of = "F07.2" if apt else "pattern_detector.12"
    elif np.array_equal(fires, opposite) and len(set(p)) == 2:
        said, sign_of = "It fires on -p, and not on p.", "pattern_detector.3"
    return Fault(said, sign_of if len(p) > 2 else None)  # one or two signs tell too little


@exercise.mistakes(bias=(-4.0, -3.5, -3.0, -2.5, -2.0, -1.5, -1.0))
def _(p, *, bias):
    "F07.1: The pattern itself scores exactly 0, and 0 does not fire: leave some room."
    p, -len(p)
    "F07.2: A pattern with one sign wrong scores D - 2 before b is added: lower b."
    p, 0.0
    "F07.2: A pattern with one sign wrong scores D - 2 before b is added: b is still too weak."
    p, -(len(p) - 3.0)
    "F07.3: Inputs are -1 and +1, not 0 and 1: work out the score of a matching pattern once more."
    p, 0.5 - np.sum(p > 0)
    (p + 1) / 2, 0.5 - np.sum(p > 0)
    (p + 1) / 2, 1.0 - len(p)
    "F07.4: No absolute value: a weight takes the sign that its input should have."
    np.abs(p), 1.0 - len(p)
    "pattern_detector.1: It never fires: b outweighs what p itself scores."
    p, -len(p) - 1.0
    "pattern_detector.1: It never fires: half a weight scores half of D."
    p / 2, 1.0 - len(p)
    "pattern_detector.2: b holds the unit back: it must be negative for D > 2."
    p, len(p) - 1.0
    "pattern_detector.2: b is added to the score: with this one all fire."
    p, len(p) + 1.0
    "pattern_detector.3: It fires on -p: which sign have the weights?"
    -p, 1.0 - len(p)
    "pattern_detector.4: A matching pattern scores D, its number of signs, not the sum of them."
    p, 1.0 - np.sum(p)
    p, -np.sum(p)
    p, 1.0 - np.abs(np.sum(p))
    "pattern_detector.6: The weights are the signs of p in their own order."
    p[::-1], 1.0 - len(p)
    "pattern_detector.7: The caller still needs p: build new weights, do not write into p."
    p *= 2
    p, 2.0 - 2 * len(p)
    "pattern_detector.7: The caller still needs p: do not write zeros into it, and mind the coding."
    p[p < 0] = 0
    p, 0.5 - np.sum(p)
    "pattern_detector.8: Two values, in this order: the weights, then the bias."
    1.0 - len(p), p
    "pattern_detector.9: Return the weights and the bias apart: w, then b."
    np.append(p, 1.0 - len(p))
    "pattern_detector.10: Without weights each pattern scores b alone: w has the signs of p."
    0 * p, 1.0 - len(p)
    0 * p, 0.0
    0 * p, 1.0
    "pattern_detector.11: It never fires: work out the score of p itself with your w and b."
    p / (2 * len(p)), 1.0 - len(p)
    """pattern_detector.12: Neighbours fire too: each sign needs its say, so let no weight be
    smaller than the others."""
    np.where(np.arange(len(p)) == 0, 0, p), 2.0 - len(p) if len(p) > 2 else 1.0 - len(p)
    "pattern_detector.5: One b does not fit all: a longer pattern scores more, so b depends on D."
    p, bias
