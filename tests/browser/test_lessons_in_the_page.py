"""Every solved lesson runs in the page's Python, under Node, with every tick that it has here."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest
from a_runtime import runtime

from autograder.lesson.reading import all_lessons, read_lesson
from autograder.site.runtime import SETTINGS, SHELL

pytestmark = pytest.mark.slow
HERE = __file__.removesuffix("test_lessons_in_the_page.py")
AT_HOME = re.compile(r'suite="hidden"|key=')  # what no student's package can answer
PATIENCE = 1200  # seconds


@pytest.fixture(scope="module")
def python(tmp_path_factory, students_wheel):
    """Run cells in the page's Python; what each came to."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node on this machine")
    local, work = runtime(), tmp_path_factory.mktemp("python")
    lock, cells = work / "pyodide-lock.json", work / "cells.json"
    lock.write_text(json.dumps({"info": SETTINGS["info"], "packages": {}}))

    def run(given):
        cells.write_text(json.dumps(given))
        words = [node, f"{HERE}solved.cjs", local, lock, students_wheel, SHELL, cells]
        done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE)
        lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
        assert len(lines) == len(given), done.stdout[-500:] + done.stderr[-2000:]
        return [json.loads(line) for line in lines]

    return run


@pytest.mark.parametrize("path", all_lessons(), ids=lambda path: path.stem)
def test_a_solved_lesson_runs_with_every_tick(python, path):
    cells = [x for x in read_lesson(path)["cells"] if x["cell_type"] == "code"]
    cells = [x for x in cells if not AT_HOME.search(x["source"])]
    stored = [json.dumps(x["outputs"], ensure_ascii=False) for x in cells]
    came = python([{"id": x["id"], "source": x["source"]} for x in cells])
    ticks = [x["id"] for x, told in zip(cells, stored, strict=True) if "✓" in told]
    assert ticks
    assert [x["id"] for x in came if "✓" in x["told"]] == ticks
    stopped = [
        (x["id"], x["told"][-500:])
        for x, told in zip(came, stored, strict=True)
        if not x["well"] and "✗" not in told
    ]
    assert stopped == []
