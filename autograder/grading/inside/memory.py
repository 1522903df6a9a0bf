"""Memory that both sides have: the arrays that a student's function is handed lie in it.

What becomes of them the trusted side sees for itself, whatever it is told over the line. Linux
alone has such memory; elsewhere, and in a container that refuses it, arrays go over the line, and
changes are what the student's process reports.
"""

from __future__ import annotations

import mmap
import os
import socket
import sys
import weakref
from typing import Any

import numpy as np

SIZE = 32 << 20  # bytes; what nobody has written to takes no room
GRAIN = 64  # arrays begin at multiples of it
MOST = 2000  # arrays of earlier calls that a student's process may say it keeps


class Memory:
    """The trusted side's view.

    laid : where arrays lie that their process may still hold, and how long each is
    """

    def __init__(self, end: socket.socket) -> None:
        """Make it, and give it to the process at the other end of a socket."""
        self.laid: dict[int, int] = {}
        self.top = 0
        self.view: mmap.mmap | None = None
        file = _made()
        if file is None:
            end.send(b".")
            return
        try:
            self.view = mmap.mmap(file, SIZE)
            socket.send_fds(end, [b"."], [file])
        finally:
            os.close(file)

    def lay(self, data: bytes) -> int | None:
        """Put the bytes of an array where nothing lies; None where there is no such memory."""
        if self.view is None or not data:
            return None
        place = self._free(len(data))
        self.view[place : place + len(data)] = data
        self.laid[place] = len(data)
        self.top = _up(place + len(data))
        return place

    def now(self, place: int, size: int) -> bytes:
        """What lies there now."""
        assert self.view is not None
        return self.view[place : place + size]

    def keep(self, live: Any) -> None:
        """Their process says which arrays it still holds; what it denies is written over."""
        held = [place for place in live[:MOST] if type(place) is int and place in self.laid]
        self.laid = {place: self.laid[place] for place in held}

    def close(self) -> None:
        if self.view is not None:
            self.view.close()
            self.view = None

    def _free(self, size: int) -> int:
        taken = sorted(self.laid.items())
        for place in (self.top, 0):  # the first room from here on, or from the beginning
            for begin, length in taken:
                if begin < place + size and place < begin + length:
                    place = _up(begin + length)
            if place + size <= SIZE:
                return place
        raise MemoryError


class Lent:
    """The student's side: arrays that lie in the memory that it was given."""

    def __init__(self, end: socket.socket) -> None:
        _, files, _, _ = socket.recv_fds(end, 1, 1)
        self.view = mmap.mmap(files[0], 0) if files else None  # all of it
        for file in files:
            os.close(file)
        self.held: dict[int, weakref.ref[Any]] = {}

    def array(self, place: int, dtype: np.dtype[Any], count: int) -> np.ndarray[Any, Any]:
        """The numbers from that place on."""
        assert self.view is not None
        flat = np.ndarray((count,), dtype, self.view, place)

        def gone(one: Any) -> None:
            if self.held.get(place) is one:
                del self.held[place]

        self.held[place] = weakref.ref(flat, gone)
        return flat

    def live(self) -> list[int]:
        """Where arrays lie that somebody here still holds, or a view of them."""
        return list(self.held)

    def holds(self, array: Any) -> bool:
        """Is that array, as it was handed over, in this memory?"""
        root = array.base if isinstance(array.base, np.ndarray) else array
        return self.view is not None and root.base is self.view


def _made() -> int | None:
    """The file of such a memory, whose size nobody can change; None where there is none."""
    if sys.platform != "linux":
        return None
    import fcntl

    try:
        file = os.memfd_create("arguments", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    except OSError:  # a container may refuse it
        return None
    os.ftruncate(file, SIZE)
    seals = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL
    fcntl.fcntl(file, fcntl.F_ADD_SEALS, seals)
    return file


def _up(place: int) -> int:
    return -(-place // GRAIN) * GRAIN
