"""The gradient of the head in every node: one walk, consumers before inputs, blame added up."""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.tables import Table
from autograder.exercises.lesson_09.shared import (
    WALKS,
    any_graph,
    back,
    beside_its_exp,
    chain,
    computed,
    doublings,
    in_order,
    inputs_of,
    layer,
    layer_leaves,
    log_of_product,
    rules_for,
    shuffled,
    skip,
    used_twice,
    whole,
)


def backward(graph: Any, values: Any, head: Any, rules: Any) -> dict[str, Any]:
    """The gradient of the head in every node: one walk, consumers before inputs, blame added up."""
    return back(graph, values, head, rules)


exercise = Exercise(
    reference=backward,
    lesson="09_autodiff",
    takes={"graph": "graph", "values": "table", "head": "name", "rules": "function"},
    returns=Table("values"),
    shortcuts=WALKS,
)


def _case(
    rng: np.random.Generator, note: str, graph: Any, leaves: Any, head: str, **more: Any
) -> Case:
    mixed = shuffled(rng, graph)
    return Case(note, (mixed, computed(mixed, leaves), head, rules_for(graph)), **more)


def _drawn(rng: np.random.Generator, *names: str) -> dict[str, float]:
    return {name: float(rng.uniform(1.2, 2.5)) for name in names}


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield _case(rng, "a = 1, b = a + a, c = b + b", used_twice(), {"a": 1.0}, "c")
    yield _case(rng, "log of a product, times exp", log_of_product(), _drawn(rng, "z", "y"), "a")
    yield _case(rng, "paths of different length", skip(), _drawn(rng, "p", "q"), "h")
    aside = skip() | {"x": ("leaf", []), "d": ("mul", ["x", "h"])}
    yield _case(rng, "a head with a box above it", aside, _drawn(rng, "p", "q", "x"), "h")
    yield _case(rng, "a = a + a, forty times", doublings(40), {"n0": 1.5}, "n40")
    yield _case(rng, "a network, five examples", layer(), layer_leaves(rng), "loss")
    three = {"x": rng.uniform(-1, 1, 3)}
    yield _case(rng, "x + exp(x), three numbers", beside_its_exp(), three, "h")
    exact: dict[str, Any] = {"p": ("leaf", []), "q": ("leaf", []), "u": ("leaf", [])}
    exact |= {"s": ("mul", ["p", "u"]), "t": ("mul", ["q", "u"]), "h": ("add", ["s", "t"])}
    fractions = {"p": Fraction(10**17), "q": Fraction(1 - 10**17), "u": whole(rng)}
    yield _case(rng, "fractions, which need no rounding", exact, fractions, "h", aspect="fractions")
    rows = {"a": ("leaf", []), "e": ("exp", ["a"])}
    vector = {"e": rows["e"], "a": rows["a"]}, {"e": np.exp([1.0, 2.0]), "a": np.array([1.0, 2.0])}
    asked = (*vector, "e", rules_for(rows))
    yield Case("a head of two numbers", asked, may_refuse=True, aspect="one head")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield _case(rng, "a chain of 1,500", chain(1500), {"n0": 0.01}, "n1500", aspect="long chains")
    for boxes in (4, 9, 15):
        graph = any_graph(rng, boxes)
        leaves = {name: whole(rng) for name, (_, needs) in graph.items() if not needs}
        yield _case(rng, f"{boxes} boxes on fractions", graph, leaves, "h", aspect="fractions")
    yield _case(rng, "a network, one example", layer(), layer_leaves(rng, 1), "loss")
    yield _case(rng, "a head in the middle", skip(), _drawn(rng, "p", "q"), "u")


def _naive(graph: Any, values: Any, head: Any, rules: Any) -> Any:
    """Hand on at once whatever arrives, along every path."""
    if np.size(values[head]) != 1:
        raise ValueError("the head is to be one number")
    blame = {name: 0 * value for name, value in values.items()}
    waiting = [(head, 1)]
    while waiting:
        name, g = waiting.pop()
        blame[name] = blame[name] + g
        operation, inputs = graph[name]
        if operation != "leaf":
            came = rules[operation](g, *(values[one] for one in inputs))
            waiting += zip(inputs, came, strict=True)
    return blame


def _recursive(graph: Any, values: Any, blame: Any, name: Any, g: Any, rules: Any) -> None:
    """The same, but handing on all that has come in so far: counted twice."""
    blame[name] = blame[name] + g
    operation, inputs = graph[name]
    if operation != "leaf":
        came = rules[operation](blame[name], *(values[one] for one in inputs))
        for one, part in zip(inputs, came, strict=True):
            _recursive(graph, values, blame, one, part, rules)


def _into(old: Any, new: Any) -> Any:
    """Keep what comes first, and add the rest into it."""
    if old is None or not isinstance(old, np.ndarray):
        return new if old is None else old + new
    old += new
    return old


def _levels(graph: Any, head: str) -> list[str]:
    """Head, its inputs, theirs: each name where it is met first."""
    found = [head]
    for name in found:
        found += [one for one in dict.fromkeys(graph[name][1]) if one not in found]
    return found


def _entering(graph: Any, head: str) -> list[str]:
    """Each name when one comes to it, going as deep as possible first."""
    found: list[str] = []
    stack = [head]
    while stack:
        name = stack.pop()
        if name not in found:
            found.append(name)
            stack += graph[name][1]
    return found


def _first(rule: Any, *args: Any) -> Any:
    """What a rule says to the first input; nothing to the others."""
    first, *others = rule(*args)
    return first, *(0 * g for g in others)


@exercise.mistakes
def _(graph, values, head, rules):
    right = back(graph, values, head, rules)
    boxes = [name for name in graph if graph[name][0] != "leaf"]
    "F41.1: A node that is used twice is sent blame twice: add it up, do not overwrite."
    back(graph, values, head, rules, add=lambda old, new: new)
    "F41.1: A node that is used twice is sent blame twice: add it up, do not overwrite."
    back(graph, values, head, rules, add=lambda old, new: new, plain=True)
    "F41.2: Each box hands on what it was sent: give the rule the node's own blame, not 1."
    back(graph, values, head, rules, give=lambda g: g * 0 + 1)
    "F43.1: The head's slope in itself is 1: that is where the walk begins."
    back(graph, values, head, rules, start=lambda value: 0 * value)
    "F43.4: A gradient belongs to one number: refuse a longer head with a ValueError."
    dict(values) if np.size(values[head]) > 1 else back(graph, values, head, rules)
    "F43.4: A gradient belongs to one number: refuse a longer head with a ValueError."
    back(graph, values, head, rules, refuse=False)
    "backward.1: Wait until all blame has come in, then hand it on once: a path is no box."
    _naive(graph, values, head, rules)
    "backward.2: What came in before has been handed on already: ask each box once, when all is in."
    blame = {name: 0 * value for name, value in values.items()}
    if np.size(values[head]) > 1:
        raise ValueError("one number")
    _recursive(graph, values, blame, head, 1, rules)
    blame
    "backward.3: By levels a box may come before one that uses it: take the order, reversed."
    back(graph, values, head, rules, order=_levels)
    "backward.4: Deep first, a box may come before one that uses it: take the order, reversed."
    back(graph, values, head, rules, order=_entering)
    "backward.5: The dictionary is in no order: use topological_order, reversed."
    back(graph, values, head, rules, order=lambda graph, head: list(graph)[::-1])
    "backward.5: The dictionary is in no order: use topological_order, reversed."
    back(graph, values, head, rules, order=lambda graph, head: list(graph)[::-1], plain=True)
    "backward.6: Blame walks from the head down: consumers before inputs. Reverse the order."
    back(graph, values, head, rules, order=lambda graph, head: in_order(inputs_of(graph)))
    "backward.6: Blame walks from the head down: consumers before inputs. Reverse the order."
    back(graph, values, head, rules, order=lambda graph, _: in_order(inputs_of(graph)), plain=True)
    "backward.7: Every node has an entry: 0 where no blame arrives."
    {name: g for name, g in right.items() if np.any(g != 0)}
    "backward.8: Not the leaves alone: every node between has its gradient as well."
    {name: g for name, g in right.items() if name not in boxes}
    "backward.9: Begin with 1, the head's slope in itself: not with its value."
    back(graph, values, head, rules, start=lambda value: value)
    "backward.10: Begin at the head that is asked for, not at the last node of the order."
    if np.size(values[head]) > 1:
        raise ValueError("one number")
    back(graph, values, in_order(inputs_of(graph))[-1], rules)
    "backward.11: Start from whole 0 and 1, not from 0.0 or 1.0: a float rounds fractions."
    exact = back(graph, values, head, rules, start=lambda value: 1.0)
    {name: g if np.ndim(g) else float(g) for name, g in exact.items()}
    "backward.13: Your order asks for name -> inputs: leave the operations of the graph out."
    back(graph, values, head, rules, order=lambda graph, head: in_order(graph)[::-1])
    "backward.12: The head itself has an entry as well: 1."
    {name: g for name, g in right.items() if name != head}
    "backward.14: A dictionary is asked for: a gradient by the name of its node."
    [1 for _ in graph]
    "backward.15: Each input of a box is sent its part: yours stops after the first."
    back(graph, values, head, {name: partial(_first, rule) for name, rule in rules.items()})
    "backward.16: Ask each box once and keep what it says: there is a part for every input in it."
    blame = {name: 0 * value for name, value in values.items()} | {head: 1}
    for name in in_order(inputs_of(graph))[::-1] if np.size(values[head]) == 1 else [head] * 3:
        operation, inputs = graph[name]
        for k, one in enumerate(inputs):
            came = rules[operation](blame[name], *(values[i] for i in inputs))
            blame[one] = blame[one] + came[k]
    blame
    "backward.17: One array may go to two inputs, and += changes it for both: add into a new one."
    if np.size(values[head]) > 1:
        raise ValueError("one number")
    sent: dict[str, Any] = {head: 1}
    for name in in_order(inputs_of(graph))[::-1]:
        operation, inputs = graph[name]
        if operation != "leaf" and name in sent:
            came = rules[operation](sent[name], *(values[one] for one in inputs))
            for one, g in zip(inputs, came, strict=True):
                sent[one] = _into(sent.get(one), g)
    {name: sent.get(name, 0 * value) for name, value in values.items()}
