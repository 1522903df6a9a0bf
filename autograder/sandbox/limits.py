"""Level 0: a process of its own, with nothing in its hands and a bound on all that it can take."""

from __future__ import annotations

import contextlib
import errno
import os
import signal

from autograder.sandbox import kernel
from autograder.sandbox.plan import Plan

try:
    import resource
except ImportError:  # Windows has none
    resource = None  # type: ignore[assignment]


MARK = 25_711  # bytes of message queues, a bound by which `strays` knows a process again


def apply(plan: Plan) -> None:
    """Leave the session, the environment, the open files and the folder; then set the bounds."""
    if resource is None:
        raise OSError(errno.ENOSYS, "this system has no resource limits")
    with contextlib.suppress(PermissionError):  # it leads its group already
        os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(plan.environment)
    _let_go(plan)
    os.umask(0o077)
    if "namespaces" not in plan.layers:
        os.chdir(plan.folder)
    _bound(plan)
    _go_first()


def _go_first() -> None:
    """Where the whole machine is out of memory, it ends the one that took it, and none of ours."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "wb", 0) as written:
        written.write(b"1000")


def _let_go(plan: Plan) -> None:
    """Close every file but those to keep; 0, 1 and 2 read nothing and write to nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    for standard in {0, 1, 2} - set(plan.keep):
        os.dup2(null, standard)
    for number in _open_files():
        if number > 2 and number not in plan.keep:
            with contextlib.suppress(OSError):  # the one that was listing them
                os.close(number)


def _open_files() -> list[int]:
    """Numbers of the open files, as the system lists them, else all that there can be."""
    for listing in ("/proc/self/fd", "/dev/fd"):
        with contextlib.suppress(OSError):
            return [int(name) for name in os.listdir(listing)]
    return list(range(resource.getrlimit(resource.RLIMIT_NOFILE)[0]))


def _bound(plan: Plan) -> None:
    if plan.marked and kernel.LINUX:
        _set(resource.RLIMIT_MSGQUEUE, 0, MARK)
    bounds = {
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_FSIZE: (plan.file_size, plan.file_size),
        resource.RLIMIT_NOFILE: (plan.open_files, plan.open_files),
        # First SIGXCPU, which says why; a second later SIGKILL, which nobody can catch.
        resource.RLIMIT_CPU: (plan.cpu_seconds, plan.cpu_seconds + 1),
    }
    for which, bound in bounds.items():
        _set(which, *bound)
    may_refuse = () if kernel.LINUX else (OSError, ValueError)  # macOS knows these two by name
    with contextlib.suppress(*may_refuse):
        _set(resource.RLIMIT_STACK, plan.stack, plan.stack)
        _set(resource.RLIMIT_AS, *(2 * [_mapped() + plan.memory]))


def _set(which: int, soft: int, hard: int) -> None:
    """Set a limit, and never ask for more than we have: only root could raise it."""
    most = resource.getrlimit(which)[1]
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(which, (soft, hard))


def _mapped() -> int:
    """Bytes of address space that this process has now: the libraries' share is not theirs."""
    try:
        with open("/proc/self/statm", "rb") as pages:
            return int(pages.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def seal(plan: Plan, contained: bool) -> None:
    """What must come after the namespaces: fewer processes, no power of root, no onlooker."""
    if "limits" in plan.layers and resource is not None:
        _fewer_processes(plan.processes, contained)
    if not kernel.LINUX:
        return
    parent = os.getppid()
    kernel.no_new_privileges()
    kernel.drop_capabilities()
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before it could take us with it
        os._exit(1)


def _fewer_processes(most: int, contained: bool) -> None:
    """Processes and threads together. Root is not bound by it; seccomp refuses the former."""
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        return
    # The kernel counts a user's tasks in all sessions, or from Linux 5.14 those in the namespace.
    others = 3 if contained and kernel.version() >= (5, 14) else tasks_of_user()
    if others is not None:
        _set(resource.RLIMIT_NPROC, others + most, others + most)


def tasks_of_user() -> int | None:
    """Threads of all processes of this user, or None where there is no /proc to count us in."""
    mine, count = os.geteuid(), 0
    try:
        with os.scandir("/proc") as entries:
            for entry in entries:
                with contextlib.suppress(OSError):  # it ended meanwhile
                    if entry.name.isdigit() and entry.stat().st_uid == mine:
                        count += os.stat(f"/proc/{entry.name}/task").st_nlink - 2
    except OSError:
        return None
    return count or None
