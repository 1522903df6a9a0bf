"""Attacks on the machine: time, memory, processes, files, output (part A of the catalogue).

Each stands beside honest work that looks like it. Limits are tight and set before anything runs.
What cannot arise:

| case | why |
|---|---|
| 7, BLAS starting a thread for each core | the libraries are told one thread before they load |
| 8, a log in our temporary folder | nothing of ours writes there while a submission runs |
| 10, a flood of messages on iopub | there is no kernel, so there is no iopub |
| 13 | the catalogue has no case of this number |
| 16, a budget of processor time per question | the call's deadline is the budget, on the clock |
"""

# ruff: noqa: E501 - an attack is a line

import os

import pytest
from a_child import threads_are_bounded
from a_room import FULL, PATIENT, RIGHT, WRONG, answer, attacked, harmless

LATE = "It did not come back"
RESTS = "\n    return w + y * x, b + y\n"

# what a cell above the answers does -> what its author is told in its place
CELLS = {
    "an endless loop": ("while True: pass", LATE),
    "a hang in C": ("import ctypes; ctypes.CDLL(None).sleep(60)", LATE),
    "a hang that ignores signals": (
        "import signal\nfor s in signal.valid_signals() - {9, 19, 32, 33}: signal.signal(s, 1)\n"
        "while True: pass",
        LATE,
    ),
    "a regular expression": ("import re; re.match('(a+)+$', 'a' * 40 + 'b')", LATE),
    "a number of many digits": (
        "import sys; sys.set_int_max_str_digits(0); str(1 << 10**8)",
        LATE,
    ),
    "a process that stops itself": ("import os, signal; os.kill(os.getpid(), 19)", LATE),
    "slow growth": ("kept = []\nwhile True: kept.append(0)", ("MemoryError", LATE)),
    "a list that fills the memory": ("kept = [bytes(10**6) for _ in range(10**6)]", "MemoryError"),
    "waiting for a line": ("input()", "EOFError"),
    "the debugger": ("import pdb; pdb.set_trace()\nx = 1", ("", "BdbQuit")),
}


@pytest.mark.parametrize("case", CELLS)
def test_a_cell_cannot_hold_up_the_answers_below_it(room, case):
    source, told = CELLS[case]
    seen = attacked(room, before=source)
    assert any(text in seen.shown for text in ([told] if isinstance(told, str) else told))


CALLS = {
    "an endless loop": ("while True: pass", "never ends"),
    "a loop that swallows everything": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "never ends",
    ),
    "a hang in C": ("ctypes.CDLL(None).sleep(60)", "never ends"),
    "stopping itself": ("os.kill(os.getpid(), signal.SIGSTOP)", "never ends"),
    "an array that fills the memory": ("np.ones(10**9)", "MemoryError"),
    "deep recursion": ("return perceptron_step(w, b, x, y)", "RecursionError"),
    "deeper recursion": (
        "sys.setrecursionlimit(10**9)\nreturn perceptron_step(w, b, x, y)",
        ("SIGSEGV", "never ends", "ended", "MemoryError"),
    ),
    "an answer of 10 GB that is mostly zeros": (
        "return np.lib.stride_tricks.as_strided(w, (10**5, 12_500), (0, 0)), b",
        "too large",
    ),
    "an answer of 72 MB": ("return np.zeros(9 * 10**6), b", "too large"),
    "two of 6 MB": ("return np.zeros(750_000), np.zeros(750_000)", "too large"),
    "an answer of a million parts": ("return [0.0] * 10**6, b", ("too many parts", "never ends")),
    "texts, all as long as the longest": ("return [''] * 9000 + ['x' * 10**5], b", "holds a text"),
    "an endless generator": ("import itertools\nreturn itertools.count(), b", "count"),
    "a list that grows while it is read": (
        "class L(list):\n    def __iter__(self):\n        while True: yield 1\nif globals().get('once'): return w, b\nglobals()['once'] = 1\nreturn L(), b",
        ("too many parts", "never ends", "not right"),
    ),
    "a list in itself": ("r = []\nr.append(r)\nreturn r, b", "nested too deeply"),
    "a long error": ("raise ValueError('x' * 10**7)", "ValueError"),
    "a number of 10 000 digits": ("return w, 10**10_000", "an int"),
    "a number of 300 digits": ("return w, 10**300", ""),
}


@pytest.mark.parametrize("case", CALLS)
def test_an_answer_cannot_hold_up_the_other_questions(room, case):
    body, told = CALLS[case]
    seen = attacked(room, answer(body))
    assert any(text in seen.message for text in ([told] if isinstance(told, str) else told))


FLOODS = {
    "a great text": "print('x' * 10**8)",
    "many small ones": "for n in range(10**5): print(n)",
    "to both streams in turn": "import sys\nfor n in range(10**4):\n    print(1); print(2, file=sys.stderr)",
    "many displays": "for n in range(10**3): display('x' * 10**5)",
    "to the file itself": "import os\nfor n in range(100): os.write(1, b'x' * 10**6)",
    "a result with a great text": "class R:\n    def __repr__(self): return 'x' * 10**7\nR()",
}


@pytest.mark.parametrize("case", FLOODS)
def test_a_flood_of_output_is_cut_and_costs_nothing(room, case):
    seen = harmless(room, before=FLOODS[case])
    assert len(seen.shown) < 2_000_000
    assert attacked(room, before=FLOODS[case]).score == 0


FILES = {
    "one file": "open('/tmp/big', 'wb', 0).write(bytes(3 * 10**6)) == 10**6 and open('/tmp/big', 'ab', 0).write(b'x')",
    "many files": "[open(f'/tmp/{n}', 'w') for n in range(10**4)]",
    "files with holes": "open('/tmp/hole', 'wb').truncate(10**12)",
    "folders in folders": "[os.makedirs('/tmp/' + '/'.join('d' * n)) for n in range(1, 200)]",
}


@pytest.mark.parametrize("case", FILES)
def test_the_disk_cannot_be_filled(room, case):
    seen = attacked(room, before=f"import os\n{FILES[case]}")
    assert "OSError" in seen.shown, seen.shown


FORKS = """\
import os, threading, time
made = 0
try:
    for made in range(2000):
        if os.fork() == 0:
            time.sleep(60)
except OSError as error:
    print("refused after", made)
"""
THREADS = """\
import threading, time
threading.stack_size(65536)
made = 0
try:
    for made in range(5000):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
except RuntimeError:
    print("refused after", made)
"""


def test_no_process_can_be_started(room):
    assert "refused after 0" in attacked(room, before=FORKS).shown


def test_threads_can_be_started_but_not_without_end(room):
    if not threads_are_bounded():
        pytest.skip("of root, before Linux 6.14 or with a read-only /proc/sys, memory alone is")
    assert "refused after" in attacked(room, before=THREADS).shown


HONEST = {
    "a loop of half a second": "import time\nt = time.time()\nwhile time.time() < t + 0.5: pass",
    "an array of 40 MB": "import numpy as np\nkept = np.ones(5 * 10**6)",
    "a recursion of 500": "def f(n): return n and f(n - 1)\nf(500)",
    "a few threads": "import threading\nfor n in range(4): threading.Thread(target=print).start()",
    "a small file": "open('notes', 'w').write('mine')",
    "some output": "for n in range(200): print(n)",
    "a great number": "2**4000 % 7",
    "a pattern": "import re; re.match('(a+)$', 'a' * 1000)",
    "a cell that is stopped by its own error": "1 / 0",
}


@pytest.mark.parametrize("case", HONEST)
def test_honest_work_of_the_same_kind_is_not_punished(room, case):
    seen = harmless(room, before=HONEST[case])
    assert LATE not in seen.shown


LETTERS = {"é": 700_000, "\x00": 700_000, "\ud800": 700_000, "😀": 400_000, '"': 1_900_000}


@pytest.mark.parametrize("letter", LETTERS)
def test_a_cell_of_many_letters_is_a_cell_whatever_they_need_in_json(room, letter):
    """Some are six or twelve bytes there, and a cell of them was more than we dared to send."""
    answered = f"# {letter * LETTERS[letter]}\n{RIGHT}"
    seen = room.grade("ada", room.book(answered), **PATIENT)
    assert seen.record.problem == ""
    if letter == "\x00":  # Python reads no such text
        assert seen.verdict == "could not run"
        assert "SyntaxError" in seen.message
    else:
        assert seen.scores == FULL


def test_the_other_answers_are_there_again_after_a_restart(any_room):
    """At every level: the crash of one question costs that question."""
    seen = attacked(any_room, answer("while True: pass"), call_seconds=0.4)
    assert seen.verdict == "could not run"


def test_a_notebook_that_ends_its_process_again_and_again_is_given_up(room):
    loops = "\n".join(["import os", "def f(): os._exit(0)"])
    book = room.book(WRONG, before=loops)
    for _ in range(6):
        book.cells.insert(
            3, type(book.cells[2])(book.cells[2], source="f()", id=os.urandom(4).hex())
        )
    seen = room.grade("mallory", book, restarts=3)
    assert all(not score for score in seen.scores.values())
    assert "too often" in seen.told + seen.shown
    assert harmless(room, RIGHT)


def test_time_runs_out_for_the_whole_notebook(room):
    before = "import time\ntime.sleep(0.8)"
    seen = room.grade("mallory", room.book(RIGHT, before), submission_seconds=0.5)
    assert all(not score for score in seen.scores.values())
    assert "0.5 s in all" in seen.told + seen.shown
    harmless(room, before=before)
