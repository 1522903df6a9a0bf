"""Other answers to best_threshold: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(x, y):
    "between neighbours, and outside"
    s = np.unique(x)
    cuts = [s[0] - 1, *((s[1:] + s[:-1]) / 2), s[-1] + 1]
    min(cuts, key=lambda t: np.mean((x > t) != (y > 0)))
    "a running sum over sorted labels"
    s = np.unique(np.asarray(x, dtype=float))
    gain = np.array([np.sum(np.asarray(y)[np.asarray(x) <= t]) for t in s])
    cuts = np.append(s[0] - 1, s)
    cuts[np.argmin(np.append(0, gain))]
    "the last of the best"
    best, fewest = 0.0, len(x) + 1
    for t in sorted([*np.asarray(x).tolist(), float(np.min(x)) - 0.5]):
        wrong_here = sum(1 for a, b in zip(x, y, strict=True) if (1 if a > t else -1) != b)
        if wrong_here <= fewest:
            best, fewest = t, wrong_here
    best


@wrong
def _(x, y):
    "always -1"
    np.max(x) + 1
    "the mean of the inputs with +1"
    np.mean(x[y == 1]) if np.any(y == 1) else 0.0
    "the first that is no worse than the one before"
    s = np.sort(x)
    best = s[0] - 1
    for t in s:
        if np.sum(np.where(x > t, 1, -1) != y) < np.sum(np.where(x > best, 1, -1) != y):
            best = t
        else:
            break
    best


# Written without a look at the mistakes that have a name.


@wrong
def _(x, y):
    "half way between the means"
    (x[y == 1].mean() + x[y == -1].mean()) / 2 if 0 < np.sum(y == 1) < len(y) else 0.0
    "the middle input"
    np.median(x)
    "the worst one"
    errors = [np.mean(np.where(x > t, 1, -1) != y) for t in x]
    x[np.argmax(errors)]
