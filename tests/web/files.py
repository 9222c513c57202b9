"""Forms with files as a browser sends them, and files as they begin."""

from collections.abc import Iterable, Sequence

from tests.web.house import HOST, OUR_PAGE, Browser, Reply

BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW"

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
PNG = b"\x89PNG\r\n\x1a\n"
PDF = b"%PDF-1.7\n"
DOCX = b"PK\x03\x04" + b"\0" * 22 + b"\x13\0\0\0[Content_Types].xml"
ODT = b"PK\x03\x04" + b"\0" * 22 + b"\x08\0\0\0mimetypeapplication/vnd.oasis.opendocument.text"
BEGINNINGS = {
    "image/jpeg": JPEG,
    "image/png": PNG,
    "image/gif": b"GIF89a",
    "image/webp": b"RIFF\x10\0\0\0WEBPVP8 ",
    "image/heic": b"\0\0\0\x18ftypheic",
    "audio/mp4": b"\0\0\0\x20ftypM4A ",
    "audio/mpeg": b"ID3\x04",
    "audio/ogg": b"OggS\0",
    "audio/wav": b"RIFF\x10\0\0\0WAVEfmt ",
    "video/mp4": b"\0\0\0\x20ftypisom",
    "application/pdf": PDF,
    "application/vnd.oasis.opendocument.text": ODT,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": DOCX,
    "text/plain": b"Just words.",
}


def body_of(
    fields: Iterable[tuple[str, str]],
    files: Iterable[tuple[str, bytes]],
    *,
    boundary: str = BOUNDARY,
    name: str = "file",
) -> bytes:
    """Return the body of a form with files, as Chromium writes it."""
    parts = [f'Content-Disposition: form-data; name="{key}"\r\n\r\n'.encode() + value.encode() for key, value in fields]
    for file, content in files:
        quoted = file.replace('"', "%22")
        head = f'Content-Disposition: form-data; name="{name}"; filename="{quoted}"\r\nContent-Type: x/y\r\n\r\n'
        parts.append(head.encode() + content)
    start = f"--{boundary}\r\n".encode()
    return b"".join(start + part + b"\r\n" for part in parts) + f"--{boundary}--\r\n".encode()


def in_pieces(data: bytes, size: int) -> list[bytes]:
    """Cut a body as a slow line would."""
    return [data[at : at + size] for at in range(0, len(data), size)] or [b""]


def send(
    browser: Browser,
    address: str,
    files: Iterable[tuple[str, bytes]],
    fields: Iterable[tuple[str, str]] = (),
    *,
    piece: int = 65_536,
    headers: Sequence[tuple[str, str]] = tuple(OUR_PAGE.items()),
) -> Reply:
    """Send a form with files."""
    kind = ("content-type", f"multipart/form-data; boundary={BOUNDARY}")
    body = body_of(fields, files)
    length = ("content-length", str(len(body)))
    return browser.send("POST", address, [("host", HOST), *headers, kind, length], in_pieces(body, piece))
