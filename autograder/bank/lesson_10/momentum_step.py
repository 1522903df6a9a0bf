"""Other answers to momentum_step: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(w, v, grad, lr, mu):
    "the other sign throughout"
    v = mu * v + lr * grad
    w - v, v
    "a list, and w from its parts"
    speed = np.multiply(mu, v) - np.multiply(lr, grad)
    [w + mu * v - lr * grad, speed]
    "entry by entry"
    speed = [mu * a - lr * g for a, g in zip(v, grad, strict=True)]
    [a + b for a, b in zip(w, speed, strict=True)], speed
    "in float32"
    single = np.float32
    speed = single(mu) * v.astype(single) - single(lr) * grad.astype(single)
    w.astype(single) + speed, speed
    "a row each"
    speed = mu * v - lr * grad
    (w + speed)[None], speed[None]


@right
def _(w, v, grad, lr=0.1, mu=0.9):
    "changes copies; with defaults"
    w, v = np.array(w, dtype=float), np.array(v, dtype=float)
    v *= mu
    v -= lr * grad
    w += v
    w, v


@wrong
def _(w, v, grad, lr, mu):
    "mu is always 0.9"
    speed = 0.9 * v - lr * grad
    w + speed, speed
    "no speed above 1"
    speed = np.clip(mu * v - lr * grad, -1, 1)
    w + speed, speed
    "mu squared"
    speed = mu**2 * v - lr * grad
    w + speed, speed
    "stops where the slope is 0"
    speed = np.where(grad == 0, 0, mu * v - lr * grad)
    w + speed, speed
    "the slope's sign alone"
    speed = mu * v - lr * np.sign(grad)
    w + speed, speed
    "from rest each time the slope is against it"
    speed = np.where(v * grad > 0, 0, mu * v) - lr * grad
    w + speed, speed
    "forgets the sign of v"
    speed = mu * np.abs(v) - lr * grad
    w + speed, speed


# Written without a look at the mistakes that have a name.


@wrong
def _(w, v, grad, lr, mu):
    "the gradient is not scaled"
    v = mu * v - grad
    w + v, v


@wrong
def _(w, v, grad, lr, mu):
    "averages: (1 - mu) of the slope"
    v = mu * v - (1 - mu) * lr * grad
    w + v, v
    "moves by the old v"
    w + v, mu * v - lr * grad
    "mu on the slope too"
    v = mu * (v - lr * grad)
    w + v, v
    "v first"
    v = mu * v - lr * grad
    v, w + v
    "the step also goes down the slope once more"
    v = mu * v - lr * grad
    w + v - lr * grad, v


@right
def _(w, v, grad, lr, mu):
    "the other sign, subtracted"
    v = mu * np.asarray(v) + lr * np.asarray(grad)
    w - v, v
    "a matrix that acts on w, v and the slope"
    M = np.array([[1, mu, -lr], [0, mu, -lr]])
    now = np.stack([np.asarray(w, float), np.asarray(v, float), np.asarray(grad, float)])
    new = np.tensordot(M, now, axes=1)
    new[0], new[1]
    "in copies, in place"
    v = np.array(v, dtype=float)
    v *= mu
    v -= lr * np.asarray(grad)
    w = np.array(w, dtype=float)
    w += v
    [w, v]
