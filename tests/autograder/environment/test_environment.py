"""The set-up, with stand-ins for its slow steps; whole and real once, among the slow tests."""

import ast
import importlib
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import threading
import time
import types
import venv as standard_venv
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import autograder
from autograder import __main__ as door
from autograder.commands import COMMANDS, lock, overview, parse
from autograder.environment import install
from autograder.environment import venv as environment

ROOT = environment.ROOT
REQUIREMENTS = (ROOT / "requirements.txt").read_text(encoding="utf-8")


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A clone in a folder with a space and an accent, where making an environment takes no time."""
    root = tmp_path / "my cloné"
    root.mkdir()
    (root / "requirements.txt").write_text("numpy==2.4.6\n")
    shutil.copy(ROOT / "pyproject.toml", root)
    stand_in = types.SimpleNamespace(root=root, made=0, added=[])

    def fill(venv):
        standard_venv.create(venv, with_pip=False, symlinks=os.name == "posix")
        stand_in.made += 1

    monkeypatch.setattr(environment, "ROOT", root)
    monkeypatch.setattr(environment, "fill", fill)
    monkeypatch.setattr(environment, "pip", lambda venv, *words: stand_in.added.append(words[3:]))
    monkeypatch.delenv("NNLIB_COURSE_VENV", raising=False)
    return stand_in


# The door


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_overview_can_be_run(command):
    module = importlib.import_module("autograder.commands." + command)
    assert callable(module.add_arguments)
    assert callable(module.run)
    assert command in overview()


def test_the_door_is_readable_to_python_3_7():
    ast.parse(Path(door.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_what_is_new_since_python_3_7_is_seen():
    with pytest.raises(SyntaxError):
        ast.parse("if (n := 3) > 2: pass", feature_version=(3, 7))


def test_an_old_python_is_told_which_one_is_needed(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))
    assert door.main(["start"]) == 1
    assert "Python 3.9, and the collection needs Python 3.11, 3.12 or" in capsys.readouterr().err


def test_an_unknown_command_gets_the_overview_and_code_2(capsys):
    assert door.main(["strat"]) == 2
    assert "  start " in capsys.readouterr().err


def test_a_wrong_option_is_refused_before_any_set_up(clone, capsys):
    with pytest.raises(SystemExit):
        door.main(["setup", "--exta", "torch"])
    assert "unknown: --exta" in capsys.readouterr().err
    assert clone.made == 0


def test_what_test_does_not_know_goes_on_to_pytest():
    _, args = parse("test", ["--all", "-k", "xor", "-x"])
    assert args.all
    assert args.passed_on == ["-k", "xor", "-x"]


def test_a_failure_is_one_sentence_and_code_1(clone, monkeypatch, capsys):
    def fill(venv):
        raise environment.CommandFailed("no road to the packages")

    monkeypatch.setattr(environment, "fill", fill)
    assert door.main(["setup"]) == 1
    assert capsys.readouterr().err == "setup: no road to the packages\n"


# When the environment is made


def test_a_second_run_makes_nothing(clone):
    assert environment.ensure()
    assert not environment.ensure()
    assert clone.made == 1


def test_the_clone_can_be_imported_from_anywhere(clone, tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", ROOT)
    monkeypatch.setenv("NNLIB_COURSE_VENV", str(tmp_path / "venv"))
    environment.ensure()
    code = "import nnlib, autograder; print(nnlib.__file__)"
    python = install.python(tmp_path / "venv")
    said = subprocess.run([python, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert Path(said.stdout.strip()) == ROOT / "nnlib" / "__init__.py"


def _lose_the_stamp(venv):
    (venv / environment.STAMP).unlink()


def _garble_the_stamp(venv):
    (venv / environment.STAMP).write_text('{"requirements": ')


def _break_the_python(venv):
    install.python(venv).unlink()


def _lose_the_configuration(venv):
    (venv / "pyvenv.cfg").unlink()


def _be_of_another_python(venv):
    stamp = json.loads((venv / environment.STAMP).read_text())
    (venv / environment.STAMP).write_text(json.dumps({**stamp, "python": "3.10"}))


def _change_the_requirements(venv):
    (venv.parent / "requirements.txt").write_text("numpy==2.4.5\n")


@pytest.mark.parametrize(
    "spoil",
    [
        _lose_the_stamp,
        _garble_the_stamp,
        _break_the_python,
        _lose_the_configuration,
        _be_of_another_python,
        _change_the_requirements,
    ],
)
def test_what_is_not_whole_is_made_anew(clone, spoil):
    environment.ensure()
    spoil(clone.root / ".venv")
    assert environment.ensure()
    assert clone.made == 2
    assert not environment.ensure()


def test_a_clone_that_has_moved_gets_a_new_environment(clone, monkeypatch):
    environment.ensure()
    moved = clone.root.rename(clone.root.with_name("elsewhere"))
    monkeypatch.setattr(environment, "ROOT", moved)
    assert environment.ensure()
    assert clone.made == 2


def test_a_set_up_that_was_killed_is_begun_again(clone, monkeypatch):
    def killed(venv):
        (venv / "half made").mkdir(parents=True)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(environment, "fill", killed)
        with pytest.raises(KeyboardInterrupt):
            environment.ensure()
    assert environment.ensure()
    assert not (clone.root / ".venv" / "half made").exists()
    assert not environment.ensure()


def test_two_set_ups_at_once_make_one_environment(clone, monkeypatch):
    if os.name != "posix":
        pytest.skip("there is no lock on Windows")
    quick = environment.fill

    def slow(venv):
        time.sleep(0.2)
        quick(venv)

    monkeypatch.setattr(environment, "fill", slow)
    both = [threading.Thread(target=environment.ensure) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert clone.made == 1


def test_a_folder_that_cannot_be_written_is_told(clone, monkeypatch):
    (clone.root / "a file").write_text("")
    monkeypatch.setenv("NNLIB_COURSE_VENV", str(clone.root / "a file" / "venv"))
    with pytest.raises(
        environment.CommandFailed, match=r"a file.*could not be made.*name a folder"
    ):
        environment.ensure()


def test_a_folder_of_somebody_else_is_left_alone(clone, monkeypatch):
    thesis = clone.root / "thesis" / "chapter1.tex"
    thesis.parent.mkdir()
    thesis.write_text("Once")
    monkeypatch.setenv("NNLIB_COURSE_VENV", str(thesis.parent))
    with pytest.raises(environment.CommandFailed, match="not an environment"):
        environment.ensure()
    assert thesis.read_text() == "Once"


def test_an_extra_is_installed_once_and_kept_when_the_environment_is_made_anew(clone):
    environment.ensure(["browser"])
    environment.ensure(["browser"])
    assert [added[0] for added in clone.added] == ["playwright==1.65.2"]
    _change_the_requirements(clone.root / ".venv")
    environment.ensure()
    assert [added[0] for added in clone.added] == ["playwright==1.65.2"] * 2


def test_an_unknown_extra_is_refused_with_the_known_ones(clone):
    with pytest.raises(environment.CommandFailed, match=r"'touch'; there are .*torch"):
        environment.ensure(["touch"])


def test_another_active_environment_does_not_come_along(tmp_path, monkeypatch):
    monkeypatch.setenv("VIRTUAL_ENV", "/elsewhere")
    monkeypatch.setenv("PYTHONHOME", "/elsewhere")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    variables = install.variables(tmp_path)
    assert "/elsewhere" not in variables.values()
    assert variables["VIRTUAL_ENV"] == str(tmp_path)
    assert variables["PATH"].startswith(str(install.path_in(tmp_path, "scripts")))


def test_jupyter_is_led_to_the_settings_of_the_course(tmp_path, monkeypatch):
    config = pytest.importorskip("traitlets.config")
    (tmp_path / "loader.py").write_text(environment.NBGRADER)
    monkeypatch.setattr(autograder, "__file__", str(tmp_path / "__init__.py"))
    load = config.PyFileConfigLoader(str(tmp_path / "loader.py")).load_config
    assert load() == {}
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "nbgrader_config.py").write_text(
        "get_config().CourseDirectory.root = 'here'\n"
    )
    assert load() == {"CourseDirectory": {"root": "here"}}


# How it is filled


@pytest.fixture
def steps(monkeypatch):
    """Record the steps of a set-up; those whose program is on the list of the broken fail."""
    seen = types.SimpleNamespace(taken=[], broken=[])

    def run(venv, *command):
        name = "uv" if command[0] == "uv" else command[2]
        seen.taken.append(name)
        venv.mkdir(exist_ok=True)
        if name in seen.broken:
            raise install.CommandFailed(f"{name} is broken")

    monkeypatch.setattr(install, "_run", run)
    monkeypatch.setattr(shutil, "which", lambda name: "uv")
    return seen


def test_uv_makes_it_where_there_is_one(steps, tmp_path):
    install.fill(tmp_path / "venv")
    assert steps.taken == ["uv", "uv"]


def test_pip_makes_it_where_there_is_no_uv(steps, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    install.fill(tmp_path / "venv")
    assert steps.taken == ["venv", "pip"]


def test_pip_makes_it_where_uv_does_not_get_through(steps, tmp_path):
    steps.broken = ["uv"]
    install.fill(tmp_path / "venv")
    assert steps.taken == ["uv", "venv", "pip"]


def test_nothing_is_left_where_neither_gets_through(steps, tmp_path):
    steps.broken = ["uv", "pip"]
    with pytest.raises(install.CommandFailed, match="pip is broken"):
        install.fill(tmp_path / "venv")
    assert not (tmp_path / "venv").exists()


def test_the_last_words_of_a_step_that_fails_are_told(tmp_path):
    with pytest.raises(install.CommandFailed, match=r"the reason stands below.*\n  it is dark$"):
        install._run(tmp_path, sys.executable, "-c", "print('it is dark'); raise SystemExit(3)")


def test_a_full_disk_and_a_missing_network_are_called_by_their_names():
    assert "the disk is full" in install._sentence("[Errno 28] No space left on device")
    lines = "WARNING: Retrying: NewConnectionError\nERROR: No matching distribution found"
    told = install._sentence(lines)
    assert "there is no network" in told
    assert told.endswith("said:\n  ERROR: No matching distribution found")


# requirements.txt


def test_the_generated_half_of_the_requirements_is_in_step():
    by_hand, generated = lock.split(REQUIREMENTS)
    assert lock.joined(by_hand, generated) == REQUIREMENTS


def test_a_pin_that_was_changed_by_hand_is_out_of_step():
    changed = REQUIREMENTS.replace("numpy==2.4.6", "numpy==2.4.5")
    by_hand, generated = lock.split(changed)
    assert lock.joined(by_hand, generated) != changed


@pytest.mark.parametrize(
    "line",
    ["torch==2.13.0+cpu", "torch @ file:///wheels/torch.whl", "--find-links wheels", "numpy>=2"],
)
def test_what_is_not_a_plain_pin_is_kept_out_of_the_requirements(line):
    with pytest.raises(lock.CommandFailed, match="not a plain pin"):
        lock.joined("numpy==2.4.6\n", line)


def needed_by(names):
    """All distributions that these need here, themselves too, by what is installed."""
    found, todo = set(), [Requirement(name) for name in names]
    while todo:
        requirement = todo.pop()
        key = (lock.name_of(requirement.name), frozenset(requirement.extras))
        if key in found:
            continue
        found.add(key)
        for text in importlib.metadata.requires(requirement.name) or []:
            other = Requirement(text)
            extras = ["", *requirement.extras]
            if not other.marker or any(other.marker.evaluate({"extra": e}) for e in extras):
                todo.append(other)
    return {name for name, _ in found}


def test_every_distribution_that_is_needed_is_pinned():
    pinned = [Requirement(line) for line in lock.pins(REQUIREMENTS)]
    here = [r for r in pinned if not r.marker or r.marker.evaluate()]
    by_hand, _ = lock.split(REQUIREMENTS)
    assert needed_by(lock.pins(by_hand)) == {lock.name_of(r.name) for r in here}
    assert len(pinned) == len({r.name for r in pinned})


@pytest.mark.slow
def test_a_fresh_clone_sets_itself_up_and_the_second_run_is_instant(tmp_path, monkeypatch):
    monkeypatch.delenv("NNLIB_COURSE_VENV", raising=False)
    clone = tmp_path / "a fresh clone"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    python = getattr(sys, "_base_executable", sys.executable)
    setup = [python, "-m", "autograder", "setup"]
    first = subprocess.run(setup, cwd=clone, capture_output=True, text=True)
    assert first.returncode == 0, first.stdout + first.stderr
    began = time.monotonic()
    second = subprocess.run(setup, cwd=clone, capture_output=True, text=True)
    assert second.stdout == f"The environment is ready: {clone / '.venv'}\n"
    assert time.monotonic() - began < 3
