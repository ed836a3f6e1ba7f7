# SPDX-License-Identifier: Apache-2.0
"""The slot of a hardware token (PKCS#11): what only a key that never leaves the token can give.

The slot holds the public half of a key pair made for it alone. The token multiplies it with its
own private key (ECDH on P-256, CKM_ECDH1_DERIVE), and what comes out wraps the person's keys.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pkcs11
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pkcs11 import Attribute, KeyType, Mechanism, MechanismFlag, ObjectClass
from pkcs11.mechanisms import KDF

from logbook.domain.ways import WayKind
from logbook.store.derivation import subkey, wipe
from logbook.store.errors import TokenLockedError, TokenUnavailableError, WrongTokenPinError
from logbook.store.key_file import Slot
from logbook.store.person_keys import PersonKeys
from logbook.store.slots.wrapping import bare_slot, wrapped
from logbook.store.ways import Token

KEY_LABEL = "Disclosure Logbook"
"""What the key is called on the token."""

_P256 = bytes.fromhex("06082a8648ce3d030107")
"""The OID of secp256r1, DER (RFC 5480, 2.1.1.1)."""
_POINT_LENGTH = 65
_KEY_BITS = 256


def new_token_slot(vault: str, person_id: str, keys: PersonKeys, token: Token) -> Slot:
    """Wrap a person's keys for a token; a key is made on it if it has none of ours.

    Raises:
        WrongTokenPinError, TokenLockedError: The token refuses its PIN.
        TokenUnavailableError: It is not there, or cannot make or use such a key.
    """
    with _session(token, writes=True) as session:
        point = _public_point(session)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    once = ec.generate_private_key(ec.SECP256R1())
    bare = bare_slot(
        WayKind.TOKEN,
        point=once.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint),
        token=hashlib.sha256(point).digest()[:16],
    )
    kek = _kek(bytearray(once.exchange(ec.ECDH(), theirs)))
    return wrapped(bare, kek, keys, vault=vault, person_id=person_id)


def token_kek(slot: Slot, way: Token) -> bytearray | None:
    """Let the token derive the key that wraps, 32 bytes; None if the slot's point is none.

    Raises:
        WrongTokenPinError, TokenLockedError: The token refuses its PIN.
        TokenUnavailableError: It is not there, or holds no key of ours.
    """
    try:
        # A point off the curve would let somebody feel out the token's key.
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), slot.point)
    except ValueError:
        return None
    with _session(way, writes=False) as session:
        private = session.get_key(object_class=ObjectClass.PRIVATE_KEY, label=KEY_LABEL)
        shared = private.derive_key(
            KeyType.GENERIC_SECRET,
            _KEY_BITS,
            mechanism=Mechanism.ECDH1_DERIVE,
            mechanism_param=(KDF.NULL, None, slot.point),
            template={Attribute.SENSITIVE: False, Attribute.EXTRACTABLE: True},
        )
        return _kek(bytearray(shared[Attribute.VALUE]))


def _kek(shared: bytearray) -> bytearray:
    try:
        return subkey(shared, "token-kek/v1")
    finally:
        wipe(shared)


@contextmanager
def _session(token: Token, *, writes: bool) -> Iterator[Any]:
    try:
        with _token(pkcs11.lib(str(token.library)), token.label).open(
            rw=writes, user_pin=token.pin
        ) as session:
            yield session
    except (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange) as error:
        raise WrongTokenPinError("The token refuses the PIN.") from error
    except pkcs11.PinLocked as error:
        raise TokenLockedError("The token has locked itself.") from error
    except (pkcs11.PKCS11Error, NotImplementedError) as error:
        raise TokenUnavailableError("The token does not answer as it must.") from error


def _token(library: Any, label: str) -> Any:
    """Find a token, looking anew where the library has not noticed that one was put in."""
    try:
        return library.get_token(token_label=label)
    except pkcs11.NoSuchToken:
        library.reinitialize()
        return library.get_token(token_label=label)


def _public_point(session: Any) -> bytes:
    """Give the public key of ours on the token, 65 bytes; make the pair if there is none."""
    try:
        public = session.get_key(object_class=ObjectClass.PUBLIC_KEY, label=KEY_LABEL)
    except pkcs11.NoSuchKey:
        curve = session.create_domain_parameters(
            KeyType.EC, {Attribute.EC_PARAMS: _P256}, local=True
        )
        public, _private = curve.generate_keypair(
            store=True,
            label=KEY_LABEL,
            id=KEY_LABEL.encode("ascii"),
            capabilities=MechanismFlag.DERIVE,
            private_template={Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False},
        )
    # DER wraps the point in an OCTET STRING, and some libraries leave that out.
    point: bytes = public[Attribute.EC_POINT][-_POINT_LENGTH:]
    return point
