"""Time stamps (RFC 3161) by way of files: a request to carry to a service, and a look at the answer that comes back.

The answer is checked for its status, for what was stamped and for the nonce. Its signature is not: who doubts it checks
the kept answer with a tool for that, such as ``openssl ts``.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple, NoReturn

from towpath.errors import BadInput

LIMIT_BYTES = 100_000
_INTEGER, _BOOLEAN, _OCTETS, _OID, _TIME, _SEQUENCE, _FIRST = 0x02, 0x01, 0x04, 0x06, 0x18, 0x30, 0xA0
_SHA256 = bytes.fromhex("608648016503040201")
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_STAMP_INFO = bytes.fromhex("2a864886f70d0109100104")
_GRANTED = (b"\0", b"\1")
_NULL = b"\5\0"

Item = tuple[int, bytes]
"""Tag and content of one DER element."""


class Stamp(NamedTuple):
    """What a time stamp says: the hash that was stamped, the nonce of the request (-1: none), and when."""

    digest: bytes
    nonce: int
    at: datetime


def request(digest: bytes, nonce: int) -> bytes:
    """Return a TimeStampReq for a SHA-256 digest that asks for the service's certificate to be included."""
    algorithm = _der(_SEQUENCE, _der(_OID, _SHA256) + _NULL)
    imprint = _der(_SEQUENCE, algorithm + _der(_OCTETS, digest))
    number = nonce.to_bytes(nonce.bit_length() // 8 + 1)
    return _der(_SEQUENCE, _der(_INTEGER, b"\1") + imprint + _der(_INTEGER, number) + _der(_BOOLEAN, b"\xff"))


def read(answer: bytes) -> Stamp:
    """Read a TimeStampResp.

    Raises:
        BadInput: it is none, or the service refused (``stamp_unreadable``).
    """
    try:
        return _stamp(answer) if len(answer) <= LIMIT_BYTES else _refuse()
    except (ValueError, IndexError, UnicodeDecodeError):
        raise BadInput("stamp_unreadable") from None


def _stamp(answer: bytes) -> Stamp:
    status, token = _inside(_one(answer, _SEQUENCE))[:2]
    if _inside(_content(status, _SEQUENCE))[0] not in [(_INTEGER, granted) for granted in _GRANTED]:
        _refuse()
    signed = _wrapped(_content(token, _SEQUENCE), _SIGNED_DATA)
    info = _wrapped(_content(_inside(_one(signed, _SEQUENCE))[2], _SEQUENCE), _STAMP_INFO)
    _, _, imprint, _, at, *more = _inside(_one(_one(info, _OCTETS), _SEQUENCE))
    algorithm, digest = _inside(_content(imprint, _SEQUENCE))
    if _inside(_content(algorithm, _SEQUENCE))[0] != (_OID, _SHA256):
        _refuse()
    nonces = [int.from_bytes(content) for tag, content in more if tag == _INTEGER]
    return Stamp(_content(digest, _OCTETS), (nonces or [-1])[0], _moment(_content(at, _TIME)))


def _wrapped(content: bytes, kind: bytes) -> bytes:
    """Return what stands behind the name of its kind."""
    name, explicit = _inside(content)[:2]
    if name != (_OID, kind):
        _refuse()
    return _content(explicit, _FIRST)


def _moment(text: bytes) -> datetime:
    whole = text.decode("ascii").removesuffix("Z").partition(".")[0]
    return datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def _one(data: bytes, tag: int) -> bytes:
    (item,) = _items(data)
    return _content(item, tag)


def _inside(content: bytes) -> list[Item]:
    return list(_items(content))


def _content(item: Item, tag: int) -> bytes:
    return item[1] if item[0] == tag else _refuse()


def _items(data: bytes) -> Iterator[Item]:
    """Yield the elements that stand one after the other; lengths are definite and within the data."""
    at = 0
    while at < len(data):
        tag, length, start = data[at], data[at + 1], at + 2
        if length > 0x80:
            start += length - 0x80
            length = int.from_bytes(data[at + 2 : start])
        at = start + length
        if at > len(data):
            _refuse()
        yield tag, data[start:at]


def _der(tag: int, content: bytes) -> bytes:
    return bytes([tag, len(content)]) + content


def _refuse() -> NoReturn:
    raise ValueError
