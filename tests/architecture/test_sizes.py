"""Is every file small, every function short, every module named for what it is about?"""

import ast
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("marketplace", "indexer", "benchmarks")
MAX_FILE_LINES = 200
MAX_FUNCTION_LINES = 30
MAX_PARAMETERS = 5
MAX_POSITIONAL = 2
TABLES = {"marketplace/creators/fields.py": "a table of data"}
VAGUE = {"utils", "helpers", "common", "misc", "base", "core", "manager"}
TOP_LEVEL = {
    "setup.cfg",
    "pyproject.toml",
    "Makefile",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "config",
    "marketplace",
    "indexer",
    "tests",
    "benchmarks",
    "docs",
}
MADE = {"build", "var", "creator_marketplace.egg-info"}


def sources(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("path", sources(*PACKAGES, "tests"), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_has_at_most_200_lines(path: Path) -> None:
    if str(path.relative_to(ROOT)) not in TABLES:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_FILE_LINES


@pytest.mark.parametrize("path", sources(*PACKAGES), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_function_has_at_most_30_lines_and_5_parameters_two_of_them_by_position(path: Path) -> None:
    for function in functions(path):
        where = f"{function.name}, line {function.lineno}"
        by_position = [one.arg for one in function.args.args if one.arg not in ("self", "cls")]
        assert (function.end_lineno or 0) - function.lineno < MAX_FUNCTION_LINES, where
        assert len(by_position) + len(function.args.kwonlyargs) <= MAX_PARAMETERS, where
        assert len(by_position) <= MAX_POSITIONAL, where


def test_no_module_is_called_after_nothing() -> None:
    assert not [path for path in sources(*PACKAGES, "tests") if path.stem in VAGUE]


def test_every_module_says_the_question_it_answers() -> None:
    silent = [path for path in sources(*PACKAGES) if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert not silent


def test_every_public_thing_has_a_docstring() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in sources(*PACKAGES)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and not _nested(path, node)
    ]
    assert not silent


def test_nothing_else_lies_at_the_top() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - MADE <= TOP_LEVEL


def test_every_package_is_installed() -> None:
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    named = set(setup["options"]["packages"].split())
    found = {str(one.parent.relative_to(ROOT)).replace("/", ".") for one in sources("marketplace", "indexer")}

    assert found == named - {"marketplace.config"}


def _nested(path: Path, node: ast.FunctionDef | ast.ClassDef) -> bool:
    """Whether a function lies inside another one."""
    return any(outer.lineno < node.lineno <= (outer.end_lineno or 0) for outer in functions(path))
