"""Units that fire where the score is above 0, and what they do on all inputs."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import numpy as np

from autograder.check.exercise import Fault
from autograder.check.forms import Misfit
from nnlib import boolean

SIGNS = boolean.all_patterns(2)
Names = Mapping[tuple[int, ...], str]  # the id of a mistake, by its truth table
BITS = (SIGNS + 1) / 2  # (0, 0), (0, 1), (1, 0), (1, 1)
XOR = (0, 1, 1, 0)
TABLES = tuple(product((0, 1), repeat=4))


def score_of(X: Any, w: Any, b: Any) -> Any:
    """X w + b in double precision, whatever the answer is made of; silent when it overflows."""
    with np.errstate(all="ignore"):
        return np.nan_to_num(X @ np.asarray(w, dtype=float) + np.asarray(b, dtype=float))


def net(X: Any, answer: Mapping[str, Any]) -> tuple[Any, Any]:
    """What the hidden threshold units answer, and the score of the head."""
    k = {name: answer[name].shape[-1] for name in ("W1", "b1", "w2")}
    if len(set(k.values())) > 1:
        raise Misfit(f"The hidden units are {k['W1']} in W1, {k['b1']} in b1, {k['w2']} in w2.")
    hidden = (score_of(X, answer["W1"], answer["b1"]) > 0).astype(float)
    return hidden, score_of(hidden, answer["w2"], answer["b2"])


def table_of(scores: Any) -> tuple[int, ...]:
    return tuple(int(score > 0) for score in scores)


def first_wrong(X: Any, scores: Any, table: tuple[int, ...], names: Names) -> Fault | None:
    """A sentence on the first input that is answered wrongly; `names` knows some whole tables."""
    fires = table_of(scores)
    for x, score, got, wanted in zip(X, scores, fires, table, strict=True):
        if got != wanted:
            point = ", ".join(f"{v:g}" for v in x)
            does = "It fires" if got else "It does not fire"
            zero = " (its score is exactly 0)" if score == 0 else ""
            should = "should not" if got else "should"
            return Fault(f"{does} on the input ({point}){zero}, and it {should}.", names.get(fires))
    return None


# Pages for several gates.


def forms():
    """.6: Return the weights and the bias apart, as two values: w, then b."""
    np.array([1.0, 1.0, -1.5])
    [1.0, 1.0, -1.5]
    ".7: Return the weights and the bias, not the truth table."
    [0, 0, 0, 1]
    ".8: Return the numbers w and b, not a function of them."
    lambda x: float(np.sum(x) > 1)


def order():
    """.9: Two values, in this order: first the two weights together, then the bias."""
    -1.5, np.array([1.0, 1.0])
