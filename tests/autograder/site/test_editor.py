"""The editor that is shipped is the one that its own folder says how to make."""

from __future__ import annotations

import json
import re

from autograder.environment import ROOT
from autograder.site.templates import PAGES

FOLDER = ROOT / "autograder" / "site" / "editor"


def test_it_is_shipped_with_its_licence():
    banner = (FOLDER / "banner.txt").read_text(encoding="utf-8").strip()
    assert "MIT License" in banner
    assert (PAGES / "editor.js").read_text(encoding="utf-8").startswith(banner)


def test_everything_that_goes_into_it_is_pinned():
    told = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
    pins = {**told["dependencies"], **told["devDependencies"]}
    assert {"@codemirror/view", "@lezer/python", "esbuild"} <= set(pins)
    assert [x for x in pins.values() if not re.fullmatch(r"\d+\.\d+\.\d+", x)] == []
    taken = re.findall(r'from "(.*?)"', (FOLDER / "entry.js").read_text(encoding="utf-8"))
    assert set(taken) <= set(told["dependencies"])


def test_every_script_of_the_pages_is_small():
    for file in PAGES.glob("*.js"):
        lines = file.read_text(encoding="utf-8").count("\n")
        assert lines < 250, file.name
