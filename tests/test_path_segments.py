"""Ids that would lead a request astray."""

from typing import Any

import attrs
import pytest
from botocore.session import get_session
from parity.ours import all_requests

import connectcases_typed as cc

MODEL = get_session().get_service_model("connectcases")

IN_PATHS = [
    (operation, member)
    for operation in all_requests()
    if operation in MODEL.operation_names  # an older botocore lacks some
    and (given := MODEL.operation_model(operation).input_shape) is not None
    for member, shape in given.members.items()
    if shape.serialization.get("location") == "uri"
]


@pytest.mark.parametrize("dots", [".", ".."])
@pytest.mark.parametrize(("operation", "member"), IN_PATHS)
def test_no_id_is_a_step_in_a_path(operation: str, member: str, dots: str) -> None:
    """`.` and `..` are refused wherever they would change the path of a request.

    Deleting the case `..` would be deleting its domain.
    """
    cls: Any = getattr(cc, f"{operation}Request")
    # Whatever else is wrong with a request of dots alone, this is among it.
    request = cls(**{it.name: dots for it in attrs.fields(cls) if it.init})
    with pytest.raises(cc.ParamValidationError) as raised:
        cc.to_botocore(request)
    astray = {it.path for it in raised.value.violations if "step in a path" in it.rule}
    assert member in astray


def test_switching_limits_off_does_not_let_dots_through() -> None:
    """They are no limit that the service might raise."""
    with pytest.raises(
        cc.ParamValidationError, match=r"case_id \(caseId\): names no resource"
    ):
        cc.Client(region_name="us-west-2", check_limits=False).delete_case(
            domain_id="d", case_id=".."
        )


@pytest.mark.parametrize("fine", ["...", "a.b", ".a", "/", "a/.."])
def test_other_dots_are_fine(fine: str) -> None:
    """Only what is nothing but one or two dots is refused: the rest is quoted."""
    assert cc.to_botocore(cc.DeleteCaseRequest(domain_id="d", case_id=fine))
