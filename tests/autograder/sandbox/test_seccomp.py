"""The program that looks at system calls, run here step by step, for both kinds of machine."""

import errno
import re
from pathlib import Path

import pytest

from autograder.sandbox import seccomp
from autograder.sandbox.seccomp import ALLOWED, ARCHITECTURES, CHANGES, NEW, WATCHED, program

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
    ("kill", (ME, 9), ALLOW),
    ("kill", (0, 9), ALLOW),
    ("kill", (ME + (5 << 32), 9), ALLOW),  # the kernel takes the lower half too
    ("kill", (1, 9), EPERM),
    ("kill", (-1 & (1 << 64) - 1, 9), EPERM),
    ("tgkill", (ME, ME + 1, 9), ALLOW),
    ("tgkill", (1, ME, 9), EPERM),
    ("tkill", (1, 9), EPERM),
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
    ("getsockopt", (3, 1, 17), EPERM),  # who is at the other end
    ("getsockopt", (3, 1, 77), EPERM),  # and a hold on it
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
            assert answer(machine, numbers[column], private=False) in (EPERM, ENOSYS)
    for flags, expected in FLAGS:
        openat = WATCHED["openat"][column]
        assert answer(machine, openat, 3, 0, flags, private=True) == ALLOW
        assert answer(machine, openat, 3, 0, flags, private=False) == expected


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_what_is_on_no_list_is_refused_and_a_new_call_is_as_on_an_older_kernel(machine, private):
    column = list(ARCHITECTURES).index(machine)
    listed = {**ALLOWED, **CHANGES} if private else ALLOWED
    allowed = {numbers[column] for numbers in listed.values()}
    judged = {numbers[column] for numbers in WATCHED.values()}
    seen = {n: answer(machine, n, private=private) for n in range(600) if n not in judged}
    assert {n for n, said in seen.items() if said == ALLOW} == allowed - {None}
    others = {n: said for n, said in seen.items() if n not in allowed}
    assert {said for n, said in others.items() if n < NEW} == {EPERM}
    assert {said for n, said in others.items() if n >= NEW} == {ENOSYS}
    assert len(others) > 400


FORBIDDEN = """\
socket connect bind sendmsg setsockopt fork vfork execve execveat ptrace process_vm_writev
pidfd_open pidfd_send_signal mount umount2 pivot_root chroot unshare setns open_by_handle_at
fanotify_init inotify_add_watch memfd_create shmget msgget semget mq_open add_key keyctl bpf
perf_event_open userfaultfd io_uring_setup io_submit splice seccomp personality modify_ldt
kexec_load reboot init_module settimeofday adjtimex timer_create rt_sigqueueinfo setsid setpgid
setuid setgroups capset setpriority sched_setaffinity mknodat sync mlock mbind clone3 openat2
landlock_restrict_self
"""


@pytest.mark.parametrize("name", FORBIDDEN.split())
def test_no_call_that_reaches_beyond_the_process_has_come_onto_the_list(name):
    assert name not in {**ALLOWED, **CHANGES, **WATCHED}


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_calls_of_another_kind_of_machine_do_not_pass(machine):
    assert answer(machine, 0, architecture=0x40000003) == KILL  # 32-bit calls
    assert answer(machine, 0x40000000 + 1) == ENOSYS  # x32
    assert answer(machine, 0xFFFFFFFF) == ENOSYS


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_no_number_stands_twice(machine):
    column = list(ARCHITECTURES).index(machine)
    tables = ALLOWED, CHANGES, WATCHED
    numbers = [both[column] for table in tables for both in table.values()]
    known = [number for number in numbers if number is not None]
    assert len(set(known)) == len(known)


@pytest.mark.parametrize("machine", HEADERS)
def test_the_numbers_are_those_of_the_system_s_headers(machine):
    path, pattern = HEADERS[machine]
    if not Path(path).exists():
        pytest.skip(f"this machine has no {Path(path).name}")
    text = Path(path).read_text()
    there = {name: int(number) for name, number in re.findall(pattern, text)}
    for name, same in re.findall(r"#define __NR_(\w+) __NR3264_(\w+)", text):
        if same in there:  # the names that a machine of 64 bits has for them
            there.setdefault(name, there[same])
    column = list(ARCHITECTURES).index(machine)
    ours = {name: numbers[column] for name, numbers in {**ALLOWED, **CHANGES, **WATCHED}.items()}
    known = {name: number for name, number in ours.items() if number is not None}
    new = {"fchmodat2"}  # newer than some headers
    assert len(known) > 120
    assert {name: there.get(name) for name in known if name in there or name not in new} == {
        name: number for name, number in known.items() if name in there or name not in new
    }
    assert not [name for name in ours if ours[name] is None and name in there]
