"""The probe says what was seen, not what was wished."""

import os
import tempfile
from pathlib import Path

import pytest
from a_child import locked

from autograder.grading import probe as module
from autograder.grading.inside import kernel, landlock, limits, lock, seccomp
from autograder.grading.probe import probe

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


def test_a_machine_that_refuses_namespaces_is_at_level_1_and_told_why(everything, monkeypatch):
    real = kernel.libc

    def refusing(name, *arguments):
        if name == "unshare":
            raise OSError(1, "refused by a test")
        return real(name, *arguments)

    monkeypatch.setattr(kernel, "libc", refusing)
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


def test_a_child_that_says_nothing_is_no_level(monkeypatch):
    monkeypatch.setattr(module, "_try_all", lambda *_: None)
    assert probe(lock.LAYERS).level == -1


def test_every_layer_has_its_advice():
    assert set(module.ADVICE) == set(lock.LAYERS)
    assert {layer for some in module.REFUSALS for layer in some.values()} == set(lock.LAYERS)


def test_nothing_is_left_of_a_probe():
    before = sorted(os.listdir("/proc/self/fd")) if kernel.LINUX else []
    probe()
    assert before == (sorted(os.listdir("/proc/self/fd")) if kernel.LINUX else [])
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
