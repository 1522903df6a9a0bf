"""k hidden ReLU layers of 2 units and a linear head: on [0, 1] the tent map, k times."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, ListOf, Misfit, Record
from autograder.exercises.lesson_15.shared import folds
from nnlib import depth

exercise = Exercise(
    reference=depth.tent_net,
    lesson="15_depth",
    takes={"k": ""},
    returns=Record(
        weights=ListOf(Array("n_in n_out"), "k + 1"), biases=ListOf(Array("n_out"), "k + 1")
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
    """The curve between its corners too, and the largest error on all of [0, 1], proved."""
    weights, biases = list(net["weights"].values()), list(net["biases"].values())
    _fits(weights, biases, k)
    places = np.arange(4 * 2**k + 1) / (4 * 2**k)
    # Net and sawtooth are straight between these: the largest gap is at one of them.
    joints = np.union1d(places, depth.corners(weights, biases))
    gap = np.abs(depth.draw(weights, biases, joints) - depth.fold(joints, k))
    single = any(part.dtype == np.float32 for part in (*weights, *biases))
    slack = 1e-4 if single else 1e-9
    off = np.flatnonzero(gap > slack)
    return {
        "curve": depth.draw(weights, biases, places),
        "first off": np.array(joints[off[0]] if len(off) else -1.0),
    }


def _fits(weights: list[Any], biases: list[Any], k: int) -> None:
    if len(weights) != k + 1 or len(biases) != k + 1:
        raise Misfit(
            f"weights has {len(weights)} arrays and biases {len(biases)}, expected {k + 1} each: "
            "one for each fold, and one for the head."
        )
    sizes = [1, *[2] * k, 1]
    for i, (W, b) in enumerate(zip(weights, biases, strict=True)):
        if W.shape != (sizes[i], sizes[i + 1]):
            raise Misfit(
                f"weights[{i}] has shape {W.shape}, expected {(sizes[i], sizes[i + 1])}: two "
                "units in every hidden layer."
            )
        if b.shape != (sizes[i + 1],):
            raise Misfit(f"biases[{i}] has shape {b.shape}, expected ({sizes[i + 1]},).")


@exercise.judged_by
def _(seen: Any, k: int) -> str | Fault | None:
    if seen["first off"] < 0:
        return None
    said = f"Near x = {float(seen['first off']):.4g} the network does not draw {folds(k)}."
    return Fault(
        said, hint="Follow x = 1/4, 1/2 and 3/4 through one fold: what should come, what does?"
    )


def _net(k: int, way_in: Any, between: Any, way_out: Any, b: Any = (0.0, -0.5), end: Any = 0.0):
    """A network of k hidden layers that are alike."""
    weights = [way_in, *[between] * (k - 1), way_out]
    return [np.array(W, dtype=float) for W in weights], [np.array(b)] * k + [np.array([end])]


IN, OUT = np.ones((1, 2)), np.array([[2.0], [-4.0]])


@exercise.mistakes
def _(k):
    """tent_net.1: Between two folds stands the way out of the first, [2, -4], times the way in
    of the second."""
    _net(k, IN, np.ones((2, 2)), OUT)
    "tent_net.1: Unit by unit is not enough: both units of a fold are wanted by both of the next."
    _net(k, IN, np.diag([2.0, -4.0]), OUT)
    _net(k, IN, np.eye(2), OUT)
    "tent_net.2: W[i, j] leads from unit i to unit j: between two folds yours is turned round."
    _net(k, IN, (OUT @ IN).T, OUT)
    """tent_net.15: Way in times way out is one number: the way out comes first, and a column times
    a row has all four products."""
    _net(k, IN, IN @ OUT, OUT)
    """tent_net.16: Between two folds both maps still stand, one behind the other: multiply them
    into one."""
    [IN, OUT] * k, [np.array([0.0, -0.5]), np.zeros(1)] * k
    "tent_net.3: In every fold one unit wakes at 0, one at 1/2: have later layers these biases?"
    weights, biases = _net(k, IN, OUT @ IN, OUT)
    weights, [biases[0], *[np.zeros(2)] * (k - 1), biases[-1]]
    "tent_net.3: A unit that wakes at 1/2 sees x - 1/2: what is its bias?"
    _net(k, IN, OUT @ IN, OUT, (0.0, 0.5))
    "tent_net.3: A unit with the bias -1 wakes at 1, and there the fold is over: wake it at 1/2."
    _net(k, IN, OUT @ IN, OUT, (0.0, -1.0))
    "tent_net.3: One unit wakes at 0, the other at 1/2: both of yours wake at 1/2."
    _net(k, IN, OUT @ IN, OUT, (-0.5, -0.5))
    "tent_net.4: The slope goes from 2 to -2: by how much does it change at 1/2?"
    _net(k, IN, np.array([[2.0], [-2.0]]) @ IN, [[2.0], [-2.0]])
    "tent_net.5: The tent is 1 high: fold, and then pull to twice the length."
    _net(k, IN, np.array([[1.0], [-2.0]]) @ IN, [[1.0], [-2.0]])
    "tent_net.6: Only the last fold is pulled to twice the length: every one has to be."
    _net(k, IN, np.array([[1.0], [-2.0]]) @ IN, OUT)
    "tent_net.7: The last fold needs its way out as well: the head is [2, -4]."
    _net(k, IN, OUT @ IN, [[1.0], [1.0]])
    _net(k, IN, OUT @ IN, [[1.0], [0.0]])
    _net(k, IN, OUT @ IN, [[1.0], [-1.0]])
    "tent_net.8: Upside down: the tent climbs first, and then comes down."
    _net(k, IN, OUT @ IN, -OUT)
    "tent_net.9: The list ends a layer too early: after k hidden layers comes the head."
    weights, biases = _net(k, IN, OUT @ IN, OUT)
    weights[:-1], biases[:-1]
    "tent_net.9: The head has a bias too: after k pairs the list ends with np.zeros(1)."
    weights, biases = _net(k, IN, OUT @ IN, OUT)
    weights, biases[:-1]
    "tent_net.10: As many hidden layers as folds: yours has one less."
    _net(k - 1, IN, OUT @ IN, OUT)
    "tent_net.10: As many hidden layers as folds: yours has one more."
    _net(k + 1, IN, OUT @ IN, OUT)
    "tent_net.11: Weights first, then biases."
    weights, biases = _net(k, IN, OUT @ IN, OUT)
    biases, weights
    "tent_net.12: The second unit wakes at 0 here: is its bias forgotten, or cut to a whole number?"
    _net(k, IN, OUT @ IN, OUT, (0, 0))
    "tent_net.13: One hidden layer for all? Here each fold is a layer of its own."
    W1, b1, v, c = depth.shallow_net(k)
    [W1, v[:, None]], [b1, np.array([c])]
    "tent_net.17: The head leads from two units to one: its shape is (2, 1), a column."
    weights, biases = _net(k, IN, OUT @ IN, OUT)
    [*weights[:-1], OUT.ravel()], biases
    weights, biases = _net(k, IN, OUT @ IN, OUT)
    [*weights[:-1], OUT.T], biases
    "tent_net.17: The head is one unit, and its bias an array of one number: np.zeros(1)."
    weights, biases = _net(k, IN, OUT @ IN, OUT)
    weights, [*biases[:-1], np.array(0.0)]
    "tent_net.14: The head adds nothing of its own: its bias is 0."
    _net(k, IN, OUT @ IN, OUT, end=1.0)
    _net(k, IN, OUT @ IN, OUT, end=-0.5)
    "tent_net.10: Every fold is a layer of its own: k hidden layers, and then the head."
    _net(max(k - 1, 1), IN, OUT @ IN, OUT)
    "tent_net.18: The way in leads from one number to two units: its shape is (1, 2), a row."
    weights, biases = _net(k, IN, OUT @ IN, OUT)
    [IN.T, *weights[1:]], biases
    "tent_net.14: The head adds nothing of its own: its bias is 0."
    _net(k, IN, OUT @ IN, OUT, end=0.5)
