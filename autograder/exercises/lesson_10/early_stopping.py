"""(best, stop): the epoch of the best validation loss, and the one after which training stops."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number, Record


def early_stopping(val_losses: Any, patience: int) -> tuple[int, int]:
    """The best epoch so far, and the epoch after which `patience` in a row were not better."""
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best, epoch
    return best, len(val_losses) - 1


exercise = Exercise(
    reference=early_stopping,
    lesson="10_training",
    takes={"val_losses": "t", "patience": ""},
    returns=Record(best=Number(whole=True), stop=Number(whole=True)),
)


def _dip(rng: np.random.Generator, *levels: float) -> Any:
    """Losses at these levels, a little apart from one another."""
    return np.array(levels) + rng.uniform(0, 0.04)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("down, then up", (_dip(rng, 5, 3, 2, 2.5, 3, 3.5, 4), 3))
    yield Case("down to the end", (_dip(rng, 5, 4, 3, 2, 1), 2))
    yield Case("two dips, the second deeper", (_dip(rng, 5, 3, 3.6, 3.4, 2, 2.5, 2.2, 2.4, 1), 3))
    yield Case("the deeper dip comes too late", (_dip(rng, 5, 2, 2.5, 2.4, 2.3, 1, 1.5), 3))
    yield Case("patience of one", (_dip(rng, 5, 3, 2, 2.1, 1), 1))
    yield Case("a flat curve: no better is no better", (np.full(6, 2.0), 3))
    yield Case("as low as before is no better", (_dip(rng, 5, 2, 3, 2, 3, 2, 1), 4))
    yield Case("never better than at the start", (_dip(rng, 1, 2, 3, 4), 2))
    yield Case("a single epoch", (_dip(rng, 3), 2))
    up_and_down = _dip(rng, 6, 5, 5.5, 4, 4.5, 3, 3.5, 2, 2.5)
    yield Case("every second epoch is worse", (up_and_down, 2))
    yield Case("better by very little is better", (2 - 0.001 * np.arange(7), 2))
    yield Case("whole numbers", (np.array([5, 3, 2, 3, 2, 4]), 3))
    yield Case("more patience than epochs", (_dip(rng, 3, 2, 4), 9))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for t, patience in ((12, 3), (20, 4), (15, 2)):
        yield Case("a random curve", (rng.permutation(t) + 0.5, patience))
    falling = np.sort(rng.uniform(1, 9, 30))[::-1].copy()
    falling[rng.integers(5, 20)] += 20
    yield Case("one bad epoch on the way down", (falling, 2))


@exercise.mistakes
def _(val_losses, patience):
    "F35.1: The last epoch is not the best one: remember where the lowest loss was."
    _, stop = early_stopping(val_losses, patience)
    stop, stop
    "F35.1: Do not look past the stop: the best is the lowest of the epochs that were trained."
    _, stop = early_stopping(val_losses, patience)
    int(np.argmin(val_losses)), stop
    "F35.2: An improvement sets the count of bad epochs back to 0."
    best, waited = 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        elif epoch:
            waited += 1
        if waited >= patience:
            break
    best, epoch
    "F35.3: As low as before is no improvement: <, not <=."
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss <= val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    best, epoch
    "early_stopping.1: Compare with the best so far, not with the epoch before."
    best, epoch, waited = 0, 0, 0
    for epoch in range(1, len(val_losses)):
        waited = 0 if val_losses[epoch] < val_losses[epoch - 1] else waited + 1
        if val_losses[epoch] < val_losses[best]:
            best = epoch
        if waited >= patience:
            break
    best, epoch
    best, epoch, waited = 0, 0, 0
    for epoch in range(1, len(val_losses)):
        waited += 1
        if val_losses[epoch] < val_losses[epoch - 1]:
            best, waited = epoch, 0
        if waited >= patience:
            break
    best, epoch
    "early_stopping.2: It stops one epoch late: after `patience` bad epochs, not one more."
    early_stopping(val_losses, patience + 1)
    "early_stopping.2: It stops one epoch early: `patience` bad epochs are allowed."
    early_stopping(val_losses, max(patience - 1, 1))
    "early_stopping.3: Best first, then stop."
    early_stopping(val_losses, patience)[::-1]
    "early_stopping.4: Stop is the epoch after which training ends, not the next one."
    best, stop = early_stopping(val_losses, patience)
    best, stop + 1
    "early_stopping.4: Stop is the last epoch that was trained, not the last good one."
    best, stop = early_stopping(val_losses, patience)
    best, best
    "early_stopping.5: Epochs are counted from 0."
    best, stop = early_stopping(val_losses, patience)
    best + 1, stop + 1
    "early_stopping.6: Give the epoch of the lowest loss, not the loss itself."
    best, stop = early_stopping(val_losses, patience)
    val_losses[best], stop
    "early_stopping.7: A loss is good where it is low: look for the smallest."
    early_stopping(-np.asarray(val_losses), patience)
    "early_stopping.8: It never stops: patience is not used."
    int(np.argmin(val_losses)), len(val_losses) - 1
    "early_stopping.9: If it never stops, stop is the last epoch: return it after the loop."
    best, stop = early_stopping(val_losses, patience)
    if stop == len(val_losses) - 1 and stop - best < patience:
        None
    else:
        best, stop
    "early_stopping.6: Give two epochs, counted from 0, not the losses there."
    best, stop = early_stopping(val_losses, patience)
    val_losses[best], val_losses[stop]
    "F35.3: Of epochs that are alike the first is the best: only a lower loss takes its place."
    _, stop = early_stopping(val_losses, patience)
    stop - int(np.argmin(val_losses[: stop + 1][::-1])), stop
    "early_stopping.9: If it never stops, stop is the last epoch: epochs count from 0."
    best, stop = early_stopping(val_losses, patience)
    best, stop if stop - best >= patience else stop + 1
    "early_stopping.9: There are no epochs after the last: if it never stops, that is the stop."
    best, _ = early_stopping(val_losses, patience)
    best, best + patience
    "early_stopping.10: If it never stops, best is anywhere: remember where the lowest was."
    _, stop = early_stopping(val_losses, patience)
    stop - patience, stop
    "early_stopping.2: The first epoch is no bad one: only those after the best are counted."
    best, waited = 0, 0
    for epoch, loss in enumerate(val_losses):
        waited = 0 if loss < val_losses[best] else waited + 1
        if waited == 0:
            best = epoch
        if waited >= patience:
            break
    best, epoch
    "early_stopping.8: Patience is handed in: yours is always the same."
    early_stopping(val_losses, 3)
    "early_stopping.8: One bad epoch is no reason yet: patience says how many it takes."
    early_stopping(val_losses, 1)
