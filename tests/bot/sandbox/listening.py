"""Where a process can be reached from: read from the kernel, not from what it says of itself."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

TABLES = {
    "tcp": (socket.AF_INET, "0A"),
    "tcp6": (socket.AF_INET6, "0A"),
    "udp": (socket.AF_INET, "07"),
    "udp6": (socket.AF_INET6, "07"),
}
"""The kernel's lists of sockets, each with the state of those that wait for anybody."""
WORD = 4


def listening(process: int) -> list[str]:
    """Give the address of every socket at which a process waits for others."""
    mine = set(_sockets(Path(f"/proc/{process}/fd")))
    return [address for inode, address in _waiting(process) if inode in mine]


def _sockets(files: Path) -> Iterator[str]:
    for file in files.iterdir():
        try:
            target = str(file.readlink())
        except FileNotFoundError:
            continue
        if target.startswith("socket:["):
            yield target.removeprefix("socket:[").removesuffix("]")


def _waiting(process: int) -> Iterator[tuple[str, str]]:
    for table, (family, state) in TABLES.items():
        path = Path(f"/proc/{process}/net/{table}")
        for line in path.read_text(encoding="ascii").splitlines()[1:] if path.exists() else ():
            _, local, _, found, *rest = line.split()
            if found == state:
                yield rest[5], _readable(family, local.partition(":")[0])


def _readable(family: socket.AddressFamily, written: str) -> str:
    """Read an address, which the kernel writes word by word in the machine's order of bytes."""
    words = [bytes.fromhex(written[at : at + 2 * WORD]) for at in range(0, len(written), 2 * WORD)]
    turn = -1 if sys.byteorder == "little" else 1
    return socket.inet_ntop(family, b"".join(word[::turn] for word in words))
