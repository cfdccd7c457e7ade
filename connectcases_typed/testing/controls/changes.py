"""What observers are told: one fact for each change of a case or its items."""

from datetime import datetime

import attrs


@attrs.frozen(kw_only=True)
class Change:
    """A change that has just happened, as facts that do not change any more.

    - `type`: the type of the audit event, or `Case.Deleted`, which leaves no event.
    - `at`: when it happened, by the service's clock.
    - `principal_arn`: the ARN of the IAM principal that made the request.
    - `user_arn`, `custom_entity`: whom the request says it acts for (`performedBy`);
      at most one of them is set.
    - `account`, `region`: where the domain is.
    - `domain_id`, `case_id`, `case_arn`: the case that changed.
    - `changed`: the ids the audit event lists: of fields, or of members of an item's
      content (`comment.body`).
    - `item_id`, `item_arn`, `item_type`: the related item that changed, if it is one.
    """

    type: str
    at: datetime
    principal_arn: str
    user_arn: str | None
    custom_entity: str | None
    account: str
    region: str
    domain_id: str
    case_id: str
    case_arn: str
    changed: tuple[str, ...] = ()
    item_id: str | None = None
    item_arn: str | None = None
    item_type: str | None = None
