from pathlib import Path

import pytest

from bot.preview.looking import Preview
from state.ports import Look
from tests.bot.preview import files
from tests.bot.preview.children import child
from tests.bot.preview.shapes import box

OPENS_NOTHING = """
# Loaded before: afterwards no module can be.
from bot.preview import child, picture, solids

ALLOWED = ("/proc/self/oom_score_adj", sys.base_prefix)

def hear(event, details):
    if event in {"open", "os.listdir", "socket.connect", "subprocess.Popen"}:
        if not str(details[0]).startswith(ALLOWED):
            os._exit(1)

import os
sys.addaudithook(hear)
child.main()
"""
SECRET = "/etc/hostname"
NAMING: dict[str, bytes] = {
    "a material": b"mtllib " + SECRET.encode() + b"\n" + files.obj(box()),
    "a material further up": b"mtllib ../../../secret.mtl\nusemtl x\n" + files.obj(box()),
    "an ordinary part": files.stl(box()),
    "a text": files.stl_text(box(), SECRET),
    "an archive": files.archive({SECRET: "x", "../secret": "y"}),
    "a 3MF": files.boxed_3mf(box()),
    "a 3MF with a path outside": files.threemf(
        files.model_xml("", f'<item objectid="1" p:path="{SECRET}"/>')
    ),
}


def test_such_an_opening_would_be_heard(part: Path) -> None:
    opening = OPENS_NOTHING.replace("child.main()", f"open({SECRET!r}).close(); child.main()")

    assert Look() == Preview(child(opening)).look(part, "part.stl")


@pytest.mark.parametrize("content", NAMING.values(), ids=NAMING)
def test_no_file_that_another_one_names_is_opened(content: bytes, part: Path) -> None:
    part.write_bytes(content)
    found = Preview(child(OPENS_NOTHING)).look(part, "part.obj")

    assert found.facts is not None
