"""The functions of nnlib, numpy and scipy, and what each of them may be given."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import types
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

import nnlib

__all__ = ["Function", "of_nnlib", "of_numpy_and_scipy"]

NUMPY = ("numpy", "numpy.linalg", "numpy.polynomial.polynomial")
# Signals, images and samples are no question here, and what filters them dies of odd arguments.
SCIPY = [f"scipy.{name}" for name in ("special", "linalg", "differentiate", "optimize")]
SCIPY += ["scipy.spatial.distance"]
# They draw, read, write, race, or change how numpy answers, and answer nothing themselves.
IDLE = re.compile(
    r"nnlib\.(pictures|bench|data|arguments|shapes)\b|nnlib\.graph(_boxes)?\._(constant|like|inside)"
    r"|nnlib\.graph(_boxes)?\.BOXES\['(add|subtract|multiply|divide|negate|power|transpose|reshape)'"
    r"|numpy\.(save|load|from(file|buffer|regex|pyfunc)|gen|mem|show|info|test|set|get|print|err"
    r"|array_?(repr|str|2string)|bus|isbus|is_bus|require|may_share|shares|nditer|nested|broadcast$|histogram)"
    r"|scipy\.optimize\.(show|basin|dual|direct|shgo|brute|differential)"
    r"|scipy\.special\.(ellip_|obl_|pro_|mathieu|\w+_zeros)"
    r"|scipy\.linalg\.(invhilbert|(inv)?pascal|convolution_matrix)|nnlib\.train\.History"
)
ANY = frozenset({"array", "number", "list", "function"})
ANYTHING = inspect.Parameter("x", inspect.Parameter.POSITIONAL_ONLY)
MOST = 5  # arguments
# What is written beside a parameter: what may be given for it.
WRITTEN = {
    r"Callable|Activation|Elementwise|Curve": {"function"},
    r"Sequence|list\b|Arrays": {"list"},
    r"\bArrayLike|^Array|IntArray|NDArray|Node": {"array", "number"},
    r"float|(?<!\[)\bint\b": {"number"},
    r"tuple\[int": {"shape"},
    r"\bstr\b": {"text"},
    r"^Any$|empty": ANY,
}


@dataclass(frozen=True)
class Function:
    """Something of a library that can be called.

    kinds : what may be given for each argument in order
    least : how many it must be given
    """

    name: str
    call: Any
    kinds: tuple[frozenset[str], ...]
    least: int

    @property
    def own(self) -> bool:
        """Is it of nnlib?"""
        return self.name.startswith("nnlib.")


@cache
def of_nnlib() -> tuple[Function, ...]:
    """All of nnlib's own, the private ones too, and what its tables hold ready."""
    names = [m.name for m in pkgutil.walk_packages(nnlib.__path__, "nnlib.")]
    homes = {n: vars(importlib.import_module(n)) for n in names if not IDLE.match(n)}
    found: dict[int, tuple[str, Any]] = {}
    for home, known in homes.items():
        for name, value in known.items():
            own = getattr(value, "__module__", "") == home
            if callable(value) and own and not IDLE.match(f"{home}.{name}"):
                found.setdefault(id(value), (f"{home}.{name}", value))
    for home, known in homes.items():
        for table, entries in known.items():
            for key, entry in entries.items() if table.isupper() and type(entries) is dict else ():
                for name, value in getattr(entry, "__dict__", {}).items():
                    dotted = f"{home}.{table}[{key!r}].{name}"
                    if callable(value) and not IDLE.match(dotted):
                        found.setdefault(id(value), (dotted, value))
    return tuple(one for pair in found.values() if (one := _function(*pair)))


@cache
def of_numpy_and_scipy() -> tuple[Function, ...]:
    """The public functions of both, with numpy's reductions; without scipy where there is none."""
    found: dict[int, tuple[str, Any]] = {}
    for home in (*NUMPY, *SCIPY):
        try:
            module = importlib.import_module(home)
        except ImportError:
            continue
        for name in sorted(getattr(module, "__all__", dir(module))):
            value = getattr(module, name, None)
            if not IDLE.match(f"{home}.{name}") and _plain(value):
                found.setdefault(id(value), (f"{home}.{name}", value))
    pairs = list(found.values())
    pairs += [(f"{n}.reduce", f.reduce) for n, f in pairs if getattr(f, "nin", 0) == 2]
    return tuple(one for pair in pairs if (one := _function(*pair)))


def _plain(value: Any) -> bool:
    kinds = types.FunctionType, types.BuiltinFunctionType, np.ufunc
    return isinstance(value, kinds) or type(value).__name__ == "_ArrayFunctionDispatcher"


def _function(name: str, call: Any) -> Function | None:
    """What may be given to it; None where it needs what no exercise has."""
    kinds, least = [], 0
    for parameter in _positional(call):
        kind = _kind(parameter)
        if not kind:
            break
        kinds.append(kind)
    least = sum(parameter.default is parameter.empty for parameter in _positional(call))
    return Function(name, call, tuple(kinds[:MOST]), least) if least <= len(kinds) else None


def _positional(call: Any) -> list[inspect.Parameter]:
    """The parameters that may be given in order, up to one that is for writing to."""
    if isinstance(call, np.ufunc):
        return [ANYTHING] * call.nin
    try:
        parameters = inspect.signature(call).parameters.values()
    except (TypeError, ValueError):  # it does not say
        return [ANYTHING, *[ANYTHING.replace(default=None)] * 2]
    found: list[inspect.Parameter] = []
    for parameter in parameters:
        if parameter.name == "out" or parameter.kind > parameter.VAR_POSITIONAL:
            break
        many = parameter.kind is parameter.VAR_POSITIONAL
        found += [ANYTHING.replace(default=None)] * 2 if many else [parameter]
    return found


def _kind(parameter: inspect.Parameter) -> frozenset[str]:
    if parameter.annotation is parameter.empty:
        return ANY
    if parameter.name == "who":  # in whose name it complains
        return frozenset({"name"})
    written = str(parameter.annotation)
    fits = (kinds for pattern, kinds in WRITTEN.items() if re.search(pattern, written))
    return frozenset().union(*fits)
