import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.files import BOUNDARY, body_of, in_pieces
from towpath.errors import BadInput
from towpath.web.forms import multipart
from towpath.web.forms.fields import BODY_LIMIT
from towpath.web.forms.multipart import Form, boundary_of, file_name

MARK = BOUNDARY.encode()
NAMES = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)


def read(body: bytes, size: int = 65_536) -> tuple[list[tuple[str, str]], list[tuple[str, bytes]]]:
    """Return the fields and the files of a form that comes in pieces of a size."""
    form = Form(MARK, in_pieces(body, size))
    fields = form.fields()
    return list(fields.pairs), [(part.file or "", b"".join(part.content)) for part in form.files()]


@given(
    fields=st.lists(st.tuples(NAMES, NAMES), max_size=3),
    files=st.lists(st.tuples(NAMES, st.binary(max_size=500)), max_size=3),
    size=st.integers(1, 300),
)
def test_fields_and_files_come_out_as_they_went_in(
    fields: list[tuple[str, str]], files: list[tuple[str, bytes]], size: int
) -> None:
    """Whatever the bytes are and wherever the body is cut."""
    assert read(body_of(fields, files), size) == (fields, files)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 40, 65_536])
@pytest.mark.parametrize(
    "content",
    [
        b"", b"\r\n", b"\r", b"--", b"\r\n--", b"\r\n--" + MARK[:-1], b"\r\n--" + MARK[:-1] + b"x", b"--" + MARK,
        b"\n--" + MARK, b"\r\n\r\n", b"\r\r\n--", b"\0" * 200, b"Content-Disposition: form-data",
    ],
)  # fmt: skip
def test_what_looks_almost_like_the_end_is_content(content: bytes, size: int) -> None:
    """Only the whole delimiter ends a part, wherever the body is cut."""
    assert read(body_of([("a", "b")], [("x", content), ("y", content)]), size) == (
        [("a", "b")],
        [("x", content), ("y", content)],
    )


def test_the_content_of_a_file_that_is_not_wanted_is_passed_over() -> None:
    """The next file comes whole though the one before was not read, or read in part."""
    form = Form(MARK, in_pieces(body_of([], [("x", b"a" * 1000), ("y", b"b" * 1000), ("z", b"c")]), 64))
    form.fields()
    files = form.files()
    assert next(files).file == "x"
    second = next(files)
    assert next(second.content)
    third = next(files)
    assert (third.file, b"".join(third.content)) == ("z", b"c")
    assert list(files) == []


def test_a_field_without_a_chosen_file_is_no_file() -> None:
    """Browsers send an empty part where nothing was chosen."""
    assert read(body_of([], [("", b"")])) == ([], [])
    assert read(body_of([], [("", b""), ("x", b"1")])) == ([], [("x", b"1")])


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\r\n", b"--", b"--" + MARK, b"--" + MARK + b"\r\n", b"x" + body_of([("a", "b")], []),
        body_of([("a", "b")], [])[:-4], body_of([], [("a", b"b")])[:-50], b"a=b&c=d",
        b"--" + MARK + b"\r\n\r\nno head\r\n--" + MARK + b"--",
        b"--" + MARK + b"\r\nContent-Disposition: form-data\r\n\r\n\r\n--" + MARK + b"--",
        b"--" + MARK + b"\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n\r\n--" + MARK + b"--",
        b"--" + MARK + b'\r\nContent-Disposition: form-data; name="a"' * 2 + b"\r\n\r\n\r\n--" + MARK + b"--",
        b"--" + MARK + b"\r\n" + b"X: y\r\n" * 5_000, b"--" + MARK + b"\r\n" + b"x" * 100_000,
        body_of([("a", "b")], []).replace(b'"a"', b'"\xff"'),
        body_of([("a", "b")], []).replace(b"\r\n\r\nb", b"\r\n\r\n\xff"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("size", [1, 65_536])
def test_a_broken_or_cut_form_is_refused(body: bytes, size: int) -> None:
    """What is not such a form, or not all of it, is said to be broken."""
    with pytest.raises(BadInput, match="form_broken"):
        read(body, size)


def test_the_fields_have_a_limit() -> None:
    """Fields may be as large and as many as in any other form."""
    assert len(read(body_of([("a", "x" * BODY_LIMIT)], []))[0]) == 1
    with pytest.raises(BadInput, match="form_too_large"):
        read(body_of([("a", "x" * (BODY_LIMIT - 1)), ("b", "xx")], []))
    with pytest.raises(BadInput, match="form_broken"):
        read(body_of([("a", "b")] * 1_001, []))


def test_line_ends_in_fields_are_those_of_text() -> None:
    """Browsers send CR LF; kept is LF."""
    assert read(body_of([("a", "one\r\ntwo")], []))[0] == [("a", "one\ntwo")]


@pytest.mark.parametrize(
    ("kind", "boundary"),
    [
        ("multipart/form-data; boundary=abc", b"abc"), ('multipart/form-data; boundary="a b"', None),
        ('multipart/form-data; boundary="a;b"', b"a;b"), ("Multipart/Form-Data;boundary=a", b"a"),
        ("multipart/form-data", None), ("multipart/form-data; boundary=", None), ("text/plain; boundary=a", None),
        ("multipart/mixed; boundary=a", None), ("", None), ("multipart/form-data; boundary=" + "x" * 71, None),
        ("multipart/form-data; boundary=\u00e9", None),
    ],
)  # fmt: skip
def test_the_boundary_is_read_from_the_header(kind: str, boundary: bytes | None) -> None:
    """Only the header of a form with files has one."""
    assert boundary_of(kind) == boundary


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        (b"a.jpg", "a.jpg"), (b"D:\\pictures\\a.jpg", "a.jpg"), (b"/pictures/kim/a.jpg", "a.jpg"), (b"../../a", "a"),
        ("caf\u00e9.txt".encode(), "caf\u00e9.txt"), (b"\xff.txt", "\ufffd.txt"), (b"a%22b", 'a"b'),
        (b"a\0b\x1b", "ab"),
        ("\u202egpj.exe".encode(), "gpj.exe"), (b"", ""), (b"/", ""), (b"x" * 500, "x" * multipart.NAME_LIMIT),
    ],
)  # fmt: skip
def test_the_name_of_a_file_holds_no_folder_and_nothing_that_cannot_be_seen(given_name: bytes, name: str) -> None:
    """Only what a person reads as its name is kept."""
    assert file_name(given_name) == name
