"""HTTP sessions for Slack's file hosts, which wait when they are asked to."""

import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry

LONGEST_WAIT = 30
"""Seconds; whoever asks for more is asked again later, by what wanted the file."""
WAITS = Retry(
    total=2,
    connect=0,
    read=False,
    redirect=0,
    other=0,
    # A request that was turned away has done nothing, whatever its method is.
    allowed_methods=None,
    status_forcelist={requests.codes.too_many_requests},
    raise_on_status=False,
    retry_after_max=LONGEST_WAIT,
)


def patient(session: requests.Session) -> requests.Session:
    """Have a session wait and ask again, twice at most, when it is told 429."""
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=WAITS))
    return session


def patient_session() -> requests.Session:
    """Make such a session."""
    return patient(requests.Session())
