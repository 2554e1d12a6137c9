import pytest


@pytest.fixture(params=["service", "user"])
def panel(request: pytest.FixtureRequest) -> str:
    """By which of its two APIs orders are placed at 3YOURMIND."""
    return str(request.param)
