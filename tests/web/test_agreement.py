"""Who agrees with whom, drawn; and two reports side by side."""

from itertools import pairwise

from tallystick.ledger.standings import WholeStandings
from tallystick.web.agreement import LEFT, MOST_ACTORS, RIGHT, WIDTH, agreement
from tallystick.web.beside import Row, aligned, paired
from tallystick.web.library import evidence
from tests.web.conftest import words


def test_those_who_agree_stand_side_by_side(library):
    found = agreement(WholeStandings(library.concepts(None)))
    camps = [node.camp for node in found.nodes]
    assert camps == sorted(camps)
    heights = [node.y for node in found.nodes]
    assert heights == sorted(set(heights))
    assert 0 < heights[0] < heights[-1] < found.height
    assert len(found.nodes) <= MOST_ACTORS
    weights = [len(pair.agree) + len(pair.differ) for pair in found.pairs]
    assert weights == sorted(weights, reverse=True)


def test_a_gap_parts_two_camps(library):
    nodes = agreement(WholeStandings(library.concepts(None))).nodes
    within = {other.y - one.y for one, other in pairwise(nodes) if one.camp == other.camp}
    between = {other.y - one.y for one, other in pairwise(nodes) if one.camp != other.camp}
    assert len(within) == len(between) == 1
    assert min(between) > 1.4 * max(within)


def test_arcs_join_rows_and_stay_within_the_drawing(library):
    found = agreement(WholeStandings(library.concepts(None)))
    for arc in found.arcs:
        assert (arc.start, arc.end) == (found.nodes[arc.one].y, found.nodes[arc.other].y)
        assert arc.one < arc.other
        assert LEFT - arc.reach > 0
        assert RIGHT + arc.reach < WIDTH
    agreed = next(arc for arc in found.arcs if arc.agree)
    assert agreed.on_the_left.startswith(f"M{LEFT} {agreed.start}A{agreed.reach} ")
    assert agreed.on_the_right.endswith(f" {RIGHT} {agreed.end}")


def test_the_drawing_is_the_same_each_time(library):
    concepts = library.concepts(None)
    assert agreement(WholeStandings(concepts)) == agreement(WholeStandings(concepts[::-1]))


def test_a_pair_agrees_and_another_differs(library):
    pairs = {(p.one, p.other): p for p in agreement(WholeStandings(library.concepts(None))).pairs}
    scholz, tusk = "person:olaf-scholz", "person:donald-tusk"
    pair = pairs.get((scholz, tusk)) or pairs[tusk, scholz]
    assert pair.agree == ("Western troops to Ukraine",)
    assert any(pair.differ for pair in pairs.values())


def test_who_takes_no_side_is_not_drawn():
    assert agreement(WholeStandings([])) is None


def test_the_page_draws_and_tells_the_same_in_a_table(visitor):
    answer = visitor.get("/concept")
    assert '<path class="agree"' in answer.text
    shown = words(answer)
    assert "Who agrees with whom" in shown
    assert "Donald Tusk Olaf Scholz Western troops to Ukraine" in shown or (
        "Olaf Scholz Donald Tusk Western troops to Ukraine" in shown
    )


def test_an_actor_shows_its_positions_by_month(visitor):
    shown = words(visitor.get("/actor/person:emmanuel-macron"))
    assert "Western troops to Ukraine ◆ open" in shown


def test_copies_stand_side_by_side(visitor):
    shown = words(visitor.get("/document/2024-02-26-paris-wire?beside=2024-02-27-paris-harbour-post"))
    assert "Sentences that tell the same stand in one row" in shown
    assert shown.count("Rutte told reporters that sending troops had not been a topic") >= 2
    rows = shown.partition("stand in one row")[2].partition("Said 1")[0]
    assert rows.count("Rutte told reporters that sending troops had not been a topic") == 2  # once a side
    other = words(visitor.get("/document/2024-02-26-paris-wire?beside=none"))
    assert "stand in one row" not in other


def test_beside_a_report_in_which_nothing_was_read_the_page_says_so(visitor):
    shown = words(visitor.get("/document/2024-02-26-paris-wire?beside=2024-02-27-paris-la-lanterne"))
    assert "Nothing was read in La Lanterne: its language (French) may be one that is not read yet" in shown
    assert "not told here" not in shown


def test_claims_of_two_reports_are_paired_by_what_they_tell(library):
    whole = library.whole()
    wire, post = (
        whole.readings([name])[0].claims
        for name in ("2024-02-26-paris-wire", "2024-02-27-paris-harbour-post")
    )
    homes = whole.promises_of(c.id for c in (*wire, *post))
    rows = aligned(wire, post, homes, is_one_language=True)
    assert [row.left for row in rows if row.left is not None] == list(wire)
    assert sorted(row.right.id for row in rows if row.right is not None) == sorted(c.id for c in post)
    both = [row for row in rows if row.left is not None and row.right is not None]
    assert len(both) > len(wire) / 2
    assert all(row.left.kind == row.right.kind for row in both)
    denied = next(row for row in both if "told reporters" in row.left.evidence.text)
    assert "told reporters" in denied.right.evidence.text


def test_a_sentence_stands_once_beside_its_own_and_what_only_it_tells_is_named(library):
    whole = library.whole()
    names = ("2024-02-26-paris-wire", "2024-02-27-paris-harbour-post")
    wire, post = (whole.readings([name])[0].claims for name in names)
    claims = [c.id for c in (*wire, *post)]
    rows = aligned(wire, post, whole.promises_of(claims), is_one_language=True)
    told = evidence(whole, claims)
    pairs = paired(rows, told)
    for side in ("left", "right"):
        shown = [getattr(pair, side) for pair in pairs if getattr(pair, side) is not None]
        known = [one.claim.id for passage in shown for one in passage.evidence]
        assert sorted(known) == sorted(
            getattr(row, side).id for row in rows if getattr(row, side) is not None
        )
    both = [(pair.left.start, pair.right.start) for pair in pairs if pair.left and pair.right]
    assert len(both) == len(set(both)) < len(rows) * 0.8
    unmatched = {c.id for row in rows for c in (row.left, row.right) if c and not (row.left and row.right)}
    assert {claim for pair in pairs for claim in pair.alone} == unmatched != set()
    assert paired(rows, {}) == []


def test_what_one_report_tells_alone_stands_alone(library):
    claims = library.whole().readings(["2024-02-26-paris-wire"])[0].claims
    assert aligned(claims, (), {}, is_one_language=True) == [Row(claim, None) for claim in claims]
    assert aligned((), claims, {}, is_one_language=True) == [Row(None, claim) for claim in claims]
    same = aligned(claims, claims, {}, is_one_language=True)
    assert all(row.left == row.right for row in same)
    assert all(a.left.evidence.start <= b.left.evidence.start for a, b in pairwise(same))
