"""Attacks that end the program, or seem to (part B of the catalogue), at every level of isolation.

| case | why it cannot arise |
|---|---|
| 21, 27 | the catalogue has no case of these numbers |
| 24, killed by the kernel for memory | the limit makes it a MemoryError first, and that is told |
| 25, restart of the kernel | there is no kernel; the shell object has none to ask |
| 26, an end while results are written | they are written on the trusted side, after its own end |
"""

import pytest
from a_room import RIGHT, WRONG, answer, attacked, harmless

ENDED = "ended the program"
CALLS = {
    "SystemExit": ("raise SystemExit(0)", "SystemExit"),
    "quit": ("quit()", ("SystemExit", "not right")),
    "KeyboardInterrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "StopIteration": ("raise StopIteration", "StopIteration"),
    "GeneratorExit": ("raise GeneratorExit", "GeneratorExit"),
    "BaseException": ("raise BaseException('x')", "BaseException"),
    "a group of them": ("raise BaseExceptionGroup('x', [SystemExit()])", "BaseExceptionGroup"),
    "an error that cannot be read": (
        "class E(Exception):\n    def __str__(self): raise SystemExit\nraise E",
        (ENDED, "E"),
    ),
    "an error that denies its name": (
        "class M(type):\n    __name__ = property(lambda self: 1 / 0)\n"
        "class E(Exception, metaclass=M): pass\nraise E",
        (ENDED, "E"),
    ),
    "warnings as errors": (
        "import warnings\nwarnings.simplefilter('error')\nwarnings.warn('x')",
        ("UserWarning", "not right"),
    ),
    "os._exit(0)": ("os._exit(0)", ENDED),
    "os._exit(1)": ("os._exit(1)", ENDED),
    "a crash": ("ctypes.string_at(0)", "SIGSEGV"),
    "an abort": ("os.abort()", "SIGABRT"),
    "a signal to itself": ("os.kill(os.getpid(), signal.SIGKILL)", ENDED),
    "a polite one": ("os.kill(os.getpid(), signal.SIGTERM)", "SIGTERM"),
    "to its group": ("os.kill(0, signal.SIGUSR1)", "SIGUSR1"),
    "a mapped file that is gone": (
        "m = np.memmap('m', float, 'w+', shape=w.shape)\nos.truncate('m', 0)\nreturn m, b",
        "SIGBUS",
    ),
    "an end in __del__": (
        "class D:\n    def __del__(self): os._exit(0)\nD()\nreturn w, b",
        ENDED,
    ),
    "a crash in the answer's own bytes": (
        "class A(np.ndarray):\n    def tobytes(self, *_): os.abort()\n"
        "    shape = property(lambda self: os.abort())\nreturn w.view(A), b",
        ("SIGABRT", "not right"),
    ),
}


@pytest.mark.parametrize("case", CALLS)
def test_an_answer_that_ends_costs_its_own_question(room, case):
    body, told = CALLS[case]
    seen = attacked(room, answer(body))
    assert any(text in seen.message for text in ([told] if isinstance(told, str) else told))


@pytest.mark.parametrize("case", ["os._exit(0)", "a crash", "SystemExit"])
def test_so_it_does_at_every_level(any_room, case):
    attacked(any_room, answer(CALLS[case][0]))


CELLS = {
    "sys.exit": "import sys; sys.exit()",
    "quit": "quit()",
    "exit without a call": "exit",
    "os._exit": "import os; os._exit(0)",
    "a crash": "import ctypes; ctypes.string_at(0)",
    "an interrupt": "raise KeyboardInterrupt",
    "the kernel": "get_ipython().kernel.do_shutdown(True)",
    "the shell": "get_ipython().exit_now = True; get_ipython().ask_exit()",
    "at the exit": "import atexit, os; atexit.register(os._exit, 0); raise SystemExit",
    "to the parent": "import os; os.kill(os.getppid(), 9)",
    "to all of its user": "import os; os.kill(-1, 9)",
}
LATER = {
    "an alarm": "import signal; signal.setitimer(signal.ITIMER_REAL, 0.05)",
    "a thread": "import threading, os\nthreading.Timer(0.05, os._exit, (0,)).start()",
}
DANGEROUS = ("to the parent", "to all of its user")  # never without a lock that holds


@pytest.mark.parametrize("case", CELLS)
def test_a_cell_that_ends_leaves_the_answers_below_it(room, case):
    attacked(room, before=CELLS[case])


@pytest.mark.parametrize("case", CELLS)
def test_an_honest_answer_below_such_a_cell_has_its_points(room, case):
    harmless(room, before=CELLS[case])


@pytest.mark.parametrize("case", [name for name in CELLS if name not in DANGEROUS][:6])
def test_a_cell_that_ends_is_left_out_at_every_level(any_room, case):
    attacked(any_room, before=CELLS[case])


@pytest.mark.parametrize("case", LATER)
def test_a_death_that_comes_later_gains_nothing_and_harms_nobody_else(room, case):
    """Which of its own questions it hits is chance: all are answered by the same process."""
    seen = room.grade("mallory", room.book(WRONG, before=LATER[case]))
    assert seen.record.problem == ""
    assert seen.score == 0
    assert None not in seen.scores.values()
    harmless(room)


HONEST = {
    "an error inside, caught": "try:\n    raise SystemExit\nexcept SystemExit:\n    pass",
    "a warning": "import warnings\nwarnings.warn('x')",
    "StopIteration of an own iterator": "next(iter([]), None)",
    "a mapped file": "import numpy as np\nm = np.memmap('m', float, 'w+', shape=3)\nm[:] = 1",
    "a handler for signals": "import signal\nsignal.signal(signal.SIGUSR1, lambda *_: None)",
}


@pytest.mark.parametrize("case", HONEST)
def test_honest_work_of_the_same_kind_is_not_punished(room, case):
    lines = HONEST[case].replace("\n", "\n    ")
    step = RIGHT.replace("    if", f"    {lines}\n    if")
    harmless(room, step, before=HONEST[case])
