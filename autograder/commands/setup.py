"""Make or mend the environment, and stop there."""

from __future__ import annotations

import argparse

from autograder.environment.venv import ensure, folder
from autograder.environment.wanted import PARTS

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--extra",
        action="append",
        default=[],
        metavar="NAME",
        help="install an extra of pyproject.toml too, for instance browser or torch",
    )


def run(args: argparse.Namespace) -> int:
    ensure([*PARTS, *args.extra])
    print(f"The environment is ready: {folder()}")
    return 0
