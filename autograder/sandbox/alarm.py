"""Our own code gets so long and no longer: by the clock on the wall, or by the processor's."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from typing import Any

__all__ = ["Overdue", "within"]


class Overdue(BaseException):
    """It did not come to its end in time; no `except Exception` on the way stops this."""


@contextlib.contextmanager
def within(seconds: float, *, worked: bool = False) -> Iterator[None]:
    """An `Overdue` after so many seconds, wherever the system can be asked for an alarm.

    worked : only those count in which this process had a processor
    """
    main = threading.current_thread() is threading.main_thread()
    if not (main and hasattr(signal, "setitimer")):
        yield
        return
    clock, rung = (
        (signal.ITIMER_PROF, signal.SIGPROF) if worked else (signal.ITIMER_REAL, signal.SIGALRM)
    )

    def overdue(*_: Any) -> None:
        raise Overdue

    before = signal.signal(rung, overdue)
    signal.setitimer(clock, seconds)
    try:
        yield
    finally:
        signal.setitimer(clock, 0)
        signal.signal(rung, before)
