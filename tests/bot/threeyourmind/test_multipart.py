import pytest

from bot.threeyourmind.multipart import MultipartFile, part_type, wire_name
from state.problems import CutShort
from tests.bot.threeyourmind.requests_of import a_download

FIELDS = {"basket_id": "31", "line_id": "301", "unit": "mm"}


def test_the_form_holds_the_file_and_then_the_fields() -> None:
    form = MultipartFile(a_download(b"solid x", name="x.stl"), FIELDS)
    boundary = form.content_type.partition("multipart/form-data; boundary=")[2]

    expected = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="x.stl"\r\n'
        f"Content-Type: model/x.stl-binary\r\n\r\nsolid x\r\n"
        f'--{boundary}\r\nContent-Disposition: form-data; name="basket_id"\r\n\r\n31\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="line_id"\r\n\r\n301\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="unit"\r\n\r\nmm\r\n'
        f"--{boundary}--\r\n"
    ).encode()
    assert expected == b"".join(form)
    assert len(expected) == len(form)


def test_every_chunk_is_passed_on_as_it_comes() -> None:
    chunks = [b"a" * 10, b"b" * 20]
    form = MultipartFile(a_download(size=30, chunks=iter(chunks)), FIELDS)

    assert chunks == list(form)[1:-1]


@pytest.mark.parametrize("size", [0, 6, 8])
def test_a_file_of_another_length_than_announced_never_closes_the_form(size: int) -> None:
    sent: list[bytes] = []
    with pytest.raises(CutShort):
        sent.extend(MultipartFile(a_download(b"solid x", size=size), FIELDS))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("bracket.stl", "bracket.stl"),
        ("Bracket v2 (final).STL", "Bracket v2 (final).STL"),
        ("Prüfstück.stl", "Prufstuck.stl"),
        ("東京.stl", "part.stl"),
        (".stl", "part.stl"),
        ("", "part"),
        ("noending", "noending"),
        ("archive.tar.gz", "archive.tar.gz"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\boot.stl", "boot.stl"),
        ("../..", "part"),
        ('x"; name="unit"\r\n\r\ninch.stl', "x_ name_unit_ inch.stl"),
        ("a" * 300 + ".stl", "a" * 100 + ".stl"),
        ("a.s\x00tl", "a.s tl"),
    ],
)
def test_a_file_name_is_plain_and_needs_no_quoting(name: str, safe: str) -> None:
    assert safe == wire_name(name)


def test_only_stl_has_a_type_of_its_own() -> None:
    assert "model/x.stl-binary" == part_type("X.STL")
    assert "application/octet-stream" == part_type("x.3mf")
