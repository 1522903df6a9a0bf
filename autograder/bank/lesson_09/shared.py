"""An order of the boxes, for answers that need one and are not about it."""

from typing import Any


def placed(graph: Any) -> list[str]:
    """Inputs first, whatever it takes."""
    order, seen = list[str](), set[str]()
    stack = [(name, False) for name in graph]
    while stack:
        name, done = stack.pop()
        if done:
            order.append(name)
        elif name not in seen:
            seen.add(name)
            stack.append((name, True))
            stack += [(one, False) for one in graph[name][1] if one not in seen]
    return order
