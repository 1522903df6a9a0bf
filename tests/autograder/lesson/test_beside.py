"""Which files lie beside a lesson, and which of them stop a release."""

import os

import pytest
from a_lesson import written

from autograder.lesson import beside as module
from autograder.lesson.beside import beside, beside_faults, beside_hash
from autograder.lesson.reading import LessonError


@pytest.fixture
def lesson(tmp_path):
    return written(tmp_path)


def laid(lesson, *names):
    for name in names:
        path = lesson.parent / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return lesson


def test_all_files_but_notebooks_and_what_python_and_jupyter_leave_lie_beside_it(lesson):
    laid(lesson, "b.csv", "a/c.npy", "help.py", "a/x.ipynb", "__pycache__/a.pyc")
    laid(lesson, ".ipynb_checkpoints/b.csv", "a/__pycache__/d.csv", "feedback/e.csv", "a/f.pyc")
    assert list(beside(lesson)) == ["a/c.npy", "b.csv", "help.py"]
    assert beside(lesson)["a/c.npy"] == lesson.parent / "a" / "c.npy"
    assert beside_faults(lesson) == []


def test_they_are_those_that_nbgrader_releases(lesson):
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.utils import find_all_files

    laid(lesson, "b.csv", "a/c.npy", "a/.ipynb_checkpoints/n.csv", "x.pyc", "feedback/y.csv")
    found = find_all_files(str(lesson.parent), [*CourseDirectory().ignore, "*.ipynb"])
    assert sorted(found) == sorted(map(str, beside(lesson).values()))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("numpy.py", "numpy.py has the name of a module that is there already"),
        ("random.py", "random.py has the name of a module that is there already"),
        ("nnlib.py", "nnlib.py has the name of"),
        ("autograder/x.py", "autograder has the name of"),
        ("matplotlib/x.py", "matplotlib has the name of"),
        ("site/x.py", "site has the name of"),
        ("README.txt", "README.txt is the name of a file of our own"),
        ("timestamp.txt", "timestamp.txt is the name of a file of our own"),
        ("seeds.json", "seeds.json is the name of a file of our own"),
        ("a/key.pem", "a/key.pem is of no kind that students are given"),
        (".git/config.txt", ".git/config.txt is of no kind"),
        (".env.txt", ".env.txt is of no kind"),
        ("model.so", "model.so is of no kind"),
    ],
)
def test_what_cannot_be_there_is_told(lesson, name, told):
    faults = beside_faults(laid(lesson, name))
    assert len(faults) == 1
    assert faults[0].startswith(told)


@pytest.mark.parametrize("name", ["helpers.py", "data/numpy.csv", "my/random.py", "tests.py"])
def test_a_name_that_only_looks_like_one_is_let_through(lesson, name):
    assert beside_faults(laid(lesson, name)) == []


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda f: (f / "all").symlink_to(f.parent), "all is a link to a folder"),
        (lambda f: (f / "gone.csv").symlink_to(f / "nothing"), "gone.csv is no file"),
        (lambda f: os.mkfifo(f / "pipe.csv"), "pipe.csv is no file"),
        (lambda f: (f / "round.csv").symlink_to(f / "round.csv"), "round.csv is no file"),
    ],
)
def test_what_is_no_file_is_told_and_opened_by_nobody(lesson, make, told):
    make(lesson.parent)
    faults = beside_faults(lesson)
    assert len(faults) == 1
    assert faults[0].startswith(told)
    assert beside(lesson) == {}
    assert beside_hash(lesson)


def test_a_link_to_a_file_is_that_file(lesson, tmp_path):
    (tmp_path / "far.csv").write_text("1")
    (lesson.parent / "near.csv").symlink_to(tmp_path / "far.csv")
    assert beside_faults(lesson) == []
    before = beside_hash(lesson)
    (tmp_path / "far.csv").write_text("2")
    assert beside_hash(lesson) != before


def test_more_than_every_student_can_be_given_is_told(lesson, monkeypatch):
    with (lesson.parent / "huge.npy").open("wb") as file:
        file.truncate(10**12)
    assert "1 files of 1000000 MB" in beside_faults(lesson)[0]
    (lesson.parent / "huge.npy").unlink()
    monkeypatch.setattr(module, "MOST", 2)
    assert beside_faults(laid(lesson, "a.csv", "b.csv")) == []
    assert "3 files of 0 MB" in beside_faults(laid(lesson, "c.csv"))[0]


def test_the_hash_tells_names_and_contents_apart(lesson):
    words = [beside_hash(lesson), beside_hash(laid(lesson, "a.csv"))]
    (lesson.parent / "a.csv").rename(lesson.parent / "b.csv")
    words.append(beside_hash(lesson))
    (lesson.parent / "b.csv").write_text("else")
    words.append(beside_hash(lesson))
    assert len(set(words)) == 4


def test_a_file_that_cannot_be_read_is_told_in_a_sentence(lesson, monkeypatch):
    laid(lesson, "a.csv")

    def refused(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(module.Path, "read_bytes", refused)
    with pytest.raises(LessonError, match=r"a\.csv, which lies beside it, cannot be read: Perm"):
        beside_hash(lesson)
