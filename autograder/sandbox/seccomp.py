"""Seccomp: the kernel refuses every system call but those that numerical work has a use for.

A small program for the kernel's own interpreter looks at the number of each call, and at one
argument of a few. What is not on the list fails with EPERM, which Python shows as a
PermissionError; a call that is newer than 2019 with ENOSYS, as on an older kernel, where the C
library tries an older call instead. Threads can be started, processes cannot. Where the files in
sight are the machine's own, what would change one without opening it is refused too: Landlock does
not look at that.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys

from autograder.sandbox import kernel

# name: number on x86_64, number on aarch64 (None: the machine has no such call)
ALLOWED: dict[str, tuple[int | None, int | None]] = {
    # memory of its own
    "brk": (12, 214), "mmap": (9, 222), "munmap": (11, 215), "mprotect": (10, 226),
    "mremap": (25, 216), "madvise": (28, 233), "msync": (26, 227),
    # files that are open
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66),
    "pread64": (17, 67), "pwrite64": (18, 68), "preadv": (295, 69), "pwritev": (296, 70),
    "preadv2": (327, 286), "pwritev2": (328, 287), "lseek": (8, 62), "close": (3, 57),
    "close_range": (436, 436), "dup": (32, 23), "dup2": (33, None), "dup3": (292, 24),
    "fsync": (74, 82), "fdatasync": (75, 83), "ftruncate": (77, 46), "fallocate": (285, 47),
    "fadvise64": (221, 223), "flock": (73, 32), "sendfile": (40, 71), "pipe": (22, None),
    "pipe2": (293, 59),
    # files by their names: which ones, the other layers say
    "stat": (4, None), "lstat": (6, None), "fstat": (5, 80), "newfstatat": (262, 79),
    "statx": (332, 291), "access": (21, None), "faccessat": (269, 48), "faccessat2": (439, 439),
    "getdents64": (217, 61), "getcwd": (79, 17), "chdir": (80, 49), "fchdir": (81, 50),
    "readlink": (89, None), "readlinkat": (267, 78), "statfs": (137, 43), "fstatfs": (138, 44),
    "umask": (95, 166), "mkdir": (83, None), "mkdirat": (258, 34), "rmdir": (84, None),
    "unlink": (87, None), "unlinkat": (263, 35), "rename": (82, None), "renameat": (264, 38),
    "renameat2": (316, 276), "link": (86, None), "linkat": (265, 37), "symlink": (88, None),
    "symlinkat": (266, 36), "getxattr": (191, 8), "lgetxattr": (192, 9), "fgetxattr": (193, 10),
    "listxattr": (194, 11), "llistxattr": (195, 12), "flistxattr": (196, 13),
    # waiting, and what comes down a line
    "select": (23, None), "pselect6": (270, 72), "poll": (7, None), "ppoll": (271, 73),
    "epoll_create1": (291, 20), "epoll_ctl": (233, 21), "epoll_wait": (232, None),
    "epoll_pwait": (281, 22), "nanosleep": (35, 101), "clock_nanosleep": (230, 115),
    "pause": (34, None), "sched_yield": (24, 124), "futex": (202, 98), "recvfrom": (45, 207),
    "recvmsg": (47, 212), "shutdown": (48, 210), "getsockname": (51, 204),
    "getpeername": (52, 205),
    # the time, and signals of its own
    "time": (201, None), "times": (100, 153), "gettimeofday": (96, 169),
    "clock_gettime": (228, 113), "clock_getres": (229, 114), "getitimer": (36, 102),
    "setitimer": (38, 103), "alarm": (37, None), "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "rt_sigpending": (127, 136),
    "rt_sigsuspend": (130, 133), "rt_sigtimedwait": (128, 137), "sigaltstack": (131, 132),
    "restart_syscall": (219, 128),
    # who it is, what it may use, chance
    "getpid": (39, 172), "getppid": (110, 173), "gettid": (186, 178), "getuid": (102, 174),
    "geteuid": (107, 175), "getgid": (104, 176), "getegid": (108, 177), "getresuid": (118, 148),
    "getresgid": (120, 150), "getgroups": (115, 158), "getpgid": (121, 155),
    "getpgrp": (111, None), "getsid": (124, 156), "getrlimit": (97, 163),
    "setrlimit": (160, 164), "getrusage": (98, 165), "uname": (63, 160), "sysinfo": (99, 179),
    "getcpu": (309, 168), "getpriority": (140, 141), "getrandom": (318, 278),
    "sched_getaffinity": (204, 123), "sched_getparam": (143, 121),
    "sched_getscheduler": (145, 120), "sched_get_priority_max": (146, 125),
    "sched_get_priority_min": (147, 126),
    # threads, and the end
    "set_robust_list": (273, 99), "rseq": (334, 293), "arch_prctl": (158, None),
    "wait4": (61, 260), "waitid": (247, 95), "exit": (60, 93), "exit_group": (231, 94),
}  # fmt: skip
CHANGES: dict[str, tuple[int | None, int | None]] = {  # of a file that need not be open to write
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, None), "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54),
    "utime": (132, None), "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "removexattr": (197, 14),
    "lremovexattr": (198, 15), "fremovexattr": (199, 16), "truncate": (76, 45),
}  # fmt: skip
WATCHED: dict[str, tuple[int | None, int | None]] = {
    "clone": (56, 220), "prctl": (157, 167), "prlimit64": (302, 261),
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "fcntl": (72, 25),
    "ioctl": (16, 29), "socketpair": (53, 199), "sendto": (44, 206), "getsockopt": (55, 209),
    "open": (2, None), "openat": (257, 56),
}  # fmt: skip
NEW = 424  # from here on calls have one number on all machines, and libraries do without them

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
CLONE_THREAD = 0x10000
CLONE_NEW = 0x7E020080  # every flag that asks for a namespace
NAMES = (15, 16, 0x53564D41)  # prctl: set and get the name of a thread, name a piece of memory
# fcntl: copies, flags and locks; not F_SETOWN (signals to others), F_SETLEASE (makes others wait)
OWN_FILE = (*range(8), 9, 36, 37, 38, 1030, 1032)
# ioctl: TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX, TCGETS2
OWN_DEVICE = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451, 0x802C542A)
KIND = (3, 4, 7, 8, 38, 39)  # getsockopt: of what kind, an error, buffers; not who is at the end
O_ACCMODE, O_WRONLY, O_RDWR, O_TRUNC = 3, 1, 2, 0o1000
AF_UNIX, SOCK_STREAM = 1, 1

LOAD, AND, RETURN = 0x20, 0x54, 0x06
IF_EQUAL, IF_ABOVE, IF_BITS = 0x15, 0x25, 0x45
ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
NUMBER, ARCHITECTURE = 0, 4  # places in what the program is given; the arguments follow

Step = tuple[int, int, int, int]  # code, jump if true, jump if false, constant


def argument(n: int, high: bool = False) -> Step:
    """Load the lower half of the n-th argument, which is all that the kernel takes of an int."""
    return (LOAD, 0, 0, 16 + 8 * n + 4 * high)


def result(value: int) -> Step:
    return (RETURN, 0, 0, value)


REFUSE, PASS = result(ERRNO | errno.EPERM), result(ALLOW)


def one_of(n: int, allowed: tuple[int, ...]) -> list[Step]:
    """Pass where the n-th argument is one of these, else refuse."""
    tests = [step for value in allowed for step in ((IF_EQUAL, 0, 1, value), PASS)]
    return [argument(n), *tests, REFUSE]


def no_truncation(n: int) -> list[Step]:
    """Refuse to empty a file that is not opened to write; the n-th argument is how it is opened."""
    return [
        *(argument(n), (IF_BITS, 1, 0, O_TRUNC), PASS),
        *(argument(n), (AND, 0, 0, O_ACCMODE), (IF_EQUAL, 2, 0, O_WRONLY)),
        *((IF_EQUAL, 1, 0, O_RDWR), REFUSE, PASS),
    ]


def watched(me: int, private: bool) -> dict[str, list[Step]]:
    """What decides on a call by its arguments, for the process with the number `me`."""
    to_me = one_of(0, (me,))
    opening = {"open": no_truncation(1), "openat": no_truncation(2)}
    return {
        "clone": [
            argument(0),
            *((IF_BITS, 1, 0, CLONE_THREAD), REFUSE),
            *((IF_BITS, 0, 1, CLONE_NEW), REFUSE),
            PASS,
        ],
        "prctl": one_of(0, NAMES),
        "prlimit64": one_of(0, (0, me)),
        "kill": one_of(0, (0, me)),
        **dict.fromkeys(("tkill", "tgkill"), to_me),
        "fcntl": one_of(1, OWN_FILE),
        "ioctl": one_of(1, OWN_DEVICE),
        "getsockopt": one_of(2, KIND),
        **({name: [PASS] for name in opening} if private else opening),
        # A pair of connected streams; other kinds could be sent to an address.
        "socketpair": [
            *(argument(0), (IF_EQUAL, 1, 0, AF_UNIX), REFUSE),
            *(argument(1), (AND, 0, 0, 0xF), (IF_EQUAL, 1, 0, SOCK_STREAM), REFUSE),
            PASS,
        ],
        "sendto": [
            *(argument(4), (IF_EQUAL, 1, 0, 0), REFUSE),
            *(argument(4, high=True), (IF_EQUAL, 1, 0, 0), REFUSE),
            PASS,
        ],
    }


def program(machine: str, me: int, private: bool) -> list[Step]:
    """The whole program.

    private : are the files in sight a view of its own, with what is not its own read-only?
    """
    column = list(ARCHITECTURES).index(machine)
    steps: list[Step] = [(LOAD, 0, 0, ARCHITECTURE)]
    steps += [(IF_EQUAL, 1, 0, ARCHITECTURES[machine]), result(KILL)]  # 32-bit calls of the same
    steps += [(LOAD, 0, 0, NUMBER)]
    for numbers in ({**ALLOWED, **CHANGES} if private else ALLOWED).values():
        if (allowed := numbers[column]) is not None:
            steps += [(IF_EQUAL, 0, 1, allowed), PASS]
    for name, decision in watched(me, private).items():
        if (number := WATCHED[name][column]) is not None:
            steps += [(IF_EQUAL, 0, len(decision), number), *decision]
    return [*steps, (IF_ABOVE, 0, 1, NEW - 1), result(ERRNO | errno.ENOSYS), REFUSE]


def apply(private: bool) -> None:
    """Install the program for this process; it cannot be taken off again."""
    if kernel.MACHINE not in ARCHITECTURES or sys.byteorder != "little" or not kernel.BIT64:
        raise OSError(errno.ENOSYS, f"no table of system calls for {kernel.MACHINE}")
    steps = program(kernel.MACHINE, os.getpid(), private)
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    header = struct.pack("@HP", len(steps), ctypes.addressof(code))
    kernel.no_new_privileges()
    # 1: a filter; 4: without the slow memory that old kernels would add.
    kernel.syscall("seccomp", 1, 4, ctypes.create_string_buffer(header, len(header)))
