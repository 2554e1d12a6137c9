"""The two spellings of keys: snake_case inside, camelCase on the way out."""

import re
from collections.abc import Mapping
from typing import Any


def camel(name: str) -> str:
    """The name as answers spell it."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def snake(name: str) -> str:
    """The name as the code spells it; one that is spelled so already stays."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda hit: "_" + hit[1].lower(), name)


def snake_keys(value: Any) -> Any:
    """The same JSON value with every key in snake_case, at any depth."""
    match value:
        case Mapping():
            return {snake(str(key)): snake_keys(inner) for key, inner in value.items()}
        case list():
            return [snake_keys(inner) for inner in value]
        case _:
            return value
