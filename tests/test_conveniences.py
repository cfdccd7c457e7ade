"""What the models bring beside their members: plain values, conditions, batches."""

import copy
import operator
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import connectcases_typed as cc

PLAIN: st.SearchStrategy[str | float | bool | None] = st.one_of(
    st.none(), st.booleans(), st.floats(allow_nan=False), st.text()
)

FIELD: cc.EqualTo = cc.EqualTo(id="status", value=cc.StringValue("open"))
TAG = cc.TagEqualTo(key="team", value="blue")
ASKED = cc.EqualToCondition(
    operand_one=cc.FieldOperand("f"), operand_two=cc.StringValue("x"), result=True
)


@given(PLAIN)
def test_plain_values_come_back(plain: Any) -> None:
    """What `field_values` makes of a plain value, `as_python` turns back."""
    (made,) = cc.field_values({"f": plain})
    assert (made.id, cc.as_python(made.value)) == ("f", plain)


def test_value_classes_stay() -> None:
    """A value that is a class already is taken as it is, by id or by name."""
    user = cc.UserArnValue("arn")
    assert cc.field_values({"f": user}) == (cc.FieldValue(id="f", value=user),)
    assert cc.field_value_inputs({"f": user, cc.FieldName("F"): 1}) == (
        cc.FieldValueInput(field_identifier=cc.FieldId("f"), value=user),
        cc.FieldValueInput(field_identifier=cc.FieldName("F"), value=cc.DoubleValue(1)),
    )


def test_what_is_no_value_is_named() -> None:
    """What is no field value is a TypeError that names the field; so is the unknown."""
    nothing: Any = object()
    with pytest.raises(TypeError, match=r"'f': expected .*, not a object"):
        cc.field_values({"f": nothing})
    with pytest.raises(TypeError, match="videoValue has no plain value"):
        cc.as_python(cc.UnknownMember("videoValue", 1))


def test_fields_are_named_by_their_ids() -> None:
    """`field_identifiers` names fields in the order they were given."""
    assert [it.id for it in cc.field_identifiers("title", "status")] == [
        "title",
        "status",
    ]


RULE_CONDITIONS = (cc.EqualToCondition, cc.AndAllCondition, cc.OrAllCondition)


@pytest.mark.parametrize(
    ("one", "operation", "combined"),
    [
        (FIELD, operator.and_, cc.AndAll),
        (FIELD, operator.or_, cc.OrAll),
        (TAG, operator.and_, cc.AndAll),
        (~TAG, operator.or_, cc.OrAll),
        (FIELD | TAG, operator.and_, cc.AndAll),
        (FIELD & TAG, operator.or_, cc.OrAll),
        (ASKED, operator.and_, cc.AndAllCondition),
        (ASKED, operator.or_, cc.OrAllCondition),
        (ASKED | ASKED, operator.and_, cc.AndAllCondition),
        (ASKED & ASKED, operator.or_, cc.OrAllCondition),
    ],
)
def test_conditions_combine(
    one: Any, operation: Callable[[Any, Any], Any], combined: type
) -> None:
    """`&` and `|` make one condition of two, and a chain of them stays flat."""
    both = operation(one, one)
    longer = operation(both, one)
    held = "conditions" if isinstance(one, RULE_CONDITIONS) else "filters"
    assert type(both) is type(longer) is combined
    assert getattr(both, held) == (one, one)
    assert getattr(longer, held) == (one, one, one)


def test_negation_holds_what_it_negates() -> None:
    """`~` of a filter is a `Not` of it, of combined ones too."""
    assert cc.Not(FIELD) == ~FIELD
    assert cc.Not(cc.AndAll([FIELD, TAG])) == ~(FIELD & TAG)


@pytest.mark.parametrize("condition", [FIELD, TAG, ~FIELD, FIELD & TAG, ASKED])
def test_conditions_are_neither_true_nor_false(condition: object) -> None:
    """`and`, `or` and `not` over conditions are an error: they would lose one."""
    with pytest.raises(TypeError, match=r"&, \| and ~"):
        bool(condition)


FAILED_CASE = cc.BatchUpdateCaseErrorEntry(
    case_identifier=cc.CaseIdentifier(case_id="gone"),
    error_code="CASE_NOT_FOUND",
    error_message="there is no case gone",
)
FAILED_FIELD = cc.FieldError(id="gone", error_code="NOT_FOUND")
FAILED_OPTION = cc.FieldOptionError(message="no", error_code="INVALID", value="x")
FAILED_RULE = cc.CaseRuleError(id="gone", error_code="NOT_FOUND")
FAILED_ITEM = cc.BatchCreateRelatedItemErrorEntry(
    case_identifier=cc.CaseIdentifier(reference_id="3C"),
    error_code="CONFLICT",
    error_message="a merge is running",
)


@pytest.mark.parametrize(
    ("response", "failures"),
    [
        (
            cc.BatchUpdateCaseResponse(
                successful_cases=(), failed_cases=(FAILED_CASE,)
            ),
            (FAILED_CASE,),
        ),
        (
            cc.BatchCreateRelatedItemResponse(
                successful_items=(), failed_items=(FAILED_ITEM,)
            ),
            (FAILED_ITEM,),
        ),
        (cc.BatchGetFieldResponse(fields=(), errors=(FAILED_FIELD,)), (FAILED_FIELD,)),
        (cc.BatchPutFieldOptionsResponse(errors=(FAILED_OPTION,)), (FAILED_OPTION,)),
        (
            cc.BatchGetCaseRuleResponse(
                case_rules=(), errors=(FAILED_RULE,), unprocessed_case_rules=("later",)
            ),
            (FAILED_RULE, cc.CaseRuleIdentifier(id="later")),
        ),
    ],
    ids=lambda it: type(it).__name__,
)
def test_a_batch_tells_what_failed(
    response: cc.BatchResponse[object], failures: tuple[object, ...]
) -> None:
    """What failed is listed, and is an error that can be pickled, when asked for."""
    assert (response.failures, response.all_succeeded) == (failures, False)
    with pytest.raises(cc.PartialFailureError) as raised:
        response.raise_for_failures()
    error = pickle.loads(pickle.dumps(raised.value))  # noqa: S301 - our own
    assert type(error.response) is type(response)
    assert [_silent(it) for it in failures] == list(error.failures)
    assert error.response.failures == error.failures
    assert f"{len(failures)} failed: " in str(error)


# A failure of any operation.
def _silent(failure: Any) -> Any:
    words = {"message", "error_message"}.intersection(dir(failure))
    return attrs.evolve(failure, **dict.fromkeys(words, ""))


def test_a_batch_without_failures_is_itself() -> None:
    """`raise_for_failures` answers the response where nothing failed."""
    response = cc.BatchPutFieldOptionsResponse()
    assert response.all_succeeded
    assert response.raise_for_failures() is response


def test_the_messages_of_failures_are_not_quoted() -> None:
    """The service may quote what it was sent: the error's text does not."""
    response = cc.BatchUpdateCaseResponse(
        successful_cases=(), failed_cases=(FAILED_CASE,)
    )
    with pytest.raises(cc.PartialFailureError) as raised:
        response.raise_for_failures()
    error = raised.value
    assert str(error) == "BatchUpdateCase: 1 failed: CASE_NOT_FOUND"
    shown = f"{error!r} {error.args}".encode() + pickle.dumps(error)
    assert FAILED_CASE.error_message.encode() not in shown


def test_copies_are_equal() -> None:
    """A copy of a condition is equal to it, deep ones too."""
    condition = FIELD & ~TAG
    assert copy.deepcopy(condition) == condition
    assert hash(copy.copy(condition)) == hash(condition)
