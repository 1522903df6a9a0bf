"""A flow graph written down as a table: name -> (operation, names of its inputs).

`graph` keeps its graphs in objects; here one is plain data, so that whoever learns to walk through
it can see all of it. A number that is given has the operation "leaf" and no inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

__all__ = ["VALUE", "Graph", "consumers", "evaluate"]

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
