"""Layouts: which fields of a case are shown, and in which order."""

from collections.abc import Iterator

from . import lifecycle
from .call import Call, new_id
from .errors import ConflictException, refuse_all
from .paging import page
from .state import Domain, Layout
from .wire import Wire

# They are on every case and shown in places of their own.
_NOT_CONFIGURABLE = ("title", "status")


def create_layout(call: Call) -> Wire:
    domain, params = call.domain(), call.params
    lifecycle.check_name_is_free(domain.layouts, params["name"], "layout")
    _check_content(call, domain, params["content"])
    living = lifecycle.living(domain.layouts)
    call.service.quotas.check("layouts_per_domain", len(living) + 1)
    layout_id = new_id()
    layout = Layout(
        id=layout_id,
        arn=f"{domain.arn}/layout/{layout_id}",
        name=params["name"],
        content=params["content"],
        ordinal=call.region.next_ordinal(),
        created=call.now,
        modified=call.now,
    )
    domain.layouts[layout_id] = layout
    return {"layoutId": layout.id, "layoutArn": layout.arn}


def update_layout(call: Call) -> Wire:
    """Change name, content or both; new content replaces the old as a whole.

    Neither that, nor that an update may name nothing, is documented.
    """
    domain, layout, params = call.domain(), call.layout(), call.params
    lifecycle.check_living(layout, "Layout")
    name: str = params.get("name", layout.name)
    lifecycle.check_name_is_free(domain.layouts, name, "layout", besides=layout)
    if "content" in params:
        _check_content(call, domain, params["content"])
    layout.name = name
    layout.content = params.get("content", layout.content)
    layout.modified = call.now
    return {}


def get_layout(call: Call) -> Wire:
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


def list_layouts(call: Call) -> Wire:
    found, token = page(
        call,
        lifecycle.living(call.domain().layouts),
        largest=100,
        ordinal=lambda layout: layout.ordinal,
    )
    return {
        "layouts": [
            {"layoutId": layout.id, "layoutArn": layout.arn, "name": layout.name}
            for layout in found
        ],
        "nextToken": token,
    }


def delete_layout(call: Call) -> Wire:
    """Delete a layout softly, unless a template shows its cases with it.

    When the service answers with the conflict it declares is not documented; that
    something still refers to the layout is the plain reading.
    """
    domain, layout = call.domain(), call.layout()
    for template in lifecycle.living(domain.templates):
        if template.layout_id == layout.id:
            raise ConflictException(f"Template {template.id} uses the layout.")
    lifecycle.delete(
        domain.layouts,
        layout,
        call.now,
        allowed=call.service.quotas.deleted_layouts_per_domain,
    )
    return {}


def _sections(content: Wire) -> Iterator[tuple[str, Wire]]:
    """The field groups of a layout, each with the path to it."""
    for panel, contents in content["basic"].items():
        for index, section in enumerate(contents.get("sections", [])):
            path = f"content.basic.{panel}.sections[{index}].fieldGroup.fields"
            yield path, section["fieldGroup"]


def _check_content(call: Call, domain: Domain, content: Wire) -> None:
    refuse_all(_content_problems(domain, content))
    shown = sum(len(group["fields"]) for _, group in _sections(content))
    call.service.quotas.check("fields_per_layout", shown)


def _content_problems(domain: Domain, content: Wire) -> Iterator[str]:
    # Which error title and status are refused with is not documented, nor is whether
    # a field may be shown twice; here it may.
    for path, group in _sections(content):
        for index, item in enumerate(group["fields"]):
            field = domain.fields.get(item["id"])
            if field is None or field.deleted:
                yield f"{path}[{index}].id: there is no field with the id {item['id']}"
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
