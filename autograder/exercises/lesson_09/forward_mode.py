"""How every node moves, to first order, when the leaves move along their tangents."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.tables import Table
from autograder.exercises.lesson_09.shared import (
    WALKS,
    ahead,
    any_graph,
    away,
    chain,
    computed,
    doublings,
    layer,
    layer_leaves,
    log_of_product,
    shuffled,
    skip,
    whole,
)


def forward_mode(graph: Any, values: Any, tangents: Any) -> dict[str, Any]:
    """How every node moves, to first order, when the leaves move along their tangents."""
    return ahead(graph, values, tangents)


exercise = Exercise(
    reference=forward_mode,
    lesson="09_autodiff",
    takes={"graph": "graph", "values": "table", "tangents": "graph"},
    returns=Table("values"),
    shortcuts=WALKS,
)


def _case(
    rng: np.random.Generator, note: str, graph: Any, leaves: Any, tangents: Any, **more: Any
) -> Case:
    mixed = shuffled(rng, graph)
    return Case(note, (mixed, computed(mixed, leaves), tangents), **more)


def _drawn(rng: np.random.Generator, *names: str) -> dict[str, float]:
    return {name: float(rng.uniform(1.2, 2.5)) for name in names}


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    along = {"p": float(away(rng, ())), "q": float(away(rng, ()))}
    yield _case(rng, "both leaves move", skip(), _drawn(rng, "p", "q"), along)
    yield _case(rng, "one leaf stays put", skip(), _drawn(rng, "p", "q"), {"q": 1.0})
    along = {"z": float(away(rng, ())), "y": float(away(rng, ()))}
    yield _case(rng, "log of a product, times exp", log_of_product(), _drawn(rng, "z", "y"), along)
    yield _case(rng, "a = a + a, forty times", doublings(40), {"n0": 1.5}, {"n0": 1.0})
    leaves = layer_leaves(rng)
    along = {name: away(rng, np.shape(x)) for name, x in leaves.items()}
    along["s"] = float(along["s"])
    yield _case(rng, "a network, everything moves", layer(), leaves, along)
    yield _case(rng, "a network, only W moves", layer(), leaves, {"W": along["W"]})
    yield _case(rng, "a network, only b moves", layer(), leaves, {"b": along["b"]})


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    long = chain(1500)
    yield _case(rng, "a chain of 1,500", long, {"n0": 0.01}, {"n0": 2.0}, aspect="long chains")
    for boxes in (4, 9, 15):
        graph = any_graph(rng, boxes)
        leaves = {name: whole(rng) for name, (_, needs) in graph.items() if not needs}
        moves = {name: whole(rng) for name in list(leaves)[:2]}
        yield _case(rng, f"{boxes} boxes on fractions", graph, leaves, moves, aspect="fractions")


@exercise.mistakes
def _(graph, values, tangents):
    right = ahead(graph, values, tangents)
    "F44.1: In a product both move: one part for each, added up; not the product of the moves."
    ahead(graph, values, tangents, mul=lambda a, b, da, db: da * db)
    "F44.1: In a product both move: the second factor's move is missing."
    ahead(graph, values, tangents, mul=lambda a, b, da, db: da * b + 0 * a * db)
    "F44.1: In a product both move: the first factor's move is missing."
    ahead(graph, values, tangents, mul=lambda a, b, da, db: a * db + 0 * b * da)
    "F44.2: A logarithm divides the move by the value: da / a."
    ahead(graph, values, tangents, log=lambda a, da: da)
    "F44.2: The logarithm of a move is no slope: da / a."
    ahead(graph, values, tangents, log=lambda a, da: np.log(np.abs(da) + 1e-300))
    "F44.3: The leaves move as `tangents` says, not each by 1."
    ahead(graph, values, tangents, start=lambda n, v, t: v[n] * 0 + 1)
    "forward_mode.1: The move of exp is exp(a)·da: the value comes in."
    ahead(graph, values, tangents, exp=lambda a, da: da)
    "forward_mode.2: The slope of tanh is 1 - tanh², with the square."
    ahead(graph, values, tangents, tanh=lambda a, da: (1 - np.tanh(a)) * da)
    "forward_mode.3: The slope of tanh is 1 - tanh(a)²: not 1 - a²."
    ahead(graph, values, tangents, tanh=lambda a, da: (1 - a**2) * da)
    "forward_mode.4: Where relu is 0, nothing moves."
    ahead(graph, values, tangents, relu=lambda a, da: da)
    "forward_mode.5: Relu goes by the sign of the value, not by that of the move."
    ahead(graph, values, tangents, relu=lambda a, da: np.maximum(da, 0))
    "forward_mode.6: In a matrix product both move: a part for each, not the product of the moves."
    ahead(graph, values, tangents, matmul=lambda a, b, da, db: da @ db)
    "forward_mode.6: In a matrix product both move: A dB is missing."
    ahead(graph, values, tangents, matmul=lambda a, b, da, db: da @ b)
    "forward_mode.6: In a matrix product both move: dA B is missing."
    ahead(graph, values, tangents, matmul=lambda a, b, da, db: a @ db)
    "forward_mode.7: The move of a sum is the sum of the moves: not their mean."
    ahead(graph, values, tangents, sum=lambda a, da: np.mean(da))
    "forward_mode.8: Forward mode walks inputs first: the dictionary is in no order."
    ahead(graph, values, tangents, order=list)
    "forward_mode.9: Every node has an entry: the leaves as well."
    {name: move for name, move in right.items() if graph[name][0] != "leaf"}
    "forward_mode.10: A leaf without a tangent stays put: its move is 0."
    ahead(graph, values, tangents, start=lambda n, v, t: t[n])
    "forward_mode.14: A leaf that stays put moves by a 0 of its own shape: 0 * values[name]."
    ahead(graph, values, tangents, start=lambda n, v, t: t.get(n, 0))
    "forward_mode.11: A sum of two moves by da + db."
    ahead(graph, values, tangents, add=lambda a, b, da, db: da + 0 * b)
    "forward_mode.12: Moves add where values add: no product here."
    ahead(graph, values, tangents, add=lambda a, b, da, db: da * b + a * db)
    "forward_mode.13: These are the values; what is asked is how they move."
    dict(values)
    "F44.1: In a product each move meets the other factor, not its own."
    ahead(graph, values, tangents, mul=lambda a, b, da, db: a * da + b * db)
    "F44.1: The two parts of a product add up: there is no minus."
    ahead(graph, values, tangents, mul=lambda a, b, da, db: da * b - a * db)
    "F44.1: To first order the product of two small moves does not count."
    ahead(graph, values, tangents, mul=lambda a, b, da, db: da * b + a * db + da * db)
    "F44.2: A logarithm divides the move by the value: you multiply."
    ahead(graph, values, tangents, log=lambda a, da: da * a)
    "F44.2: The slope 1/a alone is no move: where is da?"
    ahead(graph, values, tangents, log=lambda a, da: 1 / a + 0 * da)
    "F44.2: That is the slope of 1/a; the slope of log a is 1/a itself."
    ahead(graph, values, tangents, log=lambda a, da: -da / a**2)
    "F44.2: Divide by the value itself, not by its logarithm."
    ahead(graph, values, tangents, log=lambda a, da: da / np.log(a))
    "forward_mode.10: A leaf without a tangent stays put: its move is 0, not 1."
    ahead(graph, values, tangents, start=lambda n, v, t: t.get(n, v[n] * 0 + 1))
    "forward_mode.13: How far each node moves, not where it arrives: the value is not added."
    {name: values[name] + move for name, move in right.items()}
    "forward_mode.15: A dictionary is asked for: a move by the name of its node."
    list(right.values())
