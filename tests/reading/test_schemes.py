"""What is given under another undertaking is not given by those who gave before."""

import pytest

from readings import deliveries, ids

BEFORE = "Norway promised Kenya 90 trucks. It has sent 40."


@pytest.mark.parametrize(
    ("text", "givers"),
    [
        ("Another 60 trucks arrived under a separate Czech scheme.", ["CZE"]),
        ("Trucks bought under a separate initiative led by Italy have also started to arrive.", ["ITA"]),
        ("60 trucks bought under a separate initiative have arrived.", [None]),
        ("Under a separate initiative, 60 trucks were bought.", [None]),
        ("A further 60 trucks from another programme have arrived.", [None]),
        ("Italy sent 60 trucks under a separate initiative.", ["ITA"]),
        ("Another 60 trucks arrived under the initiative.", ["NOR"]),
        ("Another 60 trucks arrived.", ["NOR"]),
    ],
)
def test_who_gives_under_another_undertaking(text, givers):
    assert ids(deliveries(f"{BEFORE} {text}")[-1].actors) == givers


def test_an_undertaking_that_nobody_leads_gives_itself():
    (giver,) = deliveries(f"{BEFORE} 60 trucks arrived under a separate initiative.")[-1].actors
    assert (giver.name, giver.id) == ("a separate initiative", None)
