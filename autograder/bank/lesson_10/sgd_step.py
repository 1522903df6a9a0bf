"""Other answers to sgd_step: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(params, grads, lr):
    "a loop with append, returned as a tuple"
    new = []
    for i in range(len(params)):
        new.append(params[i] + (-lr) * grads[i])
    tuple(new)
    "copies first and changes the copies"
    new = [np.array(w, dtype=float) for w in params]
    for w, g in zip(new, grads, strict=True):
        w -= lr * g
    new
    "in float32"
    [(w - np.float32(lr) * g).astype(np.float32) for w, g in zip(params, grads, strict=True)]
    "lists of floats"
    [np.subtract(w, np.multiply(lr, g)).tolist() for w, g in zip(params, grads, strict=True)]
    "leaves early where lr is 0"
    if lr == 0:
        return params
    [w - lr * g for w, g in zip(params, grads, strict=True)]


@right
def _(params, grads, lr=0.1):
    "map with a default argument"
    list(map(lambda w, g: w - lr * g, params, grads))


@wrong
def _(params, grads, lr):
    "lr is at most 1"
    [w - min(lr, 1) * g for w, g in zip(params, grads, strict=True)]
    "a weight that would change its sign stops at 0"
    moved = [(w, w - lr * g) for w, g in zip(params, grads, strict=True)]
    [np.where(w * new < 0, 0, new) for w, new in moved]
    "rounded to two digits"
    [np.round(w - lr * g, 2) for w, g in zip(params, grads, strict=True)]
    "the biases move ten times as far"
    [w - (lr if w.ndim > 1 else 10 * lr) * g for w, g in zip(params, grads, strict=True)]
    "wrong sign where lr is above 1"
    [w - lr * g * (1 if lr <= 1 else -1) for w, g in zip(params, grads, strict=True)]


# Written without a look at the mistakes that have a name.


@wrong
def _(params, grads, lr):
    "steps without the old weights"
    [-lr * g for g in grads]
    "the first parameter alone"
    [params[0] - lr * grads[0]]
    "the weights are scaled"
    [lr * (w - g) for w, g in zip(params, grads, strict=True)]
