"""Telling another program that a job has ended (webhooks): signed, and to hosts of the office's list alone.

What is to be sent stands in the journal of jobs, so that it outlives the server (`jobs/`). It is sent beside
the answers to requests, a few times at most.
"""

import hashlib
import hmac
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from http.client import HTTPConnection
from time import time
from urllib.parse import SplitResult, urlsplit

PAUSES = (0.0, 10.0, 120.0)
"""Seconds before each of the times that a message is sent."""
SECONDS = 10.0
"""What one try may take."""
LONGEST = 500
SIGNATURE, MOMENT, DELIVERY = "Docgen-Signature", "Docgen-Timestamp", "Docgen-Delivery"
"""Headers: `sha256=` and the HMAC of moment, a point and the body; seconds since 1970; job and state, by
which a message that comes twice is known."""
PORTS = {"https": 443, "http": 80}

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class RefusedAddressError(Exception):
    """Nothing is sent there; `reason` is a word of `service.yaml` of the words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Hooks:
    """To which hosts messages may go: names or addresses, with a port (`name:8443`) or at the usual one.

    A name may lead to a private address only within `networks`. Messages are signed with `key`.
    """

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()
    key: bytes = b""

    def require(self, address: str) -> SplitResult:
        """Return the parts of an address. Raises RefusedAddressError for one that nothing is sent to."""
        parts = parts_of(address)
        host, usual = parts.hostname or "", PORTS[parts.scheme]
        names = {f"{host}:{parts.port or usual}", *([host] if parts.port in (None, usual) else [])}
        if not self.key or not names & self.hosts:
            raise RefusedAddressError("hook-host")
        return parts

    def reached(self, parts: SplitResult) -> str:
        """Return the number under which a host is reached. Raises RefusedAddressError for a private one.

        Raises OSError where there is no such host. It is asked for once, and that number is spoken to: a name
        cannot lead elsewhere in between.
        """
        host = parts.hostname or ""
        found = socket.getaddrinfo(host, parts.port or PORTS[parts.scheme], type=socket.SOCK_STREAM)
        numbers = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
        open_ones = [one for one in numbers if self.may_reach(one, host)]
        if not open_ones:
            raise RefusedAddressError("hook-private")
        return str(open_ones[0])

    def may_reach(self, number: Address, host: str) -> bool:
        """Say whether a host may be reached under a number: it is public, or listed itself."""
        plain = getattr(number, "ipv4_mapped", None) or number
        return (
            (plain.is_global and not plain.is_multicast)
            or as_number(host) == number
            or (is_loopback(host) and plain.is_loopback)
            or any(plain in one for one in self.networks if one.version == plain.version)
        )

    def send(self, address: str, delivery: str, body: bytes) -> None:
        """Send a message. Raises RefusedAddressError, and OSError where it is not taken (no 2xx)."""
        parts = self.require(address)
        at = str(int(time()))
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "docgen",
            MOMENT: at,
            DELIVERY: delivery,
            SIGNATURE: signed(self.key, at, body),
        }
        target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        connection = Reached(parts, self.reached(parts))
        try:
            connection.request("POST", target, body, headers)
            status = connection.getresponse().status
        finally:
            connection.close()
        if not 200 <= status < 300:
            raise ConnectionError(status)


class Reached(HTTPConnection):
    """A connection to a number that was judged, under the name that was asked for; it follows no redirect."""

    def __init__(self, parts: SplitResult, number: str) -> None:
        super().__init__(parts.hostname or "", parts.port or PORTS[parts.scheme], timeout=SECONDS)
        self.number, self.is_secret = number, parts.scheme == "https"

    def connect(self) -> None:
        """Open the connection, over TLS where the address says so."""
        self.sock = socket.create_connection((self.number, self.port), SECONDS)
        if self.is_secret:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def parts_of(address: str) -> SplitResult:
    """Return the parts of an address. Raises RefusedAddressError for none, and one that is not secret."""
    try:
        parts = urlsplit(address)
        sound = parts.hostname and (parts.port is None or parts.port > 0) and len(address) <= LONGEST
    except ValueError as error:
        raise RefusedAddressError("hook-address") from error
    plain = address.isascii() and address.isprintable() and not any(sign.isspace() for sign in address)
    if not sound or not plain or "@" in parts.netloc or parts.scheme not in PORTS:
        raise RefusedAddressError("hook-address")
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise RefusedAddressError("hook-secret")
    return parts


def as_number(host: str) -> Address | None:
    """Return the number that a host is named by, None for a name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine."""
    number = as_number(host)
    return host == "localhost" or (number is not None and number.is_loopback)


def signed(key: bytes, moment: str, body: bytes) -> str:
    """Return the signature of a body sent at a moment."""
    return f"sha256={hmac.new(key, moment.encode() + b'.' + body, hashlib.sha256).hexdigest()}"
