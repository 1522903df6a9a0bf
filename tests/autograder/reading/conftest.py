"""A class that has answered in words."""

import shutil

import pytest
from reading.some_answers import WORDS, Answers


@pytest.fixture(scope="session")
def answered(tmp_path_factory):
    """Five have answered: two the same, one nearly, one otherwise, one not at all."""
    made = Answers(tmp_path_factory.mktemp("answers"))
    made.hand_in(WORDS)
    return made


@pytest.fixture
def answers(answered, tmp_path, monkeypatch):
    """The same in a folder of its own."""
    monkeypatch.setattr(answered, "course", tmp_path / "course")
    shutil.copytree(answered.lesson.parents[2] / "course", answered.course)
    return answered
