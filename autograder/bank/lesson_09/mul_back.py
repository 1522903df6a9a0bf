"""Other answers to mul_back: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(g, a, b):
    "np.multiply, as a list"
    [np.multiply(g, b), np.multiply(a, g)]
    "in the other order of factors"
    b * g, a * g
    "entry by entry"
    g, a, b = np.asarray(g), np.asarray(a), np.asarray(b)
    ga, gb = np.zeros(g.shape), np.zeros(g.shape)
    for i in np.ndindex(g.shape):
        ga[i], gb[i] = g[i] * b[i], g[i] * a[i]
    ga, gb


@wrong
def _(g, a, b):
    "half of each"
    g * b / 2, g * a / 2
    "summed over the rows"
    np.sum(g * b), np.sum(g * a)
    "g twice"
    g * g * b, g * g * a
    "only the sign of g"
    np.sign(g) * b, np.sign(g) * a
    "only one of them"
    g * b


# Written without a look at the mistakes that have a name.


@wrong
def _(g, a, b):
    "their own values"
    g * a, g * b
    "added"
    g + b, g + a
