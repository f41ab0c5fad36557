"""From a document to its claims: gate, clauses, attribution, commitments, deliveries, events, ground."""

from tallystick.reading.reader import Explanation, ReadingSettings, explain, read_document

__all__ = ["Explanation", "ReadingSettings", "explain", "read_document"]
