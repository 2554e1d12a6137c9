"""Asks for known holes in the locked packages; a database that is out of reach is no finding."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass

from tests.guards.sources import ROOT

COMMAND = (
    *(sys.executable, "-m", "pip_audit", "--requirement", "requirements.lock"),
    *("--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off"),
)
AWAY = "pip-audit is skipped: its database cannot be reached from here."
_UNREACHED = re.compile(r"\w*(?:Connection|Proxy|SSL|Timeout)Error|Timeout|Could not connect")


@dataclass(frozen=True)
class Verdict:
    """What is said, and whether it may stay like that."""

    says: str
    is_fine: bool


def verdict(told: str, complaints: str) -> Verdict:
    """Judge what pip-audit told, and what it complained of."""
    if not told.strip():
        last = (complaints.strip().splitlines() or ["it said nothing"])[-1]
        away = _UNREACHED.search(last) is not None
        return Verdict(AWAY if away else complaints, is_fine=away)
    packages = json.loads(told)["dependencies"]
    known = [package for package in packages if "vulns" in package]
    if not known:
        return Verdict(AWAY, is_fine=True)
    holes = [_line(package, hole) for package in known for hole in package["vulns"]]
    if holes:
        return Verdict("\n".join(holes), is_fine=False)
    unknown = [package["name"] for package in packages if "vulns" not in package]
    rest = f"; not looked at: {', '.join(unknown)}" if unknown else ""
    return Verdict(f"pip-audit: no known hole in {len(known)} packages{rest}.", is_fine=True)


def _line(package: dict[str, str], hole: dict[str, object]) -> str:
    return f"{package['name']} {package['version']}: {hole['id']}, mended in {hole['fix_versions']}"


def main() -> int:
    """Say what was found; the exit code tells whether it may stay like that."""
    # A tool of the lock, with arguments of our own.
    done = subprocess.run(COMMAND, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    judged = verdict(done.stdout, done.stderr)
    print(judged.says)  # noqa: T201 - a command
    return 0 if judged.is_fine else 1


if __name__ == "__main__":
    sys.exit(main())
