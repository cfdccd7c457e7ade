"""Policies of moto's IAM, and what they make of a request."""

from typing import Any

from moto.core import enable_iam_authentication


def allowed(*actions: str, on: Any = "*", **more: Any) -> dict[str, Any]:
    """A statement that allows actions; `when` is its condition."""
    return statement("Allow", actions, on, **more)


def denied(*actions: str, on: Any = "*", **more: Any) -> dict[str, Any]:
    """A statement that denies actions."""
    return statement("Deny", actions, on, **more)


def statement(effect: str, actions: Any, on: Any, when: Any = None) -> dict[str, Any]:
    """A statement of a policy."""
    made = {"Effect": effect, "Action": list(actions), "Resource": on}
    return made if when is None else {**made, "Condition": when}


def outcome(call: Any, **request: Any) -> str:
    """The code of the error a call is answered with, or "" if it has none."""
    try:
        with enable_iam_authentication():
            call(**request)
    except call.__self__.exceptions.ClientError as error:
        return str(error.response["Error"]["Code"])
    return ""


TITLE = {"fields": [{"id": "title"}]}
