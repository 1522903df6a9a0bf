"""The one environment that everything runs in, where the clone is, and how a command gives up.

Only the standard library is used in this folder: it is read before there is an environment.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["ROOT", "CommandFailed"]

ROOT = Path(__file__).resolve().parents[2]  # the clone


class CommandFailed(Exception):
    """A sentence for the person at the keyboard; the command ends with it."""
