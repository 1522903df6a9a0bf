"""The rules of the house: who may import whom, what lies at the top, what no file may mention.

Each rule is a function from a text to the list of what is wrong with it, tried on everything that
is here and, beside that, on something broken.
"""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOP_LEVEL = {"README.md", "requirements.txt", "pyproject.toml", "LICENSE"}
TOP_LEVEL |= {"nnlib", "autograder", "notebooks", "tests"}

WITH_A_GUEST = {"nnlib.bench": {"sklearn", "torch"}}
# Read before there is an environment: the standard library alone, outside of functions.
AT_ONCE = {"autograder.__main__", "autograder.environment", "autograder.lesson.reading"}
AT_ONCE |= {f"autograder.commands.{name}" for name in ("start", "test", "setup")}

# The rooms from the ground up: one may import from those below it, never from one above.
ROOMS = (
    {"environment", "check"},
    {"course", "exercises", "sandbox", "contents"},
    {"lesson"},
    {"collecting", "grading", "learner", "lecture", "bank"},
    {"reporting", "site"},
    {"reading"},
    {"commands"},
    {"__main__"},
)
FLOOR = {room: floor for floor, rooms in enumerate(ROOMS) for room in rooms}

ELSEWHERE = re.compile(
    r"(?<![\w.:/])/(?!home/ada/)(?:home|root|Users|opt|work|farm)/\w"  # Ada is in examples only
    r"|\b[A-Z]:\\+Users\\+(?!\\|ada\b)"
    r"|pypi\.org|pythonhosted\.org|npmjs\.|conda\.anaconda",  # a host that packages come from
)


def tracked() -> list[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git clone")
    words = ["git", "-C", str(ROOT), "ls-files", "-z"]
    said = subprocess.run(words, capture_output=True, check=True).stdout.decode()
    return [name for name in said.split("\0") if name]


# What lies at the top


def strangers(names):
    tops = {name.split("/")[0] for name in names}
    return sorted(top for top in tops - TOP_LEVEL if not top.startswith("."))


def test_only_what_the_design_names_lies_at_the_top():
    assert strangers(tracked()) == []


def test_a_stray_file_at_the_top_is_seen():
    assert strangers(["README.md", ".ci/run", "nnlib/mlp.py", "notes.md"]) == ["notes.md"]


# Who imports whom


def imports(source):
    """(name, inside a function?) of every import that runs; "a.b" for `from a import b`."""

    def walk(node, inside):
        if isinstance(node, ast.Import):
            yield from ((alias.name, inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from ((f"{module}.{alias.name}", inside) for alias in node.names)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            return  # never runs
        else:
            inside = inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            for child in ast.iter_child_nodes(node):
                yield from walk(child, inside)

    yield from walk(ast.parse(source), False)


def under(name, packages):
    return any(name == package or name.startswith(package + ".") for package in packages)


def room(name):
    """The room of a module of autograder; "" for its door."""
    return [*name.split("."), ""][1]


def may_import(module, name, inside):
    if under(name, sys.stdlib_module_names):
        return True
    if under(module, {"nnlib.pictures"}):
        drawn_with = {"matplotlib", "mpl_toolkits", "cycler", "PIL", "IPython", "ipywidgets"}
        return under(name, {"numpy", "nnlib"} | drawn_with)
    if under(module, {"nnlib"}):
        guests = WITH_A_GUEST.get(module, set()) if inside else set()
        return under(name, {"numpy", "nnlib"} | guests) and not under(name, {"nnlib.pictures"})
    if under(module, {"autograder.check"}):
        return under(name, {"numpy", "nnlib", "IPython", "autograder.check"})
    if under(module, {"autograder.exercises"}):
        return under(name, {"numpy", "nnlib", "autograder.check", "autograder.exercises"})
    if not inside and (module == "autograder.commands" or under(module, AT_ONCE)):
        return under(name, {"autograder.commands", *AT_ONCE})
    if under(name, {"autograder"}) and room(name) != room(module):
        return FLOOR[room(name)] < FLOOR[room(module)]
    return not name.startswith(".")


def wrong_arrows(module, source):
    return [name for name, inside in imports(source) if not may_import(module, name, inside)]


MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in ("nnlib", "autograder")
    for path in sorted((ROOT / package).rglob("*.py"))
}


@pytest.mark.parametrize("module", MODULES)
def test_the_arrows_run_one_way(module):
    assert wrong_arrows(module, MODULES[module].read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("nnlib.mlp", "import autograder.check"),
        ("nnlib.mlp", "import matplotlib.pyplot as plt"),
        ("nnlib.mlp", "from nnlib import pictures"),
        ("nnlib.mlp", "from nnlib.pictures.figure import show"),
        ("nnlib.mlp", "def step():\n    import torch"),
        ("nnlib.mlp", "from . import shapes"),
        ("nnlib.bench", "import sklearn"),
        ("nnlib.bench", "try:\n    import torch\nexcept ImportError:\n    torch = None"),
        ("nnlib.pictures.plots", "import ipympl"),
        ("autograder.check", "import nbgrader"),
        ("autograder.check.judge", "from autograder.commands import release"),
        ("autograder.check.judge", "def late():\n    from autograder.environment import ROOT"),
        ("autograder.check.bank", "from autograder.exercises.lesson_02 import margin"),
        ("autograder.exercises.lesson_02.margin", "from autograder.bank import right"),
        ("autograder.__main__", "import numpy"),
        ("autograder.commands.start", "from autograder.lesson.student import student_notebook"),
        ("autograder.sandbox.lock", "from autograder.lesson import reading"),
        ("autograder.collecting.roster", "from autograder.grading import jobs"),
        ("autograder.lesson.student", "def f():\n    from autograder.commands import release"),
    ],
)
def test_an_arrow_the_wrong_way_is_seen(module, source):
    assert len(wrong_arrows(module, source)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("nnlib.bench", "def race():\n    from sklearn import datasets"),
        ("nnlib.pictures.plots", "import matplotlib.pyplot as plt"),
        ("autograder.check", "from nnlib import perceptron"),
        ("autograder.exercises.lesson_02.margin", "from autograder.check.exercise import Case"),
        ("autograder.lesson.reading", "if TYPE_CHECKING:\n    from nbformat import NotebookNode"),
        ("autograder.commands.start", "def copy():\n    import nbformat"),
        ("autograder.reporting.facts", "from autograder.grading import verdicts"),
    ],
)
def test_an_arrow_the_right_way_is_let_through(module, source):
    assert wrong_arrows(module, source) == []


def test_the_door_of_autograder_is_empty():
    assert (ROOT / "autograder" / "__init__.py").read_text() == ""


MORE = {"09_autodiff": {"fractions"}}  # a lesson -> what it imports besides
TRIED = {"09_autodiff": {"torch"}}  # and what it imports in a `try`, and does without


def wrong_imports_of_a_lesson(notebook, lesson=None):
    cells = (cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    lines = "\n".join("".join(cell["source"]) for cell in cells).splitlines()
    source = "\n".join(line for line in lines if not line.lstrip().startswith(("%", "!")))
    allowed = {"numpy", "matplotlib", "nnlib"} | MORE.get(lesson, set())
    names = (name for name, _ in imports(source))
    wrong = [name for name in names if name != "autograder.check" and not under(name, allowed)]
    for name in tried(source):
        if name in wrong and under(name, TRIED.get(lesson, set())):
            wrong.remove(name)
    return wrong


def tried(source):
    """What is imported in a `try` that does without, where it is missing."""
    for node in ast.walk(ast.parse(source)):
        handlers = node.handlers if isinstance(node, ast.Try) else []
        if any(one.type and ast.unparse(one.type) == "ImportError" for one in handlers):
            yield from (name for step in node.body for name, _ in imports(ast.unparse(step)))


def test_lessons_import_numpy_matplotlib_nnlib_and_check_alone():
    for path in sorted((ROOT / "notebooks").glob("*/*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        assert wrong_imports_of_a_lesson(notebook, path.stem) == [], path


def test_a_lesson_that_imports_more_is_seen():
    source = ["%matplotlib inline\n", "import numpy as np\n", "from autograder import check\n"]
    source += ["import os\n", "from autograder.check import judge\n", "import torch"]
    notebook = {"cells": [{"cell_type": "code", "source": source}]}
    assert wrong_imports_of_a_lesson(notebook) == ["os", "autograder.check.judge", "torch"]


def test_a_guest_of_one_lesson_is_let_in_there_alone_and_torch_in_a_try_alone():
    guest = "try:\n    import torch\nexcept ImportError:\n    torch = None\n"
    source = f"from fractions import Fraction\n{guest}"
    notebook = {"cells": [{"cell_type": "code", "source": [source]}]}
    assert wrong_imports_of_a_lesson(notebook, "09_autodiff") == []
    assert wrong_imports_of_a_lesson(notebook, "08_backpropagation") == [
        "fractions.Fraction",
        "torch",
    ]
    notebook = {"cells": [{"cell_type": "code", "source": [source + "import torch\n"]}]}
    assert wrong_imports_of_a_lesson(notebook, "09_autodiff") == ["torch"]


# What no file may mention


def test_no_file_mentions_a_machine_or_a_host_that_packages_come_from():
    found = {}
    for name in tracked():
        path = ROOT / name
        if path.is_file() and (match := ELSEWHERE.search(path.read_bytes().decode("latin-1"))):
            found[name] = match.group()
    assert found == {}


@pytest.mark.parametrize(
    "parts",
    [
        ["--index-url https://", "pypi", ".org/simple"],
        ["File ", '"/', 'home/eve/clone/nnlib/mlp.py"'],
        ["see /", "root/notes"],
        ["C:", "\\Users\\eve"],
    ],
)
def test_a_mention_of_a_machine_or_a_host_is_seen(parts):
    assert ELSEWHERE.search("".join(parts))


@pytest.mark.parametrize(
    "text",
    ["https://example.org/home/page", "notebooks/opt/in", "/home/ada/x", r"C:\\Users\\ada"],
)
def test_an_address_in_the_web_and_a_made_up_home_are_let_through(text):
    assert not ELSEWHERE.search(text)


# Lint, format and types


def verdict(*words, cwd=ROOT):
    done = subprocess.run([sys.executable, "-m", *words], cwd=cwd, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


LINTERS = {
    "ruff check": ["ruff", "check"],
    "ruff format": ["ruff", "format", "--check", "--diff"],
    "mypy": ["mypy"],
}


@pytest.mark.parametrize("name", LINTERS)
def test_lint_format_and_types_have_nothing_to_say(name):
    code, said = verdict(*LINTERS[name])
    print(said)  # pytest shows it where this fails
    assert code == 0


@pytest.mark.parametrize("package", ["nnlib", "autograder"])
@pytest.mark.parametrize("name", LINTERS)
def test_lint_format_and_types_refuse_a_broken_module(name, package, tmp_path):
    (tmp_path / package).mkdir()
    (tmp_path / package / "__init__.py").write_text("")
    broken = f"{package}/broken.py"
    (tmp_path / broken).write_text("import os\ndef size( x ): return x\n")
    option = "--config-file" if name == "mypy" else "--config"
    rules = [option, str(ROOT / "pyproject.toml")]
    code, said = verdict(*LINTERS[name], *rules, broken, cwd=tmp_path)
    assert code == 1
    assert "broken.py" in said
