"""Tables as Parquet, one file a table, read by Polars, pandas, DuckDB and R's arrow."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from tallystick.exports.extras import package
from tallystick.exports.material import Material
from tallystick.exports.protocol import Part
from tallystick.exports.tables import DICTIONARY, TABLES, Table


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
    stream = io.BytesIO()
    polars.DataFrame(list(table.rows(material)), schema=schema, orient="row", strict=False).write_parquet(
        stream
    )
    return stream.getvalue()


EXPORT = Parquet()
