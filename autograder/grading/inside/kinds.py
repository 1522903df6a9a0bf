"""Rarer kinds of plain data, which a course's own tests give and take: sets, tables, generators.

Each is taken apart into data that travels already, and put together by a name from a list. What
comes back is believed no more than anything else: a range is no longer than a list may be, and of
the generators of random numbers only the one whose state cannot hurt is made.
"""

from __future__ import annotations

import builtins
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

BYTES = 50_000  # of the longest text in bytes
BAGS: dict[str, Any] = {"set": set, "frozenset": frozenset, "deque": deque}
TABLES: dict[str, Any] = {
    "dict": dict,
    "OrderedDict": OrderedDict,
    "Counter": Counter,
    "defaultdict": lambda pairs: defaultdict(None, pairs),
}
TABLE_KINDS = (dict, OrderedDict, Counter, defaultdict)
TYPES = {name: kind for name, kind in vars(builtins).items() if isinstance(kind, type)}


def taken_apart(value: Any, pack: Callable[[Any], Any]) -> dict[str, Any] | None:
    """The tree of a value of one of these kinds, or None."""
    kind = type(value)
    if kind in TABLE_KINDS:
        pairs = [[pack(key), pack(part)] for key, part in value.items()]
        return {"t": "dict", "v": pairs, "n": kind.__name__}
    if BAGS.get(kind.__name__) is kind:
        return {"t": "bag", "v": [pack(part) for part in value], "n": kind.__name__}
    if kind is bytes and len(value) <= BYTES:
        return {"t": "bytes", "v": pack(value.hex())}
    if kind is range:
        return {"t": "range", "v": [pack(end) for end in (value.start, value.stop, value.step)]}
    if kind is Fraction:
        return {"t": "fraction", "v": [pack(value.numerator), pack(value.denominator)]}
    if kind is np.random.Generator and type(value.bit_generator) is np.random.PCG64:
        return {"t": "generator", "v": pack(value.bit_generator.state)}
    if isinstance(value, type) and TYPES.get(value.__name__) is value:
        return {"t": "type", "n": value.__name__}
    return None


def put_together(tree: dict[str, Any], unpack: Callable[[Any], Any], most: int) -> Any:
    """The value of such a tree, `NotImplemented` of another; what is none raises as it likes."""
    match tree["t"]:
        case "dict":
            keys = [(unpack(key), part) for key, part in tree["v"]]
            return TABLES[tree["n"]]({key: unpack(part) for key, part in keys})
        case "bag":
            return BAGS[tree["n"]]([unpack(part) for part in tree["v"]])
        case "bytes":
            return bytes.fromhex(tree["v"])
        case "range":
            return _range(most, *map(unpack, tree["v"]))
        case "fraction":
            return Fraction(*map(unpack, tree["v"]))
        case "generator":
            made = np.random.PCG64(0)
            made.state = unpack(tree["v"])
            return np.random.Generator(made)
        case "type":
            return TYPES[tree["n"]]
    return NotImplemented


def _range(most: int, *ends: int) -> range:
    """Whoever gets it may write it out."""
    made = range(*ends)
    if made and abs(made[-1] - made[0]) // abs(made.step) > most:
        raise ValueError("it is too long")
    return made
