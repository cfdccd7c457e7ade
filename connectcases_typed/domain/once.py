"""Doing something once that is asked for twice, by a retry, a second run or two at
once.

The service has two means against a write that is repeated, and each flow below says
which of them it uses and so what it guarantees:

- A *client token*: of several requests with the same token one is done, and all get
  its response. It holds for requests that are under way at the same time. How long the
  service remembers tokens is not documented.
- A *search before the write*. It finds what was written some time ago. It does not
  find what is written at the same time, nor, since the search index may lag behind,
  what was written a moment ago.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TypeAlias

import attrs

from .._docs import documented
from ..errors import ConflictException, ServiceError
from ..failures import may_have_been_done
from ..flows import Flow, every, now, send, sleep
from ..models.batches import (
    BatchCreateRelatedItemIdentifier,
    BatchCreateRelatedItemRequest,
    CaseId,
)
from ..models.case_searches import SearchCasesRequest, Sort
from ..models.cases import CreateCaseRequest
from ..models.filters import CaseFilter, EqualTo
from ..models.related_item_searches import (
    ConnectCaseFilter,
    ContactFilter,
    CustomFilter,
    FileFilter,
    RelatedItemTypeFilter,
    SearchRelatedItemsRequest,
)
from ..models.related_items import (
    CommentContent,
    ConnectCaseInputContent,
    Contact,
    CreateRelatedItemRequest,
    CustomInputContent,
    FileContent,
)
from ..models.values import EmptyValue, FieldValue, Order, UserUnion
from ..operations import ItemT, PagedRequest, PageT
from ..shapes import UnknownMember

__all__ = [
    "AttachedOnce",
    "FoundCase",
    "FoundItem",
    "stable_token",
]

#: How long to wait before the index is asked again, in seconds.
_PAUSE = 2.0

AttachedOnce: TypeAlias = (
    Contact | FileContent | ConnectCaseInputContent | CustomInputContent
)
"""What `attach_once` attaches: what can be found again by something unique in it."""


@documented
@attrs.frozen(kw_only=True)
class FoundCase:
    """The case that `find_or_create_case` returns."""

    case_id: str
    """Its id."""
    is_new: bool
    """Whether no case was found, so that CreateCase was sent. The case may be older all
    the same, if the service knew the client token.
    """


@documented
@attrs.frozen(kw_only=True)
class FoundItem:
    """The related item that `attach_once` returns."""

    related_item_id: str
    """Its id."""
    is_new: bool
    """Whether it was attached now."""


def stable_token(*parts: str) -> str:
    """A client token made of what names a write: the same for the same parts.

    64 hexadecimal digits, which is as long as a client token may be. The parts cannot
    be read from it.
    """
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def find_or_create_case(
    *,
    domain_id: str,
    filter: CaseFilter,  # noqa: A002 - the service's name
    key: str,
    template_id: str,
    fields: Sequence[FieldValue],
    performed_by: UserUnion | None = None,
    tags: Mapping[str, str] | None = None,
    timeout: float = 30,
) -> Flow[FoundCase]:
    """Return the newest case that fits a condition; create one if there is none.

    It is guaranteed that calls with the same `key` and the same values make one case,
    also at the same time, and although the search index lags: the client token of
    CreateCase is made of the key. That holds as long as the service remembers tokens,
    which is not documented; after that, the search finds the case.

    So `key` names the occasion rather than the customer: a message id, an order
    number, a customer and a day. With the same key the service returns the same case,
    even if it was closed since and no longer fits the condition.

    With the same key and other values, the service refuses all calls but the first.
    Such a call waits for the index to show the case the first one has made.

    Args:
        domain_id: the domain.
        filter: what the case has to fit; see `EqualTo` and the others.
        key: what makes this case the same as another one, in your own words.
        template_id: the template of a new case.
        fields: of a new case; see `field_values`.
        performed_by: for whom a new case is made, if not for the caller.
        tags: of a new case.
        timeout: how many seconds to wait for the index after a conflict.

    Raises:
        ResourceNotFoundException: no such domain or template.
        ConflictException: the key was used with other values, and the case that was
            made with them does not fit the condition, or does not show up in time.
        ValidationException: a value does not fit its field, a required one is missing,
            or the service finds a request invalid.
    """
    search = SearchCasesRequest(
        domain_id=domain_id,
        filter=filter,
        sorts=[Sort(field_id="created_datetime", sort_order=Order.DESC)],
        max_results=1,
    )
    create = CreateCaseRequest(
        domain_id=domain_id,
        template_id=template_id,
        fields=fields,
        client_token=stable_token("find_or_create_case", domain_id, key),
        performed_by=performed_by,
        tags=tags,
    )
    for case in (yield from every(search, at_most=1)):
        return FoundCase(case_id=case.case_id, is_new=False)
    try:
        created = yield from send(create)
    except ConflictException:
        found = yield from _found_in_time(search, timeout)
        if found is None:
            raise
        return FoundCase(case_id=found.case_id, is_new=False)
    return FoundCase(case_id=created.case_id, is_new=True)


def attach_once(
    *,
    domain_id: str,
    case_id: str,
    content: AttachedOnce,
    key_field: str | None = None,
    performed_by: UserUnion | None = None,
    timeout: float = 30,
) -> Flow[FoundItem]:
    """Attach something to a case, unless it is attached already.

    The item is searched for by what is unique in it: the ARN of a contact or file,
    the linked case, or the value a custom record has in `key_field`.

    The operation has no client token, so this is guaranteed: what a search can find
    is not attached again, and after an error this flow never sends the write a second
    time: it searches for what the first may have done, for up to `timeout` seconds.
    It is not guaranteed that calls at the same time, or shortly after one another
    while the search index lags, attach one item: run them in one place. boto3 itself
    may send it twice after a lost response: `Client(repeat_writes=False)` does not.

    Args:
        domain_id: the domain of the case.
        case_id: the case.
        content: what to attach.
        key_field: the id of the field a custom record is known by; only for those.
        performed_by: for whom it is attached, if not for the caller.
        timeout: how many seconds to search after an error that leaves in doubt
            whether the item was attached.

    Raises:
        ValueError: a custom record without a value in `key_field`, or a `key_field`
            for anything else.
        ResourceNotFoundException: no such domain or case.
        ServiceQuotaExceededException: the case has as many items as it may.
        ConflictException: a merge of the case is running.
        ValidationException: the service finds a request invalid.
    """
    search = SearchRelatedItemsRequest(
        domain_id=domain_id, case_id=case_id, filters=[_same(content, key_field)]
    )
    create = CreateRelatedItemRequest(
        domain_id=domain_id,
        case_id=case_id,
        content=content,
        performed_by=performed_by,
    )
    for item in (yield from every(search, at_most=1)):
        return FoundItem(related_item_id=item.related_item_id, is_new=False)
    try:
        created = yield from send(create)
    except Exception as error:
        if not may_have_been_done(error):
            raise
        try:
            found = yield from _found_in_time(search, timeout)
        except ServiceError:
            raise error from None
        if found is None:
            raise
        return FoundItem(related_item_id=found.related_item_id, is_new=True)
    return FoundItem(related_item_id=created.related_item_id, is_new=True)


def comment_once(
    *,
    domain_id: str,
    case_id: str,
    body: str,
    key: str,
    performed_by: UserUnion | None = None,
) -> Flow[str]:
    """Comment on a case once, and return the id of the comment.

    It is guaranteed that calls with the same `key` make one comment, also at the same
    time, as long as the service remembers client tokens; how long it does is not
    documented. Nothing is searched for, so a lagging index makes no difference.

    The comment goes through BatchCreateRelatedItem, the one operation that attaches
    items and takes a client token. It needs botocore 1.44.1 or newer.

    Args:
        domain_id: the domain of the case.
        case_id: the case.
        body: what to say, 1 to 15,000 characters.
        key: what makes this comment the same as another one: the id of the message it
            came from, for example. It is remembered for this case.
        performed_by: for whom it is made, if not for the caller.

    Raises:
        PartialFailureError: the case does not exist, or cannot take a comment now.
        ResourceNotFoundException: no such domain.
        ConflictException: the key was used with another text.
        ServiceQuotaExceededException: a quota of the account is used up.
        ValidationException: the service finds the request invalid.
        UnsupportedOperationError: botocore is too old.
    """
    request = BatchCreateRelatedItemRequest(
        domain_id=domain_id,
        content=CommentContent(body=body),
        cases=[BatchCreateRelatedItemIdentifier(case_identifier=CaseId(case_id))],
        performed_by=performed_by,
        client_token=stable_token("comment_once", domain_id, case_id, key),
    )
    response = yield from send(request)
    (item,) = response.raise_for_failures().successful_items
    return item.related_item_id


def _found_in_time(
    search: PagedRequest[PageT, ItemT], timeout: float
) -> Flow[ItemT | None]:
    """The first thing that a search finds, which is repeated until the time is up."""
    end = (yield from now()) + timeout
    while True:
        for found in (yield from every(search, at_most=1)):
            return found
        if (yield from now()) >= end:
            return None
        yield from sleep(_PAUSE)


def _same(content: AttachedOnce, key_field: str | None) -> RelatedItemTypeFilter:
    """What finds the item that was made of this content."""
    if isinstance(content, CustomInputContent):
        return _same_record(content, key_field)
    if key_field is not None:
        raise ValueError("key_field is for custom records only")
    match content:
        case Contact():
            return ContactFilter(contact_arn=content.contact_arn)
        case FileContent():
            return FileFilter(file_arn=content.file_arn)
        case ConnectCaseInputContent():
            return ConnectCaseFilter(case_id=content.case_id)


def _same_record(content: CustomInputContent, key_field: str | None) -> CustomFilter:
    if key_field is None:
        raise ValueError("key_field: which field is a custom record known by?")
    values = {field.id: field.value for field in content.fields}
    match values.get(key_field):
        case None | EmptyValue() | UnknownMember():
            raise ValueError(f"the record has no value for its key_field, {key_field}")
        case value:
            return CustomFilter(fields=EqualTo(id=key_field, value=value))
