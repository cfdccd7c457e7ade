"""Every operation, called incorrectly in a way that is likely."""

import connectcases_typed as cc
from connectcases_typed import Client


def domains(cases: Client) -> None:
    """Domains."""
    # mypy call-arg, pyright reportCallIssue: argument
    cases.create_domain("shop")
    # mypy call-arg, pyright reportCallIssue: "domain"
    cases.get_domain(domain="d")
    # mypy arg-type, pyright reportArgumentType: "None"
    cases.delete_domain(domain_id=None)
    # mypy call-arg, pyright reportCallIssue: "domain_id"
    cases.list_domains(domain_id="d")


def fields(cases: Client) -> None:
    """Fields and their options."""
    # mypy arg-type, pyright reportArgumentType: "FieldType"
    cases.create_field(domain_id="d", name="Nights", type="Number")
    # mypy arg-type, pyright reportArgumentType: TextAttributes
    cases.update_field(domain_id="d", field_id="f", attributes={"isMultiline": True})
    # mypy call-arg, pyright reportCallIssue: "field_id"
    cases.delete_field(domain_id="d")
    # mypy arg-type, pyright reportArgumentType: "max_results"
    cases.list_fields(domain_id="d", max_results="10")
    # mypy list-item, pyright reportArgumentType: "FieldIdentifier"
    cases.batch_get_field(domain_id="d", fields=["title"])
    # mypy arg-type, pyright reportArgumentType: dict
    cases.batch_put_field_options(domain_id="d", field_id="f", options={"Sea": "sea"})
    # mypy arg-type, pyright reportArgumentType: str
    cases.list_field_options(domain_id="d", field_id="f", values="sea")


def layouts(cases: Client) -> None:
    """Layouts."""
    # mypy arg-type, pyright reportArgumentType: "LayoutSections"
    cases.create_layout(domain_id="d", name="wide", content=cc.LayoutSections())
    # mypy arg-type, pyright reportArgumentType: "FieldGroup"
    cases.update_layout(domain_id="d", layout_id="l", content=cc.FieldGroup(fields=[]))
    # mypy attr-defined, pyright reportAttributeAccessIssue: "fields"
    cases.get_layout(domain_id="d", layout_id="l").fields.clear()
    # mypy call-arg, pyright reportCallIssue: "force"
    cases.delete_layout(domain_id="d", layout_id="l", force=True)
    # mypy attr-defined, pyright reportAttributeAccessIssue: "layouts"
    repr(cases.list_layouts(domain_id="d").layouts)


def templates(cases: Client) -> None:
    """Templates."""
    # mypy arg-type, pyright reportArgumentType: FieldIdentifier
    cases.create_template(
        domain_id="d", name="basic", required_fields=cc.field_identifiers("title")
    )
    # mypy arg-type, pyright reportArgumentType: TemplateStatus
    cases.update_template(domain_id="d", template_id="t", status=False)
    # mypy call-arg, pyright reportCallIssue: "name"
    cases.get_template(domain_id="d", name="basic")
    # mypy call-arg, pyright reportCallIssue: "templateId"
    cases.delete_template(domain_id="d", templateId="t")
    # mypy arg-type, pyright reportArgumentType: "TemplateStatus"
    cases.list_templates(domain_id="d", status=cc.TemplateStatus.ACTIVE)


def case_rules(cases: Client) -> None:
    """Case rules."""
    # mypy arg-type, pyright reportArgumentType: type
    cases.create_case_rule(domain_id="d", name="ask", rule=cc.RequiredCaseRule)
    # mypy list-item, pyright reportArgumentType: "EqualTo"
    cases.update_case_rule(
        domain_id="d",
        case_rule_id="r",
        rule=cc.HiddenCaseRule(
            default_value=False,
            conditions=[cc.EqualTo(id="f", value=cc.StringValue("x"))],
        ),
    )
    # mypy arg-type, pyright reportArgumentType: "str"
    cases.delete_case_rule(domain_id="d", case_rule_id=1)
    # mypy call-arg, pyright reportCallIssue: "rule"
    cases.list_case_rules(domain_id="d", rule="Hidden")
    # mypy call-overload, pyright reportArgumentType: "BatchGetCaseRuleResponse"
    list(cases.batch_get_case_rule(domain_id="d", case_rules=[]))


def the_cases(cases: Client) -> None:
    """Cases themselves."""
    # mypy arg-type, pyright reportArgumentType: dict
    cases.create_case(domain_id="d", template_id="t", fields={"title": "A case"})
    # mypy call-arg, pyright reportCallIssue: "fields"
    cases.get_case(domain_id="d", case_id="c")
    # mypy call-arg, pyright reportCallIssue: "template_id"
    cases.update_case(domain_id="d", case_id="c", template_id="t", fields=[])
    # mypy call-arg, pyright reportCallIssue: argument
    cases.delete_case("d", "c")
    # mypy arg-type, pyright reportArgumentType: "Contact"
    cases.list_cases_for_contact(domain_id="d", contact_arn=cc.Contact(contact_arn="a"))
    # mypy arg-type, pyright reportArgumentType: "Order"
    cases.search_cases(domain_id="d", sorts=[cc.Sort(field_id="f", sort_order="Asc")])
    # mypy arg-type, pyright reportArgumentType: "CustomFilter"
    cases.search_cases(domain_id="d", filter=cc.CustomFilter())
    # mypy arg-type, pyright reportArgumentType: TagEqualTo
    cases.search_related_items(
        domain_id="d",
        case_id="c",
        filters=[cc.CustomFilter(fields=~cc.TagEqualTo(key="team"))],
    )
    # mypy arg-type, pyright reportArgumentType: FieldValue
    cases.batch_update_case(
        domain_id="d", cases=[], fields=cc.field_values({"summary": "x"})
    )


def merges(cases: Client) -> None:
    """Merging cases."""
    # mypy arg-type, pyright reportArgumentType: str
    cases.start_merge_cases(domain_id="d", case_id="c", secondary_case_ids="s")
    # mypy attr-defined, pyright reportAttributeAccessIssue: "progress"
    repr(cases.get_merge_cases_status(domain_id="d", case_id="c").progress)


def related_items(cases: Client) -> None:
    """What is attached to cases."""
    hello = cc.CommentContent(body="Hello")
    # mypy call-arg, pyright reportCallIssue: "type"
    cases.create_related_item(
        domain_id="d", case_id="c", content=hello, type=cc.RelatedItemType.COMMENT
    )
    # mypy arg-type, pyright reportArgumentType: "FileContent"
    cases.update_related_item(
        domain_id="d",
        case_id="c",
        related_item_id="r",
        content=cc.FileContent(file_arn="arn"),
    )
    # mypy call-arg, pyright reportCallIssue: "related_item"
    cases.delete_related_item(domain_id="d", case_id="c", related_item="r")
    # mypy list-item, pyright reportArgumentType: "CommentContent"
    cases.search_related_items(domain_id="d", case_id="c", filters=[hello])
    # mypy list-item, pyright reportArgumentType: "Sort"
    cases.search_all_related_items(
        domain_id="d", sorts=[cc.Sort(field_id="f", sort_order=cc.Order.ASC)]
    )
    # mypy list-item, pyright reportArgumentType: str
    cases.batch_create_related_item(domain_id="d", content=hello, cases=["c"])


def audit(cases: Client) -> None:
    """A case's history."""
    # mypy call-arg, pyright reportCallIssue: "caseId"
    cases.get_case_audit_events(domain_id="d", caseId="c")


def events(cases: Client) -> None:
    """What is sent to EventBridge."""
    # mypy arg-type, pyright reportArgumentType: "EventBridgeConfiguration"
    cases.put_case_event_configuration(domain_id="d", event_bridge=True)
    # mypy attr-defined, pyright reportAttributeAccessIssue: "enabled"
    repr(cases.get_case_event_configuration(domain_id="d").enabled)


def tags(cases: Client) -> None:
    """Tags."""
    # mypy dict-item, pyright reportArgumentType: int
    cases.tag_resource(arn="arn", tags={"team": 3})
    # mypy arg-type, pyright reportArgumentType: str
    cases.untag_resource(arn="arn", tag_keys="team")
    # mypy assignment, pyright reportAssignmentType: str
    wrong: dict[str, str] = cases.list_tags_for_resource(arn="arn")
    repr(wrong)
