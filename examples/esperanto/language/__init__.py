"""Esperanto: a small language, to show what a new one needs."""
