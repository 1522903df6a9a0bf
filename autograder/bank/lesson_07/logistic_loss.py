"""Other answers to logistic_loss: right ones in other words, wrong ones without a name."""

import math

import numpy as np

from autograder.bank import right, wrong
from nnlib.activations import softplus


@right
def _(z, y):
    "max(z, 0) - z y + log1p(exp(-|z|))"
    np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))
    "the same with a plain log; a float"
    float((np.maximum(z, 0) - z * y + np.log(1 + np.exp(-np.abs(z)))).mean())
    "the formula for labels of ±1, with 2y - 1; a 0-d array"
    np.asarray(np.average(np.logaddexp(0, -(2 * np.asarray(y, dtype=float) - 1) * z)))
    "log(1 + e^z) - y z; a list of one number"
    [np.sum(np.logaddexp(0, z) - y * z) / len(z)]
    "chooses by label"
    np.where(y == 1, softplus(-z), softplus(z)).mean()
    "both terms, each with a logarithm that is stable"
    log_p, log_not_p = -np.logaddexp(0, -z), -np.logaddexp(0, z)
    -np.mean(y * log_p + (1 - y) * log_not_p)
    "the sum over both labels with einsum"
    costs = np.logaddexp(0, np.stack([z, -z]))
    np.einsum("ki,ki->", costs, np.stack([1 - y, y])) / z.size
    "in float32"
    z, y = z.astype(np.float32), y.astype(np.float32)
    np.mean(np.logaddexp(np.float32(0), z) - y * z)
    "in float32, handed over as a float"
    z, y = z.astype(np.float32), y.astype(np.float32)
    float(np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))))
    "with labels as bool"
    positive = np.asarray(y, dtype=bool)
    (np.logaddexp(0, -z[positive]).sum() + np.logaddexp(0, z[~positive]).sum()) / len(z)


@right
def _(z, y, eps=0.0):
    "a loop with the sum of math.fsum, backwards"
    total = []
    for logit, label in zip(reversed(z), reversed(y), strict=True):
        q = float(logit) if label == 0 else -float(logit)
        total.append(q + math.log1p(math.exp(-q)) if q > 0 else math.log1p(math.exp(q)))
    math.fsum(total) / len(total) + eps


@wrong
def _(z, y):
    "forgets the last example"
    np.mean((np.logaddexp(0, z) - y * z)[:-1]) if len(z) > 1 else np.log(2)
    "divides by m - 1 where it can"
    np.sum(np.logaddexp(0, z) - y * z) / max(len(z) - 1, 1)
    "smooths the labels"
    y = 0.98 * y + 0.01
    np.mean(np.logaddexp(0, z) - y * z)
    "both classes weigh the same"
    costs = np.logaddexp(0, z) - y * z
    np.mean([costs[y == label].mean() for label in (0, 1) if np.any(y == label)])
    "rounded to four digits"
    round(float(np.mean(np.logaddexp(0, z) - y * z)), 4)
    "beyond ±30 the label no longer counts"
    costs = np.logaddexp(0, z) - y * z
    np.mean(np.where(np.abs(z) > 30, np.abs(z), costs))
    "nan is swept under the carpet"
    s = 1 / (1 + np.exp(-z))
    np.mean(np.nan_to_num(-y * np.log(s) - (1 - y) * np.log(1 - s)))
    "the median"
    np.median(np.logaddexp(0, z) - y * z)
    "right for one label only: the bracket fault and a sum"
    np.sum(y * np.logaddexp(0, -z)) - np.mean((1 - y) * np.logaddexp(0, z))


# Written without a look at the mistakes that have a name.


@wrong
def _(z, y):
    "labels the other way round"
    np.mean(np.logaddexp(0, z) - (1 - y) * z)
    "the loss of each"
    np.logaddexp(0, z) - y * z


# Written from the lesson's text alone.


@wrong
def _(z, y):
    "z as p"
    -np.mean(y * np.log(np.abs(z) + 1e-09) + (1 - y) * np.log(np.abs(1 - z) + 1e-09))
    "1 - y"
    np.mean(np.logaddexp(0, (1 - y) * z))
    "uint8 labels wrap"
    np.mean(np.logaddexp(0, (1 - 2 * y.astype(np.uint8)) * z))


@right
def _(z, y):
    "max form"
    np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))
    "logaddexp - yz"
    np.dot(np.logaddexp(z, 0) - np.multiply(y, z), np.ones(len(z))) / len(z)
    "list with where"
    sum((float(np.logaddexp(0.0, -v if t == 1 else v)) for v, t in zip(z, y, strict=False))) / len(
        y
    )
