"""The blame of every number in the drawn 1-2-1 network, worked out by hand."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Named
from autograder.exercises.lesson_08.shared import SWEEP
from nnlib.pictures.byhand import BLAME, near


def backward_by_hand() -> dict[str, float]:
    """The blame of every number in the drawn 1-2-1 network, worked out by hand."""
    return dict(BLAME)


exercise = Exercise(
    reference=backward_by_hand,
    lesson="08_backprop",
    takes={},
    returns=Named(*BLAME),
    shortcuts=SWEEP,
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("the drawn network", ())


# What a number turns into by its usual mistake, and the mistake.
USUAL = {
    "y_hat": {-0.5: "1", 0.125: "2", 0.25: "3", 1.0: "4"},
    "c": {0.0: "5", -1.6: "5", -0.8: "5", 1.0: "5"},
    "v1": {1.5: "6", 0.6: "7", 3.0: "6"},
    "v2": {-0.5: "6", -0.8: "7", 0.4: "8", -1.0: "6"},
    "a1": {0.3: "9", 3.0: "10", 0.6: "9"},
    "a2": {-0.4: "9", -1.0: "10", 0.5: "8", -0.8: "9"},
    "z1": {0.54: "23", 1.5: "11", 0.9: "12", 0.786: "13", 0.64: "14", 0.6: "15"},
    "z2": {
        -0.32: "23",
        -0.5: "11",
        0.4: "12",
        0.105: "13",
        0.36: "14",
        -0.9: "15",
        -0.1: "15",
        0.18: "8",
    },
    "w1": {0.48: "16", 3.0: "17", 2.0: "18", 0.96: "19"},
    "w2": {0.18: "16", -1.0: "17", 2.0: "18", -0.18: "19", 0.36: "8"},
    "b1": {0.0: "20", 1.0: "20", -0.31: "20", -0.298: "20", 1.5: "17"},
    "b2": {0.0: "20", 1.0: "20", 0.9: "20", -0.162: "20", -0.5: "17"},
    "x": {0.48: "21", 0.18: "21", 0.78: "22", 0.3: "8", 1.25: "17"},
}


@exercise.judged_by
def _(answer: Any) -> Fault | None:
    wrong = [name for name in BLAME if name not in answer or not near(answer[name], name)]
    if not wrong:
        return None
    name, right = wrong[0], f"{len(BLAME) - len(wrong)} of {len(BLAME)} right so far."
    if name not in answer:
        return Fault(f"{right} The next to find is {name}.")
    got = float(answer[name])
    known = (id for value, id in USUAL[name].items() if abs(got - value) <= 0.01 * abs(value))
    usual = next(known, None)
    sentence = f"{right} {name} is {got:.4g}, and that is not right."
    return Fault(sentence, usual and f"backward_by_hand.{usual}")


@exercise.mistakes
def _():
    right = dict(BLAME)
    ".1: The loss rises when y_hat rises above y: y_hat - y, not y - y_hat."
    right | {"y_hat": -0.5}
    ".2: This is the loss itself; what is asked is how fast it changes with y_hat."
    right | {"y_hat": 0.125}
    ".3: The slope of a square is linear: the error itself, not its square."
    right | {"y_hat": 0.25}
    ".4: Neither the answer itself nor twice the error: half a square has the error for its slope."
    right | {"y_hat": 1.0}
    ".5: One more in c is one more in y_hat: the blame goes on as it is."
    right | {"c": 0.0}
    right | {"c": -1.6}
    right | {"c": -0.8}
    right | {"c": 1.0}
    ".6: In v·a the slope in v is the other factor: what came in, a, times the blame."
    right | {"v1": 1.5}
    right | {"v1": 3.0}
    right | {"v2": -0.5}
    right | {"v2": -1.0}
    ".7: That is how far y_hat moves; the loss moves that far times the blame of y_hat."
    right | {"v1": 0.6}
    right | {"v2": -0.8}
    ".8: A sign went astray on the way: follow each minus through its product."
    right | {"v2": 0.4}
    right | {"a2": 0.5}
    right | {"z2": 0.18}
    right | {"w2": 0.36}
    right | {"x": 0.3}
    ".9: In v·a the slope in a is the other factor: the weight v, times the blame."
    right | {"a1": 0.3}
    right | {"a1": 0.6}
    right | {"a2": -0.4}
    right | {"a2": -0.8}
    ".10: That is how far y_hat moves with a; now times the blame of y_hat."
    right | {"a1": 3.0}
    right | {"a2": -1.0}
    ".11: Between z and a stands tanh: its slope, 1 - a², comes in."
    right | {"z1": 1.5}
    right | {"z2": -0.5}
    ".12: The slope of tanh is 1 - a², not a."
    right | {"z1": 0.9}
    right | {"z2": 0.4}
    ".13: In 1 - a² stands the activation a, not the sum z."
    right | {"z1": 0.786}
    right | {"z2": 0.105}
    ".14: That is the slope of tanh alone; now times the blame of a."
    right | {"z1": 0.64}
    right | {"z2": 0.36}
    ".15: The slope of tanh has the square in it: 1 - a², not 1 - a."
    right | {"z1": 0.6}
    right | {"z2": -0.9}
    right | {"z2": -0.1}
    ".16: In w·x the slope in w is the other factor, x: not the weight itself."
    right | {"w1": 0.48}
    right | {"w2": 0.18}
    ".17: Start from the blame of z: the way from a to z goes through tanh."
    right | {"w1": 3.0}
    right | {"w2": -1.0}
    right | {"b1": 1.5}
    right | {"b2": -0.5}
    right | {"x": 1.25}
    ".18: That is how far z moves with w; now times the blame of z."
    right | {"w1": 2.0}
    right | {"w2": 2.0}
    ".19: In w·x the weight is multiplied by x = 2: so is its slope."
    right | {"w1": 0.96}
    right | {"w2": -0.18}
    ".20: One more in b is one more in z: the blame goes on as it is."
    right | {"b1": 0.0}
    right | {"b1": 1.0}
    right | {"b1": -0.31}
    right | {"b1": -0.298}
    right | {"b2": 0.0}
    right | {"b2": 1.0}
    right | {"b2": 0.9}
    right | {"b2": -0.162}
    ".21: Two paths lead from x to the loss: add up what both of them bring."
    right | {"x": 0.48}
    right | {"x": 0.18}
    ".22: On each path the blame of z goes through the weight: w1 and w2 are missing."
    right | {"x": 0.78}
    ".23: Each unit has its own a: the slope of tanh is taken at that of this unit."
    right | {"z1": 0.54}
    right | {"z2": -0.32}
