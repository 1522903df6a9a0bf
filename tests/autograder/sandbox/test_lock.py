"""Each refusal really happens in a locked-in child; what honest code needs still works."""

import colorsys
import ctypes
import fcntl
import json
import os
import resource
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from a_child import NOBODY, everything, forked, locked, plan, threads_are_bounded

from autograder.grading.inside import warm
from autograder.sandbox import kernel, landlock, limits, lock, mounts, namespaces, settings
from autograder.sandbox.namespaces import Home

LEVELS = {
    "contained": ("limits", "namespaces", "landlock", "seccomp"),
    "restricted": ("limits", "landlock", "seccomp"),
}
HERE = os.getpid()
CANARY = Path(__file__).resolve()
MB = 1_000_000


def missing_here():
    if not kernel.LINUX:
        return ["this is not Linux"]
    return locked(lambda: None).missing


MISSING = missing_here()


def need(layers):
    found = [sentence for sentence in MISSING if sentence.split(":")[0] in layers]
    if found or not kernel.LINUX:
        pytest.skip("not on this machine: " + "; ".join(found or MISSING))


@pytest.fixture(params=LEVELS)
def layers(request):
    need(LEVELS[request.param])
    return LEVELS[request.param]


@pytest.fixture
def contained():
    need(LEVELS["contained"])
    return LEVELS["contained"]


@pytest.fixture
def folder():
    """An empty folder of which nothing may be left changed."""
    with tempfile.TemporaryDirectory() as made:
        yield made


def call(name, *arguments):
    """A function of the C library; the file descriptor it may return is of no use to anybody."""
    return kernel.libc(name, *arguments)


def raw(number, *arguments):
    return kernel.libc("syscall", number, *arguments)


def clone(flags):
    """The system call itself, past the C library; a child that should not be ends at once."""
    pid = raw({"x86_64": 56, "aarch64": 220}[kernel.MACHINE], flags | signal.SIGCHLD, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    return pid


def datagrams():
    return bool(socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM))


def to_an_address():
    ours, _ = socket.socketpair()
    return ours.sendto(b"x", "/run/systemd/journal/dev-log")


def with_open_files():
    ours, _ = socket.socketpair()
    return socket.send_fds(ours, [b"x"], [0])


def a_hold_on_the_other_end():
    line = next(n for n in range(64) if not _closed(n) and stat.S_ISSOCK(os.fstat(n).st_mode))
    return socket.socket(fileno=os.dup(line)).getsockopt(socket.SOL_SOCKET, SO_PEERPIDFD)


def file_flags():
    return fcntl.ioctl(os.open(np.__file__, os.O_RDONLY), FS_IOC_GETFLAGS, bytes(8))


def lease():
    """Whoever opens the file next would wait until it is given back."""
    return fcntl.fcntl(os.open(colorsys.__file__, os.O_RDONLY), F_SETLEASE, fcntl.F_WRLCK)


F_SETOWN, F_SETSIG, FIOSETOWN, F_SETLEASE = 8, 10, 0x8901, 1024
SO_PEERPIDFD, FS_IOC_GETFLAGS, SYNC = 77, 0x80086601, {"x86_64": 162, "aarch64": 81}
ROBUST_LIST = {"x86_64": 274, "aarch64": 100}
OUT_OF_REACH = ("EPERM", "ENOENT", "EROFS")  # refused, not in sight, or in sight and read-only

ATTACKS = {
    "open an inet socket": (lambda: socket.socket(socket.AF_INET), "EPERM"),
    "open a unix socket": (lambda: socket.socket(socket.AF_UNIX), "EPERM"),
    "open a netlink socket": (lambda: socket.socket(16, socket.SOCK_RAW), "EPERM"),
    "pair of datagram sockets": (datagrams, "EPERM"),
    "send to an address": (to_an_address, "EPERM"),
    "send open files": (with_open_files, "EPERM"),
    "fork": (os.fork, "EPERM"),
    "clone without a thread": (lambda: clone(0), "EPERM"),
    "clone into a user namespace": (lambda: clone(0x10000000), "EPERM"),
    "a thread in a new network": (lambda: clone(0x40000000 | 0x10000), "EPERM"),
    "clone3": (lambda: raw(435, None, 0), "ENOSYS"),
    "posix_spawn": (lambda: os.posix_spawn("/bin/true", ["true"], {}), "EPERM"),
    "exec": (lambda: os.execv("/bin/true", ["true"]), "EPERM"),
    "kill the parent": (lambda: os.kill(HERE, 0), "EPERM"),
    "kill number 1": (lambda: os.kill(1, 0), "EPERM"),
    "kill everything": (lambda: os.kill(-1, 0), "EPERM"),
    "kill the parent's group": (lambda: os.killpg(os.getpgid(0) + 1, 0), "EPERM"),
    "own signals of others": (lambda: call("fcntl", 0, F_SETOWN, HERE), "EPERM"),
    "choose that signal": (lambda: call("fcntl", 0, F_SETSIG, signal.SIGKILL), "EPERM"),
    "own signals by ioctl": (lambda: call("ioctl", 0, FIOSETOWN, None), "EPERM"),
    "have a file to itself": (lease, "EPERM"),
    "look at the flags of a file": (file_flags, "EPERM"),
    "watch what is read": (lambda: call("inotify_init1", 0), "EPERM"),
    "hold the other end's process": (a_hold_on_the_other_end, ("EPERM", "ENOPROTOOPT")),
    "look at number 1's threads": (
        lambda: raw(ROBUST_LIST[kernel.MACHINE], 1, bytes(8), bytes(8)),
        "EPERM",
    ),
    "write all disks": (lambda: raw(SYNC[kernel.MACHINE]), "EPERM"),
    "open what is not its own": (lambda: os.chmod(CANARY, 0o666), OUT_OF_REACH),
    "close it": (lambda: os.chmod(CANARY.parent, 0), OUT_OF_REACH),
    "close Python": (lambda: os.chmod(np.__file__, 0), OUT_OF_REACH),
    "close it when it is open": (lambda: os.fchmod(os.open(np.__file__, 0), 0), OUT_OF_REACH),
    "give it away": (lambda: os.chown(CANARY, 1, 1), OUT_OF_REACH),
    "date it back": (lambda: os.utime(CANARY, (1, 1)), OUT_OF_REACH),
    "hang something on it": (lambda: os.setxattr(CANARY, "user.x", b"x"), OUT_OF_REACH),
    "empty it": (lambda: os.truncate(CANARY, 0), OUT_OF_REACH),
    "survive the parent": (lambda: kernel.prctl(kernel.PR_SET_PDEATHSIG, 0), "EPERM"),
    "be dumpable": (lambda: kernel.prctl(kernel.PR_SET_DUMPABLE, 1), "EPERM"),
    "limits of the parent": (lambda: resource.prlimit(HERE, resource.RLIMIT_CPU), "EPERM"),
    "trace the parent": (lambda: call("ptrace", 16, HERE, None, None), "EPERM"),
    "read the parent's memory": (
        lambda: call("process_vm_readv", HERE, None, 0, None, 0, 0),
        "EPERM",
    ),
    "open the parent": (lambda: os.pidfd_open(HERE), "ENOSYS"),
    "unshare": (lambda: call("unshare", 0x10000000), "EPERM"),
    "mount": (lambda: call("mount", b"x", b"/tmp", b"tmpfs", 0, None), "EPERM"),
    "unmount": (lambda: call("umount2", b"/tmp", 2), "EPERM"),
    "chroot": (lambda: os.chroot("/"), "EPERM"),
    "a file without a name": (lambda: os.memfd_create("x"), "EPERM"),
    "shared memory": (lambda: call("shmget", 0, 4096, 0o1600), "EPERM"),
    "message queue": (lambda: call("msgget", 0, 0o1600), "EPERM"),
    "io_uring": (lambda: raw(425, 8, None), "ENOSYS"),
    "a call from the future": (lambda: raw(463, 0), "ENOSYS"),
    "a new filter": (lambda: kernel.syscall("seccomp", 0, 0, None), "EPERM"),
    "set the clock": (lambda: time.clock_settime(time.CLOCK_REALTIME, 0), "EPERM"),
    "be nice to nobody": (lambda: os.setpriority(os.PRIO_USER, 0, 0), "EPERM"),
    "be another user": (lambda: os.setuid(12345), ("EPERM", "EINVAL")),
    "read a canary": (lambda: CANARY.read_text(), ("EACCES", "ENOENT")),
    "read the password file": (lambda: Path("/etc/passwd").read_text(), ("EACCES", "ENOENT")),
    "list the root": (lambda: os.listdir("/"), "EACCES"),
    "read its environment": (lambda: Path("/proc/self/environ").read_bytes(), ("EACCES", "ENOENT")),
    "write its memory": (lambda: Path("/proc/self/mem").write_bytes(b"x"), ("EACCES", "ENOENT")),
    "write in site-packages": (lambda: os.open(np.__file__, os.O_WRONLY), ("EACCES", "EROFS")),
    "write in the system": (lambda: Path("/usr/evil").write_text("x"), ("EACCES", "EROFS")),
    "make a folder in /dev": (lambda: os.mkdir("/dev/shm2"), ("EACCES", "EROFS")),
    "link out": (lambda: os.link(np.__file__, "numpy"), ("EACCES", "EPERM", "EXDEV")),
    "more memory": (lambda: len(bytearray(2_000 * MB)), "MemoryError"),
    "more memory, numpy": (lambda: np.ones(250 * MB).size, ("MemoryError", "_ArrayMemoryError")),
    "raise a limit": (lambda: resource.setrlimit(resource.RLIMIT_CPU, (99, 99)), "ValueError"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_locked_child_is_refused_to(attack, layers):
    function, errors = ATTACKS[attack]
    said = locked(function, layers=layers)
    assert said.layers == list(layers)
    assert said.error in ([errors] if isinstance(errors, str) else errors), said


@pytest.mark.parametrize("attack", ["fork", "open an inet socket", "a file without a name"])
def test_without_the_filter_the_same_is_not_refused(attack):
    def harmless():
        made = ATTACKS[attack][0]()
        if attack == "fork" and made == 0:
            os._exit(0)
        return True

    assert locked(harmless, layers=("limits",)).value is True


def a_thread():
    found = []
    thread = threading.Thread(target=lambda: found.append(6 * 7))
    thread.start()
    thread.join()
    return found


def own_signals():
    found = []
    signal.signal(signal.SIGUSR1, lambda *_: found.append("by number"))
    signal.signal(signal.SIGALRM, lambda *_: found.append("by clock"))
    os.kill(os.getpid(), signal.SIGUSR1)
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    time.sleep(0.1)
    return found


def solved():
    A = np.random.default_rng(1).normal(size=(60, 60))
    return bool(np.allclose(A @ np.linalg.solve(A, np.ones(60)), 1))


def a_pair():
    ours, theirs = socket.socketpair()
    ours.sendall(b"hello")
    return theirs.recv(5).decode()


HONEST = {
    "start a thread": (a_thread, [42]),
    "solve linear equations": (solved, True),
    "take singular values": (lambda: round(float(np.linalg.svd(np.eye(3))[1][0]), 6), 1.0),
    "ask for the time": (lambda: time.localtime().tm_year > 2000, True),
    "ask for random bytes": (lambda: len(os.urandom(8)), 8),
    "seed a generator from the machine": (lambda: np.random.default_rng().random() < 1, True),
    "sleep": (lambda: time.sleep(0.01), None),
    "import what was not loaded": (lambda: __import__("colorsys").rgb_to_hsv(0, 0, 1)[2], 1),
    "import what needs a library of its own": (
        lambda: bool(__import__("_ssl").OPENSSL_VERSION),
        True,
    ),
    "signal itself": (own_signals, ["by number", "by clock"]),
    "connect two ends in itself": (a_pair, "hello"),
    "throw output away": (lambda: Path(os.devnull).write_text("x"), 1),
    "write to its output": (lambda: os.write(1, b"hello"), 5),
    "count processors": (lambda: os.cpu_count() >= 1, True),
    "ask for its limits": (lambda: resource.getrlimit(resource.RLIMIT_CORE)[0], 0),
}


@pytest.mark.parametrize("work", HONEST)
def test_a_locked_child_can_still(work, layers):
    function, expected = HONEST[work]
    said = locked(function, layers=layers)
    assert (said.value, said.error) == (expected, "")


def own_files():
    """What is in the scratch folder, but for Python's own, which may lie where that came to be."""
    shown = {part for path in settings.readable() for part in Path(path).parts}
    return sorted(set(os.listdir("/tmp")) - shown)


def test_a_contained_child_has_a_folder_for_its_files(contained):
    def use_it():
        Path("notes").write_text("mine")
        os.rename("notes", "kept")
        with tempfile.TemporaryDirectory(dir="/tmp") as made:
            Path(made, "x").touch()
        return os.getcwd(), Path("kept").read_text(), own_files()

    assert locked(use_it).value == ["/tmp", "mine", ["kept"]]
    assert locked(own_files).value == []  # and the next child does not find them


def test_a_contained_child_sees_no_other_process_and_no_user(contained):
    said = locked(lambda: [os.getppid(), os.getpid() < 10, os.getuid(), socket.gethostname()])
    assert said.value == [0, True, NOBODY, "nowhere"]


def test_a_contained_child_has_no_network_even_without_the_filter(contained):
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        connect = lambda: bool(socket.create_connection(address, 2))  # noqa: E731
        assert locked(connect, layers=("limits",)).value is True
        assert locked(connect, layers=("limits", "namespaces")).error in (
            "ENETUNREACH",
            "EADDRNOTAVAIL",
        )


def test_a_contained_child_sees_only_what_it_may_read(contained):
    said = locked(lambda: sorted(os.listdir("/dev")), layers=("limits", "namespaces"))
    assert said.value == ["null", "random", "urandom", "zero"]
    said = locked(lambda: os.path.exists("/proc/self"), layers=("limits", "namespaces"))
    assert said.value is False


@pytest.mark.parametrize("how", [os.O_RDONLY, os.O_ACCMODE])
def test_an_old_landlock_lets_no_file_be_emptied(folder, monkeypatch, how):
    """Versions 1 and 2 do not look at that; a file can be opened to neither read nor write it."""
    need(LEVELS["restricted"])
    monkeypatch.setattr(landlock, "version", lambda: 1)
    text = Path(folder, "text")
    text.write_text("here")
    empty = lambda: os.open(text, how | os.O_TRUNC)  # noqa: E731
    readable = [*settings.readable(), folder] if how == os.O_RDONLY else settings.readable()
    assert locked(empty, layers=("landlock",), readable=readable).error == ""
    assert text.read_text() == ""
    text.write_text("here")
    assert locked(empty, layers=LEVELS["restricted"], readable=readable).error == "EPERM"
    assert text.read_text() == "here"


# The bounds


@pytest.mark.parametrize("levels", [("limits",), *LEVELS.values()])
def test_a_child_has_nothing_in_its_hands(levels):
    need(levels)
    os.environ["SECRET"] = "x"
    with open(CANARY) as held:
        os.set_inheritable(held.fileno(), True)

        def hands():
            opened = [n for n in range(256) if not _closed(n)]
            return dict(os.environ), len(opened), os.read(0, 9).decode(), os.umask(0)

        said = locked(hands, layers=levels, environment={"MPLBACKEND": "agg"})
    assert said.value == [{"MPLBACKEND": "agg"}, 4, "", 0o077]


def _closed(number):
    try:
        os.fstat(number)
    except OSError:
        return True
    return False


def test_a_file_cannot_outgrow_its_bound(contained, folder):
    for levels in (contained, ("limits",)):
        assert locked(
            lambda: _fill("big", 3), layers=levels, folder=folder, file_size=MB
        ).error == ("EFBIG")


def _fill(name, pieces):
    with open(name, "wb", 0) as opened:
        for _ in range(pieces):
            opened.write(bytes(MB))


def test_the_folder_takes_so_many_bytes_and_so_many_files(contained):
    many = lambda: [Path(str(n)).touch() for n in range(200)]  # noqa: E731
    assert locked(many, tmp_inodes=100).error == "ENOSPC"
    assert locked(lambda: [_fill(str(n), 1) for n in range(9)], tmp_size=4 * MB).error == "ENOSPC"
    assert locked(lambda: [Path(str(n)).touch() for n in range(50)] and None).error == ""


def test_so_many_files_can_be_open():
    said = locked(lambda: [os.open(os.devnull, 0) for _ in range(99)], layers=("limits",))
    assert said.error == "EMFILE"


def test_a_loop_ends_with_its_share_of_the_processor(layers):
    said = locked(_forever, layers=layers, cpu_seconds=1)
    assert said.error == "no answer"
    assert said.signal == signal.SIGXCPU


def _forever():
    while True:
        pass


def test_so_many_threads_can_be_started(contained):
    if not threads_are_bounded():
        pytest.skip("of root, before Linux 6.14 or with a read-only /proc/sys, memory alone is")

    def bomb():
        threading.stack_size(64 * 1024)
        end, count = threading.Event(), 0
        try:
            for _ in range(1000):
                threading.Thread(target=end.wait, daemon=True).start()
                count += 1
        except RuntimeError:
            return count
        finally:
            end.set()

    assert locked(bomb, processes=40).value <= 300


def test_processes_that_cannot_be_counted_are_not_bounded(contained, monkeypatch):
    """Before Linux 5.14 all of the user's count, and a contained child sees none of them."""
    monkeypatch.setattr(kernel, "version", lambda: (5, 13))
    bound = lambda: list(resource.getrlimit(resource.RLIMIT_NPROC))  # noqa: E731
    assert locked(bound).value == bound()


# The end


ENDS = {
    "a crash": (lambda: ctypes.string_at(0), -signal.SIGSEGV),
    "an abort": (os.abort, -signal.SIGABRT),
    "a signal to itself": (lambda: os.kill(os.getpid(), signal.SIGKILL), -signal.SIGKILL),
    "a signal to its group": (lambda: os.kill(0, signal.SIGTERM), -signal.SIGTERM),
    "an exit": (lambda: os._exit(7), 7),
}


@pytest.mark.parametrize("end", ENDS)
def test_the_student_s_process_may_end_in_any_way(end, layers):
    function, code = ENDS[end]
    assert os.waitstatus_to_exitcode(locked(function, layers=layers).status) == code


def heartless(line):
    """Clear what ties it to its parent, start others that do the same, and stay."""
    kernel.prctl(kernel.PR_SET_PDEATHSIG, 0)
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    for _ in range(3):
        if os.fork() == 0:
            os.setsid()
            break
    line.sendall(b"x")
    while True:
        time.sleep(1)


def in_a_room(layers, function, afterwards):
    """A process with a home, which forks one that locks itself in and calls function(its line)."""

    def child(line):
        made = plan(line, layers=layers)
        home = Home(made.readable) if "namespaces" in layers else None
        if pid := home.fork() if home else os.fork():
            line.close()
            afterwards(home, pid)
        lock.lock_in(made, home)
        function(line)

    return forked(child)


def stay(*_):
    while True:
        time.sleep(1)


@pytest.mark.parametrize("waiters", [namespaces.WAITERS, ()])
def test_killing_what_stayed_outside_ends_all_that_is_inside(contained, monkeypatch, waiters):
    monkeypatch.setattr(namespaces, "WAITERS", waiters)
    pid, line = in_a_room(("limits", "namespaces"), heartless, stay)
    with line:
        heard = b"".join(line.recv(1) for _ in range(4))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        assert heard == b"xxxx"
        assert line.recv(1) == b""  # the last of them is gone


@pytest.mark.parametrize("waiters", [namespaces.WAITERS, ()])
def test_clearing_a_room_ends_all_that_is_left_in_it(contained, monkeypatch, waiters):
    monkeypatch.setattr(namespaces, "WAITERS", waiters)
    told, tell = os.pipe()
    heard_all, go = os.pipe()

    def clear_up(home, pid):
        os.read(heard_all, 1)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        home.clear(pid)
        os.write(tell, b"cleared")
        stay()

    pid, line = in_a_room(("limits", "namespaces"), heartless, clear_up)
    with line, open(told, "rb", 0) as heard:
        assert b"".join(line.recv(1) for _ in range(4)) == b"xxxx"
        os.write(go, b"!")
        assert line.recv(1) == b""
        assert heard.read(7) == b"cleared"
        os.kill(pid, signal.SIGKILL)  # it was still there
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    for number in (tell, heard_all, go):
        os.close(number)


def test_a_locked_loop_ends_when_its_parent_is_killed(layers):
    def loop(line):
        line.sendall(b"x")
        _forever()

    pid, line = in_a_room(layers, loop, stay)
    with line:
        assert line.recv(1) == b"x"
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        assert line.recv(1) == b""


def test_rooms_are_made_one_after_the_other_and_share_nothing(contained):
    def child(line):
        made = plan(line)
        home = Home(made.readable)
        for _ in range(3):
            if pid := home.fork():
                os.waitpid(pid, 0)
                home.clear(pid)
                continue
            lock.lock_in(made, home)
            seen = [os.getpid(), os.getppid(), own_files()]
            Path("mine").touch()
            line.sendall(json.dumps(seen).encode() + b"\n")
            os._exit(0)

    pid, line = forked(child)
    with line:
        said = [json.loads(text) for text in everything(line).splitlines()]
    os.waitpid(pid, 0)
    assert said == 3 * [[2, 0, []]]


def test_nothing_is_left_behind(layers, folder):
    def traces():
        own = Path("/proc/self")
        return (
            sorted(os.listdir(own / "fd")),
            (own / "mountinfo").read_text(),
            Path("/proc/sys/kernel/pid_max").read_text(),
            socket.gethostname(),
        )

    before, tasks = traces(), limits.tasks_of_user()
    said = locked(_forever, layers=layers, folder=folder, cpu_seconds=1)
    assert (said.error, said.layers) == ("no answer", list(layers))
    assert locked(lambda: Path("left").touch(), layers=layers, folder=folder).layers == list(layers)
    assert traces() == before
    until = time.monotonic() + 5
    while os.geteuid() and limits.tasks_of_user() > tasks and time.monotonic() < until:
        time.sleep(0.01)  # what is killed goes a moment later
    assert os.geteuid() == 0 or limits.tasks_of_user() <= tasks  # other people are root, too
    assert os.listdir(folder) == []
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


# Where a layer is missing


@pytest.mark.parametrize("name", ["unshare", "mount", "umount2", "pivot_root", "setns"])
def test_a_machine_that_refuses_namespaces_says_so(contained, monkeypatch, name):
    refuse(monkeypatch, "libc", name)
    said = locked(lambda: 1)
    assert said.missing[0].startswith("namespaces: ")
    assert "refused by a test" in said.missing[0]
    assert "namespaces" not in said.layers


@pytest.mark.parametrize(
    ("layer", "name"), [("landlock", "landlock_add_rule"), ("seccomp", "seccomp")]
)
def test_a_machine_without_a_filter_says_so(contained, monkeypatch, layer, name):
    refuse(monkeypatch, "syscall", name)
    said = locked(lambda: 1)
    assert said.layers == [other for other in contained if other != layer]
    assert said.missing == [f"{layer}: refused by a test"]


def refuse(monkeypatch, door, name):
    real = getattr(kernel, door)

    def refusing(asked, *arguments):
        if asked == name:
            raise OSError(1, "refused by a test")
        return real(asked, *arguments)

    monkeypatch.setattr(kernel, door, refusing)


def test_a_machine_without_any_of_it_gives_what_it_can(monkeypatch):
    monkeypatch.setattr(kernel, "LINUX", False)
    monkeypatch.setattr(kernel, "_libc", None)
    monkeypatch.setattr(kernel, "MACHINE", "arm64")
    assert locked(lambda: 1).missing == ["namespaces: unshare: not on this system"]
    said = locked(lambda: len(bytearray(20)), layers=LEVELS["restricted"])
    assert said.layers == ["limits"]
    assert len(said.missing) == 2
    assert said.value == 20


def test_a_machine_without_limits_says_so(monkeypatch):
    monkeypatch.setattr(limits, "resource", None)
    said = locked(lambda: 1, layers=("limits",))
    assert (said.layers, said.value) == ([], 1)
    assert said.missing == ["limits: this system has no resource limits"]


def test_only_the_wished_layers_are_put_on(contained):
    for wished in (["limits"], ["limits", "seccomp"], ["landlock"], []):
        assert locked(lambda: 1, layers=wished).layers == wished


def test_a_plan_can_travel_as_json():
    made = lock.Plan(**json.loads(json.dumps({"readable": ["/usr"], "keep": [5]})))
    assert made.layers == lock.LAYERS


# Which paths are shown


def test_the_whole_of_a_folder_is_shown_though_a_link_leads_into_it(contained, folder):
    inner, outer = Path(folder, "z", "inner"), Path(folder, "z")
    inner.mkdir(parents=True)
    (outer / "text").write_text("here")
    Path(folder, "a").symlink_to(inner)
    os.chmod(folder, 0o755)
    readable = [*settings.readable(), f"{folder}/a", str(outer)]
    assert locked((outer / "text").read_text, readable=readable).value == "here"


def test_a_path_in_another_is_not_shown_twice(folder):
    inner = os.path.join(folder, "inner")
    os.mkdir(inner)
    assert mounts.outermost([inner, folder, inner + "/none", "/none"]) == [folder]
    assert mounts.outermost([inner, folder + "x"]) == [inner]


@pytest.mark.parametrize("levels", LEVELS.values(), ids=LEVELS)
def test_a_link_to_what_may_be_read_is_followed_and_no_other(levels, folder):
    need(levels)
    shown, hidden = Path(folder, "shown"), Path(folder, "hidden")
    for made in (shown, hidden):
        made.mkdir()
        (made / "text").write_text("here")
    (shown / "out").symlink_to(hidden)
    Path(folder, "link").symlink_to(shown)
    os.chmod(folder, 0o755)
    readable = [*settings.readable(), f"{folder}/link"]
    for path, error in (("link/text", ""), ("hidden/text", "E"), ("link/out/text", "E")):
        said = locked(Path(folder, path).read_text, layers=levels, readable=readable)
        assert said.error[:1] == error, path


def test_the_rights_that_a_version_of_landlock_knows_grow():
    assert sorted(landlock.KNOWN.values()) == list(landlock.KNOWN.values())
    assert landlock.READ.bit_length() <= landlock.KNOWN[1]


@pytest.mark.skipif(not kernel.LINUX or os.geteuid() != 0, reason="it takes root to be another")
def test_all_of_this_holds_for_an_ordinary_user():
    """The same files once more, in a process of the user nobody."""
    here = Path(__file__).parents[1]
    words = [sys.executable, str(here / "a_child.py"), sys.executable, "-B", "-m", "pytest"]
    words += ["-p", "no:cacheprovider", str(here / "sandbox")]
    root = here.parents[1]
    with tempfile.TemporaryDirectory() as made:
        os.chmod(made, 0o777)
        done = subprocess.run(
            words,
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root), "TMPDIR": made},
            capture_output=True,
            text=True,
            timeout=200,
        )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " passed" in done.stdout


def test_memory_in_large_pages_holds_what_it_held():
    held = np.arange(8 << 20, dtype=np.uint8).reshape(-1, 1 << 20)
    warm.in_large_pages()
    assert np.array_equal(held, np.arange(8 << 20, dtype=np.uint8).reshape(-1, 1 << 20))
