"""What commands write: whole or not at all, on full and read-only disks, when interrupted and when told to end."""

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tallystick.files import WholeFiles, whole_file
from tallystick.ledger import Ledger

from disks import on_a_disk
from factories import commitment, item, reading

OLD = "what was there"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    place = tmp_path_factory.mktemp("files") / "a.tally"
    with Ledger(place) as kept:
        for number in range(50):
            shells = item(quantity=float(number + 1), unit="shell")
            kept.append(reading(f"report-{number}", commitment("DEU", "UKR", shells), title="t" * 500))
    return place


@pytest.fixture
def folder(tmp_path):
    """An empty folder."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def in_it(folder):
    return {path.name: path.read_text() for path in folder.iterdir()}


# The library


def test_a_file_has_its_name_when_it_is_whole(folder):
    with whole_file(folder / "a") as stream:
        stream.write(b"new")
        stream.flush()
        assert not (folder / "a").exists()
    assert in_it(folder) == {"a": "new"}


def test_a_file_that_was_not_ended_leaves_what_was_there(folder):
    (folder / "a").write_text(OLD)

    def broken_off():
        with whole_file(folder / "a") as stream:
            stream.write(b"half")
            raise KeyError

    with pytest.raises(KeyError):
        broken_off()
    assert in_it(folder) == {"a": OLD}


def test_several_files_get_their_names_together(folder):
    (folder / "a").write_text(OLD)

    def broken_off():
        with WholeFiles() as files:
            with files.open(folder / "a") as stream:
                stream.write(b"new")
            raise KeyError

    with pytest.raises(KeyError):
        broken_off()
    assert in_it(folder) == {"a": OLD}


def test_folders_that_were_made_go_with_what_was_to_lie_in_them(folder):
    def broken_off():
        with WholeFiles() as files:
            files.make_folder(folder / "b" / "c")
            raise KeyError

    with pytest.raises(KeyError):
        broken_off()
    assert list(folder.iterdir()) == []


def test_who_may_read_a_file_stays_and_a_new_one_is_as_any_other(folder):
    (folder / "old").write_text(OLD)
    (folder / "old").chmod(0o640)
    (folder / "plain").write_text("")
    for name, is_private in (("old", False), ("new", False), ("secret", True)):
        with whole_file(folder / name, is_private=is_private) as stream:
            stream.write(b"x")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {"old": 0o640, "new": modes["plain"], "plain": modes["plain"], "secret": 0o600}


def test_a_link_stays_a_link(folder):
    (folder / "a").write_text(OLD)
    (folder / "link").symlink_to("a")
    with whole_file(folder / "link") as stream:
        stream.write(b"new")
    assert (folder / "link").is_symlink()
    assert (folder / "a").read_text() == "new"


def test_a_name_as_long_as_names_may_be(folder):
    with whole_file(folder / ("n" * 255)) as stream:
        stream.write(b"x")
    assert [path.name for path in folder.iterdir()] == ["n" * 255]


def test_a_pipe_is_written_as_it_is(folder):
    os.mkfifo(folder / "pipe")
    with subprocess.Popen(["cat", folder / "pipe"], stdout=subprocess.PIPE) as reader:
        with whole_file(folder / "pipe") as stream:
            stream.write(b"through")
        assert reader.communicate()[0] == b"through"
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)


# The commands, on real disks


def commands(ledger, folder):
    """Every command that writes files, and the file that it would write first."""
    users = f"printf 'a long password\\n' | {sys.executable} -m tallystick user {folder}/users.json ada"
    tally = f"{sys.executable} -m tallystick"
    report = (
        f"printf 'Norway will send Moldova 10 tanks.' | {tally} read - --language xx --to {folder}/read.jsonl"
    )
    return {
        "dump": (f"{tally} dump --ledger {ledger} --to {folder}/dump.jsonl", "dump.jsonl"),
        "export a folder": (f"{tally} export csv --ledger {ledger} --to {folder}", "claims.csv"),
        "export a file": (f"{tally} export xlsx --ledger {ledger} --to {folder}/a.xlsx", "a.xlsx"),
        "export a picture": (f"{tally} export csl-json --ledger {ledger} --to {folder}/a.json", "a.json"),
        "read": (report, "read.jsonl"),
        "user": (users, "users.json"),
    }


WRITING = ("dump", "export a folder", "export a file", "export a picture", "read", "user")


@pytest.mark.parametrize("name", WRITING)
def test_a_full_disk_is_one_line_and_leaves_nothing(name, ledger, folder):
    script, file = commands(ledger, folder)[name]
    filled = f"cat /dev/zero > {folder}/ballast 2>/dev/null; {script}"
    code, said, left = on_a_disk(filled, folder, "size=4k")
    assert said.endswith(f"{folder}/{file}: No space left on device; make room and run the same again\n") or (
        name == "user" and f"Cannot write the users to {folder}/{file}: No space left on device" in said
    )
    assert code == 2
    assert left == ["ballast"]
    assert [line for line in said.splitlines() if "Traceback" in line] == []


@pytest.mark.parametrize("name", WRITING)
def test_a_read_only_folder_is_one_line(name, ledger, folder):
    script, file = commands(ledger, folder)[name]
    code, said, left = on_a_disk(script, folder, "ro")
    assert f"{folder}/{file}: Read-only file system; name " in said
    assert (code, left) == (2, [])


@pytest.mark.parametrize("name", ["dump", "read"])
def test_a_target_that_is_a_folder_is_one_line(name, ledger, folder):
    script, file = commands(ledger, folder)[name]
    (folder / file).mkdir()
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.endswith(f"tally: {folder}/{file}: Is a directory; name a file in it\n")


def test_a_device_that_is_full_stays_a_device(tally, ledger):
    done = tally("dump", "--ledger", ledger, "--to", "/dev/full")
    assert done.returncode == 2
    assert b"/dev/full: No space left on device; make room" in done.stderr
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


# The commands, broken off

SLOW = """
import sys
from tallystick.cli import main
from tallystick.exports import EXPORTS, Part

class Slow:
    name, what, is_folder = "slow", "", True

    def parts(self, material):
        yield Part("a.txt", [b"whole"])
        yield Part("b.txt", self.content())

    def content(self):
        yield b"half"
        print("writing", flush=True)
        sys.stdin.read()

    def left_out(self, material):
        return iter(())

EXPORTS["slow"] = Slow()
sys.argv = ["tally", "export", "slow", "--ledger", *sys.argv[1:]]
main()
"""

ENDS = [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "told to end")]


@pytest.mark.parametrize(("number", "code", "said"), ENDS)
def test_an_export_that_is_broken_off_leaves_nothing(number, code, said, ledger, folder):
    (folder / "a.txt").write_text(OLD)
    command = [sys.executable, "-c", SLOW, ledger, "--to", folder]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdout.readline() == b"writing\n"
        process.send_signal(number)
        told = process.stderr.read().decode()
    assert (process.returncode, told) == (code, f"tally: {said}\n")
    assert in_it(folder) == {"a.txt": OLD}


def slow_export(ledger, folder, code=SLOW):
    """An export that holds half a file until its standard input ends."""
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        [sys.executable, "-c", code, ledger, "--to", folder], stdin=pipe, stdout=pipe, stderr=pipe
    )
    assert process.stdout.readline() == b"writing\n"
    return process


def unfinished(folder):
    return sorted(path.name.rpartition(".")[0].rpartition(".")[0] for path in folder.glob(".*.part"))


def test_what_a_kill_left_is_taken_away_by_the_next_file_of_the_same_name(ledger, folder):
    with slow_export(ledger, folder) as process:
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert unfinished(folder) == [".a.txt", ".b.txt"]
    with whole_file(folder / "c.txt") as stream:
        stream.write(b"another")
    assert unfinished(folder) == [".a.txt", ".b.txt"]
    with whole_file(folder / "b.txt") as stream:
        stream.write(b"whole")
    assert unfinished(folder) == [".a.txt"]
    with slow_export(ledger, folder) as process:
        process.communicate()
    assert in_it(folder) == {"a.txt": "whole", "b.txt": "half", "c.txt": "another"}


def test_what_a_living_program_writes_is_left_to_it(ledger, folder):
    with slow_export(ledger, folder) as process:
        with whole_file(folder / "b.txt") as stream:
            stream.write(b"in between")
        assert (folder / "b.txt").read_text() == "in between"
        assert unfinished(folder) == [".a.txt", ".b.txt"]
        assert process.communicate()[1].endswith(f"{folder}/b.txt written\n".encode())
    assert in_it(folder) == {"a.txt": "whole", "b.txt": "half"}


MINE = (
    ".a.txt.part",
    ".a.txt.mine.part",
    ".a.txt.12345678.old",
    "a.txt.12345678.part",
    ".b.txt.12345678.part",
)


def test_nothing_is_taken_away_that_may_be_somebody_elses(folder):
    for name in MINE:
        (folder / name).write_text("mine")
    (folder / ".a.txt.abcd_123.part").mkdir()
    with whole_file(folder / "a.txt") as stream:
        stream.write(b"whole")
    assert sorted(path.name for path in folder.iterdir()) == sorted([*MINE, "a.txt", ".a.txt.abcd_123.part"])


TREE = SLOW.replace("True\n", 'True\n    marker = "b.txt"\n', 1)


def test_a_folder_that_a_kill_left_is_taken_away_by_the_next_of_the_same_name(ledger, folder):
    with slow_export(ledger, folder / "site", TREE) as process:
        process.kill()
    [left] = folder.iterdir()
    assert left.name.startswith(".site.")
    with slow_export(ledger, folder / "other", TREE) as process:
        process.communicate()
    assert left.is_dir()
    with (
        slow_export(ledger, folder / "site", TREE) as process,
        slow_export(ledger, folder / "site", TREE) as beside,
    ):
        assert not left.exists()
        assert len(list(folder.glob(".site.*.part"))) == 2
        process.communicate()
        beside.communicate()
    assert sorted(path.name for path in folder.iterdir()) == ["other", "site"]
    assert in_it(folder / "site") == {"a.txt": "whole", "b.txt": "half"}


def test_a_folder_that_made_room_when_its_program_was_killed_is_put_back(ledger, folder):
    kept = folder / ".site.1234abcd.old" / "site"
    kept.mkdir(parents=True)
    (kept / "b.txt").write_text(OLD)
    (folder / ".site.1234abce.part").mkdir()
    with slow_export(ledger, folder / "site", TREE) as process:
        assert in_it(folder / "site") == {"b.txt": OLD}
        process.kill()
    assert in_it(folder / "site") == {"b.txt": OLD}
    (folder / ".site.mine.old").mkdir()
    (folder / ".site.12345678.old").mkdir()
    (folder / ".site.12345678.old" / "letter").write_text("mine")
    with slow_export(ledger, folder / "site", TREE) as process:
        process.communicate()
    assert sorted(path.name for path in folder.iterdir()) == [".site.12345678.old", ".site.mine.old", "site"]


@pytest.mark.parametrize(("number", "code", "said"), ENDS)
def test_reading_into_a_file_that_is_broken_off_says_so(number, code, said, folder):
    (folder / "many.jsonl").write_text(json.dumps({"id": "a", "text": "Norway will pay."}) + "\n")
    (folder / "out.jsonl").write_text(OLD)
    words = ["read", folder / "many.jsonl", "-", "--language", "xx", "--to", folder / "out.jsonl"]
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "tallystick", *words]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert b"many.jsonl" in process.stderr.readline()  # it is done; the next waits for standard input
        process.send_signal(number)
        told = process.stderr.read().decode()
    assert process.returncode == code
    kept = "with --ledger FILE what was read by then is kept"
    assert told == f"tally: {said}; {folder}/out.jsonl is as it was; {kept}\n"
    assert in_it(folder)["out.jsonl"] == OLD
    assert len(in_it(folder)) == 2
