"""How things show themselves: `repr`, and tables in notebooks."""

from collections.abc import Iterator
from typing import Any, cast

import nbformat
import pytest
from nbclient import NotebookClient

from connectcases_typed import (
    AsyncClient,
    Client,
    CommentContent,
    CustomEntity,
    EqualTo,
    RateLimits,
    SearchCasesRequest,
    SearchRelatedItemsResponse,
    StringValue,
    Table,
    field_identifiers,
)
from connectcases_typed.rates import DOCUMENTED
from connectcases_typed.testing import EmbeddedCases, Seeded, mock_cases

SCRIPT = "<script>alert(1)</script>"
SECRET = "the-secret-colleague"  # noqa: S105 - a marker, not a password


@pytest.fixture
def service() -> Iterator[EmbeddedCases]:
    """The embedded service."""
    with mock_cases() as service:
        yield service


@pytest.fixture
def seeded(service: EmbeddedCases) -> Seeded:
    """A domain with a case."""
    return service.seed()


@pytest.fixture
def cases(seeded: Seeded) -> Iterator[Client]:
    """A client of the domain, whose case has a comment and a history."""
    with Client(region_name="us-west-2") as cases:
        cases.create_related_item(
            domain_id=seeded.domain_id,
            case_id=seeded.case_ids[0],
            content=CommentContent(body=SCRIPT),
            performed_by=CustomEntity(SECRET),
        )
        yield cases


class TestRepr:
    @pytest.mark.parametrize("length", [0, 300, 301, 15_000])
    def test_a_long_text_is_cut(self, length: int) -> None:
        """Whatever a text's length, its `repr` fits on a screen and says the length."""
        comment = CommentContent(body="x" * length)
        assert len(repr(comment)) < 500
        assert ("x" * length in repr(comment)) is (length <= 300)
        assert (f"({length:,} characters)" in repr(comment)) is (length > 300)

    def test_what_is_cut_still_differs(self) -> None:
        """Equality is about whole texts."""
        text = "x" * 4000
        assert StringValue(f"{text}1") != StringValue(f"{text}2")
        assert StringValue(text).value == text

    def test_pages_show_their_request(self, cases: Client) -> None:
        """What is to be fetched is shown, a long token cut."""
        request = SearchCasesRequest(domain_id="d", next_token="t" * 9000)
        assert repr(cases.items(request)) == f"Items({request!r})"
        assert len(repr(cases.items(request))) < 500

    def test_clients_say_where_they_send(self) -> None:
        """Both clients show Region and endpoint; the async one once it has them."""
        place = "in us-west-2 at https://cases.us-west-2.amazonaws.com"
        with Client(region_name="us-west-2") as cases:
            assert repr(cases) == f"<Client {place}>"
            assert repr(AsyncClient.wrap(cases.boto3)) == "<AsyncClient not used yet>"
        later = AsyncClient(region_name="us-west-2")
        assert repr(later) == "<AsyncClient not used yet>"
        assert later.boto3
        assert repr(later) == f"<AsyncClient {place}>"

    def test_rate_limits_say_how_many_they_are(self) -> None:
        """Rate limits show for how many operations there are some."""
        number = len(DOCUMENTED)
        shown = repr(RateLimits.documented())
        assert shown == f"<RateLimits of {number} operations>"
        one = {"GetCase": DOCUMENTED["GetCase"]}
        assert repr(RateLimits(one)) == "<RateLimits of 1 operation>"

    def test_the_handle_counts(self, service: EmbeddedCases) -> None:
        """The handle of the embedded service shows how much is in it."""
        assert repr(service) == "<EmbeddedCases domains=0 cases=0>"
        service.seed(cases=2)
        assert repr(service) == "<EmbeddedCases domains=1 cases=2>"


def _html(shown: object) -> str:
    """What a notebook shows."""
    html: str = shown._repr_html_()  # type: ignore[attr-defined]  # IPython's protocol
    return html


class TestTables:
    def test_fields_of_cases_are_columns(self, cases: Client, seeded: Seeded) -> None:
        """Of a page of cases, each field is a column of its own."""
        (page,) = cases.search_cases(
            domain_id=seeded.domain_id, fields=field_identifiers("title", "status")
        ).by_page()
        assert "<th>title</th><th>status</th>" in _html(page)
        assert "<td>Case 1</td><td>open</td>" in _html(page)

    def test_what_is_shown_is_escaped_and_secrets_are_hidden(
        self, cases: Client, seeded: Seeded
    ) -> None:
        """No text becomes markup, and what the model marks as sensitive is hidden."""
        domain_id, case_id = seeded.domain_id, seeded.case_ids[0]
        for found in (
            cases.search_related_items(domain_id=domain_id, case_id=case_id),
            cases.get_case_audit_events(domain_id=domain_id, case_id=case_id),
        ):
            for shown in (*found.by_page(), Table(found)):
                assert "<script>" not in _html(shown)
                assert "&lt;script&gt;" in _html(shown)
                assert SECRET not in _html(shown)
                assert "&lt;sensitive&gt;" in _html(shown)

    def test_a_page_of_nothing(self) -> None:
        """A page without items is a table without rows."""
        page = SearchRelatedItemsResponse(related_items=())
        assert _html(page).count("<td>") == 0

    def test_a_table_fetches_what_it_shows(self) -> None:
        """Of an endless iteration, a table takes its rows and one more."""
        taken: list[int] = []

        def endless() -> Iterator[EqualTo]:
            while True:
                taken.append(len(taken))
                yield EqualTo(id="status", value=StringValue(f"v{len(taken)}"))

        table = Table(endless(), rows=3)
        assert len(taken) == 4
        assert "There are more." in _html(table)
        assert all(f"<td>v{it}</td>" in _html(table) for it in (1, 2, 3))
        assert repr(table).count("EqualTo(") == 3
        assert "There are more." not in _html(Table(table.rows))

    def test_what_is_no_shape_is_shown_as_it_is(self) -> None:
        """A table takes plain values, too."""
        assert "<td>&lt;1&gt;</td>" in _html(Table(["<1>"]))


NOTEBOOK = f"""
from connectcases_typed import Client, CommentContent, Table, field_identifiers
from connectcases_typed.testing import mock_cases
embedded = mock_cases()
shop = embedded.__enter__().seed()
cases = Client(region_name="us-west-2")
cases.create_related_item(
    domain_id=shop.domain_id, case_id=shop.case_ids[0],
    content=CommentContent(body="{SCRIPT}"),
)
(page,) = cases.search_cases(
    domain_id=shop.domain_id, fields=field_identifiers("title")
).by_page()
---
page
---
Table(cases.search_related_items(domain_id=shop.domain_id, case_id=shop.case_ids[0]))
"""


def test_a_real_notebook_shows_tables() -> None:
    """Executed by Jupyter, a page and a table at the end of a cell are HTML."""
    v4 = cast("Any", nbformat.v4)  # its functions have no types
    notebook = v4.new_notebook()
    notebook.cells = [v4.new_code_cell(code) for code in NOTEBOOK.split("---")]
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    _, page, table = (
        [it["data"] for it in cell.outputs if "data" in it] for cell in notebook.cells
    )
    assert "<th>title</th>" in page[0]["text/html"]
    assert "<td>Case 1</td>" in page[0]["text/html"]
    assert "&lt;script&gt;" in table[0]["text/html"]
