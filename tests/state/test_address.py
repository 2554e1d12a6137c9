import pytest
from pydantic import ValidationError

from state.address import NewAddress


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("first_name", "李"),
        ("last_name", "O’Neill-Ångström"),
        ("line1", "1-2-3"),
        ("zip_code", "SW1Y 4JH"),
        ("zip_code", "100-0001"),
        ("zip_code", "0"),
        ("city", "’s-Hertogenbosch"),
        ("phone_number", "+49 (0)30 / 123-456, ext. 7"),
        ("phone_number", "٠٣٠١٢٣"),
        ("vat_id", "DE 123 456 789"),
        ("vat_id", ""),
    ],
)
def test_addresses_are_as_people_write_them(field: str, text: str) -> None:
    assert text == getattr(NewAddress.model_validate({field: f" {text} "}), field)


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("city", "---", "Please use letters or digits."),
        ("company_name", "?", "Please use letters or digits."),
        ("zip_code", "<10557>", "Please use letters, digits, spaces and hyphens"),
        ("phone_number", "by mail", "Please give a number such as"),
        ("phone_number", "123", "Please give a number such as"),
        ("line1", "x" * 101, "at most 100 characters"),
    ],
)
def test_what_cannot_be_part_of_an_address_is_refused(field: str, text: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        NewAddress.model_validate({field: text})

    (error,) = refused.value.errors()
    assert (field,) == error["loc"]
    assert said in error["msg"]
