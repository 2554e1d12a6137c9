"""An HTTP session that sends the token and nothing else it was not told to."""

import re
import ssl
from collections.abc import Iterator, Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.auth import AuthBase
from urllib3 import PoolManager
from urllib3.exceptions import NewConnectionError

from bot.threeyourmind.steady import SteadyPool, SteadyTlsPool

_TOKEN = re.compile(r"[\x21-\x7e]+")
_AT_ONCE = 64
"""Connections that are kept: for the lines of one order, and for files and questions besides."""


class TokenAuth(AuthBase):
    """Puts the token on every request; as `auth` of a session it also keeps a netrc from doing so.

    Raises:
        ValueError: the token cannot stand in a header; the message does not show it.
    """

    def __init__(self, token: str) -> None:
        if not _TOKEN.fullmatch(token):
            raise ValueError("the token is empty or has characters that no token has")
        self._token = token

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        """Give the request with the token on it."""
        r.headers["Authorization"] = f"Token {self._token}"
        return r


class DeskSession(requests.Session):
    """Keeps connections open but no cookies, and follows no redirects; safe for many threads.

    For one host: which proxy leads to it is read from the environment once.
    """

    _surroundings: Mapping[str, Any] | None = None

    def __init__(self, auth: AuthBase) -> None:
        super().__init__()
        self.auth = auth
        self.headers["Accept"] = "application/json"
        # With a session cookie, later requests would count as a browser's and need a CSRF token.
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        adapter = _SteadyAdapter(pool_maxsize=_AT_ONCE, max_retries=0)
        self.mount("https://", adapter)
        self.mount("http://", adapter)

    def merge_environment_settings(self, *given: Any, **more: Any) -> Any:
        """Give proxies and certificates; to look for them anew is a third of a request's time."""
        if self._surroundings is None:
            self._surroundings = super().merge_environment_settings(*given, **more)
        return dict(self._surroundings)

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Find no target, whatever the answer says: requests would parse it, and may fail."""


class _SteadyAdapter(requests.adapters.HTTPAdapter):
    """Makes connections that may take any time over an upload, as long as it moves."""

    def init_poolmanager(self, *given: Any, **options: Any) -> None:
        super().init_poolmanager(*given, **options)
        _use_steady_pools(self.poolmanager)

    def proxy_manager_for(self, *given: Any, **options: Any) -> Any:
        manager = super().proxy_manager_for(*given, **options)
        _use_steady_pools(manager)
        return manager


def _use_steady_pools(manager: PoolManager) -> None:
    manager.pool_classes_by_scheme = {"http": SteadyPool, "https": SteadyTlsPool}


def certainly_unsent(error: BaseException) -> bool:
    """Tell whether the request failed before a single byte of it left this machine."""
    return any(
        isinstance(
            cause, NewConnectionError | requests.ConnectTimeout | ssl.SSLCertVerificationError
        )
        for cause in _causes(error)
    )


def _causes(error: object) -> Iterator[BaseException]:
    """Walk down to the first cause, which the libraries keep in different places."""
    while isinstance(error, BaseException):
        yield error
        kept = (getattr(error, "reason", None), getattr(error, "original_error", None), *error.args)
        error = next((cause for cause in kept if isinstance(cause, BaseException)), None)
