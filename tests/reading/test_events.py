"""Events: what happened, to whom, where and when; and what only seems to have."""

import pytest
from tallystick.languages import load_language
from tallystick.model import Event
from tallystick.reading.events import without_transfers

from readings import claims, events, found_events, ids, parse_all, proposals

LEXICON = load_language("en").events


def types(text):
    return [event.type for event in events(text)]


def event(text):
    """The only event of a text."""
    (found,) = events(text)
    return found


class TestParties:
    def test_a_verb_has_actor_and_target(self):
        found = event("Armenia attacked Georgia on 3 May 2020.")
        assert (found.type, ids(found.actors), ids(found.targets)) == ("ASSAULT", ["ARM"], ["GEO"])
        assert (found.date, found.negated, found.factuality, found.confidence > 0) == (
            "2020-05-03", False, "certain", True,
        )  # fmt: skip

    def test_a_day_without_a_year_takes_no_part(self):
        (told,) = events("On Monday, the army announced its withdrawal from Lokichar.", None)
        assert (told.type, told.targets, told.place) == ("RETREAT", (), None)
        (told,) = events("In mid-April, the army withdrew from Lokichar.", None)
        assert told.place is None

    @pytest.mark.parametrize(
        "text",
        [
            "Armenia ceded two important hills to Georgia.",
            "Armenian troops ceded important positions to Georgian forces.",
        ],
    )
    def test_who_gets_what_is_given_up_is_the_target(self, text):
        found = event(text)
        assert (found.type, ids(found.targets)) == ("RETREAT", ["GEO"])

    def test_a_time_that_a_clause_tells_of_takes_no_part(self):
        (told,) = events("Some said never tents, never trucks two years ago, when the floods began.")
        assert told.targets == ()

    def test_a_passive_is_turned_round(self):
        found = event("Georgia was attacked by Armenia.")
        assert (ids(found.actors), ids(found.targets)) == (["ARM"], ["GEO"])

    def test_the_host_acts_and_the_guests_are_targets(self):
        found = event("Chile's president hosted Angela Merkel and Emmanuel Macron in Santiago.")
        assert ids(found.targets) == ["person:angela-merkel", "person:emmanuel-macron"]
        assert found.place.text == "Santiago"

    def test_who_died_is_the_target(self):
        found = event("The death in prison of Nelson Mandela shook Peru.")
        assert (found.type, ids(found.actors), ids(found.targets)) == ("DEATH", [], ["person:nelson-mandela"])

    def test_partners_behind_a_preposition_are_targets(self):
        assert ids(event("Japan cooperated with Peru.").targets) == ["PER"]

    def test_the_noun_in_a_pattern_brings_its_parties(self):
        found = event("Malta imposed sanctions against Libya.")
        assert (found.type, ids(found.actors), ids(found.targets)) == ("SANCTION", ["MLT"], ["LBY"])

    def test_of_machines_it_is_said_whose_they_are(self):
        (tanks,) = event("Israeli tanks shelled the port.").actors
        assert (tanks.id, tanks.of, tanks.name) == (None, "ISR", "Israeli tanks")

    def test_of_a_counted_group_it_is_said_whose_they_are(self):
        (crowd,) = event("Thousands of Iraqi students marched through the old port.").actors
        assert (crowd.id, crowd.of) == (None, "IRQ")

    def test_a_text_passes_its_speech_to_its_author(self):
        found = event("Ghana issued a statement condemning Togo.")
        assert (found.type, ids(found.actors), ids(found.targets)) == ("ACCUSE", ["GHA"], ["TGO"])

    @pytest.mark.parametrize("word", sorted(LEXICON.texts))
    def test_a_text_speaks_but_does_not_act(self, word):
        (parsed,) = parse_all([f"India released the {word}."])
        assert not found_events(parsed), "only prisoners are released"

    def test_pronouns_that_name_nobody_are_no_party(self):
        assert not events("It killed them.")
        assert not events("Those who violate them are few.")

    def test_a_thing_does_not_support_or_help(self):
        assert not events("The new package supports India's reforms.")

    def test_things_wound_and_destroy(self):
        assert types("Shells hit Aleppo.") == ["ASSAULT"]


class TestEvidence:
    def test_it_is_the_clause_without_others(self):
        found = event("Police said Armenia attacked Georgia after the markets had closed.")
        assert found.evidence.text == "Armenia attacked Georgia"

    def test_a_relative_clause_comes_with_its_noun(self):
        found = event("The Pope, who took part in the summit, was silent.")
        assert found.evidence.text == "The Pope, who took part in the summit"

    def test_a_noun_is_enough(self):
        found = event("The markets fell after the Armenian invasion of Georgia.")
        assert found.evidence.text == "the Armenian invasion of Georgia"
        assert (ids(found.actors), ids(found.targets)) == (["ARM"], ["GEO"])

    def test_it_keeps_whose_words_it_is_in(self):
        found = event("The Red Cross said that Armenia had attacked Georgia.")
        assert found.source is not None
        assert found.cue.text == "said"

    def test_the_proposal_says_what_was_read_where(self):
        (parsed,) = parse_all(["Armenia attacked Georgia."])
        (proposal,) = (p for p in proposals(parsed) if isinstance(p.claim, Event))
        assert proposal.rule == "event.attack"
        assert [(role, span.text) for role, span in proposal.roles] == [
            ("actor", "Armenia"),
            ("target", "Georgia"),
        ]


class TestStanding:
    @pytest.mark.parametrize(
        "text",
        [
            "If Armenia attacks Georgia, the markets will fall.",
            "Armenia could attack Georgia.",
            "Armenia must not attack Georgia.",
            "Armenia refused to attack Georgia.",
            "Armenia bought rockets to attack Georgia.",
            "The Pope fears that Armenia has attacked Georgia.",
            "The Pope spoke of the risk that Armenia will attack Georgia.",
            "The Pope did not say that Armenia attacked Georgia.",
            "The Pope warned that Armenia would attack Georgia.",
            "Armenia wants to attack Georgia.",
        ],
    )
    def test_what_is_only_thought_of_did_not_happen(self, text):
        assert "ASSAULT" not in types(text)
        assert "THREATEN" not in types(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Armenia began to attack Georgia.",
            "Armenia decided to attack Georgia.",
            "Armenia is said to have attacked Georgia.",
            "Chile was silent because Armenia attacked Georgia.",
            "Crossing the river, Armenia attacked Georgia.",
        ],
    )
    def test_what_came_about_did(self, text):
        assert types(text) == ["ASSAULT"]

    @pytest.mark.parametrize("mark", sorted(LEXICON.realising_marks))
    def test_a_gerund_behind_some_prepositions_happened(self, mark):
        (parsed,) = parse_all([f"Armenia angered Chile {mark} attacking Georgia."])
        assert [e.type for e in found_events(parsed)] == ["ASSAULT"]

    def test_so_did_one_at_a_noun(self):
        assert types("It was the first victory since taking Aleppo.") == ["ASSAULT"]

    def test_what_was_promised_is_no_promise(self):
        assert not events("The relief that Chad promised us was late.")

    def test_a_gerund_behind_others_did_not(self):
        assert not events("Armenia won without attacking Georgia.")

    def test_a_denied_deed_is_negated(self):
        assert event("Armenia did not attack Georgia.").negated
        assert event("Armenia failed to attack Georgia.").negated
        assert event("Armenia denied that it attacked Georgia.").negated

    def test_an_attempt_is_possible(self):
        assert event("Armenia tried to attack Georgia.").factuality == "possible"

    def test_what_is_due_is_told(self):
        assert types("The ministers are due to meet in Madrid.") == ["CONSULT"]
        assert types("The ministers are to meet in Madrid.") == ["CONSULT"]
        assert types("The ministers are expected to meet in Madrid.") == ["CONSULT"]

    def test_planned_force_is_a_threat(self):
        assert types("Armenia said it would attack Georgia.") == ["THREATEN"]
        assert types("Armenia vowed to attack Georgia.") == ["THREATEN"]

    def test_planned_cooperation_is_an_agreement(self):
        assert types("Spain's king will visit Peru.") == ["AGREE"]
        assert types("Chad plans to free the prisoners.") == ["AGREE"]

    def test_refused_cooperation_is_a_rejection(self):
        assert types("Spain's king will not visit Peru.") == ["REJECT"]
        assert types("Chad did not accept the treaty.") == ["REJECT"]

    def test_what_is_not_rejected_is_no_event(self):
        assert not events("Cuba has not ruled out a truce.")

    def test_a_verb_is_read_through_its_infinitive(self):
        assert types("Egypt prepared to resume bombing the island.") == ["MOBILIZE"]


class TestSpeech:
    def test_what_one_named_person_says_is_a_statement(self):
        assert not events("Emmanuel Macron accused Togo of fraud.")
        assert not events("The Kenyan president accused Togo of fraud.")

    def test_what_a_state_says_is_an_act(self):
        assert types("Kenya accused Togo of fraud.") == ["ACCUSE"]

    def test_what_a_named_person_is_accused_of_by_nobody_is_told(self):
        assert types("Emmanuel Macron, accused of fraud, was silent.") == ["ACCUSE"]

    def test_a_participle_that_only_picks_out_tells_nothing(self):
        assert not events("Students opposing the treaty were silent.")

    def test_what_a_state_says_others_must_do_is_asked_of_them(self):
        found = event("Brazil said on Friday that Sudan must apologise.")
        assert (found.type, ids(found.actors), ids(found.targets)) == ("REQUEST", ["BRA"], ["SDN"])
        assert found.evidence.text == "Brazil said on Friday that Sudan must apologise"

    @pytest.mark.parametrize(
        "text",
        [
            "Emmanuel Macron said that Sudan must apologise.",
            "Russia said that Sudan must not apologise.",
            "Russia said that the price must fall.",
            "Russia thinks that Sudan must apologise.",
            "Sudan must apologise.",
        ],
    )
    def test_other_musts_are_no_demands(self, text):
        assert "REQUEST" not in types(text)


class TestNouns:
    def test_a_meeting_needs_only_those_who_meet(self):
        found = event("Prices fell during a meeting of ministers.")
        assert (found.type, [a.name for a in found.actors]) == ("CONSULT", ["ministers"])

    def test_an_attack_needs_two_parties_or_a_place_or_date(self):
        assert types("Prices fell after the Armenian attack on Georgia.") == ["ASSAULT"]
        assert types("Prices fell after the Armenian attack in Tbilisi.") == ["ASSAULT"]
        assert types("Prices fell after the Armenian attack on 3 May 2020.") == ["ASSAULT"]
        assert not events("Prices fell after the Armenian attack.")
        assert not events("Prices fell after an attack in Tbilisi.")

    def test_a_place_before_a_noun_is_no_actor(self):
        assert not events("Prices fell after the Paris conference.")

    def test_a_noun_in_a_denied_clause_tells_nothing(self):
        assert not events("Armenia did not win its war against Georgia.")

    def test_a_noun_that_is_no_event_by_itself_tells_nothing(self):
        assert not events("Prices fell after the Maltese embargo on Libya.")

    @pytest.mark.parametrize("preposition", sorted(LEXICON.companions))
    def test_who_speaks_beside_another_at_a_meeting_met_him(self, preposition):
        after = f"Angela Merkel spoke at a conference {preposition} Emmanuel Macron."
        before = f"Angela Merkel spoke {preposition} Emmanuel Macron at a conference."
        for parsed in parse_all([after, before]):
            (found,) = found_events(parsed)
            assert ids(found.actors) == ["person:angela-merkel", "person:emmanuel-macron"]

    def test_a_bare_meeting_counts_where_no_other_is_told(self):
        alone = "Prices fell at the 2014 conference in Cairo."
        assert types(alone) == ["CONSULT"]
        assert len(events(f"{alone} The ministers met in Madrid.")) == 1


class TestChoice:
    def test_an_event_is_told_once_in_a_sentence(self):
        assert types("The ministers gathered in Madrid for a meeting of ministers.") == ["CONSULT"]

    def test_a_noun_that_takes_an_event_up_again_is_left_out(self):
        assert types("Armenia invaded Georgia. Prices fell after the Armenian invasion of Georgia.") == [
            "ASSAULT"
        ]

    def test_different_events_of_a_class_are_kept(self):
        assert types("Armenia invaded Georgia. Chile bombed Peru.") == ["ASSAULT", "ASSAULT"]

    def test_events_come_in_the_order_of_the_text(self):
        assert types("Spain's king visited Peru. Armenia invaded Georgia.") == ["CONSULT", "ASSAULT"]

    def test_what_a_promise_tells_is_no_event_too(self):
        kinds = [c.kind for c in claims("Germany pledged to send 40 tanks to Kenya.")]
        assert kinds == ["commitment"]

    def test_what_a_delivery_tells_is_no_event_too(self):
        assert "event" not in [c.kind for c in claims("Oman sent 40 tons of food aid to Yemen.")]

    def test_only_events_that_say_the_same_give_way(self):
        (parsed,) = parse_all(["Malta suspended aid to Libya. Germany pledged to send 40 tanks to Kenya."])
        found = proposals(parsed)
        told = [p for p in found if p.claim.kind == "event"]
        others = [p for p in found if p.claim.kind != "event"]
        assert [p.claim.type for p in told] == ["SANCTION"]
        assert without_transfers(told, others) == told


def test_reading_twice_gives_the_same():
    text = (
        "Armenia attacked Georgia on Monday. The ministers met in Madrid. Malta imposed sanctions on Libya."
    )
    assert claims(text) == claims(text)
