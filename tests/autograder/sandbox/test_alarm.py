"""What runs too long is stopped, by the clock that was asked for, and by none afterwards."""

import signal
import threading
import time

import pytest

from autograder.sandbox.alarm import Overdue, within

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="this system rings for nobody"
)
CLOCKS = [(signal.SIGALRM, signal.ITIMER_REAL), (signal.SIGPROF, signal.ITIMER_PROF)]


def work_on():
    while True:
        try:
            sum(range(100))
        except Exception:
            continue


@pytest.mark.parametrize("worked", [False, True])
def test_an_endless_loop_is_stopped_whatever_it_catches(worked):
    with pytest.raises(Overdue), within(0.05, worked=worked):
        work_on()


def test_who_only_waits_is_stopped_by_the_clock_on_the_wall_alone():
    with within(0.05, worked=True):
        time.sleep(0.2)
    with pytest.raises(Overdue), within(0.05):
        time.sleep(5)


@pytest.mark.parametrize("worked", [False, True])
def test_afterwards_nothing_is_left_of_it(worked):
    rung, clock = CLOCKS[worked]
    before = signal.getsignal(rung)
    with within(60, worked=worked):
        assert signal.getitimer(clock)[0] > 0
    assert (signal.getsignal(rung), signal.getitimer(clock)[0]) == (before, 0)


def test_in_another_thread_nobody_is_woken():
    seen = []

    def run():
        with within(60):
            seen.append(signal.getitimer(signal.ITIMER_REAL)[0])

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == [0]
