"""System calls that Python has no words for, by ctypes, each failure an OSError that names it.

On a machine that is not Linux every call fails with ENOSYS, like on a kernel that is too old.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import re
import sys

LINUX = sys.platform == "linux"
MACHINE = platform.machine()
BIT64 = sys.maxsize > 1 << 32

# Calls newer than 2019 have the same numbers everywhere; of the older ones we need one.
NUMBERS = {
    "open_tree": 428,
    "move_mount": 429,
    "mount_setattr": 442,
    "landlock_create_ruleset": 444,
    "landlock_add_rule": 445,
    "landlock_restrict_self": 446,
    "seccomp": {"x86_64": 317, "aarch64": 277}.get(MACHINE, -1),
}
MACHINES = ("x86_64", "aarch64", "riscv64", "ppc64le", "s390x", "loongarch64")

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP = 1, 4, 24
PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 38, 47, 4

_libc = ctypes.CDLL(None, use_errno=True) if LINUX else None


def version() -> tuple[int, ...]:
    """The first two numbers of the kernel's version."""
    return tuple(int(number) for number in re.findall(r"\d+", platform.release())[:2])


def libc(name: str, *arguments: int | bytes | ctypes.Array[ctypes.c_char] | None) -> int:
    """Call a function of the C library; whole numbers travel as long."""
    if _libc is None:
        raise OSError(errno.ENOSYS, f"{name}: not on this system")
    plain = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    function = getattr(_libc, name)  # kept by ctypes, unlike _libc[name]
    function.restype = ctypes.c_long if name == "syscall" else ctypes.c_int
    result: int = function(*plain)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def syscall(name: str, *arguments: int | bytes | ctypes.Array[ctypes.c_char] | None) -> int:
    """A system call that the C library has no function for."""
    if MACHINE not in MACHINES or not BIT64:
        raise OSError(errno.ENOSYS, f"{name}: its number is not known on {MACHINE}")
    try:
        return libc("syscall", NUMBERS[name], *arguments)
    except OSError as error:
        raise OSError(error.errno, f"{name}: {os.strerror(error.errno or 0)}") from None


def prctl(option: int, value: int = 0, third: int = 0) -> int:
    """Set a property of this process."""
    return libc("prctl", option, value, third, 0, 0)


def no_new_privileges() -> None:
    """From here on no program that is started can have more rights; both filters ask for it."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def drop_capabilities() -> None:
    """Give up every power of root, for good."""
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    number = 0
    try:
        while True:
            prctl(PR_CAPBSET_DROP, number)
            number += 1
    except OSError as error:
        # EINVAL: that was the last; EPERM: we never had the power to drop them, nor to use them.
        if error.errno not in (errno.EINVAL, errno.EPERM):
            raise
    version_3 = (0x20080522).to_bytes(4, sys.byteorder) + bytes(4)
    libc("capset", ctypes.create_string_buffer(version_3), ctypes.create_string_buffer(24))
