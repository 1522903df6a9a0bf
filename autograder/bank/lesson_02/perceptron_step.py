"""Other answers to perceptron_step: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong


@right
def _(w, b, x, y):
    "leaves early where nothing is to do"
    if y * (np.dot(x, w) + b) > 0:
        return w, b
    w + y * x, b + y
    "sums by hand and returns lists"
    score = b + sum(w_i * x_i for w_i, x_i in zip(w, x, strict=True))
    moved = score * y <= 0
    [[w_i + moved * y * x_i for w_i, x_i in zip(w, x, strict=True)], float(b + moved * y)]
    "multiplies the step by 0 or 1; b as a 0-d array"
    step = float(y * ((w * x).sum() + b) <= 0) * y
    w + step * x, np.array(b + step)
    "in float32"
    w, b = _step(w, b, x, y)
    w.astype(np.float32), np.float32(b)
    "copies w and changes the copy; w comes back as a row"
    new = np.array(w, dtype=float)
    if not y * (w @ x + b) > 0:
        new += y * x
        b += y
    new[None, :], [b]


@wrong
def _(w, b, x, y):
    "looks at the bias alone"
    (w + y * x, b + y) if y * b <= 0 else (w, b)
    "a new w of the type of x"
    new = np.zeros_like(x)
    new[:] = w + y * x if y * (w @ x + b) <= 0 else w
    new, b + y if y * (w @ x + b) <= 0 else b
    "moves by x of the wrong sign and does not move b"
    (w - y * x, b) if y * (w @ x + b) <= 0 else (w, b)
    "normalises x"
    (w + y * x / np.linalg.norm(x), b + y) if y * (w @ x + b) <= 0 else (w, b)
    "right for two inputs only"
    score = w[0] * x[0] + (w[1] * x[1] if len(w) > 1 else 0) + b
    (w + y * x, b + y) if y * score <= 0 else (w, b)


def _step(w: Any, b: Any, x: Any, y: Any) -> Any:
    return (w + y * x, b + y) if y * (w @ x + b) <= 0 else (w + 0.0, b)


# Written without a look at the mistakes that have a name.


@wrong
def _(w, b, x, y):
    "the bias moves by y b"
    (w + y * x, b + y * b) if y * (w @ x + b) <= 0 else (w, b)
    "a mistake is a score unequal to y"
    (w + y * x, b + y) if w @ x + b != y else (w, b)
    "forgets to give anything back where all is right"
    if y * (w @ x + b) <= 0:
        return w + y * x, b + y
    None


# Written from the lesson's text alone.


@wrong
def _(w, b, x, y):
    "updates right ones"
    if y * (w @ x + b) > 0:
        return (w + y * x, b + y)
    (w, b)
    "score minus b"
    if y * (w @ x - b) <= 0:
        return (w + y * x, b + y)
    (w, b)
    "score minus b, b moves down"
    if y * (w @ x - b) <= 0:
        return (w + y * x, b - y)
    (w, b)
    "margin of one"
    if y * (w @ x + b) < 1:
        return (w + y * x, b + y)
    (w, b)
    "two faults: strict and minus"
    if y * (w @ x + b) < 0:
        return (w - y * x, b - y)
    (w, b)


@right
def _(w, b, x, y):
    "list weights"
    s = sum((float(a) * float(c) for a, c in zip(w, x, strict=False))) + b
    if s * y > 0:
        return (list(w), b)
    ([a + y * c for a, c in zip(w, x, strict=False)], b + y)
    "mistake as a number"
    hit = float(y * (np.inner(w, x) + b) <= 0)
    (np.add(w, hit * y * x), b + hit * y)
    "augmented"
    v, u = (np.append(w, b), np.append(x, 1))
    if y * v.dot(u) <= 0:
        v = v + y * u
    [v[:-1], v[-1]]
