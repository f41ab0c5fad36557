"""The parts a text plays on its page: headline, paragraphs, points, and what is not to be read."""

from tallystick.sources.blocks.layout import Layout, layout

__all__ = ["Layout", "layout"]
