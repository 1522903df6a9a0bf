"""The program that looks at system calls, run here step by step, for both kinds of machine."""

import errno
import re
from pathlib import Path

import pytest

from autograder.sandbox import seccomp
from autograder.sandbox.seccomp import ARCHITECTURES, CHANGES, REFUSED, WATCHED, program

ME = 7
THREAD = 0x3D0F00  # the flags with which a C library starts a thread
ALLOW, KILL = seccomp.ALLOW, seccomp.KILL
EPERM, ENOSYS = seccomp.ERRNO | errno.EPERM, seccomp.ERRNO | errno.ENOSYS
HEADERS = {
    "x86_64": ("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", r"__NR_(\w+)\s+(\d+)"),
    "aarch64": ("/usr/include/asm-generic/unistd.h", r"__NR(?:3264)?_(\w+)\s+(\d+)"),
}


def answer(machine, number, *arguments, architecture=None, private=True):
    """What the kernel would do on that call."""
    words = {seccomp.NUMBER: number, seccomp.ARCHITECTURE: architecture or ARCHITECTURES[machine]}
    for n, value in enumerate([*arguments, *6 * [0]][:6]):
        words[16 + 8 * n] = value & 0xFFFFFFFF
        words[20 + 8 * n] = value >> 32 & 0xFFFFFFFF
    steps, at, loaded = program(machine, ME, private), 0, 0
    while True:
        code, yes, no, constant = steps[at]
        at += 1
        if code == seccomp.LOAD:
            loaded = words[constant]
        elif code == seccomp.AND:
            loaded &= constant
        elif code == seccomp.RETURN:
            return constant
        else:
            tests = {
                seccomp.IF_EQUAL: loaded == constant,
                seccomp.IF_ABOVE: loaded > constant,
                seccomp.IF_BITS: bool(loaded & constant),
            }
            at += yes if tests[code] else no


CALLS = [
    ("clone", (THREAD,), ALLOW),
    ("clone", (17,), EPERM),
    ("clone", (0x4111,), EPERM),
    ("clone", (THREAD | 0x10000000,), EPERM),
    ("clone3", (), ENOSYS),
    ("kill", (ME, 9), ALLOW),
    ("kill", (0, 9), ALLOW),
    ("kill", (ME + (5 << 32), 9), ALLOW),  # the kernel takes the lower half too
    ("kill", (1, 9), EPERM),
    ("kill", (-1 & (1 << 64) - 1, 9), EPERM),
    ("tgkill", (ME, ME + 1, 9), ALLOW),
    ("tgkill", (1, ME, 9), EPERM),
    ("tkill", (1, 9), EPERM),
    ("rt_sigqueueinfo", (1, 9), EPERM),
    ("rt_tgsigqueueinfo", (ME, ME, 9), ALLOW),
    ("prlimit64", (0,), ALLOW),
    ("prlimit64", (1,), EPERM),
    ("prctl", (15,), ALLOW),
    ("prctl", (1, 0), EPERM),
    ("prctl", (4, 1), EPERM),
    ("fcntl", (3, 1), ALLOW),
    ("fcntl", (3, 1030, 3), ALLOW),
    ("fcntl", (3, 8, 1), EPERM),
    ("fcntl", (3, 1024, 1), EPERM),
    ("ioctl", (0, 0x5401), ALLOW),
    ("ioctl", (0, 0x5412), EPERM),
    ("ioctl", (0, 0x40086602), EPERM),  # the flags of a file
    ("getsockopt", (3, 1, 3), ALLOW),
    ("getsockopt", (3, 1, 77), EPERM),
    ("open", (0, 0o1000), ALLOW),
    ("socketpair", (1, 1), ALLOW),
    ("socketpair", (1, 1 | 0o2000000), ALLOW),
    ("socketpair", (1, 2), EPERM),
    ("socketpair", (2, 1), EPERM),
    ("sendto", (3, 1, 1, 0, 0), ALLOW),
    ("sendto", (3, 1, 1, 0, 0x7F0012345678), EPERM),
    ("sendto", (3, 1, 1, 0, 1 << 32), EPERM),
]


FLAGS = [  # of a file that is opened where the files in sight are the machine's own
    (0, ALLOW),
    (1 | 0o1100, ALLOW),
    (2 | 0o1000, ALLOW),
    (0o1000, EPERM),
    (3 | 0o1000, EPERM),  # neither to read nor to write
    (0o2001000, EPERM),
]


@pytest.mark.parametrize("machine", ARCHITECTURES)
@pytest.mark.parametrize(("name", "arguments", "expected"), CALLS)
def test_a_call_is_judged_by_its_argument(machine, name, arguments, expected):
    number = WATCHED[name][list(ARCHITECTURES).index(machine)]
    if number is not None:
        assert answer(machine, number, *arguments) == expected


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_without_a_view_of_its_own_no_file_is_changed_that_is_not_opened_to_write(machine):
    column = list(ARCHITECTURES).index(machine)
    for numbers in CHANGES.values():
        if numbers[column] is not None:
            assert answer(machine, numbers[column], private=True) == ALLOW
            assert answer(machine, numbers[column], private=False) == EPERM
    for flags, expected in FLAGS:
        openat, openat2 = WATCHED["openat"][column], WATCHED["openat2"][column]
        assert answer(machine, openat, 3, 0, flags, private=True) == ALLOW
        assert answer(machine, openat, 3, 0, flags, private=False) == expected
        assert answer(machine, openat2, 3, 0, 0, 24, private=False) == ENOSYS


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_each_call_of_the_list_is_refused_and_reading_and_writing_are_not(machine):
    column = list(ARCHITECTURES).index(machine)
    refused = [numbers[column] for numbers in REFUSED.values() if numbers[column] is not None]
    assert {answer(machine, number) for number in refused} == {EPERM}
    usual = {"x86_64": (0, 1, 9, 12, 202, 231), "aarch64": (63, 64, 94, 98, 214, 222)}[machine]
    assert {answer(machine, number) for number in usual} == {ALLOW}


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_calls_of_another_kind_of_machine_and_unknown_ones_do_not_pass(machine):
    assert answer(machine, 0, architecture=0x40000003) == KILL  # 32-bit calls
    assert answer(machine, 0x40000000 + 1) == ENOSYS  # x32
    assert answer(machine, seccomp.NEWEST + 1) == ENOSYS


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_no_number_stands_twice(machine):
    column = list(ARCHITECTURES).index(machine)
    tables = REFUSED, CHANGES, WATCHED
    numbers = [both[column] for table in tables for both in table.values()]
    known = [number for number in numbers if number is not None]
    assert len(set(known)) == len(known)


@pytest.mark.parametrize("machine", HEADERS)
def test_the_numbers_are_those_of_the_system_s_headers(machine):
    path, pattern = HEADERS[machine]
    if not Path(path).exists():
        pytest.skip(f"this machine has no {Path(path).name}")
    there = {name: int(number) for name, number in re.findall(pattern, Path(path).read_text())}
    column = list(ARCHITECTURES).index(machine)
    ours = {name: numbers[column] for name, numbers in {**REFUSED, **CHANGES, **WATCHED}.items()}
    both = {name for name in ours if name in there and ours[name] is not None}
    assert len(both) > 90
    assert {name: ours[name] for name in both} == {name: there[name] for name in both}
