"""(approximation, estimation). risks (k,) of a family's rules, chosen an index, bayes a number"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number, Record


def excess_risk(risks: Any, chosen: Any, bayes: Any) -> tuple[Any, Any]:
    """What the best of the family lacks to the best of all, and the chosen one to the former."""
    best = np.min(risks)
    return best - bayes, risks[chosen] - best


exercise = Exercise(
    reference=excess_risk,
    lesson="01_learning",
    takes={"risks": "k", "chosen": "", "bayes": ""},
    returns=Record(approximation=Number(), estimation=Number()),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    risks = np.append(0.45, rng.permutation([0.5, 0.35, 0.3, 0.42]))
    worse = int(np.argmax(risks))
    yield Case("a poor choice", (risks, worse, 0.2))
    yield Case("the best choice", (risks, int(np.argmin(risks)), 0.2))
    yield Case("another choice", (risks, int(np.argsort(risks)[1]), 0.15))
    yield Case("the family holds the best rule of all", (risks, worse, 0.3))
    yield Case("nothing is left to chance", (risks, worse, 0.0))
    yield Case("whole numbers", (np.array([1, 0, 1]), 2, 0))
    yield Case("a family of one", (np.array([0.4]), 0, 0.1))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for k in (3, 7, 20):
        risks = rng.uniform(0.2, 0.8, k)
        yield Case("random risks", (risks, int(rng.integers(k)), float(rng.uniform(0, 0.2))))


@exercise.mistakes
def _(risks, chosen, bayes):
    best, mine = np.min(risks), risks[chosen]
    "excess_risk.1: The other way round: first what the family lacks, then what the choice lacks."
    mine - best, best - bayes
    "excess_risk.2: A risk is never below the best one: take the smaller off the larger."
    bayes - best, best - mine
    "excess_risk.2: The chosen rule is never better than the family's best: turn the difference."
    best - bayes, best - mine
    "excess_risk.2: The family is never better than the best rule of all: turn the difference."
    bayes - best, mine - best
    "excess_risk.3: Estimation is measured from the family's best, not from the best of all."
    best - bayes, mine - bayes
    "excess_risk.4: Of what the family lacks the choice knows nothing: it is best minus bayes."
    mine - bayes, mine - best
    mine - bayes, best - bayes
    "excess_risk.5: The best of the family has the least risk, not the largest nor the mean."
    np.max(risks) - bayes, mine - np.max(risks)
    np.mean(risks) - bayes, mine - np.mean(risks)
    np.max(risks) - bayes, np.max(risks) - mine
    "excess_risk.6: Differences: the best rule's own risk is no part of them."
    best, mine
    best, mine - best
    "excess_risk.7: Differences, neither quotients nor squares."
    best / bayes if bayes else 1.0, mine / best
    (best - bayes) ** 2, (mine - best) ** 2
    "excess_risk.8: What chosen says is a place in the family: its risk is risks[chosen]."
    best - bayes, chosen - best
    "excess_risk.8: Which one has the least risk is not asked, but how large that is."
    np.argmin(risks) - bayes, mine - np.argmin(risks)
    "excess_risk.9: Two parts: what the family lacks, and what the choice lacks."
    mine - bayes
    best - bayes, mine - best, bayes
    "excess_risk.10: The chosen one is not the first or the last: look at its place."
    best - bayes, risks[0] - best
    best - bayes, risks[-1] - best
    best, mine = np.min(risks), risks[chosen]
    "excess_risk.5: The best of the family has the least risk; it need not be the first."
    risks[0] - bayes, mine - risks[0]
    "excess_risk.1: The other way round, and the signs: first what the family lacks, as a loss."
    best - mine, bayes - best
