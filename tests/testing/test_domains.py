"""Laws of domains."""

from typing import Any

from .conftest import NOON, World, code


def test_a_domain_reads_back(client: Any) -> None:
    """A created domain is active at once and reads back as created."""
    created = client.create_domain(name="Support")
    read = client.get_domain(domainId=created["domainId"])
    assert created["domainStatus"] == read["domainStatus"] == "Active"
    assert read["domainArn"] == created["domainArn"]
    assert read["name"] == "Support"
    assert read["createdTime"] == NOON
    assert read["tags"] == {}


def test_domain_names_are_unique(world: World) -> None:
    """A second domain of the same name is a conflict."""
    assert code(lambda: world.client.create_domain(name="Support")) == (
        "ConflictException"
    )


def test_a_deleted_domain_is_gone(world: World) -> None:
    """A deleted domain, and all in it, is not found, and its name is free."""
    client = world.client
    client.delete_domain(domainId=world.domain_id)
    for call in (
        lambda: client.get_domain(domainId=world.domain_id),
        lambda: client.list_fields(domainId=world.domain_id),
        lambda: client.get_case(**world.case, fields=[{"id": "title"}]),
        lambda: client.delete_domain(domainId=world.domain_id),
    ):
        assert code(call) == "ResourceNotFoundException"
    assert client.list_domains()["domains"] == []
    assert client.create_domain(name="Support")


def test_listed_domains_are_summaries(world: World) -> None:
    """ListDomains answers id, ARN and name of every domain."""
    (listed,) = world.client.list_domains()["domains"]
    assert listed.keys() == {"domainId", "domainArn", "name"}
    assert listed["domainId"] == world.domain_id
