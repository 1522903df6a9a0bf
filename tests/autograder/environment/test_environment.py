"""The set-up, with stand-ins for its slow steps; whole and real once, among the slow tests."""

import ast
import importlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
import tomllib
import types
import venv as standard_venv
from pathlib import Path

import pytest

import autograder
from autograder import __main__ as door
from autograder.commands import COMMANDS, needs, overview, parse
from autograder.environment import install, wanted
from autograder.environment import venv as environment

ROOT = environment.ROOT


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A clone in a folder with a space and an accent, where making an environment takes no time."""
    root = tmp_path / "my cloné"
    root.mkdir()
    for name in ("requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, root)
    stand_in = types.SimpleNamespace(root=root, made=0, added=[])

    def fill(venv, pins, loose):
        if not venv.exists():
            standard_venv.create(venv, with_pip=False, symlinks=os.name == "posix")
            stand_in.made += 1
        stand_in.added.append([wanted.name_of(requirement) for requirement in [*pins, *loose]])

    monkeypatch.setattr(environment, "ROOT", root)
    monkeypatch.setattr(wanted, "ROOT", root)
    monkeypatch.setattr(environment, "fill", fill)
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


def test_a_word_that_is_nearly_a_command_is_answered_with_the_nearest_and_code_2(capsys):
    assert door.main(["strat"]) == 2
    assert "no command 'strat'; the nearest is start." in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["xyzzy"], ["--all"]])
def test_what_is_near_no_command_gets_the_overview_and_code_2(words, capsys):
    assert door.main(words) == 2
    assert "  start " in capsys.readouterr().err


def test_the_version_is_that_of_the_package(capsys):
    assert door.main(["--version"]) == 0
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert capsys.readouterr().out == f"{project['name']} {project['version']}\n"


@pytest.mark.parametrize("words", [["--help"], ["test", "--help"]])
def test_a_reader_who_has_seen_enough_ends_it_quietly(words):
    if os.name != "posix":
        pytest.skip("Windows has no such pipes")
    command = [sys.executable, "-m", "autograder", *words]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()  # as `head` does, before the first word comes
        assert process.stderr.read() == b""
    assert process.returncode in (0, 128 + 13)  # argparse minds it as little as we do


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
    def fill(venv, pins, loose):
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
    with (venv.parent / "requirements.txt").open("a") as file:
        file.write("numpy==2.4.5\n")


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
    monkeypatch.setattr(wanted, "ROOT", moved)
    assert environment.ensure()
    assert clone.made == 2


def test_a_set_up_that_was_killed_is_begun_again(clone, monkeypatch):
    def killed(venv, pins, loose):
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

    def slow(*words):
        time.sleep(0.2)
        quick(*words)

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


def test_a_learner_gets_what_a_learner_needs_and_the_tests_add_the_rest(clone):
    environment.ensure(needs("start"))
    environment.ensure(needs("test"))
    environment.ensure(needs("release"))
    learner, rest = map(set, clone.added)
    assert {"numpy", "matplotlib", "ipywidgets", "jupyterlab", "nbgrader"} <= learner
    assert {"sphinx", "latex2mathml", "pytest", "nbval", "mypy", "ruff", "scipy"} <= rest
    assert not learner & rest
    assert clone.made == 1


def test_an_extra_is_installed_once_and_kept_when_the_environment_is_made_anew(clone):
    environment.ensure(["browser"])
    environment.ensure(["browser"])
    assert ["playwright" in added for added in clone.added] == [True]
    _change_the_requirements(clone.root / ".venv")
    environment.ensure()
    assert ["playwright" in added for added in clone.added] == [True, True]


def test_an_environment_whose_set_up_was_killed_while_it_added_is_made_anew(clone, monkeypatch):
    def killed(*words):
        raise KeyboardInterrupt

    environment.ensure(["learn"])
    with monkeypatch.context() as patch:
        patch.setattr(environment, "fill", killed)
        with pytest.raises(KeyboardInterrupt):
            environment.ensure(["class"])
    environment.ensure(["learn"])
    assert clone.made == 2


def test_an_environment_to_which_nothing_could_be_added_serves_on(clone, monkeypatch):
    def fail(*words):
        raise environment.CommandFailed("there is no network")

    environment.ensure(["learn"])
    with monkeypatch.context() as patch:
        patch.setattr(environment, "fill", fail)
        with pytest.raises(environment.CommandFailed):
            environment.ensure(["class"])
        assert not environment.ensure(["learn"])
    environment.ensure(["class"])
    assert clone.made == 1
    assert "latex2mathml" in clone.added[-1]


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
    seen = types.SimpleNamespace(taken=[], broken=[], words=[])

    def run(venv, *command, tick):
        name = "uv" if command[0] == "uv" else command[2]
        seen.taken.append(name)
        seen.words.append(command)
        venv.mkdir(exist_ok=True)
        if name in seen.broken:
            raise install.CommandFailed(f"{name} is broken")

    monkeypatch.setattr(install, "_run", run)
    monkeypatch.setattr(shutil, "which", lambda name: "uv")
    return seen


def test_uv_makes_it_where_there_is_one(steps, tmp_path):
    install.fill(tmp_path / "venv", ["numpy==2.4.6"])
    assert steps.taken == ["uv", "uv"]


def test_pip_makes_it_where_there_is_no_uv(steps, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    install.fill(tmp_path / "venv", ["numpy==2.4.6"])
    assert steps.taken == ["venv", "pip"]


def test_pip_makes_it_where_uv_does_not_get_through(steps, tmp_path):
    steps.broken = ["uv"]
    install.fill(tmp_path / "venv", ["numpy==2.4.6"])
    assert steps.taken == ["uv", "venv", "pip"]


def test_nothing_is_left_where_neither_gets_through(steps, tmp_path):
    steps.broken = ["uv", "pip"]
    with pytest.raises(install.CommandFailed, match="pip is broken"):
        install.fill(tmp_path / "venv", ["numpy==2.4.6"])
    assert not (tmp_path / "venv").exists()


def test_what_was_there_is_left_where_adding_to_it_fails(steps, tmp_path):
    steps.broken = ["uv", "pip"]
    (tmp_path / "venv").mkdir()
    with pytest.raises(install.CommandFailed, match="pip is broken"):
        install.fill(tmp_path / "venv", ["numpy==2.4.6"])
    assert (tmp_path / "venv").exists()


def test_every_package_is_installed_once_and_each_step_says_what_and_how_many(
    steps, tmp_path, capsys, monkeypatch
):
    monkeypatch.setenv("COLUMNS", "72")
    pins = [f"p{n}==1" for n in range(18)]
    install.fill(tmp_path / "venv", pins, ["torch==2.13.0"])
    assert [word for step in steps.words for word in step if word in pins] == pins
    assert capsys.readouterr().out.splitlines() == [
        "  making an empty environment",
        "  0 of 18 are there; now p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, …",
        "  16 of 18 are there; now p16, p17",
        "  now torch, and what they need",
    ]


def test_the_clock_goes_on_while_a_step_takes_its_time(tmp_path):
    ticks = []
    install._run(
        tmp_path,
        *(sys.executable, "-c", "import time; time.sleep(1.5)"),
        tick=lambda: ticks.append("tick"),
    )
    assert ticks == ["tick"]


def test_a_step_does_not_outlive_a_set_up_that_is_stopped(tmp_path):
    def stop():
        raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        install._run(tmp_path, sys.executable, "-c", "import time; time.sleep(30)", tick=stop)
    assert time.monotonic() - began < 20


def test_the_last_words_of_a_step_that_fails_are_told(tmp_path):
    with pytest.raises(install.CommandFailed, match=r"the reason stands below.*\n  it is dark$"):
        install._run(tmp_path, sys.executable, "-c", "print('it is dark'); raise SystemExit(3)")


def test_a_full_disk_and_a_missing_network_are_called_by_their_names():
    assert "the disk is full" in install._sentence("[Errno 28] No space left on device")
    lines = "WARNING: Retrying: NewConnectionError\nERROR: No matching distribution found"
    told = install._sentence(lines)
    assert "there is no network" in told
    assert told.endswith("said:\n  ERROR: No matching distribution found")


# Whole and real


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
