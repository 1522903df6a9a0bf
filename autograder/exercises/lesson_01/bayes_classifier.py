"""The likelier label at every input. eta (k,) = P(Y = +1), result (k,) of +1 and -1"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array


def bayes_classifier(eta: Any) -> Any:
    """The likelier label, +1 or -1, at every input; either where both are as likely."""
    return np.where(np.asarray(eta) >= 0.5, 1, -1)


exercise = Exercise(
    reference=bayes_classifier,
    lesson="01_learning",
    takes={"eta": "k"},
    returns=Array("k"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("six inputs", (rng.permutation([0.1, 0.3, 0.45, 0.55, 0.7, 0.95]),))
    yield Case("certain inputs", (rng.permutation([0.0, 0.2, 0.8, 1.0]),))
    yield Case("whole numbers", (rng.permutation([0, 1, 1, 0, 0]),))
    yield Case("one input", (np.array([0.4]),))
    yield Case("all below one half", (rng.uniform(0.05, 0.45, 4),))
    yield Case("all above one half", (rng.uniform(0.55, 0.95, 5),))
    yield Case("one half among them", (np.array([0.25, 0.5, 0.75]),), aspect="both as likely")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for k in (3, 40):
        yield Case("random inputs", (np.round(rng.random(k), 3) + 0.0004,))
    yield Case("near one half", (np.array([0.4999, 0.5001, 0.501, 0.499]),))


@exercise.judged_by
def _(answer: Any, eta: Any) -> Fault | None:
    """Proves: each entry is one of the labels, and no other is likelier."""
    strange = np.flatnonzero(np.abs(answer) != 1)
    if strange.size:
        i = int(strange[0])
        return Fault(f"The result is {answer[i]:g} at index {i}: a label is +1 or -1.")
    wrong = np.flatnonzero((eta != 0.5) & ((answer > 0) != (eta > 0.5)))
    if wrong.size:
        i = int(wrong[0])
        return Fault(f"At index {i} the other label is likelier: +1 has probability {eta[i]:.4g}.")
    return None


@exercise.mistakes
def _(eta):
    right = np.where(eta >= 0.5, 1, -1)
    "bayes_classifier.1: Heads where heads are likelier: your answer is the other one."
    -right
    "bayes_classifier.2: Labels are +1 and -1 here, not 1 and 0."
    (eta >= 0.5).astype(int)
    (eta > 0.5).astype(float)
    "bayes_classifier.3: At one half np.sign gives 0, and 0 is no label."
    np.sign(eta - 0.5)
    "bayes_classifier.4: Compare with one half: a probability is never below 0."
    np.where(eta > 0, 1, -1)
    "bayes_classifier.4: A label, +1 or -1, and not a share: the same call each time."
    2 * eta - 1
    eta
    "bayes_classifier.5: Compare with one half, not with the mean or the middle of eta."
    np.where(eta > np.mean(eta), 1, -1)
    np.where(eta >= np.median(eta), 1, -1)
    "bayes_classifier.6: Each input has its own best answer: not one for all."
    np.where(np.full(len(eta), np.mean(eta)) >= 0.5, 1, -1)
    np.ones(len(eta))
    -np.ones(len(eta))
    "bayes_classifier.7: More than one half is enough: it need not be certain, nor the largest."
    np.where(eta == 1, 1, -1)
    np.where(eta == eta.max(), 1, -1)
    "bayes_classifier.8: The label is asked for, not how often it is right or wrong."
    np.minimum(eta, 1 - eta)
    np.maximum(eta, 1 - eta)
    "bayes_classifier.9: A label for every input, in the same order."
    np.sort(right)[::-1]
    np.flatnonzero(eta >= 0.5)
    "bayes_classifier.1: Heads where heads are likelier: your answer is the other one."
    np.where(eta > 0.5, -1, 1)
    "bayes_classifier.4: Compare with one half: a probability is never below 0."
    np.sign(eta)
    "bayes_classifier.10: A label for every input, not one for all of them."
    np.argmax([eta, 1 - eta])
