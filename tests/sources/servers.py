"""A real server on this machine for the tests: pages by path, each a function that writes its own answer."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tallystick.sources.fetching import FetchSettings

QUICK = FetchSettings(
    allow_private=True, pause_seconds=0, backoff_seconds=0.001, most_seconds=5, silence_seconds=2
)


class Site:
    """What a server answers, and what it was asked.

    Attributes:
        pages: By path, a function of the handler, or ``(status, headers, content)``.
        asked: The path and headers of every request, in order.
        root: The server's address.
    """

    def __init__(self, root):
        self.pages = {}
        self.asked = []
        self.root = root

    def page(self, path, content, status=200, **headers):
        content = content if isinstance(content, bytes) else content.encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, {"Content-Type": "text/html; charset=utf-8", **named}, content)
        return self.root + path

    def redirect(self, path, target):
        return self.page(path, b"", 302, Location=target)

    def paths(self):
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def site():
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_GET(self):
            shown.asked.append((self.path, dict(self.headers)))
            answer = shown.pages.get(self.path, (404, {}, b"not here"))
            if callable(answer):
                answer(self)
                return
            status, headers, content = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    shown = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield shown
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
