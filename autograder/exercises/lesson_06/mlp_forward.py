"""Through all layers: Z[l] = A[l-1] W[l] + b[l], A[l] = g[l](Z[l]). -> A[L], Zs, As"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, ListOf, Record
from autograder.exercises.lesson_06.shared import SQUASHERS, spread, through, whole
from nnlib.activations import identity, relu, sigmoid, softplus, tanh

LATE = "The bias belongs in the sum, inside the brackets: g(A W + b), not g(A W) + b."


Activations = Sequence[Callable[[Any], Any]]


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


def _network(
    rng: np.random.Generator, m: int, sizes: Sequence[int], activations: Activations
) -> tuple[Any, ...]:
    """X, weights, biases, activations, where every layer meets sums of both signs.

    The functions are gentle ones: behind a steep or a wavy one float32 would lose its digits.
    """
    while True:
        X = spread(rng, m, sizes[0])
        weights = [0.6 * spread(rng, *pair) for pair in pairwise(sizes)]
        biases = [0.6 * spread(rng, n) for n in sizes[1:]]
        _, Zs, _ = through(X, weights, biases, activations)
        if all(np.min(Z) < -0.1 and np.max(Z) > 0.1 for Z in Zs):
            return X, weights, biases, list(activations)


def _square(z: Any) -> Any:
    return z**2


def _slanted(z: Any) -> Any:
    return 2 - z / 2


MANY: tuple[Callable[[Any], Any], ...] = (relu, tanh, sigmoid, softplus, np.arctan, _slanted)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case(
        "widths 4, 7, 5, 2 and a linear head",
        _network(rng, 6, (4, 7, 5, 2), (relu, tanh, identity)),
    )
    yield Case("square layers", _network(rng, 5, (4, 4, 4), (tanh, lambda z: z)))
    _, *rest = _network(rng, 5, (3, 4, 2), (np.arctan, _square))
    yield Case("whole numbers in X, and a head that squares", (whole(rng, 5, 3), *rest))
    yield Case("one layer, as many examples as units", _network(rng, 3, (5, 3), (_slanted,)))
    yield Case(
        "one example through four layers",
        _network(rng, 1, (3, 5, 3, 4, 3), (tanh, _square, softplus, sigmoid)),
    )
    yield Case(
        "as many examples as units in every layer",
        _network(rng, 3, (3, 3, 3, 3), (relu, sigmoid, identity)),
    )
    X, weights, biases, units = _network(rng, 5, (3, 4, 2), (tanh, identity))
    X, weights[0], biases[0] = whole(rng, 5, 3), whole(rng, 3, 4), whole(rng, 4)
    yield Case("whole numbers in the first layer", (X, weights, biases, units))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one input, one output", _network(rng, 6, (1, 5, 1), (tanh, identity)))
    yield Case("one layer, linear", _network(rng, 5, (4, 3), (identity,)))
    X, *rest = _network(rng, 5, (3, 6, 3), (relu, _slanted))
    yield Case("rows of very different size", (X * 10.0 ** np.arange(-2, 3)[:, None], *rest))
    yield Case("four layers", _network(rng, 4, (4, 2, 6, 3, 2), (relu, np.arctan, _slanted, tanh)))
    for _ in range(3):
        sizes = rng.choice(np.arange(2, 8), 4, replace=False).tolist()
        picked = rng.choice(len(MANY), 2, replace=False)
        units = (MANY[picked[0]], MANY[picked[1]], identity)
        yield Case("other sizes", _network(rng, 5, sizes, units))


def _chain(first: Any, then: Any) -> Any:
    return lambda z: then(first(z))


def _swapped(others: Callable[[Any], Any]) -> Callable[..., Any]:
    """The right pass with another list of activations, for the wrong answers below."""

    def answer(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
        return through(X, weights, biases, others(list(activations)))

    return answer


HEAD = "The last layer has its own function, activations[-1]; often it does nothing at all."


exercise.misconception("F19.1", HEAD)(_swapped(lambda gs: gs[:1] * len(gs)))


exercise.misconception("F19.1", HEAD)(_swapped(lambda gs: gs[:-1] + gs[-2:][:1]))


exercise.misconception("F19.1", HEAD)(_swapped(lambda gs: [*gs[:-1], _chain(gs[-1], gs[0])]))


for _g in SQUASHERS:
    exercise.misconception("F19.1", HEAD)(_swapped(partial(lambda g, gs: [*gs[:-1], g], _g)))
    exercise.misconception("F19.1", HEAD)(
        _swapped(partial(lambda g, gs: [*gs[:-1], _chain(gs[-1], g)], _g))
    )


EXTRA = "The output is As[-1] as it is: activations[-1] has already been applied."


@exercise.mistakes
def _(X, weights, biases, activations):
    "F19.1: The output is As[-1] as it is: activations[-1] has already been applied."
    output, Zs, As = through(X, weights, biases, activations)
    activations[0](output), Zs, As
    output, Zs, As = through(X, weights, biases, activations)
    activations[-1](output), Zs, As


for _g in SQUASHERS:

    @exercise.misconception("F19.1", EXTRA)
    def _(X: Any, weights: Any, biases: Any, activations: Any, g: Any = _g) -> Any:
        output, Zs, As = through(X, weights, biases, activations)
        return g(output), Zs, As


ALIAS = "Zs and As hold one array under two names: let the activation make a new one."


def _in_place(g: Any) -> Any:
    """The activation that writes its answer over its argument."""

    def over(Z: Any) -> Any:
        Z[...] = g(Z)
        return Z

    return over


exercise.misconception("F19.2", ALIAS)(_swapped(lambda gs: [_in_place(g) for g in gs]))


exercise.misconception("F19.2", ALIAS)(
    _swapped(lambda gs: [_in_place(g) for g in gs[:-1]] + gs[-1:])
)


exercise.misconception("F19.2", ALIAS)(_swapped(lambda gs: [*gs[:-1], _in_place(gs[-1])]))


exercise.misconception("F19.2", ALIAS)(
    _swapped(lambda gs: [_chain(_in_place(relu), g) for g in gs])
)


exercise.misconception("F19.2", ALIAS)(_swapped(lambda gs: [_in_place(relu)] * len(gs)))


exercise.misconception("F19.2", ALIAS)(
    _swapped(lambda gs: [_in_place(relu)] * (len(gs) - 1) + [identity])
)


exercise.misconception("F19.2", ALIAS)(
    _swapped(lambda gs: [_in_place(relu)] * (len(gs) - 1) + gs[-1:])
)


@exercise.mistakes
def _(X, weights, biases, activations):
    "F19.2: One buffer for all layers holds only the last one: make new arrays."
    Zs, As, A = [], [X], X.copy()
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(A @ W + b)
        A[...] = g(Zs[-1])
        As.append(A)
    A, Zs, As
    "F19.2: A = X is the caller's own array: writing into A changes X."
    A = X
    Zs, As = [], [A]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(A @ W + b)
        A[...] = g(Zs[-1])
        As.append(A)
    A, Zs, As
    "F19.3: Zs holds what comes before the activation: lesson 08 needs it."
    output, _, As = through(X, weights, biases, activations)
    output, As[1:], As
    "F19.3: Zs begins with the sums of the first layer: X belongs to As alone."
    output, _, As = through(X, weights, biases, activations)
    output, As[:-1], As
    "F19.3: Zs is empty: keep the sums of every layer as well."
    output, _, As = through(X, weights, biases, activations)
    output, [], As
    "F19.3: Zs is missing: keep the sums of every layer as well."
    output, _, As = through(X, weights, biases, activations)
    output, None, As
    "F19.3: Zs holds the L sums alone, without X; As comes third and has L + 1 entries."
    output, _, As = through(X, weights, biases, activations)
    output, As, As
    "F19.3: Return three values, output, Zs and As: lesson 08 needs both lists."
    output, _, As = through(X, weights, biases, activations)
    output, As
    "F19.3: As holds what comes after the activations; yours repeats the sums."
    output, Zs, _ = through(X, weights, biases, activations)
    output, Zs, [X, *Zs]


def _with_sum(affine: Callable[[Any, Any, Any], Any]) -> Callable[..., Any]:
    """The right pass with another affine map, for the wrong answers below."""

    def answer(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
        return through(X, weights, biases, activations, affine)

    return answer


exercise.misconception(
    "F19.4", "W[i, j] leads from unit i to unit j: no W.T, even if W is square."
)(_with_sum(lambda A, W, b: A @ W.T + b))


exercise.misconception("F19.4", "A square W does not want a transpose either.")(
    _with_sum(lambda A, W, b: A @ (W.T if W.shape[0] == W.shape[1] else W) + b)
)


exercise.misconception("mlp_forward.1", "Every layer adds its bias.")(
    _with_sum(lambda A, W, b: A @ W)
)


exercise.misconception("mlp_forward.1", "The bias is added, not subtracted.")(
    _with_sum(lambda A, W, b: A @ W - b)
)


exercise.misconception("mlp_forward.2", "A bias belongs to a unit, not to an example.")(
    _with_sum(lambda A, W, b: A @ W + b[:, None])
)


exercise.misconception("mlp_forward.3", "A stands on the left: (m, n_in) times (n_in, n_out).")(
    _with_sum(lambda A, W, b: W @ A + b)
)


exercise.misconception("mlp_forward.3", "Rows are examples: A W, not W.T A.")(
    _with_sum(lambda A, W, b: W.T @ A + b)
)


exercise.misconception("mlp_forward.3", "A layer needs the matrix product, not entry by entry.")(
    _with_sum(lambda A, W, b: A * W + b)
)


exercise.misconception("mlp_forward.4", "A whole-number X cuts off all fractions: let Z be float.")(
    _with_sum(lambda A, W, b: (A @ W + b).astype(A.dtype))
)


OWN = "Layer l has its own function, activations[l]; no function is built in."


for _g in SQUASHERS:
    exercise.misconception("mlp_forward.5", OWN)(_swapped(partial(lambda g, gs: [g] * len(gs), _g)))
    exercise.misconception("mlp_forward.5", OWN)(
        _swapped(partial(lambda g, gs: [g] * (len(gs) - 1) + [identity], _g))
    )
    exercise.misconception("mlp_forward.5", OWN)(
        _swapped(partial(lambda g, gs: [g] * (len(gs) - 1) + gs[-1:], _g))
    )


exercise.misconception("mlp_forward.5", "The last layer uses activations[-1], linear or not.")(
    _swapped(lambda gs: [*gs[:-1], identity])
)


exercise.misconception("mlp_forward.5", "Without the activations the network is one affine map.")(
    _swapped(lambda gs: [identity] * len(gs))
)


exercise.misconception("mlp_forward.6", "The first function belongs to the first layer.")(
    _swapped(lambda gs: gs[::-1])
)


exercise.misconception("mlp_forward.6", "Layer l uses activations[l]: yours are shifted by one.")(
    _swapped(lambda gs: gs[-1:] + gs[:-1])
)


exercise.misconception("mlp_forward.6", "Layer l uses activations[l]: yours are shifted by one.")(
    _swapped(lambda gs: gs[1:] + gs[-1:])
)


exercise.misconception(
    "mlp_forward.6", "Layer l uses activations[l], not the last one everywhere."
)(_swapped(lambda gs: gs[-1:] * len(gs)))


@exercise.mistakes
def _(X, weights, biases, activations):
    "mlp_forward.4: An array of X's dtype cuts off the fractions of the sums."
    through(X, weights, biases, activations, lambda A, W, b: (A @ W + b).astype(X.dtype))
    "mlp_forward.7: The next layer sees the activations A, not the sums Z."
    Zs, As, below = [], [X], X
    for W, b, g in zip(weights, biases, activations, strict=True):
        below = below @ W + b
        Zs.append(below)
        As.append(g(below))
    As[-1], Zs, As
    "mlp_forward.8: Each layer sees the layer below: only the first one sees X."
    Zs = [X @ W + b for W, b in zip(weights, biases, strict=True)]
    As = [X] + [g(Z) for Z, g in zip(Zs, activations, strict=True)]
    As[-1], Zs, As
    "mlp_forward.9: First the sum, then the activation: X enters as it is."
    A = X
    Zs, As = [], [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(g(A))
        A = Zs[-1] @ W + b
        As.append(A)
    A, Zs, As
    "mlp_forward.9: X enters as it is: As[0] is X, without an activation."
    through(activations[0](X), weights, biases, activations)
    "mlp_forward.10: Zs holds the whole sums: the bias belongs in it."
    output, Zs, As = through(X, weights, biases, activations)
    output, [Z - b for Z, b in zip(Zs, biases, strict=True)], As
    "mlp_forward.11: The output is the last activation, not the last sum."
    _, Zs, As = through(X, weights, biases, activations)
    Zs[-1], Zs, As
    "mlp_forward.12: As begins with X: layer 0 is the input. L + 1 entries."
    output, Zs, As = through(X, weights, biases, activations)
    output, Zs, As[1:]
    "mlp_forward.12: As ends with the output: L + 1 entries."
    output, Zs, As = through(X, weights, biases, activations)
    output, Zs, As[:-1]
    "mlp_forward.12: As holds X and L activations; your last one stands twice."
    output, Zs, As = through(X, weights, biases, activations)
    output, Zs, [*As, output]
    "mlp_forward.13: The output comes first, then Zs, then As."
    output, Zs, As = through(X, weights, biases, activations)
    Zs, As, output
    "mlp_forward.14: The backward pass needs Zs and As too: return all three."
    through(X, weights, biases, activations)[0]
    "mlp_forward.15: Zs has an entry for every layer, the head's too: does the loop stop early?"
    output, Zs, As = through(X, weights, biases, activations)
    output, Zs[:-1], As
    "mlp_forward.16: From the input up: your lists begin with the head."
    output, Zs, As = through(X, weights, biases, activations)
    output, Zs[::-1], As[::-1]
    "mlp_forward.16: The first layer comes first: do not walk the list backwards."
    through(X, weights[::-1], biases[::-1], activations[::-1])
    "mlp_forward.17: Taking with pop empties the caller's lists: go through them with zip."
    copies = list(weights), list(biases), list(activations)
    for parts in (weights, biases, activations):
        parts.clear()
    through(X, *copies)


@exercise.misconception("mlp_forward.17", "Taking with pop shortens the caller's list: use zip.")
def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    copies = list(weights), list(biases)
    weights.clear()
    biases.clear()
    return through(X, *copies, activations)


@exercise.mistakes
def _(X, weights, biases, activations):
    "mlp_forward.18: Keep the batch: every row of X goes through the network."
    through(X[0], weights, biases, activations)


def _late_bias(kept: Callable[[Any, Any], Any]) -> None:
    """The bias added after the activation; `kept` says what of A W and b goes into Zs."""

    @exercise.misconception("mlp_forward.19", LATE)
    def _(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
        Zs, As = [], [X]
        for W, b, g in zip(weights, biases, activations, strict=True):
            Z = As[-1] @ W
            Zs.append(kept(Z, b))
            As.append(g(Z) + b)
        return As[-1], Zs, As


_late_bias(lambda Z, b: Z)


_late_bias(lambda Z, b: Z + b)
