"""Random histories of ledgers: readings, copies, decisions, and looks in between."""

from hypothesis import strategies as st

from factories import actor, commitment, delivery, item, reading, statement

DAYS = ("2024-01-01", "2024-03-01", "2024-06-30", "2024-09-01", "2025-01-01")
days = st.sampled_from([None, *DAYS])
parties = st.sampled_from(["EU", "DEU", (), (actor(None, "the allies"),)])
recipients = st.sampled_from(["UKR", "UKR", "MDA", ()])
figures = st.sampled_from([None, 5, 500, 1000, 1001])
names = st.sampled_from("abcdef")


def claims_of(parties, recipients):
    """Claims of what some promise and give to others."""
    return st.one_of(
        st.builds(
            lambda by, to, figure, **slots: commitment(
                by, to, item("vehicles", quantity=figure, unit="bus"), **slots
            ),
            parties,
            recipients,
            figures,
            stage=st.sampled_from(["request", "commitment", "refusal"]),
            deadline=st.sampled_from([None, "2024-06", "2024-12"]),
            negated=st.sampled_from([False, False, True]),
        ),
        st.builds(
            lambda by, to, figure, **slots: delivery(
                by, to, item("vehicles", quantity=figure, unit="bus"), **slots
            ),
            parties,
            recipients,
            figures,
            source=st.sampled_from([None, actor("UKR")]),
            date=days,
            cumulative=st.booleans(),
        ),
        st.just(statement()),
    )


def steps_of(claims):
    """What may happen to a ledger in which reports make claims."""
    return st.lists(
        st.one_of(
            st.tuples(
                st.just("read"), names, st.lists(claims, max_size=3), days, st.sampled_from(["X", None])
            ),
            st.tuples(st.just("copy"), names, names, days),
            st.tuples(st.just("reject"), st.integers(0, 30)),
            st.tuples(st.just("reject document"), st.integers(0, 30)),
            st.tuples(st.just("same"), st.integers(0, 30), st.integers(0, 30)),
            st.tuples(st.just("withdraw"), st.integers(0, 30)),
            st.tuples(st.just("look")),
            st.tuples(st.just("look back"), days),
        ),
        min_size=1,
        max_size=9,
    )


steps = steps_of(claims_of(parties, recipients))
named = claims_of(st.sampled_from(["EU", "DEU", "DEU"]), st.sampled_from(["UKR", "MDA", "POL"]))
named_steps = steps_of(named)
"""The same where everybody is named, so that what is promised to some does not depend on others."""


def whole(ledger, as_of=None):
    """What folding everything gives."""
    return list(ledger.reconciled(as_of).promises)


def take(ledger, step):
    """Do one step; one that looks holds the index against folding everything."""
    kind, *rest = step
    if kind == "read":
        name, told, day, publisher = rest
        ledger.append(reading(name, *told, published=day, publisher=publisher))
    elif kind == "copy":
        name, other, day = rest
        original = ledger.document(other)
        if original is not None:
            told = next(r for r in ledger.readings() if r.document.id == other)
            ledger.append(reading(name, *told.claims, published=day, text=original.text, copy_of=other))
    elif kind == "look":
        assert ledger.promises() == whole(ledger)
    elif kind == "look back":
        assert ledger.promises(*rest) == whole(ledger, *rest)
    else:
        decide(ledger, kind, rest)


def decide(ledger, kind, numbers):
    """Judge what the numbers choose among all that there is."""
    found = {
        "reject": [c.id for c in ledger.claims()],
        "same": sorted({c.id for c in ledger.claims() if c.kind == "commitment"}),
        "reject document": [d.id for d in ledger.documents()],
        "withdraw": [j.id for j in ledger.judgements()],
    }[kind]
    if len(found) < len(numbers):
        return
    chosen = [found[number % len(found)] for number in numbers]
    if kind == "same" and chosen[0] == chosen[1]:
        return
    ledger.judge(kind.split()[0], *chosen[:1], user="ida", other=chosen[1] if kind == "same" else None)
