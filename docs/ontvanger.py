"""Een ontvanger van berichten over nieuwe releases, als voorbeeld voor partners; docs/api.md zegt wat erbij hoort."""

import json
import time
from base64 import b64decode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def echt(sleutel, handtekening, getekend):
    """Of dit met de andere helft van onze sleutel (whpk_…) is getekend."""
    try:
        publiek = Ed25519PublicKey.from_public_bytes(b64decode(sleutel.removeprefix("whpk_")))
        return publiek.verify(b64decode(handtekening.removeprefix("v1a,")), getekend) is None
    except InvalidSignature:
        return False


def ontvang(kop, lichaam, sleutel, boek, haal_op):
    """Geef de status van het antwoord. `boek` is een database, `haal_op` bewaart daarin wat op een adres staat."""
    getekend = f"{kop['webhook-id']}.{kop['webhook-timestamp']}.".encode() + lichaam
    vers = abs(time.time() - int(kop["webhook-timestamp"])) <= 300  # vijf minuten
    if not vers or not any(echt(sleutel, een, getekend) for een in kop["webhook-signature"].split()):
        return 400
    with boek:  # het id en de cijfers samen, of geen van beide: dan proberen wij het later weer
        if boek.execute("INSERT INTO bericht VALUES (?) ON CONFLICT DO NOTHING", [kop["webhook-id"]]).rowcount:
            haal_op(json.loads(lichaam)["dataref"], boek)
    return 204
