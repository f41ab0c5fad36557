"""What draws is told of all fonts but those that it brings along."""

import os
from pathlib import Path

from tallystick.views import engine


def test_folders_of_liberation_alone_are_left_out(tmp_path):
    for name in (
        "truetype/liberation/LiberationSans-Regular.ttf",
        "truetype/dejavu/DejaVuSans.ttf",
        "otf/A.otf",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = {folder.relative_to(tmp_path).as_posix() for folder in engine._without_liberation(tmp_path)}
    assert found == {"truetype/dejavu", "otf"}


def test_a_folder_of_liberation_and_others_is_kept(tmp_path):
    for name in ("LiberationSans-Regular.ttf", "DejaVuSans.ttf"):
        (tmp_path / name).touch()
    assert list(engine._without_liberation(tmp_path)) == [tmp_path]


def test_fonts_are_looked_for_where_the_system_says(tmp_path, monkeypatch):
    for name in ("own", "home/.fonts", "data/fonts"):
        (tmp_path / name).mkdir(parents=True)
    settings = tmp_path / "fonts.conf"
    settings.write_text(
        f'<fontconfig><dir>{tmp_path / "own"}</dir><dir>~/.fonts</dir><dir prefix="xdg">fonts</dir>'
        "<dir>/nowhere</dir></fontconfig>"
    )
    monkeypatch.setattr(engine, "_SETTINGS", settings)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert list(engine._folders()) == [tmp_path / "own", tmp_path / "home/.fonts", tmp_path / "data/fonts"]


def test_other_settings_hold_while_fonts_are_looked_for_alone(tmp_path, monkeypatch):
    (tmp_path / "liberation").mkdir()
    (tmp_path / "liberation" / "LiberationSans-Regular.ttf").touch()
    (tmp_path / "dejavu").mkdir()
    monkeypatch.setattr(engine, "_folders", lambda: [tmp_path])
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    with engine._own_letters():
        told = Path(os.environ["FONTCONFIG_FILE"]).read_text()
    assert str(tmp_path / "dejavu") in told
    assert str(tmp_path / "liberation") not in told
    assert "FONTCONFIG_FILE" not in os.environ
