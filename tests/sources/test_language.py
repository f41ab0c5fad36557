import socket

import pytest
from tallystick.sources import document_from_text


def language(text):
    return document_from_text(text).document.language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The harbour board promised two ferries on Tuesday.", "en"),
        ("Der Hafenrat hat am Dienstag zwei Fähren versprochen.", "de"),
        ("Le conseil du port a promis deux bateaux mardi.", "fr"),
        ("La junta del puerto prometió dos barcos el martes.", "es"),
        ("A junta do porto não prometeu dois barcos na terça-feira.", "pt"),
        ("Рада порту пообіцяла два пороми у вівторок.", "uk"),
        # names and figures, which mislead the model in a short sentence
        ("Norway will send 40 tanks to Kenya.", "en"),
        ("La France a promis 40 chars au Kenya.", "fr"),
        ("", None),
        ("OK.", None),
        ("14 Ro-Ro", None),
    ],
)
def test_language(text, code):
    outcome = document_from_text(text or "?")
    assert outcome.document.language == code


def test_the_prose_decides_and_not_its_notices():
    text = "Share on Facebook\n\nClick here to see all reports\n\nLe conseil du port a promis deux bateaux."
    assert language(text) == "fr"


def test_a_given_language_wins():
    text = "The harbour board promised two ferries on Tuesday."
    assert document_from_text(text, language="fr-CA").document.language == "fr"


def test_nothing_is_fetched(monkeypatch):
    def refuse(*_):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert language("The harbour board promised two ferries.") == "en"
