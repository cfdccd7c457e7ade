"""A page that searches stays by what was filled in, and by nothing else.

DOMAIN_ID=... uvicorn web_search:app

/stays?hotel=Seaview&hotel=Inn&at_least=2
"""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated

from fastapi import Depends, FastAPI, Query, Request
from pydantic import AwareDatetime, BaseModel

from connectcases_typed import AsyncClient, Order, all_of, any_of
from connectcases_typed.records import BoundRecord, Mapped, Record, field

#: How many stays a page shows.
PAGE = 20


class Stay(Record):
    """What a case holds, as far as the page shows it."""

    title: Mapped[str] = field("Title")
    hotel: Mapped[str | None] = field("Hotel", default=None)
    nights: Mapped[float | None] = field("Nights", default=None)
    arrival: Mapped[datetime | None] = field("Arrival", default=None)


class Search:
    """Searches the stays of a domain, whose fields were loaded before."""

    def __init__(
        self, cases: AsyncClient, domain_id: str, stays: BoundRecord[Stay]
    ) -> None:
        self.cases = cases
        self.domain_id = domain_id
        self.stays = stays

    async def find(
        self,
        words: str | None = None,
        hotels: tuple[str, ...] = (),
        at_least: float | None = None,
        since: datetime | None = None,
    ) -> list[Stay]:
        """The first stays that fit, the longest first; all, if nothing is asked."""
        # None is left out, and of nothing but None comes None: no condition.
        wanted = all_of(
            Stay.title.contains(words) if words else None,
            any_of(*(Stay.hotel == hotel for hotel in hotels)),
            Stay.nights >= at_least if at_least is not None else None,
            Stay.arrival >= since if since else None,
        )
        found = self.cases.search_cases(
            domain_id=self.domain_id,
            filter=None if wanted is None else self.stays.condition(wanted),
            sorts=[self.stays.sort(Stay.nights, Order.DESC)],
            fields=self.stays.identifiers,
            max_results=PAGE,
        )
        async for page in found.by_page():
            return [self.stays.read(case) for case in page.cases]
        return []


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    """Make the client and load the fields once, when the application starts."""
    domain_id = os.environ["DOMAIN_ID"]
    async with AsyncClient() as cases:
        shop = await cases.load_fields(domain_id=domain_id)
        app.state.search = Search(cases, domain_id, shop.bind(Stay))
        yield


app = FastAPI(lifespan=lifespan)


class Shown(BaseModel):
    """A stay as the page has it."""

    title: str
    hotel: str | None
    nights: float | None
    arrival: datetime | None


def _search(request: Request) -> Search:
    search: Search = request.app.state.search
    return search


@app.get("/stays")
async def stays(
    search: Annotated[Search, Depends(_search)],
    words: str | None = None,
    hotel: Annotated[tuple[str, ...], Query()] = (),
    at_least: float | None = None,
    since: AwareDatetime | None = None,
) -> list[Shown]:
    """The stays that fit."""
    found = await search.find(words, hotel, at_least, since)
    return [Shown.model_validate(vars(stay)) for stay in found]
