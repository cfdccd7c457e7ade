"""Laws of the switch that has the service check the values of Url fields."""

from typing import Any

import pytest

from .conftest import World, code, empty, text

URLS = ["https://example.com", "http://[::1]:8080/a?b#c", "ftp://host", "x+y://h/%20"]
NO_URLS = [
    "not a url at all",
    "example.com/orders/1",
    "https://",
    "https:///path",
    "//host/path",
    "mailto:ann@example.com",
    "https://a b.example",
    "https://example.com\n",
    "https://[::1",
]


def ways(world: World, written: str) -> dict[str, Any]:
    """What gives a Url field a value, as functions."""
    value = text(world.fields["Url"], written)
    required = {"id": world.fields["Number"], "value": {"doubleValue": 1}}
    return {
        "CreateCase": lambda: world.new_case(
            fields=[text("title", "x"), required, value]
        ),
        "UpdateCase": lambda: world.update(value),
        "CreateRelatedItem": lambda: world.custom(value),
        "UpdateRelatedItem": lambda: world.client.update_related_item(
            **world.case,
            relatedItemId=world.custom(empty(world.fields["Url"])),
            content={"custom": {"fields": [value]}},
        ),
    }


@pytest.mark.parametrize("written", NO_URLS)
def test_what_is_no_url_is_refused_where_that_is_set(
    world: World, written: str
) -> None:
    """Every way to give a value takes any text, until `strict_urls` is set."""
    for way in ways(world, written).values():
        way()
    world.update(empty(world.fields["Url"]))
    world.cases.strict_urls = True
    for name, way in ways(world, written).items():
        assert code(way) == "ValidationException", name


@pytest.mark.parametrize("written", URLS)
def test_a_url_has_a_scheme_and_a_host(world: World, written: str) -> None:
    """Whatever the scheme, and whatever comes after the host."""
    world.cases.strict_urls = True
    for way in ways(world, written).values():
        way()


def test_only_new_values_of_url_fields_are_checked(world: World) -> None:
    """Texts are none of its business; a value a case has may stay, and be removed."""
    url = world.fields["Url"]
    world.update(text(url, "as it was"))
    world.cases.strict_urls = True
    world.update(text(world.fields["Text"], "no url"))
    world.update(text(url, "as it was"), text("title", "new"))
    assert world.value("title") == {"stringValue": "new"}
    world.update(empty(url))
    assert code(world.update, text(url, "as it was")) == "ValidationException"


def test_the_switch_ends_with_the_settings(world: World) -> None:
    """A reset switches it off."""
    world.cases.strict_urls = True
    world.cases.reset()
    assert not world.cases.strict_urls
