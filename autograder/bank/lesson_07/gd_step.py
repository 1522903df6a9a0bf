"""Other answers to gd_step: right ones in other words, wrong ones without a name."""

import functools
from typing import Any

import numpy as np

from autograder.bank import right, wrong


@right
def _(w, grad, lr=0.1):
    "a list, weight by weight"
    [float(a) - lr * float(g) for a, g in zip(w, grad, strict=True)]


def _as_tuple(answer: Any) -> Any:
    @functools.wraps(answer)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        return tuple(answer(*args, **kwargs))

    return wrapped


right.one("gd_step", "decorated, and a tuple", _as_tuple(lambda w, grad, lr: w - grad * lr))


@right
def _(w, grad, lr):
    "changes a copy of floats"
    new = np.array(w, dtype=float)
    new -= np.multiply(lr, grad)
    new
    "adds the negative step; a row"
    (w + (-lr) * np.asarray(grad))[None, :]
    "in float32"
    np.subtract(w.astype(np.float32), np.float32(lr) * grad.astype(np.float32))
    "a lambda"
    np.einsum("ki,k->i", [w, grad], [1, -lr])


_velocity: dict[int, Any] = {}


@wrong
def _(w, grad, lr):
    "never farther than 0.1"
    w - np.clip(lr * grad, -0.1, 0.1)
    "lr is at most 1"
    w - min(lr, 1.0) * grad
    "only the first weight moves"
    np.append(w[0] - lr * grad[0], w[1:])
    "rounded to three digits"
    np.round(w - lr * grad, 3)
    "the right values for lr = 0.1, whatever lr is"
    w - 0.1 * grad
    "a weight that would change its sign stops at 0"
    new = w - lr * grad
    np.where(new * w < 0, 0.0, new)
    "a little noise"
    w - lr * grad + np.random.default_rng().normal(scale=1e-3, size=w.shape)
    "momentum that lives in a global"
    v = 0.9 * _velocity.get(len(w), 0.0) - lr * grad
    _velocity[len(w)] = v
    w + v


# Written without a look at the mistakes that have a name.


@wrong
def _(w, grad, lr):
    "the step alone"
    -lr * grad
    "w is scaled too"
    lr * (w - grad)
    "divides by lr"
    w - grad / lr


# Written from the lesson's text alone.


@wrong
def _(w, grad, lr):
    "(w - lr)grad"
    (w - lr) * grad


@right
def _(w, grad, lr):
    "np.subtract"
    np.subtract(w, np.multiply(lr, grad))
    "list"
    [float(p) - lr * q for p, q in zip(w, grad, strict=False)]
    "own copy"
    v = np.array(w, dtype=float)
    v += -lr * grad
    v
