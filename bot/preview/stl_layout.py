"""How a binary STL is laid out: a header that says how many triangles follow."""

HEADER, FACET_BYTES = 84, 50
COUNT = slice(80, 84)


def announced(head: bytes) -> int:
    """Give how many triangles the header promises."""
    return int.from_bytes(head[COUNT], "little")
