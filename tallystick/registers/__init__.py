"""Official registers as sources of their own: each row becomes a document with the claims that its columns make."""

from tallystick.registers.reading import Outcome, read_register
from tallystick.registers.sources import register_names, source_of

__all__ = ["Outcome", "read_register", "register_names", "source_of"]
