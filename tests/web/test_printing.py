"""The pages of a large ledger are made by several programs, and are those that one would make."""

import pytest
from tallystick import Ledger
from tallystick.errors import LedgerError
from tallystick.exports import Material, named_export
from tallystick.ledger import opened
from tallystick.web import printing, publishing

from factories import actor, commitment, item, reading

SITE = named_export("site")


@pytest.fixture(autouse=True)
def _of_any_size(monkeypatch):
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    monkeypatch.setattr(publishing, "MANY", 0)
    monkeypatch.setattr(publishing, "_processors", lambda: 2)


@pytest.fixture
def programs(monkeypatch):
    """What made the pages, each time that programs were asked to: ``None`` where they could not."""
    found, asked = [], printing.programs

    def noted(*given):
        context = asked(*given)
        enter = context.__enter__

        class Noted:
            def __enter__(self):
                found.append(enter())
                return found[-1]

            def __exit__(self, *error):
                return context.__exit__(*error)

        return Noted()

    monkeypatch.setattr(publishing, "programs", noted)
    return found


def files_of(material):
    return {part.name: b"".join(part.content) for part in SITE.parts(material)}


def test_several_programs_make_what_one_makes_in_the_same_order(ledger, programs, monkeypatch):
    with Material.streamed(ledger) as material:
        together = files_of(material)
    assert [press is not None for press in programs] == [True]
    monkeypatch.setattr(publishing, "_processors", lambda: 1)
    with Material.streamed(ledger) as material:
        alone = files_of(material)
    assert len(programs) == 1
    assert list(together) == list(alone)
    assert together == alone


def test_where_the_ledger_grew_meanwhile_one_program_makes_the_pages_as_they_were(ledger, programs):
    norway, kenya = actor("NOR", "Norway"), actor("KEN", "Kenya")
    late = commitment((norway,), (kenya,), item("vehicles", "40 trucks", quantity=40.0, unit="truck"))
    with Ledger(ledger.place) as writer, Material.streamed(ledger) as material:
        before = material.glance().state
        writer.append(reading("late", late, published="2025-01-01", title="Too late"))
        files = files_of(material)
        assert material.glance().state == before
    assert programs == [None]
    assert "document/late.html" not in files


def test_a_program_that_was_ended_is_told():
    programs = printing._Programs([_Ended()], printing.ThreadPoolExecutor(1))
    with pytest.raises(LedgerError, match="was ended; export again"):
        programs.begin([])()


class _Ended:
    """A pipe whose other end is gone."""

    def send(self, _):
        raise BrokenPipeError

    recv = send
