"""The laws of the house that a machine can check: who imports whom, how long a function is, what is never used."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from radon.complexity import cc_visit

ROOT = Path(__file__).parents[2] / "stream"
FILES = sorted(ROOT.rglob("*.py"))
LAYERS = (
    {"facts", "messages", "errors", "keys"},
    {"record", "codec", "settings", "entries"},
    {"lexicon", "text"},
    {"step", "wire", "desk", "extract", "merge", "alerts"},
    {"stage"},
    {"pipeline", "memory"},
    {"frames", "demo", "telemetry", "warm"},
    {"child", "kafka"},
    {"cli"},
)
"""Each may import what lies in its own row or above."""
ALONE = {
    "faust": "kafka",
    "aiokafka": "kafka",
    "mode": "kafka",
    "confluent_kafka": "kafka",
    "prometheus_client": "telemetry",
    "click": "cli",
    "rich": "cli",
    "feedparser": "cli",
}
"""The one folder that may import it."""
PURE = {
    "text", "lexicon", "extract", "wire", "desk", "merge", "alerts", "messages", "facts", "entries", "keys", "step",
    "record",
}  # fmt: skip
IMPURE_MODULES = {"random", "time", "uuid", "secrets", "socket", "subprocess", "threading", "asyncio", "urllib", "http"}
FORBIDDEN = re.compile(
    r"exactly_once|send_soon|sink=|producer_threaded|\.take\(\d|concurrency=(?!1\b)|\bapp\.Table\b|GlobalTable"
)
BRANCHES = (
    ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.match_case, ast.comprehension,
)  # fmt: skip
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _part(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def _imports(path: Path) -> Iterator[str]:
    """Yield what a file imports, as full module names."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _level(part: str) -> int:
    return next(level for level, parts in enumerate(LAYERS) if part in parts)


def _functions() -> Iterator[tuple[Path, Function]]:
    for path in FILES:
        for node in ast.walk(_tree(path)):
            if isinstance(node, Function):
                yield path, node


@cache
def _code_lines(path: Path) -> frozenset[int]:
    """Return the numbers of lines with code: no blanks, no comments, no docstrings."""
    layout = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
    code = {line for token in tokens if token.type not in layout for line in range(token.start[0], token.end[0] + 1)}
    return frozenset(code - set(_docstring_lines(path)))


def _docstring_lines(path: Path) -> Iterator[int]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield from range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _at(share: float, values: list[int]) -> int:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


@pytest.mark.parametrize(("library", "folder"), ALONE.items())
def test_a_library_has_one_importer(library: str, folder: str) -> None:
    """Only stream/kafka knows Kafka, only stream/telemetry counts, only stream/cli speaks to people."""
    importers = {_part(path) for path in FILES if any(name.split(".")[0] == library for name in _imports(path))}
    assert importers <= {folder}


def test_every_part_has_a_layer() -> None:
    """A new folder or module says where it belongs."""
    assert {_part(path) for path in FILES} - {"__init__"} == set().union(*LAYERS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_dependencies_point_one_way(path: Path) -> None:
    """No file imports from a layer above its own."""
    if _part(path) == "__init__":
        return
    used = {name.split(".")[1] for name in _imports(path) if name.startswith("stream.")} - {"__version__"}
    assert {part for part in used if _level(part) > _level(_part(path))} == set()


@pytest.mark.parametrize("path", [path for path in FILES if _part(path) in PURE], ids=lambda path: path.name)
def test_logic_has_no_clock_no_chance_and_no_wire(path: Path) -> None:
    """Time is an input: the steps import nothing that could make two runs differ."""
    assert {name.split(".")[0] for name in _imports(path)} & IMPURE_MODULES == set()
    assert not re.search(r"\bos\.environ|\bgetenv\b|\.now\(|\.utcnow\(|\.today\(", path.read_text(encoding="utf-8"))


def test_nothing_of_faust_that_loses_records_is_used() -> None:
    """No exactly_once, no batching, no tables, no second coroutine for one partition."""
    found = {
        path.name: match[0]
        for path in FILES
        if _part(path) == "kafka" and (match := FORBIDDEN.search(_without_comments(path)))
    }
    assert found == {}


def _without_comments(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(lines[number - 1] for number in sorted(_code_lines(path)))


def test_only_the_stage_catches_everything() -> None:
    """A broad `except` outside of stage.py would hide our own bugs."""
    broad = {
        str(path.relative_to(ROOT))
        for path in FILES
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ExceptHandler) and _is_broad(node)
    }
    assert broad == {"stage.py"}


def _is_broad(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(
        one is None or (isinstance(one, ast.Name) and one.id in {"Exception", "BaseException"}) for one in caught
    )


def test_functions_are_small() -> None:
    """Code lines of a function, its signature counted: median at most 6, nine of ten at most 20, none above 40."""
    lines = [
        sum(number in _code_lines(path) for number in range(node.lineno, (node.end_lineno or node.lineno) + 1))
        for path, node in _functions()
    ]
    assert _at(0.5, lines) <= 6
    assert _at(0.9, lines) <= 20
    assert max(lines) <= 40


def test_functions_are_simple() -> None:
    """Branches + 1 of a function: nine of ten at most 5. Radon, which counts `and` and `or` too, gives at most 7."""
    branches = [1 + sum(isinstance(inner, BRANCHES) for inner in ast.walk(node)) for _, node in _functions()]
    assert _at(0.9, branches) <= 5
    measured = [block for path in FILES for block in cc_visit(path.read_text(encoding="utf-8"))]  # type: ignore[no-untyped-call]  # radon has no types
    assert _at(0.9, [block.complexity for block in measured if not hasattr(block, "methods")]) <= 7


def test_files_are_read_without_losing_the_thread() -> None:
    """No file has more than 300 lines of code."""
    assert max(len(_code_lines(path)) for path in FILES) <= 300


def test_nothing_is_left_to_do() -> None:
    """No notes to self in the code."""
    marks = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
    assert [path.name for path in FILES if marks.search(path.read_text(encoding="utf-8"))] == []
