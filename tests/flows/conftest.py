"""Both clients, on the embedded service, as things that run flows."""

from collections.abc import Iterator
from functools import partial
from typing import Any, Protocol

import anyio
import pytest

from connectcases_typed import AsyncClient, Client
from connectcases_typed.flows import Flow, ResultT
from connectcases_typed.testing import EmbeddedCases, mock_cases

from .sending import RUNNERS, Makers, Runner


class Run(Protocol):
    """Runs a flow."""

    def __call__(self, flow: Flow[ResultT], /) -> ResultT:
        """Run it on one of the clients."""
        ...


def on_asyncio(flow: Flow[ResultT]) -> ResultT:
    """Run a flow on `AsyncClient`."""
    return anyio.run(AsyncClient(region_name="us-west-2").run, flow)


def on_trio(flow: Flow[ResultT]) -> ResultT:
    """Run a flow on `AsyncClient`, on the other event loop."""
    client = AsyncClient(region_name="us-west-2")
    return anyio.run(client.run, flow, backend="trio")


def on_threads(flow: Flow[ResultT]) -> ResultT:
    """Run a flow on `Client`."""
    return Client(region_name="us-west-2").run(flow)


@pytest.fixture
def service() -> Iterator[EmbeddedCases]:
    """The embedded service."""
    with mock_cases() as service:
        yield service


@pytest.fixture
def cases(service: EmbeddedCases) -> Client:
    """A client, to lay out and to look at what flows work on."""
    return Client(region_name="us-west-2")


@pytest.fixture
def domain_id(cases: Client) -> str:
    """An empty domain."""
    return cases.create_domain(name="flows").domain_id


@pytest.fixture(params=[on_threads, on_asyncio, on_trio])
def run(request: pytest.FixtureRequest, service: EmbeddedCases) -> Run:
    """Each client."""
    found: Run = request.param
    return found


@pytest.fixture(params=RUNNERS)
def send_all(request: pytest.FixtureRequest, service: EmbeddedCases) -> Runner:
    """`send_all` of each client."""
    return RUNNERS[request.param]


@pytest.fixture
def template_id(cases: Client, domain_id: str) -> str:
    """A template."""
    return cases.create_template(domain_id=domain_id, name="t").template_id


@pytest.fixture
def make(cases: Client, domain_id: str, template_id: str) -> Makers:
    """Makes requests for a domain."""
    return Makers(cases, domain_id, template_id)


# The clients have their methods' types; what comes of a name has none.
def call(client: type, name: str, **arguments: Any) -> Any:
    """Call a method of a client by its name."""
    made = client(region_name="us-west-2")
    bound = getattr(made, name)
    if client is AsyncClient:
        return anyio.run(partial(bound, **arguments))
    return bound(**arguments)
