"""Messages between the two sides: a length, a head in JSON, and the raw bytes of the arrays.

Nothing is ever unpickled. The reader believes no length, waits no longer than it was told, and
takes no more than the limits allow; whatever is not exactly a message is a `Broken` one.
"""

from __future__ import annotations

import builtins
import json
import math
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

ERRORS = {  # those that both sides know by name
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, Exception)
}
LITTLE, PART = 1 << 15, 1 << 18  # bytes to ask for at once: usually, and where many are missing
SLACK = 0.05  # seconds that a deadline may be missed by: each new one costs a system call
DECODE = json.JSONDecoder().raw_decode
MILLION = 1_000_000
ENCODE = json.JSONEncoder(separators=(",", ":")).encode
LENGTHS = struct.Struct("!IQ")  # of the head, of all buffers together
TIME = struct.Struct("@ll")  # as the system takes it: seconds and microseconds


class Broken(Exception):
    """The other side is gone, or says what no side may say; the text tells which."""


class Late(Exception):
    """The other side did not read or answer in time."""


@dataclass(frozen=True)
class Limits:
    """How much one message may hold, in bytes."""

    head: int = 1_000_000
    buffers: int = 16_000_000  # the longest text of a cell has half of it


WITH_PICTURES = Limits(head=4_000_000)
Message = tuple[Any, list[bytes]]
Left = Callable[[], float]  # the seconds that are left until a deadline


class Line:
    """One end of the line; reads and writes end at a deadline, where they are given one."""

    def __init__(self, end: socket.socket, limits: Limits) -> None:
        self.end, self.limits = end, limits
        self.ahead = bytearray()  # what has come already of the next message
        self.waits = 0.0  # seconds after which the system wakes us; 0 is never
        end.settimeout(None)

    def send(self, head: Any, buffers: list[bytes], left: Left | None = None) -> None:
        """Say something, or `Late` where no seconds are left."""
        text = ENCODE([head, [len(b) for b in buffers]]).encode()
        size = sum(map(len, buffers))
        if len(text) > self.limits.head or size > self.limits.buffers:
            raise ValueError(f"it takes {len(text) + size:,} bytes, and that is too much")
        rest = memoryview(b"".join([LENGTHS.pack(len(text), size), text, *buffers]))
        while rest:
            self._hurry(left)
            rest = rest[self._waiting(self.end.send, rest) or 0 :]

    def receive(self, left: Left | None = None) -> Message:
        """The next message, or `Late` where no seconds are left."""
        head_size, buffer_size = LENGTHS.unpack(self._exactly(LENGTHS.size, left))
        if head_size > self.limits.head or buffer_size > self.limits.buffers:
            raise Broken(f"a message of {head_size + buffer_size:,} bytes")
        body = self._exactly(head_size + buffer_size, left)
        try:
            head, sizes = _read(body[:head_size])
            fits = all(type(size) is int and size >= 0 for size in sizes)
        except (ValueError, TypeError, RecursionError):
            raise Broken("a message that is not JSON") from None
        if not fits or sum(sizes) != buffer_size:
            raise Broken("a message whose lengths do not add up")
        ends = list(accumulate(sizes, initial=head_size))
        return head, [body[start:end] for start, end in pairwise(ends)]

    def close(self) -> None:
        self.end.close()

    def _exactly(self, size: int, left: Left | None) -> bytes:
        """That many bytes; memory grows with what has come, not with what was announced."""
        while (missing := size - len(self.ahead)) > 0:
            self._hurry(left)
            part = self._waiting(self.end.recv, PART if missing > LITTLE else LITTLE)
            if part == b"":
                raise Broken("the line was closed")
            self.ahead += part or b""
        got = bytes(self.ahead[:size])
        del self.ahead[:size]
        return got

    def _hurry(self, left: Left | None) -> None:
        """Have the system end the next wait at the deadline, or a little later."""
        seconds = 0.0
        if left is not None and (seconds := left()) <= 0:
            raise Late
        if not seconds <= self.waits <= seconds + SLACK:
            limit = TIME.pack(*divmod(math.ceil(seconds * MILLION), MILLION))
            for way in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                self.end.setsockopt(socket.SOL_SOCKET, way, limit)
            self.waits = seconds

    def _waiting(self, do: Callable[[Any], Any], what: Any) -> Any:
        """Send or receive; None where the system woke us."""
        try:
            return do(what)
        except BlockingIOError:
            return None
        except OSError as error:
            raise Broken(f"the line is cut ({error.strerror or error})") from None


def _read(text: bytes) -> Any:
    """JSON whose every text can be written as UTF-8: half a letter of UTF-16 becomes a "?"."""
    written = text.decode()
    read, end = DECODE(written)
    if end != len(written):
        raise ValueError("more than one value")
    if b"\\ud" not in text and b"\\uD" not in text:
        return read
    return json.loads(json.dumps(read, ensure_ascii=False).encode("utf-8", "replace"))
