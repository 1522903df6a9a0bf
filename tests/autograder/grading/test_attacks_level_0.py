"""What a submission may do at level 0: as another user than root nothing to ours, else all of it.

Root has students' code run as another user. Each attack here changed a mark, another's work or the
machine when it ran as the user who grades; it stands beside an honest neighbour. For an ordinary
user nothing of this can be kept from a submission, so the command asks before it runs any.
"""

# ruff: noqa: E501 - an attack is a line

import errno
import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import pytest
from a_child import NOBODY, gone
from a_room import LEVELS, NAME, RIGHT, WRONG, answer, attacked, furnished, harmless, honest, need
from grading.a_class import command, handed_in, scores

from autograder.environment import ROOT, CommandFailed
from autograder.grading import nbgrader_step, work
from autograder.sandbox import another, kernel, layers
from autograder.sandbox.probe import Probe, probe

ANOTHER = LEVELS["level 0, another user"]
BY_ROOT = pytest.mark.skipif(
    not kernel.LINUX or os.geteuid() != 0, reason="it takes root to be another user"
)


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """A class that only its owner may look into, graded at level 0 as another user."""
    need(ANOTHER)
    made = furnished(tmp_path_factory.mktemp("course"), ANOTHER)
    book = made.folder / "gradebook.db"
    book.unlink()
    with sqlite3.connect(book) as opened:
        opened.execute("create table grade (points real)")
        opened.execute("insert into grade values (10)")
    opened.close()
    made.submit("ben", made.book(RIGHT))
    made.folder.chmod(0o700)
    honest(made)
    yield made
    work.done()


def held(room):
    """What no submission may change: modes, owners and contents."""
    kept = [room.folder, *(room.folder / x for x in ("gradebook.db", "seeds.json"))]
    kept += [path for x in ("notebooks", "submitted/ben") for path in (room.folder / x).rglob("*")]
    seen = ((path, path.lstat()) for path in kept)
    return {
        path: (found.st_mode, found.st_uid, path.is_file() and path.read_bytes())
        for path, found in seen
    }


TRY = """\
import ctypes, json, os, shutil, signal, socket, sqlite3, subprocess, sys, time
C = ctypes.CDLL(None, use_errno=True)
def well(answer):
    if answer < 0: raise OSError(ctypes.get_errno(), "")
course, ours, parent = {course!r}, {ours}, os.getppid()
theirs = course + "/submitted/ben/{name}/{name}.ipynb"
try:
    {what}
    print("GO" "T")
except (OSError, sqlite3.Error, subprocess.SubprocessError) as error:
    print("REFUSED", type(error).__name__)
"""
ATTACKS = {
    "a trigger in the gradebook": "sqlite3.connect(course + '/gradebook.db').execute('create trigger t after insert on grade begin update grade set points = 25; end')",
    "another mark in it": "sqlite3.connect(course + '/gradebook.db').execute('update grade set points = 25')",
    "emptying it": "os.truncate(course + '/gradebook.db', 0)",
    "taking it away": "os.unlink(course + '/gradebook.db')",
    "opening it to all": "os.chmod(course + '/gradebook.db', 0o666)",
    "a second name for it": "os.link(course + '/gradebook.db', '/tmp/mallory-book')",
    "the neighbour's work": "open(theirs, 'w').write('{{}}')",
    "a look at it": "open(theirs).read()",
    "taking it away altogether": "os.rename(course + '/submitted/ben', '/tmp/mallory-ben')",
    "a link in its place": "os.symlink('/etc/passwd', course + '/submitted/zoe')",
    "the seeds": "open(course + '/seeds.json').read()",
    "the solutions": "open(course + '/notebooks/{name}/{name}.ipynb').read()",
    "code that export runs": "open(course + '/nbgrader_config.py', 'w').write('1 / 0')",
    "code that Python runs": "open(os.path.dirname(os.__file__) + '/sitecustomize.py', 'w').write('1 / 0')",
    "code of the checks": "open({root!r} + '/autograder/check/__init__.py', 'a').write('1 / 0')",
    "code that waits beside it": "open({root!r} + '/autograder/check/mallory.py', 'w').write('1 / 0')",
    "code that a shell runs": "open(os.path.expanduser('~root') + '/.bashrc', 'a').write('exit')",
    "our memory": "os.open(f'/proc/{{ours}}/mem', os.O_RDWR)",
    "the warm one's memory": "os.open(f'/proc/{{parent}}/mem', os.O_RDWR)",
    "our memory by another call": "b = ctypes.create_string_buffer(8); v = (ctypes.c_void_p * 2)(ctypes.addressof(b), 8); well(C.process_vm_readv(ours, v, 1, v, 1, 0))",
    "tracing the warm one": "well(C.ptrace(16, parent, None, None))",
    "our environment": "open(f'/proc/{{ours}}/environ').read()",
    "our open files": "os.listdir(f'/proc/{{ours}}/fd')",
    "the end of the worker": "os.kill(ours, 9)",
    "the end of the warm one": "os.kill(parent, 9)",
    "stopping the warm one": "os.kill(parent, signal.SIGSTOP)",
    "a hold on us": "signal.pidfd_send_signal(os.pidfd_open(ours), 9)",
    "other bounds for us": "import resource; resource.prlimit(ours, resource.RLIMIT_CPU, (1, 1))",
    "another priority for us": "os.setpriority(os.PRIO_PROCESS, ours, 19)",
    "being root again": "os.setuid(0)",
    "being in a group of root's": "os.setgroups([0])",
    "a program that makes one root": "subprocess.run(['su', '-c', 'true'], check=True, capture_output=True, timeout=0.5)",
    "a file that belongs to root": "open('/tmp/mallory-s', 'w'); os.chown('/tmp/mallory-s', 0, 0)",
    "a raw socket": "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
    "a root of its own": "os.chroot('.')",
    "the machine's name": "socket.sethostname('mallory')",
    "a message queue": "well(C.mq_open(b'/mallory', 66, 0o666, None))",
    "a signal by way of the line": "import fcntl; [fcntl.fcntl(int(n), fcntl.F_SETOWN, ours) for n in os.listdir('/proc/self/fd')]; [fcntl.fcntl(int(n), fcntl.F_SETFL, os.O_ASYNC) for n in os.listdir('/proc/self/fd')]; os.kill(ours, 0)",
    "a clock for us": "well(C.clock_settime(0, ctypes.create_string_buffer(16)))",
    "a file behind a link of ours": "os.symlink(course + '/gradebook.db', 'book'); open('book', 'a').write('x')",
    "the terminal": "open('/dev/tty', 'w').write('x')",
    "a file system": "well(C.mount(b'none', b'/tmp', b'tmpfs', 0, None))",
    "a view of its own": "well(C.unshare(0x00020000))",
    "a device": "os.mknod('/tmp/mallory-d', 0o60666, 0)",
}


def source_of(room, what):
    words = {"course": str(room.folder), "ours": os.getpid(), "name": NAME, "root": str(ROOT)}
    return TRY.replace("{what}", ATTACKS[what]).format(**words)


@pytest.mark.parametrize("what", ATTACKS)
def test_as_another_user_it_is_refused(other, what):
    before = held(other)
    seen = attacked(other, WRONG, before=source_of(other, what))
    assert "REFUSED" in seen.shown, seen.shown
    assert "GOT" not in seen.shown
    assert held(other) == before


FROM_OTHERS = {
    "a neighbour": "/submitted/ben/{name}/{name}.ipynb",
    "the instructor": "/notebooks/{name}/{name}.ipynb",
}


@pytest.mark.parametrize("whom", FROM_OTHERS)
def test_an_answer_cannot_be_copied(other, whom):
    path = str(other.folder) + FROM_OTHERS[whom].format(name=NAME)
    copying = f"""\
try:
    import json
    for cell in json.load(open({path!r}))["cells"]:
        if "def perceptron_step" in "".join(cell["source"]): exec("".join(cell["source"]), globals())
    return perceptron_step(w, b, x, y)
except OSError: pass"""
    assert attacked(other, answer(copying)).score == 0


ALL_AT_ONCE = {
    "of its user": "os.kill(-1, 9)",
    "of its group": "os.killpg(0, 9)",
    "of the group of the warm one": "os.killpg(os.getpgid(os.getppid()), 9)",
}


@pytest.mark.parametrize("whose", ALL_AT_ONCE)
def test_a_signal_to_all_reaches_none_of_ours(other, whose):
    source = f"import os\ntry:\n    {ALL_AT_ONCE[whose]}\nexcept OSError: pass"
    nursery = next(iter(work.nurseries.values()))
    before = nursery.warm.pid
    attacked(other, WRONG, before=source)
    assert nursery.warm.pid == before


LOOSE = """\
import os, signal, time
for _ in range(5):
    if os.fork() == 0:
        os.setsid()
        if os.fork(): os._exit(0)
        for number in (1, 2, 15): signal.signal(number, signal.SIG_IGN)
        while True: time.sleep(0.01)
time.sleep(0.1)
"""


def owned_by_others():
    """The living processes of users that we made up."""
    found = []
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            owner = int(re.search(r"Uid:\s+(\d+)", path.read_text())[1])
        except OSError:
            continue
        if owner >= another.FIRST:
            found.append(int(path.parent.name))
    return found


def test_no_process_is_left(other):
    attacked(other, WRONG, before=LOOSE)
    assert gone(owned_by_others())


LEFT = """\
import ctypes, os, stat
C = ctypes.CDLL(None)
for place in ("/tmp", "/var/tmp", "/dev/shm"):
    open(place + "/mallory", "w").write("x")
    os.makedirs(place + "/mallory-folder/within")
    os.mkfifo(place + "/mallory-pipe")
    os.symlink("/etc/passwd", place + "/mallory-link")
    os.chmod(place + "/mallory-folder", 0)
made = [C.shmget(0x4d41, 4096, 0o1666), C.msgget(0x4d41, 0o1666), C.semget(0x4d41, 1, 0o1666)]
print("MADE", min(made) >= 0)
"""


def test_no_file_and_no_shared_memory_is_left(other):
    seen = attacked(other, WRONG, before=LEFT)
    assert "MADE True" in seen.shown
    for kind in another.OWNER:
        assert str(0x4D41) not in Path(f"/proc/sysvipc/{kind}").read_text()


def test_two_at_once_are_two_users():
    numbers = [another.number(pid) for pid in range(2, 60_000)]
    assert len(set(numbers)) == len(numbers)


@BY_ROOT
def test_what_a_killed_command_left_is_taken_away_and_nothing_of_one_who_lives(tmp_path):
    ended, living = Path("/tmp/mallory-ended"), Path("/tmp/mallory-living")
    gone_one = subprocess.Popen(["true"])
    gone_one.wait()
    lives = os.fork()
    if lives == 0:
        os.setresuid(*3 * [another.number(os.getpid())])
        living.touch()
        signal.pause()
    try:
        while not living.exists():
            time.sleep(0.01)
        ended.touch()
        os.chown(ended, another.number(gone_one.pid), -1)
        (ours := tmp_path / "ours").touch()
        another.sweep_all()
        assert (ended.exists(), living.exists(), ours.exists()) == (False, True, True)
    finally:
        os.kill(lives, 9)
        os.waitpid(lives, 0)
        another.sweep(lives)
    assert not living.exists()


HONEST = {
    "a file of its own": "import os\nopen('a.txt', 'w').write('x'); open(os.path.abspath('a.txt')).read()",
    "a temporary folder": "import tempfile\nwith tempfile.TemporaryDirectory() as d: open(d + '/x', 'w').close()",
    "what was not loaded": "import colorsys, decimal, statistics, zoneinfo, sqlite3",
    "what needs a library of its own": "import ssl",
    "a few threads": "import threading\nfor n in range(4): threading.Thread(target=print).start()",
    "a file of a library": "import matplotlib; open(matplotlib.matplotlib_fname()).read()",
}


@pytest.mark.parametrize("case", HONEST)
def test_honest_work_is_not_punished(other, case):
    seen = harmless(other, before=HONEST[case])
    assert "'error'" not in seen.shown, seen.shown


def test_a_course_that_others_may_pass_through_is_told_and_refused(other):
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o711)
        seen = probe(ANOTHER, [Path(folder)])
        assert (seen.apart, f"chmod o-rwx {folder}" in seen.advice) == (False, True)
        with pytest.raises(CommandFailed, match="own work alone"):
            layers.chosen("off", [Path(folder)])
        os.chmod(folder, 0o700)
        assert layers.chosen("off", [Path(folder)]) == ANOTHER


def test_code_of_ours_that_everybody_may_change_is_told_and_refused(other, tmp_path, monkeypatch):
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        monkeypatch.setattr(sys, "path", [*sys.path, folder])
        assert probe(ANOTHER).apart
        os.chmod(folder, 0o757)
        seen = probe(ANOTHER)
        assert (seen.apart, f"`chmod o-w {folder}`" in seen.advice) == (False, True)


def test_a_folder_above_ours_that_everybody_may_exchange_is_told_and_refused(other):
    with tempfile.TemporaryDirectory() as folder:
        (course := Path(folder, "above", "course")).mkdir(parents=True)
        os.chmod(folder, 0o755)
        course.chmod(0o700)
        for mode, apart in ((0o755, True), (0o777, False), (0o1777, True)):
            course.parent.chmod(mode)
            seen = probe(ANOTHER, [course])
            assert (seen.apart, f"`chmod +t {course.parent}`" in seen.advice) == (apart, not apart)


def test_where_there_is_no_number_for_another_user_somebody_has_to_say_so(other, monkeypatch):
    def unknown(*_):
        raise OSError(errno.EINVAL, "as in a container that knows a few")

    monkeypatch.setattr(os, "chown", unknown)
    assert not probe(ANOTHER).apart
    with pytest.raises(CommandFailed, match="own work alone"):
        layers.chosen("off")


@pytest.mark.slow
@BY_ROOT
@pytest.mark.parametrize("part", ["level_0", "ending", "others"])
def test_all_of_this_holds_where_python_lies_open(part):
    """The same once more, and attacks of other kinds, where another user may come to Python."""
    here = Path(__file__).parent
    words = [sys.executable, str(here.parent / "a_child.py"), "--root", sys.executable, "-B"]
    words += ["-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "-k", "not python_lies_open"]
    words += [str(here / f"test_attacks_{part}.py")]
    with tempfile.TemporaryDirectory() as made:
        os.chmod(made, 0o755)  # others may pass through, as through a folder for temporary files
        env = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": made}
        done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "another user" not in "".join(re.findall("SKIPPED.*", done.stdout))
    assert part != "level_0" or "SKIPPED" not in done.stdout


# Who grades is who runs it


@pytest.fixture
def course(first_released):
    """Two who handed in to the user nobody; a cell of the first leaves a mark where it is run."""
    if os.geteuid() != 0:
        pytest.skip("only root can become nobody; who runs these tests is an ordinary user already")
    with tempfile.TemporaryDirectory() as made:
        os.chmod(made, 0o777)
        course = handed_in(Path(made) / "course", 2, first_released)
        path = sorted(course.glob("submitted/*/*/*.ipynb"))[0]
        notebook = nbformat.read(path, 4)
        leaves = f"open({str(course / 'mark')!r}, 'w').close()"
        notebook.cells.insert(0, nbformat.v4.new_code_cell(leaves))
        nbformat.write(notebook, path)
        for found in [course, *course.rglob("*")]:
            os.chown(found, NOBODY, NOBODY)
        yield course


def told(course, *words, said=None):
    """What the command says to nobody: with `said` at a terminal, else where nobody can answer."""
    alone = [sys.executable, str(Path(__file__).parents[1] / "a_child.py")]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(course.parent)}
    ours, theirs = pty.openpty()
    if said is not None:
        os.write(ours, said.encode() + b"\n")
    done = subprocess.run(
        [*alone, *command(course, "--isolation", "off", "--jobs", "1", *words)],
        env=env,
        stdin=subprocess.DEVNULL if said is None else theirs,
        capture_output=True,
        text=True,
        timeout=120,
    )
    os.close(ours)
    os.close(theirs)
    return done.stdout + done.stderr


def has_run(course):
    return (course / "mark").exists() or bool(list(course.glob("verdicts/*/*.json")))


@pytest.mark.parametrize("said", [None, "", "n"])
def test_an_ordinary_user_is_asked_and_without_a_yes_nothing_is_run_or_entered(course, said):
    heard = told(course, said=said)
    assert "level 0: limits, as you" in heard
    assert "for your own work alone, and nothing was graded" in heard
    assert "--trust-students" in heard
    assert ("Is all of it your own work" in heard) == (said is not None)
    assert not has_run(course)
    assert not any(auto is not None for auto, *_ in scores(course).values())


@pytest.mark.parametrize(("words", "said"), [(["--trust-students"], None), ([], "y")])
def test_with_an_explicit_word_it_is_graded(course, words, said):
    heard = told(course, *words, said=said)
    assert "Graded 2;" in heard
    assert has_run(course)


@pytest.mark.parametrize("level", [1, 2])
def test_above_level_0_nobody_is_asked(monkeypatch, level):
    seen = Probe(level, "x", ["limits"], [], "", apart=True)
    monkeypatch.setattr(layers, "probe", lambda *_: seen)
    assert layers.chosen("auto", trust=lambda why: pytest.fail(why)) == ("limits",)


def test_formgrader_s_road_refuses_as_well(monkeypatch):
    monkeypatch.setattr(layers, "probe", lambda *_: Probe(0, "limits", ["limits"], ["user"], "x"))
    for trusted in (False, True):
        try:
            assert nbgrader_step._layers("off", trusted, ()) == ("limits",)
            assert trusted
        except CommandFailed:
            assert not trusted
