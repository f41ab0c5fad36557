"""ClaimReview: a JSON-LD processor expands it, and every review has what is required."""

import json

import pytest
from pyld import jsonld
from tallystick.exports import EXPORTS

SCHEMA = "https://schema.org/"


@pytest.fixture
def graph(content):
    """The nodes as PyLD expands them."""
    return jsonld.expand(json.loads(content(EXPORTS["claimreview"])["claims.jsonld"]))


def values(node, name):
    return [value.get("@value", value) for value in node[SCHEMA + name]]


def of_type(graph, name):
    return [node for node in graph if node["@type"] == [SCHEMA + name]]


def test_every_review_has_the_required_properties(graph, material):
    reviews = of_type(graph, "ClaimReview")
    assert len(reviews) == len(material.promises)
    for review in reviews:
        for name in ("claimReviewed", "reviewRating", "url", "author", "itemReviewed"):
            assert review[SCHEMA + name]
        (claim,) = review[SCHEMA + "itemReviewed"]
        for name in ("text", "firstAppearance", "appearance"):
            assert claim[SCHEMA + name]


def test_a_promise_is_reviewed_with_its_appearances(graph):
    (review,) = [r for r in of_type(graph, "ClaimReview") if "1,000,000" in values(r, "claimReviewed")[0]]
    (rating,) = review[SCHEMA + "reviewRating"]
    assert (values(rating, "alternateName"), values(rating, "ratingValue")) == (["overdue"], [0.3])
    (claim,) = review[SCHEMA + "itemReviewed"]
    (first,) = claim[SCHEMA + "firstAppearance"]
    assert first["@id"] == "https://меридиан.example/a?b=1&c=2"
    assert len(claim[SCHEMA + "appearance"]) == 2
    assert values(first, "headline") == ["EU & Україна: «мільйон»"]


def test_statements_are_claims_of_their_authors(graph):
    claims = {values(claim, "text")[0]: claim for claim in of_type(graph, "Claim")}
    (author,) = claims["Никаких войск"][SCHEMA + "author"]
    assert (author["@type"], values(author, "name")) == ([SCHEMA + "Person"], ["Иван Иванов"])
    (author,) = claims["We are ready"][SCHEMA + "author"]
    assert (author["@type"], author["@id"]) == ([SCHEMA + "Organization"], "urn:tally:actor:FRA")
