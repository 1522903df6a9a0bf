"""Graphs to walk through, what every box does with numbers and with blame, and walks gone astray.

A graph is a dictionary, name -> (operation, names of its inputs). It comes shuffled, and its names
are in no order either: whoever needs an order has to find one.
"""

from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from nnlib.tables import VALUE, consumers, evaluate

WALKS = (
    "nnlib.graph.backward",
    "nnlib.graph.forward",
    "nnlib.graph.vjp",
    "nnlib.graph.jvp",
    "nnlib.graph.topological_order",
    "nnlib.graph_boxes._matmul_bprop",
)
LEAF: tuple[str, list[str]] = ("leaf", [])


def away(rng: np.random.Generator, shape: Any) -> Any:
    """Numbers between 0.3 and 1.5 with random signs: never near 0."""
    return rng.uniform(0.3, 1.5, shape) * rng.choice([-1.0, 1.0], shape)


def inputs_of(graph: Any) -> dict[str, list[str]]:
    """Name -> names of its inputs."""
    return {name: list(inputs) for name, (_, inputs) in graph.items()}


def in_order(inputs: Any) -> list[str]:
    """All names, inputs first; ValueError where they go round in a circle."""
    left, use = {name: len(needs) for name, needs in inputs.items()}, consumers(inputs)
    order = [name for name in left if not left[name]]
    for ready in order:
        for name in use[ready]:
            left[name] -= 1
            order += [name] if not left[name] else []
    if len(order) < len(inputs):
        raise ValueError("the names go round in a circle: no order has every input first")
    return order


def computed(graph: Any, leaves: Any) -> dict[str, Any]:
    """The value of every node."""
    values = evaluate(graph, leaves, in_order(inputs_of(graph)))
    plain = {n: float(v) if isinstance(v, np.floating) else v for n, v in values.items()}
    return {name: plain[name] for name in graph}


def shuffled(rng: np.random.Generator, graph: Any) -> dict[str, Any]:
    """The same graph in another order, never one that has all inputs first by chance."""
    names = list(graph)
    while True:
        mixed = [names[i] for i in rng.permutation(len(names))]
        before: set[str] = set()
        for name in mixed:
            if not before.issuperset(graph[name][1]):
                return {one: graph[one] for one in mixed}
            before.add(name)


# What a box sends back, and the tally that every call of one leaves


def _fit(G: Any, like: Any) -> Any:
    """Blame for a stretched input, summed back to its shape; where none was, the array itself."""
    if isinstance(G, Fraction | int):
        return G
    G = np.asarray(G)
    while G.ndim > np.ndim(like):
        G = G.sum(axis=0)
    for axis, size in enumerate(np.shape(like)):
        if size == 1:
            G = G.sum(axis=axis, keepdims=True)
    return G if G.ndim else float(G)


SENT: dict[str, Any] = {
    "add": lambda g, a, b: (_fit(g, a), _fit(g, b)),
    "mul": lambda g, a, b: (_fit(g * b, a), _fit(g * a, b)),
    "matmul": lambda g, a, b: (g @ b.T, a.T @ g),
    "exp": lambda g, a: (g * np.exp(a),),
    "log": lambda g, a: (g / a,),
    "tanh": lambda g, a: (g * (1 - np.tanh(a) ** 2),),
    "relu": lambda g, a: (g * (a > 0),),
    "sum": lambda g, a: (g * np.ones(np.shape(a)),),
}


def counting(tally: list[int], most: int, operation: str, g: Any, *values: Any) -> Any:
    """The rule of one operation, which refuses to be asked more often than there are boxes."""
    tally[0] += 1
    if tally[0] > most:
        raise ValueError(
            f"the rules were asked {tally[0]} times in a graph of {most} boxes; ask for each box "
            "once, when all its blame has come in"
        )
    return SENT[operation](g, *values)


def rules_for(graph: Any) -> dict[str, Any]:
    """The rules of all operations, with one tally; a copy of them begins to count anew."""
    tally, most = [0], sum(operation != "leaf" for operation, _ in graph.values())
    return {name: partial(counting, tally, most, name) for name in VALUE}


# Graphs


def used_twice() -> dict[str, Any]:
    return {"a": LEAF, "b": ("add", ["a", "a"]), "c": ("add", ["b", "b"])}


def doublings(count: int) -> dict[str, Any]:
    """a = a + a, again and again: n0, n1, ..."""
    return {"n0": LEAF} | {f"n{k + 1}": ("add", [f"n{k}"] * 2) for k in range(count)}


def skip() -> dict[str, Any]:
    """s acts on h at once, through r, and through u and r: a walk by levels is too early."""
    graph: dict[str, Any] = {"p": LEAF, "q": LEAF, "s": ("mul", ["p", "q"])}
    graph |= {"u": ("add", ["s", "p"]), "r": ("mul", ["u", "s"]), "h": ("add", ["r", "s"])}
    return graph


def log_of_product() -> dict[str, Any]:
    graph: dict[str, Any] = {"z": LEAF, "y": LEAF, "x": ("mul", ["z", "y"])}
    return graph | {"b": ("log", ["x"]), "w": ("exp", ["y"]), "a": ("mul", ["b", "w"])}


def layer() -> dict[str, Any]:
    """sum(relu(tanh(X W + b) V + c) * s): a row is stretched, and a single number."""
    graph: dict[str, Any] = dict.fromkeys(["X", "W", "b", "V", "s"], LEAF)
    graph |= {"P": ("matmul", ["X", "W"]), "Z": ("add", ["P", "b"]), "A": ("tanh", ["Z"])}
    graph |= {"O": ("matmul", ["A", "V"]), "R": ("relu", ["O"]), "M": ("mul", ["R", "s"])}
    return graph | {"loss": ("sum", ["M"])}


def layer_leaves(rng: np.random.Generator, m: int = 5) -> dict[str, Any]:
    """Numbers for `layer` that keep away from the kink of relu, some of them on each side."""
    while True:
        leaves = {"X": away(rng, (m, 3)), "W": away(rng, (3, 4)), "b": away(rng, 4)}
        leaves |= {"V": away(rng, (4, 2)), "s": float(away(rng, ()))}
        out = np.tanh(leaves["X"] @ leaves["W"] + leaves["b"]) @ leaves["V"]
        if np.abs(out).min() > 0.02 and (out > 0).any() and (out < 0).any():
            return leaves


def beside_its_exp() -> dict[str, Any]:
    """x + exp(x), all summed: the box of the sum sends one array to two inputs, one the other's."""
    graph: dict[str, Any] = {"x": LEAF, "e": ("exp", ["x"]), "s": ("add", ["x", "e"])}
    return graph | {"h": ("sum", ["s"])}


def any_graph(rng: np.random.Generator, boxes: int) -> dict[str, Any]:
    """Sums and products at random over three leaves; the last box, h, hears from all that is."""
    names = [f"v{i}" for i in rng.permutation(boxes + 3)]
    graph: dict[str, Any] = dict.fromkeys(names[:3], LEAF)
    for k, name in enumerate(names[3:], 3):
        pair = [names[k - 1], names[int(rng.integers(k))]]
        graph[name] = (str(rng.choice(["add", "mul"])), pair)
    return graph | {"h": ("add", [names[-1], names[int(rng.integers(3))]])}


def chain(count: int, operation: str = "tanh") -> dict[str, Any]:
    return {"n0": LEAF} | {f"n{k + 1}": (operation, [f"n{k}"]) for k in range(count)}


def whole(rng: np.random.Generator) -> Any:
    """A fraction; its denominator is 3 or 7, which no float holds."""
    return Fraction(int(rng.choice([-5, -4, -2, -1, 1, 2, 4, 5])), int(rng.choice([3, 7])))


# The two walks, with every step exchangeable, for the wrong answers


def back(
    graph: Any,
    values: Any,
    head: Any,
    rules: Any,
    order: Any = lambda graph, head: in_order(inputs_of(graph))[::-1],
    start: Any = lambda value: 1,
    add: Any = lambda old, new: old + new,
    give: Any = lambda g: g,
    refuse: bool = True,
    plain: bool = False,
) -> dict[str, Any]:
    """Blame of the head in every node; `plain` starts from plain zeros and asks every box."""
    if refuse and np.size(values[head]) != 1:
        raise ValueError("the head is to be one number")
    blame = {name: 0 if plain else 0 * value for name, value in values.items()}
    blame[head] = start(values[head])
    for name in order(graph, head):
        operation, inputs = graph[name]
        if operation != "leaf" and (plain or np.any(blame[name] != 0)):
            came = rules[operation](give(blame[name]), *(values[one] for one in inputs))
            for one, g in zip(inputs, came, strict=True):
                blame[one] = add(blame[one], g)
    return blame


PUSH = {
    "add": lambda a, b, da, db: da + db,
    "mul": lambda a, b, da, db: da * b + a * db,
    "matmul": lambda a, b, da, db: da @ b + a @ db,
    "exp": lambda a, da: np.exp(a) * da,
    "log": lambda a, da: da / a,
    "tanh": lambda a, da: (1 - np.tanh(a) ** 2) * da,
    "relu": lambda a, da: (a > 0) * da,
    "sum": lambda a, da: np.sum(da),
}


def ahead(
    graph: Any,
    values: Any,
    tangents: Any,
    order: Any = lambda graph: in_order(inputs_of(graph)),
    start: Any = lambda name, values, tangents: tangents.get(name, 0 * values[name]),
    **push: Any,
) -> dict[str, Any]:
    """How every node moves when the leaves do."""
    moves: dict[str, Any] = {name: 0 * value for name, value in values.items()}
    for name in order(graph):
        operation, inputs = graph[name]
        if operation == "leaf":
            moves[name] = start(name, values, tangents)
        else:
            rule = push.get(operation, PUSH[operation])
            moves[name] = rule(*(values[i] for i in inputs), *(moves[i] for i in inputs))
    return moves
