"""What editors show: pyright's language server, as in Pylance; jedi, as in IPython.

Both see the installed package, as a user's editor does.
"""

from collections.abc import Iterator

import jedi  # type: ignore[import-untyped]  # it has none
import pytest

from .language_server import LanguageServer

SYNC = """\
import connectcases_typed as cc

def program(cases: cc.Client, event: cc.AuditEvent) -> None:
    """
AWAITED = """\
import connectcases_typed as cc

async def program(cases: cc.AsyncClient) -> None:
    """
BOTH = pytest.mark.parametrize("program", [SYNC, AWAITED], ids=["sync", "awaited"])
CONTENTS = [
    "Contact",
    "CommentContent",
    "FileContent",
    "SlaInputConfiguration",
    "ConnectCaseInputContent",
    "CustomInputContent",
]
#: What the protocol calls a method, and what a variable.
METHOD = 2


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """A language server, started once."""
    with LanguageServer(tmp_path_factory.mktemp("editor")) as server:
        yield server


class TestPyright:
    @BOTH
    def test_hover_on_an_operation(self, server: LanguageServer, program: str) -> None:
        """An operation is a method; its summary stands there once, and all sections."""
        shown = server.hover(f"{program}cases.create_rel|ated_item()")
        assert "(method) def create_related_item(" in shown
        summary = "Attach a contact, comment, file, SLA, case link or custom record"
        assert shown.count(summary) == 1
        assert all(it in shown for it in ("Args:", "Returns:", "Raises:"))

    def test_what_is_awaited_says_so(self, server: LanguageServer) -> None:
        """Of the async client, an operation returns a coroutine of its response."""
        shown = server.hover(f"{AWAITED}cases.get_do|main()")
        assert "-> CoroutineType[Any, Any, GetDomainResponse]" in shown
        shown = server.hover(f"{AWAITED}cases.list_do|mains()")
        assert "-> AsyncItems[ListDomainsResponse, DomainSummary]" in shown

    @BOTH
    def test_signature_of_an_operation(
        self, server: LanguageServer, program: str
    ) -> None:
        """Required parameters come first, and a union shows its classes."""
        label = server.signature(f"{program}cases.create_related_item(|)")["label"]
        assert label.startswith("(*, domain_id: str, case_id: str, content: ")
        assert " | ".join(CONTENTS) in label
        label = server.signature(f"{program}cases.search_cases(|)")["label"]
        assert label.startswith("(*, domain_id: str, search_term: str | None = None, ")
        assert "max_results: int | None = None, next_token: str | None = None)" in label

    @BOTH
    def test_parameter_in_a_signature(
        self, server: LanguageServer, program: str
    ) -> None:
        """The parameter one is at shows what it is, all lines of it."""
        signature = server.signature(f"{program}cases.create_case(client_token=|)")
        (shown,) = (
            it["documentation"]["value"]
            for it in signature["parameters"]
            if it["label"].startswith("client_token")
        )
        assert "at most 64 characters" in shown
        assert "makes one of its own." in shown

    def test_hover_on_a_parameter(self, server: LanguageServer) -> None:
        """A keyword in a call shows what it is for."""
        shown = server.hover(f'{SYNC}cases.get_domain(doma|in_id="d")')
        assert "domain_id: the domain." in shown

    @pytest.mark.parametrize(
        ("code", "expected"),
        [
            ("event.performed_ti|me", "(variable) performed_time: datetime"),
            ('cc.CommentContent(body="").bo|dy', "1 to 15,000 characters"),
            ("cc.FieldsError.prob|lems", "Everything that does not fit"),
            ("cc.Items.requ|est", "The request of the first page."),
        ],
    )
    def test_hover_on_an_attribute(
        self, server: LanguageServer, code: str, expected: str
    ) -> None:
        """An attribute shows its type and the string below it."""
        type_, _, text = server.hover(SYNC + code).partition("---")
        assert expected in type_ + text
        assert text.strip()

    def test_constructors_begin_with_what_is_required(
        self, server: LanguageServer
    ) -> None:
        """A request, and a page, do not begin with a token."""
        for name in ("SearchCasesRequest", "ListFieldsResponse", "CreateCaseRequest"):
            label = server.signature(f"{SYNC}cc.{name}(|)")["label"]
            first = label.removeprefix("(*, ").partition(":")[0]
            assert first in {"domain_id", "fields"}

    @BOTH
    def test_completion(self, server: LanguageServer, program: str) -> None:
        """Operations are offered as methods, with their documentation."""
        offered = server.completions(f"{program}cases.|")
        names = ("create_related_item", "search_cases", "find_or_create_case")
        assert {offered[name]["kind"] for name in names} == {METHOD}
        shown = server.resolved(offered["search_cases"])["documentation"]["value"]
        assert "Find cases of a domain, page by page." in shown

    def test_completion_of_parameters(self, server: LanguageServer) -> None:
        """Inside a call, the parameters are offered."""
        offered = server.completions(f"{SYNC}cases.create_related_item(|")
        assert {"domain_id=", "case_id=", "content="} <= offered.keys()

    @BOTH
    def test_definition(self, server: LanguageServer, program: str) -> None:
        """One comes to the method, with its parameters and docstring."""
        file, line = server.definition(f"{program}cases.create_rel|ated_item()")
        assert file == "service.pyi"
        assert line.endswith("def create_related_item(")


class Jedi:
    """What jedi shows at the mark."""

    def __init__(self, program: str) -> None:
        before, _, after = program.partition("|")
        self._script = jedi.Script(before + after)
        self._at = before.count("\n") + 1, len(before.rpartition("\n")[2])

    def signature(self) -> str:
        (found,) = self._script.get_signatures(*self._at)
        return f"{found.to_string()}{found.docstring()}"

    def completions(self) -> dict[str, str]:
        return {it.name: it.type for it in self._script.complete(*self._at)}

    def help(self) -> str:
        (found,) = self._script.help(*self._at)
        return f"{found.docstring()}"


class TestJedi:
    @BOTH
    def test_signature_of_an_operation(self, program: str) -> None:
        """An operation has parameters and documentation."""
        shown = Jedi(f"{program}cases.create_related_item(|").signature()
        assert shown.startswith("create_related_item(*, domain_id: str, case_id: str, ")
        assert all(name in shown for name in CONTENTS)
        assert "the item's type follows from its class" in shown

    def test_completion_of_operations(self) -> None:
        """Operations are offered as functions."""
        offered = Jedi(f"{SYNC}cases.|").completions()
        assert {offered["create_case"], offered["load_fields"]} == {"function"}

    @pytest.mark.parametrize(
        "code",
        [
            f"{SYNC}found = cases.create_related_item()\n    found.|",
            f"{AWAITED}found = await cases.create_related_item()\n    found.|",
        ],
        ids=["sync", "awaited"],
    )
    def test_completion_of_a_response(self, code: str) -> None:
        """What an operation returns has its attributes."""
        assert {"related_item_id", "related_item_arn"} <= Jedi(
            code
        ).completions().keys()

    @pytest.mark.parametrize(
        "code",
        [
            f"{SYNC}for it in cases.get_case_audit_events():\n        it.|",
            f"{AWAITED}async for it in cases.get_case_audit_events():\n        it.|",
        ],
        ids=["sync", "awaited"],
    )
    def test_completion_of_items(self, code: str) -> None:
        """What pages are iterated for has its attributes."""
        assert {"performed_time", "fields"} <= Jedi(code).completions().keys()

    def test_help_on_an_operation_and_an_attribute(self) -> None:
        """Both show what they are."""
        assert "Read a domain." in Jedi(f"{SYNC}cases.get_do|main").help()
        assert "Read a domain." in Jedi(f"{AWAITED}cases.get_do|main").help()
        assert "When it happened" in Jedi(f"{SYNC}event.performed_ti|me").help()
