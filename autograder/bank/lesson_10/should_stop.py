"""Other answers to should_stop: right ones in other words, wrong ones without a name."""

from itertools import pairwise

import numpy as np

from autograder.bank import right, wrong


@right
def _(losses, small, little, most):
    "one question after the other"
    if losses[-1] <= small:
        return True
    if len(losses) >= most:
        return True
    if len(losses) < 2:
        return False
    losses[-2] - losses[-1] <= little
    "any of a list"
    gains = [a - b for a, b in pairwise(losses)]
    any([losses[-1] <= small, bool(gains) and gains[-1] <= little, len(losses) >= most])
    "numpy's own truth, in an array of one"
    gain = -np.diff(losses)[-1] if len(losses) > 1 else np.inf
    np.array([losses[-1] <= small, gain <= little, len(losses) >= most]).any()
    "1 or 0"
    little_gained = len(losses) > 1 and losses[-2] <= losses[-1] + little
    int(losses[-1] <= small or little_gained or len(losses) >= most)
    "not all of the opposites"
    going = losses[-1] > small and len(losses) < most
    going = going and (len(losses) == 1 or losses[-2] - losses[-1] > little)
    not going


@wrong
def _(losses, small, little, most):
    "always goes on"
    False
    "always stops"
    True
    "two of the three"
    gain = losses[-2] - losses[-1] if len(losses) > 1 else np.inf
    (losses[-1] <= small) + (gain <= little) + (len(losses) >= most) >= 2
    "only where the loss grew"
    len(losses) > 1 and losses[-1] > losses[-2]
    "the number of small losses"
    sum(loss <= small for loss in losses)
    "stop" if losses[-1] <= small else "go on"


# Written without a look at the mistakes that have a name.


@wrong
def _(losses, small, little, most):
    "all three at once"
    gain = losses[-2] - losses[-1] if len(losses) > 1 else np.inf
    bool(losses[-1] <= small and gain <= little and len(losses) >= most)
    "one step late"
    gain = losses[-2] - losses[-1] if len(losses) > 1 else np.inf
    bool(losses[-1] <= small or gain <= little or len(losses) > most)
    "falls over the first loss"
    bool(losses[-1] <= small or losses[-2] - losses[-1] <= little or len(losses) >= most)
