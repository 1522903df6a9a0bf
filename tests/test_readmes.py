"""What the READMEs say is run: every command, every printed result, every link, every picture."""

import base64
import contextlib
import importlib
import io
import os
import re
import shlex
import subprocess
import sys
import zipfile
from html import unescape
from pathlib import Path

import nbformat
import pytest

from autograder.commands import COMMANDS, parse
from autograder.environment import ROOT

READMES = sorted(
    p
    for p in ROOT.glob("**/README.md")
    if not any(x.startswith(".") for x in p.relative_to(ROOT).parts)
)
PAGES = [*READMES, *sorted((ROOT / ".github").glob("*.md"))]
LESSON = ROOT / "notebooks" / "02_perceptron" / "02_perceptron.ipynb"
FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
INLINE = re.compile(r"`(python3? -m [^`]+)`")


def commands() -> list[str]:
    found = []
    for readme in READMES:
        text = readme.read_text(encoding="utf-8")
        blocks = [block for language, block in FENCED.findall(text) if not language]
        found += [line for block in blocks for line in block.splitlines()]
        found += INLINE.findall(text)
    return list(dict.fromkeys(found))


def test_the_readmes_name_the_commands_that_there_are() -> None:
    told = "\n".join(commands())
    for name in COMMANDS:
        assert f"python3 -m autograder {name}" in told


@pytest.mark.parametrize("command", [c for c in commands() if "-m autograder" in c])
def test_a_command_of_ours_is_understood_as_written(command: str) -> None:
    words = shlex.split(command)
    assert words[:3] == ["python3", "-m", "autograder"]
    module, args = parse(words[3], words[4:])
    assert callable(module.run)
    if args.passed_on:
        assert all((ROOT / word).exists() for word in args.passed_on)


def test_the_class_of_the_readme_is_released_graded_and_given_feedback(tmp_path: Path) -> None:
    env = {**os.environ, "NNLIB_COURSE_DIR": str(tmp_path), "BROWSER": "true"}
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    steps = re.findall(r"^python3 .*", text[text.index("## Teach") :].split("```")[1], re.M)
    for step in steps:
        words = [sys.executable, *shlex.split(step)[1:]]
        words = [str(tmp_path / x) if x == "submissions.zip" else x for x in words]
        done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{step}\n{done.stdout}\n{done.stderr}"
        if "release" in step:
            assert (tmp_path / "bundles" / "02_perceptron.zip").is_file()
            with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as handed_in:
                handed_in.write(LESSON, "ada.ipynb")
    assert len(steps) == 6
    feedback = tmp_path / "feedback" / "ada" / "02_perceptron" / "02_perceptron.html"
    assert "Score: " in feedback.read_text(encoding="utf-8")
    assert "ada" in (tmp_path / "grades.csv").read_text(encoding="utf-8")


def test_the_example_of_nnlib_prints_what_its_readme_says() -> None:
    text = (ROOT / "nnlib" / "README.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```\n\nprints\n\n    (.*?)\n", text, re.S)
    assert example is not None
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(example[1], {})
    assert out.getvalue().strip() == example[2]


def test_the_benchmark_of_the_readme_prints_its_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert "python -m nnlib.bench" in commands()
    bench = importlib.import_module("nnlib.bench")
    assert bench.main(["--seconds", "0.01"]) in (0, 1)
    assert "784-1024-1024-10" in capsys.readouterr().out


@pytest.mark.parametrize("readme", PAGES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_every_link_leads_somewhere(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (readme.parent / target).exists(), target


@pytest.mark.parametrize("package", ["nnlib", "autograder"])
def test_a_readme_names_every_module_and_no_other(package: str) -> None:
    text = (ROOT / package / "README.md").read_text(encoding="utf-8")
    files = {p.stem for p in (ROOT / package).glob("*.py")} - {"__init__", "__main__", "bench"}
    folders = {p.parent.name for p in (ROOT / package).glob("*/__init__.py")}
    told = {
        name
        for line in text.splitlines()
        if line.startswith(("| `", "(`"))
        for name in re.findall(r"`([a-z_]+)/?`", line.split(" | ")[0])
    }
    assert told == files | folders - {"commands"}


def test_the_picture_of_the_readme_is_the_one_that_the_lesson_shows() -> None:
    png = (ROOT / ".readme" / "squeeze.png").read_bytes()
    alt = re.search(r"!\[(.*?)\]\(\.readme/squeeze\.png\)", (ROOT / "README.md").read_text())
    outputs = [o for c in nbformat.read(LESSON, 4).cells for o in c.get("outputs", [])]
    shown = [o["data"]["text/html"] for o in outputs if "text/html" in o.get("data", {})]
    assert alt is not None
    assert any(
        base64.b64encode(png).decode() in html and alt[1] in unescape(html) for html in shown
    )
