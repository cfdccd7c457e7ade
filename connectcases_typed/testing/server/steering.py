"""What a test can do with the handle, over HTTP: for tests in other languages.

Every endpoint is a method of `Steering`, thin over `EmbeddedCases`. `endpoint` says how
it is reached and what its body may hold; `openapi` describes the same to machines.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal, TypeVar, cast

import attrs
from cattrs import Converter, transform_error
from cattrs.v import format_exception

from ...rates import DOCUMENTED, Rate
from ..controls.calls import Call
from ..controls.faults import Fault
from ..controls.quotas import Quotas
from ..handle import EmbeddedCases
from ..protocol.wire import Wire, iso
from ..seeding.making import Seeded

T = TypeVar("T")
Method = TypeVar("Method", bound=Callable[..., Any])


@attrs.frozen
class Endpoint:
    """How a method is reached, and what it is given.

    `body` is the class of its JSON, None if it has none; `str` stands for plain text
    and `dict` for JSON that the method reads itself. Of a `partial` body the method is
    given the JSON, in which members may be left out that stay as they are. `after` says
    whether it takes `?after=N`.
    """

    verb: str
    path: str
    summary: str
    body: type | None
    after: bool
    partial: bool
    run: Callable[..., Any]


@attrs.frozen(kw_only=True)
class MoveClock:
    """Exactly one of these."""

    set: datetime | None = None
    advance_seconds: float | None = None
    freeze: bool = False
    resume: bool = False


@attrs.frozen(kw_only=True)
class SetFault:
    """A fault: what happens (`kind`), to which operation, and when.

    `retry_after` is for `internal_error`, `seconds` for `latency`, `status` for `html`.
    """

    kind: Literal[
        "throttle",
        "internal_error",
        "latency",
        "cut",
        "lose_answer",
        "truncate",
        "html",
    ]
    operation: str | None = None
    times: int | None = None
    probability: float = 1.0
    seed: int = 0
    retry_after: int | None = None
    seconds: float | None = None
    status: int | None = None


@attrs.frozen(kw_only=True)
class SetRates:
    """Rates by operation; `documented` sets those of the documentation as well."""

    rates: dict[str, Rate] = attrs.Factory(dict[str, Rate])
    documented: bool = False


@attrs.frozen(kw_only=True)
class ServerSettings:
    """The settings that are single values; those left out stay as they are."""

    page_limit: int | None
    merge_duration_seconds: float
    search_lag_seconds: float
    strict_arns: bool
    strict_urls: bool
    lower_case_item_types: bool


@attrs.frozen(kw_only=True)
class AddContact:
    """What Connect would know of a contact."""

    contact_arn: str
    channel: str
    connected: datetime | None = None


@attrs.frozen(kw_only=True)
class OfCase:
    """A case, by its id."""

    case_id: str


def endpoint(
    verb: str,
    path: str,
    body: type | None = None,
    *,
    after: bool = False,
    partial: bool = False,
) -> Callable[[Method], Method]:
    """Make a method of `Steering` an endpoint; its docstring is the description."""

    def mark(method: Method) -> Method:
        summary = (method.__doc__ or "").partition("\n")[0]
        found = Endpoint(verb, path, summary, body, after, partial, method)
        ENDPOINTS.append(found)
        return method

    return mark


#: All of them, in the order they are written below.
ENDPOINTS: list[Endpoint] = []


class Steering:
    """The endpoints below `/_cases/`. What is wrong with a body is a ValueError."""

    def __init__(self, cases: EmbeddedCases) -> None:
        self._cases = cases

    @endpoint("GET", "health")
    def health(self) -> Wire:
        """Say that the server is up."""
        return {"status": "ok"}

    @endpoint("POST", "reset")
    def reset(self) -> Wire:
        """Forget all state, and restore all settings, the clock and the faults."""
        self._cases.reset()
        return {}

    @endpoint("POST", "seed", dict)
    def seed(self, body: Wire) -> Wire:
        """Make a domain and what is in it by names; returns the ids."""
        return _ids(self._cases.seed(body))

    @endpoint("GET", "clock")
    def clock(self) -> Wire:
        """Read the clock."""
        clock = self._cases.clock
        return {"now": iso(clock.now()), "running": clock.is_running}

    @endpoint("POST", "clock", MoveClock)
    def move_clock(self, body: MoveClock) -> Wire:
        """Set the clock, advance it, freeze it, or let it run again."""
        given = [
            body.set,
            body.advance_seconds,
            body.freeze or None,
            body.resume or None,
        ]
        if sum(it is not None for it in given) != 1:
            raise ValueError("give one of set, advance_seconds, freeze and resume")
        clock = self._cases.clock
        if body.set is not None:
            clock.set(body.set)
        elif body.advance_seconds is not None:
            clock.advance(_seconds("advance_seconds", body.advance_seconds))
        elif body.freeze:
            clock.freeze()
        else:
            clock.resume()
        return self.clock()

    @endpoint("GET", "quotas")
    def quotas(self) -> Wire:
        """Read the quotas."""
        return attrs.asdict(self._cases.quotas)

    @endpoint("POST", "quotas", Quotas, partial=True)
    def set_quotas(self, body: Wire) -> Wire:
        """Set the quotas that are given."""
        self._cases.quotas = read(Quotas, {**self.quotas(), **body})
        return self.quotas()

    @endpoint("GET", "faults")
    def faults(self) -> Wire:
        """List the faults that are set, and how often each has happened."""
        return {"faults": [_described(fault) for fault in self._cases.faults]}

    @endpoint("POST", "faults", SetFault)
    def set_fault(self, body: SetFault) -> Wire:
        """Make requests fail."""
        when = {"probability": body.probability, "seed": body.seed}
        if body.times is not None:
            when["times"] = body.times
        more = {
            name: value
            for name in ("retry_after", "seconds", "status")
            if (value := getattr(body, name)) is not None
        }
        takes = _TAKES.get(body.kind)
        if more.keys() - {takes}:
            raise ValueError(f"{body.kind} takes no {', '.join(more.keys() - {takes})}")
        if body.kind == "latency" and "seconds" not in more:
            raise ValueError("latency needs seconds")
        fault: Fault = getattr(self._cases.faults, body.kind)(
            operation=body.operation, **more, **when
        )
        return _described(fault)

    @endpoint("DELETE", "faults")
    def clear_faults(self) -> Wire:
        """Remove every fault."""
        self._cases.faults.clear()
        return {}

    @endpoint("GET", "rates")
    def rates(self) -> Wire:
        """Read the rates; without any there is no limit."""
        rates: Mapping[str, Rate] = self._cases.rates or {}
        return {"rates": {name: attrs.asdict(rate) for name, rate in rates.items()}}

    @endpoint("POST", "rates", SetRates)
    def set_rates(self, body: SetRates) -> Wire:
        """Set how often operations may be called, in place of what was set before."""
        rates = {**(DOCUMENTED if body.documented else {}), **body.rates}
        self._cases.rates = rates or None
        return self.rates()

    @endpoint("GET", "settings")
    def settings(self) -> Wire:
        """Read the settings that are single values."""
        return {
            "page_limit": self._cases.page_limit,
            "merge_duration_seconds": self._cases.merge_duration.total_seconds(),
            "search_lag_seconds": self._cases.search_lag.total_seconds(),
            "strict_arns": self._cases.strict_arns,
            "strict_urls": self._cases.strict_urls,
            "lower_case_item_types": self._cases.lower_case_item_types,
        }

    @endpoint("POST", "settings", ServerSettings, partial=True)
    def set_settings(self, body: Wire) -> Wire:
        """Set the settings that are given."""
        wanted = read(ServerSettings, {**self.settings(), **body})
        duration = _seconds("merge_duration_seconds", wanted.merge_duration_seconds)
        lag = _seconds("search_lag_seconds", wanted.search_lag_seconds)
        self._cases.page_limit = wanted.page_limit
        self._cases.merge_duration = duration
        self._cases.search_lag = lag
        self._cases.strict_arns = wanted.strict_arns
        self._cases.strict_urls = wanted.strict_urls
        self._cases.lower_case_item_types = wanted.lower_case_item_types
        return self.settings()

    @endpoint("POST", "contacts", AddContact)
    def add_contact(self, body: AddContact) -> Wire:
        """Tell the channel of a contact, and when it was connected."""
        self._cases.add_contact(
            body.contact_arn, channel=body.channel, connected=body.connected
        )
        return {}

    @endpoint("POST", "rules", OfCase)
    def rules(self, body: OfCase) -> Wire:
        """Evaluate the case rules: required and hidden fields, options that remain."""
        results = self._cases.evaluate_rules(body.case_id)
        return {
            "required": sorted(results.required),
            "hidden": sorted(results.hidden),
            "options": dict(results.options),
        }

    @endpoint("GET", "events", after=True)
    def events(self, after: int) -> Wire:
        """List what domains have published, after the first N events."""
        events = list(self._cases.events)
        return {"events": events[after:], "next": len(events)}

    @endpoint("GET", "calls", after=True)
    def calls(self, after: int) -> Wire:
        """List the requests of clients, after the one with the number N."""
        calls = [call for call in self._cases.calls if call.number > after]
        last = calls[-1].number if calls else after
        return {"calls": [call_record(call) for call in calls], "next": last}

    @endpoint("GET", "dump")
    def dump(self) -> str:
        """Read the state of all accounts and Regions, as text for `load`."""
        return self._cases.dump()

    @endpoint("POST", "load", str)
    def load(self, body: str) -> Wire:
        """Replace the state by the one `dump` returned."""
        self._cases.load(body)
        return {}


# What a kind of fault takes besides an operation and when it happens.
_TAKES = {"internal_error": "retry_after", "latency": "seconds", "html": "status"}


def call_record(call: Call) -> Wire:
    """A call as JSON."""
    return {**attrs.asdict(call), "at": iso(call.at)}


def _ids(seeded: Seeded) -> Wire:
    return cast("Wire", _CONVERTER.unstructure(seeded))


def _described(fault: Fault) -> Wire:
    return {
        "kind": fault.kind,
        "operation": fault.operation,
        "times": fault.times,
        "probability": fault.probability,
        "seed": fault.seed,
        "happened": fault.happened,
    }


def _seconds(name: str, seconds: float) -> timedelta:
    try:
        return timedelta(seconds=seconds)
    except (OverflowError, ValueError) as error:
        raise ValueError(f"{name}: {error}") from error


def parse(data: bytes) -> Wire:
    """The JSON object of a body."""
    try:
        parsed: Any = json.loads(data or b"{}")
    except (ValueError, RecursionError) as error:
        raise ValueError(f"the body is not JSON: {error}") from error
    if not isinstance(parsed, dict):
        # The request is wrong, not the call.
        raise ValueError("the body is not a JSON object")  # noqa: TRY004 - see above
    return cast("Wire", parsed)


def read(cls: type[T], given: Wire) -> T:
    """An object of a class from JSON; ValueError says all that is wrong."""
    try:
        return _CONVERTER.structure(given, cls)
    except Exception as error:
        problems = transform_error(error, path="body", format_exception=_said)
        raise ValueError("; ".join(problems)) from error


def _said(error: BaseException, cls: type | None) -> str:
    """What is wrong: by the rule that was broken, which says more than cattrs does."""
    if isinstance(error, ValueError | TypeError) and error.args:
        return str(error.args[0])
    return format_exception(error, cls)


def _exactly(*classes: type) -> Callable[[Any, Any], Any]:
    def structure(value: Any, cls: Any) -> Any:
        if type(value) not in classes:
            raise TypeError(f"{value!r} is no {cls.__name__}")
        return cls(value)

    return structure


def _moment(value: Any, _: Any) -> datetime:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no time in ISO 8601")
    return datetime.fromisoformat(value)


_CONVERTER = Converter(forbid_extra_keys=True)
_CONVERTER.register_structure_hook(int, _exactly(int))
_CONVERTER.register_structure_hook(float, _exactly(int, float))
_CONVERTER.register_structure_hook(str, _exactly(str))
_CONVERTER.register_structure_hook(bool, _exactly(bool))
_CONVERTER.register_structure_hook(datetime, _moment)
