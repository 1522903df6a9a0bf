"""The least risk possible. eta (k,) = P(Y = +1), p (k,) how likely each input is -> number"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number


def bayes_risk(eta: Any, p: Any) -> Any:
    """The share of mistakes that the best rule makes: sum of p min(eta, 1 - eta)."""
    return np.sum(p * np.minimum(eta, 1 - eta))


exercise = Exercise(
    reference=bayes_risk,
    lesson="01_learning",
    takes={"eta": "k", "p": "k"},
    returns=Number(),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    eta = rng.permutation([0.1, 0.3, 0.9, 0.2, 0.6])
    yield Case("inputs equally likely", (eta, np.full(5, 0.2)))
    yield Case("inputs of different probability", (eta, _parts(rng, 5)))
    yield Case("two inputs", (np.array([0.35, 0.8]), np.array([0.7, 0.3])))
    yield Case("one input", (np.array([0.7]), np.array([1.0])))
    yield Case("whole numbers", (np.array([1]), np.array([1])))
    yield Case("nothing is left to chance", (np.array([0.0, 1.0, 1.0]), np.array([0.5, 0.2, 0.3])))
    yield Case("fair coins", (np.full(4, 0.5), _parts(rng, 4)))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for k in (3, 8, 30):
        yield Case("random inputs", (rng.random(k), _parts(rng, k)))


def _parts(rng: np.random.Generator, k: int) -> Any:
    raw = rng.uniform(0.2, 2.0, k)
    return raw / raw.sum()


@exercise.mistakes
def _(eta, p):
    least = np.minimum(eta, 1 - eta)
    "bayes_risk.1: Inputs that come often count more: weigh by p."
    np.mean(least)
    "bayes_risk.1: The weights p are there already: a sum, not a mean on top."
    np.mean(p * least)
    "bayes_risk.1: Inputs do not all count 1: weigh each by p."
    np.sum(least)
    "bayes_risk.2: A risk counts mistakes: the less likely label, not the likelier one."
    np.sum(p * np.maximum(eta, 1 - eta))
    "bayes_risk.3: That is one rule for all inputs: the best one chooses at each."
    np.sum(p * eta)
    np.sum(p * (1 - eta))
    "bayes_risk.4: The best rule chooses anew at each input: first the least, then the sum."
    min(np.sum(p * eta), np.sum(p * (1 - eta)))
    "bayes_risk.5: That rule answers +1 with probability eta: always the likelier one errs less."
    2 * np.sum(p * eta * (1 - eta))
    "bayes_risk.5: That is a variance, not the risk of a label."
    np.sum(p * eta * (1 - eta))
    "bayes_risk.6: Of one input alone: the risk is over all of them."
    np.max(least)
    np.min(least)
    "bayes_risk.7: One number: sum over the inputs."
    p * least
    "bayes_risk.8: Not how far eta is from one half: how often is the call wrong? At 0.9, 1 in 10."
    np.sum(p * np.abs(eta - 0.5))
    np.sum(p * np.abs(2 * eta - 1))
    "bayes_risk.9: Where +1 is likelier it errs with probability 1 - eta; where -1 is, with eta."
    np.sum(p[eta > 0.5] * (1 - eta[eta > 0.5]))
    np.sum(p[eta < 0.5] * eta[eta < 0.5])
    "bayes_risk.10: A probability enters once, not as a square or a root."
    np.sum(p * least**2)
    np.sum(p**2 * least)
    "bayes_risk.11: Two things: a mistake is the less likely label, and inputs are weighed by p."
    np.mean(np.maximum(eta, 1 - eta))
