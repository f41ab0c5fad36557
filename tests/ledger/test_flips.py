"""A disk that changes one bit, anywhere: what is damaged is never given out, never a traceback, and verify tells."""

from pathlib import Path

import pytest
from benchmarks.flips import answers, flip, make
from hypothesis import given, settings
from hypothesis import strategies as st
from tallystick.errors import TallyError
from tallystick.ledger import opened


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A ledger with an index, and what it answers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opened, "INDEXED_FROM", 0)
        patch.setattr(opened, "TOLD_FROM", 0)
        path = tmp_path_factory.mktemp("flips") / "sound.tally"
        make(path)
        expected = answers(path)
        assert not any(isinstance(answer, TallyError) for answer in expected.values())
        yield path, expected


@settings(max_examples=12)
@given(part=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_one_bit_is_told_and_nothing_damaged_is_given_out(sound, part, bit):
    path, expected = sound
    at = int(part * path.stat().st_size)
    flipped = flip(path, Path(path.parent, "damaged.tally"), at, bit, expected)
    assert flipped.outcome in ("unharmed", "refused"), flipped.questions
    assert flipped.outcome == "unharmed" or not flipped.is_verified, flipped.questions
