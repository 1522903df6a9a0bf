"""What a submission could do to others by means that look harmless, at every level of isolation.

A file need not be opened to write to be changed, and reading one can hold up whoever reads it next;
the line itself could be asked who is at its other end. At level 0 the user's files lie open, and
nothing of this is kept from a submission.
"""

# ruff: noqa: E501 - an attack is a line

import os
import re
from pathlib import Path

import numpy as np
import pytest
from a_room import RIGHT, WRONG, attacked, harmless, is_level_0

START = """\
import colorsys, ctypes, fcntl, os, signal, socket, struct, threading
import numpy as np
C = ctypes.CDLL(None, use_errno=True)
def well(answer):
    if answer < 0: raise OSError(ctypes.get_errno(), "")
def line():
    for number in range(3, 64):
        try: return socket.socket(fileno=os.dup(number))
        except OSError: pass
"""
TRY = """\
try:
    {what}
    print("GO" "T", {name!r})
except OSError as error:
    print("REFUSED")
"""
REFUSED = {
    "closing the gradebook": "os.chmod('{book}', 0)",
    "opening it to all": "os.chmod('{book}', 0o666)",
    "dating it back": "os.utime('{book}', (1, 1))",
    "giving it away": "os.chown('{book}', 1, 1)",
    "a mark on it": "os.setxattr('{book}', 'user.mallory', b'1')",
    "emptying it": "os.truncate('{book}', 0)",
    "emptying it, opened to read": "os.open('{book}', os.O_RDONLY | os.O_TRUNC)",
    "emptying it, opened for nothing": "os.open('{book}', 3 | os.O_TRUNC)",
    "closing a folder": "os.chmod(os.path.dirname('{book}'), 0)",
    "closing numpy": "os.fchmod(os.open(np.__file__, 0), 0)",
    "emptying numpy": "os.open(np.__file__, os.O_RDONLY | os.O_TRUNC)",
    "a mark on numpy": "os.setxattr(np.__file__, 'user.mallory', b'1')",
    "a file that nobody may change any more": "fcntl.ioctl(os.open(np.__file__, 0), 0x40086602, struct.pack('l', 16))",
    "a module that others wait for": "fcntl.fcntl(os.open(colorsys.__file__, 0), 1024, fcntl.F_WRLCK)",
    "a look at what others open": "well(C.inotify_init1(0))",
    "a signal when they do": "fcntl.fcntl(os.open(os.path.dirname(np.__file__), 0), 1026, 1)",
    "the process at the other end": "line().getsockopt(1, 77, 4)",
    "the group of number 1": "os.setpgid(0, 1)",
    "stopping number 1": "os.kill(1, signal.SIGSTOP)",
    "memory that others see": "well(C.shm_open(b'/mallory', 66, 0o666))",
    "a page that is broken": "well(C.madvise(ctypes.c_void_p(id(np) >> 12 << 12), ctypes.c_size_t(4096), 100))",
    "another priority": "os.nice(-5)",
    "another user": "os.setgroups([0])",
}


def state(path):
    seen = path.stat()
    return seen.st_mode, seen.st_uid, seen.st_mtime, seen.st_size, os.listxattr(path)


def test_no_file_and_no_process_of_others_is_changed_or_held(any_room):
    if is_level_0(any_room.layers):
        pytest.skip("level 0 keeps no file from a submission")
    book = any_room.folder / "gradebook.db"
    files = [book, book.parent, Path(np.__file__)]
    before = [state(path) for path in files]
    tries = [TRY.format(what=what, name=name) for name, what in REFUSED.items()]
    source = (START + "".join(tries)).replace("{book}", str(book))
    seen = attacked(any_room, WRONG, before=source)
    assert not re.findall(r"GOT [\w ,]+", seen.shown)
    assert seen.shown.count("REFUSED") == len(REFUSED)
    assert [state(path) for path in files] == before


USED_UP = {
    "open files": "try:\n    while True: os.dup(1)\nexcept OSError: pass",
    "signals that wait": "signal.pthread_sigmask(signal.SIG_BLOCK, [34])\nwhile C.sigqueue(os.getpid(), 34, 0) == 0: pass",
    "clocks": "while C.timer_create(1, None, ctypes.byref(ctypes.c_void_p())) == 0: pass",
    "threads": "threading.stack_size(65536)\ntry:\n    for _ in range(400): threading.Thread(target=signal.pause).start()\nexcept RuntimeError: pass",
    "locks on all modules": "import sys\nfor m in list(sys.modules.values()):\n    try: fcntl.flock(os.open(m.__file__, 0), 2)\n    except (AttributeError, TypeError, OSError): pass",
    "its folder": "try:\n    for n in range(99): open(f'/tmp/{n}', 'wb').write(bytes(900_000))\nexcept OSError: pass",
}
NEEDS = """\
import fcntl, os, threading
for _ in range(20): threading.Thread(target=int).start()
kept = [open(os.devnull, "w") for _ in range(20)]
import colorsys
fcntl.flock(os.open(colorsys.__file__, os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)
"""


@pytest.mark.parametrize("what", USED_UP)
def test_what_one_uses_up_the_next_one_has(room, what):
    attacked(room, WRONG, before=START + USED_UP[what])
    seen = harmless(room, before=NEEDS)
    assert "'error'" not in seen.shown, seen.shown


TEXTS = {
    "minus a hundred thousand times": "x = " + "-" * 100_000 + "1",
    "a name with as many dots": "x = a" + ".b" * 100_000,
    "brackets in brackets": "x = " + "(" * 5000 + "1" + ")" * 5000,
    "as many functions without a name": "x = " + "lambda:" * 20_000 + "1",
    "a name of a million letters": "x" * 10**6 + " = 1",
    "no letter at all": "x = 1\x00",
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_that_python_chokes_on_costs_its_own_cell(room, text):
    """We read it too: for the names that it defines, and for shortcuts."""
    attacked(room, WRONG, before=TEXTS[text])


HONEST = {
    "a long sum": "x = " + "+ ".join(["1"] * 500),
    "a copy of an own file": "import shutil\nopen('a', 'w').write('x'); shutil.copy('a', 'b'); open('b').read()",
    "an own file, emptied and dated": "import os\nopen('a', 'w').write('x'); os.truncate('a', 0); os.utime('a')",
    "asking what a stream is": "import sys\nsys.stdout.isatty()\nimport shutil; shutil.get_terminal_size()",
    "a pair of connected streams": "import socket\na, b = socket.socketpair(); a.setblocking(False); b.sendall(b'x'); a.recv(1)",
    "a copy of a descriptor": "import fcntl, os\nos.close(fcntl.fcntl(os.dup(1), fcntl.F_DUPFD_CLOEXEC, 9))",
}


@pytest.mark.parametrize("case", HONEST)
def test_honest_work_of_the_same_kind_is_not_punished(room, case):
    seen = harmless(room, RIGHT, before=HONEST[case])
    assert "'error'" not in seen.shown, seen.shown
