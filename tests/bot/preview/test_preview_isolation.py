import os
import resource
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.preview import limits
from bot.preview.looking import CHILD, POLITE, START, THREADS, Preview
from bot.sandbox.parts.samples import sample
from state.facts import Facts, Format
from state.ports import Look
from tests.bot.preview.children import child

pytestmark = pytest.mark.slow

SLEEPS = "import os, time; tell(os.getpid()); time.sleep(60)"


def told(code: str, part: Path, seconds: float = 20) -> Facts:
    found = Preview(child(code), seconds=seconds).look(part, "part.stl").facts
    assert found is not None
    return found


def beginning(start: str) -> tuple[str, ...]:
    """Give the command of the child with another program."""
    return tuple(start if word == START else word for word in CHILD)


def test_a_part_gets_facts_and_a_picture(part: Path) -> None:
    found = Preview().look(part, "part.stl")

    assert found.facts is not None
    assert (Format.BINARY_STL, 1000) == (found.facts.format, found.facts.volume)
    assert found.picture is not None


def test_the_child_sees_no_token(part: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    environment = told("import os; tell(None, *os.environ)", part).contents

    # Python itself may add the last one.
    assert {"TMPDIR", *THREADS} == set(environment) - {"LC_CTYPE"}


def test_the_child_runs_elsewhere_and_in_a_session_of_its_own(part: Path) -> None:
    code = "import os; tell(None, os.getcwd(), os.getsid(0) == os.getpid())"

    assert ("/", "True") == told(code, part).contents


def test_everything_else_is_more_urgent_than_the_child(part: Path) -> None:
    urgency = child("import os; tell(os.getpriority(os.PRIO_PROCESS, 0))")
    begin = START.replace("from bot.preview.child import main; main()", urgency[3])

    found = Preview(beginning(begin)).look(part, "part.stl").facts
    assert found is not None
    assert os.getpriority(os.PRIO_PROCESS, 0) + POLITE == found.triangles


def test_a_file_without_triangles_loads_little(tmp_path: Path) -> None:
    part = tmp_path / "part.step"
    part.write_text("ISO-10303-21;")
    words = (".step", str(limits.ADDRESS_SPACE))
    command = [*beginning(f"{START}; print(*sys.modules, file=sys.stderr)"), *words]
    with part.open() as file:
        ran = subprocess.run(command, stdin=file, capture_output=True, text=True, check=True)  # noqa: S603 - our own

    assert '"format": "STEP"' in ran.stdout
    large = {"numpy", "zipfile", "tempfile", "pathlib", "dataclasses", "site"}
    assert set() == large & set(ran.stderr.split())


BOUNDS = {
    "RLIMIT_AS": limits.ADDRESS_SPACE,
    "RLIMIT_CPU": limits.CPU_SECONDS,
    "RLIMIT_FSIZE": limits.SPOOL_BYTES,
    "RLIMIT_NOFILE": limits.OPEN_FILES,
    "RLIMIT_CORE": 0,
    "RLIMIT_NPROC": 0,
}


def test_the_child_limits_itself_for_good(part: Path) -> None:
    code = (
        "import resource; from bot.preview.confine import confine;"
        f"confine({limits.ADDRESS_SPACE});"
        f"tell(None, *(resource.getrlimit(getattr(resource, n)) for n in {list(BOUNDS)}))"
    )
    hard = [resource.getrlimit(getattr(resource, name))[1] for name in BOUNDS]
    most = [
        bound if most == resource.RLIM_INFINITY else min(bound, most)
        for bound, most in zip(BOUNDS.values(), hard, strict=True)
    ]

    assert tuple(f"({bound}, {bound})" for bound in most) == told(code, part).contents


def test_the_child_is_the_first_to_go_when_memory_runs_out(part: Path) -> None:
    code = (
        "from bot.preview.confine import confine; confine(1 << 30);"
        "tell(int(open('/proc/self/oom_score_adj').read()))"
    )

    assert 1000 == told(code, part).triangles


def test_a_child_that_needs_too_much_memory_says_nothing(tmp_path: Path) -> None:
    large = tmp_path / "large.stl"
    large.write_bytes(b"".join(sample("pebble.stl").chunks()))
    starved = Preview(address_space=48 * limits.MIB)

    assert Look() == starved.look(large, "large.stl")
    assert Preview().look(large, "large.stl").facts is not None


def test_a_child_whose_time_is_over_is_gone_and_its_facts_stay(part: Path) -> None:
    pid = told(SLEEPS, part, seconds=3).triangles
    assert pid

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_child_that_only_closes_its_output_is_not_waited_for(part: Path) -> None:
    code = "import os, time; tell(7); os.close(1); time.sleep(60)"
    begun = time.monotonic()

    assert 7 == told(code, part, seconds=50).triangles
    assert time.monotonic() - begun < 20


FAILING: dict[str, str] = {
    "says nothing": "",
    "crashes": "import os; os.abort()",
    "is killed": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "prints garbage": "import os; os.write(1, os.urandom(100_000))",
    "prints without end": "import os\nwhile True: os.write(1, b'x' * 65536)",
    "prints a line without end": "import os\nwhile True: os.write(1, b' ' * 65536)",
    "has an error": "1 / 0",
}


@pytest.mark.parametrize("code", FAILING.values(), ids=FAILING)
def test_a_child_that_fails_gives_a_look_that_says_nothing(code: str, part: Path) -> None:
    assert Look() == Preview(child(code), seconds=20).look(part, "part.stl")


def test_pictures_are_only_believed_behind_facts(part: Path) -> None:
    code = "import os; tell(1); os.write(1, b'no picture')"

    assert Look(Facts(format=Format.ZIP, triangles=1)) == Preview(child(code)).look(part, "x")


def test_only_two_children_run_at_once(part: Path) -> None:
    code = """
import os, time
here = os.path.join(os.environ["TMPDIR"], f"running-{os.getpid()}")
open(here, "w").close()
time.sleep(0.1)
tell(sum(name.startswith("running-") for name in os.listdir(os.environ["TMPDIR"])))
os.remove(here)
"""
    preview = Preview(child(code))
    with ThreadPoolExecutor(6) as threads:
        looks = list(threads.map(lambda _: preview.look(part, "part.stl"), range(6)))

    assert 2 == max(look.facts.triangles or 0 for look in looks if look.facts)
    assert [] == [look for look in looks if look.facts is None]


def test_a_file_does_not_wait_for_ever_for_its_turn(part: Path) -> None:
    preview = Preview(child(SLEEPS), seconds=1)
    with ThreadPoolExecutor(8) as threads:
        begun = time.monotonic()
        looks = list(threads.map(lambda _: preview.look(part, "part.stl"), range(8)))

    assert Look() in looks
    assert time.monotonic() - begun < 20


NAMES = {
    "": "",
    "part": "",
    "a\0b.stl": ".stl",
    "a.s\0tl": "",
    "../../etc/passwd": "",
    "-c.OBJ": ".obj",
    "\u202egpj.\u202elts": "",
    "x." * 9000 + "toolong" * 9000: "",
}


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_of_a_name_only_a_short_suffix_reaches_the_child(name: str, part: Path) -> None:
    code = "tell(len(sys.argv), *sys.argv[1:])"
    found = Preview(child(code)).look(part, name).facts

    assert found is not None
    assert (3, NAMES[name]) == (found.triangles, found.contents[0])


def test_a_file_that_is_gone_gives_a_look_that_says_nothing(tmp_path: Path) -> None:
    assert Look() == Preview().look(tmp_path / "gone.stl", "gone.stl")
    assert Look() == Preview().look(tmp_path, "folder.stl")


def test_a_command_that_does_not_exist_gives_a_look_that_says_nothing(part: Path) -> None:
    assert Look() == Preview(("/does/not/exist",)).look(part, "part.stl")
