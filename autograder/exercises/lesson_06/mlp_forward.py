"""Through all layers: Z[l] = A[l-1] W[l] + b[l], A[l] = g[l](Z[l]). -> A[L], Zs, As"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, ListOf, Record
from autograder.exercises.lesson_06.shared import SQUASHERS, network, through, whole
from nnlib.activations import identity, relu, sigmoid, softplus, tanh


def mlp_forward(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    """Through all layers: Z[l] = A[l-1] W[l] + b[l], A[l] = g[l](Z[l]).  -> A[L], Zs, As"""
    return through(X, weights, biases, activations)


exercise = Exercise(
    reference=mlp_forward,
    lesson="06_forward",
    takes={"X": "m n_in", "weights": "list", "biases": "list", "activations": "list"},
    returns=Record(
        output=Array("m n_out"), Zs=ListOf(Array("m n"), "L"), As=ListOf(Array("m n"), "L+1")
    ),
    shortcuts=("nnlib.mlp.forward", "nnlib.mlp.MLP"),
)


def _square(z: Any) -> Any:
    return z**2


def _slanted(z: Any) -> Any:
    return 2 - z / 2


MANY: tuple[Callable[[Any], Any], ...] = (relu, tanh, sigmoid, softplus, np.arctan, _slanted)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    args = network(rng, 6, (4, 7, 5, 2), (relu, tanh, identity))
    yield Case("widths 4, 7, 5, 2 and a linear head", args)
    yield Case("square layers", network(rng, 5, (4, 4, 4), (tanh, identity)))
    _, *rest = network(rng, 5, (3, 4, 2), (np.arctan, _square))
    yield Case("whole numbers in X, and a head that squares", (whole(rng, 5, 3), *rest))
    yield Case("one layer, as many examples as units", network(rng, 3, (5, 3), (_slanted,)))
    args = network(rng, 1, (3, 5, 3, 4, 3), (tanh, _square, softplus, sigmoid))
    yield Case("one example through four layers", args)
    args = network(rng, 3, (3, 3, 3, 3), (relu, sigmoid, identity))
    yield Case("as many examples as units in every layer", args)
    X, weights, biases, units = network(rng, 5, (3, 4, 2), (tanh, identity))
    X, weights[0], biases[0] = whole(rng, 5, 3), whole(rng, 3, 4), whole(rng, 4)
    yield Case("whole numbers in the first layer", (X, weights, biases, units))
    weights[1], biases[1] = whole(rng, 4, 2), whole(rng, 2)
    yield Case("whole numbers in every layer", (X / 2, weights, biases, units))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one input, one output", network(rng, 6, (1, 5, 1), (tanh, identity)))
    yield Case("one layer, linear", network(rng, 5, (4, 3), (identity,)))
    X, *rest = network(rng, 5, (3, 6, 3), (relu, _slanted))
    yield Case("rows of very different size", (X * 10.0 ** np.arange(-2, 3)[:, None], *rest))
    yield Case("four layers", network(rng, 4, (4, 2, 6, 3, 2), (relu, np.arctan, _slanted, tanh)))
    for _ in range(3):
        sizes = rng.choice(np.arange(2, 8), 4, replace=False).tolist()
        one, two = rng.choice(len(MANY), 2, replace=False)
        yield Case("other sizes", network(rng, 5, sizes, (MANY[one], MANY[two], identity)))


def _chain(first: Any, then: Any) -> Any:
    return lambda z: then(first(z))


def _in_place(g: Any) -> Any:
    """The activation that writes its answer over its argument."""
    return lambda Z: np.positive(g(Z), out=Z, casting="unsafe")


@exercise.mistakes(g=SQUASHERS, kept=(0, 1))
def _(X, weights, biases, activations, *, g, kept):
    gs = list(activations)
    output, Zs, As = through(X, weights, biases, activations)
    over = _in_place(relu)
    below = len(activations) - 1
    "F19.1: The last layer has its own function, activations[-1]; often it does nothing at all."
    through(X, weights, biases, gs[:1] * len(gs))
    through(X, weights, biases, gs[:-1] + gs[-2:][:1])
    through(X, weights, biases, [*gs[:-1], _chain(gs[-1], gs[0])])
    through(X, weights, biases, [*activations[:-1], g])
    through(X, weights, biases, [*activations[:-1], _chain(activations[-1], g)])
    "F19.1: The output is As[-1] as it is: activations[-1] has already been applied."
    output, Zs, As = through(X, weights, biases, activations)
    g(output), Zs, As
    activations[0](output), Zs, As
    activations[-1](output), Zs, As
    "F19.2: Zs and As hold one array under two names: let the activation make a new one."
    through(X, weights, biases, [_in_place(g) for g in gs])
    through(X, weights, biases, [_in_place(g) for g in gs[:-1]] + gs[-1:])
    through(X, weights, biases, [*gs[:-1], _in_place(gs[-1])])
    through(X, weights, biases, [_chain(over, g) for g in gs])
    through(X, weights, biases, [over] * len(gs))
    through(X, weights, biases, [over] * (len(gs) - 1) + [identity])
    through(X, weights, biases, [over] * (len(gs) - 1) + gs[-1:])
    "F19.2: One buffer for all layers holds only the last one: make new arrays."
    Zs, As, A = [], [X], X.copy()
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(A @ W + b)
        A[...] = g(Zs[-1])
        As.append(A)
    A, Zs, As
    "F19.2: A = X is the caller's own array: writing into A changes X."
    Zs, As = [], [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(X @ W + b)
        X[...] = g(Zs[-1])
        As.append(X)
    X, Zs, As
    "F19.3: Zs holds what comes before the activation: lesson 08 needs it."
    output, As[1:], As
    "F19.3: Zs begins with the sums of the first layer: X belongs to As alone."
    output, As[:-1], As
    "F19.3: Zs is empty: keep the sums of every layer as well."
    output, [], As
    "F19.3: Zs is missing: keep the sums of every layer as well."
    output, None, As
    "F19.3: Zs holds the L sums alone, without X; As comes third and has L + 1 entries."
    output, As, As
    "F19.3: Return three values, output, Zs and As: lesson 08 needs both lists."
    output, As
    "F19.3: As holds what comes after the activations; yours repeats the sums."
    output, Zs, [X, *Zs]
    "F19.4: W[i, j] leads from unit i to unit j: no W.T, even if W is square."
    through(X, weights, biases, activations, lambda A, W, b: A @ W.T + b)
    "F19.4: A square W does not want a transpose either."
    turned = [W.T if W.shape[0] == W.shape[1] else W for W in weights]
    through(X, turned, biases, activations)
    "mlp_forward.1: Every layer adds its bias."
    through(X, weights, biases, activations, lambda A, W, b: A @ W)
    "mlp_forward.1: The bias is added, not subtracted."
    through(X, weights, biases, activations, lambda A, W, b: A @ W - b)
    "mlp_forward.2: A bias belongs to a unit, not to an example."
    through(X, weights, biases, activations, lambda A, W, b: A @ W + b[:, None])
    "mlp_forward.3: A stands on the left: (m, n_in) times (n_in, n_out)."
    through(X, weights, biases, activations, lambda A, W, b: W @ A + b)
    "mlp_forward.3: Rows are examples: A W, not W.T A."
    through(X, weights, biases, activations, lambda A, W, b: W.T @ A + b)
    "mlp_forward.3: A layer needs the matrix product, not entry by entry."
    through(X, weights, biases, activations, lambda A, W, b: A * W + b)
    "mlp_forward.4: A whole-number X cuts off all fractions: let Z be float."
    through(X, weights, biases, activations, lambda A, W, b: (A @ W + b).astype(A.dtype))
    "mlp_forward.5: Each layer takes its own function from activations; no function is built in."
    through(X, weights, biases, [g] * len(activations))
    through(X, weights, biases, [g] * below + [identity])
    through(X, weights, biases, [g] * below + activations[-1:])
    "mlp_forward.5: The last layer uses activations[-1], linear or not."
    through(X, weights, biases, [*gs[:-1], identity])
    "mlp_forward.5: Without the activations the network is one affine map."
    through(X, weights, biases, [identity] * len(gs))
    "mlp_forward.6: The first function belongs to the first layer."
    through(X, weights, biases, gs[::-1])
    "mlp_forward.6: The first layer uses activations[0], the last one activations[-1]: yours shift."
    through(X, weights, biases, gs[-1:] + gs[:-1])
    through(X, weights, biases, gs[1:] + gs[-1:])
    "mlp_forward.6: Each layer uses a function of its own, not the last one everywhere."
    through(X, weights, biases, gs[-1:] * len(gs))
    "mlp_forward.4: An array of X's dtype cuts off the fractions of the sums."
    through(X, weights, biases, activations, lambda A, W, b: (A @ W + b).astype(X.dtype))
    "mlp_forward.7: The next layer sees the activations A, not the sums Z."
    _, Zs, _ = through(X, weights, biases, [identity] * len(gs))
    As = [X] + [g(Z) for Z, g in zip(Zs, gs, strict=True)]
    As[-1], Zs, As
    "mlp_forward.8: Each layer sees the layer below: only the first one sees X."
    Zs = [X @ W + b for W, b in zip(weights, biases, strict=True)]
    As = [X] + [g(Z) for Z, g in zip(Zs, gs, strict=True)]
    As[-1], Zs, As
    "mlp_forward.9: First the sum, then the activation: X enters as it is."
    Zs, As = [], [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(g(As[-1]))
        As.append(Zs[-1] @ W + b)
    As[-1], Zs, As
    "mlp_forward.9: X enters as it is: As[0] is X, without an activation."
    through(activations[0](X), weights, biases, activations)
    "mlp_forward.10: Zs holds the whole sums: the bias belongs in it."
    output, [Z - b for Z, b in zip(Zs, biases, strict=True)], As
    "mlp_forward.11: The output is the last activation, not the last sum."
    Zs[-1], Zs, As
    "mlp_forward.12: As begins with X: layer 0 is the input. L + 1 entries."
    output, Zs, As[1:]
    "mlp_forward.12: As ends with the output: L + 1 entries."
    output, Zs, As[:-1]
    "mlp_forward.12: As holds X and L activations; your last one stands twice."
    output, Zs, [*As, output]
    "mlp_forward.13: The output comes first, then Zs, then As."
    Zs, As, output
    "mlp_forward.14: The backward pass needs Zs and As too: return all three."
    output
    "mlp_forward.15: Zs has an entry for every layer, the head's too: does the loop stop early?"
    output, Zs[:-1], As
    "mlp_forward.16: From the input up: your lists begin with the head."
    output, Zs[::-1], As[::-1]
    "mlp_forward.16: The first layer comes first: do not walk the list backwards."
    through(X, weights[::-1], biases[::-1], activations[::-1])
    "mlp_forward.17: Taking with pop empties the caller's lists: go through them with zip."
    copies = list(weights), list(biases), list(activations)
    for parts in (weights, biases, activations):
        parts.clear()
    through(X, *copies)
    "mlp_forward.17: Taking with pop shortens the caller's list: use zip."
    copies = list(weights), list(biases)
    for parts in (weights, biases):
        parts.clear()
    through(X, *copies, activations)
    "mlp_forward.18: Keep the batch: every row of X goes through the network."
    through(X[0], weights, biases, activations)
    "mlp_forward.19: The bias belongs in the sum, inside the brackets: g(A W + b), not g(A W) + b."
    Zs, As = [], [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Z = As[-1] @ W
        Zs.append(Z + kept * b)
        As.append(g(Z) + b)
    As[-1], Zs, As
    "mlp_forward.1: Every layer adds its own bias, not the first one alone."
    through(X, weights, [biases[0]] + [0 * b for b in biases[1:]], activations)
    "mlp_forward.20: Each activation is applied once: A = g(Z)."
    through(X, weights, biases, [_chain(h, h) for h in gs])
    "mlp_forward.1: Every layer adds its own bias, not the first one everywhere."
    through(X, weights, biases[:1] * len(gs), activations)
