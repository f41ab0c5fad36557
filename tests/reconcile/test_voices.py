from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tallystick.model.copies import CopyGroup, CopyLink
from tallystick.reconcile.voices import RETOLD_WITHIN_DAYS, Originals

from factories import actor, delivery, item, reading, statement

BUSES = item("vehicles", quantity=5, unit="bus")


def told(readings, copies=None):
    originals = Originals.among((r.document for r in readings), copies)
    return originals.voices((r.document, c) for r in readings for c in r.claims)


def voices(*readings, copies=None):
    return len(told(readings, copies))


def wire(*names):
    """A group of which each but the first comes from the one before."""
    links = tuple(CopyLink(later, earlier, "translation", 0.9, ()) for earlier, later in pairwise(names))
    return CopyGroup(names, "translation", "AFP", 0.9, (), links)


def test_one_source_quoted_in_many_reports_is_one_voice():
    minister = actor("person:ana-rusu", "Ana Rusu")
    assert voices(*(reading(n, delivery("NOR", "MDA", BUSES, source=minister)) for n in ("a", "b", "c"))) == 1


def test_a_source_without_id_is_known_by_name():
    said = [actor(None, "an official"), actor(None, "An official"), actor(None, "a driver")]
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
        == 2
    )


def test_fourteen_documents_of_one_wire_are_one_voice():
    own = delivery("NOR", "MDA", BUSES)
    names = [f"{n:02}" for n in range(14)]
    papers = [
        reading(n, own, text=f"text {n}", publisher=f"Paper {n}", published=f"2024-01-{int(n) + 1:02}")
        for n in names
    ]
    assert voices(*papers) == 14
    (voice,) = told(papers, [wire(*names)])
    assert (voice.kind, voice.who.name, voice.originals) == ("newsroom", "Paper 00", ("00",))
    assert voice.documents == tuple(names)


def test_twelve_documents_that_retell_one_persons_words_are_one_voice():
    spellings = [
        "Volodymyr Zelensky",
        "Wolodymyr Selenskyj",
        "Володимир Зеленський",
        "Zelensky",
        "Zelenskyy",
        "Selenskyj",
    ]
    ids = ["person:volodymyr-zelensky", *[None] * 5]
    papers = [
        reading(f"{i}{n}", delivery("EU", "UKR", BUSES, source=actor(identity, name)), text=f"text {i} {n}")
        for n in range(2)
        for i, (identity, name) in enumerate(zip(ids, spellings, strict=True))
    ]
    (voice,) = told(papers)
    assert (voice.kind, voice.who.id, len(voice.documents)) == ("source", "person:volodymyr-zelensky", 12)


def test_a_surname_that_two_share_is_nobodys():
    names = ["Ana Rusu", "Ion Rusu", "Rusu"]
    assert voices(*(reading(n, delivery("NOR", "MDA", BUSES, source=actor(None, n))) for n in names)) == 3


def test_who_holds_an_office_is_the_person_that_another_report_names():
    by_office = actor(None, "the Moldovan minister", of="MDA")
    named = actor("person:ana-rusu", "Ana Rusu", of="MDA")
    other = actor(None, "the Romanian minister", of="ROU")
    said = [by_office, named, other]
    assert (
        voices(*(reading(str(i), delivery("NOR", "MDA", BUSES, source=s)) for i, s in enumerate(said))) == 2
    )


def test_a_name_with_a_particle_is_a_name():
    names = ["Ursula von der Leyen", "Ursula von der Leyen"]
    figures = [item("vehicles", quantity=n, unit="bus") for n in (1, 2)]
    papers = [
        reading(str(i), delivery("NOR", "MDA", f, source=actor(None, n)))
        for i, (n, f) in enumerate(zip(names, figures, strict=True))
    ]
    assert voices(*papers) == 1


def test_sources_without_a_name_are_one_only_as_far_as_they_say_the_same():
    official = actor(None, "an official")
    other = item("vehicles", quantity=6, unit="bus")
    assert (
        voices(*(reading(i.span.text, delivery("NOR", "MDA", i, source=official)) for i in (BUSES, other)))
        == 2
    )
    said = [statement(words, official) for words in ("It is done", "it  is done", "It is not done")]
    assert voices(*(reading(str(n), s) for n, s in enumerate(said))) == 2


def test_sources_without_a_name_are_one_only_within_days():
    official = actor(None, "an official")

    def on(*days):
        return voices(
            *(
                reading(d, delivery("NOR", "MDA", BUSES, source=official), published=f"2024-01-{d}")
                for d in days
            )
        )

    assert RETOLD_WITHIN_DAYS == 3
    assert on("01", "04", "07") == 1
    assert on("01", "05") == 2


def test_a_wire_is_the_voice_of_its_agency():
    own = delivery("NOR", "MDA", BUSES)
    assert (
        voices(
            reading("a", own, text="one", agency="AFP", publisher="The Daily"),
            reading("b", own, text="two", agency="AFP", publisher="The Weekly"),
            reading("c", own, text="three", agency="dpa"),
        )
        == 2
    )


def test_a_voice_names_its_claims_and_what_it_was_copied_to():
    own, source = delivery("NOR", "MDA", BUSES), actor("person:ana-rusu", "Ana Rusu")
    papers = [
        reading("a", own, text="one", published="2024-01-02", publisher="The Daily"),
        reading("b", own, text="two", published="2024-01-03"),
        reading("c", delivery("NOR", "MDA", BUSES, source=source), text="three", published="2024-01-01"),
    ]
    first, second = told(papers, [wire("a", "b")])
    assert (first.who.name, first.documents, first.originals) == ("Ana Rusu", ("c",), ("c",))
    assert (second.who.name, second.documents, second.originals) == ("The Daily", ("a", "b"), ("a",))
    assert second.claims == (papers[0].claims[0].id, papers[1].claims[0].id)


def test_of_a_group_only_what_is_known_counts():
    own = delivery("NOR", "MDA", BUSES)
    papers = [reading("b", own, text="two"), reading("c", own, text="three")]
    assert voices(*papers, copies=[wire("a", "b", "c")]) == 1
    assert voices(*papers, copies=[wire("b", "a", "c")]) == 2


@given(st.permutations([(n, s) for n in "abc" for s in (None, "Ana Rusu", "an official")]))
def test_order_changes_no_voice(order):
    papers = [
        reading(
            n + str(s),
            delivery("NOR", "MDA", BUSES, source=s and actor(None, s)),
            text=f"{n} {s}",
            published=f"2024-01-0{'abc'.index(n) + 1}",
        )
        for n, s in order
    ]
    found = told(papers, [wire("aNone", "bNone")])
    assert found == told(sorted(papers, key=lambda r: r.document.id), [wire("aNone", "bNone")])
    assert len(found) == 4


def test_of_one_day_the_original_is_that_of_the_group():
    own = delivery("NOR", "MDA", BUSES)
    papers = [reading(n, own, text=f"text {n}", publisher=n, published="2024-01-01") for n in ("a", "b", "c")]
    assert [voice.who.name for voice in told(papers, [wire("b", "c", "a")])] == ["b"]
