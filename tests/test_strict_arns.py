"""ARNs are checked where that is switched on: by clients and by the service."""

from collections.abc import Callable
from typing import Any

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

import connectcases_typed as cc
from connectcases_typed.domain.arns import Arn
from connectcases_typed.testing import mock_cases

WHERE: Any = {"region": "us-west-2", "account": "123456789012"}
ID = st.from_regex(r"[A-Za-z0-9_-]{1,36}", fullmatch=True)
# By position: the parts that differ.
FORMS: dict[str, Callable[[str, str, str], cc.Arn]] = {
    "domain": lambda a, _, __: cc.DomainArn(**WHERE, domain_id=a),
    "case": lambda a, b, _: cc.CaseArn(**WHERE, domain_id=a, case_id=b),
    "item": lambda a, b, c: cc.RelatedItemArn(
        **WHERE, domain_id=a, case_id=b, related_item_id=c
    ),
    "profile": lambda a, b, _: cc.ProfileArn(**WHERE, domain=a, profile_id=b),
    "contact": lambda a, b, _: cc.ContactArn(**WHERE, instance_id=a, contact_id=b),
    "agent": lambda a, b, _: cc.AgentArn(**WHERE, instance_id=a, agent_id=b),
}


@pytest.mark.parametrize("make", FORMS.values(), ids=FORMS)
@given(a=ID, b=ID, c=ID)
def test_an_arn_is_read_as_what_it_is(
    make: Callable[[str, str, str], cc.Arn], a: str, b: str, c: str
) -> None:
    """Its text is read back as the same, by its class and by `Arn`, by no other."""
    arn = make(a, b, c)
    assert type(arn).parse(str(arn)) == Arn.parse(str(arn)) == arn
    for other in FORMS.values():
        cls = type(other(a, b, c))
        if cls is not type(arn):
            with pytest.raises(ValueError, match=f"this is a {type(arn).__name__}"):
                cls.parse(str(arn))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no ARN"),
        ("c-1", "no ARN"),
        ("arn:aws:profiles:us-west-2:123456789012:domains/d/profiles/p", "`profile`"),
        ("arn:aws:profile:us-west-2:12:domains/d/profiles/p", "another form"),
        ("arn:aws:s3:::bucket", "another form"),
    ],
)
def test_what_is_no_arn_is_an_error_that_shows_the_form(text: str, said: str) -> None:
    """With what is known of the text, which is not quoted."""
    with pytest.raises(ValueError, match=said) as caught:
        cc.ProfileArn.parse(text)
    assert "arn:aws:profile:REGION:ACCOUNT:domains/DOMAIN/" in str(caught.value)


def test_the_parts_of_an_arn_are_checked() -> None:
    """An ARN that could not be read back is not made; an agent may be a user."""
    with pytest.raises(ValueError, match="not as in an ARN: account, case_id"):
        cc.CaseArn(region="us-west-2", account="1", domain_id="d", case_id="a/b")
    user = cc.AgentArn.parse("arn:aws:connect:us-west-2:123456789012:instance/i/user/u")
    assert (user.noun, user.agent_id) == ("user", "u")


CASE = str(FORMS["case"]("d", "c", ""))
PROFILE = str(FORMS["profile"]("d", "p", ""))
CONTACT = str(FORMS["contact"]("i", "c", ""))
WRONG: dict[str, tuple[cc.Request[Any], str]] = {
    "a case's ARN as its id": (
        cc.DeleteCaseRequest(domain_id="d", case_id=CASE),
        "caseId: expected an id, this is an ARN",
    ),
    "a wrong profile": (
        cc.UpdateCaseRequest(
            domain_id="d",
            case_id="c",
            fields=cc.field_values({"customer_id": PROFILE.replace("e:", "es:", 1)}),
        ),
        r"fields\[0\]\.value\.stringValue: ProfileArn: expected .* called `profile`",
    ),
    "a profile as a contact": (
        cc.CreateRelatedItemRequest(
            domain_id="d", case_id="c", content=cc.Contact(contact_arn=PROFILE)
        ),
        r"content\.contact\.contactArn: ContactArn: .* this is a ProfileArn",
    ),
    "an ARN in a list of ids": (
        cc.StartMergeCasesRequest(
            domain_id="d", case_id="c", secondary_case_ids=[CASE]
        ),
        r"secondaryCaseIds\[0\]: expected an id",
    ),
    "an ARN in a paged request": (
        cc.GetCaseAuditEventsRequest(domain_id="d", case_id=CASE),
        "caseId: expected an id",
    ),
}


@pytest.mark.parametrize(("request_", "said"), WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("kind", [cc.Client, cc.AsyncClient])
def test_a_strict_client_refuses_a_wrong_arn(
    kind: Callable[..., Any], request_: cc.Request[Any], said: str
) -> None:
    """Before anything is sent; a client that is not strict does not look."""

    async def send() -> None:
        client = kind(region_name="us-west-2", strict_arns=True)
        sent = client.send(request_)
        if kind is cc.AsyncClient:
            await sent

    with pytest.raises(cc.ParamValidationError, match=said):
        anyio.run(send)
    if isinstance(request_, cc.PagedRequest):
        client = kind(region_name="us-west-2", strict_arns=True)
        with pytest.raises(cc.ParamValidationError, match=said):
            client.items(request_)


@pytest.mark.parametrize(("request_", "said"), WRONG.values(), ids=WRONG)
def test_a_strict_service_refuses_a_wrong_arn(
    request_: cc.Request[Any], said: str
) -> None:
    """As the service's validation would, until the mock ends."""
    with mock_cases() as service:
        client = cc.Client(region_name="us-west-2")
        with pytest.raises(cc.ResourceNotFoundException):
            client.send(request_)
        service.strict_arns = True
        with pytest.raises(cc.ValidationException, match=said):
            client.send(request_)
    with mock_cases() as service:
        assert not service.strict_arns
