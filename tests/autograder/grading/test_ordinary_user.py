"""A class from release to export by somebody without privileges, with nothing but the commands.

Where the tests run as an ordinary user already, the other tests are this one.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import nbformat
import numpy as np
import pytest
from a_child import NOBODY
from grading.a_class import LESSON, NAME

from autograder.bank.synthetic import class_of
from autograder.environment import ROOT

STUDENTS = 3


@pytest.fixture
def folder():
    """A folder that nobody may write in; pytest's own is closed to all but its user."""
    with tempfile.TemporaryDirectory() as made:
        os.chmod(made, 0o777)
        yield Path(made)


@pytest.mark.slow
@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0,
    reason="only root can become nobody; who runs these tests is an ordinary user already",
)
def test_a_class_is_graded_from_end_to_end_without_privileges(folder, capsys):
    course, inbox = folder / "course", folder / "submissions.zip"
    pupils = class_of("00", STUDENTS, np.random.default_rng(3))
    with zipfile.ZipFile(inbox, "w") as packed:
        for number, pupil in enumerate(pupils):
            place = f"{pupil.name}_{5000 + number}_assignsubmission_file_/{LESSON.name}"
            packed.writestr(place, nbformat.writes(pupil.notebook))

    def nobody(*words: str) -> str:
        """What a command says to the user nobody."""
        alone = [
            sys.executable,
            str(Path(__file__).parents[1] / "a_child.py"),
            sys.executable,
            "-B",
        ]
        clean = {k: v for k, v in os.environ.items() if not k.startswith("NNLIB_")}
        done = subprocess.run(
            [*alone, "-m", "autograder", *words, "--course", str(course)],
            cwd=folder,
            env={**clean, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    assert "released in" in nobody("release", NAME)
    assert f"{STUDENTS} collected" in nobody("collect", str(inbox))
    graded = nobody("grade", NAME)
    assert f"Graded {STUDENTS}; 0 could not be graded." in graded
    assert f"{STUDENTS} pages" in nobody("feedback", NAME, "--zip")
    nobody("export", NAME, "--format", "worksheet")

    with (course / f"grades_{NAME}.csv").open(encoding="utf-8-sig", newline="") as file:
        marks = {row["Identifier"]: float(row["Grade"]) for row in csv.DictReader(file)}
    assert marks.keys() == {f"Participant {5000 + number}" for number in range(STUDENTS)}
    assert max(marks.values()) > 0
    owners = {path.stat().st_uid for path in course.rglob("*")}
    assert owners == {NOBODY}
    with capsys.disabled():
        print(f"\nas nobody: {next(x for x in graded.splitlines() if 'locked in' in x)}")
