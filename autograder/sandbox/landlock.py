"""Landlock: a process gives up, for good, every right on files but those that it names.

No privilege is needed. Each version of the kernel's interface knows more rights; what a version
does not know it does not refuse, and the other layers stand behind it.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import struct
from collections.abc import Iterable

from autograder.sandbox import kernel

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REMOVE_DIR, REMOVE_FILE = 1 << 4, 1 << 5
MAKE_DIR, MAKE_REG, MAKE_SYM, REFER, TRUNCATE = 1 << 7, 1 << 8, 1 << 12, 1 << 13, 1 << 14

READ = EXECUTE | READ_FILE | READ_DIR
CHANGE = WRITE_FILE | TRUNCATE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_SYM | REFER
OF_A_FILE = EXECUTE | READ_FILE | WRITE_FILE | TRUNCATE

# Rights on files that each version knows: all bits below this one.
KNOWN = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
TCP = 0b11  # bind and connect, from version 4
SCOPES = 0b11  # abstract sockets and signals of processes outside, from version 6
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")


def version() -> int:
    """The kernel's version of Landlock; OSError where it has none or it is switched off."""
    return kernel.syscall("landlock_create_ruleset", None, 0, 1)


def apply(readable: Iterable[str], scratch: str = "") -> None:
    """Read and load from `readable`, change things in `scratch`, and nothing else.

    What is not there needs no rule.
    """
    abi = version()
    known = (1 << KNOWN[min(abi, 5)]) - 1
    attributes = struct.pack("=Q", known)
    if abi >= 4:
        attributes += struct.pack("=Q", TCP)
    if abi >= 6:
        attributes += struct.pack("=Q", SCOPES)
    buffer = ctypes.create_string_buffer(attributes, len(attributes))
    rules = kernel.syscall("landlock_create_ruleset", buffer, len(attributes), 0)
    try:
        for path in readable:
            _allow(rules, path, READ & known)
        for path in DEVICES:
            _allow(rules, path, (READ_FILE | WRITE_FILE) & known)
        if scratch:
            _allow(rules, scratch, (READ_FILE | READ_DIR | CHANGE) & known)
        kernel.no_new_privileges()
        kernel.syscall("landlock_restrict_self", rules, 0)
    finally:
        os.close(rules)


def _allow(rules: int, path: str, rights: int) -> None:
    """Add a rule for a folder and all below it, or for one file."""
    with contextlib.suppress(FileNotFoundError):
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            if not os.path.isdir(path):
                rights &= OF_A_FILE
            rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, place), 12)
            kernel.syscall("landlock_add_rule", rules, 1, rule, 0)
        finally:
            os.close(place)
