"""A call that does not come back is interrupted, on every platform, as far as Python can.

One watcher serves all calls of a check. When a call is overdue it plants an exception into the
waiting thread, again and again until it is out, so that one `except: pass` inside the loop does
not save it. Two things cannot be interrupted from within the process: a call that stays inside
C, and an endless loop inside a `try` inside a loop.

What counts is the time that the processor gave to the call, where the system tells it: a busy
machine or a slow disk is nobody's endless loop. A call that only waits has ten times as long.

A browser has no threads. There nothing interrupts: the page hears of every call that begins, and
ends its Python when one does not come back.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from autograder.check.exercise import Endless

SECONDS = 3.0  # for one call; the slowest reference needs a few milliseconds
PATIENCE = 10  # times as long on the wall's clock, where the processor's can be read
GLANCE = 0.02  # how often the watcher looks
TOO_LATE = "It did not come back in time. Is there a loop that never ends?"
THREADS = sys.platform != "emscripten"


def calling(now: bool) -> None:
    """A call that nobody here can interrupt begins, or is over; a page puts its own here."""


class Watcher:
    """`with watcher.call():` around each call; `with watcher:` around all of them."""

    def __init__(self) -> None:
        self._thread = threading.get_ident()
        self._worked = _processor_time_of(self._thread)
        self._until: tuple[float, float] | None = None  # on the processor's clock, on the wall's
        self._planted = False
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._watching = False

    def __enter__(self) -> Watcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()

    @contextmanager
    def call(self) -> Iterator[None]:
        """The time in which one call may not come back; the first one wakes the watcher."""
        if not THREADS:
            calling(True)
        elif not self._watching:
            threading.Thread(target=self._watch, daemon=True).start()
            self._watching = True
        self._until = self._worked() + SECONDS, time.monotonic() + PATIENCE * SECONDS
        try:
            yield
        finally:
            with self._lock:
                self._until = None
            if self._planted:
                self._uproot()
            if not THREADS:
                calling(False)

    def _watch(self) -> None:
        while not self._stop.wait(GLANCE):
            with self._lock:
                if self._until is not None and self._overdue(*self._until):
                    self._plant()

    def _overdue(self, worked: float, waited: float) -> bool:
        return self._worked() > worked or time.monotonic() > waited

    def _plant(self) -> None:
        self._planted = True
        thread, error = ctypes.c_ulong(self._thread), ctypes.py_object(Endless)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, error)

    def _uproot(self) -> None:
        """Raise here what may have been planted and not yet raised.

        Planting nothing in its place would do too, but leaves Python 3.11 with a flag that sends
        it round and round at the next call under `sys.setprofile`.
        """
        try:
            self._plant()
            while True:
                pass
        except Endless:
            self._planted = False


def _processor_time_of(thread: int) -> Callable[[], float]:
    """A clock that runs while that thread works; the wall's where the system has no other."""
    if not THREADS or not hasattr(time, "pthread_getcpuclockid"):
        return time.monotonic
    clock = time.pthread_getcpuclockid(thread)
    return lambda: time.clock_gettime(clock)
