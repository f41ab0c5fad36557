"""Tables as Parquet, one file a table, read by Polars, pandas, DuckDB and R's arrow."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from tallystick.exports.extras import package
from tallystick.exports.material import Material
from tallystick.exports.pieces import made_aside, room_is_told
from tallystick.exports.protocol import Part
from tallystick.exports.tables import DICTIONARY, TABLES, Table

_BATCH = 20_000
"""Rows that are held at once, and that stand together in the file."""


class Parquet:
    """Tables as Parquet."""

    name = "parquet"
    what = "claims, items, promises, stages, deliveries, positions, judgements as Parquet, with a dictionary"
    is_folder = True

    def parts(self, material: Material) -> Iterator[Part]:
        """One file a table, the dictionary last."""
        polars = package("polars", "tables", self.name)
        for table in (*TABLES, DICTIONARY):
            write = partial(_write, polars, table, material)
            yield Part(f"{table.name}.parquet", made_aside(write))

    def left_out(self, _: Material) -> Iterator[str]:
        """Nothing."""
        return iter(())


def _write(polars: Any, table: Table, material: Material, path: Path) -> None:
    """Write a table a batch at a time, and the batches behind each other, each a row group."""
    kinds = {str: polars.String, float: polars.Float64, int: polars.Int64, bool: polars.Boolean}
    schema = {column.name: kinds[column.kind] for column in table.columns}
    rows = table.rows(material)
    batches: list[Path] = []
    while (batch := list(islice(rows, _BATCH))) or not batches:
        frame = polars.DataFrame(batch, schema=schema, orient="row", strict=False)
        batches.append(path.with_name(f"batch-{len(batches)}"))
        with room_is_told(polars.exceptions.PolarsError):
            frame.write_parquet(batches[-1])
    with room_is_told(polars.exceptions.PolarsError):
        polars.scan_parquet(batches).sink_parquet(path, row_group_size=_BATCH)


EXPORT = Parquet()
