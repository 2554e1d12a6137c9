"""What no page may ever do, whatever a test is about."""

from urllib.parse import urlsplit

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    WebError,
    WebSocket,
)

HARMLESS = {"about", "blob", "data"}
"""Schemes that reach no host."""
LOUD = {"error", "warning", "assert"}


class Watch:
    """Looks at every page of a context; `complaints` must be empty at the end."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.complaints: list[str] = []
        self._host = urlsplit(origin).netloc
        context.on("console", self._hear)
        context.on("weberror", self._fail)
        context.on("request", self._reach)
        context.on("page", self._open)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in LOUD:
            self.complaints.append(f"console {message.type}: {message.text}")

    def _fail(self, error: WebError) -> None:
        self.complaints.append(f"page error: {error.error}")

    def _reach(self, request: Request) -> None:
        self._go(request.url)

    def _open(self, page: Page) -> None:
        page.on("websocket", self._connect)
        page.on("dialog", self._ask)

    def _ask(self, dialog: Dialog) -> None:
        self.complaints.append(f"{dialog.type}: {dialog.message}")
        dialog.dismiss()

    def _connect(self, socket: WebSocket) -> None:
        self._go(socket.url)

    def _go(self, url: str) -> None:
        address = urlsplit(url)
        if address.scheme not in HARMLESS and address.netloc != self._host:
            self.complaints.append(f"another host: {url}")
