"""How setuptools builds the package of `pip install .`: the exercises in their students' form.

pyproject.toml names this class, and setuptools reads the file by itself, so the work is done by a
process of its own. An installation that points to the clone holds the exercises as they are.
"""

from __future__ import annotations

import os
import subprocess
import sys

from setuptools.command.build_py import build_py


class ForStudents(build_py):  # type: ignore[misc]
    """Copies the packages, then cuts the exercises."""

    def run(self) -> None:
        """Copy, then cut; the same sources give the same bytes."""
        super().run()
        if not self.editable_mode:
            cut = [sys.executable, "-m", "autograder.lesson.at_home", self.build_lib]
            subprocess.run(cut, check=True, env={**os.environ, "PYTHONHASHSEED": "0"})
