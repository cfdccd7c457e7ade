"""Reading the histories of a whole domain, crashes included: docs/read_domain.py."""

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import attrs
import pytest
from botocore.config import Config
from pyarrow import parquet

from connectcases_typed import (
    AuditEvent,
    Client,
    CommentContent,
    field_values,
    from_botocore,
)
from connectcases_typed.rates import DOCUMENTED
from connectcases_typed.shapes import is_list, is_map
from connectcases_typed.testing import EmbeddedCases, mock_cases

from .virtual import VirtualLimits, VirtualTime

PROGRAM = Path(__file__).parents[2] / "docs" / "read_domain.py"
CASES = 5


class Crash(BaseException):
    """The end of a process, as far as one process can play it."""


# A program is no module of the package, so its functions have no type here.
@pytest.fixture(scope="module")
def program() -> Any:
    """The program, with two cases to a file."""
    spec = spec_from_file_location("read_domain", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module: Any = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.PART = 2
    return module


@pytest.fixture
def service() -> Iterator[EmbeddedCases]:
    """The embedded service, with pages of two."""
    with mock_cases() as service:
        service.page_limit = 2
        yield service


@pytest.fixture
def cases(service: EmbeddedCases) -> Iterator[Client]:
    """A client that sends again nothing that failed."""
    config = Config(retries={"total_max_attempts": 1})
    with Client(region_name="us-west-2", config=config) as cases:
        yield cases


@attrs.frozen
class Domain:
    """A domain and its cases, each opened and commented on."""

    cases: Client
    domain_id: str
    template_id: str
    case_ids: list[str]

    def open_case(self) -> str:
        """Open a case and comment on it."""
        case_id = self.cases.create_case(
            domain_id=self.domain_id,
            template_id=self.template_id,
            fields=field_values({"title": "x", "customer_id": "arn:aws:profile:x"}),
        ).case_id
        self.cases.create_related_item(
            domain_id=self.domain_id,
            case_id=case_id,
            content=CommentContent(body="Hello."),
        )
        self.case_ids.append(case_id)
        return case_id

    def events(self, case_id: str) -> list[AuditEvent]:
        """What the service says happened to a case."""
        return list(
            self.cases.get_case_audit_events(domain_id=self.domain_id, case_id=case_id)
        )


@pytest.fixture
def domain(cases: Client) -> Domain:
    """A domain with a few cases."""
    domain_id = cases.create_domain(name="shop").domain_id
    template = cases.create_template(domain_id=domain_id, name="shop")
    domain = Domain(cases, domain_id, template.template_id, [])
    for _ in range(CASES):
        domain.open_case()
    return domain


def lines(folder: Path) -> list[dict[str, Any]]:
    """Every line of every file, in order."""
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("part-*.jsonl"))]
    return [json.loads(line) for text in texts for line in text.splitlines()]


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder, whole."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_event_of_every_case_is_read(
    program: Any, domain: Domain, tmp_path: Path
) -> None:
    """The lines are the events the service has, case by case as they were opened."""
    program.read_domain(domain.cases, domain.domain_id, tmp_path)
    found = [
        (line.pop("caseId"), from_botocore(line, AuditEvent))
        for line in lines(tmp_path)
    ]
    every = [(it, event) for it in domain.case_ids for event in domain.events(it)]
    assert (every, 2 * CASES) == (found, len(found))


def test_parquet_holds_what_json_does(
    program: Any, domain: Domain, tmp_path: Path
) -> None:
    """The rows are the lines, but for what is null in one and absent in the other."""
    for summary in ("Long.", None):
        domain.cases.update_case(
            domain_id=domain.domain_id,
            case_id=domain.case_ids[0],
            fields=field_values({"summary": summary}),
        )
    for kind in program.WRITERS:
        program.read_domain(domain.cases, domain.domain_id, tmp_path / kind, kind=kind)
    table = parquet.read_table(str(tmp_path / "parquet"))
    rows = [pruned(row) for row in table.to_pylist()]
    expected = [
        pruned(
            {**line, "performedTime": from_botocore(line, AuditEvent).performed_time}
        )
        for line in lines(tmp_path / "jsonl")
    ]
    assert (expected, True) == (rows, table.schema.equals(program.SCHEMA))


# JSON has no type of its own.
def pruned(value: Any) -> Any:
    """A value without what is null or empty inside."""
    if is_map(value):
        kept = {key: pruned(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in (None, {})}
    return [pruned(inner) for inner in value] if is_list(value) else value


class Steps:
    """Counts what a reading does, request by request and file by file.

    Attributes:
        crash_at: the step that is not survived; -1 for none.
        asked: the cases whose histories were asked for.
    """

    def __init__(self) -> None:
        self.taken = 0
        self.crash_at = -1
        self.asked: list[str] = []
        self._safe = False

    def fsync(self, descriptor: int) -> None:
        """Make a file safe; a crash before that loses what was written."""
        try:
            self.step()
        except Crash:
            os.ftruncate(descriptor, 1)
            raise
        self._safe = True

    def replace(self, path: Path, target: Path) -> Path:
        """Give a file its name, which only one that is safe may have."""
        self.step()
        assert self._safe
        self._safe = False
        return path.rename(target)

    def step(self) -> None:
        """Take a step, or crash."""
        if self.taken == self.crash_at:
            raise Crash
        self.taken += 1

    def request(self, params: Any, **_: Any) -> None:
        """Take the step of sending a request; botocore calls this."""
        self.step()
        path = str(params["url_path"])
        if path.endswith("/audit-history"):
            self.asked.append(path.split("/")[-2])


@pytest.fixture
def steps(cases: Client, monkeypatch: pytest.MonkeyPatch) -> Steps:
    """The steps of every reading."""
    steps = Steps()
    cases.boto3.meta.events.register("before-call.connectcases.*", steps.request)
    monkeypatch.setattr(os, "fsync", steps.fsync)

    def replace(path: Path, target: Path) -> Path:
        return steps.replace(path, target)

    # As a function it becomes a method; a bound method would not.
    monkeypatch.setattr(Path, "replace", replace)
    return steps


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_no_crash_loses_or_doubles_anything(
    program: Any, domain: Domain, steps: Steps, tmp_path: Path, kind: str
) -> None:
    """Wherever it crashes, going on ends in the files of a run without a crash."""

    def read(folder: Path) -> None:
        program.read_domain(
            domain.cases, domain.domain_id, folder, kind=kind, threads=2
        )

    steps.taken = 0
    read(tmp_path / "undisturbed")
    undisturbed = contents(tmp_path / "undisturbed")
    for crash_at in range(steps.taken):
        folder = tmp_path / str(crash_at)
        steps.taken, steps.crash_at = 0, crash_at
        with pytest.raises(Crash):
            read(folder)
        done = len(list(folder.glob(f"part-*.{kind}")))
        steps.crash_at = -1
        steps.asked.clear()
        read(folder)
        assert undisturbed == contents(folder)
        # Nothing that was written is asked for again.
        assert sorted(domain.case_ids[2 * done :]) == sorted(steps.asked)


def test_what_is_done_is_done(
    program: Any, domain: Domain, steps: Steps, tmp_path: Path
) -> None:
    """Reading into a finished folder asks for nothing, whatever happened since."""
    program.read_domain(domain.cases, domain.domain_id, tmp_path)
    before, domain_cases = contents(tmp_path), len(domain.case_ids)
    domain.open_case()
    steps.crash_at = steps.taken
    program.read_domain(domain.cases, domain.domain_id, tmp_path)
    assert (before, domain_cases + 1) == (contents(tmp_path), len(domain.case_ids))


def test_a_folder_is_of_one_reading(
    program: Any, domain: Domain, service: EmbeddedCases, tmp_path: Path
) -> None:
    """Another domain, or other cases of it, do not get into a folder in use."""
    program.read_domain(domain.cases, domain.domain_id, tmp_path)
    other = domain.cases.create_domain(name="other").domain_id
    since = service.clock.now()
    for domain_id, moment in ((other, None), (domain.domain_id, since)):
        with pytest.raises(SystemExit, match="another reading"):
            program.read_domain(domain.cases, domain_id, tmp_path, since=moment)


def test_only_cases_updated_since_are_read(
    program: Any, domain: Domain, service: EmbeddedCases, tmp_path: Path
) -> None:
    """With `since`, cases nobody has updated since are left out."""
    since = service.clock.advance(timedelta(days=1))
    updated = domain.case_ids[3]
    domain.cases.update_case(
        domain_id=domain.domain_id,
        case_id=updated,
        fields=field_values({"status": "closed"}),
    )
    program.read_domain(domain.cases, domain.domain_id, tmp_path, since=since)
    assert {updated} == {line["caseId"] for line in lines(tmp_path)}


def test_a_case_deleted_meanwhile_is_told(
    program: Any, domain: Domain, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A case that is gone when its turn comes is logged, and all others are read."""
    program.list_cases(domain.cases, domain.domain_id, tmp_path, None)
    gone = domain.case_ids.pop(2)
    domain.cases.delete_case(domain_id=domain.domain_id, case_id=gone)
    program.read_domain(domain.cases, domain.domain_id, tmp_path)
    assert {*domain.case_ids} == {line["caseId"] for line in lines(tmp_path)}
    assert [gone] == [it.args[0] for it in caplog.records if isinstance(it.args, tuple)]


def test_an_incomplete_list_is_told(
    program: Any, domain: Domain, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """When cases vanish between pages, the list says how many it may have missed."""
    gone = [domain.case_ids[0]]

    def delete_one(params: Any, **_: Any) -> None:
        if gone and "nextToken" in str(params["body"]):
            domain.cases.delete_case(domain_id=domain.domain_id, case_id=gone.pop())

    events = domain.cases.boto3.meta.events
    events.register("before-call.connectcases.SearchCases", delete_one)
    listed = program.list_cases(domain.cases, domain.domain_id, tmp_path, None)
    assert [(CASES, len(listed))] == [record.args for record in caplog.records]
    assert len(listed) < CASES


def test_reading_keeps_to_the_rates(
    program: Any, domain: Domain, service: EmbeddedCases, tmp_path: Path
) -> None:
    """Eight threads on a service with its rates switched on are never refused."""
    for _ in range(15):
        domain.open_case()
    clock = VirtualTime(service)
    service.rates = DOCUMENTED
    limits = VirtualLimits({**DOCUMENTED}, clock)
    once = Config(retries={"total_max_attempts": 1})
    with Client(region_name="us-west-2", rate_limits=limits, config=once) as cases:
        program.read_domain(cases, domain.domain_id, tmp_path)
    assert len(lines(tmp_path)) == 2 * len(domain.case_ids)
    # 20 requests each, for the cases in pages of two and for histories.
    assert sum(limits.waited) > 0


def test_the_command_line(
    program: Any, domain: Domain, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The program reads what it is told to; with nobody watching it shows no bar."""
    words = [domain.domain_id, str(tmp_path), "--region", "us-west-2"]
    program.main([*words, "--rate", "1000", "--since", "2020-01-01T00:00:00+00:00"])
    assert (len(lines(tmp_path)), capsys.readouterr()) == (2 * CASES, ("", ""))
