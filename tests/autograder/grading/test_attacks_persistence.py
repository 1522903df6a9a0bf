"""Attempts to leave something behind for later or for others (part E of the catalogue).

| case | why it cannot arise |
|---|---|
| 74, cron, at, units, shell files | no program can be started and no home can be written |
| 75 | the catalogue has no case of this number |

`attacked` compares open files, children, mounts and the shared folders before and after, and
grades an honest student by the same warm process.
"""

# ruff: noqa: E501 - an attack is a line

import ast
import os
import re
import time
from pathlib import Path

import pytest
from a_room import PLACES, WRONG, answer, attacked, harmless, is_level_0

DAEMON = """\
import os, time
def loose():
    if os.fork():
        return
    os.setsid()
    if os.fork():
        os._exit(0)
    with open({mark!r}, "w") as file:
        file.write(str(os.getpid()))
    time.sleep(30)
    os._exit(0)
"""
ONCE = """\
try:
    if globals().setdefault("first", True):
        globals()["first"] = False
        loose()
        time.sleep(0.2)
except OSError:
    pass"""


def test_no_process_is_left_at_any_level(any_room, tmp_path):
    """Above level 0 none can be started; at level 0 it is found and ended."""
    mark = str(tmp_path / "mallory-was-here")
    step = DAEMON.format(mark=mark) + answer(ONCE)
    attacked(any_room, step)
    if any_room.layers == ("limits",):
        assert _is_gone(int(Path(mark).read_text()))
    else:
        assert not os.path.exists(mark)


def _is_gone(pid: int) -> bool:
    for _ in range(50):
        if not os.path.exists(f"/proc/{pid}"):
            return True
        time.sleep(0.02)
    return False


def test_no_thread_is_left(room):
    attacked(
        room,
        before="import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()",
    )


WRITE = """\
import os
made = []
for place in {places!r}:
    try:
        open(os.path.join(place, "mallory"), "w").write("x")
        made.append(place)
    except OSError:
        pass
print("made", made)
"""


def test_no_file_is_left_from_level_1_on(any_room):
    if is_level_0(any_room.layers):
        pytest.skip("level 0 keeps no folder from a submission")
    import numpy

    places = [*PLACES, os.path.dirname(numpy.__file__), os.path.expanduser("~"), os.getcwd()]
    places += [str(any_room.folder), os.path.expanduser("~/.ipython/profile_default")]
    seen = attacked(any_room, before=WRITE.format(places=places))
    made = ast.literal_eval(re.search(r"made (\[.*?\])", seen.shown)[1].replace("\\'", "'"))
    assert ("/tmp" in made) == ("namespaces" in any_room.layers)
    assert all(place.startswith("/tmp") for place in made)  # a clone may lie there, out of sight
    assert not any(os.path.exists(os.path.join(place, "mallory")) for place in places)


def test_a_file_of_one_is_not_there_for_the_next(room):
    attacked(room, before="open('/tmp/numpy.py', 'w').write('1/0')")
    seen = harmless(room, before="import os; print(os.listdir('/tmp'))")
    assert "numpy.py" not in seen.shown


STAY = {
    "patched numpy": "import numpy as np\nnp.linalg.norm = np.sqrt = lambda *a: 0.0",
    "patched nnlib": "import nnlib, sys\nfor m in list(sys.modules):\n    if 'nnlib' in m: del sys.modules[m]",
    "the chance of the next": "import numpy as np\nnp.random.seed(1)\nimport random; random.seed(1)",
    "printing": "import numpy as np\nnp.set_printoptions(formatter={'all': lambda x: 'mallory'})",
    "errors for warnings": "import numpy as np, warnings\nnp.seterr(all='raise'); warnings.simplefilter('error')",
    "freed memory": "import gc; gc.unfreeze(); gc.disable()",
    "limits": "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 1))",
    "signals": "import signal\nfor n in (1, 2, 3, 13, 15): signal.signal(n, signal.SIG_IGN)",
    "small whole numbers": "import ctypes\nctypes.c_uint32.from_address(id(3) + 24).value = 4",
    "bytes of the libraries": "import ctypes, numpy\nfor n in range(10): ctypes.memset(id(numpy.add) + 16, 0, 8)",
}


@pytest.mark.parametrize("case", STAY)
def test_no_change_of_the_process_is_left_for_the_next(room, case):
    room.grade("mallory", room.book(WRONG, before=STAY[case]))
    harmless(room)


SHARED = {
    "shared memory": "ctypes.CDLL(None).shmget(0x1234, 4096, 0o1666)",
    "a message queue": "ctypes.CDLL(None).msgget(0x1234, 0o1666)",
    "a semaphore": "ctypes.CDLL(None).semget(0x1234, 1, 0o1666)",
    "a file without a name": "os.memfd_create('mallory')",
    "shared memory of Python": "__import__('multiprocessing.shared_memory').shared_memory."
    "SharedMemory('mallory', True, 100)",
    "an abstract socket": "__import__('socket').socket(1).bind('\\0mallory')",
    "a key": "1 / (1 + ctypes.CDLL(None).syscall(248, b'user', b'mallory', b'x', 1, -3))",
}


@pytest.mark.parametrize("case", SHARED)
def test_nothing_shared_is_left(room, case):
    source = f"import ctypes, os\nmade = {SHARED[case]}\nif isinstance(made, int) and made < 0: raise OSError"
    seen = attacked(room, before=source)
    assert "Error" in seen.shown, seen.shown
    assert "0x00001234" not in Path("/proc/sysvipc/shm").read_text()


HONEST = {
    "a thread that is joined": "import threading\nt = threading.Thread(target=print); t.start(); t.join()",
    "a temporary folder": "import tempfile\nwith tempfile.TemporaryDirectory() as d: open(d + '/x', 'w').close()",
    "a seed": "import numpy as np\nnp.random.seed(0)",
    "print options": "import numpy as np\nnp.set_printoptions(precision=2)",
    "a generator": "import numpy as np\nrng = np.random.default_rng(0); rng.normal(size=3)",
}


@pytest.mark.parametrize("case", HONEST)
def test_honest_work_of_the_same_kind_is_not_punished(room, case):
    seen = harmless(room, before=HONEST[case])
    assert "'error'" not in seen.shown, seen.shown
