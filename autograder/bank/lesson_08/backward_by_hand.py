"""Other answers to backward_by_hand: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong
from nnlib.pictures.byhand import BLAME


@right
def _():
    "worked out without rounding"
    z1, z2 = 0.5 * 2 - 0.31, -1.0 * 2 + 0.9
    a1, a2 = np.tanh(z1), np.tanh(z2)
    y_hat = 3 * a1 - a2 - 1.6 - 0.5
    back1, back2 = 3 * y_hat * (1 - a1**2), -y_hat * (1 - a2**2)
    head = {"y_hat": y_hat, "c": y_hat, "v1": y_hat * a1, "v2": y_hat * a2}
    units = {"a1": 3 * y_hat, "a2": -y_hat, "z1": back1, "z2": back2}
    (
        head
        | units
        | {"w1": 2 * back1, "w2": 2 * back2, "b1": back1, "b2": back2}
        | {"x": 0.5 * back1 - back2}
    )
    "in another order, single precision"
    {name: np.float32(value) for name, value in reversed(BLAME.items())}


@wrong
def _():
    "nothing yet"
    {}
    "all but one"
    {name: value for name, value in BLAME.items() if name != "x"}
    "dots where a number is missing"
    dict(BLAME) | {"a1": ...}
    "all of one sign"
    {name: abs(value) for name, value in BLAME.items()}
    "a number of nobody's"
    dict(BLAME) | {"z1": 7.0}
    "numbers without names"
    list(BLAME.values())
    "a name that is not in the drawing"
    dict(BLAME) | {"z3": 1.0}


# Written from the lesson's text alone.


@wrong
def _():
    "v1 is the z"
    dict(BLAME) | {"v1": 0.345}
    "b1 times x"
    dict(BLAME) | {"b1": 1.92}
    "v swapped"
    dict(BLAME) | {"v1": -0.4, "v2": 0.3}
    "misspelt key"
    {"yhat": 0.5}
    "list"
    [0.5, 0.5, 0.3]
    "half done"
    {"y_hat": 0.5, "c": 0.5}
    "values as strings"
    {"y_hat": "0.5", "c": "0.5"}


@right
def _():
    "the numbers as they are drawn"
    dict(BLAME)
    "computed"
    y_hat = 1 - 0.5
    d = {"y_hat": y_hat, "c": y_hat}
    for i, a, v, _w in ((1, 0.6, 3, 0.5), (2, -0.8, -1, -1)):
        d[f"v{i}"] = a * y_hat
        d[f"a{i}"] = v * y_hat
        d[f"z{i}"] = d[f"b{i}"] = d[f"a{i}"] * (1 - a * a)
        d[f"w{i}"] = 2 * d[f"z{i}"]
    d["x"] = np.float64(0.5) * d["z1"] - d["z2"]
    d
