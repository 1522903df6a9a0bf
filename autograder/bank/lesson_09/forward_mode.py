"""Other answers to forward_mode: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong
from autograder.bank.lesson_09.shared import placed


@right
def _(graph, values, tangents):
    "by cases"
    move = dict[str, Any]()
    for name in placed(graph):
        box, inputs = graph[name]
        value, moves = [values[i] for i in inputs], [move[i] for i in inputs]
        if box == "leaf":
            move[name] = tangents[name] if name in tangents else 0 * values[name]
        elif box == "add":
            move[name] = moves[0] + moves[1]
        elif box == "mul":
            move[name] = value[1] * moves[0] + value[0] * moves[1]
        elif box == "matmul":
            move[name] = value[0] @ moves[1] + moves[0] @ value[1]
        elif box == "sum":
            move[name] = moves[0].sum()
        elif box == "log":
            move[name] = moves[0] / value[0]
        elif box == "exp":
            move[name] = values[name] * moves[0]
        elif box == "tanh":
            move[name] = moves[0] / np.cosh(value[0]) ** 2
        else:
            move[name] = np.where(value[0] > 0, moves[0], 0)
    move
    "the slope from the value of the box itself"
    slopes = {"exp": lambda a, y: y, "log": lambda a, y: 1 / a, "tanh": lambda a, y: 1 - y * y}
    slopes["relu"] = lambda a, y: np.heaviside(y, 0)
    move = {name: 0 * value for name, value in values.items()} | dict(tangents)
    for name in placed(graph):
        box, inputs = graph[name]
        if box in slopes:
            move[name] = slopes[box](values[inputs[0]], values[name]) * move[inputs[0]]
        elif box == "sum":
            move[name] = np.sum(move[inputs[0]])
        elif box == "add":
            move[name] = move[inputs[0]] + move[inputs[1]]
        elif box in ("mul", "matmul"):
            times = np.matmul if box == "matmul" else lambda x, y: x * y
            left, right_ = inputs
            move[name] = times(move[left], values[right_]) + times(values[left], move[right_])
    move


@wrong
def _(graph, values, tangents):
    "the tangents and nothing else"
    {name: tangents.get(name, 0) for name in graph}
    "zeros"
    {name: 0 * value for name, value in values.items()}
    "a fresh leaf moves all boxes alike"
    {name: 0 * value + sum(map(np.sum, tangents.values())) for name, value in values.items()}


# Written without a look at the mistakes that have a name.


@wrong
def _(graph, values, tangents):
    "ones"
    {name: 1 + 0 * value for name, value in values.items()}
    "the values"
    dict(values)
