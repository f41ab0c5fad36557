from dataclasses import replace

import pytest
from tallystick.model import Actor, Item, Reading, Span
from tallystick.views.claims import claim_line, origin_text, reading_view

SOMEWHERE = Span(0, 3, "any")
CITY = Actor(None, "the city", SOMEWHERE)


def test_a_reading_is_grouped_by_what_its_claims_are(reading, shown):
    rule = "─" * 83
    assert shown(reading_view(reading)) == [
        "The harbour town asks for pumps",
        "NPA · 2024-06-05 · en · pumps",
        "",
        f"SAID 1 {rule}",
        "            Ida Holm                                                              5a1d0000",
        "            “We keep our word,” said minister Ida Holm.",
        "",
        f"PROMISED 1 {rule[:-4]}",
        "2024-03     Aland → Bergen  200 pumps  pledge  by 2024-12-31                      c0ffee00",
        "            In March the Republic of Aland promised the town of Bergen 200 water",
        "            pumps by the end of 2024.",
        "",
        f"DONE 1 {rule}",
        "2024-05     somebody → Bergen  ~60 pumps  possible  in all  says Bergen           de11de11",
        "            By May about 60 pumps had arrived, Bergen said.",
        "",
        f"HAPPENED 1 {rule[:-4]}",
        "2024-06-04  the sea  other                                                        e0e0e0e0",
        "            On 4 June the sea broke through the northern dam at Bergen.",
        "",
    ]


def test_a_report_without_a_title_goes_by_its_id(document, shown):
    untitled = Reading(replace(document, title=None))
    assert shown(reading_view(untitled))[0] == "NPA · 2024-06-05 · en · pumps"


def test_a_reading_without_claims_says_so(document, shown):
    assert "No claims found." in shown(reading_view(Reading(document)))


@pytest.mark.parametrize("width", [20, 40, 200])
def test_every_width_is_kept(reading, shown, width):
    assert max(map(len, shown(reading_view(reading), width))) <= width


def test_a_negated_claim_says_not_behind_who(delivery):
    assert claim_line(replace(delivery, negated=True), "green").plain.startswith(
        "somebody → Bergen  not  ~60"
    )


def test_a_statement_without_a_speaker_is_the_authors(statement):
    assert claim_line(replace(statement, source=None), "cyan").plain == "the author"


def test_a_statement_on_a_concept_tells_the_stance(statement):
    on = replace(statement, concept="dam-repair", stance="against")
    assert claim_line(on, "cyan").plain == "Ida Holm  against dam-repair"
    assert claim_line(replace(on, stance=None), "cyan").plain == "Ida Holm  on dam-repair"


def test_one_actor_named_twice_is_shown_once(event):
    assert claim_line(replace(event, actors=(CITY, CITY)), "red").plain == "the city  other"


def test_an_event_shows_its_targets(event):
    assert claim_line(replace(event, targets=(CITY,)), "red").plain == "the sea → the city  other"


def test_items_without_figures_are_named_by_unit_or_category(promise):
    items = (Item(SOMEWHERE, "other-equipment"), Item(SOMEWHERE, "other", unit="dam"))
    line = claim_line(replace(promise, items=items, deadline=None, cumulative=True), "yellow").plain
    assert line == "Aland → Bergen  other equipment  dam  pledge  in all"


def test_a_name_with_terminal_controls_is_defused(promise):
    evil = Actor(None, "\x1b[31mred", SOMEWHERE)
    assert "\x1b" not in claim_line(replace(promise, actors=(evil,)), "yellow").plain


def test_markup_in_a_report_is_plain_text(document, promise, shown):
    titled = replace(document, title="[bold]not markup[/bold]", id="[red]")
    lines = shown(reading_view(Reading(titled, (promise,))))
    assert lines[0] == "[bold]not markup[/bold]"
    assert "[red]" in lines[1]


def test_origin_names_what_it_copies(document):
    assert origin_text(replace(document, agency=None, publisher="Coast Daily", copy_of="first")) == (
        "Coast Daily · 2024-06-05 · en · pumps · copy of first"
    )


def test_a_body_is_named_beside_its_state(event, promise):
    army = Actor("KEN", "Kenya", Span(0, 8, "the army"), of="KEN")
    assert claim_line(replace(event, actors=(army,)), "red").plain == "Kenya (the army)  other"
    assert claim_line(replace(promise, source=army, deadline=None), "red").plain.endswith(
        "says Kenya (the army)"
    )


def test_a_state_goes_by_its_name_however_it_is_written(event):
    capital = Actor("KEN", "Kenya", Span(0, 7, "Nairobi"))
    assert claim_line(replace(event, actors=(capital,)), "red").plain == "Kenya  other"


def test_members_that_a_group_does_not_name_stand_beside_it(statement):
    group = Actor(None, "some donors", Span(0, 11, "some donors"))
    kenya, some = Actor("KEN", "Kenya", Span(20, 25, "Kenya")), Actor("PER", "Peru", Span(5, 11, "donors"))
    assert claim_line(replace(statement, source=group, joint=(kenya,)), "red").plain == "some donors, Kenya"
    assert claim_line(replace(statement, source=group, joint=(some,)), "red").plain == "some donors"


def test_a_sentence_that_says_two_things_is_shown_once_with_both_cues(document, statement, shown):
    text = "Ida Holm announced pumps and did not rule out tents."
    said = replace(
        statement, source=Actor("person:ida-holm", "Ida Holm", Span.of(text, 0, 8)), mode="indirect",
        evidence=Span.of(text, 0, 24), content=Span.of(text, 19, 24), cue=Span.of(text, 9, 18),
    )  # fmt: skip
    left_open = replace(
        said, id="77770000", evidence=Span.of(text, 0, 51), content=Span.of(text, 46, 51),
        cue=Span.of(text, 29, 45),
    )  # fmt: skip
    lines = shown(reading_view(Reading(replace(document, text=text, blocks=()), (said, left_open))))
    assert [line.split() for line in lines[4:7]] == [
        ["Ida", "Holm", "announced", said.id[:8]],
        ["Ida", "Holm", "did", "not", "rule", "out", "77770000"],
        text.split(),
    ]
    assert sum(text in line for line in lines) == 1
