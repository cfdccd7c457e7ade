"""aws-resource-validator: boto3, its requests checked and its answers made values."""

from typing import Any

from aws_resource_validator.client_wrapper import (  # type: ignore[import-not-found] # only where peers are
    wrap_client,
)
from aws_resource_validator.pydantic_models.connectcases import (  # type: ignore[import-not-found] # as above
    connectcases_classes as models,
)

from . import with_boto3

PACKAGE = "aws-resource-validator-connectcases"


class Works(with_boto3.Works):
    """A boto3 client, wrapped; answers become pydantic models."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        wrap_client(self.client)

    def audit_page(self) -> Any:
        """Values."""
        model = models.AuditEventTypeDef
        return [model.model_validate(event) for event in super().audit_page()]

    def search_page(self) -> Any:
        """Values."""
        model = models.SearchRelatedItemsResponseItemTypeDef
        return [model.model_validate(item) for item in super().search_page()]

    def case_page(self) -> Any:
        """Values."""
        model = models.SearchCasesResponseItemTypeDef
        return [model.model_validate(case) for case in super().case_page()]

    # Its values are no dicts, and nothing of its makes plain ones.
    plain_cases = None  # type: ignore[assignment]  # a client may lack some of the work
