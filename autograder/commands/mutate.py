"""Would the tests notice if the check engine were wrong?  One small change at a time.

    python3 -m autograder mutate                      every module of the engine
    python3 -m autograder mutate compare.py forms.py  these alone

A mutant is one module with one place changed: `<` for `<=`, `or` for `and`, 1 for 0, a condition
turned round, a statement gone. The tests of that module run on it and stop at the first failure;
a mutant that passes them all has survived. Either a test is missing then, or the change changes
nothing that anybody should mind: `tests/surviving_mutants.tsv` lists those, each with
its reason. The script ends with 1 where a survivor is not in that list.

No file is changed: a fork of this process reads the mutant in the module's place. So it needs a
system that can fork, which Windows cannot.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from types import ModuleType
from typing import Any

import numpy  # noqa: F401  imported here once, and not in every fork
import pytest

from autograder.bank.engine_mutants import Key, Mutant, mutants
from autograder.environment import ROOT

ENGINE = ROOT / "autograder" / "check"
LISTED = ROOT / "tests" / "surviving_mutants.tsv"
MODULES = sorted(path.name for path in ENGINE.glob("*.py"))

# module: the files in tests/autograder/check that cover it, the likeliest to notice first; another
# module has test_engine_<module>.py or test_<module>.py
DOOR = ["engine_door", "check", "check_points"]
TESTS = {f"{name}.py": DOOR for name in ("__init__", "bank", "failed", "panel", "seeds")}
TESTS["__init__.py"] = [*DOOR, "progress"]
TESTS |= {
    "altered.py": ["engine_as_if"],
    "calling.py": ["engine_observe", "engine_judge", "check"],
    "diagnose.py": ["engine_diagnose", "engine_judge"],
    "exercise.py": ["engine_exercise", "engine_judge", "engine_observe"],
    "judge.py": ["engine_judge", "check_points", "engine_chance", "engine_rounding"],
    "loose.py": ["engine_chance"],
    "naming.py": ["engine_judge", "two_at_once"],
    "observe.py": [
        "engine_observe",
        "engine_judge",
        "engine_chance",
        "engine_asides",
        "two_at_once",
    ],
    "pairs.py": ["two_at_once"],
    "signature.py": ["engine_judge"],
    "source.py": ["shortcuts"],
}
PLAIN = ["-x", "-q", "--noconftest", "-pno:cacheprovider", "-k", "not release and not graded"]
SECONDS = 5.0  # for one mutant, or five times what the module as it is takes here
MEMORY = 4 << 30  # bytes; a mutant of a limit may ask for more than there is


class InItsPlace(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module of the engine from a text in place of its file."""

    def __init__(self, module: str, source: str) -> None:
        self.path, self.source = ENGINE / module, source
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        self.name = ".".join(parts).removesuffix(".__init__")

    def find_spec(self, name: str, *_: Any) -> Any:
        if name != self.name:
            return None
        inside = [str(ENGINE)] if self.path.name == "__init__.py" else None
        spec: Any = importlib.util.spec_from_loader(name, self, origin=str(self.path))
        spec.submodule_search_locations = inside
        return spec

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, str(self.path), "exec"), vars(module))


def covering(module: str) -> list[str]:
    """The files whose tests cover a module."""
    stem = module.removesuffix(".py")
    names = TESTS.get(module, [f"engine_{stem}", stem])
    paths = [f"tests/autograder/check/test_{name}.py" for name in names]
    return [path for path in paths if (ROOT / path).exists()]


def noticed(module: str, source: str, seconds: float) -> bool:
    """Does a test fail when the module has this text?  Too slow, too large or crashed is a yes."""
    child = os.fork()
    if not child:
        _run_tests(module, source)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status != 0
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _run_tests(module: str, source: str) -> None:
    """In the fork: run the module's tests quietly and end with what pytest says."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    with suppress(ImportError, ValueError, OSError):  # not every system has such limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.chdir(ROOT)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "autograder")]
    for name in [name for name in sys.modules if name.split(".")[0] == "autograder"]:
        del sys.modules[name]  # what is there already was read from the files
    sys.meta_path.insert(0, InItsPlace(module, source))
    code: int = 1
    try:
        code = int(pytest.main([*PLAIN, *covering(module)]))
    finally:
        os._exit(code)


def survivors(module: str) -> Iterator[Mutant]:
    """The mutants of one module that no test notices."""
    source = (ENGINE / module).read_text(encoding="utf-8")
    start = time.monotonic()
    if noticed(module, ast.unparse(ast.parse(source)), 60 * SECONDS):
        raise SystemExit(f"The tests of {module} fail on it as it is; mend that first.")
    seconds = max(SECONDS, 5 * (time.monotonic() - start))
    for mutant in mutants(module, source):
        if not noticed(module, mutant.source, seconds):
            yield mutant


def explained() -> dict[Key, str]:
    """The list of survivors, each with the reason why that is all right."""
    found: dict[Key, str] = {}
    for row in LISTED.read_text(encoding="utf-8").splitlines()[1:]:
        module, function, where, old, new, reason = row.split("\t")
        found[module, function, where, old, new] = reason
    return found


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("modules", nargs="*", metavar="module.py", help="of the engine; all")


def run(args: argparse.Namespace) -> int:
    return main(args.modules)


def main(modules: list[str]) -> int:
    """Print what survives; 1 where that is not explained."""
    if unknown := [module for module in modules if not (ENGINE / module).is_file()]:
        print(f"The engine has no {unknown[0]}; it has {', '.join(MODULES)}.")
        return 2
    known, unexplained = explained(), 0
    for module in modules or MODULES:
        start, left = time.monotonic(), set()
        every = list(mutants(module, (ENGINE / module).read_text(encoding="utf-8")))
        for mutant in survivors(module):
            left.add(mutant.key)
            if mutant.key not in known:
                print(f"SURVIVED, and nobody says why: {mutant}", flush=True)
        listed = {key for key in known if key[0] == module}
        for key in sorted(listed - left):
            what = "it is noticed" if key in {m.key for m in every} else "there is no such place"
            print(f"listed without need, {what}: {' | '.join(key)}")
        counts = f"{len(every)} mutants, {len(every) - len(left)} noticed"
        counts += f", {len(left & listed)} explained, {len(left - listed)} new"
        print(f"{module}: {counts}; {time.monotonic() - start:.0f} s", flush=True)
        unexplained += len(left - listed)
    return 1 if unexplained else 0
