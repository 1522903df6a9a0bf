"""Of which lesson a notebook is: its cells say it, then its name, then the one who collects."""

from a_pile import (
    FIRST,
    MOODLE,
    NOON,
    SECOND,
    books,
    changed,
    filed,
    later,
    moodle,
    notes,
    problems,
    put,
    take,
    zipped,
)

from autograder.collecting.outcome import summary


def test_the_cells_say_of_which_lesson_it_is_whatever_its_name(room):
    put(room, "ada.ipynb", room.two)
    put(room, f"ben_{SECOND}.ipynb", room.one)
    outcomes = take(room)
    assert books(room) == [f"ada/{SECOND}/{SECOND}.ipynb", f"ben/{FIRST}/{FIRST}.ipynb"]
    assert notes(outcomes) == [f"Its name says {SECOND}, its cells are of {FIRST}: these count."]


def strip_marks(raw):
    for cell in raw["cells"]:
        cell["metadata"] = {}


def test_without_marked_cells_the_name_says_it_or_the_one_who_collects(room):
    bare = changed(room, strip_marks)
    put(room, f"ada_{FIRST}.ipynb", bare)
    put(room, "ben.ipynb", bare)
    outcomes = take(room)
    assert books(room) == [f"ada/{FIRST}/{FIRST}.ipynb"]
    assert problems(outcomes) == [
        "ben.ipynb holds no cell of a lesson. Say with --lesson which one it is."
    ]
    outcomes = take(room, wanted=FIRST)
    assert f"ben/{FIRST}/{FIRST}.ipynb" in books(room)
    assert problems(outcomes) == []
    assert any("holds no marked cell" in note for note in notes(outcomes))


def test_a_notebook_of_another_lesson_is_asked_for_again_and_replaces_nothing(room):
    put(room, "ada.ipynb", room.two)
    take(room)
    put(room, "ada.ipynb", changed(room, lambda raw: raw["cells"].pop(0), room.two))
    outcomes = take(room, wanted=FIRST)
    assert problems(outcomes) == [
        f"ada.ipynb holds lesson {SECOND}, but {FIRST} was to be handed in. Hand in {FIRST}.ipynb."
    ]
    kept = room.course / "submitted" / "ada" / SECOND / f"{SECOND}.ipynb"
    assert kept.read_bytes() == room.two
    assert f"ada/{FIRST}/problem.txt" in filed(room)


def test_an_older_version_is_collected_with_a_note(room):
    def rename(raw):
        raw["cells"][3]["metadata"]["nbgrader"]["grade_id"] = "old-step"

    put(room, "ada.ipynb", changed(room, rename))
    outcomes = take(room)
    assert problems(outcomes) == []
    assert notes(outcomes) == [
        'Its cell "old-step" is not in the lesson as it is now: is it an older version?'
    ]


def test_the_lesson_is_asked_for_where_a_broken_notebook_would_not_replace_the_good_one(room):
    take(room, moodle(room, room.one, NOON), wanted=FIRST)
    files = {MOODLE.format("Ada", 1, "answer.ipynb"): room.one[:900]}
    files[MOODLE.format("Ben", 2, "answer.ipynb")] = room.one
    files[MOODLE.format("Cid", 3, "answer.pdf")] = b"%PDF"
    path = zipped(room, files, when=later(1))
    outcomes = take(room, path)
    assert len(problems(outcomes)) == 2
    assert f"Ada/{FIRST}/problem.txt" not in filed(room)  # the old one stands until it is said
    asked = (
        "\nOf 2 nothing says which lesson they were to be. Give the same command with --lesson 02"
    )
    assert asked in summary(outcomes)
    outcomes = take(room, path, wanted=FIRST)
    assert f"Ada/{FIRST}/problem.txt" in filed(room)
    assert f"Cid/{FIRST}/problem.txt" in filed(room)
    assert "--lesson" not in summary(outcomes)
