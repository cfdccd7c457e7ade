"""The page as a browser asks for it, on the embedded service."""

from typing import Any

import anyio
import httpx
import pytest
from web_search import Stay, app, lifespan

from connectcases_typed import Client
from connectcases_typed.testing import EmbeddedCases

STAYS = [
    Stay(title="A flat", hotel="Seaview", nights=2),
    Stay(title="B flat", hotel="Inn", nights=5),
    Stay(title="C sharp", hotel="Ritz", nights=9),
]


@pytest.fixture(autouse=True)
def domain(embedded_cases: EmbeddedCases, monkeypatch: pytest.MonkeyPatch) -> None:
    """A domain with three stays, which the application finds by its environment."""
    seeded = embedded_cases.seed(records=[Stay], cases=[])
    cases = Client()
    stays = cases.load_fields(domain_id=seeded.domain_id).bind(Stay)
    for stay in STAYS:
        cases.create_case(
            domain_id=seeded.domain_id,
            template_id=seeded.template_id,
            fields=stays.values(stay),
        )
    monkeypatch.setenv("DOMAIN_ID", seeded.domain_id)


async def ask(path: str) -> Any:
    """What the application, started for this request, responds with."""
    transport = httpx.ASGITransport(app)
    async with (
        lifespan(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as browser,
    ):
        response = await browser.get(path)
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("", ["C sharp", "B flat", "A flat"]),
        ("?hotel=Seaview&hotel=Inn", ["B flat", "A flat"]),
        ("?at_least=5", ["C sharp", "B flat"]),
        ("?words=flat&at_least=5", ["B flat"]),
        ("?since=2026-01-01T00:00:00Z", []),
    ],
)
def test_only_what_is_filled_in_counts(asked: str, titles: list[str]) -> None:
    """Conditions are left out where nothing was asked; the longest stay comes first."""
    found = anyio.run(ask, f"/stays{asked}")
    assert [stay["title"] for stay in found] == titles


def test_a_page_is_one_request(embedded_cases: EmbeddedCases) -> None:
    """However many stays there are, no more than a page is asked for."""
    anyio.run(ask, "/stays")
    searches = [it for it in embedded_cases.calls if it.operation == "SearchCases"]
    assert [it.parameters["maxResults"] for it in searches] == [20]


@pytest.mark.parametrize("since", ["soon", "2026-01-01T00:00:00"])
def test_a_time_needs_a_zone(since: str) -> None:
    """What is no time, or may be several, is refused as FastAPI refuses things."""
    with pytest.raises(AssertionError, match="since"):
        anyio.run(ask, f"/stays?since={since}")
