"""Laws of waiting for a merge."""

from datetime import timedelta

import pytest

from connectcases_typed import (
    AsyncClient,
    Client,
    GetMergeCasesStatusResponse,
    MergeStatus,
    ResourceNotFoundException,
    WaitTimeoutError,
    field_values,
)
from connectcases_typed.domain.merges import wait_for_merge
from connectcases_typed.testing import EmbeddedCases, Script

from .conftest import Run, call


def status(status: MergeStatus) -> GetMergeCasesStatusResponse:
    """A response about the secondary case."""
    return GetMergeCasesStatusResponse(
        status=status, primary_case_id="one", secondary_case_ids=("two",)
    )


RUNNING, DONE = status(MergeStatus.IN_PROGRESS), status(MergeStatus.COMPLETED)


@pytest.fixture
def both(cases: Client, domain_id: str) -> tuple[str, str]:
    """A primary case and a secondary one."""
    template_id = cases.create_template(domain_id=domain_id, name="t").template_id
    primary, secondary = (
        cases.create_case(
            domain_id=domain_id,
            template_id=template_id,
            fields=field_values({"title": title}),
        ).case_id
        for title in ("primary", "secondary")
    )
    return primary, secondary


@pytest.mark.parametrize("client", [Client, AsyncClient])
def test_it_returns_when_the_merge_is_completed(
    client: type,
    service: EmbeddedCases,
    cases: Client,
    domain_id: str,
    both: tuple[str, str],
) -> None:
    """A merge of minutes is waited for in no time, by the embedded service's clock."""
    primary, secondary = both
    service.merge_duration = timedelta(minutes=4)
    cases.start_merge_cases(
        domain_id=domain_id, case_id=primary, secondary_case_ids=[secondary]
    )
    seen: list[GetMergeCasesStatusResponse] = []
    response = call(
        client,
        "wait_for_merge",
        domain_id=domain_id,
        secondary_case_id=secondary,
        delay=100,
        on_poll=seen.append,
    )
    assert response.status is MergeStatus.COMPLETED
    assert [it.status for it in seen] == [MergeStatus.IN_PROGRESS] * 3


def test_it_gives_up_in_time(
    run: Run,
    service: EmbeddedCases,
    cases: Client,
    domain_id: str,
    both: tuple[str, str],
) -> None:
    """A merge that takes too long is a timeout, which has the last response."""
    primary, secondary = both
    service.merge_duration = timedelta(hours=1)
    cases.start_merge_cases(
        domain_id=domain_id, case_id=primary, secondary_case_ids=[secondary]
    )
    flow = wait_for_merge(domain_id=domain_id, secondary_case_id=secondary, timeout=60)
    with pytest.raises(TimeoutError, match="still runs after 60 seconds") as caught:
        run(flow)
    assert isinstance(caught.value, WaitTimeoutError)
    assert caught.value.last.secondary_case_ids == (secondary,)


def test_it_sleeps_no_longer_than_it_may() -> None:
    """The last pause is cut so that the last question is asked as time runs out."""
    script = Script(RUNNING, RUNNING, RUNNING)
    with pytest.raises(WaitTimeoutError):
        script.run(
            wait_for_merge(domain_id="d", secondary_case_id="two", timeout=5, delay=4)
        )
    assert script.slept == 5


def test_the_primary_case_is_refused() -> None:
    """Whoever waits for the primary case is told which one to wait for."""
    with pytest.raises(ValueError, match=r"wait for the secondary one, .*two"):
        Script(RUNNING).run(wait_for_merge(domain_id="d", secondary_case_id="one"))


@pytest.mark.parametrize(("timeout", "delay"), [(-1, 1), (1, -0.1)])
def test_negative_times_are_refused(timeout: float, delay: float) -> None:
    """A negative time is refused before anything is sent."""
    flow = wait_for_merge(
        domain_id="d", secondary_case_id="two", timeout=timeout, delay=delay
    )
    with pytest.raises(ValueError, match="0 or more"):
        Script().run(flow)


def test_a_case_that_is_in_no_merge(run: Run, domain_id: str) -> None:
    """An error of the service leaves the method as it is."""
    with pytest.raises(ResourceNotFoundException):
        run(wait_for_merge(domain_id=domain_id, secondary_case_id="none"))


def test_no_more_is_asked_when_it_is_done() -> None:
    """A merge that is completed is asked about once."""
    script = Script(DONE)
    flow = wait_for_merge(domain_id="d", secondary_case_id="two")
    assert script.run(flow) == DONE
    assert script.slept == 0
