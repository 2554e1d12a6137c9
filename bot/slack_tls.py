"""TLS for downloads: a read takes all that has come, where an encrypted socket's takes one record.

A record holds 16 kB, and a socket of its own asks the system twice for each.
"""

import ssl
from socket import socket
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.util.ssltransport import SSLTransport

AT_ONCE = 1 << 20
"""Bytes that are taken from the system at a time."""


class DownloadAdapter(HTTPAdapter):
    """Makes connections for large answers; who is trusted is settled as everywhere."""

    def init_poolmanager(self, *given: Any, **options: Any) -> None:
        """Make the connections of whoever is reached directly."""
        super().init_poolmanager(*given, ssl_context=_context(), **options)

    def proxy_manager_for(self, *given: Any, **options: Any) -> Any:
        """Make those that go through a proxy."""
        return super().proxy_manager_for(*given, ssl_context=_context(), **options)


def _context() -> ssl.SSLContext:
    context = _Context(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class _Context(ssl.SSLContext):
    def wrap_socket(  # type: ignore[override]  # as much of a socket as the HTTP library uses
        self, sock: socket, *_: Any, server_hostname: str | None = None, **__: Any
    ) -> SSLTransport:
        return _Tls(sock, self, server_hostname)


class _Tls(SSLTransport):
    """The library's connection over buffers in memory, with reads of its own."""

    _over = False

    def recv_into(self, buffer: Any, nbytes: int | None = None, flags: int = 0) -> int:  # noqa: ARG002 - the library's
        """Wait until something has come, and read as much of it as there is room for."""
        view = memoryview(buffer)[:nbytes]
        while not (read := self._decrypted(view)) and not self._over:
            self._take()
        return read

    def shutdown(self, how: int) -> None:
        """Let a thread that waits for more come back."""
        self.socket.shutdown(how)

    def _decrypted(self, view: memoryview) -> int:
        read = 0
        try:
            while read < len(view):
                got = self.sslobj.read(len(view) - read, view[read:])
                if not got:
                    self._over = True
                    break
                read += int(got)
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLEOFError:
            # As with the usual sockets: the announced length tells whether something is missing.
            self._over = True
        return read

    def _take(self) -> None:
        if said := self.outgoing.read():
            self.socket.sendall(said)
        if come := self.socket.recv(AT_ONCE):
            self.incoming.write(come)
        else:
            self.incoming.write_eof()
