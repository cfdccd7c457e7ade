"""What clients that are made within a mock share, so that a new one costs little.

A test suite makes a client for each test, and botocore prepares for each what is the
same for all: it reads its data, parses the model and the rules for endpoints, and looks
up the name of each event. Here the first client leaves that to the next ones. It is all
derived from botocore's files and holds nothing of a test.

botocore promises none of these names. One that it does not have is left out, and
clients are slower.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import cache
from typing import Any
from unittest import mock

import botocore.client
import botocore.hooks
import botocore.regions
import botocore.session
from botocore.endpoint_provider import EndpointProvider
from botocore.loaders import Loader, create_loader
from botocore.model import ServiceModel


def shared() -> Iterator[AbstractContextManager[Any]]:
    """The changes to botocore, each for the time of a mock."""
    for owner, name, replacement in (
        (botocore.session, "create_loader", _loader),
        (botocore.client.ClientCreator, "_load_service_model", _load_service_model),
        (botocore.regions, "EndpointProvider", _endpoint_provider),
        (botocore.hooks.EventAliaser, "__copy__", _copied_with_its_names),
    ):
        if hasattr(owner, name):
            yield mock.patch.object(owner, name, replacement)


@cache
def _loader(data_path: str | None = None) -> Loader:
    return create_loader(data_path)


def _load_service_model(
    creator: Any, service_name: str, api_version: str | None = None
) -> ServiceModel:
    return _service_model(creator._loader, service_name, api_version)  # noqa: SLF001 - it has no other name


@cache
def _service_model(
    loader: Loader, service_name: str, api_version: str | None
) -> ServiceModel:
    model: Any = loader.load_service_model(service_name, "service-2", api_version)
    return ServiceModel(model, service_name)


# By the identity of the data, which the loader reads once; kept beside the provider, so
# that no other data can have the same identity.
_providers: dict[tuple[int, ...], tuple[EndpointProvider, object, object]] = {}


def _endpoint_provider(
    ruleset_data: Any, partition_data: Any, **more: Any
) -> EndpointProvider:
    if any(more.values()):
        return EndpointProvider(ruleset_data, partition_data, **more)
    key = id(ruleset_data), id(partition_data)
    if key not in _providers:
        made = EndpointProvider(ruleset_data, partition_data, **more)
        _providers[key] = made, ruleset_data, partition_data
    return _providers[key][0]


_copied: Callable[[Any], Any] = botocore.hooks.EventAliaser.__copy__


def _copied_with_its_names(aliaser: Any) -> Any:
    """A copy that knows the names of events that the original has looked up.

    Each client has a copy of its session's, and looks the names up among some three
    hundred aliases, which takes as long as a request.
    """
    copied = _copied(aliaser)
    names: Any = getattr(aliaser, "_alias_name_cache", None)
    if names is not None:
        setattr(copied, "_alias_name_cache", names)  # noqa: B010 - it has no public name
    return copied
