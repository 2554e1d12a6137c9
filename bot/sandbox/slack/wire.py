"""The one type for JSON objects that cross the wire untouched."""

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
