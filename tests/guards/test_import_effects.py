import subprocess
import sys

from tests.guards.sources import ROOT, sources

OURS = ("state", "handlers", "bot")
LISTENING = """
import importlib, os, sys, threading

effects = []
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

def hear(event, details):
    if event == "open" and isinstance(details[2], int) and details[2] & WRITES:
        effects.append(f"opens {details[0]!r} for writing")
    elif event.startswith(("socket.", "subprocess.", "sqlite3.connect")):
        effects.append(f"{event} {details!r}")

ours, others = (words.split() for words in sys.argv[1:])
for name in others:  # libraries may do what they like
    try:
        importlib.import_module(name)
    except ImportError:
        importlib.import_module(name.rpartition(".")[0])
threads = threading.enumerate()
threading.setprofile(lambda *_: print("a thread runs"))
sys.addaudithook(hear)
for module in ours:
    importlib.import_module(module)
    for effect in effects:
        print(f"{module}: {effect}")
    effects.clear()
if threads != threading.enumerate():
    print(f"threads: {threading.enumerate()}")
"""


def test_importing_opens_no_file_for_writing_no_socket_and_starts_no_thread() -> None:
    ours = [source.module for source in sources(*OURS)]
    imported = {found.module for source in sources(*OURS) for found in source.imports()}
    others = sorted(name for name in imported if name.split(".")[0] not in OURS)
    # Our own interpreter, with the names of our own modules.
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-B", "-c", LISTENING, " ".join(ours), " ".join(others)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ("", 0) == (done.stdout, done.returncode), done.stderr
