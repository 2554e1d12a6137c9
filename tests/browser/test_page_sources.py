import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "bot" / "sandbox" / "page" / "static"
READ = {".html", ".js", ".css", ".svg"}
PARSED = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|DOMParser|srcdoc)\b"
    r"|\bdocument\s*\.\s*write"
    r"|\b(eval|Function)\s*\("
    r"|\bset(Timeout|Interval)\s*\(\s*[\"'`]"
    r"|\bsetAttribute\(\s*[\"'`](on\w+|style)\b"
    r"|javascript:"
)
"""Ways in which text from outside could become a part of the page."""
INLINE = re.compile(r"<[^>]*\s(on\w+|style)\s*=|<style\b|<script(?![^>]*\ssrc=)", re.IGNORECASE)
ELSEWHERE = re.compile(r"""(?:https?:|wss?:)?//([\w-]+(?:\.[\w-]+)+)""", re.IGNORECASE)
NAMESPACES = {"www.w3.org"}
"""Names of vocabularies look like addresses; nothing is loaded from them."""


def files() -> list[Path]:
    return sorted(path for path in STATIC.rglob("*") if path.is_file())


def found(pattern: re.Pattern[str], *endings: str) -> list[str]:
    return [
        f"{path.name}:{number}: {line.strip()}"
        for path in files()
        if path.suffix in endings
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_the_page_is_there_and_consists_of_files_that_are_read_here() -> None:
    assert "index.html" in [path.name for path in files()]
    assert set() == {path.suffix for path in files()} - READ


def test_no_text_from_outside_can_become_a_part_of_the_page() -> None:
    assert [] == found(PARSED, *READ)


def test_the_page_has_no_script_no_style_and_no_handler_of_its_own() -> None:
    assert [] == found(INLINE, ".html", ".svg")


def test_the_page_names_no_other_host() -> None:
    named = {
        (path.name, host)
        for path in files()
        for host in ELSEWHERE.findall(path.read_text(encoding="utf-8"))
    }

    assert set() == {(name, host) for name, host in named if host not in NAMESPACES}


@pytest.mark.parametrize(
    "line",
    [
        "box.innerHTML = text",
        "box.insertAdjacentHTML('beforeend', text)",
        "document.write(text)",
        "eval(text)",
        "new Function(text)",
        "setTimeout('go()', 1)",
        "link.href = 'javascript:go()'",
        "box.setAttribute('onclick', text)",
    ],
)
def test_the_forbidden_is_recognised_in_scripts(line: str) -> None:
    assert PARSED.search(line)


@pytest.mark.parametrize(
    "line", ['<p onclick="go()">', '<p style="color: red">', "<script>go()</script>", "<style>"]
)
def test_the_forbidden_is_recognised_in_the_page(line: str) -> None:
    assert INLINE.search(line)


def test_a_script_of_the_page_itself_is_welcome() -> None:
    assert not INLINE.search('<script type="module" src="/static/main.js"></script>')


def test_another_host_is_recognised() -> None:
    assert ELSEWHERE.search('<script src="//cdn.example.com/x.js">')
    assert not ELSEWHERE.search("const half = a // see above")
