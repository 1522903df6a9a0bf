"""Two lessons, an empty course, an inbox, and the bytes of a notebook for each lesson."""

from types import SimpleNamespace

import pytest
from a_lesson import written
from a_pile import SECOND, other_lesson


@pytest.fixture
def room(tmp_path):
    books = tmp_path / "notebooks"
    one, two = written(books), written(books, other_lesson(), SECOND)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    return SimpleNamespace(
        tmp=tmp_path,
        books=books,
        inbox=inbox,
        course=tmp_path / "course",
        one=one.read_bytes(),
        two=two.read_bytes(),
    )
