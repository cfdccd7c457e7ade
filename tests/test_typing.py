"""Types are API: what a checker accepts and rejects, and what an editor shows.

`typing/accepted*.py` are programs that must pass mypy and pyright, `rejected*.py` are
full of mistakes. Above each mistake a comment says what each checker must call it, and
what its message must mention:

    # mypy call-arg, pyright reportCallIssue: "domain_name"

Where a checker has two complaints about it, `+` joins them; `-` is for none. Both
checkers run once, from an empty folder: so they see the installed package, as a user's
would.
"""

import ast
import json
import pydoc
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from inspect import Parameter, getattr_static, iscoroutinefunction, signature
from pathlib import Path
from types import UnionType
from typing import Any, Literal, TypeAlias, get_args, get_origin, get_type_hints

import attrs
import pytest
from botocore import xform_name
from parity.ours import all_requests

import connectcases_typed
from connectcases_typed import AsyncClient, AsyncItems, Client, Items
from connectcases_typed.calling.methods import flow, operation, paged
from connectcases_typed.operations import PagedRequest

HERE = Path(__file__).parent / "typing"
ACCEPTED = sorted(HERE.glob("accepted*.py"))
REJECTED = sorted(HERE.glob("rejected*.py"))
MARK = re.compile(r"# mypy (?P<mypy>\S+), pyright (?P<pyright>\S+): (?P<mentions>.+)")

Checker: TypeAlias = Literal["mypy", "pyright"]


@attrs.frozen
class Complaint:
    """What a checker says about a line."""

    file: str
    line: int
    code: str
    message: str


@attrs.frozen
class Mistake:
    """A statement that must be rejected."""

    file: str
    lines: range
    codes: Mapping[Checker, set[str]]
    mentions: str

    def __contains__(self, complaint: Complaint) -> bool:
        return complaint.file == self.file and complaint.line in self.lines


def _mistakes(path: Path) -> Iterator[Mistake]:
    """The marked statements of a file; a mark belongs to the statement below it."""
    source = path.read_text()
    statements = {
        node.lineno: node.end_lineno or node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.stmt) and not hasattr(node, "body")
    }
    for number, line in enumerate(source.splitlines(), 1):
        if line.strip().startswith("# mypy"):
            mark = MARK.fullmatch(line.strip())
            assert mark, f"{path.name}:{number}: not a mark"
            codes: dict[Checker, set[str]] = {
                "mypy": set(mark["mypy"].split("+")) - {"-"},
                "pyright": set(mark["pyright"].split("+")) - {"-"},
            }
            lines = range(number + 1, statements[number + 1] + 1)
            yield Mistake(path.name, lines, codes, mark["mentions"])


MISTAKES = [mistake for path in REJECTED for mistake in _mistakes(path)]


def _run(module: str, *arguments: str | Path, cwd: Path) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )
    # 1 is "there are complaints", and there must be; anything else is a breakdown.
    assert ran.returncode == 1, ran.stdout + ran.stderr
    return ran.stdout


def _mypy(cwd: Path) -> Iterator[Complaint]:
    options = ("--strict", "--warn-unreachable", "--output=json", "--config-file=")
    for line in _run("mypy", *options, *ACCEPTED, *REJECTED, cwd=cwd).splitlines():
        said = json.loads(line)
        if said["severity"] == "error":
            file = Path(said["file"]).name
            yield Complaint(file, said["line"], said["code"], said["message"])


def _pyright(cwd: Path) -> Iterator[Complaint]:
    """Ask basedpyright in pyright's own strict mode: it is pyright as a wheel."""
    project = {
        "include": [str(path) for path in (*ACCEPTED, *REJECTED)],
        "typeCheckingMode": "strict",
    }
    (cwd / "pyrightconfig.json").write_text(json.dumps(project))
    options = ("--outputjson", "--pythonpath", sys.executable, "--project", cwd)
    report = json.loads(_run("basedpyright", *options, cwd=cwd))
    assert report["summary"]["filesAnalyzed"] == len(ACCEPTED) + len(REJECTED)
    for said in report["generalDiagnostics"]:
        file = Path(said["file"]).name
        line = said["range"]["start"]["line"] + 1
        yield Complaint(file, line, said.get("rule", "syntax"), said["message"])


CHECKERS = {"mypy": _mypy, "pyright": _pyright}


@pytest.fixture(scope="module", params=CHECKERS)
def checker(request: pytest.FixtureRequest) -> Checker:
    """One of the checkers."""
    name: Checker = request.param
    return name


@pytest.fixture(scope="module")
def complaints(
    checker: Checker, tmp_path_factory: pytest.TempPathFactory
) -> list[Complaint]:
    """All it has to say about the programs."""
    return list(CHECKERS[checker](tmp_path_factory.mktemp(checker)))


@pytest.mark.parametrize("path", ACCEPTED, ids=lambda path: path.name)
def test_good_programs_are_accepted(path: Path, complaints: list[Complaint]) -> None:
    """A right program passes, its `assert_type`s included."""
    assert [it for it in complaints if it.file == path.name] == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda it: f"{it.file}:{it.lines[0]}")
def test_mistakes_are_rejected_for_what_they_are(
    mistake: Mistake, checker: Checker, complaints: list[Complaint]
) -> None:
    """A mistake is reported by the rule it breaks, in words that tell what it is."""
    found = [it for it in complaints if it in mistake]
    # pyright adds that what comes of a mistake is of no known type.
    codes = {it.code for it in found if not it.code.startswith("reportUnknown")}
    assert codes == mistake.codes[checker]
    if found:
        assert mistake.mentions in " ".join(it.message for it in found)


def test_nothing_but_the_mistakes_is_rejected(complaints: list[Complaint]) -> None:
    """Around the mistakes, programs are as they should be."""
    marked = [it for it in complaints if any(it in mistake for mistake in MISTAKES)]
    assert [it for it in complaints if it not in marked] == []


# ------------------------------------------------------ every operation has a case


def _methods(kind: UnionType | type) -> set[str]:
    """The methods of the clients that a descriptor makes."""
    return {
        name for name in dir(Client) if isinstance(getattr_static(Client, name), kind)
    }


METHODS = _methods(operation | paged)
FLOWS = _methods(flow)


def _called(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)):
                yield name
            case _:
                pass


@pytest.mark.parametrize("paths", [ACCEPTED, REJECTED], ids=["accepted", "rejected"])
def test_every_method_has_a_right_and_a_wrong_call(paths: Sequence[Path]) -> None:
    """No operation is left out: it is called rightly somewhere, and wrongly."""
    called = {name for path in paths for name in _called(path)}
    assert (METHODS | FLOWS) - called == set()


# ------------------------------------------------------------ what an editor shows

OPERATIONS: list[str] = list(all_requests())


def test_every_request_has_its_method() -> None:
    """`Client` has a method for each request class, and no other."""
    assert {xform_name(name) for name in OPERATIONS} == METHODS


# A request class of any name: a name has no static type.
def _request(operation_name: str) -> Any:
    return getattr(connectcases_typed, f"{operation_name}Request")


def _is_paged(operation_name: str) -> bool:
    return issubclass(_request(operation_name), PagedRequest)


@cache
def _help(client: type) -> str:
    # Without the bar in front of what belongs to a class.
    return re.sub(r"(?m)^ \|", "", pydoc.plain(pydoc.render_doc(client)))


def _parameters(function: Callable[..., object]) -> list[Parameter]:
    return list(signature(function).parameters.values())


@pytest.mark.parametrize("client", [Client, AsyncClient])
@pytest.mark.parametrize("name", OPERATIONS)
class TestWhatAnEditorShows:
    def test_a_method_takes_what_its_request_takes(
        self, client: type, name: str
    ) -> None:
        """A method's signature is `self` and its request's, to the letter."""
        me, *parameters = _parameters(getattr(client, xform_name(name)))
        assert (me.name, me.kind) == ("self", Parameter.POSITIONAL_OR_KEYWORD)
        assert parameters == _parameters(_request(name))

    def test_a_bound_method_has_lost_its_self(
        self, client: type[Client | AsyncClient], name: str
    ) -> None:
        """On a client, the signature is the request's alone."""
        bound = getattr(client.__new__(client), xform_name(name))
        assert _parameters(bound) == _parameters(_request(name))

    def test_parameters_are_annotated_as_members_are(
        self, client: type, name: str
    ) -> None:
        """What `help()` says a parameter takes is what the request's member holds."""
        parameters = _parameters(getattr(client, xform_name(name)))[1:]
        members = attrs.fields_dict(_request(name))
        assert [(it.name, it.annotation) for it in parameters] == [
            (it.name, members[it.name].type) for it in parameters
        ]

    def test_parameters_are_keyword_only(self, client: type, name: str) -> None:
        """No parameter can be given by position: the service inserts where it likes."""
        parameters = _parameters(getattr(client, xform_name(name)))[1:]
        assert {it.kind for it in parameters} == {Parameter.KEYWORD_ONLY}

    def test_a_method_says_what_it_answers(self, client: type, name: str) -> None:
        """The annotation of what comes back is the response, or pages of items."""
        request = _request(name)
        shown = signature(getattr(client, xform_name(name))).return_annotation
        if not _is_paged(name):
            assert shown is request.response
            return
        item, _ = get_args(get_type_hints(request.items_of)["return"])
        assert get_origin(shown) is (AsyncItems if client is AsyncClient else Items)
        assert get_args(shown) == (request.response, item)

    def test_only_what_sends_is_awaited(self, client: type, name: str) -> None:
        """A method is a coroutine function on the async client, unless it pages."""
        method = getattr(client, xform_name(name))
        awaited = client is AsyncClient and not _is_paged(name)
        assert iscoroutinefunction(method) is awaited

    def test_a_method_has_its_requests_docstring(self, client: type, name: str) -> None:
        """What a request says of itself is said of its method, and its arguments."""
        said = getattr(client, xform_name(name)).__doc__
        assert "Args:" in said
        assert "Attributes:" not in said
        assert said.replace("Args:", "Attributes:") == _request(name).__doc__

    def test_help_names_a_method_and_its_parameters(
        self, client: type, name: str
    ) -> None:
        """`help(Client)` shows each method by its name, with its parameters."""
        # Newer Pythons break long signatures into lines.
        shown = rf"\b{xform_name(name)}\(\s*self,\s*\*,(.*?)\) ->"
        found = re.search(shown, _help(client), re.DOTALL)
        assert found
        assert all(f"{it.name}: " in found[1] for it in _parameters(_request(name)))

    def test_a_traceback_names_a_method(self, client: type, name: str) -> None:
        """A method knows its own name and where it lives."""
        method = getattr(client, xform_name(name))
        assert method.__name__ == xform_name(name)
        assert method.__qualname__ == f"{client.__name__}.{xform_name(name)}"
        assert method.__module__ == client.__module__
