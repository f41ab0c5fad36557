"""Each kind of register: what its rows say, by what its standard or its columns mean; tried on the sample files."""

import csv
import json
from pathlib import Path

import pytest
from tallystick.model import Commitment
from tallystick.reading.ground import spans_of
from tallystick.registers import read_register, register_names

SAMPLES = Path(__file__).parents[2] / "examples" / "registers"
FILES = {
    name: sorted(
        path.name
        for path in SAMPLES.iterdir()
        if path.suffix != ".toml" and path.stem.split("-")[0] == ("aid" if name == "table" else name)
    )
    for name in register_names()
}
"""The samples of each register, which begin with its name; any table's is the one that has a map beside it."""
ALL = [(name, file) for name, files in FILES.items() for file in files]


def outcomes(name, file):
    column_map = SAMPLES / "aid.toml" if name == "table" else None
    return list(read_register(name, SAMPLES / file, column_map))


def said(name, file):
    """Every claim as (what, date, giver, recipient, figure, unit or currency)."""
    found = []
    for outcome in outcomes(name, file):
        for claim in outcome.reading.claims if outcome.reading else ():
            [item] = claim.items
            what = claim.stage if isinstance(claim, Commitment) else claim.kind
            found.append(
                (
                    "all " + what if claim.cumulative else what,
                    claim.date,
                    [a.id for a in claim.actors],
                    [a.id for a in claim.recipients],
                    item.quantity or item.amount,
                    item.unit or item.currency,
                )
            )
    return found


def problems(name, file):
    return [
        f"{Path(outcome.place).name}: {problem.message}"
        for outcome in outcomes(name, file)
        for problem in outcome.problems
    ]


def test_every_register_has_a_sample():
    assert [name for name, files in FILES.items() if not files] == []


@pytest.mark.parametrize(("name", "file"), ALL)
def test_every_slot_stands_in_the_text_of_its_row(name, file):
    readings = [o.reading for o in outcomes(name, file) if o.reading]
    assert readings
    for reading in readings:
        text = reading.document.text
        assert all(span.holds_in(text) for claim in reading.claims for span in spans_of(claim))
        for claim in reading.claims:
            assert all(actor.span.text in text for actor in (*claim.actors, *claim.recipients))
            assert claim.reader.name == f"register:{'aid' if name == 'table' else name}"
            assert (claim.confidence, claim.source) == (1.0, None)


@pytest.mark.parametrize(("name", "file"), ALL)
def test_a_second_reading_is_the_same(name, file):
    assert outcomes(name, file) == outcomes(name, file)


@pytest.mark.parametrize(("name", "file"), ALL)
def test_documents_have_ids_of_their_own(name, file):
    ids = [o.reading.document.id for o in outcomes(name, file) if o.reading]
    assert len(ids) == len(set(ids))


def test_the_tracker_of_the_kiel_institute():
    assert said("kiel", "kiel.csv") == [
        ("commitment", "2023-03-20", ["EU"], ["UKR"], 1000000, "shell"),
        ("all delivery", None, ["EU"], ["UKR"], 900000, "shell"),
        ("commitment", "2023-01-25", ["DEU"], ["UKR"], 14, "tank"),
        ("all delivery", None, ["DEU"], ["UKR"], 18, "tank"),
        ("pledge", "2023-02-06", ["NOR"], ["UKR"], 75e9, "NOK"),
        ("commitment", None, ["EST"], ["UKR"], 1200000, "EUR"),
    ]
    assert problems("kiel", "kiel.csv") == [
        "kiel.csv line 5: The row gives no figure of anything promised or delivered.",
        (
            "kiel.csv line 6: Column 'Announcement Date' holds '2024-02-30', which has to be a date (2024-02-27); "
            "it was left out."
        ),
        (
            "kiel.csv line 7: Column 'Monetary Value as Given by Source' holds 'about two million', which has to be a "
            "number (1250.5); mend it there, the row was passed over."
        ),
    ]


def test_a_row_becomes_a_document_that_prints_it():
    document = outcomes("kiel", "kiel.csv")[0].reading.document
    assert (document.id, document.published, document.url) == (
        "kiel:SAMPLE-EU-1 SAMPLE-EU-1_1",
        "2023-03-20",
        "https://example.org/eu-1",
    )
    assert document.text == (
        "Ukraine Support Tracker: SAMPLE-EU-1 SAMPLE-EU-1_1\n\n"
        "Giver: EU (Commission and Council)\nRecipient: Ukraine\nGoods: artillery shells\n"
        "Commitment 2023-03-20: 1,000,000 artillery shells\nDelivered in all: 900,000 artillery shells\n\n"
        "Note: Ministers agreed to supply a million rounds of artillery ammunition within twelve months.\n"
    )


def test_the_arms_register_in_its_older_form_gives_orders_and_all_that_came():
    assert said("sipri", "sipri.csv") == [
        ("commitment", "2023", ["DEU"], ["UKR"], 14, "tank"),
        ("all delivery", None, ["DEU"], ["UKR"], 18, "tank"),
        ("commitment", "2022", ["USA"], ["POL"], 116, "tank"),
        ("all delivery", None, ["USA"], ["POL"], 28, "tank"),
    ]


def test_the_arms_register_in_its_newer_form_gives_what_came_in_each_year():
    assert said("sipri", "sipri-newer.csv") == [
        ("delivery", "2023", ["DEU"], ["UKR"], 18, "tank"),
        ("delivery", "2023", ["USA"], ["POL"], 14, "tank"),
        ("delivery", "2024", ["USA"], ["POL"], 14, "tank"),
    ]


def test_the_arms_register_as_it_is_downloaded_now_gives_orders_and_what_came_in_the_years_asked_for():
    assert said("sipri", "sipri-year-range.csv") == [
        ("commitment", "2017", ["DEU"], ["AU"], 3, "APC"),
        ("all delivery", None, ["DEU"], ["AU"], 2, "APC"),
        ("commitment", "2022", [], ["UKR"], 5, "tank"),
        ("all delivery", None, [], ["UKR"], 5, "tank"),
        ("commitment", "2024", ["DEU"], ["POL"], 4, "self-propelled mrl"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_arms_register_is_read_in_any_encoding(encoding, tmp_path):
    copy = tmp_path / "register.csv"
    words = (
        (SAMPLES / "sipri-year-range.csv").read_text(encoding="utf-8").replace("peacekeeping", "«UÇK» peace")
    )
    copy.write_bytes(words.encode(encoding))
    first = next(iter(read_register("sipri", copy))).reading
    assert "«UÇK» peace" in first.document.text
    assert len(first.claims) == 2


def test_flows_of_the_financial_tracking_service():
    assert said("fts", "fts.csv") == [
        ("pledge", "2021-02-19", ["DEU"], ["WHO"], 1.5e9, "EUR"),
        ("delivery", "2021-06-30", ["DEU"], ["WHO"], 5e8, "EUR"),
        ("commitment", "2021-03-01", ["NOR"], ["WHO"], 2500000, "USD"),
    ]
    assert problems("fts", "fts.csv") == [
        (
            "fts.csv line 6: Column 'amountUSD' holds 'unknown yet', which has to be a number (1250.5); mend it there, "
            "the row was passed over."
        )
    ]


HDX = [
    "date",
    "budgetYear",
    "description",
    "amountUSD",
    "srcOrganization",
    "srcOrganizationTypes",
    "srcLocations",
    "srcUsageYearStart",
    "srcUsageYearEnd",
    "destPlan",
    "destPlanCode",
    "destPlanId",
    "destOrganization",
    "destOrganizationTypes",
    "destGlobalClusters",
    "destLocations",
    "destProject",
    "destProjectCode",
    "destEmergency",
    "destUsageYearStart",
    "destUsageYearEnd",
    "contributionType",
    "flowType",
    "method",
    "boundary",
    "onBoundary",
    "status",
    "firstReportedDate",
    "decisionDate",
    "keywords",
    "originalAmount",
    "originalCurrency",
    "exchangeRate",
    "id",
    "refCode",
    "createdAt",
    "updatedAt",
]
"""The columns of the service's flows as they can be had from HDX."""


def test_flows_as_they_are_downloaded_are_read_and_what_goes_round_within_is_not_counted(tmp_path):
    flow = {
        "date": "2024-02-01", "amountUSD": "1000000", "srcOrganization": "Norway, Government of", "srcLocations": "NOR",
        "destOrganization": "World Health Organization", "destLocations": "KEN", "contributionType": "financial",
        "flowType": "Standard", "status": "paid", "firstReportedDate": "2024-02-03", "decisionDate": "2024-01-30",
        "originalAmount": "10500000", "originalCurrency": "NOK", "exchangeRate": "10.5", "description": "Clinics",
    }  # fmt: skip
    rows = [flow | {"boundary": boundary, "id": boundary} for boundary in ("incoming", "internal")]
    path = tmp_path / "flows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HDX)
        writer.writeheader()
        writer.writerow(dict.fromkeys(HDX, "#tag"))
        writer.writerows(rows)
    first, second = read_register("fts", path)
    [claim] = first.reading.claims
    assert (claim.kind, claim.date, claim.items[0].amount, claim.items[0].currency) == (
        "delivery",
        "2024-02-01",
        10_500_000,
        "NOK",
    )
    assert ([a.id for a in claim.actors], [a.id for a in claim.recipients]) == (["NOR"], ["KEN"])
    assert first.reading.document.text.endswith("\nNote: through World Health Organization\n")
    assert second.reading is None


ANSWERED = {
    "id": "900001", "amountUSD": 324873, "budgetYear": None, "childFlowIds": None, "contributionType": "financial",
    "createdAt": "2020-07-16T08:10:25.831Z", "date": "2020-03-19T00:00:00Z", "decisionDate": "2020-02-20T00:00:00Z",
    "description": "Schools", "grandBargainEarmarkingType": ["earmarked"], "exchangeRate": None,
    "firstReportedDate": "2020-03-27T00:00:00Z", "flowType": "Standard", "keywords": None, "newMoney": True,
    "originalAmount": 0, "originalCurrency": "USD", "method": "Traditional aid", "parentFlowId": None,
    "status": "paid", "updatedAt": "2020-07-16T08:10:25.831Z", "versionId": 1,
    "sourceObjects": [
        {"type": "Organization", "id": "1", "name": "Japan, Government of", "behavior": "single",
         "organizationTypes": ["Government"]},
        {"type": "Location", "id": "2", "name": "Japan", "behavior": "single"},
        {"type": "UsageYear", "id": "3", "name": "2020", "behavior": "single"},
    ],
    "destinationObjects": [
        {"type": "Plan", "id": "4", "name": "Response plan 2020", "behavior": "single"},
        {"type": "Organization", "id": "5", "name": "United Nations Children's Fund", "behavior": "single"},
        {"type": "Location", "id": "6", "name": "occupied Palestinian territory", "behavior": "single"},
    ],
    "boundary": "incoming", "onBoundary": "single",
    "reportDetails": [{"sourceType": "Primary", "organization": "Japan, Government of", "date": "2020-03-27"}],
    "refCode": "X1",
}  # fmt: skip
"""A flow with all fields that the service's interface (version 1 of /public/fts/flow) answers with."""


def answered(path, *flows):
    """What a file of these flows becomes."""
    summed = {"flowCount": len(flows), "fundingTotal": 0, "pledgeTotal": 0}
    answer = {"status": "ok", "data": {"incoming": summed, "flows": flows}, "meta": {"count": len(flows)}}
    path.write_text(json.dumps(answer), encoding="utf-8")
    return [outcome.reading for outcome in read_register("fts", path)]


def recipients(reading):
    [claim] = reading.claims
    return [actor.id for actor in claim.recipients]


def test_flows_as_the_interface_answers_them(tmp_path):
    [reading] = answered(tmp_path / "flows.json", ANSWERED)
    [claim] = reading.claims
    assert (claim.kind, claim.date) == ("delivery", "2020-03-19")
    assert ([a.id for a in claim.actors], recipients(reading)) == (["JPN"], ["PSE"])
    assert (claim.items[0].amount, claim.items[0].currency) == (
        324873,
        "USD",
    )  # no sum of its own is written as 0
    assert reading.document.text.endswith(
        "\nNote: through United Nations Children's Fund; Response plan 2020\n"
    )


def test_what_is_carried_over_is_not_given_anew(tmp_path):
    carried = ANSWERED | {"flowType": "Carryover", "newMoney": False}
    assert answered(tmp_path / "flows.json", carried) == [None]


@pytest.mark.parametrize(
    ("places", "meant"),
    [
        (["Iran, Islamic Republic of"], "IRN"),
        (["Kenya"], "KEN"),
        (["Kenya", "Somalia"], "UNICEF"),  # for which of them is not said
        (["Global"], "UNICEF"),
        ([], "UNICEF"),
    ],
)
def test_who_receives_is_the_state_that_the_money_is_for_else_the_organisation(places, meant, tmp_path):
    others = [one for one in ANSWERED["destinationObjects"] if one["type"] != "Location"]
    goes_to = [*others, *({"type": "Location", "name": name} for name in places)]
    [reading] = answered(tmp_path / "flows.json", ANSWERED | {"destinationObjects": goes_to})
    assert recipients(reading) == [meant]


def test_flows_as_json_say_the_same_as_the_table():
    assert said("fts", "fts.json") == said("fts", "fts.csv")[:1]
    assert problems("fts", "fts.json") == ["fts.json flow 2: Flow 2 is no object; export the flows anew."]


def test_transactions_of_iati_by_the_code_of_their_type():
    assert said("iati", "iati.xml") == [
        ("pledge", "2023-11-02", ["DEU"], ["KEN"], 4500000, "EUR"),  # 12, outgoing pledge
        ("commitment", "2024-01-15", ["DEU"], ["KEN"], 4000000, "EUR"),  # 2, outgoing commitment
        ("delivery", "2024-02-15", ["DEU"], ["KEN"], 1500000.5, "EUR"),  # 3, disbursement
        ("delivery", "2024-03-01", ["DEU"], ["KEN"], 20000, "EUR"),  # 4, expenditure
        ("commitment", "2024-04-02", ["DEU"], ["KEN"], 3950000, "EUR"),  # 2 below zero: less than before
        ("commitment", "2024-03-16", ["NOR"], ["KEN"], 3000000, "NOK"),  # 11, incoming commitment
        ("pledge", "2024-03-18", ["SWE"], ["KEN"], 800000, "SEK"),  # 13, incoming pledge
    ]
    assert problems("iati", "iati.xml") == [
        "iati.xml line 37: Transaction 9 of XX-SAMPLE-1: the transaction-date 'soon' has to be a date (2024-02-27).",
    ]
    assert "Goods: Mobile clinics\n" in outcomes("iati", "iati.xml")[-1].reading.document.text


def transactions(path, *given, reporting='ref="XX" type="10"><narrative>Norway</narrative>'):
    """What a file of one activity becomes; each transaction is a code, a day and a sum."""
    told = "".join(
        f'<transaction><transaction-type code="{code}"/><transaction-date iso-date="{day}"/>'
        f'<value currency="EUR" value-date="{day}">{value}</value></transaction>'
        for code, day, value in given
    )
    path.write_text(
        '<iati-activities version="2.03"><iati-activity><iati-identifier>XX-1</iati-identifier>'
        f"<reporting-org {reporting}</reporting-org><title><narrative>Clinics</narrative></title>{told}"
        "</iati-activity></iati-activities>"
    )
    found = list(read_register("iati", path))
    return (
        [(c.kind, c.date, c.items[0].amount) for o in found if o.reading for c in o.reading.claims],
        [problem.message for o in found for problem in o.problems],
    )


def test_what_is_committed_in_several_transactions_adds_up_by_day(tmp_path):
    given = (
        ("2", "2024-03-01", "5"),
        ("2", "2024-01-01", "100"),
        ("12", "2024-02-01", "7"),
        ("2", "2024-04-01", "-30"),
    )
    claims, problems = transactions(tmp_path / "a.xml", *given)
    assert claims == [
        ("commitment", "2024-01-01", 100),
        ("commitment", "2024-02-01", 7),  # a pledge is counted by itself
        ("commitment", "2024-03-01", 105),
        ("commitment", "2024-04-01", 75),
    ]
    assert problems == []


def test_more_taken_back_than_was_promised_and_payments_below_zero_are_told(tmp_path):
    claims, problems = transactions(tmp_path / "a.xml", ("2", "2024-01-01", "-1"), ("3", "2024-02-01", "-2"))
    assert claims == []
    assert problems == [
        "Transaction 2 of XX-1: the value -2 is no sum that was given; corrections below zero are passed over.",
        "More of the commitment is taken back on 2024-01-01 than was promised; it was passed over.",
    ]


def test_a_secondary_reporter_takes_no_part(tmp_path):
    secondary = 'ref="XX" type="90" secondary-reporter="1"><narrative>Norway</narrative>'
    for reporting, givers in ((None, ["NOR"]), (secondary, [])):
        told = {} if reporting is None else {"reporting": reporting}
        transactions(tmp_path / "a.xml", ("2", "2024-01-01", "5"), **told)
        [outcome] = read_register("iati", tmp_path / "a.xml")
        [claim] = outcome.reading.claims
        assert [actor.id for actor in claim.actors] == givers


def test_a_table_by_a_map_of_its_own():
    assert said("table", "aid.csv") == [
        ("commitment", "2024-01-15", ["NOR"], ["KEN"], 200, "ambulance"),
        ("all delivery", None, ["NOR"], ["KEN"], 60, "ambulance"),
        ("pledge", "2024-03-01", ["DNK"], ["KEN"], 4, "hospital"),
    ]
    [first, second, *_] = outcomes("table", "aid.csv")
    promised = next(c for c in first.reading.claims if c.kind == "commitment")
    assert promised.deadline == "2024-12-31"
    assert second.reading.claims[0].items[0].amount == 1250000.5
    assert problems("table", "aid.csv") == [
        (
            "aid.csv line 5: Column 'Units' holds 'many', which has to be a number (1250.5); mend it there, the row "
            "was passed over."
        ),
        (
            "aid.csv line 6: Column 'Status' holds 'hoped for', which has to be one of firm, announced; mend it there, "
            "the row was passed over."
        ),
        "aid.csv line 7: 4 cells in line 7, but 10 columns; mend the line.",
    ]
