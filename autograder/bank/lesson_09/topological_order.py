"""Other answers to topological_order: right ones in other words, wrong ones without a name."""

from autograder.bank import right, wrong


@right
def _(inputs):
    "from the leaves up, the oldest first, as a tuple"
    left = {name: set(needs) for name, needs in inputs.items()}
    users: dict[str, set[str]] = {name: set() for name in inputs}
    for name, needs in inputs.items():
        for one in needs:
            users[one].add(name)
    order = [name for name in left if not left[name]]
    for name in order:
        for user in sorted(users[name]):
            left[user].discard(name)
            if not left[user]:
                order.append(user)
    if len(order) < len(inputs):
        raise ValueError("a circle")
    tuple(order)
    "from the heads down, with a stack, as an iterator that runs backwards"
    uses = dict.fromkeys(inputs, 0)
    for needs in inputs.values():
        for one in needs:
            uses[one] += 1
    stack, order = [name for name in inputs if uses[name] == 0], []
    while stack:
        order.append(stack.pop())
        for one in inputs[order[-1]]:
            uses[one] -= 1
            if uses[one] == 0:
                stack.append(one)
    if len(order) < len(inputs):
        raise ValueError("a circle")
    reversed(order)
    "the keys of a dictionary; three colours"
    colour, order = dict.fromkeys(inputs, "white"), {}
    stack = [(name, False) for name in inputs]
    while stack:
        name, done = stack.pop()
        if done:
            colour[name] = "black"
            order[name] = True
        elif colour[name] == "grey":
            raise ValueError("a circle")
        elif colour[name] == "white":
            colour[name] = "grey"
            stack.append((name, True))
            for one in inputs[name]:
                if colour[one] == "grey":
                    raise ValueError("a circle")
                if colour[one] == "white":
                    stack.append((one, False))
    order


@wrong
def _(inputs):
    "leaves first, then the rest"
    leaves = [name for name in inputs if not inputs[name]]
    leaves + [name for name in inputs if inputs[name]]
    "all inputs, in the order in which they are named"
    list(dict.fromkeys(one for needs in inputs.values() for one in needs))
    "a name of nobody's"
    ["leaf", *inputs]
    "always a ValueError"
    raise ValueError("a circle")


# Written without a look at the mistakes that have a name.


@wrong
def _(inputs):
    "those with inputs alone"
    [name for name in inputs if inputs[name]]
    "backwards as it comes"
    list(inputs)[::-1]
