"""Mistakes around unions: built, combined or matched wrongly."""

from typing import assert_never, assert_type

from connectcases_typed import (
    AndAll,
    Client,
    CommentContent,
    CommentFilter,
    CommentUpdateContent,
    ContactFilter,
    Contains,
    CreateRelatedItemRequest,
    CustomEntity,
    CustomFilter,
    CustomInputContent,
    CustomUpdateContent,
    DoubleValue,
    EmptyValue,
    EqualTo,
    FieldValue,
    FileContent,
    GreaterThan,
    Not,
    OrAll,
    RelatedItemType,
    SearchRelatedItemsResponseItem,
    SlaConfiguration,
    SlaContent,
    SlaFilter,
    SlaInputConfiguration,
    SlaStatus,
    SlaType,
    SlaUpdateConfiguration,
    StringValue,
    UnknownMember,
    UserArn,
    as_python,
    field_values,
)


def unchecked(item: SearchRelatedItemsResponseItem) -> None:
    """What a member of a union holds can be read when it is known which one it is."""
    # mypy union-attr, pyright reportAttributeAccessIssue: "body"
    repr(item.content.body)
    # mypy union-attr, pyright reportOptionalMemberAccess: "value"
    repr(item.performed_by.value)
    # mypy arg-type, pyright reportArgumentType: UnknownMember
    repr(as_python(item.content))
    content = item.content
    if not isinstance(content, CommentContent):
        # mypy union-attr, pyright reportAttributeAccessIssue: "body"
        repr(content.body)


def incomplete(item: SearchRelatedItemsResponseItem) -> str:
    """A match that leaves arms out is not complete."""
    content = item.content
    match content:
        case CommentContent(body=body):
            return body
        case FileContent(file_arn=arn):
            return arn
        case UnknownMember(tag=tag):
            return tag
        case _:
            # mypy arg-type, pyright reportArgumentType: SlaContent
            assert_never(content)


def forgotten(item: SearchRelatedItemsResponseItem) -> str:
    """An arm this library does not know is one of them."""
    user = item.performed_by
    match user:
        case None | UserArn():
            return ""
        case CustomEntity(value):
            return value
        case _:
            # mypy arg-type, pyright reportArgumentType: "UnknownMember"
            assert_never(user)


def by_value(status: SlaStatus) -> bool:
    """A match that leaves a known value out is not complete."""
    match status:
        case SlaStatus.ACTIVE | SlaStatus.MET | SlaStatus.OVERDUE:
            return True
        case _:
            # mypy arg-type, pyright reportArgumentType: NOT_MET
            assert_never(status)


def wrong(cases: Client, received: SlaConfiguration, unknown: UnknownMember) -> None:
    """A union is one of its arms: not two, not none, not one of another union."""
    # mypy call-arg, pyright reportCallIssue: "content"
    CreateRelatedItemRequest(domain_id="d", case_id="c")
    # mypy call-arg, pyright reportCallIssue: "file_arn"
    CommentContent(body="Hello", file_arn="arn")
    # mypy arg-type, pyright reportArgumentType: list
    CreateRelatedItemRequest(
        domain_id="d",
        case_id="c",
        content=[CommentContent(body="Hello"), FileContent(file_arn="arn")],
    )
    # mypy arg-type, pyright reportArgumentType: dict
    CreateRelatedItemRequest(
        domain_id="d", case_id="c", content={"comment": {"body": "Hello"}}
    )
    # mypy arg-type, pyright reportArgumentType: "None"
    CreateRelatedItemRequest(domain_id="d", case_id="c", content=None)
    # mypy arg-type, pyright reportArgumentType: "CommentUpdateContent"
    CreateRelatedItemRequest(
        domain_id="d", case_id="c", content=CommentUpdateContent(body="Hello")
    )
    # mypy arg-type, pyright reportArgumentType: "SlaContent"
    CreateRelatedItemRequest(
        domain_id="d", case_id="c", content=SlaContent(sla_configuration=received)
    )
    # mypy arg-type, pyright reportArgumentType: "UnknownMember"
    CreateRelatedItemRequest(domain_id="d", case_id="c", content=unknown)
    # mypy arg-type, pyright reportArgumentType: "FileContent"
    cases.update_related_item(
        domain_id="d",
        case_id="c",
        related_item_id="r",
        content=FileContent(file_arn="arn"),
    )
    # mypy arg-type, pyright reportArgumentType: "CommentContent"
    cases.update_related_item(
        domain_id="d",
        case_id="c",
        related_item_id="r",
        content=CommentContent(body="Hello"),
    )
    # mypy arg-type, pyright reportArgumentType: "SlaUpdateConfiguration"
    cases.create_related_item(
        domain_id="d",
        case_id="c",
        content=SlaUpdateConfiguration(target_sla_minutes=60),
    )
    # mypy arg-type, pyright reportArgumentType: "target_sla_minutes"
    SlaUpdateConfiguration(target_sla_minutes="60")
    # mypy arg-type, pyright reportArgumentType: "performed_by"
    cases.update_related_item(
        domain_id="d",
        case_id="c",
        related_item_id="r",
        content=CommentUpdateContent(body="Hello"),
        performed_by="me",
    )


def values() -> None:
    """A value is of the type its class says."""
    # mypy arg-type, pyright reportArgumentType: "str"
    StringValue(3)
    # mypy arg-type, pyright reportArgumentType: "float"
    DoubleValue("3")
    # mypy call-arg, pyright reportCallIssue: argument
    EmptyValue(None)
    # mypy call-arg, pyright reportCallIssue: "value"
    StringValue()
    # mypy arg-type, pyright reportArgumentType: StringValue
    FieldValue(id="f", value="x")
    # mypy call-arg, pyright reportCallIssue: argument
    FieldValue("f", StringValue("x"))
    # mypy dict-item, pyright reportArgumentType: list
    field_values({"f": ["x"]})
    # mypy dict-item, pyright reportArgumentType: bytes
    field_values({"f": b"x"})
    # mypy dict-item, pyright reportArgumentType: int
    field_values({3: "x"})
    # mypy list-item, pyright reportArgumentType: "StringValue"
    CustomInputContent(fields=[StringValue("x")])
    # mypy arg-type, pyright reportArgumentType: dict
    CustomUpdateContent(fields={"f": "x"})
    # mypy arg-type, pyright reportArgumentType: "SlaType"
    SlaInputConfiguration(name="n", type="CaseField", target_sla_minutes=1)
    # mypy attr-defined, pyright reportAttributeAccessIssue: "CASE_FEELD"
    repr(SlaType.CASE_FEELD)
    # mypy call-arg, pyright reportCallIssue: "target_sla_minutes"
    SlaInputConfiguration(name="soon")
    # mypy arg-type, pyright reportArgumentType: "float"
    SlaInputConfiguration(name="soon", target_sla_minutes=1.5)
    # mypy arg-type, pyright reportArgumentType: SlaStatus
    SlaFilter(status=RelatedItemType.SLA)


def filtered(cases: Client) -> None:
    """Filters are filters, in a list."""
    # mypy arg-type, pyright reportArgumentType: str
    ContactFilter(channel="VOICE")
    # mypy list-item, pyright reportArgumentType: int
    ContactFilter(channel=["VOICE", 3])
    # mypy arg-type, pyright reportArgumentType: SlaStatus
    SlaFilter(status="Active")
    # mypy arg-type, pyright reportArgumentType: "CommentFilter"
    cases.search_related_items(domain_id="d", case_id="c", filters=CommentFilter())
    # mypy list-item, pyright reportArgumentType: "CommentContent"
    cases.search_related_items(
        domain_id="d", case_id="c", filters=[CommentContent(body="Hello")]
    )
    # mypy list-item, pyright reportArgumentType: "EqualTo"
    cases.search_related_items(
        domain_id="d", case_id="c", filters=[EqualTo(id="f", value=EmptyValue())]
    )
    # mypy arg-type, pyright reportArgumentType: "CommentFilter"
    CustomFilter(fields=CommentFilter())


def combined() -> None:
    """Conditions combine with conditions."""
    hotel = EqualTo(id="h", value=StringValue("Seaview"))
    nights = GreaterThan(id="n", value=DoubleValue(2))
    # mypy type-var, pyright reportOperatorIssue: "StringValue"
    repr(hotel & StringValue("x"))
    # mypy operator, pyright reportOperatorIssue: -
    repr(hotel - nights)
    # mypy type-var, pyright reportOperatorIssue: "CommentFilter"
    repr(hotel | CommentFilter())
    # mypy assert-type, pyright reportAssertTypeFailure: OrAll
    assert_type(hotel & nights, OrAll[EqualTo | GreaterThan])
    # mypy arg-type, pyright reportArgumentType: str
    CustomFilter(fields=~Not("x"))
    # mypy call-arg, pyright reportCallIssue: "value"
    Contains(id="h")
    # mypy arg-type, pyright reportArgumentType: StringValue
    EqualTo(id="h", value="Seaview")
    # mypy arg-type, pyright reportArgumentType: "EqualTo"
    AndAll(hotel)
    # mypy arg-type+call-arg, pyright reportCallIssue: argument
    AndAll(hotel, nights)
