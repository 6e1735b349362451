"""The consultant's passphrase: made for them, shown once, kept as a scrypt hash."""

import hashlib
import hmac
import secrets

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 5, 5
COST, BLOCK, LANES, MEMORY = 2**15, 8, 1, 64 * 1024 * 1024


def new_passphrase() -> str:
    """Return a passphrase of about 124 bits, easy to read aloud."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def hashed(passphrase: str) -> str:
    """Return what is kept of ``passphrase``: a salt and its scrypt hash."""
    salt = secrets.token_bytes(16)
    return f"scrypt${salt.hex()}${_scrypt(passphrase, salt).hex()}"


def matches(passphrase: str, kept: str) -> bool:
    """Whether ``passphrase`` is the one behind ``kept``, in constant time."""
    _, salt, digest = kept.split("$")
    return hmac.compare_digest(_scrypt(passphrase, bytes.fromhex(salt)).hex(), digest)


def _scrypt(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        passphrase.encode(), salt=salt, n=COST, r=BLOCK, p=LANES, maxmem=MEMORY, dklen=32
    )
