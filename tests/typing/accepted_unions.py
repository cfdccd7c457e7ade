"""Programs around unions: told apart, built, combined, matched."""

from typing import assert_never, assert_type

from connectcases_typed import (
    AndAll,
    BooleanValue,
    Client,
    CommentContent,
    CommentFilter,
    CommentUpdateContent,
    ConnectCaseContent,
    ConnectCaseFilter,
    ConnectCaseInputContent,
    Contact,
    ContactContent,
    ContactFilter,
    Contains,
    CustomContent,
    CustomEntity,
    CustomFieldsFilter,
    CustomFilter,
    CustomInputContent,
    CustomUpdateContent,
    DoubleValue,
    EmptyValue,
    EqualTo,
    FieldValue,
    FileContent,
    FileFilter,
    GreaterThan,
    LessThan,
    Not,
    OrAll,
    RelatedItemInputContent,
    RelatedItemType,
    SearchRelatedItemsResponseItem,
    SlaConfiguration,
    SlaContent,
    SlaFilter,
    SlaInputConfiguration,
    SlaStatus,
    SlaUpdateConfiguration,
    StringValue,
    UnknownMember,
    UserArn,
    UserArnValue,
    as_python,
    field_values,
)


def complete(item: SearchRelatedItemsResponseItem) -> str:
    """A match over all arms leaves nothing."""
    content = item.content
    match content:
        case CommentContent(body=body):
            return assert_type(body, str)
        case ContactContent(channel=channel):
            return channel
        case SlaContent(sla_configuration=sla):
            return assert_type(sla, SlaConfiguration).name
        case CustomContent(fields=fields):
            return assert_type(fields, tuple[FieldValue, ...])[0].id
        case FileContent() as file:
            return file.file_arn
        case ConnectCaseContent(case_id=case_id):
            return case_id
        case UnknownMember(tag=tag):
            return tag
        case _:
            assert_never(content)


def narrowed(item: SearchRelatedItemsResponseItem) -> None:
    """`isinstance` tells arms apart just as well."""
    if isinstance(item.content, CommentContent):
        assert_type(item.content, CommentContent)
        assert_type(item.content.body, str)
    if item.performed_by is None or isinstance(item.performed_by, UnknownMember):
        return
    assert_type(item.performed_by, UserArn | CustomEntity)
    assert_type(item.performed_by.value, str)


def by_value(status: SlaStatus) -> bool:
    """A match over an enum's known members is complete to a checker."""
    match status:
        case SlaStatus.ACTIVE | SlaStatus.OVERDUE:
            return False
        case SlaStatus.MET | SlaStatus.NOT_MET:
            return True


def open_enums(item: SearchRelatedItemsResponseItem) -> str:
    """An enum's members are strings, may be compared with some, and may be new."""
    assert_type(item.type.is_known, bool)
    assert_type(RelatedItemType("Booking"), RelatedItemType)
    if item.type == "Comment" or item.type in {"Booking", RelatedItemType.SLA}:
        return item.type.lower()
    return item.type if item.type.is_known else ""


def arms(content: RelatedItemInputContent) -> RelatedItemInputContent:
    """Every input arm is one, and a plain class by itself."""
    given: list[RelatedItemInputContent] = [
        Contact(contact_arn="arn"),
        CommentContent(body="Hello"),
        FileContent(file_arn="arn"),
        SlaInputConfiguration(
            name="soon",
            field_id="status",
            target_field_values=[StringValue("closed")],
            target_sla_minutes=60,
        ),
        ConnectCaseInputContent(case_id="c"),
        CustomInputContent(fields=[FieldValue(id="f", value=StringValue("x"))]),
    ]
    return given[0] if given else content


def edited(cases: Client) -> None:
    """Comments, custom records and deadlines of SLAs can be edited."""
    for content in (
        CommentUpdateContent(body="Hello"),
        CustomUpdateContent(fields=field_values({"f": 3})),
        SlaUpdateConfiguration(target_sla_minutes=60),
    ):
        answer = cases.update_related_item(
            domain_id="d", case_id="c", related_item_id="r", content=content
        )
        assert_type(answer.type, RelatedItemType)


def plain(value: FieldValue) -> None:
    """Values go to plain Python and back."""
    assert_type(as_python(value.value), str | float | bool | None)
    assert_type(
        field_values(
            {"a": "x", "b": 3, "c": 1.5, "d": True, "e": None, "f": UserArnValue("arn")}
        ),
        tuple[FieldValue, ...],
    )
    assert_type(DoubleValue(3).value, float)
    assert_type(BooleanValue(value=True).value, bool)
    assert_type(EmptyValue(), EmptyValue)


def combined() -> None:
    """`&`, `|` and `~` say what they hold, however they are nested."""
    nights = GreaterThan(id="n", value=DoubleValue(2))
    hotel = EqualTo(id="h", value=StringValue("Seaview"))
    name = Contains(id="h", value=StringValue("view"))
    assert_type(~hotel, Not[EqualTo])
    assert_type(~~hotel, Not[Not[EqualTo]])
    assert_type(nights & hotel, AndAll[GreaterThan | EqualTo])
    assert_type(nights | ~hotel, OrAll[GreaterThan | Not[EqualTo]])
    assert_type(nights & hotel & name, AndAll[GreaterThan | EqualTo | Contains])
    assert_type(nights & hotel | name, OrAll[AndAll[GreaterThan | EqualTo] | Contains])
    assert_type(
        ~(nights | hotel) & name, AndAll[Not[OrAll[GreaterThan | EqualTo]] | Contains]
    )
    CustomFilter(fields=hotel)
    CustomFilter(fields=~hotel)
    CustomFilter(fields=nights & hotel)
    CustomFilter(fields=nights | ~hotel)
    CustomFilter(
        fields=~(nights & (hotel | ~name)) | LessThan(id="n", value=EmptyValue())
    )
    CustomFilter(fields=AndAll([nights, Not(hotel), OrAll((name, hotel))]))
    narrowing: CustomFieldsFilter = nights
    narrowing = narrowing & hotel
    narrowing |= ~name
    CustomFilter(fields=narrowing)


def filtered(cases: Client) -> None:
    """Filters are given as any sequence."""
    everything = (
        ContactFilter(channel=["VOICE", "CHAT"], contact_arn="arn"),
        ContactFilter(channel=("VOICE",)),
        CommentFilter(),
        FileFilter(file_arn="arn"),
        SlaFilter(name="soon", status=SlaStatus.ACTIVE),
        ConnectCaseFilter(case_id="c"),
        CustomFilter(fields=~EqualTo(id="f", value=EmptyValue())),
    )
    cases.search_related_items(domain_id="d", case_id="c", filters=everything)
    cases.search_related_items(domain_id="d", case_id="c", filters=list(everything))
    cases.search_related_items(domain_id="d", case_id="c", filters=[CommentFilter()])
