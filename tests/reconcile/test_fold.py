import pytest
from tallystick.errors import SettingError
from tallystick.model.records import Party
from tallystick.model.records_format import promise_to_json
from tallystick.reconcile import fold

from factories import actor, commitment, delivery, item, reading

ZELENSKY = actor("person:volodymyr-zelensky", "Volodymyr Zelensky", of="UKR")
HOLM = actor("person:ida-holm", "Ida Holm", of="EU")


def shells(**slots):
    return item("ammunition", slots.pop("words", None), **{"unit": "shell", **slots})


def million(**slots):
    return commitment("EU", "UKR", shells(quantity=1e6, words="one million artillery shells"), **slots)


def sent(quantity=None, **slots):
    figures = {
        k: slots.pop(k) for k in ("share", "share_of", "quantity_max", "share_max", "bound") if k in slots
    }
    return delivery("EU", "UKR", shells(quantity=quantity, **figures), **slots)


def only(*readings, as_of=None):
    (promise,) = fold(readings, as_of).promises
    return promise


def test_thirty_per_cent_of_a_million_said_by_the_recipient():
    report = reading(
        "report",
        million(words="The bloom of shells that Brussels had promised"),
        sent(share=0.3, share_of=1e6, source=ZELENSKY, cumulative=True),
    )
    record = promise_to_json(only(report))
    assert record["title"] == "EU → Ukraine: 1,000,000 artillery shells"
    assert (record["quantity"], record["unit"], record["stage"]) == (1_000_000, "shell", "pledge")
    assert record["actors"] == [{"id": "EU", "name": "European Union"}]
    assert record["recipients"] == [{"id": "UKR", "name": "Ukraine"}]
    assert record["deliveries"] == [
        {
            "as_of": None,
            "quantity": 300_000,
            "share": 0.3,
            "amount": None,
            "cumulative": True,
            "negated": False,
            "factuality": "certain",
            "said_by": {"id": "person:volodymyr-zelensky", "name": "Volodymyr Zelensky"},
            "side": "recipient",
            "claims": [report.claims[1].id],
            "voices": 1,
        }
    ]
    assert record["fulfilled"] == {
        "low": 300_000,
        "high": 300_000,
        "share_low": 0.3,
        "share_high": 0.3,
        "by_side": {"giver": None, "recipient": 300_000, "third_party": None},
        "widest": [300_000, 300_000],
    }
    assert (record["status"], record["days_late"], record["missing"]) == ("partly", None, ["deadline"])
    assert record["claims"] == sorted(c.id for c in report.claims)
    assert (record["documents"], record["voices"], record["conflicts"]) == (["report"], 2, [])


def test_a_share_without_a_base_is_one_of_the_promise():
    assert only(reading("a", million(), sent(share=0.07))).deliveries[0].quantity == 70_000


@pytest.mark.parametrize(
    ("source", "side"),
    [
        (None, "third_party"),
        (HOLM, "giver"),
        (actor("EU"), "giver"),
        (ZELENSKY, "recipient"),
        (actor("UKR"), "recipient"),
        (actor("NOR", "Norway"), "third_party"),
        (actor("FRA"), "giver"),  # a member of the union that promised
        (actor("person:ann-roux", "Ann Roux", of="FRA"), "giver"),
        (actor("EC", "European Commission"), "giver"),  # an organ of it
        (actor(None, "a driver"), "third_party"),
        (actor("person:ida-holm", "Ida Holm"), "third_party"),
    ],
)
def test_the_side_is_that_of_who_says_it(source, side):
    assert only(reading("a", million(), sent(1e5, source=source))).deliveries[0].side == side


def test_whoever_received_is_the_recipient_even_where_the_promise_names_none():
    promised = commitment("EU", (), shells(quantity=1e6))
    assert only(reading("a", promised, sent(1e5, source=ZELENSKY))).deliveries[0].side == "recipient"


def test_one_figure_of_one_source_is_one_record_however_often_told():
    told = [sent(share=0.3, source=ZELENSKY, words=w) for w in ("a third of it", "hardly a third")]
    promise = only(
        reading("p", million()),
        reading("b", told[0], published="2024-02-28"),
        reading("a", told[1], published="2024-02-27"),
        reading("c", sent(share=0.3, source=actor("UKR"))),
    )
    assert [(d.as_of, d.voices, len(d.claims)) for d in promise.deliveries] == [
        (None, 1, 1),
        ("2024-02-27", 1, 2),
    ]


def test_sides_keep_their_own_figures_and_contradict_each_other():
    promise = only(
        reading("p", million()),
        reading("g", sent(4e5, cumulative=True, source=HOLM), published="2024-02-01"),
        reading("r", sent(3e5, cumulative=True, source=ZELENSKY), published="2024-02-02"),
        reading("t", sent(3.9e5, cumulative=True), published="2024-02-03"),
    )
    assert promise.fulfilled.by_side == {"giver": 4e5, "recipient": 3e5, "third_party": 3.9e5}
    assert (promise.fulfilled.low, promise.fulfilled.high) == (3e5, 4e5)
    assert [c.what for c in promise.conflicts] == [
        "giver says 400,000, recipient says 300,000",
        "recipient says 300,000, third party says 390,000",
    ]


@pytest.mark.parametrize(
    ("delivered", "arrived"),
    [
        ([sent(10, date="2024-01"), sent(20, date="2024-02")], 30),
        ([sent(10, date="2024-01"), sent(10, date="2024-02")], 20),
        ([sent(10, date="2024-01-05"), sent(10, date="2024-01")], 10),  # may be one delivery told twice
        ([sent(10, date="2024-01"), sent(10)], 10),
        ([sent(10, date="2024-01"), sent(25, date="2024-02", cumulative=True)], 25),
        ([sent(25, date="2024-01", cumulative=True), sent(10, date="2024-02")], 35),
        ([sent(25, date="2024-01", cumulative=True), sent(10, date="2024-01-20")], 25),  # inside the total
        ([sent(25, date="2024-01", cumulative=True), sent(10)], 25),
        ([sent(25, date="2024-01", cumulative=True), sent(20, date="2024-02", cumulative=True)], 20),
        ([sent(10, quantity_max=15)], (10, 15)),
        ([sent(10, bound="at_least")], (10, None)),
        ([sent(10, bound="at_most")], (None, 10)),
        ([sent(10, quantity_max=15, date="2024-01"), sent(20, date="2024-02")], (30, 35)),
        ([sent(25, date="2024-01-10", cumulative=True), sent(10, date="2024-01")], 25),  # may lie inside it
        ([sent(25, cumulative=True), sent(10, date="2024-01")], 25),
        ([sent(share=0.5, share_of=100, date="2024-01"), sent(7, date="2024-02")], 57),
        ([sent(share=0.1, date="2024-01"), sent(share=0.3, date="2024-02")], 300_000),
        ([sent(10), sent(20, negated=True)], 10),
        ([sent(10), sent(20, factuality="possible")], 10),
        ([sent(10), sent(20, factuality="conditional")], 10),
    ],
)
def test_increments_add_up_and_totals_replace(delivered, arrived):
    fulfilled = only(reading("a", million(), *delivered)).fulfilled
    assert (fulfilled.low, fulfilled.high) == (arrived if isinstance(arrived, tuple) else (arrived, arrived))


def test_what_lies_in_the_future_is_not_delivered():
    promise = only(reading("a", million(), sent(10, date="2024-05"), published="2024-04-30"))
    assert promise.fulfilled is None
    assert [d.quantity for d in promise.deliveries] == [10]


def test_rival_totals_of_one_day_make_a_range_and_a_conflict():
    promise = only(
        reading(
            "a",
            million(),
            sent(100, date="2024-01", cumulative=True),
            sent(200, date="2024-01", cumulative=True),
        )
    )
    assert (promise.fulfilled.low, promise.fulfilled.high) == (100, 200)
    assert promise.fulfilled.by_side["third_party"] == 100
    assert [c.what for c in promise.conflicts] == ["third party says 100 and 200"]


def test_the_widest_range_holds_every_figure_ever_given():
    totals = [
        sent(q, date=d, cumulative=True) for q, d in ((100, "2024-01"), (50, "2024-02"), (80, "2024-03"))
    ]
    fulfilled = only(reading("a", million(), *totals)).fulfilled
    assert (fulfilled.low, fulfilled.high, fulfilled.widest) == (80, 80, (50, 100))


def test_shares_of_an_unknown_whole_stay_shares():
    vague = commitment("EU", "UKR", shells(words="more shells"))
    fulfilled = only(
        reading("a", vague, sent(share=0.2, date="2024-01"), sent(share=0.3, date="2024-02"))
    ).fulfilled
    assert (fulfilled.low, fulfilled.high, fulfilled.widest) == (None, None, None)
    assert (fulfilled.share_low, fulfilled.share_high) == (0.3, 0.3)


@pytest.mark.parametrize(
    ("phrases", "what"),
    [
        (["rifle cartridges", "cartridges"], "cartridges"),
        (["rifle cartridges", "cartridges", "the rifle cartridges"], "rifle cartridges"),
    ],
)
def test_a_title_names_the_item_as_most_do_or_shortly(phrases, what):
    told = [commitment("EU", "UKR", shells(quantity=9000, words=words)) for words in phrases]
    assert only(*(reading(str(i), c) for i, c in enumerate(told))).title == f"EU → Ukraine: 9,000 {what}"


def test_a_title_without_an_item_says_that_nothing_is_named():
    assert only(reading("a", commitment("EU", "UKR"))).title == "EU → Ukraine: something unnamed"


def test_money_is_counted_in_its_currency():
    promised = commitment("DEU", "UKR", item("money", amount=1e9, currency="EUR"))
    paid = delivery("DEU", "UKR", item("money", amount=2.5e8, currency="EUR"))
    part = delivery("DEU", "UKR", item("money", share=0.5, currency="EUR"), source=actor("UKR"))
    promise = only(reading("a", promised, paid, part))
    assert promise.title == "Germany → Ukraine: EUR 1bn"
    assert (promise.amount, promise.currency, promise.quantity) == (1e9, "EUR", None)
    assert promise.fulfilled.by_side == {"giver": None, "recipient": 5e8, "third_party": 2.5e8}
    assert (promise.fulfilled.share_low, promise.fulfilled.share_high) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("delivered", "as_of", "status", "days_late"),
    [
        ([], "2024-03-31", "open", None),
        ([], "2024-04-10", "overdue", 10),
        ([sent(10, date="2024-01")], "2024-03-01", "partly", None),
        ([sent(10, date="2024-01")], "2024-04-01", "overdue", 1),
        ([sent(1e6, date="2024-03")], "2024-06-01", "fulfilled", None),
        ([sent(1e6, date="2024-04-05")], "2024-06-01", "fulfilled_late", 5),
        ([sent(6e5, date="2024-02"), sent(5e5, date="2024-05")], "2024-06-01", "fulfilled_late", 31),
        (
            [sent(1e6, date="2024-04-20"), sent(1e6, date="2024-04-05", source=HOLM)],
            "2024-06",
            "fulfilled_late",
            20,
        ),
        ([sent(1e6, date="2024-03", negated=True)], "2024-03-05", "open", None),
        (
            [sent(1e6, date="2024-03", source=HOLM), sent(9e5, date="2024-03", cumulative=True)],
            "2024-03-31",
            "partly",
            None,
        ),
    ],
)  # fmt: skip
def test_status_and_lateness(delivered, as_of, status, days_late):
    promise = only(reading("a", million(deadline="2024-03"), *delivered), as_of=as_of)
    assert (promise.status, promise.days_late) == (status, days_late)


def test_without_a_day_asked_for_the_last_report_judges_lateness():
    promised = reading("a", million(deadline="2024-03"), published="2024-01-01")
    assert only(promised).status == "open"
    later = reading("b", commitment("FRA", "MDA", shells(quantity=5)), published="2024-04-04")
    assert {(p.status, p.days_late) for p in fold([promised, later]).promises} == {
        ("open", None),
        ("overdue", 4),
    }


def test_fulfilled_on_no_known_day_is_not_late():
    promise = only(reading("a", million(deadline="2024-03"), sent(1e6)), as_of="2025")
    assert (promise.status, promise.days_late) == ("fulfilled", None)


def test_deliveries_of_an_unknown_number_leave_the_status_unknown():
    assert only(reading("a", million(), sent(None))).status == "unknown"
    assert only(reading("a", commitment("EU", "UKR", shells(words="shells")), sent(5))).status == "unknown"


def test_a_refusal_is_refused_and_a_promise_taken_back_withdrawn():
    assert only(reading("a", million(stage="refusal"))).status == "refused"
    promise = only(
        reading("a", million(), published="2024-01-01"),
        reading("b", million(stage="refusal"), published="2024-02-01"),
    )
    assert (promise.status, promise.stage) == ("withdrawn", "refusal")
    assert [r.stage for r in promise.history] == ["pledge", "refusal"]
    assert (
        only(
            reading("a", million(), sent(1e6), published="2024-01-01"),
            reading("b", million(stage="refusal"), published="2024-02-01"),
        ).status
        == "fulfilled"
    )


def test_stages_figures_and_dates_become_a_history():
    promise = only(
        reading("c", million(deadline="2024-03", stage="commitment"), published="2023-03-21"),
        reading("a", million(stage="proposal", date="2023-02")),
        reading("b", million(stage="proposal", date="2023-02", words="could send")),
    )
    assert [(r.date, r.stage, r.quantity, r.deadline, len(r.claims)) for r in promise.history] == [
        ("2023-02", "proposal", 1e6, None, 2),
        ("2023-03-21", "commitment", 1e6, "2024-03", 1),
    ]
    assert (promise.stage, promise.promised, promise.deadline) == ("commitment", "2023-02", "2024-03")


def test_what_is_recalled_as_of_a_year_comes_behind_the_day_of_that_year_that_is_known():
    promise = only(
        reading("a", million(date="2022-09-05"), published="2022-09-06"),
        reading("b", million(date="2022", words="promised"), sent(3e5, date="2023"), published="2023-12-10"),
        reading("c", sent(2e5, date="2023-08-21"), published="2023-08-21"),
    )
    assert [r.date for r in promise.history] == ["2022-09-05", "2022"]
    assert promise.promised == "2022-09-05"
    assert [d.as_of for d in promise.deliveries] == ["2023-08-21", "2023"]
    early = reading("b", sent(3e5, date="2023"), published="2023-05-01")  # no later than it was told
    days = only(reading("a", million()), early, reading("c", sent(2e5, date="2023-08-21"))).deliveries
    assert [d.as_of for d in days] == ["2023", "2023-08-21"]


def test_the_target_is_the_one_last_stated():
    first = reading("a", commitment("EU", "UKR", shells(quantity=1000)), published="2024-01-01")
    then = reading("b", commitment("EU", "UKR", shells(quantity=1010)), published="2024-02-01")
    assert only(first, then).quantity == 1010
    assert only(first, then, as_of="2024-01").quantity == 1000


def test_what_a_promise_leaves_unsaid():
    assert only(reading("a", commitment((), (), shells(words="shells")))).missing == (
        "quantity",
        "deadline",
        "recipient",
        "actor",
    )
    assert only(reading("a", million(deadline="2024"))).missing == ()


def test_a_person_stands_for_the_office_under_its_own_name_where_known():
    meyer = actor("person:jan-meyer", "Jan Meyer", of="DEU")
    alone = only(reading("a", commitment((meyer,), "UKR", shells(quantity=5))))
    assert alone.actors == (Party("DEU", "DEU"),)
    named = only(
        reading("a", commitment((meyer,), "UKR", shells(quantity=5))),
        reading("b", commitment("DEU", "UKR", shells(quantity=5))),
    )
    assert named.actors == (Party("DEU", "Germany"),)


def test_two_deadlines_of_one_promise_contradict_each_other():
    promises = fold([reading("a", million(deadline="2024-03"), million(deadline="2024-12"))]).promises
    first, second = promises
    assert [c.what for c in first.conflicts] == [
        f"deadline {first.deadline} here, {second.deadline} in {second.id}"
    ]
    assert (
        first.conflicts[0].claims == second.conflicts[0].claims == tuple(sorted(first.claims + second.claims))
    )


def test_a_denial_is_a_conflict():
    promise = only(reading("a", million()), reading("b", million(negated=True)))
    assert [c.what for c in promise.conflicts] == ["said never to have been promised"]
    assert len(promise.conflicts[0].claims) == 2


def test_links_say_why():
    told = reading("a", million(), sent(share=0.3, share_of=1e6))
    again = reading("b", million(stage="commitment"))
    result = fold([told, again])
    assert [(link.kind, link.claim, link.other, link.score) for link in result.links] == [
        ("same_promise", again.claims[0].id, told.claims[0].id, 0.775),
        ("towards", told.claims[1].id, told.claims[0].id, 0.75),
    ]
    assert {link.promise for link in result.links} == {result.promises[0].id}
    assert result.links[1].because[0].detail == "a share of 1,000,000, which was promised"


def test_deliveries_towards_nothing_are_offered():
    told = reading("a", million(), delivery("FRA", "UKR", shells(quantity=5)))
    assert fold([told]).unattached == (told.claims[1],)


@pytest.mark.parametrize(
    ("published", "date", "as_of", "is_known"),
    [
        ("2024-02-27", None, "2024-02-27", True),
        ("2024-02-27", None, "2024-02-26", False),
        ("2024-02-27", "2023-01-01", "2024-02-26", False),  # promised before, known only then
        ("2024-02", None, "2024-02-28", False),
        (None, "2024-02", "2024-02-28", False),
        (None, "2024-02", "2024-02", True),
        (None, None, "1990", True),
        ("last spring", None, "1990", True),
    ],
)
def test_what_is_known_on_a_day(published, date, as_of, is_known):
    assert len(fold([reading("a", million(date=date), published=published)], as_of).promises) == is_known


def test_a_day_that_is_none_is_refused():
    with pytest.raises(SettingError, match="No date 'yesterday'"):
        fold([], as_of="yesterday")


def test_promises_come_first_known_first():
    readings = [
        reading("a", commitment("EU", "UKR", shells(quantity=5)), published="2024-02-01"),
        reading("b", commitment("FRA", "UKR", shells(quantity=5)), published="2024-01-01"),
    ]
    assert [p.actors[0].id for p in fold(readings).promises] == ["FRA", "EU"]


def test_a_title_names_the_goods_and_not_what_stands_for_them():
    assert (
        only(reading("a", commitment("EU", "UKR", shells(quantity=1e6, words="the promise")))).title
        == "EU → Ukraine: 1,000,000 shells"
    )


def test_who_tells_anothers_promise_does_not_promise_it():
    union = commitment("EU", "UKR", shells(quantity=1e6))
    member = commitment((actor("EST", "Estonia"),), "UKR", shells(quantity=1e6))  # "we agreed on a million"
    vague = commitment((actor(None, "the allies"),), "UKR", shells(quantity=1e6))
    assert [p.name for p in only(reading("a", union, member)).actors] == ["European Union"]
    assert [p.name for p in only(reading("a", vague)).actors] == ["the allies"]


def test_somebody_new_promises_for_themselves_by_whatever_description():
    union = commitment("EU", "UKR", shells(quantity=1e6))

    def band(name):
        return commitment((actor(None, name),), "UKR", item("ammunition", "bombs"))

    found = fold([reading("a", union, band("a coalition")), reading("b", band("a new coalition"))]).promises
    assert sorted(len(p.documents) for p in found) == [1, 2]
    (both,) = fold([reading("a", union, band("the coalition"))]).promises
    assert [p.id for p in both.actors] == ["EU"]


def test_what_something_is_given_as_part_of_is_promised_by_nobody_there():
    words, whole = "100m euros", "1bn euro package"
    items = [item("money", w, amount=a, currency="EUR") for w, a in ((words, 1e8), (whole, 1e9))]
    text = f"France will send {words} as part of the EU's {whole}."
    told = reading("a", commitment("FRA", "UKR", *items), text=text)
    assert [p.amount for p in fold([told]).promises] == [1e8]
    beside = reading("a", commitment("FRA", "UKR", *items), text=f"France will send {words} and {whole}.")
    assert [p.amount for p in fold([beside]).promises] == [1e8, 1e9]
