"""`test`: everything that is checked here, in one run of pytest.

The tests of nnlib, of autograder and of the house (ruff, mypy, who imports whom) are plain pytest
functions; the lessons run under nbval, which compares what they print with what is stored.
"""

from __future__ import annotations

import argparse
import os

from autograder.environment import ROOT
from autograder.environment.venv import become

__all__ = ["add_arguments", "pytest_arguments", "run"]

ENOUGH = 8  # workers; with more of them their start-up costs more than they save


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="run the tests marked slow too")
    parser.epilog = "Everything else is passed on to pytest, for instance -k xor or -n 0."
    parser.set_defaults(passed_on=[])


def run(args: argparse.Namespace) -> int:
    os.chdir(ROOT)
    os.environ["MPLBACKEND"] = ""  # so a lesson's kernel draws as it does in JupyterLab
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    return become(["-m", "pytest", *pytest_arguments(args.all), *args.passed_on])


def pytest_arguments(everything: bool = False) -> list[str]:
    """What pytest is told before the caller's own words, which come later and so win."""
    cores = os.cpu_count() or 1
    workers = min(cores + 1, ENOUGH)  # one waits for a browser, a kernel or a server
    return [
        f"--numprocesses={workers if cores > 1 else 0}",
        "--dist=loadfile",  # the cells of a lesson belong together
        "--max-worker-restart=0",  # a test that hangs is not tried again and again
        "--nbval",
        "--nbval-cell-timeout=60",
        "--nbval-kernel-name=python3",
        "--nbval-sanitize-with=tests/nbval.cfg",
        f"--ignore-glob={ROOT / 'tests' / '*.ipynb'}",  # what a test reads is not a lesson
        *(["-m", ""] if everything else []),
    ]
