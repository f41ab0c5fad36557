from tallystick.reconcile.voices import Originals

from factories import actor, delivery, item, reading

BUSES = item("vehicles", quantity=5, unit="bus")


def voices(*readings):
    originals = Originals.among(r.document for r in readings)
    return originals.count((r.document, c) for r in readings for c in r.claims)


def test_one_source_quoted_in_many_reports_is_one_voice():
    minister = actor("person:ana-rusu", "Ana Rusu")
    assert voices(*(reading(n, delivery("NOR", "MDA", BUSES, source=minister)) for n in ("a", "b", "c"))) == 1


def test_a_source_without_id_is_known_by_name():
    said = [actor(None, "an official"), actor(None, "An Official"), actor(None, "a driver")]
    assert (
        voices(*(reading(str(i), delivery("NOR", "MDA", BUSES, source=s)) for i, s in enumerate(said))) == 2
    )


def test_each_paper_is_a_voice_of_its_own():
    own = delivery("NOR", "MDA", BUSES)
    papers = [("a", "The Daily"), ("b", "the daily"), ("c", "The Weekly"), ("d", None), ("e", None)]
    assert voices(*(reading(n, own, text=f"text {n}", publisher=p) for n, p in papers)) == 4


def test_equal_texts_are_one_voice_whoever_prints_them():
    own = delivery("NOR", "MDA", BUSES)
    assert (
        voices(
            reading("a", own, text="Five buses came.", publisher="The Daily", published="2024-01-02"),
            reading("b", own, text="Five  buses came. ", publisher="The Weekly", published="2024-01-01"),
        )
        == 1
    )


def test_a_named_copy_is_the_voice_of_its_original():
    own = delivery("NOR", "MDA", BUSES)
    assert (
        voices(
            reading("wire", own, text="Five buses came."),
            reading("copy", own, text="Cinci autobuze au sosit.", copy_of="wire"),
            reading("copy-of-copy", own, text="Fem busser kom.", copy_of="copy"),
        )
        == 1
    )


def test_copies_that_lead_in_a_circle_or_nowhere_come_to_an_end():
    own = delivery("NOR", "MDA", BUSES)
    assert (
        voices(
            reading("a", own, text="one", copy_of="b"),
            reading("b", own, text="two", copy_of="a"),
            reading("c", own, text="three", copy_of="lost"),
            reading("d", own, text="four", copy_of="a"),
        )
        == 3
    )
