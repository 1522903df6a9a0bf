"""Other answers to backward: right ones in other words, wrong ones without a name."""

from collections import Counter, defaultdict

import numpy as np

from autograder.bank import right, wrong
from autograder.bank.lesson_09.shared import placed


@right
def _(graph, values, head, rules):
    "0 where nothing arrives; a sum of all that a node was sent"
    if np.size(values[head]) > 1:
        raise ValueError("one number")
    mail = defaultdict(list, {head: [1]})
    blame = {}
    for name in reversed(placed(graph)):
        blame[name] = sum(mail[name]) if mail[name] else 0
        operation, inputs = graph[name]
        if operation != "leaf" and mail[name]:
            for one, g in zip(inputs, rules[operation](blame[name], *map(values.get, inputs))):  # noqa: B905
                mail[one].append(g)
    blame
    "asks every box, and adds in place"
    if np.size(values[head]) > 1:
        raise ValueError("one number")
    blame = {name: 0 * value for name, value in values.items()}
    blame[head] += 1
    for name in reversed(placed(graph)):
        operation, inputs = graph[name]
        if operation == "leaf":
            continue
        came = list(rules[operation](blame[name], *[values[one] for one in inputs]))
        for k in range(len(inputs)):
            blame[inputs[k]] = blame[inputs[k]] + came[k]
    blame
    "waits for the number of uses to come down"
    if np.size(values[head]) > 1:
        raise ValueError("one number")
    below = {head: None}
    waiting = [head]
    while waiting:
        fresh = [one for one in graph[waiting.pop()][1] if one not in below]
        below |= dict.fromkeys(fresh)
        waiting += dict.fromkeys(fresh)
    uses = Counter(one for name in below for one in graph[name][1])
    blame, ready = {name: 0 for name in graph} | {head: 1}, [head]
    while ready:
        name = ready.pop()
        operation, inputs = graph[name]
        if operation != "leaf":
            came = rules[operation](blame[name], *[values[one] for one in inputs])
            for one, g in zip(inputs, came):  # noqa: B905
                blame[one] = blame[one] + g
                uses[one] -= 1
                if uses[one] == 0:
                    ready.append(one)
    blame


@wrong
def _(graph, values, head, rules):
    "the values"
    dict(values)
    "ones"
    {name: value * 0 + 1 for name, value in values.items()}
    "the head alone"
    {name: 1 if name == head else 0 for name in graph}
    "one step down and no further"
    blame = {name: 0 * value for name, value in values.items()} | {head: 1}
    operation, inputs = graph[head]
    if np.size(values[head]) > 1:
        raise ValueError("one number")
    for one, g in zip(inputs, rules[operation](1, *[values[one] for one in inputs])):  # noqa: B905
        blame[one] = blame[one] + g
    blame


# Written without a look at the mistakes that have a name.


@wrong
def _(graph, values, head, rules):
    "minus one everywhere"
    {name: -1 - 0 * value for name, value in values.items()}
    "zeros"
    {name: 0 * value for name, value in values.items()}
