"""Other answers to early_stopping: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(val_losses, patience):
    "counts the bad epochs"
    best, bad, stop = 0, 0, len(val_losses) - 1
    for k, loss in enumerate(val_losses):
        if k == 0 or loss < val_losses[best]:
            best, bad = k, 0
        else:
            bad += 1
        if bad == patience:
            stop = k
            break
    best, stop
    "keeps the best loss in a number that starts at infinity"
    low, best = np.inf, 0
    for k in range(len(val_losses)):
        if val_losses[k] < low:
            low, best = val_losses[k], k
        elif k - best == patience:
            return [best, k]
    [best, len(val_losses) - 1]
    "asks of each epoch whether it is the last"
    lows = np.minimum.accumulate(val_losses)
    firsts = [int(np.argmax(val_losses[: k + 1] == lows[k])) for k in range(len(val_losses))]
    ends = [k for k, first in enumerate(firsts) if k - first >= patience]
    stop = ends[0] if ends else len(val_losses) - 1
    np.int64(firsts[stop]), float(stop)
    "argmin of what was seen"
    for k in range(len(val_losses)):
        best = int(np.argmin(val_losses[: k + 1]))
        if k - best >= patience:
            return best, k
    best, k


@wrong
def _(val_losses, patience):
    "stops at the first rise"
    for k in range(1, len(val_losses)):
        if val_losses[k] > val_losses[k - 1]:
            return int(np.argmin(val_losses[: k + 1])), k
    int(np.argmin(val_losses)), len(val_losses) - 1
    "an improvement must be larger than 0.6"
    best = 0
    for k in range(len(val_losses)):
        best = k if val_losses[k] < val_losses[best] - 0.6 else best
        if k - best >= patience:
            return best, k
    best, len(val_losses) - 1
    "the middle of the bad epochs"
    best = 0
    for k in range(len(val_losses)):
        best = k if val_losses[k] < val_losses[best] else best
        if k - best >= patience:
            return best, (best + k) // 2
    best, len(val_losses) - 1
    "compares with the mean so far"
    for k in range(patience, len(val_losses)):
        if val_losses[k] > np.mean(val_losses[:k]):
            return int(np.argmin(val_losses[: k + 1])), k
    int(np.argmin(val_losses)), len(val_losses) - 1
    "a window of `patience` epochs that does not fall"
    for k in range(patience, len(val_losses)):
        if val_losses[k] >= val_losses[k - patience]:
            return int(np.argmin(val_losses[: k + 1])), k
    int(np.argmin(val_losses)), len(val_losses) - 1


# Written without a look at the mistakes that have a name.


@wrong
def _(val_losses, patience):
    "the best of all, to the end"
    int(np.argmin(val_losses)), len(val_losses) - 1
    "one epoch too late"
    best = 0
    for k in range(len(val_losses)):
        best = k if val_losses[k] < val_losses[best] else best
        if k - best > patience:
            return best, k
    best, len(val_losses) - 1
    "losses in place of epochs"
    best = 0
    for k in range(len(val_losses)):
        best = k if val_losses[k] < val_losses[best] else best
        if k - best >= patience:
            return val_losses[best], k
    val_losses[best], len(val_losses) - 1


@wrong
def _(val_losses, patience):
    "stops at the first rise"
    stop = len(val_losses) - 1
    for t in range(1, len(val_losses)):
        if val_losses[t] > val_losses[t - 1]:
            stop = t
            break
    int(np.argmin(val_losses[: stop + 1])), stop
    "patience from the start of the run"
    best, stop = 0, len(val_losses) - 1
    waited = 0
    for t in range(1, len(val_losses)):
        if val_losses[t] < val_losses[best]:
            best = t
        else:
            waited += 1
        if waited == patience:
            stop = t
            break
    best, stop
    "the losses themselves"
    best = int(np.argmin(val_losses))
    val_losses[best], val_losses[min(best + patience, len(val_losses) - 1)]


@wrong
def _(val_losses, patience):
    "an equal loss counts as better"
    best, wait = 0, 0
    for i, loss in enumerate(val_losses):
        if loss <= val_losses[best]:
            best, wait = i, 0
        else:
            wait += 1
            if wait >= patience:
                break
    best, i
    "compares with the epoch before"
    best, wait, stop = 0, 0, len(val_losses) - 1
    for i in range(1, len(val_losses)):
        if val_losses[i] < val_losses[i - 1]:
            best, wait = i, 0
        else:
            wait += 1
            if wait >= patience:
                stop = i
                break
    best, stop
    "waits one longer"
    best, wait = 0, 0
    for i, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best, wait = i, 0
        elif i:
            wait += 1
            if wait > patience:
                break
    best, i
    "the best of all, also of those after the stop"
    low, wait, stop = val_losses[0], 0, len(val_losses) - 1
    for i, loss in enumerate(val_losses[1:], 1):
        if loss < low:
            low, wait = loss, 0
        else:
            wait += 1
            if wait == patience:
                stop = i
                break
    int(np.argmin(val_losses)), stop
    "worse epochs are counted altogether, not in a row"
    best, wait = 0, 0
    for i, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = i
        elif i:
            wait += 1
            if wait >= patience:
                break
    best, i


@right
def _(val_losses, patience):
    "the first epoch that lies patience behind the best so far"
    n = len(val_losses)
    bests = [int(np.argmin(val_losses[: i + 1])) for i in range(n)]
    stop = next((i for i in range(n) if i - bests[i] >= patience), n - 1)
    bests[stop], stop
    "by running minima"
    low = np.minimum.accumulate(np.asarray(val_losses, dtype=float))
    new = np.r_[True, low[1:] < low[:-1]]
    last = np.maximum.accumulate(np.where(new, np.arange(len(low)), 0))
    late = np.flatnonzero(np.arange(len(low)) - last >= patience)
    stop = late[0] if late.size else len(low) - 1
    last[stop], stop
    "a while loop, and floats that are whole"
    best, i = 0, 0
    while i + 1 < len(val_losses) and i - best < patience:
        i += 1
        if val_losses[i] < val_losses[best]:
            best = i
    np.array([best, i])


@right
def _(val_losses, patience):
    "a window whose lowest loss is its first"
    for k in range(patience, len(val_losses)):
        if min(val_losses[k - patience + 1 : k + 1]) >= val_losses[k - patience]:
            return k - patience, k
    int(np.argmin(val_losses)), len(val_losses) - 1
