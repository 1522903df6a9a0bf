"""Two students never become one, and one never two."""

from datetime import timedelta

from a_pile import (
    FIRST,
    MOODLE,
    NOON,
    SECOND,
    books,
    changed,
    later,
    notes,
    problems,
    put,
    take,
    zipped,
)

from autograder.collecting.outcome import summary
from autograder.course.people import people


def test_two_of_one_name_are_told_apart_at_moodle(room):
    files = {
        "Ana Silva_111_assignsubmission_file_/a.ipynb": room.one,
        "Ana Silva_222_assignsubmission_file_/a.ipynb": room.one,
        "Ana Souza_333_assignsubmission_file_/a.ipynb": room.one,
    }
    outcomes = take(room, zipped(room, files))
    assert [x.student for x in outcomes] == ["Ana_Silva-111", "Ana_Silva-222", "Ana_Souza"]
    assert sum("another student has the same name" in note for note in notes(outcomes)) == 2
    again = take(room, room.tmp / "export.zip")
    assert [x.done for x in again] == ["unchanged"] * 3


def test_another_of_that_name_in_a_later_zip_is_told_apart_where_the_number_says_so(room):
    name = f"silvaana_{{}}_9_{FIRST}.ipynb"
    take(room, zipped(room, {name.format(111): room.one}))
    later = zipped(room, {name.format(222): room.one}, "later.zip")
    assert [x.student for x in take(room, later)] == ["silvaana-222"]
    lesson_two = {f"silvaana_111_9_{SECOND}.ipynb": room.two}
    assert [x.student for x in take(room, zipped(room, lesson_two, "two.zip"))] == ["silvaana"]


def test_moodles_number_is_another_in_every_assignment(room):
    name = "Ana Silva_{}_assignsubmission_file_/a.ipynb"
    take(room, zipped(room, {name.format(111): room.one}))
    other = take(room, zipped(room, {name.format(222): room.two}, "two.zip"))
    assert [x.student for x in other] == ["Ana_Silva"]
    same = take(room, zipped(room, {name.format(333): room.one}, "three.zip"))
    assert [x.student for x in same] == ["Ana_Silva-333"]


def test_a_student_who_is_there_already_stays_the_same(room):
    place = room.course / "submitted" / "ada" / SECOND
    place.mkdir(parents=True)
    put(room, "ada.ipynb", room.one)
    assert [x.student for x in take(room)] == ["ada"]
    put(room, "Ada.ipynb", room.one)
    assert len({x.student.casefold() for x in take(room)}) == 2


def canvas(room, label, lesson, *numbers, name=""):
    """Canvas's zip of a lesson, one file for each number."""
    book = room.one if lesson == FIRST else room.two
    files = {f"{label}_{n}_{90 + i}_{lesson}.ipynb": book for i, n in enumerate(numbers)}
    return zipped(room, files, name or f"{label}-{lesson}-{numbers}.zip")


def named(room, label, lesson, *numbers):
    """Moodle's zip of a lesson, one file for each number, and one of somebody else."""
    book = room.one if lesson == FIRST else room.two
    files = {MOODLE.format(label, n, "a.ipynb"): book for n in numbers}
    files[MOODLE.format("Ben", 9002 if lesson == SECOND else 9001, "a.ipynb")] = book
    return zipped(room, files, f"{lesson}-{numbers}.zip")


def ids(outcomes):
    return [x.student for x in outcomes]


def test_of_two_of_one_name_at_canvas_one_comes_later_without_the_other(room):
    assert ids(take(room, canvas(room, "silvaana", FIRST, 111, 222))) == [
        "silvaana-111",
        "silvaana-222",
    ]
    assert ids(take(room, canvas(room, "silvaana", SECOND, 222))) == ["silvaana-222"]
    assert ids(take(room, canvas(room, "silvaana", FIRST, 111))) == ["silvaana-111"]
    assert ids(take(room, canvas(room, "silvaana", FIRST, 333))) == ["silvaana-333"]
    assert len(people(room.course)) == 3


def test_a_student_who_is_called_otherwise_now_is_the_same_by_the_number(room):
    take(room, canvas(room, "silvaana", FIRST, 111))
    assert ids(take(room, canvas(room, "souzaana", SECOND, 111))) == ["silvaana"]
    assert people(room.course)["silvaana"].name == "souzaana"


def test_of_two_of_one_name_at_moodle_one_in_a_later_lesson_is_asked_for_not_guessed(room):
    take(room, named(room, "Ana Silva", FIRST, 111, 222))
    later = named(room, "Ana Silva", SECOND, 333)
    outcomes = take(room, later)
    assert problems(outcomes) == [
        '"Ana Silva" may be Ana_Silva-111 or Ana_Silva-222, or somebody new of that name: the '
        "number 333 was not seen before. Say who it is with --whose 333=Ana_Silva-111; for "
        "somebody new give a new id."
    ]
    assert f"  Ana Silva, {SECOND}: " in summary(outcomes)
    assert [x for x in books(room) if SECOND in x] == [f"Ben/{SECOND}/{SECOND}.ipynb"]
    outcomes = take(room, later, answers={"333": "Ana_Silva-222"})
    assert problems(outcomes) == []
    assert f"Ana_Silva-222/{SECOND}/{SECOND}.ipynb" in books(room)
    again = take(room, named(room, "Ana Silva", SECOND, 333, 444))  # it is known now
    assert ids(again) == ["Ana_Silva-222", "Ana_Silva-111", "Ben"]


def test_of_two_of_one_name_in_a_later_lesson_both_are_asked_for_and_one_answer_is_enough(room):
    take(room, named(room, "Ana Silva", FIRST, 111))
    later = named(room, "Ana Silva", SECOND, 333, 444)
    assert len(problems(take(room, later))) == 2
    outcomes = take(room, later, answers={"444": "Ana_Silva"})
    assert problems(outcomes) == []
    assert ids(outcomes) == ["Ana_Silva-333", "Ana_Silva", "Ben"]


def test_somebody_new_of_a_name_gets_the_id_that_is_given(room):
    take(room, named(room, "Ana Silva", FIRST, 111, 222))
    outcomes = take(room, named(room, "Ana Silva", SECOND, 333), answers={"333": "Ana_S"})
    assert ids(outcomes) == ["Ana_S", "Ben"]
    assert people(room.course)["Ana_S"].name == "Ana Silva"


def test_several_zips_at_once_make_nobody_two(room):
    paths = [named(room, "Ana Silva", FIRST, 11), named(room, "Ana Silva", SECOND, 22)]
    outcomes = take(room, *paths)
    assert ids(outcomes) == ["Ana_Silva", "Ben", "Ana_Silva", "Ben"]
    assert people(room.course)["Ana_Silva"].in_lesson == {FIRST: "11", SECOND: "22"}


def test_a_second_assignment_of_one_lesson_has_other_numbers_for_everybody(room):
    def class_of(first, name, when):
        book = changed(room, lambda raw: raw["metadata"].update(n=first))
        people = enumerate(("Ada", "Ben", "Cid", "Dan"))
        times = {x: (first + n, when - n * timedelta(minutes=9)) for n, x in people}
        files = {MOODLE.format(x, n, "a.ipynb"): (book, own) for x, (n, own) in times.items()}
        return zipped(room, files, name)

    take(room, class_of(100, "first.zip", NOON))
    second = class_of(500, "second.zip", later(2))
    outcomes = take(room, second)
    assert ids(outcomes) == ["Ada", "Ben", "Cid", "Dan"]
    assert {x.done for x in outcomes} == {"again"}
    assert {x.done for x in take(room, room.tmp / "first.zip")} == {"older"}
    assert {x.done for x in take(room, second)} == {"unchanged"}
    assert len(people(room.course)) == 4


def test_a_file_named_by_a_students_id_is_that_students(room):
    take(room, named(room, "Ana Silva", FIRST, 111, 222))
    put(room, f"Ana_Silva-222_{SECOND}.ipynb", room.two)
    put(room, f"Ben_{SECOND}.ipynb", room.two)
    assert ids(take(room)) == ["Ana_Silva-222", "Ben"]


def test_a_file_named_by_a_name_that_two_have_is_asked_for(room):
    take(room, named(room, "Ana Silva", FIRST, 111, 222))
    put(room, f"Ana Silva_{SECOND}.ipynb", room.two)
    (said,) = problems(take(room))
    assert said == (
        '"Ana Silva" is the name of Ana_Silva-111 and Ana_Silva-222. Name the file by the '
        "student's id: Ana_Silva-111.ipynb."
    )


def test_a_file_named_by_hand_and_one_of_the_lms_are_the_same_persons(room):
    put(room, f"Ana_Silva_{FIRST}.ipynb", room.one)
    take(room)
    assert ids(take(room, named(room, "Ana Silva", SECOND, 111))) == ["Ana_Silva", "Ben"]
    put(room, f"Ana Silva_{FIRST}.ipynb", room.one)
    assert set(ids(take(room))) == {"Ana_Silva"}
