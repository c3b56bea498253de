"""The events of the audit log in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.store.audit import OPERATOR, OWNER, WORKER, What
from shopcheck.usecases.accounts import NOBODY

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTIES: Mapping[str, str] = {
    OWNER: "een ondernemer",
    OPERATOR: "de technisch beheerder",
    WORKER: "het systeem",
    NOBODY: "een onbekende",
}
SAID: Mapping[str, str] = {
    What.SIGNED_IN: "logde in",
    What.SIGN_IN_FAILED: "typte een verkeerd wachtwoord",
    What.SECOND_FACTOR_FAILED: "typte een verkeerde code",
    What.SIGNED_OUT: "logde uit",
    What.INVITED: "maakte een link",
    What.ACCOUNT_DISABLED: "sloot een account af",
    What.ROLE_CHANGED: "veranderde een rol of regio",
    What.PASSWORD_SET: "koos een wachtwoord",
    What.SECOND_FACTOR_SET: "stelde een tweede stap in",
    What.RESET_ASKED: "vroeg om een tweede stap weg te halen",
    What.SECOND_FACTOR_REMOVED: "haalde een tweede stap weg",
    What.SHARED: "deelde een check",
    What.REVOKED: "stopte met delen",
    What.LIST_SEEN: "bekeek de lijst",
    What.REPORT_SEEN: "bekeek een check",
    What.CODE_USED: "opende een check met een deelcode",
    What.CODE_REFUSED: "typte een deelcode die niets opende",
    What.DENIED: "vroeg iets waar dit account niet bij kan",
    What.LETTER_PRINTED: "printte een brief",
    What.REMARK_MADE: "schreef een opmerking",
    What.MARKED_DONE: "zette een check op besproken",
    What.MARKED_OPEN: "zette een check terug op open",
    What.PRINT_STARTED: "begon met printen",
    What.PRINT_ITEM: "maakte een brief om te printen",
    What.PRINT_TAKEN: "haalde brieven op om te printen",
    What.TOKEN_MADE: "gaf een programma van een partner toegang",
    What.TOKEN_REVOKED: "trok de toegang van een programma in",
    What.FIGURES_CLOSED: "sloot een periode van de cijfers af",
    What.RELEASED: "gaf cijfers van een regio uit",
    What.RELEASE_TOLD: "meldde een partner dat er nieuwe cijfers zijn",
    What.FIGURES_TAKEN: "haalde een bestand met cijfers op",
    What.REKEYED: "typte een papieren check over",
}
