"""Attempts to read what is not the student's, and to carry it away (part D of the catalogue).

| case | why it cannot arise |
|---|---|
| 64, 70 | the catalogue has no cases of these numbers |
| 69, bits through scores and times | a student sees the marks that the course gives, once |
| 71, hashed answers | none are shipped: references and hidden inputs stay on the trusted side |

Files are out of reach from level 1, the network and other processes too. At level 0 the
user's own files lie open, and the grader refuses that level unless it is asked for by name.
"""

# ruff: noqa: E501 - an attack is a line

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from a_room import NAME, SECRET, WRONG, answer, attacked, harmless, is_level_0

from autograder.environment import ROOT
from autograder.sandbox import kernel

SECRETS = {
    "the seeds": "{folder}/seeds.json",
    "the gradebook": "{folder}/gradebook.db",
    "the source with its solutions": "{folder}/notebooks/" + f"{NAME}/{NAME}.ipynb",
    "another submission": "{folder}/submitted/ben/" + f"{NAME}/x.txt",
    "the checks": f"{ROOT}/autograder/exercises/lesson_02/margin.py",
    "the bank of answers": f"{ROOT}/autograder/bank/__init__.py",
    "passwords": "/etc/passwd",
    "its own environment": "/proc/self/environ",
    "our environment": f"/proc/{os.getpid()}/environ",
    "our memory": f"/proc/{os.getpid()}/mem",
    "our open files": f"/proc/{os.getpid()}/fd/0",
}
READ = """\
import os
path = {path!r}
try:
    print("GO" "T", open(path, "rb").read(50))
except OSError as error:
    print("REFUSED", type(error).__name__)
try:
    print("LIST", os.listdir(os.path.dirname(path)))
except OSError as error:
    print("REFUSED", type(error).__name__)
"""


@pytest.mark.parametrize("what", SECRETS)
def test_it_cannot_be_read_from_level_1_on(any_room, what):
    if is_level_0(any_room.layers):
        pytest.skip("level 0 keeps no file: the verdict alone is safe there, and grade says so")
    path = SECRETS[what].format(folder=any_room.folder)
    assert os.path.exists(path)
    seen = attacked(any_room, WRONG, before=READ.format(path=path))
    assert "GOT" not in seen.shown
    assert "REFUSED" in seen.shown
    if str(any_room.folder) in path or ROOT in Path(path).parents:
        assert "LIST [" not in seen.shown


OTHER_ROADS = {
    "a link to it": "os.symlink({path!r}, '/tmp/l'); print(open('/tmp/l').read())",
    "a second name": "os.link({path!r}, '/tmp/l'); print(open('/tmp/l').read())",
    "numpy": "import numpy; print(numpy.fromfile({path!r}, 'u1').tobytes())",
    "a magic": "%load {path}\n%pycat {path}\n%run {path}",
    "a cell magic": "%%bash\ncat {path}",
    "the shell": "!cat {path}\nx = !cat {path}\nprint(x)",
    "the shell's object": "print(get_ipython().getoutput('cat {path}'))\nget_ipython().system('cat {path}')",
    "another program": "import subprocess; print(subprocess.run(['cat', {path!r}], capture_output=True))",
    "the C library": "import ctypes; c = ctypes.CDLL(None); f = c.open({path!r}.encode(), 0); "
    "b = ctypes.create_string_buffer(50); print(c.read(f, b, 50), b.value)",
    "an open file": "for n in range(64):\n    try: print(os.pread(n, 50, 0))\n    except OSError: pass",
    "a folder above": "os.chdir('/'); os.chroot('.'); print(open('../../../..' + {path!r}).read())",
}


@pytest.mark.parametrize("road", OTHER_ROADS)
def test_nor_by_another_road(room, road):
    path = f"{room.folder}/seeds.json"
    source = OTHER_ROADS[road].format(path=path)
    seen = attacked(room, WRONG, before=source if source[0] in "%!" else f"import os\n{source}")
    assert SECRET not in seen.shown
    assert "20260" not in seen.shown


IN_THE_PROCESS = {
    "the checks": "from autograder.check import judge\njudge.problem_with",
    "the exercises": "from autograder.exercises.lesson_02 import margin",
    "the bank": "import autograder.bank",
    "the grader": "import autograder.grading.grader",
    "what was imported before": "import sys\nprint('GO' 'T') if any('autograder.check.' in n or "
    "'bank' in n for n in sys.modules if 'autograder' in n) else 1 / 0",
    "all objects": "import gc\nfound = [o for o in gc.get_objects() if type(o).__name__ in "
    "('Exercise', 'Case', 'Misconception', 'Verdict')]\nprint('GO' 'T', found) if found else 1 / 0",
    "texts in memory": "import gc\nword = ('canary-' + '5f2e91')\nfound = [o for o in gc.get_objects() "
    "if isinstance(o, dict) and word in map(str, o.values())]\n"
    "print('GO' 'T') if len(found) > 1 else 1 / 0",
    "the environment": "import os\nprint('GO' 'T', os.environ) if set(os.environ) - {'LINES', "
    "'COLUMNS', 'MPLBACKEND', 'PYTHONHASHSEED'} else 1 / 0",
    "the words it was started with": "import sys\nprint('GO' 'T') if any('course' in a for a in sys.argv) else 1 / 0",
}


@pytest.mark.parametrize("what", IN_THE_PROCESS)
def test_the_process_holds_nothing_worth_finding(room, what, monkeypatch):
    monkeypatch.setenv("TOKEN", SECRET)
    seen = attacked(room, WRONG, before=IN_THE_PROCESS[what] + "\nprint('after')")
    assert "GOT" not in seen.shown and "Error" in seen.shown, seen.shown  # noqa: PT018


AWAY = {
    "an address": "socket.create_connection(('127.0.0.1', 9), 0.3)",
    "a name": "socket.getaddrinfo('example.org', 80)",
    "a datagram": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "a service of the machine": "socket.socket(socket.AF_UNIX).connect('/run/docker.sock')",
    "a service for clouds": "__import__('urllib.request').request.urlopen('http://169.254.169.254/', timeout=0.3)",
    "listening": "socket.create_server(('', 0))",
}


@pytest.mark.parametrize("way", AWAY)
def test_nothing_can_be_carried_away(any_room, way):
    if is_level_0(any_room.layers):
        pytest.skip("level 0 keeps no network from a submission")
    if "name" in way or "cloud" in way:
        source = f"import socket\nsocket.setdefaulttimeout(0.3)\n{AWAY[way]}\nprint('GO' 'T')"
    else:
        source = f"import socket\n{AWAY[way]}\nprint('GO' 'T')"
    seen = attacked(any_room, WRONG, before=source)
    assert "GOT" not in seen.shown
    assert "rror" in seen.shown


def test_what_a_call_is_given_tells_nothing_but_its_inputs(room):
    """Frames, objects and names on the way to the call: no expected value, no seed, no case."""
    step = answer(
        "found = []\nf = sys._getframe()\nwhile f:\n"
        "    found += [repr(v)[:400] for v in f.f_locals.values()]\n    f = f.f_back\n"
        "raise ValueError(' '.join(w for w in ('20260', 'wanted', 'expected', 'hidden', 'reference')"
        " if any(w in t for t in found)) or 'nothing found')"
    )
    assert "nothing found" in attacked(room, step).message


def test_an_error_says_nothing_of_what_was_expected(room):
    seen = attacked(room, answer("raise ValueError('mine')"))
    assert "mine" in seen.message
    assert "expected" not in seen.message


HONEST = {
    "a file of its own": "open('a.txt', 'w').write('x'); open('a.txt').read()",
    "a module of Python": "import colorsys, decimal, statistics",
    "a data file of a library": "import matplotlib; open(matplotlib.matplotlib_fname()).read()",
    "asking for its folder": "import os; os.getcwd(); os.listdir('.')",
    "a missing file, caught": "try: open('data.csv')\nexcept FileNotFoundError: pass",
    "the checks as a learner imports them": "from autograder import check\nimport nnlib",
    "a clock and a chance": "import time, random, secrets; time.time(); secrets.token_hex()",
}


@pytest.mark.parametrize("case", HONEST)
def test_honest_reading_is_not_punished(room, case):
    seen = harmless(room, before=HONEST[case])
    assert "'error'" not in seen.shown, seen.shown


@pytest.mark.slow
@pytest.mark.skipif(not kernel.LINUX or os.geteuid() != 0, reason="it takes root to be another")
def test_all_of_this_holds_for_an_ordinary_user():
    """Theft and persistence once more, graded by a process of the user nobody."""
    here = Path(__file__).parent
    words = [
        sys.executable,
        str(here.parent / "a_child.py"),
        sys.executable,
        "-B",
        "-m",
        "pytest",
        "-q",
    ]
    words += ["-p", "no:cacheprovider", "-k", "by_another_road or left_at_any"]
    words += [str(here / f"test_attacks_{part}.py") for part in ("theft", "persistence")]
    with tempfile.TemporaryDirectory() as made:
        os.chmod(made, 0o777)
        env = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": made}
        done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
