"""All names of a graph, every input before whoever uses it; ValueError where that cannot be."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Endless, Exercise, Fault
from autograder.check.forms import Misfit
from autograder.check.tables import Names
from autograder.exercises.lesson_09.shared import (
    WALKS,
    any_graph,
    chain,
    doublings,
    in_order,
    inputs_of,
    layer,
    shuffled,
    skip,
)


def topological_order(inputs: Any) -> list[str]:
    """All names of a graph, every input before whoever uses it; ValueError where that cannot be."""
    return in_order(inputs)


exercise = Exercise(
    reference=topological_order,
    lesson="09_autodiff",
    takes={"inputs": "graph"},
    returns=Names(),
    shortcuts=(*WALKS, "graphlib.TopologicalSorter"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for note, graph in [
        ("a short chain", chain(3)),
        ("a number that acts along two paths, one longer", skip()),
        ("a box that uses a number twice", doublings(3)),
        ("a network", layer()),
        ("two graphs side by side", skip() | {"x": ("leaf", []), "d": ("exp", ["x"])}),
        ("forty doublings", doublings(40)),
        ("thirty boxes", any_graph(rng, 30)),
    ]:
        yield Case(note, (inputs_of(shuffled(rng, graph)),))
    yield Case("one name", ({"a": []},))
    yield Case("three inputs, two of them alike", (_alike(),))
    ring = {"c": ["a"], "a": ["b"], "b": ["c"]}
    yield Case("a circle of three", (ring,), may_refuse=True, aspect="circles")
    beside = inputs_of(shuffled(rng, skip())) | {"k": ["k", "p"]}
    yield Case("a name that needs itself", (beside,), may_refuse=True, aspect="circles")
    below = {"t": ["s"], "s": ["p", "r"], "r": ["s"], "p": []}
    yield Case("a circle under the head", (below,), may_refuse=True, aspect="circles")
    graph = inputs_of(chain(1500))
    *rest, under, head = graph
    mixed = [rest[i] for i in rng.permutation(len(rest))]
    # Whoever goes down from the first name, or from the last, has the whole chain before them.
    long = {name: graph[name] for name in (head, *mixed, under)}
    yield Case("a chain of 1,500", (long,), aspect="long chains")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for boxes in (5, 12, 60):
        yield Case(f"{boxes} boxes", (inputs_of(shuffled(rng, any_graph(rng, boxes))),))
    yield Case("three inputs, two of them alike", (_alike(),))
    large = inputs_of(shuffled(rng, any_graph(rng, 20)))
    names = [name for name, needs in large.items() if needs]
    large |= {names[0]: [names[1]], names[1]: [names[0]]}
    yield Case("a circle of two in a larger graph", (large,), may_refuse=True, aspect="circles")


def _alike() -> dict[str, list[str]]:
    """Whoever waits once for a name that comes twice takes n or o before t has come."""
    late = {"t": ["s"], "s": ["r"], "r": ["x"]}
    return {"n": ["p", "p", "t"], "o": ["q", "q", "t"], "p": [], "x": [], "q": []} | late


@exercise.seen_as
def _(answer: Any, inputs: Any) -> Any:
    """Where each name of the answer stands in the question."""
    place = {name: k for k, name in enumerate(inputs)}
    strange = [name for name in answer if name not in place]
    if strange:
        raise Misfit(f"The result names {strange[0][:20]!r}, which is not in the graph.")
    return np.array([place[name] for name in answer], dtype=int)


@exercise.judged_by
def _(answer: Any, inputs: Any) -> Fault | None:
    names = list(inputs)
    order = [names[k] for k in answer]
    place = {name: k for k, name in enumerate(order)}
    if len(_kahn(inputs)) < len(inputs):
        said = "These names go round in a circle, and no order is right: refuse with a ValueError."
        return Fault(said, hint="How do you notice that nobody is left whose inputs have all come?")
    if len(place) < len(order):
        twice = next(name for name in order if order.count(name) > 1)
        said = f"{twice!r} stands there {order.count(twice)} times: each name once."
        return Fault(said, hint="Whom several use is still visited once: remember who has come.")
    for name, needs in inputs.items():
        if name not in place:
            said = f"{name!r} is missing: every name of the graph is asked for."
            return Fault(said, hint="Leaves are names too, and so is what nobody uses.")
        late = [one for one in needs if place.get(one, len(order)) >= place[name]]
        if late:
            said = f"{name!r} stands before its input {late[0]!r}."
            return Fault(
                said, hint="A name may come as soon as all of its inputs have, and not before."
            )
    return None


def _heads(inputs: Any) -> list[str]:
    used = {one for needs in inputs.values() for one in needs}
    return [name for name in inputs if name not in used] or list(inputs)[:1]


def _entered(inputs: Any) -> list[str]:
    found: dict[str, None] = {}
    stack = _heads(inputs)
    while stack:
        name = stack.pop()
        if name not in found:
            found[name] = None
            stack += inputs[name]
    return list(found)


def _by_levels(inputs: Any) -> list[str]:
    found = dict.fromkeys(_heads(inputs))
    level = list(found)
    while level:
        below = (one for name in level for one in inputs[name])
        level = [one for one in dict.fromkeys(below) if one not in found]
        found |= dict.fromkeys(level)
    return list(found)


def _deep(inputs: Any, name: str, order: list[str], seen: Any, again: bool = False) -> None:
    """Inputs first, by recursion; `again` forgets who has been there."""
    if len(order) > 10_000:
        raise Endless
    if name in seen and not again:
        return
    seen.add(name)
    for one in inputs[name]:
        _deep(inputs, one, order, seen, again)
    order.append(name)


def _stacked(inputs: Any, heads: Any) -> list[str]:
    """Inputs first, by a stack; a circle goes unseen."""
    order, seen, stack = dict[str, None](), set[str](), list(heads)[::-1]
    while stack:
        name = stack[-1]
        missing = [one for one in inputs[name] if one not in seen]
        seen.add(name)
        if missing:
            stack += missing
        else:
            order[stack.pop()] = None
    return list(order)


def _kahn(inputs: Any) -> list[str]:
    """As far as it goes: who stands in a circle is never ready."""
    left, users = {name: len(needs) for name, needs in inputs.items()}, dict[str, list[str]]()
    for name, needs in inputs.items():
        for one in needs:
            users.setdefault(one, []).append(name)
    order = [name for name in left if not left[name]]
    for name in order:
        for user in users.get(name, []):
            left[user] -= 1
            order += [user] * (left[user] == 0)
    return order


@exercise.mistakes
def _(inputs):
    "F40.1: A name belongs in the list when one leaves it, after its inputs: not when one comes."
    _entered(inputs)[::-1]
    "F40.2: Remember who is in the list already: each name belongs there once."
    order: list[str] = []
    for name in _heads(inputs):
        _deep(inputs, name, order, set(), again=True)
    order
    "F40.3: Levels are not enough: an input may stand on a higher level than the one who uses it."
    _by_levels(inputs)[::-1]
    "F40.4: In a long chain a function that calls itself goes too deep: use a stack of your own."
    order, seen = list[str](), set[str]()
    if len(in_order(inputs)) == len(inputs):
        for name in inputs:
            _deep(inputs, name, order, seen)
    order
    "F40.6: In a circle nobody comes first: say so with a ValueError."
    _stacked(inputs, inputs)
    "F40.6: Whoever stands in a circle is never ready: is the list as long as the graph?"
    _kahn(inputs)
    "topological_order.1: The graph comes in no order: sort it, do not copy it."
    list(inputs)
    "topological_order.2: The other way round: inputs first, whoever uses them after."
    in_order(inputs)[::-1]
    "topological_order.3: Leaves belong in the list as well, in front."
    [name for name in in_order(inputs) if inputs[name]]
    "topological_order.4: There may be several heads: begin at each of them."
    whole = in_order(inputs)
    _stacked(inputs, _heads(inputs)[:1] if whole else [])
    "topological_order.5: Names say nothing about the order: look at the inputs."
    sorted(inputs)
    "topological_order.6: The number of inputs says nothing: a box waits for all of its own."
    sorted(inputs, key=lambda name: len(inputs[name]))
    "topological_order.7: Two paths to one name are no circle: only a way back to itself is."
    seen, stack = set[str](), _heads(inputs)
    while stack:
        name = stack.pop()
        if name in seen:
            raise ValueError("a circle")
        seen.add(name)
        stack += inputs[name]
    in_order(inputs)
    "topological_order.8: The heads belong in the list as well, at the end."
    heads = _heads(inputs)
    [name for name in in_order(inputs) if name not in heads]
    "topological_order.9: A list keeps an order, a set has none."
    set(inputs)
    "topological_order.10: The names themselves are asked for, not their numbers."
    list(range(len(inputs)))
