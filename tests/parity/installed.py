"""The botocore that is installed, as the tests need it."""

from collections.abc import Mapping
from typing import Any

import botocore.session
from botocore.model import ServiceModel


def installed_model() -> ServiceModel:
    """Its model of the service."""
    return botocore.session.get_session().get_service_model("connectcases")


# The model as JSON, which has no type of its own.
def installed_tree() -> Mapping[str, Any]:
    """The JSON that model is made of."""
    loader = botocore.session.get_session().get_component("data_loader")
    tree: Mapping[str, Any] = loader.load_service_model("connectcases", "service-2")
    return tree
