"""Other answers to sgd_run: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(grad, w, batches, lr):
    "fills an array that is there from the start"
    path = np.empty((len(batches) + 1, len(w)))
    path[0] = w
    for k, batch in enumerate(batches):
        path[k + 1] = path[k] - lr * grad(path[k], batch)
    path
    "copies before each change"
    here = np.array(w, dtype=float)
    path = [here.copy()]
    for batch in batches:
        here += -lr * grad(here, batch)
        path.append(here.copy())
    np.stack(path)
    "a list of arrays"
    path = [w]
    for batch in batches:
        path = [*path, path[-1] - lr * grad(path[-1], batch)]
    path
    "rows of floats"
    path = [np.asarray(w, dtype=float)]
    for batch in batches:
        path.append(path[-1] - lr * np.asarray(grad(path[-1], batch)))
    [row.tolist() for row in path]


@wrong
def _(grad, w, batches, lr):
    "the batches from the back"
    path = [np.array(w, dtype=float)]
    for batch in batches[::-1]:
        path.append(path[-1] - lr * grad(path[-1], batch))
    np.array(path)
    "the step shrinks with time"
    path = [np.array(w, dtype=float)]
    for k, batch in enumerate(batches, 1):
        path.append(path[-1] - lr / k * grad(path[-1], batch))
    np.array(path)
    "no more than four steps"
    path = [np.array(w, dtype=float)]
    for batch in batches[:4]:
        path.append(path[-1] - lr * grad(path[-1], batch))
    np.array(path + [path[-1]] * (len(batches) - len(path) + 1))
    "the newest first"
    path = [np.array(w, dtype=float)]
    for batch in batches:
        path.append(path[-1] - lr * grad(path[-1], batch))
    np.array(path[::-1])
    "a column for each step"
    path = [np.array(w, dtype=float)]
    for batch in batches:
        path.append(path[-1] - lr * grad(path[-1], batch))
    np.array(path).T
    "the first example of each batch alone"
    path = [np.array(w, dtype=float)]
    for batch in batches:
        path.append(path[-1] - lr * grad(path[-1], batch[:1]))
    np.array(path)
    "a ball that keeps half of its speed"
    path, v = [np.array(w, dtype=float)], 0.0
    for batch in batches:
        v = 0.5 * v - lr * grad(path[-1], batch)
        path.append(path[-1] + v)
    np.array(path)
    "two steps on each batch"
    path = [np.array(w, dtype=float)]
    for batch in batches:
        half = path[-1] - lr * grad(path[-1], batch)
        path.append(half - lr * grad(half, batch))
    np.array(path)


# Written without a look at the mistakes that have a name.


@wrong
def _(grad, w, batches, lr):
    "the end alone"
    w = np.array(w, dtype=float)
    for batch in batches:
        w = w - lr * grad(w, batch)
    w
    "without the start"
    path = [np.array(w, dtype=float)]
    for batch in batches:
        path.append(path[-1] - lr * grad(path[-1], batch))
    np.array(path[1:])
    "every gradient at the start"
    path = [np.array(w, dtype=float)]
    for batch in batches:
        path.append(path[-1] - lr * grad(w, batch))
    np.array(path)
