"""Other answers to excess_risk: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(risks, chosen, bayes):
    "min of Python, and a list"
    floor = min(risks)
    [floor - bayes, risks[chosen] - floor]
    "sorted, and an array"
    floor = np.sort(risks)[0]
    tuple(np.array([floor - bayes, risks[chosen] - floor]))
    "what is left of the whole"
    approximation = risks[np.argmin(risks)] - bayes
    approximation, (risks[chosen] - bayes) - approximation


@wrong
def _(risks, chosen, bayes):
    "the next one in the list"
    best = np.min(risks)
    best - bayes, risks[(chosen + 1) % len(risks)] - best + 0.01
    "rounded"
    np.round(np.min(risks) - bayes, 1) + 0.01, np.round(risks[chosen] - np.min(risks), 1)
    "never 0"
    np.min(risks) - bayes + 1e-3, risks[chosen] - np.min(risks)
    "half each"
    half = (risks[chosen] - bayes) / 2
    half, half


# Written without a look at the mistakes that have a name.


@wrong
def _(risks, chosen, bayes):
    "the first over the best in the class, the second over Bayes"
    risks[chosen] - np.min(risks), np.min(risks) - bayes
    "both over Bayes"
    np.min(risks) - bayes, risks[chosen] - bayes
    "takes the position for the risk"
    np.min(risks) - bayes, chosen - np.min(risks)


# Written from the lesson's text alone.


@wrong
def _(risks, chosen, bayes):
    "first is the best"
    (risks[0] - bayes, risks[chosen] - risks[0])
    "swapped and signs"
    (np.min(risks) - risks[chosen], bayes - np.min(risks))


@right
def _(risks, chosen, bayes):
    "array of two"
    np.diff([bayes, np.min(risks), risks[chosen]])
    "by recursion min"
    best = sorted(risks)[0]
    [best - bayes, risks[chosen] - best]
