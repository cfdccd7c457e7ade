"""What a program does about errors, as type checkers see it."""

from botocore.exceptions import BotoCoreError

from connectcases_typed import (
    AsyncClient,
    Client,
    ConnectCasesError,
    CreateCaseRequest,
    CreateCaseResponse,
    RateLimits,
    Repeat,
    may_have_been_done,
)
from connectcases_typed.redaction import RedactingFilter


def create(cases: Client, request: CreateCaseRequest) -> CreateCaseResponse:
    """Send a request, and the same one again if it may have been done."""
    try:
        return cases.send(request)
    except (ConnectCasesError, BotoCoreError) as error:
        doubt: bool = may_have_been_done(error)
        if not doubt:
            raise
    return cases.send(request)


def again(cases: Client) -> int:
    """Send what an error is about, and tell how often it was sent."""
    try:
        cases.delete_case(domain_id="d", case_id="c")
    except ConnectCasesError as error:
        cases.send(error.request)
        return error.attempts
    return 0


careful = Client(repeat_writes=False, rate_limits=RateLimits.documented(headroom=3))
wrapped = Client.wrap(careful.boto3, repeat_writes=False)
awaited = AsyncClient(repeat_writes=False)
token: str = CreateCaseRequest(
    domain_id="d", template_id="t", fields=[]
).idempotency_token
repeat: Repeat = CreateCaseRequest.repeat
masked = RedactingFilter(comments=True, field_values=True)
