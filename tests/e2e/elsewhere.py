"""The rest of the world, on this computer: every secure page anywhere is one neutral page, served from here.

The browser is told to find all hosts at this server. Answering inside the browser driver instead would change how pages
send their last words ("keepalive"), which is what is to be tested.
"""

import ipaddress
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

PAGE: Final = b"<!doctype html><html lang=en><title>Weather</title><h1>Weather</h1><p>Rain later.</p>"


class _Neutral(BaseHTTPRequestHandler):
    """Answers everything with the neutral page."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server asks for
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no fault."""


class Elsewhere:
    """A server for the neutral page, from its making until it is closed."""

    def __init__(self, folder: Path) -> None:
        certificate = _certificate(folder / "certificate.pem")
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate)
        self._server = _Server(("127.0.0.1", 0), _Neutral)
        self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    @property
    def flag(self) -> str:
        """What to tell the browser, so that it finds every host here and none elsewhere."""
        return f"--host-resolver-rules=MAP * 127.0.0.1:{self._server.server_address[1]}, EXCLUDE 127.0.0.1"

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _certificate(path: Path) -> Path:
    """Write a key and a certificate that nobody trusts; the test's browser does not ask."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "neutral")])
    address = x509.IPAddress(ipaddress.IPv4Address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=2))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path
