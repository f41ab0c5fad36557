"""From files and streams to documents: text kept as published, its layout, language and dates."""

from tallystick.sources.blocks import Layout, layout
from tallystick.sources.formats import FORMATS, Format
from tallystick.sources.inputs import STANDARD_INPUT, document_from_text, find_inputs, read_inputs
from tallystick.sources.records import Input, Sourced, SourceOptions

__all__ = [
    "FORMATS", "STANDARD_INPUT", "Format", "Input", "Layout", "SourceOptions", "Sourced",
    "document_from_text", "find_inputs", "layout", "read_inputs",
]  # fmt: skip
