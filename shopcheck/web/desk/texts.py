"""What flask-security says to people, in our words and not its English ones. Whatever is not here is said as OTHER."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

OTHER = "Dat lukte niet. Probeer het nog eens."
BEGIN_AGAIN = "Het duurde te lang. Begin opnieuw."
NO_PASSKEY = "Deze passkey kennen wij niet. Kies een andere, of log in met uw e-mailadres en wachtwoord."
PASSKEY_FAILED = "Het lukte niet met deze passkey. Probeer het nog eens."
CODE_WRONG = (
    "Deze code klopt niet. Een code werkt een halve minuut, en één keer. Wacht op de volgende code in uw app. Blijft "
    "het misgaan? Klopt de tijd op uw telefoon? Zet de tijd daar op ‘automatisch’."
)

TEXTS: Mapping[str, tuple[str, str]] = {
    "CODE_NOT_PROVIDED": ("Typ de code.", "error"),
    "DISABLED_ACCOUNT": (OTHER, "error"),
    "EMAIL_NOT_PROVIDED": ("Vul uw e-mailadres in.", "error"),
    "GENERIC_AUTHN_FAILED": ("Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk ze allebei na.", "error"),
    "IDENTITY_NOT_REGISTERED": ("Met dit account kunt u hier niet inloggen. Vraag het uw beheerder.", "error"),
    "INVALID_PASSWORD": ("Dit wachtwoord klopt niet. Kijk of de hoofdletters goed staan.", "error"),
    "INVALID_RECOVERY_CODE": ("Deze herstelcode klopt niet, of is al gebruikt.", "error"),
    "INVALID_REDIRECT": (OTHER, "error"),
    "LAST_SECOND_FACTOR": ("Dit is uw enige tweede stap. Stel eerst een andere in.", "error"),
    "OAUTH_HANDSHAKE_ERROR": ("Inloggen via uw organisatie lukte niet. Probeer het nog eens.", "error"),
    "PASSWORD_CHANGE": ("Uw wachtwoord is veranderd. Op andere apparaten bent u uitgelogd.", "success"),
    "PASSWORD_IS_THE_SAME": ("Dit is uw oude wachtwoord. Kies een nieuw.", "error"),
    "PASSWORD_NOT_PROVIDED": ("Vul uw wachtwoord in.", "error"),
    "REAUTHENTICATION_REQUIRED": ("Typ eerst uw wachtwoord nog eens.", "info"),
    "REAUTHENTICATION_SUCCESSFUL": ("Dank u. U kunt verder.", "success"),
    "RETYPE_PASSWORD_MISMATCH": ("De twee wachtwoorden zijn niet gelijk. Typ ze nog eens.", "error"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": ("De app op uw telefoon is ingesteld.", "success"),
    "TWO_FACTOR_INVALID_TOKEN": (CODE_WRONG, "error"),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": ("", "success"),  # the next page shows it
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": ("Kies hoe u de tweede stap wilt doen.", "error"),
    "TWO_FACTOR_PERMISSION_DENIED": ("Log eerst in met uw e-mailadres en wachtwoord.", "error"),
    "TWO_FACTOR_SETUP_EXPIRED": (BEGIN_AGAIN, "error"),
    "UNAUTHENTICATED": ("Log eerst in.", "error"),
    "WEBAUTHN_CREDENTIAL_DELETED": ("De passkey ‘%(name)s’ is weg.", "success"),
    "WEBAUTHN_CREDENTIAL_ID_INUSE": ("Deze passkey hebt u al ingesteld.", "error"),
    "WEBAUTHN_CREDENTIAL_WRONG_USAGE": (NO_PASSKEY, "error"),
    "WEBAUTHN_EXPIRED": (BEGIN_AGAIN, "error"),
    "WEBAUTHN_MISMATCH_USER_HANDLE": (NO_PASSKEY, "error"),
    "WEBAUTHN_NAME_DISALLOWED_CHARACTERS": ("Gebruik in de naam alleen letters, cijfers en spaties.", "error"),
    "WEBAUTHN_NAME_INUSE": ("U hebt al een passkey met de naam ‘%(name)s’. Kies een andere naam.", "error"),
    "WEBAUTHN_NAME_NOT_FOUND": ("Een passkey met die naam hebt u niet.", "error"),
    "WEBAUTHN_NAME_REQUIRED": ("Geef de passkey een naam, bijvoorbeeld ‘Werktelefoon’.", "error"),
    "WEBAUTHN_NO_VERIFY": (PASSKEY_FAILED, "error"),
    "WEBAUTHN_ORPHAN_CREDENTIAL_ID": (NO_PASSKEY, "error"),
    "WEBAUTHN_REGISTER_SUCCESSFUL": ("De passkey ‘%(name)s’ is ingesteld.", "success"),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": (NO_PASSKEY, "error"),
}
