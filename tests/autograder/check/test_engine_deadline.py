"""A call that does not come back is interrupted, and nothing else is."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from autograder.check import deadline
from autograder.check.calling import Here
from autograder.check.deadline import Watcher
from autograder.check.exercise import Endless


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "SECONDS", 0.2)


def loop(seconds: float) -> float:
    """Python that could be interrupted at any moment; how long it ran."""
    start = time.monotonic()
    while time.monotonic() < start + seconds:
        pass
    return time.monotonic() - start


def test_a_loop_that_never_ends_is_interrupted_in_its_time() -> None:
    with Watcher() as watcher:
        start = time.monotonic()
        with pytest.raises(Endless), watcher.call():
            loop(60)
        assert 0.2 <= time.monotonic() - start < 30


def test_a_loop_that_catches_the_first_interruption_meets_the_next() -> None:
    caught: list[int] = []

    def stubborn() -> None:
        while len(caught) < 3:
            try:
                loop(60)
            except Endless:
                caught.append(1)
        loop(60)

    with Watcher() as watcher, pytest.raises(Endless), watcher.call():
        stubborn()
    assert len(caught) == 3


def test_a_call_in_time_and_the_time_between_two_calls_are_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deadline, "SECONDS", 1.0)
    with Watcher() as watcher:
        for _ in range(2):
            with watcher.call():
                loop(0.02)
            loop(1.2)


def test_what_follows_an_interrupted_call_is_left_alone() -> None:
    with Watcher() as watcher:
        for _ in range(2):
            with pytest.raises(Endless), watcher.call():
                loop(2)
            loop(0.3)
            with watcher.call():
                loop(0.02)


class Planted(Watcher):
    """Notes when it would interrupt, and uproots nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.planted = self.uprooted = 0

    def _plant(self) -> None:
        self.planted += 1
        self._planted = True

    def _uproot(self) -> None:
        self.uprooted += 1
        self._planted = False


def test_what_was_planted_is_uprooted_once_and_only_then(monkeypatch: pytest.MonkeyPatch) -> None:
    with Planted() as watcher:
        monkeypatch.setattr(deadline, "SECONDS", 600.0)
        with watcher.call():
            pass
        assert (watcher.planted, watcher.uprooted) == (0, 0)
        monkeypatch.setattr(deadline, "SECONDS", 0.2)
        with watcher.call():
            until = time.monotonic() + 60
            while not watcher.planted and time.monotonic() < until:
                loop(0.01)
        planted = watcher.planted
        assert planted
        assert watcher.uprooted == 1
        monkeypatch.setattr(deadline, "SECONDS", 600.0)
        with watcher.call():
            loop(0.02)
        assert (watcher.planted, watcher.uprooted) == (planted, 1)


def test_uprooting_leaves_nothing_that_could_still_be_raised() -> None:
    watcher = Watcher()
    for _ in range(20):
        watcher._uproot()
        assert not watcher._planted
        loop(0.001)


def test_a_planted_exception_is_known_to_be_one() -> None:
    watcher = Watcher()
    with pytest.raises(Endless):
        plant_and_wait(watcher)
    assert watcher._planted


def plant_and_wait(watcher: Any) -> None:
    watcher._plant()
    loop(2)


def test_the_watcher_does_not_outlive_its_check_nor_hold_python_open() -> None:
    before = set(threading.enumerate())
    with Watcher() as watcher:
        assert set(threading.enumerate()) == before  # nothing to watch yet
        with watcher.call():
            (mine,) = set(threading.enumerate()) - before
        with watcher.call():
            assert set(threading.enumerate()) - before == {mine}
        assert mine.daemon
    mine.join(timeout=30)
    assert not mine.is_alive()


@pytest.mark.skipif(not hasattr(time, "pthread_getcpuclockid"), reason="the wall's clock alone")
def test_a_call_that_waits_longer_than_it_may_work_is_left_alone() -> None:
    with Watcher() as watcher, watcher.call():
        time.sleep(0.6)


def test_a_call_that_waits_for_ever_is_interrupted_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deadline, "PATIENCE", 2)

    def waits() -> None:
        for _ in range(600):
            time.sleep(0.1)

    with Watcher() as watcher, pytest.raises(Endless), watcher.call():
        waits()


def test_what_a_function_imports_is_there_before_its_clock_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "slow_to_come.py").write_text("sum(range(30_000_000))\nANSWER = 42\n")
    monkeypatch.syspath_prepend(tmp_path)

    def answer() -> int:
        import slow_to_come  # type: ignore[import-not-found]

        return int(slow_to_come.ANSWER)

    with Watcher() as watcher:
        assert Here(answer, [], watcher.call).call(()).answer == 42


def test_an_import_that_fails_is_told_by_the_call() -> None:
    def answer() -> None:
        import no_such_module_at_all  # type: ignore[import-not-found]  # noqa: F401

    with Watcher() as watcher:
        raised = Here(answer, [], watcher.call).call(()).raised
    assert raised is not None
    assert raised[0] == "ModuleNotFoundError"
