"""Predictions: what a learner says before a run is kept, and put beside what came out.

    check.predict("How many mistakes can it make?", 12)
    ...
    check.came_out("How many mistakes can it make?", mistakes)

A prediction costs no points. Being surprised is what it is for.
"""

from __future__ import annotations

from typing import Any

__all__ = ["came_out", "predict"]

_said: dict[str, Any] = {}  # question -> what was predicted


def predict(question: str, guess: Any = ...) -> None:
    """Keep the guess; without one, ask for it."""
    if guess is ... or guess is None:
        _said.pop(question, None)
        print(f"{question} Write what you expect in place of the three dots, and run the cell.")
    else:
        _said[question] = guess
        print(f"You say {_shown(guess)}. The run will tell.")


def came_out(question: str, value: Any) -> None:
    """Put what came out beside what was said."""
    if question in _said:
        print(f"{question} You said {_shown(_said[question])}; it is {_shown(value)}.")
    else:
        print(f"{question} It is {_shown(value)}.")


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}".replace("-", "−")
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
