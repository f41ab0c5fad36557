"""What holds for every export."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tallystick.cli import app
from tallystick.errors import SettingError
from tallystick.exports import EXPORTS, Material, named_export, notes_of, write
from tallystick.exports.protocol import Part, Tree
from tallystick.ledger import Ledger, opened
from typer.testing import CliRunner

from factories import actor, commitment, delivery, item, reading, statement

ROOT = Path(__file__).parents[2]
every_export = pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)], prog_name="tally")


@every_export
def test_the_same_ledger_gives_the_same_bytes(export, ledger, content):
    def anew():
        with Ledger(ledger) as kept:
            return Material.of(kept)

    first = content(export, anew())
    assert first == content(export, anew())
    assert any(first.values())


@every_export
def test_the_bytes_do_not_depend_on_the_process(export, ledger, tmp_path, content, material):
    code = (
        "import sys; from pathlib import Path; from tallystick.exports import *; from tallystick.ledger import Ledger\n"
        "write(named_export(sys.argv[1]), Material.of(Ledger(sys.argv[2])), Path(sys.argv[3]))"
    )
    subprocess.run([sys.executable, "-c", code, export.name, ledger, tmp_path / "out"], check=True)
    for name, expected in content(export, material).items():
        path = tmp_path / "out" / name if export.is_folder else tmp_path / "out"
        assert path.read_bytes() == expected


@pytest.fixture(scope="session")
def judged_ledger(ledger, tmp_path_factory):
    """With a claim put right, one taken out, and a report that was refuted."""
    place = tmp_path_factory.mktemp("judged") / "a.tally"
    with Ledger(ledger) as source, Ledger(place) as copy:
        copy.append_all(source.readings())
        paid = next(c for c in copy.claims() if c.kind == "delivery" and c.evidence.text == "has paid")
        said = next(c for c in copy.claims() if c.kind == "statement" and c.stance == "for")
        copy.judge("correct", paid.id, slot="date", value="2024-03-31", user="Ana", reason="the bank's word")
        copy.judge("reject", said.id, user="Ana")
        copy.judge("reject", "undated", user="Ben", reason="made up")
    return place


@every_export
@pytest.mark.parametrize("day", [None, "2023-12-31"])
@pytest.mark.parametrize("least", [0, 10**9], ids=["indexed", "folded"])
def test_piece_by_piece_gives_the_same(export, judged_ledger, content, monkeypatch, *, day, least):
    monkeypatch.setattr(opened, "INDEXED_FROM", least)
    with Ledger(judged_ledger) as found:
        held = content(export, Material.of(found, day))
        with Material.streamed(found, day) as told:
            assert content(export, told) == held
            assert notes_of(export, told) == notes_of(export, Material.of(found, day))


@pytest.mark.parametrize("least", [0, 10**9], ids=["indexed", "folded"])
def test_positions_without_the_texts_are_those_of_the_ledger(least, tmp_path, monkeypatch):
    """Also where equal texts, a copy, a correction and a refuted report decide who said what when."""
    monkeypatch.setattr(opened, "INDEXED_FROM", least)
    no, yes = (statement(f"{word} troops", actor("DEU"), concept="c", stance=stance)
               for word, stance in (("No", "against"), ("More", "for")))  # fmt: skip
    plain = statement("Perhaps", actor("FRA"))
    with Ledger(tmp_path / "a.tally") as kept:
        kept.append(reading("b", no, published="2024-02-01", text="No troops at all"))
        kept.append(reading("a", no, published="2024-03-01", text="No troops at all"))
        kept.append(reading("c", yes, plain, published="2024-04-01"))
        kept.append(reading("d", yes, published="2024-05-01"))
        claim = next(c for c in kept.claims() if c.evidence.text == "Perhaps")
        kept.judge("correct", claim.id, slot="concept", value="c", user="Ana")
        kept.judge("correct", claim.id, slot="stance", value="open", user="Ana")
        kept.judge("reject", "d", user="Ana")
        with Material.streamed(kept) as told:
            assert told.concepts == kept.positions()
        assert {stand.actor.id for record in told.concepts for stand in record.stands} == {"DEU", "FRA"}


@every_export
def test_a_promise_alone_is_the_same_however_it_is_found(export, judged_ledger, content, monkeypatch):
    def found(least):
        monkeypatch.setattr(opened, "INDEXED_FROM", least)
        with Ledger(judged_ledger) as ledger:
            material = Material.of_promises(ledger, [ledger.promises()[1]])
        assert len(material.promises) == 1
        return content(export, material)

    assert found(0) == found(10**9)


@every_export
def test_an_empty_ledger_can_be_exported(export, tmp_path):
    with Ledger(tmp_path / "empty.tally") as kept:
        material = Material.of(kept)
    assert write(export, material, tmp_path / "out")


@every_export
def test_only_what_was_published_by_a_day_is_exported(export, ledger, content):
    with Ledger(ledger) as kept:
        early = content(export, Material.of(kept, "2023-12-31"))
        late = content(export, Material.of(kept))
    assert early != late
    assert not any(b"2024-04-02" in piece for piece in early.values())


@every_export
def test_control_characters_and_markup_in_a_report_break_nothing(export, tmp_path, content):
    odd = "\x1b[31m<b>&\x00\x0b]]> \u202e\ufffe “q” {x} \\\\"
    somebody = actor(None, f"Some {odd}")
    money = item("money", f"5 {odd}", amount=5.0, currency="EUR")
    goods = item("vehicles", f"7 {odd}", quantity=7.0, unit=f"bus{odd}")
    with Ledger(tmp_path / "odd.tally") as kept:
        kept.append(
            reading(
                f"a{odd}",
                commitment((somebody,), (somebody,), money, words=f"will pay {odd}"),
                delivery((somebody,), (somebody,), money, words=f"has paid {odd}", date="2024-01-01"),
                commitment("DEU", "MDA", goods, words=f"will send {odd}"),
                delivery("DEU", "MDA", goods, words=f"has sent {odd}", date="2024-01-01"),
                statement(f"Yes {odd}", somebody, concept=f"c{odd}", stance="for"),
                statement(f"Oh yes {odd}", actor("FRA"), concept=f"c{odd}", stance="for"),
                published="2024-01-02",
                title=odd,
                publisher=odd,
                byline=odd,
                url=f"https://a.example/{odd}",
            )
        )
        material = Material.of(kept)
    assert content(export, material) == content(export, material)


@every_export
def test_every_format_has_a_page(export):
    page = ROOT / "docs" / "formats" / f"{export.name}.md"
    assert page.read_text(encoding="utf-8").startswith(f"# {export.name}")
    assert f"(formats/{export.name}.md)" in (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")


@every_export
def test_what_is_left_out_is_told_beside(export, material, tmp_path):
    written = write(export, material, tmp_path / "out")
    told = [path for path in written if path.name.endswith("NOTES.txt")]
    assert [path.read_text(encoding="utf-8") for path in told] == list(
        filter(None, [notes_of(export, material)])
    )


@every_export
def test_a_full_disk_leaves_nothing_behind(export, ledger, tmp_path):
    """No file may grow beyond a few bytes, as on a disk that is full."""

    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from tallystick.exports import *; from tallystick.ledger import Ledger\n"
        "with Ledger(sys.argv[2]) as ledger: material = Material.of(ledger)\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50, 50))\n"
        "write(named_export(sys.argv[1]), material, Path(sys.argv[3]))"
    )
    (tmp_path / "old").mkdir()
    before = tmp_path / "old" / "out"
    if not export.is_folder:
        before.write_text("what was there")
    done = subprocess.run(
        [sys.executable, "-c", code, export.name, ledger, before], capture_output=True, text=True, check=False
    )
    assert re.search("File too large|no room for what is put together there", done.stderr)
    left = [path for path in (tmp_path / "old").rglob("*") if path != before]
    assert left == []
    assert export.is_folder or before.read_text() == "what was there"


@every_export
def test_the_command_writes_what_the_library_does(export, ledger, tmp_path, content, material):
    done = run("export", export.name, "--ledger", ledger, "--to", tmp_path / "out")
    assert done.exit_code == 0, done.output
    for name, expected in content(export, material).items():
        path = tmp_path / "out" / name if export.is_folder else tmp_path / "out"
        assert path.read_bytes() == expected
        if not isinstance(export, Tree):
            assert f"{path} written" in done.stderr
    if isinstance(export, Tree):
        assert re.search(rf"{tmp_path}/out written: \d+ files, [\d.]+ MB", done.stderr)


def test_one_broken_file_of_several_leaves_the_old_ones(material, tmp_path):
    class Breaking:
        name, what, is_folder = "breaking", "", True

        def parts(self, _):
            yield Part("a.txt", [b"new"])
            yield Part("b.txt", self.broken())

        def broken(self):
            yield b"half"
            raise OSError(28, "No space left on device")

        def left_out(self, _):
            return iter(())

    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(OSError, match="No space left"):
        write(Breaking(), material, tmp_path)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.txt", "old")]


# Some promises alone


def test_named_promises_are_exported_alone_with_what_stands_behind_them(ledger, tmp_path, material):
    shells, money = material.promises
    done = run("export", "chart", "--ledger", ledger, "--promise", money.id[:8], "--to", tmp_path / "a")
    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "a").glob("*.*g")} == {f"{money.id}.svg", f"{money.id}.png"}
    both = ["--promise", shells.id, "--promise", money.id]
    assert run("export", "chart", "--ledger", ledger, *both, "--to", tmp_path / "b").exit_code == 0
    assert len(list((tmp_path / "b").glob("*.png"))) == 2
    done = run("export", "jsonl", "--ledger", ledger, "--promise", money.id, "--to", tmp_path / "c")
    lines = (tmp_path / "c" / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    kept = [claim["id"] for line in lines for claim in json.loads(line)["claims"]]
    assert sorted(kept) == sorted(money.claims)


@every_export
def test_each_format_can_be_of_one_promise(export, ledger, material, tmp_path):
    with Ledger(ledger) as kept:
        alone = Material.of_promises(kept, [material.promises[1]])
    assert write(export, alone, tmp_path / "out")


def test_judgements_on_other_promises_stay_behind(tmp_path):
    with Ledger(tmp_path / "a.tally") as kept:
        for name, unit in (("a", "bus"), ("b", "tent")):
            kept.append(reading(name, commitment("DEU", "MDA", item(quantity=7.0, unit=unit))))
        judged = [kept.judge("accept", claim.id, user="Ana") for claim in kept.claims()]
        taken_back = kept.judge("withdraw", judged[0].id, user="Ana")
        first = next(p for p in kept.promises() if judged[0].subject in p.claims)
        material = Material.of_promises(kept, [first])
    assert material.judgements == (judged[0], taken_back)
    assert [reading.document.id for reading in material.readings] == list(first.documents)


def test_an_unknown_promise_is_told(ledger, tmp_path):
    done = run("export", "chart", "--ledger", ledger, "--promise", "zzz", "--to", tmp_path / "a")
    assert done.stderr == "tally: No promise 'zzz' in this ledger; tally promises lists those it has\n"
    assert not (tmp_path / "a").exists()


# Faulty use


@every_export
def test_a_target_that_may_not_be_written_is_one_clear_line(export, ledger, tmp_path):
    (tmp_path / "file").write_text("")
    done = run("export", export.name, "--ledger", ledger, "--to", tmp_path / "file" / "out")
    assert done.exit_code == 2
    assert done.stderr.startswith("tally: ")
    assert str(tmp_path / "file") in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_unknown_format_lists_all():
    with pytest.raises(SettingError) as raised:
        named_export("word")
    assert str(raised.value) == f"No export format 'word'; there are: {', '.join(EXPORTS)}"


@pytest.mark.parametrize(
    ("name", "package", "extra"),
    [("parquet", "polars", "tables"), ("ftm", "followthemoney", "ftm")],
)
def test_a_missing_extra_names_the_command(name, package, extra, monkeypatch, content):
    monkeypatch.setitem(sys.modules, package, None)
    message = (
        f"The export {name} needs the package {package}; install it with: pip install 'tallystick[{extra}]'"
    )
    with pytest.raises(SettingError) as raised:
        content(named_export(name))
    assert str(raised.value) == message


def test_a_folder_needs_a_name(ledger, tmp_path):
    done = run("export", "csv", "--ledger", ledger)
    assert (done.exit_code, done.stderr) == (2, "tally: csv is a folder of files; name it with --to FOLDER\n")
    (tmp_path / "file").write_text("")
    done = run("export", "csv", "--ledger", ledger, "--to", tmp_path / "file")
    assert (done.exit_code, "csv is a folder of files: name another" in done.stderr) == (2, True)
    done = run("export", "xlsx", "--ledger", ledger, "--to", tmp_path)
    assert (done.exit_code, "xlsx is one file" in done.stderr) == (2, True)


def test_format_and_ledger_are_asked_for():
    assert run("export").stderr.startswith(
        "tally: Name a format: tally export FORMAT --ledger FILE; there are: "
    )
    assert run("export", "csv").stderr == "tally: Name the ledger: tally export csv --ledger FILE\n"
    assert run("export", "csv", "--ledger", "no.tally", "--to", "x").exit_code == 2


def test_the_list_names_every_format(terminal):
    listed = [json.loads(line)["name"] for line in run("export", "--list").stdout.splitlines()]
    assert listed == list(EXPORTS) == sorted(EXPORTS)
    code, sent = terminal("export", "--list")
    assert code == 0
    assert all(name in sent for name in EXPORTS)
    assert "tally export NAME --ledger FILE --to PATH" in sent
