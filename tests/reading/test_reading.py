"""Reading the histories of a whole domain: examples/read_domain."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from botocore.config import Config
from pace.virtual import VirtualLimits, VirtualTime
from pyarrow import parquet

from connectcases_typed import AuditEvent, Client, field_values, from_botocore
from connectcases_typed.rates import DOCUMENTED
from connectcases_typed.shapes import is_list, is_map
from connectcases_typed.testing import EmbeddedCases

from .conftest import CASES
from .domain import Domain, contents, lines


def test_every_event_of_every_case_is_read(
    program: Any, domain: Domain, tmp_path: Path
) -> None:
    """The lines are the events the service has, case by case as they were opened."""
    program.read_domain(domain.cases, domain.domain_id, program.Folder(tmp_path))
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
        program.read_domain(
            domain.cases, domain.domain_id, program.Folder(tmp_path / kind), kind=kind
        )
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


def test_what_is_done_is_done(
    program: Any, domain: Domain, service: EmbeddedCases, tmp_path: Path
) -> None:
    """Reading into a finished folder asks for nothing, whatever happened since."""
    program.read_domain(domain.cases, domain.domain_id, program.Folder(tmp_path))
    before, domain_cases = contents(tmp_path), len(domain.case_ids)
    domain.open_case()
    requests = len(service.calls)
    program.read_domain(domain.cases, domain.domain_id, program.Folder(tmp_path))
    assert requests == len(service.calls)
    assert (before, domain_cases + 1) == (contents(tmp_path), len(domain.case_ids))


def test_a_folder_is_of_one_reading(
    program: Any, domain: Domain, service: EmbeddedCases, tmp_path: Path
) -> None:
    """Another domain, or other cases of it, do not get into a folder in use."""
    program.read_domain(domain.cases, domain.domain_id, program.Folder(tmp_path))
    other = domain.cases.create_domain(name="other").domain_id
    since = service.clock.now()
    for domain_id, moment in ((other, None), (domain.domain_id, since)):
        with pytest.raises(SystemExit, match="another reading"):
            program.read_domain(
                domain.cases, domain_id, program.Folder(tmp_path), since=moment
            )


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
    program.read_domain(
        domain.cases, domain.domain_id, program.Folder(tmp_path), since=since
    )
    assert {updated} == {line["caseId"] for line in lines(tmp_path)}


def test_a_case_deleted_meanwhile_is_told(
    program: Any, domain: Domain, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A case that is gone when its turn comes is logged, and all others are read."""
    place = program.Folder(tmp_path)
    claims = program.Claims(place, lease=60)
    program.read_plan(domain.cases, domain.domain_id, place, None, claims)
    gone = domain.case_ids.pop(2)
    domain.cases.delete_case(domain_id=domain.domain_id, case_id=gone)
    program.read_domain(domain.cases, domain.domain_id, program.Folder(tmp_path))
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
    listed = program.list_cases(domain.cases, domain.domain_id, None)
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
        program.read_domain(cases, domain.domain_id, program.Folder(tmp_path))
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
