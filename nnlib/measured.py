"""The two data sets that somebody measured, as they lie beside this module.

They are read when the module is imported, and no file is asked for later: a student's process is
locked in by then.

Iris: R. A. Fisher, The use of multiple measurements in taxonomic problems, 1936. Digits: E.
Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits (its test set), UCI Machine
Learning Repository, 1998, CC BY 4.0.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

__all__ = ["DIGITS", "IRIS"]

HERE = Path(__file__).parent
DIGITS = np.loadtxt(HERE / "digits.csv.gz", delimiter=",")  # 64 counts of ink, 0 to 16; the digit
IRIS = np.loadtxt(HERE / "iris.csv", delimiter=",", skiprows=1)  # four lengths in cm; the kind
