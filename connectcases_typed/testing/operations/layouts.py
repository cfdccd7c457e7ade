"""Layouts: which fields of a case are shown, and in which order."""

from collections.abc import Iterator

from ..controls.quotas import check_quota
from ..protocol.errors import ConflictException, refuse_all
from ..protocol.wire import Wire
from ..store import indexes, lifecycle
from ..store.state import Domain, Layout
from .context import CallContext
from .definitions import changed_name, check_new_name, define
from .field_checks import living_field, unknown
from .paging import page

# Every case has them, and shows them in places of their own.
_NOT_CONFIGURABLE = ("title", "status")


def create_layout(call: CallContext) -> Wire:
    domain, content = call.domain(), call.params["content"]
    check_new_name(call, domain.layouts, "layout")
    _check_content(call, domain, content)
    allowed = call.settings.quotas.layouts_per_domain
    living = lifecycle.living(domain.layouts)
    check_quota("layouts per domain", allowed, len(living) + 1)
    layout = define(call, domain, domain.layouts, Layout, "layout", content=content)
    return {"layoutId": layout.id, "layoutArn": layout.arn}


def update_layout(call: CallContext) -> Wire:
    """Change name, content or both; new content replaces the old as a whole.

    The replacement is not documented, nor is that an update may change nothing.
    """
    domain, layout, params = call.domain(), call.layout(), call.params
    lifecycle.check_living(layout, "Layout")
    name = changed_name(call, domain.layouts, layout, "layout")
    if "content" in params:
        _check_content(call, domain, params["content"])
    layout.name = name
    layout.content = params.get("content", layout.content)
    layout.modified = call.now
    return {}


def get_layout(call: CallContext) -> Wire:
    domain, layout = call.domain(), call.layout()
    return {
        "layoutId": layout.id,
        "layoutArn": layout.arn,
        "name": layout.name,
        "content": _without_deleted_fields(layout.content, domain),
        "tags": layout.tags,
        "deleted": layout.deleted,
        "createdTime": layout.created,
        "lastModifiedTime": layout.modified,
    }


def list_layouts(call: CallContext) -> Wire:
    found, token = page(
        call,
        lifecycle.living(call.domain().layouts),
        largest=100,
        ordinal=indexes.ordinal_of,
    )
    return {
        "layouts": [
            {"layoutId": layout.id, "layoutArn": layout.arn, "name": layout.name}
            for layout in found
        ],
        "nextToken": token,
    }


def delete_layout(call: CallContext) -> Wire:
    """Delete a layout softly, unless a template shows its cases with it.

    When the service returns the conflict it declares is not documented. We take it
    to mean that a template still refers to the layout.
    """
    domain, layout = call.domain(), call.layout()
    for template in lifecycle.living(domain.templates):
        if template.layout_id == layout.id:
            raise ConflictException(f"Template {template.id} uses the layout.")
    lifecycle.delete(
        domain.layouts,
        layout,
        call.now,
        allowed=call.settings.quotas.deleted_layouts_per_domain,
    )
    return {}


def _sections(content: Wire) -> Iterator[tuple[str, Wire]]:
    """The field groups of a layout, each with the path to it."""
    for panel, contents in content["basic"].items():
        for index, section in enumerate(contents.get("sections", [])):
            path = f"content.basic.{panel}.sections[{index}].fieldGroup.fields"
            yield path, section["fieldGroup"]


def _check_content(call: CallContext, domain: Domain, content: Wire) -> None:
    refuse_all(_content_problems(domain, content))
    shown = sum(len(group["fields"]) for _, group in _sections(content))
    check_quota("fields per layout", call.settings.quotas.fields_per_layout, shown)


def _content_problems(domain: Domain, content: Wire) -> Iterator[str]:
    # Not documented: the error for title and status, and whether a field may be shown
    # twice. Here it may.
    for path, group in _sections(content):
        for index, item in enumerate(group["fields"]):
            field = living_field(domain, item["id"])
            if field is None:
                yield f"{path}[{index}].id: {unknown(item['id'])}"
            elif field.id in _NOT_CONFIGURABLE:
                yield f"{path}[{index}].id: {field.id} cannot be part of a layout"


def _without_deleted_fields(content: Wire, domain: Domain) -> Wire:
    """The content as it reads now: fields deleted since are left out."""
    return {
        "basic": {
            panel: contents
            | {
                "sections": [
                    {"fieldGroup": _living_group(section["fieldGroup"], domain)}
                    for section in contents["sections"]
                ]
            }
            if "sections" in contents
            else contents
            for panel, contents in content["basic"].items()
        }
    }


def _living_group(group: Wire, domain: Domain) -> Wire:
    fields = [item for item in group["fields"] if not domain.fields[item["id"]].deleted]
    return group | {"fields": fields}
