"""Hashes of parts that are written already are those of the whole."""

from hypothesis import given
from hypothesis import strategies as st
from tallystick.model.canonical import canonical_json, canonical_list, content_hash, hash_of_words

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.lists(values))
def test_a_list_of_canonical_json_is_canonical_json(members):
    assert canonical_list(map(canonical_json, members)) == canonical_json(members)


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]))))
def test_words_have_the_hash_of_a_list_of_them(words):
    assert hash_of_words(*words) == content_hash(words)
