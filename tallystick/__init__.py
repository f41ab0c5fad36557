"""tallystick reads reports and keeps the tally: what was said, what was promised, what was done."""

__version__ = "0.1.0"
