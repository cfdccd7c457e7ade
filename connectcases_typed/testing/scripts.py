"""Running a flow with no client and no service: its responses are laid out."""

from collections import deque

from ..flows import Flow, Now, ResultT, Sleep, Step, check_request, drive
from ..operations import Request, Response


class Script:
    """Runs flows, answering their requests from a list.

        script = Script(GetDomainResponse(...), UpdateCaseResponse())
        assert script.run(my_flow(domain_id="d")) == 3
        assert script.requests == [GetDomainRequest(domain_id="d"), ...]

    An exception in the list is raised where its turn comes. `sleep` waits for nothing;
    it advances what `now` returns, which begins at 0.

    Attributes:
        requests: what was sent, oldest first.
        slept: how many seconds flows have slept.

    Raises, while it runs a flow:
        AssertionError: a response is not what the request returns; the flow sent more
            than there are responses, or returned before all had been asked for.
    """

    def __init__(self, *responses: Response | Exception) -> None:
        self._responses = deque(responses)
        self.requests: list[Request[Response]] = []
        self.slept: float = 0.0

    def run(self, flow: Flow[ResultT], /) -> ResultT:
        """Run a flow and return its result."""
        result = drive(flow, self._do)
        if self._responses:
            left = ", ".join(type(it).__name__ for it in self._responses)
            raise AssertionError(f"nobody asked for these: {left}")
        return result

    def _do(self, step: Step) -> object:
        if isinstance(step, Sleep):
            self.slept += step.seconds
            return None
        if isinstance(step, Now):
            return self.slept
        check_request(step)
        self.requests.append(step)
        if not self._responses:
            raise AssertionError(f"no response is left for {step!r}")
        response = self._responses.popleft()
        if isinstance(response, Exception):
            raise response
        if not isinstance(response, step.response):
            raise AssertionError(  # noqa: TRY004 - the test is wrong, not the flow
                f"{step.operation} does not return {type(response).__name__}"
            )
        return response
