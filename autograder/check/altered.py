"""Questions that differ from the one asked: b is 0, the last row is left out, a list is turned.

Each says how it differs, in words that go on from "This would be right if …".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.check.context import letters_of

__all__ = ["AsIf", "as_ifs"]

Alter = Callable[[Any], Any]  # a value, altered; None where there is nothing to alter
NUMBER: dict[str, Alter] = {
    "were 0: where is it used?": lambda x: 0 * x,
    "were 1: where is it used?": lambda x: 0 * x + 1,
    "had the opposite sign": lambda x: -x,
    "had no sign": abs,
    "were twice as large": lambda x: 2 * x,
    "were half as large": lambda x: x / 2,
    "were log 2 times as large: is it 2 to a power, where e belongs?": lambda x: np.log(2) * x,
    "were one larger": lambda x: x + 1,
    "were one smaller": lambda x: x - 1,
    "were squared": lambda x: x * x,
    "were its own root": lambda x: np.sqrt(x) if x >= 0 else None,
    "were its own inverse, 1 over it": lambda x: 1 / x if x else None,
    "were cut to a whole number": lambda x: int(x),
    "were never above 1": lambda x: min(x, 1),
}
ARRAY: dict[str, Alter] = {
    "were all 0: where is it used?": lambda x: 0 * x,
    "were all 1: where is it used?": lambda x: 0 * x + 1,
    "had the opposite sign": lambda x: -x,
    "had no signs": lambda x: np.abs(x),
    "were its signs alone": lambda x: np.sign(x),
    "had 0 for all that is below 0": lambda x: np.maximum(x, 0),
    "were squared": lambda x: x * x,
    "were twice as large": lambda x: 2 * x,
    "were half as large": lambda x: x / 2,
    "were log 2 times as large: is it 2 to a power, where e belongs?": lambda x: np.log(2) * x,
    "were cut to whole numbers": lambda x: np.trunc(x),
    "were rounded to whole numbers": lambda x: np.round(x),
    "were one larger": lambda x: x + 1,
    "were one smaller": lambda x: x - 1,
    "were 1 minus that": lambda x: 1 - x,
    "were clipped to ±1": lambda x: np.clip(x, -1, 1),
    "came in the opposite order": lambda x: x[::-1] if np.ndim(x) else None,
    "came one place later, in a circle": lambda x: np.roll(x, 1, axis=0) if np.ndim(x) else None,
    "were sorted": lambda x: np.sort(x, axis=0) if np.ndim(x) else None,
    "had its columns in the opposite order": lambda x: x[:, ::-1] if np.ndim(x) == 2 else None,
    "were turned, rows for columns, where it is square": lambda x: (
        x.T if np.ndim(x) == 2 and len(set(x.shape)) == 1 else x
    ),
    "were reshaped: that is no transpose": lambda x: (
        x.reshape(x.shape[::-1]).T if np.ndim(x) == 2 else None
    ),
    "were less its mean": lambda x: x - np.mean(x, axis=0) if np.size(x) else None,
    "were its mean everywhere": lambda x: 0 * x + np.mean(x, axis=0) if np.size(x) else None,
    "were its first row everywhere": lambda x: 0 * x + x[0] if np.ndim(x) and len(x) else None,
    "were its last row everywhere": lambda x: 0 * x + x[-1] if np.ndim(x) and len(x) else None,
}
# Of these the likeliest, for every part of a list.
EACH = [how for how in ARRAY if "used?" in how or "sign" in how or "turned" in how or "cut" in how]
PICKED: dict[str, Callable[[int], Any]] = {
    "the first of the {} {} were left out": lambda n: slice(1, None),
    "the last of the {} {} were left out": lambda n: slice(0, n - 1),
    "only the first of the {} {} were there": lambda n: slice(0, 1),
    "only the last of the {} {} were there": lambda n: slice(n - 1, n),
    "only the first two of the {} {} were there": lambda n: slice(0, 2),
    "only the first three of the {} {} were there": lambda n: slice(0, 3),
}
FUNCTION: dict[str, Alter] = {
    "were 1 everywhere: where is it used?": lambda f: lambda *z: np.ones_like(z[0], dtype=float),
    "gave back what it is given: where is it used?": lambda f: lambda *z: z[0],
    "were squared": lambda f: lambda *z: f(*z) ** 2,
}


NO_ARRAY = ("graph", "table", "name", "list", "shape", "function")


@dataclass(frozen=True)
class AsIf:
    """An altered question: what it says of itself, how the arguments change, and the factor.

    alter : the arguments, altered; None where they stay as they are, () where nothing is left
    scale : what the right answer is multiplied by, as where a mean is divided by the old count
    """

    told: str
    alter: Callable[[tuple[Any, ...]], tuple[Any, ...] | None]
    scale: Callable[[tuple[Any, ...]], float] | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Under which an input keeps what is right for it."""
        return "as if", self.told


def as_ifs(takes: Mapping[str, str]) -> Iterator[AsIf]:
    """The altered questions of a contract's arguments."""
    pairs = list(takes.items())
    yield from _one_by_one(pairs, NUMBER, lambda kind: not kind)
    yield from _one_by_one(pairs, FUNCTION, lambda kind: kind == "function")
    yield from _composed(pairs)
    yield from _exchanged(pairs)
    yield from _picked(pairs)
    yield from _lists(pairs)
    yield from _one_by_one(pairs, ARRAY, lambda kind: bool(kind) and kind not in NO_ARRAY)


def _one_by_one(
    takes: Sequence[tuple[str, str]], table: Mapping[str, Alter], fits: Callable[[str], bool]
) -> Iterator[AsIf]:
    """Each way of the table, for each argument of a kind that fits."""
    for place, (name, kind) in enumerate(takes):
        if fits(kind):
            for how, alter in table.items():
                yield AsIf(f"{name} {how}", _at(place, alter))


def _at(place: int, alter: Alter) -> Callable[[tuple[Any, ...]], tuple[Any, ...] | None]:
    def changed(args: tuple[Any, ...]) -> tuple[Any, ...] | None:
        if place >= len(args) or isinstance(args[place], np.random.Generator):
            return None
        value = alter(args[place])
        return None if value is None else (*args[:place], value, *args[place + 1 :])

    return changed


def _exchanged(takes: Sequence[tuple[str, str]]) -> Iterator[AsIf]:
    """Two arguments of one kind in each other's place."""
    for j, (two, kind) in enumerate(takes):
        for i, (one, other) in enumerate(takes[:j]):
            if kind == other:

                def changed(args: tuple[Any, ...], i: int = i, j: int = j) -> Any:
                    if j >= len(args):
                        return None
                    new = list(args)
                    new[i], new[j] = args[j], args[i]
                    return tuple(new)

                yield AsIf(f"{one} and {two} changed places", changed)


def _picked(takes: Sequence[tuple[str, str]]) -> Iterator[AsIf]:
    """Some of the m examples alone, in all arguments that have them; a mean may count all."""
    axes: dict[str, list[tuple[int, int]]] = {}
    for place, (_, kind) in enumerate(takes):
        if kind not in (*NO_ARRAY, "..."):
            for axis, letter in enumerate(letters_of(kind)):
                axes.setdefault(letter, []).append((place, axis))
    loose = [place for place, (_, kind) in enumerate(takes) if kind == "..."]
    for letter, where in axes.items():
        if not letter.isidentifier():
            continue
        for told, pick in PICKED.items():

            def changed(args: Any, where: Any = where, pick: Any = pick) -> Any:
                new, kept = list(args), 1
                first, along = where[0]
                for place, axis in [*where, *_as_long(args, loose, first, along)]:
                    if place >= len(args) or np.ndim(args[place]) <= axis:
                        return None
                    every = (slice(None),) * axis
                    new[place] = args[place][(*every, pick(args[place].shape[axis]))]
                    kept = new[place].shape[axis]
                return tuple(new) if kept else ()

            def share(args: Any, where: Any = where, pick: Any = pick) -> float:
                count = int(args[where[0][0]].shape[where[0][1]])
                return len(range(count)[pick(count)]) / count

            told = told.format(letter, "rows" if where[0][1] == 0 else "columns")
            yield AsIf(told, changed)
            yield AsIf(f"{told}, and the mean were over all", changed, share)


def _as_long(args: Any, loose: Sequence[int], first: int, axis: int) -> list[tuple[int, int]]:
    """Of the arguments whose axes have no names, those that have as many rows."""
    if first >= len(args) or np.ndim(args[first]) <= axis:
        return []
    count = np.shape(args[first])[axis]
    return [(place, 0) for place in loose if np.ndim(args[place]) and len(args[place]) == count]


def _lists(takes: Sequence[tuple[str, str]]) -> Iterator[AsIf]:
    """Lists in the opposite order or cut, those of one length together; their parts altered."""
    places = [place for place, (_, kind) in enumerate(takes) if kind == "list"]
    if not places:
        return
    names = " and ".join(takes[place][0] for place in places)
    cuts: dict[str, Callable[[Any], Any]] = {
        "came in the opposite order": lambda of: of[::-1],
        "lacked the first": lambda of: of[1:],
        "lacked the last": lambda of: of[:-1],
        "lacked the last, where there are several": lambda of: of[:-1] or of,
        "held only the first": lambda of: of[:1],
        "held only the last": lambda of: of[-1:],
        "held only the first two": lambda of: of[:2],
        "held only the first three": lambda of: of[:3],
    }
    groups = [(names, places)] if len(places) > 1 else []
    groups += [(takes[place][0], [place]) for place in places]
    for told, chosen in groups:
        for how, cut in cuts.items():

            def changed(args: Any, chosen: Any = chosen, cut: Any = cut) -> Any:
                return tuple(cut(a) if i in chosen else a for i, a in enumerate(args))

            yield AsIf(f"{told} {how}", changed)
    for place in places:
        for how in EACH:

            def each(args: Any, place: int = place, alter: Any = ARRAY[how]) -> Any:
                if not all(isinstance(part, np.ndarray | int | float) for part in args[place]):
                    return None
                parts = [alter(part) for part in args[place]]
                if any(part is None for part in parts):
                    return None
                return (*args[:place], parts, *args[place + 1 :])

            yield AsIf(f"each of {takes[place][0]} {how}", each)


def _composed(takes: Sequence[tuple[str, str]]) -> Iterator[AsIf]:
    """A slope that is asked at the activation: g_prime(g(Z))."""
    names = [name for name, _ in takes]
    if "g" in names and "g_prime" in names:
        g, slope = names.index("g"), names.index("g_prime")

        def changed(args: Any) -> Any:
            inner, outer = args[g], args[slope]
            return (*args[:slope], lambda z: outer(inner(z)), *args[slope + 1 :])

        yield AsIf("g_prime were asked at g(Z): it belongs at Z itself", changed)
