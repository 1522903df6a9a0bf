"""The workflow that publishes the website runs commands that there are, with options they have."""

from __future__ import annotations

import re
import shlex

import pytest
import yaml
from test_house import ROOT

from autograder.commands import parse

WORKFLOW = ROOT / ".github" / "workflows" / "site.yml"
PINNED = re.compile(r"actions/[\w-]+@v\d+")


def jobs():
    return yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]


def steps():
    return [step for job in jobs().values() for step in job["steps"]]


def wrong(command):
    """What is wrong with a line that a workflow runs, or None."""
    words = shlex.split(command)
    if words[:3] != ["python3", "-m", "autograder"]:
        return "not a command of ours"
    try:
        _, args = parse(words[3], words[4:])
    except (ImportError, IndexError, SystemExit) as error:
        return f"not understood: {error}"
    return f"unknown: {args.passed_on}" if args.passed_on else None


def test_every_line_of_it_is_a_command_of_ours():
    lines = [line for step in steps() for line in step.get("run", "").splitlines()]
    assert lines[0] == "python3 -m autograder setup"
    assert {line: fault for line in lines if (fault := wrong(line))} == {}


@pytest.mark.parametrize("line", ["make html", "python3 -m autograder sight", "python3 -m pip"])
def test_a_line_that_is_none_is_seen(line):
    assert wrong(line)


def test_what_is_built_is_what_is_published():
    build = jobs()["build"]["steps"]
    (made,) = [step["run"] for step in build if "autograder site" in step.get("run", "")]
    _, args = parse("site", shlex.split(made)[4:])
    (given,) = [step["with"]["path"] for step in build if "upload-pages" in step.get("uses", "")]
    assert args.output == given
    assert jobs()["publish"]["needs"] == "build"


def test_it_uses_what_the_code_host_itself_gives_and_may_write_nothing_but_the_pages():
    assert [x["uses"] for x in steps() if "uses" in x and not PINNED.fullmatch(x["uses"])] == []
    told = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    assert told["permissions"] == {"contents": "read"}
    assert jobs()["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
