"""The slopes of half the squared loss in all weights and biases: hidden g, linear head."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, ListOf, Record
from autograder.exercises.lesson_08.shared import (
    CUBIC,
    RELU,
    SIGMOID,
    SOFTPLUS,
    SWEEP,
    TANH,
    forward,
    net,
    sweep,
)


def backprop(X: Any, Y: Any, weights: Any, biases: Any, g: Any, g_prime: Any) -> Any:
    """The slopes of half the squared loss in all weights and biases: hidden g, linear head."""
    Zs, As = forward(X, weights, biases, g)
    delta = (As[-1] - Y) / len(X)
    dWs: list[Any] = []
    dbs: list[Any] = []
    for layer in reversed(range(len(weights))):
        dWs.insert(0, As[layer].T @ delta)
        dbs.insert(0, delta.sum(axis=0))
        if layer > 0:
            delta = (delta @ weights[layer].T) * g_prime(Zs[layer - 1])
    return dWs, dbs


exercise = Exercise(
    reference=backprop,
    lesson="08_backprop",
    takes={
        "X": "m n_0",
        "Y": "m n_L",
        "weights": "list",
        "biases": "list",
        "g": "function",
        "g_prime": "function",
    },
    returns=Record(
        dWs=ListOf(Array("n_in n_out"), "L"),
        dbs=ListOf(Array("n_out"), "L"),
    ),
    shortcuts=SWEEP,
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one hidden layer of tanh units", net(rng, 5, [3, 4, 2], TANH))
    yield Case("another batch of the same size", net(rng, 5, [3, 4, 2], TANH))
    yield Case("two hidden layers of logistic units", net(rng, 4, [2, 5, 3, 1], SIGMOID))
    yield Case("all layers of the same width", net(rng, 5, [3, 3, 3, 3], CUBIC))
    yield Case("everything square", net(rng, 3, [3, 3, 3], SOFTPLUS))
    yield Case("no hidden layer", net(rng, 5, [3, 2], TANH))
    yield Case("one example", net(rng, 1, [2, 3, 2], CUBIC))
    X, Y, *rest = net(rng, 5, [2, 3, 2], TANH)
    yield Case("targets far off", (X, np.abs(Y) + 1e4, *rest))
    weights = [rng.integers(1, 3, pair) for pair in [(2, 3), (3, 2)]]
    biases = [rng.integers(1, 3, n) for n in (3, 2)]
    X, Y = rng.integers(1, 3, (4, 2)), rng.integers(0, 2, (4, 2))
    yield Case("whole numbers", (X, Y, weights, biases, *CUBIC), aspect="whole numbers")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("three hidden layers", net(rng, 4, [2, 4, 3, 4, 2], TANH))
    yield Case("relu units", net(rng, 5, [3, 4, 3, 2], RELU))
    yield Case("layers of one unit", net(rng, 4, [1, 1, 1, 1], SIGMOID))
    for unit in (SOFTPLUS, CUBIC):
        sizes = [int(size) for size in rng.integers(2, 5, 4)]
        yield Case("other sizes", net(rng, int(rng.integers(2, 6)), sizes, unit))


_earlier: dict[str, Any] = {}


@exercise.mistakes
def _(*args):
    X, Y, weights, biases, g, g_prime = args
    dWs, dbs = sweep(args)
    "F31.1: Stop at the first layer: the input has no weights below it."
    below = (dbs[0] @ weights[0].T)[None]
    [below, *dWs], [below[0], *dbs]
    "F31.1: L weight layers are numbered 0 to L - 1: one index goes too far."
    raise IndexError("list index out of range")
    "F31.1: One index goes too far, below the first layer or above the last."
    raise KeyError
    "F31.1: Below the first layer there is no Z to take a slope at: send delta down while i > 0."
    _ = np.zeros(X.shape) * g_prime(forward(X, weights, biases, g)[0][-1])
    dWs, dbs
    "F31.1: The first layer has weights too: the loop ends one too early."
    dWs[1:], dbs[1:]
    "F31.2: You walk from the head down, but the lists start at the first layer."
    dWs[::-1], dbs[::-1]
    "F31.2: The slopes of the weights are listed from the head down: turn them round."
    dWs[::-1], dbs
    "F31.2: The slopes of the biases are listed from the head down: turn them round."
    dWs, dbs[::-1]
    "F31.3: One list under two names: dWs and dbs need a list each."
    both = [slope for pair in zip(dWs, dbs, strict=True) for slope in pair]
    both, both
    "F31.3: The list in [[]] * L is one list, L times: make L lists of their own."
    [dWs] * len(dWs), [dbs] * len(dbs)
    "F31.3: The array in [array] * L is one array, L times: each layer needs its own."
    [dWs[0]] * len(dWs), [dbs[0]] * len(dbs)
    "F31.4: Each call starts afresh: nothing of an earlier call may survive in it."
    fresh = forward(X, weights, biases, g)
    used = _earlier.get("last", fresh)
    _earlier["last"] = fresh
    same = [A.shape for A in used[1]] == [A.shape for A in fresh[1]]
    sweep(args, trace=used if same else fresh)
    "F31.4: Run forward on every call: a stored trace belongs to another X."
    fresh = forward(X, weights, biases, g)
    kept = _earlier.get("kept", fresh)
    same = [A.shape for A in kept[1]] == [A.shape for A in fresh[1]]
    _earlier["kept"] = kept if same else fresh
    sweep(args, trace=_earlier["kept"])
    "F31.5: Slopes only: the learning rate belongs to the step that comes after."
    [[0.1 * slope for slope in slopes] for slopes in sweep(args)]
    "F31.5: Slopes only: no learning rate in here."
    [[0.01 * slope for slope in slopes] for slopes in sweep(args)]
    "F31.5: Return the slopes, not the weights after a step."
    stepped = [W - dW for W, dW in zip(weights, dWs, strict=True)]
    stepped, [b - db for b, db in zip(biases, dbs, strict=True)]
    "F31.6: This loss has no penalty: the weights themselves are not added."
    [dW + W for W, dW in zip(weights, dWs, strict=True)], dbs
    "backprop.1: Going down through a unit costs its slope g'(Z): it is missing."
    sweep(args, below=lambda delta, W, slope: delta @ W.T)
    "backprop.2: Take g' at the pre-activation Z, not at the activation g(Z)."
    sweep(args, slope=lambda g_prime, Zs, As, i: g_prime(As[i]))
    "backprop.3: On the way down the sum runs over the units above: transpose W."
    sweep(args, below=lambda delta, W, slope: (delta @ W) * slope)
    "backprop.3: A square W fits either way round, and one of them is wrong."
    sweep(args, below=lambda d, W, slope: (d @ (W if W.shape == W.T.shape else W.T)) * slope)
    "backprop.4: The loss is a mean over examples: the head's delta takes it."
    sweep(args, start=lambda A, Y, Z, g_prime: A - Y)
    "backprop.5: The mean is taken once, at the head: not again in dW and db."
    [[slope / len(X) for slope in slopes] for slopes in sweep(args)]
    "backprop.5: The mean is taken once, at the head: not again in dW."
    [dW / len(X) for dW in dWs], dbs
    "backprop.5: The mean is taken once, at the head: db is a sum of rows."
    sweep(args, db=lambda delta: delta.mean(axis=0))
    "backprop.5: The mean is taken once, at the head: not again on every layer."
    sweep(args, below=lambda delta, W, slope: (delta @ W.T) * slope / len(delta))
    "backprop.6: The head is linear: no g on the last layer."
    sweep(args, head=True)
    "backprop.6: The head is linear: neither g nor g' on the last layer."
    sweep(args, head=True, start=lambda A, Y, Z, g_prime: (A - Y) / len(Y) * g_prime(Z))
    "backprop.6: The head is linear: its slope is 1, not g'(Z)."
    sweep(args, start=lambda A, Y, Z, g_prime: (A - Y) / len(Y) * g_prime(Z))
    "backprop.7: The biases learn too: their slopes are the summed rows of delta."
    sweep(args, db=lambda delta: np.zeros(delta.shape[1]))
    "backprop.7: The forward pass forgets the biases: Z = A @ W + b."
    sweep((X, Y, weights, [np.zeros(len(b)) for b in biases], g, g_prime))
    "backprop.8: Send delta down through the old weights: first all slopes, then steps."
    sweep(args, W=lambda W, dW: W - dW)
    "backprop.8: Send delta down through W itself, not through its slope dW."
    sweep(args, W=lambda W, dW: dW)
    "backprop.9: The slope g' is that of the layer you arrive at, not of the one you leave."
    sweep(args, slope=lambda g_prime, Zs, As, i: g_prime(Zs[i]))
    "backprop.9: Take g' at the Z of the layer you arrive at, not at its input."
    sweep(args, slope=lambda g_prime, Zs, As, i: g_prime(As[i - 1]))
    "backprop.9: Each layer has its own slope: g' at its own Z, not at the first one."
    sweep(args, slope=lambda g_prime, Zs, As, i: g_prime(Zs[0]))
    "backprop.10: The layers below learn too: send delta down to every one of them."
    sweep(args, below=lambda delta, W, slope: 0 * slope)
    "backprop.10: Each layer has a delta of its own: renew it on the way down."
    sweep(args, below=lambda delta, W, slope: delta)
    "backprop.11: A weight sees the layer right below it: X only for the first."
    sweep(args, dW=lambda As, Zs, delta, i: As[0].T @ delta)
    "backprop.12: A weight sees the activation below it, not that of its own layer."
    sweep(args, dW=lambda As, Zs, delta, i: As[i + 1].T @ delta)
    "backprop.13: Slopes point uphill: Y_hat - Y. The minus belongs to the step."
    sweep(args, start=lambda A, Y, Z, g_prime: (Y - A) / len(Y))
    "backprop.13: Check the sign of the error, and take the mean over examples."
    sweep(args, start=lambda A, Y, Z, g_prime: Y - A)
    "backprop.14: The loss is a mean over examples but a sum over outputs."
    sweep(args, start=lambda A, Y, Z, g_prime: (A - Y) / Y.size)
    "backprop.14: Divide by the number of examples, not of outputs."
    sweep(args, start=lambda A, Y, Z, g_prime: (A - Y) / Y.shape[1])
    "backprop.15: The 1/2 of the loss cancels the 2 of the square."
    sweep(args, start=lambda A, Y, Z, g_prime: 2 * (A - Y) / len(Y))
    "backprop.15: No 1/2 is left: differentiating the square brought a 2."
    sweep(args, start=lambda A, Y, Z, g_prime: (A - Y) / (2 * len(Y)))
    "backprop.15: The loss is half a square; its slope is linear in the error."
    sweep(args, start=lambda A, Y, Z, g_prime: (A - Y) ** 2 / len(Y))
    "backprop.16: Each slope has the shape of its W: this is the transpose."
    sweep(args, dW=lambda As, Zs, delta, i: delta.T @ As[i])
    "backprop.17: For db sum over the examples, axis 0."
    sweep(args, db=lambda delta: delta.sum(axis=1))
    "backprop.17: One slope for each bias: sum over axis 0, not over everything."
    sweep(args, db=lambda delta: delta.sum())
    "backprop.17: One slope for each bias: add up the rows of delta."
    sweep(args, db=lambda delta: delta)
    "backprop.17: One slope for each bias, from all examples, not from the first alone."
    sweep(args, db=lambda delta: delta[0])
    "backprop.18: Weights first, then biases: return dWs, dbs."
    sweep(args)[::-1]
    "backprop.18: Two lists, dWs and dbs, not one list of pairs."
    list(zip(*sweep(args), strict=True))
    "backprop.18: Return dWs and dbs, without the loss."
    (0.0, *sweep(args))
    "backprop.19: Slopes only: the caller's weights stay as they are."
    for parameter, slope in zip([*weights, *biases], [*dWs, *dbs], strict=True):
        np.subtract(parameter, slope, out=parameter, casting="unsafe")
    dWs, dbs
    "backprop.20: A layer receives activations from below: g(Z), not Z."
    sweep(args, dW=lambda As, Zs, delta, i: (Zs[i - 1] if i else As[0]).T @ delta)
    "backprop.21: Every example contributes, not the first alone."
    sweep((X[:1], Y[:1], weights, biases, g, g_prime))
    "backprop.22: Use the g_prime that is passed in: not every unit is a tanh."
    sweep(args, slope=lambda g_prime, Zs, As, i: 1 - As[i] ** 2)
    "backprop.22: Use the g_prime that is passed in: not every unit is logistic."
    sweep(args, slope=lambda g_prime, Zs, As, i: As[i] * (1 - As[i]))
    "backprop.22: Use the g_prime that is passed in: not every unit is a ReLU."
    sweep(args, slope=lambda g_prime, Zs, As, i: (Zs[i - 1] > 0) * 1.0)
    "backprop.22: Use the g and the g_prime that are passed in: this is always tanh."
    sweep((X, Y, weights, biases, *TANH))
    "backprop.23: The slope of a unit is g'(Z), not its activation g(Z)."
    sweep(args, slope=lambda g_prime, Zs, As, i: As[i])
    "backprop.24: The hidden layers need g in the forward pass."
    sweep((X, Y, weights, biases, lambda Z: Z, g_prime))
    "backprop.25: A delta comes down by the weights that led the signal up: those above it."
    shifted = [weights[0], *weights[:-1]]
    sweep((X, Y, shifted, biases, g, g_prime), trace=forward(X, weights, biases, g))
    "F31.1: The first layer has weights too: the loop ends one too early, and leaves None."
    [None, *dWs[1:]], [None, *dbs[1:]]
    "backprop.26: As[0] is X as it came: the input is not bent."
    sweep((g(X), Y, weights, biases, g, g_prime))
    "backprop.12: A weight sees the activation right below it, not one further down."
    sweep(args, dW=lambda As, Zs, delta, i: As[max(i - 1, 0)].T @ delta)
