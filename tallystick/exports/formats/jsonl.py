"""The public formats of this program as JSON Lines: claims, promises, positions, copies, judgements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from tallystick.exports.material import Material
from tallystick.exports.protocol import Part
from tallystick.model.claims_format import reading_to_line
from tallystick.model.judgements_format import judgement_to_json
from tallystick.model.positions_format import record_to_line
from tallystick.model.records_format import copy_group_to_line, promise_to_line


class Jsonl:
    """The public formats."""

    name = "jsonl"
    what = "the public formats: claims as read, promises, positions, copies and judgements as JSON Lines"
    is_folder = True

    def parts(self, material: Material) -> Iterator[Part]:
        """One file a format."""
        yield Part("claims.jsonl", _lines(map(reading_to_line, material.as_read)))
        yield Part("promises.jsonl", _lines(map(promise_to_line, material.promises)))
        yield Part("positions.jsonl", _lines(map(record_to_line, material.concepts)))
        yield Part("copies.jsonl", _lines(map(copy_group_to_line, material.copies)))
        judged = (json.dumps(judgement_to_json(j), ensure_ascii=False) for j in material.judgements)
        yield Part("judgements.jsonl", _lines(judged))

    def left_out(self, _: Material) -> Iterator[str]:
        """What only the ledger keeps."""
        yield (
            "The layout of the reports, the hashes of their raw bytes and the chain of entries are not part of the "
            "public formats; tally dump writes the ledger whole."
        )


def _lines(lines: Iterable[str]) -> Iterator[bytes]:
    # What no UTF-8 can hold (half a surrogate pair) is escaped, as JSON allows.
    return (f"{line}\n".encode(errors="backslashreplace") for line in lines)


EXPORT = Jsonl()
