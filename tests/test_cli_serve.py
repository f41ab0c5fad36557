"""``tally serve`` and ``tally user`` as people run them."""

import json
import platform
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import httpx
import pytest
from tallystick import Ledger
from tallystick.cli.serving import is_loopback

TAKING_MEMORY = """
import ctypes
from threading import Barrier, Thread
from tallystick.cli.serving import few_arenas

few_arenas()
together = Barrier(8)

def take():
    together.wait(10)
    taken = [bytearray(5_000) for _ in range(100)]
    together.wait(10)

threads = [Thread(target=take) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
library = ctypes.CDLL(None)
library.malloc_info(0, ctypes.c_void_p.in_dll(library, "stdout"))
library.fflush(None)
"""


@pytest.fixture
def ledger(tally, tmp_path):
    done = tally(
        "read", "-", "--ledger", "a.tally", stdin=b"Norway will send Moldova 10 tanks by March 2024."
    )
    assert done.returncode == 0
    return tmp_path / "a.tally"


@contextmanager
def served(command, *options):
    """The address at which a command serves pages."""
    words = [sys.executable, "-m", "tallystick", command, *options, "--port", "0"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:
        try:
            said = next(line for line in process.stderr if "http://" in line)
            yield re.search(r"http://127\.0\.0\.1:\d+/", said)[0]
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_the_pages_are_served_until_interrupted(ledger, tmp_path, command):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text("Norway will send Moldova 10 tanks by March 2024.")
    (tmp_path / "reports" / "codebook.toml").write_text(
        '[concept.tanks]\nlabel = "Tanks"\ndefault = "for"\nwords.en = ["tank"]'
    )
    what = {"serve": ["--ledger", str(ledger)], "demo": [str(tmp_path / "reports"), "--serve"]}[command]
    with served(command, *what) as address:
        assert "Norway" in httpx.get(address, timeout=30).text


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="asked of glibc alone")
def test_threads_take_memory_from_few_places():
    told = subprocess.run(
        [sys.executable, "-c", TAKING_MEMORY], check=True, capture_output=True, text=True
    ).stdout
    assert told.count("<heap nr=") == 2


def wrong_password(address, **headers):
    """What a guess is answered with, through a proxy that says ``headers``."""
    with httpx.Client(base_url=address, timeout=30, headers=headers) as client:
        form = client.get("/sign-in")
        secure = "secure" in form.headers["set-cookie"].lower()
        token = re.search(r'name="token" value="([0-9a-f]+)"', form.text)[1]
        cookies = {"tally-session": re.search("tally-session=([^;]+)", form.headers["set-cookie"])[1]}
        sent = {"token": token, "name": headers["X-Forwarded-For"], "password": "wrong"}
        return secure, client.post("/sign-in", data=sent, cookies=cookies).status_code


@pytest.mark.filterwarnings("ignore:Setting per-request cookies:DeprecationWarning")
@pytest.mark.parametrize("proxies", [[], ["--proxy", "192.0.2.0/24"], ["--proxy", "127.0.0.1"]])
def test_the_word_of_a_proxy_counts_only_where_it_is_trusted(tally, ledger, tmp_path, proxies):
    assert tally("user", "users.json", "ada", stdin=b"a long password\n").returncode == 0
    is_trusted = proxies == ["--proxy", "127.0.0.1"]
    with served(
        "serve", "--ledger", str(ledger), "--users", str(tmp_path / "users.json"), *proxies
    ) as address:
        tries = [
            wrong_password(address, **{"X-Forwarded-For": f"198.51.100.{n}", "X-Forwarded-Proto": "https"})
            for n in range(6)
        ]
    assert {secure for secure, _ in tries} == {is_trusted}
    assert tries[-1][1] == (403 if is_trusted else 429)  # six visitors, or one who guessed six times


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])  # noqa: S104 (to be refused)
def test_an_address_open_to_others_needs_users(tally, ledger, host):
    done = tally("serve", "--ledger", ledger, "--host", host)
    assert done.returncode == 2
    assert b"--users FILE" in done.stderr


@pytest.mark.parametrize(
    ("host", "is_own"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("[::1]", True), ("localhost", True),
     ("0.0.0.0", False), ("::", False), ("localhost.example", False), ("", False)],  # noqa: S104 (to be told apart)
)  # fmt: skip
def test_what_only_this_machine_reaches(host, is_own):
    assert is_loopback(host) is is_own


def test_a_missing_ledger_and_a_port_that_is_none_are_told(tally, ledger):
    assert b"none.tally" in tally("serve", "--ledger", "none.tally").stderr
    assert b"No port 70000" in tally("serve", "--ledger", ledger, "--port", "70000").stderr


def test_a_server_in_front_needs_users_and_an_address(tally, ledger, tmp_path):
    assert b"--users FILE" in tally("serve", "--ledger", ledger, "--proxy", "127.0.0.1").stderr
    users = tmp_path / "users.json"
    tally("user", users, "ada", stdin=b"a long password\n")
    for proxy, said in (("nginx", b"--proxy nginx is no address"), ("0.0.0.0/0", b"is every address")):
        done = tally("serve", "--ledger", ledger, "--users", users, "--proxy", proxy)
        assert done.returncode == 2
        assert said in done.stderr


def test_several_processes_serve_one_ledger_and_know_each_others_visitors(ledger):
    command = [sys.executable, "-m", "tallystick", "serve", "--ledger", str(ledger), "--port", "0"]
    with subprocess.Popen([*command, "--workers", "3"], stderr=subprocess.PIPE, text=True) as process:
        try:
            said = next(line for line in process.stderr if "http://" in line)
            address = re.search(r"http://127\.0\.0\.1:\d+/", said)[0]
            with httpx.Client() as visitor:
                page = visitor.get(f"{address}review", timeout=30).text
                cookie = visitor.cookies["tally-session"]
            token = re.search(r'name="token" value="([^"]+)"', page)[1]
            for _ in range(6):  # another connection each, so that another process may answer
                sent = {"token": token, "item": "none", "verdict": "accept"}
                answer = httpx.post(
                    f"{address}review", data=sent, cookies={"tally-session": cookie}, timeout=30
                )
                assert answer.status_code == 404  # no such question; a token that nobody knows were 403
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=30) == 0


def test_two_people_at_the_same_moment_at_two_processes_lose_nothing(tally, ledger, tmp_path):
    users = tmp_path / "users.json"
    for name in ("ada", "ben"):
        tally("user", users, name, "--role", "reviewer", stdin=b"a long password\n")
    with Ledger(ledger) as opened:
        (claim,) = [claim.id for claim in opened.claims() if claim.kind == "commitment"]
    with served("serve", "--ledger", str(ledger), "--users", str(users), "--workers", "2") as address:
        people = {name: signed_in(address, name) for name in ("ada", "ben")}
        for _ in range(8):
            forms = {name: form_on(address, cookie, claim) for name, cookie in people.items()}
            together = Barrier(2)

            def decided(name, forms=forms, together=together):
                together.wait()
                return sent(address, people[name], forms[name])

            with ThreadPoolExecutor(2) as pool:
                answers = dict(zip(people, pool.map(decided, people), strict=True))
            assert sorted(answer.status_code for answer in answers.values()) == [303, 409]
            (first,) = [name for name, answer in answers.items() if answer.status_code == 303]
            (late,) = set(people) - {first}
            assert f"<bdi>{first}</bdi> decided while you were looking" in answers[late].text
            assert sent(address, people[late], fields_of(answers[late].text)).status_code == 303
    with Ledger(ledger) as opened:
        assert sorted(judgement.user for judgement in opened.judgements()) == ["ada"] * 8 + ["ben"] * 8
        assert opened.verify() == []


def fields_of(page):
    return dict(re.findall(r'<input type="hidden" name="(token|item|seen)" value="([^"]*)"', page))


def signed_in(address, name):
    """The cookie of somebody who signed in."""
    with httpx.Client(base_url=address, timeout=30) as client:
        token = re.search(r'name="token" value="([0-9a-f]+)"', client.get("/sign-in").text)[1]
        client.post("/sign-in", data={"token": token, "name": name, "password": "a long password"})
        return {"tally-session": client.cookies["tally-session"]}


def form_on(address, cookie, claim):
    with httpx.Client(base_url=address, timeout=30, cookies=cookie) as client:  # a connection of its own
        return fields_of(client.get(f"/review?item={claim}").text)


def sent(address, cookie, form):
    with httpx.Client(base_url=address, timeout=30, cookies=cookie) as client:
        return client.post("/review", data=form | {"verdict": "accept"})


def test_a_user_is_kept_with_the_password_from_a_pipe(tally, tmp_path):
    done = tally("user", "users.json", "ada", "--role", "reviewer", stdin=b"a long password\n")
    assert done.returncode == 0
    (kept,) = json.loads((tmp_path / "users.json").read_text())["users"]
    assert (kept["name"], kept["role"]) == ("ada", "reviewer")
    assert kept["password"].startswith("$argon2id$")
    assert b"at least" in tally("user", "users.json", "ben", stdin=b"short\n").stderr


@pytest.mark.parametrize("package", ["starlette", "uvicorn", "argon2"])
def test_the_demo_needs_none_of_what_serves(package, tmp_path):
    (tmp_path / "a.txt").write_text("Norway will send Moldova 10 tanks by March 2024.")
    program = (
        f"import sys; sys.modules[{package!r}] = None; sys.argv = ['tally', 'demo', {str(tmp_path)!r}]; "
        "from tallystick.cli import main; sys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr


@pytest.mark.parametrize("command", [["serve", "--ledger", "a.tally"], ["user", "users.json", "ada"]])
def test_a_package_that_is_missing_is_told_in_one_line(command):
    program = (
        f"import sys; sys.modules['starlette'] = None; sys.argv = ['tally', *{command!r}]; "
        "from tallystick.cli import main; sys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "pip install 'tallystick[web]'" in done.stderr
