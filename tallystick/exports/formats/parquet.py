"""Tables as Parquet, one file a table, read by Polars, pandas, DuckDB and R's arrow."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

from tallystick.exports.extras import package
from tallystick.exports.material import Material
from tallystick.exports.protocol import Part
from tallystick.exports.tables import DICTIONARY, TABLES, Table

_BATCH = 20_000
"""Rows that are held as Python's values at once; columns take a tenth of that."""


class Parquet:
    """Tables as Parquet."""

    name = "parquet"
    what = "claims, items, promises, stages, deliveries, positions, judgements as Parquet, with a dictionary"
    is_folder = True

    def parts(self, material: Material) -> Iterator[Part]:
        """One file a table, the dictionary last."""
        polars = package("polars", "tables", self.name)
        for table in (*TABLES, DICTIONARY):
            yield Part(f"{table.name}.parquet", [_bytes(polars, table, material)])

    def left_out(self, _: Material) -> Iterator[str]:
        """Nothing."""
        return iter(())


def _bytes(polars: Any, table: Table, material: Material) -> bytes:
    kinds = {str: polars.String, float: polars.Float64, int: polars.Int64, bool: polars.Boolean}
    schema = {column.name: kinds[column.kind] for column in table.columns}
    rows = table.rows(material)
    frames = [polars.DataFrame([], schema=schema, orient="row")]
    while batch := list(islice(rows, _BATCH)):
        frames.append(polars.DataFrame(batch, schema=schema, orient="row", strict=False))
    stream = io.BytesIO()
    polars.concat(frames).write_parquet(stream)
    return stream.getvalue()


EXPORT = Parquet()
