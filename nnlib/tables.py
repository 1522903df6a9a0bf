"""A flow graph written down as a table: name -> (operation, names of its inputs).

`graph` keeps its graphs in objects; here one is plain data, so that whoever learns to walk through
it can see all of it. A number that is given has the operation "leaf" and no inputs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

__all__ = ["VALUE", "Graph", "consumers", "evaluate", "read"]

Graph: TypeAlias = Mapping[str, tuple[str, Sequence[str]]]

VALUE: dict[str, Callable[..., Any]] = {
    "add": lambda a, b: a + b,
    "mul": lambda a, b: a * b,
    "matmul": lambda a, b: a @ b,
    "exp": np.exp,
    "log": np.log,
    "tanh": np.tanh,
    "relu": lambda a: np.maximum(a, 0),
    "sum": np.sum,
}

SIGNS = {"+": "add", "*": "mul", "@": "matmul"}
FUNCTIONS = [operation for operation in VALUE if operation not in SIGNS.values()]
NAME = r"[A-Za-z_]\w*"
STEP = re.compile(rf"({NAME}) = (?:({NAME}) ([+*@]) ({NAME})|({'|'.join(FUNCTIONS)})\(({NAME})\))")


def read(*lines: str) -> dict[str, tuple[str, list[str]]]:
    """The graph of a program, a step a line or between semicolons: "s = p * q; u = exp(s)".

    A name that no step makes is a leaf.
    """
    graph: dict[str, tuple[str, list[str]]] = {}
    for step in (part.strip() for line in lines for part in line.split(";")):
        made = STEP.fullmatch(step)
        if not made:
            raise ValueError(
                f'read: "{step}" is not one step, expected a name, =, and two names with +, * or @ '
                f"between, or one of {', '.join(FUNCTIONS)} of a name. Name what it needs."
            )
        name, left, sign, right, function, one = made.groups()
        inputs = [one] if function else [left, right]
        if name in graph or name in inputs:
            raise ValueError(
                f'read: "{step}" comes too late, {name} is there already, expected every name made '
                "once, before it is used."
            )
        graph |= {needed: ("leaf", []) for needed in inputs if needed not in graph}
        graph[name] = (function or SIGNS[sign], inputs)
    return graph


def consumers(inputs: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Name -> whoever uses it, once for each time; the arrows of a graph turned round."""
    found: dict[str, list[str]] = {name: [] for name in inputs}
    for name, needs in inputs.items():
        for one in needs:
            found[one].append(name)
    return found


def evaluate(graph: Graph, leaves: Mapping[str, Any], order: Iterable[str]) -> dict[str, Any]:
    """The value of every node, worked out in `order`, inputs before whoever uses them.

    Numbers of any kind will do in `leaves`: floats, arrays, fractions.
    """
    values: dict[str, Any] = {}
    for name in order:
        operation, inputs = graph[name]
        if operation == "leaf":
            values[name] = leaves[name]
            continue
        missing = [one for one in inputs if one not in values]
        if missing:
            raise ValueError(
                f"evaluate: {name} comes before its input {missing[0]}, expected inputs first. "
                "Sort the graph."
            )
        values[name] = VALUE[operation](*(values[one] for one in inputs))
    return values
