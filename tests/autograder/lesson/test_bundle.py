"""The zip for students installs anywhere, runs the lesson, and holds nothing that grades."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import nbformat
import pytest
from a_lesson import worked, written

from autograder.environment import ROOT, install
from autograder.lesson.bundle import (
    build_wheel,
    bundle_faults,
    make_bundle,
    student_requirements,
)
from autograder.lesson.reading import LessonError, read_lesson
from autograder.lesson.student import student_notebook
from nnlib.pictures.slider import VIEW

PINS = """\
numpy==2.4.6        # arrays
matplotlib==3.11.2
jupyterlab==4.6.6 ; python_version >= "3.11"
nbgrader==0.9.6
ipywidgets==8.1.9
pytest==9.2.0

# generated
numpy==1.0.0
"""
WHEEL = "nnlib_course-1.0.0-py3-none-any.whl"

RUN = """\
import json, sys
import nbformat
from nbclient import NotebookClient
book = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(book, kernel_name="python3", allow_errors=True, timeout=60).execute()
outputs = [x for cell in book.cells for x in cell.get("outputs", [])]
print(json.dumps([x.ename for x in outputs if x.output_type == "error"]))
"""

WHAT_IS_THERE = """\
import json, pkgutil
import nnlib.data, autograder.check
nnlib.data.iris(), nnlib.data.digits()
here = [x.name for x in pkgutil.iter_modules(autograder.__path__)]
print(json.dumps([here, nnlib.__file__, autograder.check.__file__]))
"""

DISABLED = """\
import json
from jupyterlab_server.config import get_page_config
print(json.dumps(list(get_page_config([])["disabledExtensions"])))
"""

READ = """\
import asyncio, json, sys
from jupyter_server.serverapp import ServerApp
server = ServerApp()
server.initialize(["--no-browser", "--allow-root", "--ServerApp.port=0"])
model = asyncio.run(server.contents_manager.get(sys.argv[1]))
print(json.dumps(list(model["content"]["cells"][0]["outputs"][0]["data"])))
"""


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A copy of what the bundle is made from, with the modules that must stay at home."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("nnlib", "autograder"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    (folder / "requirements.txt").write_text(PINS)
    return folder


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A released lesson: the notebook as nbgrader makes it, in its folder."""
    folder = tmp_path_factory.mktemp("class") / "release" / "02_perceptron"
    folder.mkdir(parents=True)
    source = written(tmp_path_factory.mktemp("notebooks"))
    nbformat.write(student_notebook(source), folder / source.name)
    return folder


@pytest.fixture(scope="module")
def bundle(clone, released, students_wheel):
    return make_bundle(released, released.parent.parent, students_wheel, clone)


@pytest.fixture(scope="module")
def home(bundle, tmp_path_factory):
    """The folder of a student who unpacked the zip and installed its wheel, without a network.

    numpy, matplotlib and Jupyter are those of our own environment; nothing that lies beside them
    by way of a path file, as an installed clone does, is seen.
    """
    folder = tmp_path_factory.mktemp("home")
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(folder)
    lesson, venv = folder / "02_perceptron", folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    install.pip(venv, "install", "--no-index", "--no-deps", str(lesson / WHEEL))
    site = install.path_in(venv, "purelib")
    (site / "ours.pth").write_text(sysconfig.get_path("purelib"))
    return lesson


def python(lesson, *arguments):
    """Run the student's Python in the lesson's folder; what it printed."""
    venv = lesson.parent / "venv"
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "MPLBACKEND")}
    done = subprocess.run(
        [install.python(venv), *arguments],
        cwd=lesson,
        env={**kept, "JUPYTER_DATA_DIR": str(venv / "jupyter")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_zip_holds_the_lesson_its_requirements_ten_lines_and_a_wheel(bundle):
    with zipfile.ZipFile(bundle) as archive:
        assert archive.namelist() == [
            "02_perceptron/02_perceptron.ipynb",
            "02_perceptron/README.txt",
            f"02_perceptron/{WHEEL}",
            "02_perceptron/requirements.txt",
        ]
        readme = archive.read("02_perceptron/README.txt").decode()
        requirements = archive.read("02_perceptron/requirements.txt").decode()
    assert len(readme.splitlines()) == 10
    assert "jupyter lab 02_perceptron.ipynb" in readme
    assert requirements.splitlines() == [
        "numpy==2.4.6",
        "matplotlib==3.11.2",
        "jupyterlab==4.6.6",
        "nbgrader==0.9.6",
        "ipywidgets==8.1.9",
        f"./{WHEEL}",
    ]


def test_made_again_from_the_same_sources_the_zip_has_the_same_bytes(
    bundle, clone, released, tmp_path
):
    first = bundle.read_bytes()
    for path in clone.rglob("*.py"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    again = make_bundle(released, released.parent.parent, build_wheel(tmp_path, clone), clone)
    assert again == bundle
    assert again.read_bytes() == first


def test_the_wheel_holds_nnlib_and_the_checks_alone(bundle, tmp_path):
    with zipfile.ZipFile(bundle) as archive:
        archive.extract(f"02_perceptron/{WHEEL}", tmp_path)
    with zipfile.ZipFile(tmp_path / "02_perceptron" / WHEEL) as wheel:
        names = wheel.namelist()
        metadata = wheel.read("nnlib_course-1.0.0.dist-info/METADATA").decode()
        margin = wheel.read("autograder/exercises/lesson_02/margin.py").decode()
    ours = [x for x in names if x.startswith("autograder/")]
    checks = ("autograder/check/", "autograder/exercises/")
    assert [x for x in ours if not x.startswith(checks)] == [
        "autograder/__init__.py",
        "autograder/__main__.py",
        "autograder/contents.py",
    ]
    assert "autograder/exercises/lesson_02/margin.stored" in ours
    assert "hidden_cases" not in margin
    assert "mistakes" not in margin
    assert "autograder/exercises/lesson_02/hints.toml" in ours
    assert not [x for x in names if x.endswith("graded.toml")]
    assert {"nnlib/py.typed", "nnlib/perceptron.py", "autograder/check/__init__.py"} <= set(names)
    assert "Requires-Dist: numpy" in metadata


def test_pip_install_gives_what_students_get(bundle, clone, tmp_path):
    whole = shutil.copytree(clone, tmp_path / "clone")
    build = "from setuptools import build_meta; build_meta.build_wheel('..')"  # as pip asks for it
    subprocess.run([sys.executable, "-c", build], cwd=whole, check=True, capture_output=True)
    with zipfile.ZipFile(bundle) as archive:
        archive.extract(f"02_perceptron/{WHEEL}", tmp_path)
    contents = []
    for path in (tmp_path / WHEEL, tmp_path / "02_perceptron" / WHEEL):
        with zipfile.ZipFile(path) as wheel:
            contents.append({name: wheel.read(name) for name in wheel.namelist()})
    assert contents[0] == contents[1]


def test_in_a_students_environment_a_command_says_that_it_needs_the_clone(home):
    venv = home.parent / "venv"
    door = [install.python(venv), "-m", "autograder"]
    done = subprocess.run([*door, "grade", "02"], cwd=home, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("The commands need the clone, with its lessons and tests; ")
    said = subprocess.run([*door, "--version"], cwd=home, capture_output=True, text=True)
    assert said.stdout == "nnlib-course 1.0.0\n"


def test_in_a_students_environment_only_nnlib_and_the_checks_are_there(home):
    here, *files = json.loads(python(home, "-c", WHAT_IS_THERE))
    assert here == ["__main__", "check", "contents", "exercises"]
    assert all(Path(x).is_relative_to(home.parent / "venv") for x in files)


def test_in_a_students_environment_the_worked_lesson_runs_and_every_check_passes(home, tmp_path):
    book = read_lesson(home / "02_perceptron.ipynb")
    source = read_lesson(written(tmp_path))
    nbformat.write(worked(book, source), home / "worked.ipynb")
    assert json.loads(python(home, "-c", RUN, "worked.ipynb")) == []


def test_in_a_students_jupyter_a_slider_without_its_kernel_is_its_still_picture(home):
    slider = {VIEW: {"model_id": "gone"}, "text/html": "<img>"}
    output = nbformat.v4.new_output("display_data", slider)
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(outputs=[output])])
    nbformat.write(book, home / "slider.ipynb")
    assert json.loads(python(home, "-c", READ, "slider.ipynb")) == ["text/html"]


def test_a_students_jupyterlab_makes_no_assignments(home):
    disabled = json.loads(python(home, "-c", DISABLED))
    assert "@jupyter/nbgrader:create-assignment" in disabled


def test_our_own_requirements_pin_what_students_need():
    ours = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert len(student_requirements(ours, WHEEL).splitlines()) == 6


def test_a_package_without_a_pin_is_refused():
    with pytest.raises(LessonError, match=r"requirements.txt pins no nbgrader. Add a line"):
        student_requirements(PINS.replace("nbgrader==", "nbgrader>="), WHEEL)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("02_perceptron/seeds.json", "it would hold seeds.json."),
        ("02_perceptron/gradebook.db", "it would hold gradebook.db."),
        ("02_perceptron/helper.so", "it would hold helper.so."),
        ("02_perceptron/data/notes.doc", "it would hold data/notes.doc."),
        ("02_perceptron/solution.ipynb", "it would hold 2 notebooks, expected one."),
    ],
)
def test_the_guard_refuses_a_zip_with_more_in_it(bundle, tmp_path, name, told):
    copy = shutil.copy(bundle, tmp_path)
    assert bundle_faults(copy) == []
    with zipfile.ZipFile(copy, "a") as archive:
        archive.writestr(name, "{}")
    assert bundle_faults(copy) == [told]


@pytest.mark.parametrize(
    "name",
    [
        "autograder/release.py",
        "autograder/nbgrader_config.py",
        "autograder/exercises/lesson_04/graded.toml",
        "quiz_key.json",
    ],
)
def test_the_guard_refuses_a_wheel_with_more_in_it(bundle, tmp_path, name):
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(tmp_path)
    with zipfile.ZipFile(tmp_path / "02_perceptron" / WHEEL, "a") as wheel:
        wheel.writestr(name, "")
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        for path in (tmp_path / "02_perceptron").iterdir():
            archive.write(path, f"02_perceptron/{path.name}")
    assert bundle_faults(tmp_path / "more.zip") == [f"it would hold {name}."]


def test_a_zip_that_is_refused_does_not_take_the_place_of_the_last(
    bundle, clone, released, students_wheel
):
    before = bundle.read_bytes()
    (released / "seeds.json").write_text("{}")
    try:
        with pytest.raises(
            LessonError, match=r"02_perceptron.zip is not made: it would hold seeds"
        ):
            make_bundle(released, released.parent.parent, students_wheel, clone)
    finally:
        (released / "seeds.json").unlink()
    assert bundle.read_bytes() == before
    assert [x.name for x in bundle.parent.iterdir()] == [bundle.name]


def test_a_package_that_cannot_be_built_is_one_sentence(clone, tmp_path):
    broken = shutil.copytree(clone, tmp_path / "clone")
    text = (broken / "pyproject.toml").read_text()
    (broken / "pyproject.toml").write_text(text.replace('"1.0.0"', '"not a version"'))
    (tmp_path / "work").mkdir()
    with pytest.raises(LessonError, match=r"the students' package could not be built: .*version"):
        build_wheel(tmp_path / "work", broken)
