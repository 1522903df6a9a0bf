"""A flow graph: a program that remembers how it was computed, so that it can be differentiated.

Every number or array is a `Node`. Writing `loss = ((X @ w - y) ** 2).mean()` with nodes computes
the value and leaves the graph behind: each node knows the box that made it and its inputs, whose
consumer it is. Two walks along the graph give derivatives that are exact, not estimated:

- `backward` starts at the head and visits consumers before inputs. One walk gives the gradient
  of one number with respect to everything below it (reverse mode, Jᵀ v).
- `forward` starts at the inputs. One walk gives the change of everything above them along one
  direction (forward mode, J u).

A node that feeds several consumers receives a gradient from each: they add up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from nnlib.graph_boxes import BOXES, Box, unbroadcast
from nnlib.shapes import Array, as_float, check_shapes

__all__ = [
    "Node",
    "backward",
    "exp",
    "forward",
    "jvp",
    "log",
    "relu",
    "sigmoid",
    "softplus",
    "tanh",
    "topological_order",
    "unbroadcast",
    "vjp",
]


_Operator: TypeAlias = Callable[["Node", Any], "Node"]


def _both_sides(name: str) -> tuple[_Operator, _Operator]:
    """The methods for node * other and for other * node."""
    return lambda self, x: _apply(name, self, x), lambda self, x: _apply(name, x, self)


class Node:
    """A value in the graph, with the box that made it and that box's inputs.

    The value, of any shape, is kept as a read-only copy: nothing changes it between the walks.
    """

    __array_ufunc__ = None  # array + node: numpy steps back and lets __radd__ answer

    def __init__(self, value: ArrayLike) -> None:
        self.value: Array = as_float("Node", "value", value).copy()
        self.value.flags.writeable = False
        self.box: Box | None = None
        self.inputs: tuple[Node, ...] = ()
        self.options: dict[str, Any] = {}

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the value."""
        return self.value.shape

    def __repr__(self) -> str:
        return f"Node({self.box.name if self.box else 'input'}, shape {self.shape})"

    __add__, __radd__ = _both_sides("add")
    __sub__, __rsub__ = _both_sides("subtract")
    __mul__, __rmul__ = _both_sides("multiply")
    __truediv__, __rtruediv__ = _both_sides("divide")
    __matmul__, __rmatmul__ = _both_sides("matmul")

    def __neg__(self) -> Node:
        return _apply("negate", self)

    def __pow__(self, exponent: float) -> Node:
        if isinstance(exponent, Node) or np.ndim(exponent) != 0:
            raise TypeError(
                f"power: exponent is {exponent!r}, expected one constant number. "
                "Try exp(exponent * log(x))."
            )
        return _apply("power", self, exponent=float(exponent))

    def sum(self, axis: int | None = None) -> Node:
        """The sum of all entries, or along one axis, which then disappears."""
        return _apply("sum", self, axis=axis)

    def mean(self, axis: int | None = None) -> Node:
        """The sum divided by how many entries went into it."""
        total = self.sum(axis)
        return total / (self.value.size if axis is None else self.shape[axis])

    def reshape(self, *shape: int) -> Node:
        """The same entries in another shape, for instance reshape(-1, 1)."""
        return _apply("reshape", self, shape=shape)

    @property
    def T(self) -> Node:
        """The transpose."""
        return _apply("transpose", self)


def exp(x: Node | ArrayLike) -> Node:
    """e^x, entry by entry.  Any shape."""
    return _apply("exp", x)


def log(x: Node | ArrayLike) -> Node:
    """The natural logarithm, entry by entry, of numbers above 0.  Any shape."""
    return _apply("log", x)


def relu(x: Node | ArrayLike) -> Node:
    """max(0, x), entry by entry; its slope at 0 is taken as 0.  Any shape."""
    return _apply("relu", x)


def sigmoid(x: Node | ArrayLike) -> Node:
    """The logistic function, entry by entry.  Any shape."""
    return _apply("sigmoid", x)


def tanh(x: Node | ArrayLike) -> Node:
    """The hyperbolic tangent, entry by entry.  Any shape."""
    return _apply("tanh", x)


def softplus(x: Node | ArrayLike) -> Node:
    """log(1 + e^x), entry by entry.  Any shape."""
    return _apply("softplus", x)


def topological_order(head: Node) -> list[Node]:
    """Every node that `head` depends on, each once, inputs before consumers, `head` last.

    A stack takes the place of recursion, so a chain of any length will do.
    """
    order: list[Node] = []
    done: set[Node] = set()
    waiting_for_inputs: set[Node] = set()
    stack = [head]
    while stack:
        node = stack[-1]
        missing = [x for x in node.inputs if x not in done]
        if node in done:
            stack.pop()
        elif not missing:
            order.append(stack.pop())
            done.add(node)
            waiting_for_inputs.discard(node)
        else:
            waiting_for_inputs.add(node)
            if any(x in waiting_for_inputs for x in missing):
                raise ValueError(
                    f"topological_order: {node!r} depends on itself, expected a graph without "
                    "cycles. Make a new node where a value is computed anew."
                )
            stack.extend(missing)
    return order


def backward(head: Node, seed: ArrayLike | None = None) -> dict[Node, Array]:
    """Reverse mode: the gradient of seed · head with respect to every node below it.

    Parameters
    ----------
    head : the node to differentiate; without a seed it holds one number
    seed : the gradient to start with, in the shape of head; 1 if left out

    Returns
    -------
    gradients : {node: array in the node's shape}, made anew by every call
    """
    if seed is None and head.value.size != 1:
        raise ValueError(
            f"backward: head has shape {head.shape}, expected one number, or a seed of the shape "
            "of head. Try backward(head.sum())."
        )
    seed = np.ones_like(head.value) if seed is None else as_float("backward", "seed", seed)
    _check_like("backward", "seed", seed, head)
    gradients = {head: seed.astype(head.value.dtype)}
    for node in reversed(topological_order(head)):
        if node.box is not None:
            values = [x.value for x in node.inputs]
            passed_on = node.box.bprop(gradients[node], *values, **node.options)
            for x, gradient in zip(node.inputs, passed_on, strict=True):
                gradients[x] = np.asarray(gradients.get(x, 0) + gradient, dtype=x.value.dtype)
    return gradients


def forward(head: Node, tangents: Mapping[Node, ArrayLike]) -> Array:
    """Forward mode: how head changes, to first order, when other nodes move along `tangents`.

    Parameters
    ----------
    head : the node to differentiate
    tangents : {node: direction in the node's shape}; an input that is left out stays put

    Returns
    -------
    tangent : array in the shape of head
    """
    moved: dict[Node, Array] = {}
    for node, u in tangents.items():
        moved[node] = as_float("forward", "tangent", u).astype(node.value.dtype)
        _check_like("forward", "tangent", moved[node], node)
    for node in topological_order(head):
        if node.box is not None and node not in moved:
            values = [x.value for x in node.inputs]
            u = node.box.jvp([moved[x] for x in node.inputs], *values, **node.options)
            moved[node] = np.asarray(u, dtype=node.value.dtype)
        moved.setdefault(node, np.zeros_like(node.value))
    return moved[head]


def vjp(f: Callable[[Node], Node], x: ArrayLike, v: ArrayLike) -> Array:
    """Jᵀ v for the Jacobian J of f at x: one backward walk.  Result: shape of x; v: of f(x)."""
    node = Node(x)
    return backward(f(node), v).get(node, np.zeros_like(node.value))


def jvp(f: Callable[[Node], Node], x: ArrayLike, u: ArrayLike) -> Array:
    """J u for the Jacobian J of f at x: one forward walk.  u: shape of x; result: of f(x)."""
    node = Node(x)
    return forward(f(node), {node: u})


def _apply(name: str, *inputs: Node | ArrayLike, **options: Any) -> Node:
    """Run one box on nodes and constants, and put its answer into the graph."""
    like = next((x.value.dtype for x in inputs if isinstance(x, Node)), None)
    nodes = tuple(x if isinstance(x, Node) else Node(_constant(x, like)) for x in inputs)
    box = BOXES[name]
    made = Node(box.fprop(*(x.value for x in nodes), **options))
    made.box, made.inputs, made.options = box, nodes, options
    return made


def _constant(x: ArrayLike, dtype: Any) -> ArrayLike:
    return np.asarray(x, dtype=dtype) if type(x) in (int, float) else x  # 2 * x: x stays float32


def _check_like(who: str, name: str, array: Array, node: Node) -> None:
    check_shapes(who, **{name: (array, " ".join(map(str, node.shape)))})
