"""Seccomp: the kernel refuses every system call that numerical work has no use for.

A small program for the kernel's own interpreter looks at the number of each call, and at one
argument of a few. What is refused fails with EPERM, which Python shows as a PermissionError.
Threads can be started, processes cannot. Where the files in sight are the machine's own, so is
whatever would change one without opening it: Landlock does not look at that.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys

from autograder.sandbox import kernel

# name: number on x86_64, number on aarch64 (None: the machine has no such call)
REFUSED: dict[str, tuple[int | None, int | None]] = {
    # the network, and messages that could carry an address or an open file
    "socket": (41, 198), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242), "sendmsg": (46, 211), "sendmmsg": (307, 269),
    # new processes and programs
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    # other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "process_madvise": (440, 440), "process_mrelease": (448, 448), "kcmp": (312, 272),
    "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424),
    "move_pages": (279, 239), "migrate_pages": (256, 238), "setpriority": (141, 140),
    "ioprio_set": (251, 30), "sched_setaffinity": (203, 122), "sched_setscheduler": (144, 119),
    "sched_setparam": (142, 118), "sched_setattr": (314, 274), "get_robust_list": (274, 100),
    # file systems and namespaces
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "move_mount": (429, 429), "open_tree": (428, 428), "mount_setattr": (442, 442),
    "unshare": (272, 97), "setns": (308, 268), "quotactl": (179, 60), "quotactl_fd": (443, 443),
    "swapon": (167, 224), "swapoff": (168, 225), "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265), "fanotify_init": (300, 262), "statmount": (457, 457),
    "listmount": (458, 458), "sysfs": (139, None), "ustat": (136, None),
    # disks, and the onlooker's way to see what others do with files
    "sync": (162, 81), "syncfs": (306, 267),
    "inotify_init": (253, None), "inotify_init1": (294, 26),
    # memory that outlives or is shared: System V, message queues, key rings, files without a name
    "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "msgget": (68, 186),
    "msgsnd": (69, 189), "msgrcv": (70, 188), "msgctl": (71, 187), "semget": (64, 190),
    "semop": (65, 193), "semctl": (66, 191), "semtimedop": (220, 192), "mq_open": (240, 180),
    "mq_unlink": (241, 181), "add_key": (248, 217), "request_key": (249, 218),
    "keyctl": (250, 219), "memfd_create": (319, 279), "memfd_secret": (447, 447),
    # parts of the kernel that programs have often broken out through
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "io_setup": (206, 0), "splice": (275, 76), "tee": (276, 77), "vmsplice": (278, 75),
    "seccomp": (317, 277), "lsm_set_self_attr": (460, 460), "modify_ldt": (154, None),
    "personality": (135, 92), "uselib": (134, None), "_sysctl": (156, None),
    "lookup_dcookie": (212, 18), "nfsservctl": (180, 42),
    # the machine itself
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "reboot": (169, 142),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "acct": (163, 89), "syslog": (103, 116), "sethostname": (170, 161), "vhangup": (153, 58),
    "setdomainname": (171, 162), "settimeofday": (164, 170), "clock_settime": (227, 112),
    "clock_adjtime": (305, 266), "adjtimex": (159, 171), "iopl": (172, None),
    "ioperm": (173, None),
}  # fmt: skip
CHANGES: dict[str, tuple[int | None, int | None]] = {  # of a file that need not be open to write
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, None), "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54),
    "utime": (132, None), "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "removexattr": (197, 14),
    "lremovexattr": (198, 15), "fremovexattr": (199, 16), "truncate": (76, 45),
}  # fmt: skip
WATCHED: dict[str, tuple[int | None, int | None]] = {
    "clone": (56, 220), "clone3": (435, 435), "prctl": (157, 167), "prlimit64": (302, 261),
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "fcntl": (72, 25), "ioctl": (16, 29),
    "socketpair": (53, 199), "sendto": (44, 206), "getsockopt": (55, 209),
    "open": (2, None), "openat": (257, 56), "openat2": (437, 437),
}  # fmt: skip
NEWEST = 462  # calls with a larger number are not known here: ENOSYS, as on an older kernel

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
CLONE_THREAD = 0x10000
CLONE_NEW = 0x7E020080  # every flag that asks for a namespace
NAMES = (15, 16, 0x53564D41)  # prctl: set and get the name of a thread, name a piece of memory
# fcntl: copies, flags and locks; not F_SETOWN (signals to others), F_SETLEASE (makes others wait)
OWN_FILE = (*range(8), 9, 36, 37, 38, 1030, 1032)
# ioctl: TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX, TCGETS2
OWN_DEVICE = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451, 0x802C542A)
SO_PEERPIDFD = 77  # a hold on the process at the other end
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


def none_of(n: int, refused: tuple[int, ...]) -> list[Step]:
    """Refuse where the n-th argument is one of these, else pass."""
    tests = [step for value in refused for step in ((IF_EQUAL, 0, 1, value), REFUSE)]
    return [argument(n), *tests, PASS]


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
    out_of_sight = [result(ERRNO | errno.ENOSYS)]  # the flags are; an older call is tried next
    opening = {"open": no_truncation(1), "openat": no_truncation(2), "openat2": out_of_sight}
    return {
        "clone": [
            argument(0),
            *((IF_BITS, 1, 0, CLONE_THREAD), REFUSE),
            *((IF_BITS, 0, 1, CLONE_NEW), REFUSE),
            PASS,
        ],
        "clone3": out_of_sight,
        "prctl": one_of(0, NAMES),
        "prlimit64": one_of(0, (0, me)),
        "kill": one_of(0, (0, me)),
        **dict.fromkeys(("tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"), to_me),
        "fcntl": one_of(1, OWN_FILE),
        "ioctl": one_of(1, OWN_DEVICE),
        "getsockopt": none_of(2, (SO_PEERPIDFD,)),
        **({} if private else opening),
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
    """The whole program; whatever it does not name is allowed.

    private : are the files in sight a view of its own, with what is not its own read-only?
    """
    column = list(ARCHITECTURES).index(machine)
    steps: list[Step] = [(LOAD, 0, 0, ARCHITECTURE)]
    steps += [(IF_EQUAL, 1, 0, ARCHITECTURES[machine]), result(KILL)]  # 32-bit calls of the same
    steps += [(LOAD, 0, 0, NUMBER), (IF_ABOVE, 0, 1, NEWEST), result(ERRNO | errno.ENOSYS)]
    for name, decision in watched(me, private).items():
        number = WATCHED[name][column]
        if number is not None:
            steps += [(IF_EQUAL, 0, len(decision), number), *decision]
    for numbers in (REFUSED if private else {**REFUSED, **CHANGES}).values():
        refused = numbers[column]
        if refused is not None:
            steps += [(IF_EQUAL, 0, 1, refused), REFUSE]
    return [*steps, PASS]


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
