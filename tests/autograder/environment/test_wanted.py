"""pyproject.toml and requirements.txt say one thing, and it is what is installed here."""

import importlib.metadata
import re
import subprocess
import sys
import sysconfig
import tomllib

import pytest
from packaging.requirements import Requirement

from autograder.environment import ROOT
from autograder.environment.wanted import PARTS, name_of, wanted

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REQUIREMENTS = (ROOT / "requirements.txt").read_text(encoding="utf-8")
# A name, an exact public version, perhaps a marker: no address, no path, no local build.
PIN = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; [\w.<>=!' ()]+)?")

# jsonschema does without it; importing it builds a grammar of addresses that no notebook holds.
SLOW = "rfc3987-syntax"


def pins(text):
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


def roots(parts):
    lists = PROJECT["optional-dependencies"]
    return [*PROJECT["dependencies"], *(root for part in parts for root in lists[part])]


def needed_by(requirements):
    """All distributions that these need here, themselves too, by what is installed.

    One is left out on purpose, with what it alone needs.
    """
    found, todo = set(), [Requirement(text) for text in requirements]
    while todo:
        requirement = todo.pop()
        key = (name_of(requirement.name), frozenset(requirement.extras))
        if key in found:
            continue
        found.add(key)
        for text in importlib.metadata.requires(requirement.name) or []:
            other = Requirement(text)
            extras = ["", *requirement.extras]
            if name_of(other.name) == SLOW:
                continue
            if not other.marker or any(other.marker.evaluate({"extra": e}) for e in extras):
                todo.append(other)
    return {name for name, _ in found}


def stray(text):
    return [line for line in pins(text) if not PIN.fullmatch(line)]


def test_every_line_of_the_requirements_is_a_plain_pin():
    assert stray(REQUIREMENTS) == []
    assert len(pins(REQUIREMENTS)) == len({name_of(pin) for pin in pins(REQUIREMENTS)})


@pytest.mark.parametrize(
    "line",
    ["torch==2.13.0+cpu", "torch @ file:///wheels/torch.whl", "--find-links wheels", "numpy>=2"],
)
def test_what_is_not_a_plain_pin_is_seen(line):
    assert stray(f"numpy==2.4.6\n{line}  # via us\n") == [line]


def out_of_step(text):
    pinned = {name_of(pin): Requirement(pin).specifier for pin in pins(text)}
    for root in map(Requirement, roots(PARTS)):
        versions = [one.version for one in pinned.get(name_of(root.name), ())]
        if not any(root.specifier.contains(version) for version in versions):
            yield root.name


def test_the_pins_are_what_the_lists_allow():
    assert list(out_of_step(REQUIREMENTS)) == []


def test_a_pin_that_is_too_old_or_missing_is_seen():
    text = re.sub(r"pytest==\S+", "pytest==2.0", REQUIREMENTS)
    text = re.sub(r"^nbval==.*\n", "", text, flags=re.M)
    assert list(out_of_step(text)) == ["pytest", "nbval"]


@pytest.mark.parametrize("many", range(len(PARTS) + 1))
def test_a_part_brings_all_that_it_needs_and_no_more(many):
    parts = PARTS[:many]
    listed, loose = wanted(parts)
    here = [r for r in map(Requirement, listed) if not r.marker or r.marker.evaluate()]
    assert {name_of(r.name) for r in here} == needed_by(roots(parts))
    assert loose == []


def test_reading_a_notebook_does_not_wait_for_a_grammar_of_addresses():
    code = "import nbformat, sys; assert not {'rfc3987_syntax', 'lark'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_extra_that_is_not_pinned_is_installed_as_it_is_listed():
    assert wanted(["torch"]) == (wanted([])[0], PROJECT["optional-dependencies"]["torch"])


WITHOUT = """\
import sys
from importlib.machinery import PathFinder
class Installed(PathFinder):
    @classmethod
    def find_spec(cls, name, *more):
        return None if name in {refused!r} else super().find_spec(name, *more)
sys.meta_path[sys.meta_path.index(PathFinder)] = Installed
from pathlib import Path
from autograder.commands import parse, start
start.prepare(Path({folder!r}))
for words in (["reset", "02", "--folder", {folder!r}], ["solution", "02", "--cell", "margin"]):
    module, args = parse(words[0], words[1:])
    assert module.run(args) == 0
import jupyterlab.labapp, nbgrader.server_extensions.validate_assignment
"""


def test_a_learner_gets_on_without_what_only_the_others_need(tmp_path):
    listed = [name_of(pin) for pin in wanted(PARTS[:1])[0]]
    # Only what is installed for itself: setuptools shows the packages inside of it as well.
    beside = sysconfig.get_path("purelib")
    installed = {name_of(x.name) for x in importlib.metadata.distributions(path=[beside])}
    refused = {
        module
        for module, owners in importlib.metadata.packages_distributions().items()
        if {name_of(owner) for owner in owners} <= installed - set(listed)
    }
    assert {"pytest", "sphinx", "scipy"} <= refused
    code = WITHOUT.format(refused=refused, folder=str(tmp_path / "mine"))
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
