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
    "the head goes through a slope too"
    found = [delta * g_prime(Zs[-1])]
    for W, Z in zip(weights[:0:-1], Zs[-2::-1], strict=True):
        found.insert(0, (found[0] @ W.T) * g_prime(Z))
    found


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
