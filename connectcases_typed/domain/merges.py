"""Waiting for a merge of cases."""

from collections.abc import Callable

from ..flows import Flow, now, send, sleep
from ..models.merges import (
    GetMergeCasesStatusRequest,
    GetMergeCasesStatusResponse,
    MergeStatus,
)
from .errors import WaitTimeoutError


def wait_for_merge(
    *,
    domain_id: str,
    secondary_case_id: str,
    timeout: float = 300,
    delay: float = 2,
    on_poll: Callable[[GetMergeCasesStatusResponse], object] | None = None,
) -> Flow[GetMergeCasesStatusResponse]:
    """Wait for a merge that `start_merge_cases` began, and return its last status.

    The service reports that a merge is completed for the secondary case alone: asked
    about the primary case, it knows of no merge any more.

    Args:
        domain_id: the domain of the cases.
        secondary_case_id: the case that is being merged into the primary one.
        timeout: how many seconds to wait at most.
        delay: how many seconds to wait before asking again.
        on_poll: called with each status that is not the last.

    Raises:
        WaitTimeoutError: the merge still runs; the merge itself goes on.
        ValueError: the case is the primary one of its merge, or a time is negative.
        ResourceNotFoundException: no such domain or case, or no merge of it.
        ValidationException: the service finds the request invalid.
    """
    if timeout < 0 or delay < 0:
        raise ValueError(f"timeout and delay are 0 or more, not {timeout} and {delay}")
    request = GetMergeCasesStatusRequest(domain_id=domain_id, case_id=secondary_case_id)
    end = (yield from now()) + timeout
    while True:
        response = yield from send(request)
        if response.primary_case_id == secondary_case_id:
            raise ValueError(
                f"case {secondary_case_id} is the primary case of its merge; "
                f"wait for the secondary one, {response.secondary_case_ids}"
            )
        if response.status is not MergeStatus.IN_PROGRESS:
            return response
        left = end - (yield from now())
        if left <= 0:
            what = f"the merge of case {secondary_case_id}"
            raise WaitTimeoutError(what, timeout, response)
        if on_poll is not None:
            on_poll(response)
        yield from sleep(min(delay, left))
