"""The probe says what was seen, not what was wished."""

import os
import tempfile
from pathlib import Path

import pytest
from a_child import locked

from autograder.environment import CommandFailed
from autograder.grading import nursery
from autograder.grading.nursery import NoProcess, Nursery
from autograder.grading.side import Side
from autograder.sandbox import kernel, landlock, limits, lock, seccomp
from autograder.sandbox import probe as module
from autograder.sandbox.layers import chosen
from autograder.sandbox.probe import probe
from autograder.sandbox.settings import Settings

ALL = ("limits", "namespaces", "landlock", "seccomp")


@pytest.fixture
def everything():
    missing = locked(lambda: None).missing if kernel.LINUX else ["this is not Linux"]
    if missing:
        pytest.skip("not on this machine: " + "; ".join(missing))


@pytest.mark.parametrize(
    ("wished", "level", "name"),
    [
        (ALL, 2, "contained"),
        (("limits", "landlock", "seccomp"), 1, "restricted"),
        (("limits", "namespaces", "seccomp"), 2, "contained"),  # the view alone hides the files
        (("limits", "namespaces"), 0, "limits"),  # it can fork
        (("limits", "seccomp"), 0, "limits"),  # it can read
        (("limits",), 0, "limits"),
        ((), -1, "no limits"),
    ],
)
def test_the_level_is_what_the_child_was_refused(everything, wished, level, name):
    seen = probe(wished)
    assert (seen.level, seen.name) == (level, name)
    assert (seen.layers, seen.missing, seen.advice) == (list(wished), [], "")


@pytest.mark.parametrize(
    ("broken", "layer", "level"),
    [
        ((landlock, "apply"), "landlock", 0),
        ((seccomp, "apply"), "seccomp", 0),
        ((limits, "_bound"), "limits", -1),
    ],
)
def test_a_layer_that_says_it_is_in_force_and_does_nothing_is_found_out(
    everything, monkeypatch, broken, layer, level
):
    monkeypatch.setattr(*broken, lambda *_: None)
    wished = ("limits", "landlock", "seccomp")
    seen = probe(wished)
    assert seen.level == level
    assert layer in seen.missing
    assert layer not in seen.layers
    assert seen.advice


@pytest.fixture
def refuse(monkeypatch):
    def refuse(door, *names):
        real = getattr(kernel, door)

        def refusing(name, *arguments):
            if name in names:
                raise OSError(1, "refused by a test")
            return real(name, *arguments)

        monkeypatch.setattr(kernel, door, refusing)

    return refuse


@pytest.mark.parametrize("call", ["unshare", "pivot_root"])
def test_a_machine_that_refuses_namespaces_is_at_level_1_and_told_why(everything, refuse, call):
    refuse("libc", call)
    seen = probe()
    assert (seen.level, seen.missing) == (1, ["namespaces"])
    assert "sysctl kernel.apparmor_restrict_unprivileged_userns=0" in seen.advice


def test_a_private_folder_among_the_readable_ones_is_found_out(everything):
    inside = Path(os.__file__).parent
    seen = probe(ALL, [inside])
    assert seen.level == 0
    assert "Move it out" in seen.advice
    with tempfile.TemporaryDirectory() as outside:
        assert probe(ALL, [Path(outside)]).level == 2


@pytest.mark.parametrize(
    ("wished", "level"), [(ALL, 2), (("limits", "landlock", "seccomp"), 1), (("limits",), 0)]
)
def test_a_python_that_a_locked_in_child_cannot_read_is_no_level(
    everything, monkeypatch, wished, level
):
    """As where root grades with a Python in somebody's home."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        (home / "python").mkdir(parents=True)
        real = module.readable()
        monkeypatch.setattr(module, "readable", lambda: [*real, str(home / "python")])
        assert probe(wished).level == level
        if os.geteuid():
            (home / "python").chmod(0)
        else:
            os.chown(home, 12345, 12345)
            home.chmod(0o700)
        seen = probe(wished)
        (home / "python").chmod(0o700)
        assert (seen.level, seen.layers) == (-1, [])
        assert seen.advice.startswith(f"Locked in, nobody can read {home}/python")


def test_a_child_that_says_nothing_is_no_level(monkeypatch):
    monkeypatch.setattr(module, "_try_all", lambda *_: None)
    assert probe(lock.LAYERS).level == -1


def test_every_layer_has_its_advice():
    assert set(module.ADVICE) == {*lock.LAYERS, "user"}
    assert {layer for some in module.REFUSALS for layer in some.values()} == set(lock.LAYERS)


def test_nothing_is_left_of_a_probe():
    before = sorted(os.listdir("/proc/self/fd")) if kernel.LINUX else []
    probe()
    assert before == (sorted(os.listdir("/proc/self/fd")) if kernel.LINUX else [])
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_run_wishes_only_for_what_the_machine_has(everything, refuse, capsys):
    assert chosen("auto") == chosen("required") == ALL
    assert chosen("off", trust=bool)[0] == "limits"
    refuse("libc", "unshare")
    layers = chosen("auto")
    assert layers == ("limits", "landlock", "seccomp")
    assert "level 1: restricted, without namespaces." in capsys.readouterr().err
    with Nursery(layers) as warm, Side(warm, Settings()) as side:
        assert side.run("1 + 1")["error"] is None
        assert side.locked == list(layers)
    with pytest.raises(CommandFailed, match=r"--isolation required wants 2. Namespaces need"):
        chosen("required")
    refuse("syscall", "landlock_create_ruleset")
    with pytest.raises(
        CommandFailed,
        match=r"--isolation auto wants 1. .*own work can be graded",
    ):
        chosen("auto")
    assert chosen("off", trust=bool)[0] == "limits"


@pytest.mark.parametrize(
    ("many", "why"), [(5000, "could not start: .*No space left"), (10_000, "could not start")]
)
def test_a_warm_process_that_cannot_move_in_says_why(everything, monkeypatch, many, why):
    with tempfile.TemporaryDirectory() as folder:
        paths = [f"{folder}/{number}" for number in range(many)]  # more than the new root holds
        for path in paths:
            Path(path).touch()
        monkeypatch.setattr(nursery, "readable", lambda: paths)
        with Nursery(ALL) as warm, pytest.raises(NoProcess, match=why):
            warm.fork()
