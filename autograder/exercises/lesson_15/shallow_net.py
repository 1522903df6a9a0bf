"""One hidden layer of at most 2^k ReLUs, less than 1/2 off k folds at every j / 2^k."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, Misfit, Number, Record
from autograder.exercises.lesson_15.shared import folds
from nnlib import depth
from nnlib.activations import relu

exercise = Exercise(
    reference=depth.shallow_net,
    lesson="15_depth",
    takes={"k": ""},
    returns=Record(W1=Array("1 m"), b1=Array("m"), v=Array("m"), c=Number()),
    shortcuts=(
        "nnlib.depth.quarter_net",
        "nnlib.depth.through",
        "nnlib.approximate.build_relu_net",
        "nnlib.approximate.build_step_net",
    ),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one fold", (1,))
    yield Case("two folds", (2,))
    yield Case(f"{(k := int(rng.integers(3, 6)))} folds", (k,))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case(f"{(k := int(rng.integers(6, 9)))} folds", (k,))


@exercise.seen_as
def _(net: Any, k: int) -> Any:
    """What it answers at every j / 2^k, exactly, and half-way between; and its units."""
    W1, b1, v, c = (np.asarray(part, dtype=float) for part in net.values())
    m = W1.shape[1]
    if not len(b1) == len(v) == m:
        raise Misfit(f"W1 has {m} units, b1 has {len(b1)} and v has {len(v)}: expected as many.")
    x = depth.dyadic(k + 1)
    return {"curve": relu(x[:, None] @ W1 + b1) @ v + c, "units": np.array(m)}


@exercise.judged_by
def _(seen: Any, k: int) -> str | Fault | None:
    """Proves it: the places are all looked at, and a float at j / 2^k is that number."""
    units, most = int(seen["units"]), 2**k
    if units > most:
        return f"It has {units} units for {folds(k)}, expected at most 2^{k} = {most}."
    gap = np.abs(seen["curve"][::2] - depth.fold(depth.dyadic(k), k))
    worst = int(np.argmax(gap))
    if gap[worst] < 0.5:
        return None
    said = f"At x = {worst}/{most} it is off by {gap[worst]:.3g}."
    if units < most - 1:
        said += f" {units} units draw at most {units + 1} pieces, and {most} are needed."
    return said


def _net(N: int, v: Any, c: Any = 0.0, at: Any = None) -> Any:
    """Units that look to the right, and wake at 0, 1/N, 2/N and so on, or where they are told."""
    at = np.arange(len(v)) / N if at is None else at
    return np.ones((1, len(v))), -at, v, c


def _changes(N: int) -> Any:
    """What a slope of N changes by at each corner of the teeth; before 0 it is 0."""
    return np.append(float(N), 2.0 * N * (-1.0) ** np.arange(1, N))


@exercise.mistakes
def _(k):
    N = 2**k
    v = _changes(N)
    "shallow_net.1: The first slope needs a unit too: one that wakes at 0."
    _net(N, v[1:], 0.0, np.arange(1, N) / N)
    "shallow_net.1: The teeth end one corner too early: there are 2^k pieces."
    _net(N, v[:-1])
    "shallow_net.2: As many units as the deep network has: in one layer each bends only once."
    few = 2 * k
    _net(few, _changes(few)[:few])
    "shallow_net.2: So many units for the folds: in one layer each bends only once."
    few = k
    _net(few, _changes(few)[:few])
    "shallow_net.3: At 0 the slope goes from 0 to N: there it changes by N alone."
    _net(N, 2.0 * N * (-1.0) ** np.arange(N))
    """shallow_net.4: These are slopes, and v holds what they change by: from N to -N that is
    -2N."""
    _net(N, N * (-1.0) ** np.arange(N))
    "shallow_net.5: A tooth climbs to 1 within 1/N: how steep is that?"
    _net(N, v / N)
    "shallow_net.5: Slopes of 2 are for one fold: climbing to 1 within 1/N is how steep?"
    _net(N, 2.0 / N * v)
    "shallow_net.5: The first slope is N = 2^k: yours is half of that or twice that, all along."
    _net(N, v / 2)
    _net(N, 2 * v)
    "shallow_net.6: A ReLU that wakes at p sees x - p: what is its bias then?"
    _net(N, v, 0.0, -np.arange(N) / N)
    "shallow_net.7: The corners lie at j / 2^k: the numbers j alone are far outside [0, 1]."
    _net(N, v, 0.0, np.arange(N))
    "shallow_net.7: The corners lie 1/N apart: np.linspace(0, 1, N) has wider steps."
    _net(N, v, 0.0, np.linspace(0, 1, N))
    "shallow_net.7: The first unit wakes at 0, not at 1/N."
    _net(N, v, 0.0, np.arange(1, N + 1) / N)
    "shallow_net.7: At 1 the last piece ends, and nothing bends there: it needs no unit."
    _net(N, np.append(v, 2.0 * N))
    "shallow_net.8: All these bends turn up: teeth go down as well."
    _net(N, np.abs(v))
    "shallow_net.9: Upside down: at 0 the sawtooth is 0, and it climbs."
    _net(N, -v, 1.0)
    "shallow_net.9: Upside down: every sign of v is the other one."
    _net(N, -v)
    "shallow_net.10: At 0 the sawtooth is 0, and no unit is awake: what is c?"
    _net(N, v, 1.0)
    _net(N, v, 0.5)
    "shallow_net.11: One hidden layer: W1, b1, v and c. The deep network is another function."
    depth.tent_net(k)
    "shallow_net.12: One unit for each corner is enough; four for each brick are too many."
    at = np.arange(N) / N
    _net(N, np.tile(v / 4, 4), 0.0, np.tile(at, 4))
    "shallow_net.13: W1 leads from one input to m units: its shape is (1, m)."
    W1, b1, v, c = _net(N, v)
    W1.T, b1, v, c
    "shallow_net.14: A line at 1/2 is off by just 1/2 at every j / 2^k: less than that is asked."
    _net(1, np.zeros(1), 0.5)
    "shallow_net.15: Half as many teeth: k folds have 2^k pieces."
    half = N // 2
    _net(half, _changes(half))
    "shallow_net.15: Twice as many teeth: k folds have 2^k pieces."
    _net(2 * N, _changes(2 * N))
    "shallow_net.15: Half as many teeth: k folds have 2^k pieces."
    half = max(N // 2, 2)
    _net(half, _changes(half))
    "shallow_net.16: A sign says up or down, not how steep: a tooth climbs to 1 within 1/N."
    _net(N, np.sign(v))
    "shallow_net.4: In v stand changes of slope, and a unit that wakes at p has the bias -p."
    _net(N, v / 2, 0.0, -np.arange(N) / N)
