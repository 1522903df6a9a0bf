"""Other answers to mended_deltas: right ones in other words, wrong ones without a name."""

from autograder.bank import right, wrong


@right
def _(delta, weights, Zs, g_prime):
    "backwards, and turned round at the end"
    found = [delta]
    for W, Z in zip(weights[:0:-1], Zs[-2::-1], strict=True):
        found.append((found[-1] @ W.T) * g_prime(Z))
    tuple(found[::-1])


@wrong
def _(delta, weights, Zs, g_prime):
    "no slope"
    found = [delta]
    for W in weights[:0:-1]:
        found.insert(0, found[0] @ W.T)
    found
    "the head's blame alone"
    [delta]


# Written without a look at the mistakes that have a name.


@wrong
def _(delta, weights, Zs, g_prime):
    "the slopes one layer too high"
    found = [delta]
    for W, Z in zip(weights[:0:-1], Zs[:0:-1], strict=True):
        found.insert(0, (found[0] @ W.T) * g_prime(Z))
    found
    "from the front"
    found = [delta]
    for W, Z in zip(weights[:0:-1], Zs[-2::-1], strict=True):
        found.append((found[-1] @ W.T) * g_prime(Z))
    found


# Written from the lesson's text alone.


@wrong
def _(delta, weights, Zs, g_prime):
    "without head"
    found = [delta]
    for k in range(len(weights) - 1, 0, -1):
        found.insert(0, found[0] @ weights[k].T * g_prime(Zs[k - 1]))
    found[:-1]
    "slope with found"
    found = [delta]
    for k in range(len(weights) - 1, 0, -1):
        found.insert(0, g_prime(found[0] @ weights[k].T))
    found
    "appended"
    found = [delta]
    for k in range(len(weights) - 1, 0, -1):
        found.insert(0, found[0] @ weights[k].T * g_prime(Zs[k - 1]))
    found[1:] + found[:1]
    "head slope too"
    found = [delta]
    for k in range(len(weights) - 1, 0, -1):
        found.insert(0, found[0] @ weights[k].T * g_prime(Zs[k - 1]))
    [*found[:-1], delta * g_prime(Zs[-1])]
    "None for input"
    found = [delta]
    for k in range(len(weights) - 1, 0, -1):
        found.insert(0, found[0] @ weights[k].T * g_prime(Zs[k - 1]))
    [None, *found]
    "only first"
    found = [delta]
    for k in range(len(weights) - 1, 0, -1):
        found.insert(0, found[0] @ weights[k].T * g_prime(Zs[k - 1]))
    found[0]
    "head's slope rides down"
    found = [delta]
    for k in range(len(weights) - 1, 0, -1):
        found.insert(0, found[0] * g_prime(Zs[k]) @ weights[k].T)
    found


@right
def _(delta, weights, Zs, g_prime):
    "tuple"
    found = [delta]
    for k in range(len(weights) - 1, 0, -1):
        found.insert(0, found[0] @ weights[k].T * g_prime(Zs[k - 1]))
    tuple(found)
