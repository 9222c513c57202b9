import pytest

from towpath.errors import BadInput
from towpath.web.forms.fields import Fields


def test_a_form_is_read_in_order() -> None:
    """Names and texts come out decoded, in the order in which they were sent."""
    fields = Fields.parse(b"text=caf%C3%A9+%26+tea&day=2026-11-01&support=friend&support=doctor")
    assert fields.get("text") == "caf\u00e9 & tea"
    assert fields.all("support") == ("friend", "doctor")
    assert [name for name, _ in fields.pairs] == ["text", "day", "support", "support"]


def test_what_was_not_sent_is_empty() -> None:
    """A field that is not there is empty, alone and as a list."""
    assert Fields().get("text") == Fields.parse(b"").get("text") == ""
    assert Fields().all("text") == ()


def test_the_first_of_a_name_counts() -> None:
    """Of fields with one name the first counts, and all of them can be asked for."""
    fields = Fields.parse(b"a=1&a=2&a=")
    assert fields.get("a") == "1"
    assert fields.all("a") == ("1", "2", "")


def test_line_ends_of_browsers_become_plain_ones() -> None:
    """A browser sends two characters for a line end; one is kept."""
    assert Fields.parse(b"text=one%0D%0Atwo%0Athree").get("text") == "one\ntwo\nthree"


@pytest.mark.parametrize(
    "body", [b"a=%ff", b"a=%ed%a0%80", b"a=%f0%9f", b"\xc3\xa9=1", b"\xff", b"&".join([b"a=1"] * 1_001)]
)
def test_what_is_no_form_is_refused(body: bytes) -> None:
    """Bytes that are not UTF-8 in percent-encoding, and more than 1,000 fields, are one error."""
    with pytest.raises(BadInput) as raised:
        Fields.parse(body)
    assert (raised.value.key, raised.value.facts) == ("form_broken", {})
