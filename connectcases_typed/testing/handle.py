"""The handle: everything a test can do to the embedded service, and nothing else.

What makes the service work (its lock, serving, counting requests) is in `serving`.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from moto.core.models import DEFAULT_ACCOUNT_ID

from ..client import Client
from ..rates import Rate
from . import clients, loading, show, views
from .controls.calls import Calls
from .controls.changes import Change
from .controls.clock import Clock
from .controls.faults import Faults
from .controls.quotas import Quotas
from .controls.settings import KnownContact
from .models import all_regions, region_of, reset_regions
from .operations import rule_results
from .operations.rule_results import RuleResults
from .seeding import plan, sources
from .seeding.making import HasFields, Seeded, SetUp, make
from .serving import Service, service
from .store import dump
from .store.state import Case, Domain

if TYPE_CHECKING:
    from ..async_client import AsyncClient
    from ..domain.setup import DomainSetup


class EmbeddedCases:
    """The handle `mock_cases()` gives to a test."""

    # So that a misspelt setting is an error and not one more attribute.
    __slots__ = ("_faults", "_service")

    def __init__(self, service: Service) -> None:
        self._service = service
        self._faults = Faults(service.faults)

    def __repr__(self) -> str:
        with self._service.lock:
            domains = [it for region in all_regions() for it in region.domains.values()]
            cases = sum(len(domain.cases) for domain in domains)
        return f"<EmbeddedCases domains={len(domains)} cases={cases}>"

    @property
    def clock(self) -> Clock:
        """The clock that every time of the service is read from."""
        return self._service.settings.clock

    @property
    def quotas(self) -> Quotas:
        """How much the service allows of everything."""
        return self._service.settings.quotas

    @quotas.setter
    def quotas(self, wanted: Quotas) -> None:
        self._service.settings.quotas = wanted

    @property
    def faults(self) -> Faults:
        """Makes requests fail."""
        return self._faults

    @property
    def rates(self) -> Mapping[str, Rate] | None:
        """How often operations may be called, by their names.

        `connectcases_typed.rates.DOCUMENTED` or your own; None, the default, sets no
        limit. An unknown operation is a ValueError.
        """
        return self._service.settings.rates

    @rates.setter
    def rates(self, wanted: Mapping[str, Rate] | None) -> None:
        self._service.settings.rates = wanted

    @property
    def strict_arns(self) -> bool:
        """Whether an ARN of something else, or one where an id belongs, is refused."""
        return self._service.settings.strict_arns

    @strict_arns.setter
    def strict_arns(self, wanted: bool) -> None:
        self._service.settings.strict_arns = wanted

    @property
    def strict_urls(self) -> bool:
        """Whether a new value of a Url field without a scheme and a host is refused.

        The service is said to validate these fields; how is not documented. A value
        that a case or an item has already may stay.
        """
        return self._service.settings.strict_urls

    @strict_urls.setter
    def strict_urls(self, wanted: bool) -> None:
        self._service.settings.strict_urls = wanted

    @property
    def lower_case_item_types(self) -> bool:
        """Whether events name types of items in lower case: `comment`, not `Comment`.

        AWS's samples of events have `Comment`; published programs that handle events
        expect `comment`. Test a handler with both.
        """
        return self._service.settings.lower_case_item_types

    @lower_case_item_types.setter
    def lower_case_item_types(self, wanted: bool) -> None:
        self._service.settings.lower_case_item_types = wanted

    @property
    def page_limit(self) -> int | None:
        """The size no page exceeds, so that little data makes several pages.

        It applies to GetCase too, which takes no page size. None leaves the size to
        the operations; anything but an int of at least 1 is a ValueError.
        """
        return self._service.settings.page_limit

    @page_limit.setter
    def page_limit(self, wanted: int | None) -> None:
        self._service.settings.page_limit = wanted

    @property
    def merge_duration(self) -> timedelta:
        """How long a merge of cases runs, by the clock; 2 seconds by default.

        A negative one is a ValueError.
        """
        return self._service.settings.merge_duration

    @merge_duration.setter
    def merge_duration(self, wanted: timedelta) -> None:
        self._service.settings.merge_duration = wanted

    @property
    def search_lag(self) -> timedelta:
        """How long searches do not find a new case or related item, by the clock.

        There is none by default. A case that is found is found as it is now: an index
        that lags behind changes is not imitated. A negative lag is a ValueError.
        """
        return self._service.settings.search_lag

    @search_lag.setter
    def search_lag(self, wanted: timedelta) -> None:
        self._service.settings.search_lag = wanted

    @property
    def events(self) -> list[dict[str, Any]]:
        """What domains have published, oldest first, as EventBridge delivers it.

        They also go to moto's EventBridge, whose rules deliver them to their targets.
        """
        self._service.finish_due_merges()
        return self._service.settings.events

    @property
    def calls(self) -> Calls:
        """The requests received, oldest first; `calls.of("UpdateCase")` selects.

        Retries are requests too, and so are those that a fault or an error ended.
        `seed` sends no requests, so nothing of it is here.
        """
        return self._service.settings.calls

    @property
    def observers(self) -> list[Callable[[Change], None]]:
        """Functions that are called with every change of a case or its items.

        They are called while the service executes the request, in its thread, and may
        make calls themselves.
        """
        return self._service.settings.observers

    def client(self, region: str = "us-west-2") -> Client:
        """A typed client in a Region, made once and kept.

        Making one takes longer than most tests. It works while a mock is on, and
        raises RuntimeError otherwise; it needs no credentials. After one was closed
        the next call makes another.
        """
        return clients.client(region)

    def async_client(self, region: str = "us-west-2") -> "AsyncClient":
        """A typed async client in a Region, made once and kept, as `client` is.

        Needs the extra `async`.
        """
        return clients.async_client(region)

    # A boto3 client's methods are made at run time: it has no static type.
    def boto3_client(self, region: str = "us-west-2") -> Any:
        """A boto3 client in a Region, made once and kept, as `client` is."""
        return clients.boto3_client(region)

    def add_contact(
        self, contact_arn: str, *, channel: str, connected: datetime | None = None
    ) -> None:
        """Tell the service the channel of a contact, and when it was connected.

        Contacts are kept by Connect and not by Cases. An item for a contact that was
        not added is a `VOICE` contact, connected when the item was created. A time
        without a zone is a ValueError.
        """
        if connected is not None and connected.tzinfo is None:
            raise ValueError("connected needs an aware datetime, this has no zone")
        contacts = self._service.settings.contacts
        contacts[contact_arn] = KnownContact(channel, connected)

    def seed(
        self,
        source: Mapping[str, object] | str | os.PathLike[str] | None = None,
        /,
        *,
        fields: Mapping[str, object] | None = None,
        records: Sequence[HasFields] = (),
        setup: "DomainSetup | None" = None,
        cases: int | Sequence[str | Mapping[str, object]] | None = None,
        region: str = "us-west-2",
        account: str = DEFAULT_ACCOUNT_ID,
    ) -> Seeded:
        """Make a domain with fields, a template and cases to work on.

        `source` is what to make, by names: a mapping, or the path of a JSON or YAML
        file; docs/how-to/embedded.md has the parts. `fields` and `cases` take the
        place of those parts. Fields are custom ones by name, each with its type
        (`"Number"`), or with the options of a single-select field (`["red",
        "blue"]`). Cases are how many, or what each is: its title, or a mapping of its
        parts. Without `source` and `cases`, one case is made.

        `setup` describes what else to make in the domain. `records` are classes of
        `connectcases_typed.records`: fields are made for those of their attributes
        that have none yet.

        A part that cannot be read, or that the service refuses, is a ValueError, and
        no domain is made; so are two records that want one field with two types.
        """
        seed = self._seed_of(source)
        if fields is not None:
            seed["fields"] = fields
        if cases is not None:
            seed["cases"] = cases
        planned = plan.read(seed)
        set_up: SetUp | None = None
        if setup is not None:
            # Imports the core, of which the service itself knows nothing.
            from .setting_up import set_up as apply  # noqa: PLC0415 - see above

            set_up = partial(apply, setup=setup)
        with self._service.lock:
            there = region_of(account, region)
            return make(self._service, there, planned, records, set_up)

    def _seed_of(
        self, source: Mapping[str, object] | str | os.PathLike[str] | None
    ) -> dict[str, object]:
        if source is None:
            return {"cases": 1}
        if isinstance(source, Mapping):
            return dict(source)
        seeds = sources.read_file(source)
        if len(seeds) != 1:
            raise ValueError(f"{source}: it has {len(seeds)} domains, seed() makes one")
        return dict(seeds[0])

    def dump(self) -> str:
        """The state of all accounts and Regions, as text for `load`: JSON by the line.

        Settings are not part of it, nor is the clock.
        """
        with self._service.lock:
            self._service.finish_due_merges()
            return dump.write(all_regions())

    def load(self, text: str) -> None:
        """Replace the state by the one `dump` returned.

        Any other text is a ValueError, and changes nothing.
        """
        with self._service.lock:
            loading.replace_state(text)
            self._service.changes += 1

    def reset(self) -> None:
        """Forget the state of every account and Region, and restore all settings."""
        with self._service.lock:
            reset_regions()
            self._service.restore_settings()
            self._service.changes += 1

    def evaluate_rules(self, case_id: str) -> RuleResults:
        """What the rules of a case's template say of its fields, as the case is now.

        In each rule the first condition that is true decides, by its `result`, and
        the default value if none is. The service shows this to agents and is not
        documented to enforce it; neither does the embedded service. An unknown case is
        a ValueError.
        """
        with self._service.lock:
            self._service.finish_due_merges()
            domain, case = self._found(case_id)
            return rule_results.evaluate(domain, case, self.clock.now())

    def _found(self, case_id: str) -> tuple[Domain, Case]:
        found = views.find_case(all_regions(), case_id)
        if found is None:
            raise ValueError(f"there is no case {case_id}")
        return found

    def show(self, case_id: str | None = None) -> None:
        """Print what there is: all domains, or one case with its items and history.

        An unknown case is a ValueError. The server has a page with the same and more.
        """
        sys.stdout.write(self._shown(case_id))

    def _shown(self, case_id: str | None) -> str:
        with self._service.lock:
            self._service.finish_due_merges()
            now = self.clock.now()
            if case_id is None:
                return show.domains(list(all_regions()), now)
            return show.case(views.case(*self._found(case_id), now))


embedded: EmbeddedCases = EmbeddedCases(service)
