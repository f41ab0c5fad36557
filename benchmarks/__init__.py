"""How well and how fast tallystick reads: exams on labelled texts, and speed. See docs/quality.md."""
