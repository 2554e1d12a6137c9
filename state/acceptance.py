"""Which files can become parts, as far as name and size tell."""

from state.problems import EmptyFile, NotAPart, TooLarge
from state.record import Record

MB = 1_000_000


class FileRules(Record):
    """The file name endings and the size that are accepted."""

    extensions: tuple[str, ...]
    most_mb: int

    def check(self, name: str, size: int) -> None:
        """Pass a file by name and size in bytes; raises `NotAPart`, `EmptyFile`, `TooLarge`."""
        if not name.lower().endswith(tuple(f".{extension}" for extension in self.extensions)):
            raise NotAPart(", ".join(self.extensions))
        if size == 0:
            raise EmptyFile
        if size > self.most_bytes:
            raise TooLarge(str(self.most_mb))

    @property
    def most_bytes(self) -> int:
        """The largest file, in bytes."""
        return self.most_mb * MB
