"""Which answers in words are alike: the same text, or many of the same rare words.

Of each text only its words are kept, each once. One that few of the class wrote weighs more than
one that all wrote. The likeness of two texts is the cosine between them: 1 for the same words, 0
where none is shared. It knows nothing of meaning.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["NEAR", "groups", "likeness", "same"]

NEAR = 0.35  # as alike as this, or more, is one group
WORD = re.compile(r"\w+")


def same(text: str) -> str:
    """What two texts have in common that differ in blanks alone."""
    return " ".join(text.split())


def likeness(texts: Sequence[str]) -> NDArray[np.float64]:
    """How alike every two texts are: (n, n), from 0 to 1."""
    written: dict[str, list[int]] = defaultdict(list)  # by whom
    for number, text in enumerate(texts):
        for word in set(WORD.findall(unicodedata.normalize("NFKC", text).casefold())):
            written[word].append(number)
    n = len(texts)
    alike = np.zeros((n, n))
    for who in written.values():
        weight = 1 + np.log((1 + n) / (1 + len(who)))
        alike[np.ix_(who, who)] += weight**2
    length = np.sqrt(alike.diagonal())
    length[length == 0] = 1  # a text without a word
    return alike / length[:, None] / length


def groups(alike: NDArray[np.float64], near: float = NEAR) -> list[list[int]]:
    """Texts that are near one of them, which stands first; the largest group comes first.

    Those that are near none come last, a list of one each, in such an order that neighbours are as
    alike as can be had.
    """
    found, left = list[list[int]](), set(range(len(alike)))
    while left:
        rest = sorted(left)
        close = alike[np.ix_(rest, rest)] >= near
        np.fill_diagonal(close, True)
        first = int(close.sum(axis=1).argmax())
        group = [rest[i] for i in np.flatnonzero(close[first])]
        if len(group) == 1:
            break
        found.append(sorted(group, key=lambda i: (i != rest[first], -alike[rest[first], i])))
        left -= {*group}
    found.sort(key=lambda group: (-len(group), group))
    return found + [[i] for i in _in_a_row(sorted(left), alike)]


def _in_a_row(rest: list[int], alike: NDArray[np.float64]) -> list[int]:
    """Each is followed by the one, of those left, that it is most alike."""
    row, left = rest[:1], rest[1:]
    while left:
        row.append(max(left, key=lambda i: (alike[row[-1], i], -i)))
        left.remove(row[-1])
    return row
