"""Mean of z² and of ReLU(z)² over all 2^n signs of z = ±a_1 ± ... ± a_n. a (n,)"""

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number, Record


def sign_means(a: Any) -> tuple[Any, Any]:
    """Mean of z² and of ReLU(z)² over all 2^n signs of z = ±a_1 ± ... ± a_n.  a (n,)"""
    z = np.array(list(product((-1, 1), repeat=len(a)))) @ a
    return np.mean(z**2), np.mean(np.maximum(z, 0) ** 2)


exercise = Exercise(
    reference=sign_means,
    lesson="11_initialisation",
    takes={"a": "n"},
    returns=Record(whole=Number(), kept=Number()),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("two inputs, whole numbers", (np.array([1, 2]),))
    yield Case("three inputs", (rng.uniform(0.5, 2, 3),))
    yield Case("numbers of both signs", (np.array([1.5, -0.5, 2.0]) * rng.uniform(1, 2),))
    yield Case("a single input", (rng.uniform(1, 3, 1),))
    yield Case("one input is 0", (np.append(rng.uniform(1, 2, 3), 0.0),))
    yield Case("six inputs", (rng.normal(size=6),))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for n in (4, 7, 9):
        yield Case("random numbers", (rng.normal(size=n),))
    yield Case("whole numbers", (rng.integers(1, 9, 5),))


@exercise.mistakes
def _(a):
    z = np.array(list(product((-1, 1), repeat=len(a)))) @ a
    bits = np.array(list(product((0, 1), repeat=len(a)))) @ a
    whole = np.mean(z**2)
    "sign_means.1: Signs are -1 and +1: with 0 and 1 an input is left out, not turned."
    np.mean(bits**2), np.mean(np.maximum(bits, 0) ** 2)
    "sign_means.2: Square first, then take the mean: the mean of z itself is 0."
    np.mean(z) ** 2, np.mean(np.maximum(z, 0)) ** 2
    "sign_means.3: A ReLU leaves 0 where z is below 0, and these zeros count in the mean."
    whole, np.mean(z[z > 0] ** 2)
    "sign_means.4: What is asked for is the mean of squares, not its root."
    np.sqrt(whole), np.sqrt(whole / 2)
    "sign_means.4: What is asked for is the mean square: the squares are missing."
    np.mean(z), np.mean(np.maximum(z, 0))
    np.mean(np.abs(z)), np.mean(np.maximum(z, 0))
    "sign_means.5: A mean, not a sum: divide by the number of patterns."
    np.sum(z**2), np.sum(np.maximum(z, 0) ** 2)
    "sign_means.6: All z² first, what the ReLU kept second."
    whole / 2, whole
    "sign_means.7: The second is a mean of its own, not the share of the first."
    whole, 0.5
    "sign_means.8: The second is what |z| has, or z itself: a ReLU makes the negative ones 0."
    whole, np.mean(np.abs(z) ** 2)
    "sign_means.9: Divide by the number of patterns, not by the number of inputs."
    np.sum(z**2) / len(a), np.sum(np.maximum(z, 0) ** 2) / len(a)
    "sign_means.10: The mean is over patterns: the squares of all inputs add up in z²."
    np.mean(a**2), np.mean(a**2) / 2
    "sign_means.11: The ReLU comes after the sum, not before: each z has terms of both signs."
    terms = np.array(list(product((-1, 1), repeat=len(a)))) * a
    whole, np.mean(np.maximum(terms, 0).sum(axis=1) ** 2)
    "sign_means.12: The first pattern alone has all signs alike: there are 2^n of them."
    np.sum(a) ** 2, np.maximum(np.sum(a), 0) ** 2
    "sign_means.14: A variance takes the mean off first; a mean square does not."
    np.var(z), np.var(np.maximum(z, 0))
    "sign_means.13: The ReLU is squared as well."
    whole, np.mean(np.maximum(z, 0))
    "sign_means.15: That is one pattern alone: in the mean over all of them mixed products cancel."
    np.sum(a) ** 2, np.sum(a) ** 2 / 2
    "sign_means.4: What is asked for is the mean square: for all z as well, not only for the ReLU."
    np.mean(np.abs(z)), whole / 2
    "sign_means.11: The ReLU comes after the sum, not before: the inputs are signed first."
    whole, np.sum(np.maximum(a, 0) ** 2)
    "sign_means.16: One pattern is left out: 2^n of them, those of all signs alike too."
    np.mean(z[1:] ** 2), np.mean(np.maximum(z[1:], 0) ** 2)
    np.mean(z[:-1] ** 2), np.mean(np.maximum(z[:-1], 0) ** 2)
