"""What .github says is true: each command runs as it is written there, each hook does its work."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest
import yaml
from test_house import LINTERS, ROOT, tracked

LESSON = "notebooks/02_perceptron/02_perceptron.ipynb"
PAGES = sorted((ROOT / ".github").glob("*.md"))
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()[1].removeprefix("#")
SEEN_ELSEWHERE = {
    "python3 -m autograder setup",  # in a fresh clone, among the slow tests of the environment
    "python3 -m autograder test",  # just now
    LOCK.strip(),  # needs a network; requirements.txt says itself that this has written it
    *(f".venv/bin/python -m {words}" for words in ("ruff check", "ruff format --check", "mypy")),
}
# A command of ours, without the look at the environment that comes before it.
DOOR = """\
import sys
from autograder.commands import parse
module, args = parse(sys.argv[1], sys.argv[2:])
sys.exit(module.run(args))
"""


def commands():
    blocks = [
        block
        for page in PAGES
        for block in re.findall(r"^```\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)
    ]
    return [line for block in blocks for line in block.splitlines()]


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A copy of all that is tracked, where a command may write."""
    folder = tmp_path_factory.mktemp("clone")
    for name in tracked():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def test_the_pages_are_there_and_have_commands():
    assert [page.name for page in PAGES] == ["CONTRIBUTING.md", "SECURITY.md"]
    assert set(commands()) > SEEN_ELSEWHERE


@pytest.mark.parametrize("command", [c for c in commands() if c not in SEEN_ELSEWHERE])
def test_a_command_of_the_pages_runs_as_it_is_written(command, clone):
    words = shlex.split(command)
    assert words[:3] == ["python3", "-m", "autograder"]
    done = subprocess.run(
        [sys.executable, "-c", DOOR, *words[3:]],
        cwd=clone,
        env={**os.environ, "NNLIB_COURSE_VENV": sys.prefix},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


# The hooks


HOOKS = {
    hook["id"]: shlex.split(hook["entry"])
    for repo in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    for hook in repo["hooks"]
}


def verdict(hook, cwd, *files):
    """What a hook ends with, on some files, in a clone."""
    python, *words = HOOKS[hook]
    assert python == ".venv/bin/python"
    if words[:2] == ["-m", "autograder"]:
        words[:2] = ["-c", DOOR]
    command = [sys.executable, *words, *files]
    return subprocess.run(command, cwd=cwd, capture_output=True, check=False).returncode


def test_every_hook_is_local_and_lets_pass_what_is_here():
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    assert verdict("lint", ROOT, "nnlib/mlp.py") == 0
    assert verdict("format", ROOT, "nnlib/mlp.py") == 0
    assert HOOKS["types"][1:] == ["-m", *LINTERS["mypy"]]
    assert verdict("lessons", ROOT, LESSON) == 0
    assert verdict("book", ROOT) == 0


def test_a_hook_refuses_what_is_broken(clone):
    (clone / "nnlib" / "broken.py").write_text("import os\ndef size( x ): return x\n")
    assert verdict("lint", clone, "nnlib/broken.py") == 1
    assert verdict("format", clone, "nnlib/broken.py") == 1
    lesson = json.loads((clone / LESSON).read_text(encoding="utf-8"))
    (clone / LESSON).write_text(json.dumps(lesson, indent=3), encoding="utf-8")
    assert verdict("lessons", clone, LESSON) == 1
    (clone / "notebooks" / "COVERAGE.md").write_text("nothing yet\n")
    assert verdict("book", clone) == 1
