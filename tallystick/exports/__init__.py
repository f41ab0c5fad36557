"""What a ledger holds, in the formats that other programs read; see docs/exports.md."""

from tallystick.exports.formats import EXPORTS, named_export
from tallystick.exports.material import Material
from tallystick.exports.protocol import Export, Part
from tallystick.exports.writing import notes_of, write

__all__ = ["EXPORTS", "Export", "Material", "Part", "named_export", "notes_of", "write"]
