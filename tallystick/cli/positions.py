"""``tally positions``: who is for what, who against, since when."""

from __future__ import annotations

from collections.abc import Sequence

from tallystick.cli.asking import asked
from tallystick.cli.output import json_lines, terminal, wants_json, write_line
from tallystick.model.positions import ConceptRecord
from tallystick.model.positions_format import network_to_line, record_to_line
from tallystick.reconcile.codebook import load_codebooks
from tallystick.reconcile.networks import conflict_network, congruence_network, modularity
from tallystick.views.positions import concept_view, overview


def show_positions(
    place: str, concept: str | None, codebooks: Sequence[str], as_of: str | None, *, json: bool
) -> None:
    """Print the positions on one concept, or on all of them, in the ledger at ``place`` as known on ``as_of``."""
    book = load_codebooks(codebooks)
    is_for_people = not wants_json(json=json)
    with asked(place) as ledger:
        if is_for_people and concept is None:
            with ledger.standings(book, as_of) as standings:
                told = standings.sums(), standings.sides()
            terminal().print(overview(*told, as_of))
            return
        records = ledger.positions(concept, book, as_of)
    if is_for_people:
        terminal().print(concept_view(records[0], as_of))
    else:
        _write_lines(records, networks=concept is None)


def _write_lines(records: Sequence[ConceptRecord], *, networks: bool) -> None:
    with json_lines(None) as stream:
        for record in records:
            write_line(stream, record_to_line(record))
        if networks:
            congruence = congruence_network(records)
            write_line(stream, network_to_line("congruence", congruence, modularity(congruence)))
            write_line(stream, network_to_line("conflict", conflict_network(records)))
