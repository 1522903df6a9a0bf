"""Numbers and counts as they are said in a sentence."""

from __future__ import annotations

import numpy as np

__all__ = ["counted", "number"]


def number(value: float) -> str:
    """A number as it is said in a sentence: three digits, and a minus that is read aloud."""
    value = float(value)
    if value != 0 and np.isfinite(value) and not 1e-3 <= abs(value) < 1e6:
        digits_of, power = f"{value:.2e}".split("e")
        text = f"{digits_of.rstrip('0').rstrip('.')}e{int(power)}"
    else:
        digits = 2 - int(np.floor(np.log10(abs(value)))) if np.isfinite(value) and value else 0
        text = f"{value:.{max(0, digits)}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")


def counted(count: int, thing: str, things: str = "") -> str:
    """1 point, 2 points; with a third word for plurals of their own: 2 classes."""
    return f"{count} {thing if count == 1 else things or thing + 's'}"
