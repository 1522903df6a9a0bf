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


@wrong
def _(x, y):
    "the middle between the two means"
    x, y = np.asarray(x, dtype=float), np.asarray(y)
    means = [np.mean(x[y == k]) if np.any(y == k) else np.mean(x) for k in (-1, 1)]
    float(np.mean(means))
    "the best of the points between, and none outside"
    s = np.sort(np.asarray(x, dtype=float))
    middles = (s[1:] + s[:-1]) / 2 if len(s) > 1 else s
    errors = [np.sum(np.where(x > t, 1, -1) != y) for t in middles]
    float(middles[int(np.argmin(errors))])
    "accepts the other way round too"
    s = np.sort(np.asarray(x, dtype=float))
    places = np.concatenate([[s[0] - 1], (s[1:] + s[:-1]) / 2, [s[-1] + 1]])
    errors = [np.sum(np.where(x > t, 1, -1) != y) for t in places]
    errors = [min(e, len(s) - e) for e in errors]
    float(places[int(np.argmin(errors))])
    "counts a point at the threshold as +1"
    places = np.concatenate([np.sort(x), [np.max(x) + 1]])
    errors = [np.sum(np.where(x >= t, 1, -1) != y) for t in places]
    float(places[int(np.argmin(errors))])
    "the middle one"
    float(np.median(x))


@right
def _(x, y):
    "at one of the points, or below them all"
    places = [float(np.min(x)) - 1.0, *(float(v) for v in x)]
    min(places, key=lambda t: sum((1 if v > t else -1) != k for v, k in zip(x, y, strict=True)))
    "by running sums from the right"
    order = np.argsort(x, kind="stable")
    s, k = np.asarray(x, dtype=float)[order], np.asarray(y)[order]
    best, found, errors = int(np.sum(k == -1)), s[0] - 0.5, int(np.sum(k == -1))
    for i in range(len(s)):
        errors += 1 if k[i] == 1 else -1
        last_of_equals = i == len(s) - 1 or s[i + 1] > s[i]
        if last_of_equals and errors < best:
            best, found = errors, s[i]
    found
    "a table of all comparisons"
    s = np.unique(np.asarray(x, dtype=float))
    places = np.concatenate([s, [s[0] - 7.0]])
    says = 2 * (np.asarray(x)[None, :] > places[:, None]) - 1
    places[np.argmin(np.sum(says != np.asarray(y)[None, :], axis=1))]


# Written from the lesson's text alone.


@right
def _(x, y):
    "cumulative"
    o = np.argsort(x, kind="stable")
    xs, ys = (x[o], y[o])
    errs = np.concatenate([[np.sum(ys == -1)], np.sum(ys == -1) + np.cumsum(ys)])
    ok = np.concatenate([[True], np.append(xs[1:] != xs[:-1], True)])
    k = min((i for i in range(len(errs)) if ok[i]), key=lambda i: errs[i])
    -np.inf if k == 0 else float(xs[k - 1])
    "midpoints and ends"
    s = np.unique(x)
    c = [s[0] - 1.0, *(s[1:] + s[:-1]) / 2, s[-1] + 1.0]
    sorted(c, key=lambda t: np.mean(2 * (x > t) - 1 != y))[0]
