"""Files that are the same byte for byte are told: of two students, or as all of them got it."""

from a_pile import FIRST, MOODLE, SECOND, changed, notes, take, zipped

from autograder.collecting.outcome import summary


def test_the_same_file_from_two_students_is_told_once(room):
    other = changed(room, lambda raw: raw["cells"].pop())
    files = {f"{x}_{n}_9_{FIRST}.ipynb": room.one for n, x in enumerate(("ada", "ben", "cid"), 1)}
    files[f"dan_4_9_{FIRST}.ipynb"] = other
    outcomes = take(room, zipped(room, files))
    assert [x.same_as for x in outcomes] == [["ben", "cid"], ["ada", "cid"], ["ada", "ben"], []]
    told = f"\nThe same file, byte for byte, from several students:\n  ada, ben, cid ({FIRST})"
    assert summary(outcomes).endswith(told)


def test_one_who_hands_in_later_what_another_has_handed_in_is_told(room):
    take(room, zipped(room, {f"ada_1_9_{FIRST}.ipynb": room.one}))
    (outcome,) = take(room, zipped(room, {f"ben_2_9_{FIRST}.ipynb": room.one}, "later.zip"))
    assert outcome.same_as == ["ada"]


def test_a_file_that_cannot_be_read_is_told_too_and_a_repaired_one_by_what_came(room):
    latin = room.one.decode().replace("Look at", "Siehe ü").encode("latin-1")
    contents = {"ada": b"%PDF-1", "ben": b"%PDF-1", "cid": latin, "dan": latin}
    files = {f"{x}_{n}_9_{FIRST}.ipynb": y for n, (x, y) in enumerate(contents.items(), 1)}
    outcomes = take(room, zipped(room, files))
    assert [x.same_as for x in outcomes] == [["ben"], ["ada"], ["dan"], ["cid"]]


def test_what_students_got_is_nobodys_copy(room):
    release = room.course / "release" / FIRST
    release.mkdir(parents=True)
    (release / f"{FIRST}.ipynb").write_bytes(room.one)
    files = {f"s{n}_{n}_9_{FIRST}.ipynb": room.one for n in range(1, 9)}
    said = summary(take(room, zipped(room, files)))
    assert "\n8 as students got it, unchanged: s1, s2, s3, s4, s5 and 3 more." in said
    assert "byte for byte" not in said


def test_a_file_that_is_called_as_another_student_is_told(room):
    files = {MOODLE.format("Ada", 1, f"ben_{FIRST}.ipynb"): room.one}
    files[MOODLE.format("Ben", 2, f"{SECOND}_Ben.ipynb")] = room.two
    files[MOODLE.format("Cid", 3, "answer.ipynb")] = room.two
    for _ in range(2):
        outcomes = take(room, zipped(room, files))
        assert notes(outcomes) == [f"It is called ben_{FIRST}.ipynb: is it Ben's?"]


def test_of_two_of_one_name_neither_is_taken_for_the_other_by_the_name_of_the_file(room):
    files = {f"silvaana_{n}_9_silvaana_{FIRST}.ipynb": room.one for n in (111, 222)}
    take(room, zipped(room, files))
    assert notes(take(room, zipped(room, files))) == []
