"""nginx in front of a file, and in front of a sink: plain or over TLS, each in its own process."""

import json
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bot.waiting import wait_for

MISSING = "nginx is not installed (apt-get install nginx-light): files are not measured"
CONFIGURATION = """
daemon off;
user root;
worker_processes 1;
pid {folder}/{role}.pid;
error_log {folder}/{role}.log;
events {{ }}
http {{
    access_log off;
    sendfile on;
    client_max_body_size 0;
    client_body_buffer_size 1m;
    client_body_temp_path {folder}/{role}-body;
    proxy_temp_path {folder}/{role}-proxy;
    fastcgi_temp_path {folder}/{role}-fastcgi;
    uwsgi_temp_path {folder}/{role}-uwsgi;
    scgi_temp_path {folder}/{role}-scgi;
    server {{
        listen 127.0.0.1:{port}{ssl};
        {certificate}
        {locations}
    }}
}}
"""
SOURCE = """
        location = /file {{ default_type application/octet-stream; alias {part}; }}
        location /api/ {{ default_type application/json; return 200 '{info}'; }}
"""
SINK = """
        location / {{
            proxy_pass {sink};
            proxy_http_version 1.1;
            proxy_request_buffering off;
            proxy_buffering off;
        }}
"""
NAMES = ("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1")


@dataclass(frozen=True)
class Nginx:
    """Where programs keep their files, and the certificate when they speak TLS."""

    folder: Path
    certificate: Path | None = None

    @property
    def scheme(self) -> str:
        """How they are asked."""
        return "https" if self.certificate else "http"

    @contextmanager
    def source(self, part: Path) -> Iterator[str]:
        """Hand out a file, and say what it is as Slack would."""
        port = _free()
        url = f"{self.scheme}://127.0.0.1:{port}"
        size = part.stat().st_size
        file = {"id": "F1", "name": part.name, "size": size, "url_private": f"{url}/file"}
        info = json.dumps({"ok": True, "file": file})
        with self._running("source", port, SOURCE.format(part=part, info=info)):
            yield url

    @contextmanager
    def sink(self, behind: str) -> Iterator[str]:
        """Pass what comes to a sink, without keeping it."""
        port = _free()
        with self._running("sink", port, SINK.format(sink=behind)):
            yield f"{self.scheme}://127.0.0.1:{port}"

    @contextmanager
    def _running(self, role: str, port: int, locations: str) -> Iterator[None]:
        path, keys = self.folder / f"{role}-{self.scheme}.conf", ""
        if self.certificate:
            keys = f"ssl_certificate {self.certificate}; ssl_certificate_key {self.certificate};"
        ssl = " ssl" if self.certificate else ""
        known = {"folder": self.folder, "role": f"{role}-{self.scheme}", "port": port, "ssl": ssl}
        path.write_text(CONFIGURATION.format(**known, certificate=keys, locations=locations))
        program = shutil.which("nginx")
        assert program is not None, MISSING
        with subprocess.Popen([program, "-p", str(self.folder), "-c", str(path)]) as process:  # noqa: S603 - Debian's
            try:
                wait_for(lambda: _listens(port))
                yield
            finally:
                process.terminate()


def is_installed() -> bool:
    """Tell whether there is an nginx."""
    return shutil.which("nginx") is not None


def certified(folder: Path) -> Path:
    """Make a certificate for this machine, with its key in the same file."""
    path, key = folder / "certificate.pem", folder / "key.pem"
    words = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *NAMES)
    openssl = shutil.which("openssl")
    assert openssl is not None
    files = ("-keyout", str(key), "-out", str(path))
    subprocess.run([openssl, *words, *files], check=True, capture_output=True)  # noqa: S603 - Debian's
    path.write_text(path.read_text() + key.read_text())
    return path


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
