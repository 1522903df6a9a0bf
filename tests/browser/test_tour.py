"""The newcomer's tour: a fresh clone, the README's own command, the first lesson, the first check.

What is typed is read out of the README; everything else is a click on what the page then shows.
The clone makes its environment as a newcomer's does, so this is slow.
"""

from __future__ import annotations

import faulthandler
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from a_lab import (
    chromium,
    needs_chromium,
    open_from_map,
    playwright,
    run_all,
    served,
    show_cell,
    write_cell,
)

from autograder.environment import ROOT

pytestmark = [needs_chromium, pytest.mark.slow]

SECTION = re.compile(r"^## Learn$(.*?)^## ", re.M | re.S)
FIRST = "00_start_here.ipynb"
ANSWER = """def as_batch(x):
    return x[None, :] if x.ndim == 1 else x"""


def test_clone_learn_command_first_lesson_first_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NNLIB_COURSE_VENV", raising=False)
    faulthandler.cancel_dump_traceback_later()  # set-up beside other work outlasts its patience
    clone = _clone(tmp_path / "a clone")
    learn = SECTION.search((clone / "README.md").read_text(encoding="utf-8"))
    assert learn is not None
    words = shlex.split(learn[1].split("```")[1])
    assert words[0] == "python3"
    python = getattr(sys, "_base_executable", sys.executable)
    options = ["--LabApp.expose_app_in_browser=True"]
    with (
        served([*words[1:], *options], tmp_path / "log.txt", python, clone, 900) as address,
        chromium() as browser,
    ):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        open_from_map(page, address, FIRST)
        run_all(page, FIRST)
        panel = page.locator(".jp-Cell", has_text="check.as_batch(").locator("[role=status]")
        show_cell(page, "check.as_batch(")
        playwright.expect(panel).to_contain_text("not yet")
        write_cell(page, "def as_batch(x)", ANSWER)
        run_all(page, FIRST)
        show_cell(page, "check.as_batch(")
        playwright.expect(panel).to_contain_text("right on all")
    assert len(list((clone / "my_lessons").glob(f"*/{FIRST}"))) == 1


def _clone(folder: Path) -> Path:
    """A clone of this one, with what is not committed yet."""
    subprocess.run(["git", "clone", "-q", str(ROOT), str(folder)], check=True)
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, files.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder
