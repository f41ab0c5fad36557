"""What becomes known later decides nothing anew: promises keep their ids and their tellings."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tallystick.reconcile import fold

from factories import commitment, item, reading

PHRASES = ["buses", "city buses", "another 40 buses", "the promised buses"]

claims = st.builds(
    lambda by, to, quantity, words, **slots: commitment(
        by, to, item("vehicles", words, quantity=quantity, unit="bus"), **slots
    ),
    st.sampled_from(["EU", "DEU"]),
    st.sampled_from(["UKR", "MDA", ()]),
    st.sampled_from([None, 40, 41, 90, 500]),
    st.sampled_from(PHRASES),
    stage=st.sampled_from(["request", "proposal", "pledge", "commitment"]),
    deadline=st.sampled_from([None, "2024", "2024-06", "2024-12"]),
)


def told(year):
    days = st.integers(1, 12).map(lambda month: f"{year}-{month:02}-01")
    reports = st.lists(st.tuples(st.lists(claims, min_size=1, max_size=3), days), min_size=1, max_size=5)
    return reports.map(
        lambda found: [reading(f"{year}-{i}", *told, published=day) for i, (told, day) in enumerate(found)]
    )


@settings(max_examples=80, deadline=None)
@given(told(2023), told(2024))
def test_later_reports_leave_ids_and_tellings_alone(before, later):
    now = {p.id: set(p.claims) for p in fold(before + later).promises}
    for promise in fold(before).promises:
        assert set(promise.claims) <= now[promise.id]
