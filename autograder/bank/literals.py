"""Values as expressions, and what has to be imported for them.

Numbers, texts, arrays, containers of them, and whatever a library keeps under a name: written so
that reading the expression makes the same value again.
"""

from __future__ import annotations

import functools
import importlib
import math
from types import ModuleType
from typing import Any

import numpy as np

from autograder.bank.locate import Unwritable

__all__ = ["COPIED", "Literals", "at"]

LARGEST = 200  # entries of an array that is written down
COPIED = "autograder."  # what comes from there is written out, never imported


class Literals:
    """The names that a text uses so far, its imports, and an expression for any plain value."""

    def __init__(self) -> None:
        self.imports: list[str] = []
        self.taken: dict[str, Any] = {}
        self.kept: list[Any] = []  # alive, so that no id is used twice

    def value(self, value: Any, hint: str) -> str:
        """An expression for a value; `hint` is what a helper that it needs may be called."""
        return self.made(value, hint)

    def free(self, wanted: str, thing: Any) -> str:
        """A name for a thing: the one that is wanted, or one like it."""
        wanted = wanted if wanted.isidentifier() and wanted != "_" else "_helper"
        name, number = wanted, 2
        while name in self.taken and self.taken[name] is not thing:
            name, number = f"_{wanted.lstrip('_')}_{number}", number + 1
        self.taken[name] = thing
        self.kept.append(thing)
        return name

    def module(self, module: ModuleType, alias: str) -> str:
        full = module.__name__
        if full.startswith(COPIED):
            raise Unwritable(f"it needs {full}")
        free = self.free(alias, module)
        package, _, last = full.rpartition(".")
        line = f"from {package} import {last}" if package else f"import {full}"
        self.imports.append(line if free == last else f"{line} as {free}")
        return free

    def made(self, value: Any, hint: str) -> str:
        """An expression that makes the value anew, or names where it is imported from."""
        if value is None or value is Ellipsis or isinstance(value, bool | int | str | bytes):
            return repr(value)
        if isinstance(value, np.generic | np.ndarray | np.dtype | float | complex):
            return self._number(value)
        if isinstance(value, tuple | list | set):
            return self._several(value, hint)
        if isinstance(value, dict):
            pairs = (f"{self.value(k, hint)}: {self.value(v, hint)}" for k, v in value.items())
            return f"{{{', '.join(pairs)}}}"
        if isinstance(value, slice):
            return f"slice({value.start!r}, {value.stop!r}, {value.step!r})"
        if isinstance(value, functools.partial):
            self.imports.append("import functools")
            parts = [self.value(x, hint) for x in (value.func, *value.args)]
            parts += [f"{k}={self.value(v, hint)}" for k, v in value.keywords.items()]
            return f"functools.partial({', '.join(parts)})"
        if isinstance(value, np.vectorize):
            self.module(np, "np")
            return f"np.vectorize({self.value(value.pyfunc, hint)})"
        return self._imported(value)

    def _several(self, value: Any, hint: str) -> str:
        if not value and isinstance(value, set):
            return "set()"
        parts = ", ".join(self.value(x, f"{hint}_{i}") for i, x in enumerate(value, 1))
        if isinstance(value, tuple):
            return f"({parts},)" if len(value) == 1 else f"({parts})"
        return f"[{parts}]" if isinstance(value, list) else f"{{{parts}}}"

    def _number(self, value: Any) -> str:
        if isinstance(value, float) and type(value) is float and math.isfinite(value):
            return repr(value)
        self.module(np, "np")
        if isinstance(value, np.dtype):
            return f"np.dtype({value.str!r})"
        if isinstance(value, np.ndarray):
            if value.size > LARGEST or value.dtype.hasobject:
                raise Unwritable("an array too large to write down")
            inner = repr(value.tolist()).replace("nan", "np.nan").replace("inf", "np.inf")
            return f"np.array({inner}, dtype={value.dtype.name!r})"
        if isinstance(value, np.generic):
            return f"np.{value.dtype.name}({self._number(value.item())})"
        if isinstance(value, float) and not math.isfinite(value):
            return {"inf": "np.inf", "-inf": "-np.inf"}.get(repr(value), "np.nan")
        return repr(value)

    def _imported(self, value: Any) -> str:
        """Something of a library: a function, a class, a ufunc."""
        if isinstance(owner := getattr(value, "__self__", None), np.ufunc):
            return f"{self._imported(owner)}.{value.__name__}"
        name = getattr(value, "__qualname__", "")
        plain = str(getattr(value, "__name__", ""))
        if isinstance(value, np.ufunc) and at("numpy", plain) is value:
            return f"{self.module(np, 'np')}.{plain}"
        for module in (str(getattr(value, "__module__", None)), "builtins"):
            home = module.lstrip("_")
            if home.startswith("autograder") or not name or at(home, name) is not value:
                continue
            if home == "builtins":
                return name
            if home.split(".")[0] == "numpy":
                return f"{self.module(np, 'np')}{home[5:]}.{name}"
            first = name.split(".")[0]
            free = self.free(first, at(home, first))
            alias = "" if free == first else f" as {free}"
            self.imports.append(f"from {home} import {first}{alias}")
            return free + name[len(first) :]
        raise Unwritable(f"a {type(value).__name__} has no text")


def at(module: str, name: str) -> Any:
    """The object of that dotted name in a module, or None."""
    try:
        return functools.reduce(getattr, name.split("."), importlib.import_module(module))
    except (ImportError, AttributeError, ValueError):
        return None
