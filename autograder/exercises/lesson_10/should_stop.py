"""Is it enough? True where the last loss, the last gain or the number of losses says so."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.loose import Truth


def should_stop(losses: Any, small: float, little: float, most: int) -> bool:
    """Last loss <= small, or last improvement <= little, or len(losses) >= most."""
    if losses[-1] <= small or len(losses) >= most:
        return True
    return len(losses) > 1 and bool(losses[-2] - losses[-1] <= little)


exercise = Exercise(
    reference=should_stop,
    lesson="10_training",
    takes={"losses": "list", "small": "", "little": "", "most": ""},
    returns=Truth(),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    up = float(rng.uniform(0, 0.2))
    for note, losses, small, little, most in (
        ("none of the three", [5, 4, 3], 1, 0.5, 9),
        ("small enough", [9, 6, 0.5], 1, 0.5, 9),
        ("exactly as small as wished", [9, 6, 1], 1, 0.5, 9),
        ("hardly better than before", [9, 6, 5.8], 1, 0.5, 9),
        ("better by exactly as little", [9, 6, 5.5], 1, 0.5, 9),
        ("worse than before", [9, 6, 7], 1, 0.5, 9),
        ("as many as allowed", [9, 7, 5, 3], 1, 0.5, 4),
        ("one fewer than allowed", [9, 7, 5], 1, 0.5, 4),
        ("more than allowed", [9, 8, 7, 6], 1, 0.5, 2),
        ("a single loss has no gain yet", [9], 1, 0.5, 9),
        ("a single loss that is small", [0.5], 1, 0.5, 9),
        ("a single loss, and no more allowed", [9], 1, 0.5, 1),
        ("hardly better long ago, well now", [9, 8.9, 6], 1, 0.5, 9),
        ("two losses, the second hardly better", [9, 8.8], 1, 0.5, 9),
        ("small long ago, large now", [0.5, 9, 6], 1, 0.5, 9),
        ("all gains together are large, the last is little", [20, 9, 8.8], 1, 0.5, 9),
    ):
        shift = up if "exactly" not in note else 0.0
        yield Case(note, ([float(loss) + shift for loss in losses], small + shift, little, most))
    yield Case("whole numbers", ([9, 6, 5], 1, 2, 9))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for _ in range(6):
        losses = list(map(float, 5 + 4 * rng.random(int(rng.integers(2, 8)))))
        limits = float(rng.uniform(4, 6)), float(rng.uniform(0, 1)), int(rng.integers(3, 9))
        yield Case("random losses", (losses, *limits))


@exercise.mistakes
def _(losses, small, little, most):
    "should_stop.1: Any one of the three is enough: or, not and."
    gain = losses[-2] - losses[-1] if len(losses) > 1 else np.inf
    losses[-1] <= small and gain <= little and len(losses) >= most
    "should_stop.2: With a single loss there is no gain yet: ask for two before you compare."
    losses[-1] <= small or losses[-2] - losses[-1] <= little or len(losses) >= most
    "should_stop.2: With a single loss nothing has been gained or lost: go on."
    gain = losses[-2] - losses[-1] if len(losses) > 1 else 0
    losses[-1] <= small or gain <= little or len(losses) >= most
    "should_stop.3: A loss that grew has not improved either: no absolute value."
    gain = abs(losses[-2] - losses[-1]) if len(losses) > 1 else np.inf
    losses[-1] <= small or gain <= little or len(losses) >= most
    "should_stop.4: The gain is the old loss minus the new one; yours has the other sign."
    gain = losses[-1] - losses[-2] if len(losses) > 1 else np.inf
    losses[-1] <= small or gain <= little or len(losses) >= most
    "should_stop.5: Exactly as small, as little or as many is enough: <= and >=."
    gain = losses[-2] - losses[-1] if len(losses) > 1 else np.inf
    losses[-1] < small or gain < little or len(losses) > most
    "should_stop.5: Exactly as small is small enough: <=."
    gain = losses[-2] - losses[-1] if len(losses) > 1 else np.inf
    losses[-1] < small or gain <= little or len(losses) >= most
    "should_stop.5: Exactly as little is little: <=."
    gain = losses[-2] - losses[-1] if len(losses) > 1 else np.inf
    losses[-1] <= small or gain < little or len(losses) >= most
    "should_stop.5: Exactly `most` losses are enough: >=."
    gain = losses[-2] - losses[-1] if len(losses) > 1 else np.inf
    losses[-1] <= small or gain <= little or len(losses) > most
    "should_stop.6: The last loss counts, not the smallest of all."
    gain = losses[-2] - losses[-1] if len(losses) > 1 else np.inf
    min(losses) <= small or gain <= little or len(losses) >= most
    "should_stop.7: The gain of the last step, not that of the whole run."
    gain = losses[0] - losses[-1] if len(losses) > 1 else np.inf
    losses[-1] <= small or gain <= little or len(losses) >= most
    "should_stop.8: The gain is forgotten: stop, too, where hardly anything improves any more."
    losses[-1] <= small or len(losses) >= most
    "should_stop.8: The size of the loss is forgotten: stop where it is small enough."
    gain = losses[-2] - losses[-1] if len(losses) > 1 else np.inf
    gain <= little or len(losses) >= most
    "should_stop.8: The number of losses is forgotten: some runs would never end."
    gain = losses[-2] - losses[-1] if len(losses) > 1 else np.inf
    losses[-1] <= small or gain <= little
    "should_stop.9: True means stop; yours says when to go on."
    not should_stop(losses, small, little, most)
    "should_stop.10: The gain is a difference, not a share of the loss."
    gain = (losses[-2] - losses[-1]) / losses[-2] if len(losses) > 1 else np.inf
    losses[-1] <= small or gain <= little or len(losses) >= most
    "should_stop.11: Compare the last gain, not any gain of the run."
    gains = [a - b for a, b in pairwise(losses)]
    losses[-1] <= small or any(gain <= little for gain in gains) or len(losses) >= most
    "should_stop.5: More than `most` losses are enough as well: >=, not ==."
    gain = losses[-2] - losses[-1] if len(losses) > 1 else np.inf
    losses[-1] <= small or gain <= little or len(losses) == most
    "should_stop.2: A single loss may be small, or all that is allowed: the gain needs two."
    len(losses) > 1 and should_stop(losses, small, little, most)
    "should_stop.6: The last loss counts, not the first."
    gain = losses[-2] - losses[-1] if len(losses) > 1 else np.inf
    losses[0] <= small or gain <= little or len(losses) >= most
    "should_stop.7: The gain of the last step, not that of the first."
    gain = losses[0] - losses[1] if len(losses) > 1 else np.inf
    losses[-1] <= small or gain <= little or len(losses) >= most
    "should_stop.12: The word `most` means a number of losses: compare len(losses), not a loss."
    gain = losses[-2] - losses[-1] if len(losses) > 1 else np.inf
    losses[-1] <= small or gain <= little or losses[-1] >= most
    "should_stop.13: True or False is asked for, not the reason in words."
    "small" if losses[-1] <= small else "go on"
