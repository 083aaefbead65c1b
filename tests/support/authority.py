"""A time-stamp authority: ``openssl ts`` behind a small HTTP server, and ways in which it fails."""

import subprocess
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests.support.machine import program

PEM = serialization.Encoding.PEM
SETTINGS = """
[ tsa ]
default_tsa = here
[ here ]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = {digests}
accuracy = secs:1
ess_cert_id_alg = sha256
"""


class TimeStampAuthority:
    """An authority with a root of its own.

    ``mood`` is how it answers next: honest, rejecting, garbage, error, replaying, silent,
    dripping, flooding.
    """

    def __init__(self, folder, *, makes_key=None, root_name="Root of stamps"):
        folder.mkdir()
        self.folder, self.mood, self.asked, self.last = folder, "honest", 0, b""
        makes_key = makes_key or (lambda: ec.generate_private_key(ec.SECP256R1()))
        root_key, key = makes_key(), makes_key()
        root = _certificate(root_name, root_key, root_name, root_key, is_root=True)
        own = _certificate("Clock of Adana", key, root_name, root_key, is_root=False)
        self.certificates = folder / "authority.pem"
        self.certificates.write_bytes(root.public_bytes(PEM))
        (folder / "own.pem").write_bytes(own.public_bytes(PEM))
        plain = serialization.NoEncryption()
        raw = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, plain)
        (folder / "own.key").write_bytes(raw)
        (folder / "serial").write_text("01")
        for name, digests in (("honest", "sha256, sha512"), ("rejecting", "sha512")):
            (folder / f"{name}.conf").write_text(SETTINGS.format(digests=digests))

    def reply(self, raw, mood="honest"):
        """Return what ``openssl ts`` answers."""
        (self.folder / "asked").write_bytes(raw)
        command = [program("openssl", "openssl"), "ts", "-reply", "-config", f"{mood}.conf"]
        command += ["-queryfile", "asked", "-signer", "own.pem", "-inkey", "own.key"]
        done = subprocess.run(
            [*command, "-out", "told"], cwd=self.folder, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return (self.folder / "told").read_bytes()

    def answer(self, handler, raw):
        """Answer one request as the mood is."""
        self.asked += 1
        if self.mood == "silent":
            return
        told = {
            "garbage": lambda: b"<html>Sign in first</html>",
            "error": lambda: b"no",
            "replaying": lambda: self.last,
            "dripping": lambda: b"0" * 50,
            "flooding": lambda: b"0" * 200_000,
        }.get(self.mood, lambda: self.reply(raw, self.mood))()
        self.last = told
        handler.send_response(503 if self.mood == "error" else 200)
        handler.send_header("Content-Length", str(len(told)))
        handler.end_headers()
        for at in range(0, len(told), 1 if self.mood == "dripping" else len(told)):
            handler.wfile.write(told[at : at + 1] if self.mood == "dripping" else told)
            time.sleep(0.02 if self.mood == "dripping" else 0)


@contextmanager
def serving(authority):
    """Let the authority answer; yield its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"] == "application/timestamp-query"
            authority.answer(self, raw)

        def log_message(self, *_):
            """Say nothing."""

        def handle(self):
            try:
                super().handle()
            except ConnectionError:
                self.close_connection = True  # who asked has gone

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsr"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def rsa_key():
    """Make a key of the kind that most authorities have."""
    return rsa.generate_private_key(65537, 2048)


def _certificate(name, key, issuer, issuer_key, *, is_root):
    """Return a certificate, valid for ten days."""
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=9))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
    )
    if not is_root:
        stamping = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING])
        made = made.add_extension(stamping, critical=True)
    return made.sign(issuer_key, hashes.SHA256())


def _named(name):
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
