"""One step of a ball that keeps part mu of its speed. Returns (w, v), both (n,)."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.compare import difference
from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, Record
from autograder.exercises.lesson_10.shared import mixed
from nnlib import optimise


def momentum_step(w: Any, v: Any, grad: Any, lr: float, mu: float) -> tuple[Any, Any]:
    """v = mu v - lr grad, then w + v; the other sign of v throughout is as good."""
    v = mu * v - lr * grad
    return w + v, v


exercise = Exercise(
    reference=momentum_step,
    lesson="10_training",
    takes={"w": "n", "v": "n", "grad": "n", "lr": "", "mu": ""},
    returns=Record(w=Array("n"), v=Array("n")),
    shortcuts=(
        "nnlib.optimise.momentum_step",
        "nnlib.optimise.Momentum",
        "nnlib.optimise.sgd_step",
        "nnlib.optimise._descend",
    ),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    def three(n: int) -> tuple[Any, Any, Any]:
        return mixed(rng, n), mixed(rng, n), mixed(rng, n)

    yield Case("a ball on its way", (*three(3), 0.3, 0.9))
    w, _, slope = three(4)
    yield Case("the first step, from rest", (w, np.zeros(4), slope, 0.1, 0.9))
    yield Case("mu = 0 forgets its speed", (*three(2), 0.4, 0))
    yield Case("mu = 0.5 and lr above 1", (*three(3), 2, 0.5))
    w, v, _ = three(3)
    yield Case("on flat ground it rolls on", (w, v, np.zeros(3), 0.2, 0.8))
    yield Case("a single weight", (*three(1), 0.25, 0.7))
    whole = np.array([2, -3]), np.array([1, 4]), np.array([3, -1]), 0.5, 0.75
    yield Case("whole numbers", whole, aspect="whole numbers")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for n in (2, 5):
        rates = float(rng.uniform(0.05, 0.9)), float(rng.uniform(0.1, 0.95))
        yield Case("random weights", (mixed(rng, n), mixed(rng, n), mixed(rng, n), *rates))
    yield Case("lr = 0: the slope has no say", (*(mixed(rng, 3) for _ in range(3)), 0.0, 0.6))


@exercise.judged_by
def _(answer: Any, w: Any, v: Any, grad: Any, lr: float, mu: float) -> Fault | str | None:
    (new_w,), (new_v,) = optimise.momentum_step([w], [v], [grad], lr, mu)
    forward = {"w": new_w, "v": new_v}
    backward = mu * v + lr * grad
    other = {"w": w - backward, "v": backward}
    if difference(answer, forward) is None or difference(answer, other) is None:
        return None
    return str(difference(answer, forward))


@exercise.mistakes
def _(w, v, grad, lr, mu):
    "F36.1: The new speed moves w, not the old one: v first, then w."
    w + v, mu * v - lr * grad
    "F36.2: Here the slope comes in whole: lr grad, not (1 - mu) lr grad."
    new = mu * v - (1 - mu) * lr * grad
    w + new, new
    "F36.2: A running mean weighs the slope by 1 - mu. Here it comes in by lr alone."
    new = mu * v + (1 - mu) * grad
    w - lr * new, new
    "F36.3: The old speed is forgotten: keep part mu of it."
    w - lr * grad, -lr * grad
    "F36.3: The speed is there and w does not use it: w + v."
    w - lr * grad, mu * v - lr * grad
    "F36.4: The old speed is multiplied by mu, not the slope."
    w + v - mu * lr * grad, v - mu * lr * grad
    w - mu * lr * grad, -mu * lr * grad
    "F36.4: The old speed is multiplied by mu, not the slope: no bracket round both."
    new = mu * (v - lr * grad)
    w + new, new
    "momentum_step.1: The slope points uphill: lr grad is subtracted from the speed."
    w + mu * v + lr * grad, mu * v + lr * grad
    "momentum_step.2: The step size lr is missing."
    w + mu * v - grad, mu * v - grad
    "momentum_step.3: How much of the speed is kept? mu is missing."
    w + v - lr * grad, v - lr * grad
    "momentum_step.4: Here v is the step itself, lr and all: w + v, without another lr."
    new = mu * v - lr * grad
    w + lr * new, new
    "momentum_step.4: Here v is the step itself: lr belongs in it, not in front of it."
    new = mu * v + grad
    w - lr * new, new
    new = mu * v - grad
    w + lr * new, new
    "momentum_step.12: The slope is in v already: w moves by v and nothing else."
    new = mu * v - lr * grad
    w + new - lr * grad, new
    "momentum_step.5: Two things come back, w first and then v."
    new = mu * v - lr * grad
    new, w + new
    "momentum_step.5: Return the new v too: the next step begins with it."
    w + mu * v - lr * grad
    "momentum_step.5: The v that is returned is the old one: the next step needs the new."
    w + mu * v - lr * grad, v
    "momentum_step.6: Only v is multiplied by mu: w is a place, not a speed."
    mu * w - lr * grad, mu * v - lr * grad
    new = mu * v - lr * grad
    mu * w + new, new
    "momentum_step.7: The caller still holds w and v: make new arrays."
    v *= mu
    v -= lr * grad
    w + v, v
    v[:] = mu * v - lr * grad
    w + v, v
    new = mu * v - lr * grad
    w += new
    w, new
    "momentum_step.8: One sign for v throughout: with this v, w goes the other way."
    new = mu * v - lr * grad
    w - new, new
    "momentum_step.9: Two numbers have changed places: mu and lr."
    new = lr * v - mu * grad
    w + new, new
    "momentum_step.10: Whole numbers cut the speed off: no astype(int)."
    new = (mu * v - lr * grad).astype(v.dtype)
    w + new, new
    "momentum_step.11: It looks ahead, as Nesterov does. Here the step ends where v leads."
    new = mu * v - lr * grad
    w + mu * new - lr * grad, new
    "momentum_step.5: The w that is returned is the old one: it has to move by the new v."
    w, mu * v - lr * grad
    "momentum_step.13: Part mu of the speed is kept, not part 1 - mu."
    new = (1 - mu) * v - lr * grad
    w + new, new
    "momentum_step.14: By all of the new v, and by it once: so far w moves."
    new = mu * v - lr * grad
    w + 2 * new, new
    new = mu * v - lr * grad
    w + new / 2, new
