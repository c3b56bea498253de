"""Scores, class, findings and flags, told as examples."""

from __future__ import annotations

import pytest

from shopcheck.core.assessment import Assessment, assess
from shopcheck.core.questionnaire import Kind, QuestionId, Questionnaire
from shopcheck.core.response import respond
from shopcheck.core.scores import round_half_up, step_of
from tests.core.builders import answers, condition, form, option, question, questionnaire, rule, scoring

DRAWER = question("lade", option("leeg"), option("vol", 4, advise=("afromen",)), option("weet_niet", unknown=True))
SAFE = question(
    "kluis",
    option("ja"),
    option("half", 1),
    option("nee", 4, because="De kluis is open."),
    option("nvt", not_applicable=True),
)
CAMERA = question("camera", option("scherp"), option("vaag", 1, detection=5), form="camera")
ALONE = question(
    "alleen",
    option("nooit", good="U werkt nooit alleen."),
    option("vaak", 20, because="u werkt alleen"),
    form="profiel",
    lever=None,
)
PROEF = questionnaire(
    form("kas", DRAWER, SAFE, prevention=30), form("camera", CAMERA, prevention=10, detection=45), profile=[ALONE]
)


def outcome(proef: Questionnaire = PROEF, **given: str | tuple[str, ...]) -> Assessment:
    return assess(respond(proef, answers(**given)))


def class_of(assessment: Assessment) -> str:
    return assessment.risk_class.id if assessment.risk_class else ""


def band_of(assessment: Assessment) -> str:
    band = assessment.topics[0].band
    return band.id if band else ""


def test_the_safest_shop_has_nothing_to_lose() -> None:
    safest = outcome(lade="leeg", kluis="ja", camera="scherp", alleen="nooit")
    assert (safest.prevention, safest.detection, safest.inherent) == (0, 0, 10)
    assert class_of(safest) == "groen"
    assert safest.findings == ()


def test_the_weakest_shop_loses_everything() -> None:
    weakest = outcome(lade="vol", kluis="nee", camera="vaag", alleen="vaak")
    assert (weakest.prevention, weakest.detection, weakest.inherent) == (100, 100, 100)
    assert class_of(weakest) == "rood"


def test_a_topic_is_what_was_lost_of_what_could_be_lost() -> None:
    assessed = outcome(lade="vol", kluis="half")
    kas = assessed.topics[0]
    assert (kas.lost, kas.reachable, kas.score) == (5, 8, 63)
    assert band_of(assessed) == "oranje"
    assert (kas.answered, kas.applicable) == (2, 2)


def test_topics_are_weighed() -> None:
    assert outcome(lade="vol", kluis="ja", camera="scherp").prevention == round_half_up((30 * 50 + 10 * 0) / 40)


def test_a_topic_without_answers_gives_its_weight_to_the_others() -> None:
    assert outcome(lade="vol", kluis="ja").prevention == 50


def test_a_missing_answer_counts_nowhere() -> None:
    kas = outcome(lade="vol").topics[0]
    assert (kas.lost, kas.reachable, kas.answered, kas.applicable) == (4, 4, 1, 2)


def test_not_applicable_leaves_both_sides() -> None:
    kas = outcome(lade="vol", kluis="nvt").topics[0]
    assert (kas.lost, kas.reachable) == (4, 4)


def test_not_knowing_loses_three_quarters_and_is_to_be_found_out() -> None:
    unsure = outcome(lade="weet_niet")
    assert unsure.topics[0].lost == 3
    assert [one.rule for one in unsure.findings] == ["lade.weet_niet"]
    assert unsure.findings[0].unknown


def test_an_unanswered_check_has_no_scores_yet() -> None:
    empty = outcome()
    assert (empty.prevention, empty.detection, empty.risk_class) == (None, None, None)
    assert [topic.score for topic in empty.topics] == [None, None]


def test_every_point_names_its_rule_and_its_answer() -> None:
    finding = next(one for one in outcome(kluis="nee").findings)
    assert (finding.rule, finding.points, finding.because) == ("kluis.nee", 4, "De kluis is open.")
    assert outcome(lade="vol").findings[0].because == "Daarom lade."


def test_circumstances_make_the_inherent_score_and_say_why() -> None:
    some = outcome(alleen="vaak")
    assert [one.because for one in some.circumstances] == ["u werkt alleen", "Daarom branche."]
    assert some.inherent_level.id == "hoog"
    assert "alleen" not in {one.question.id for one in some.findings}


def test_camera_shows_its_detection_side_where_it_weighs_most() -> None:
    camera = outcome(camera="vaag", lade="leeg").topics[1]
    assert camera.score == 100
    assert (camera.side, camera.lost) == ((5, 5), 1)
    assert outcome(lade="vol").topics[0].side == (4, 4)


@pytest.mark.parametrize(
    ("score", "level"), [(0, "klein"), (25, "klein"), (26, "deels"), (50, "deels"), (51, "groot"), (100, "groot")]
)
def test_a_border_belongs_to_the_lower_step(score: int, level: str) -> None:
    assert step_of(scoring().shortfall_levels, score).id == level


@pytest.mark.parametrize(("value", "whole"), [(0.5, 1), (1.5, 2), (2.5, 3), (2.49, 2), (0.0, 0)])
def test_a_half_goes_up(value: float, whole: int) -> None:
    assert round_half_up(value) == whole


COUNTING = question(
    "tellen",
    option("uit_zicht"),
    option("balie", 3),
    option("deur_open", 5, critical=True),
    option("later", 2, urgent=True),
)


def test_a_critical_answer_lifts_the_class_and_its_subject() -> None:
    strong = [question(f"v{n}", option("ja"), option("nee", 9)) for n in range(9)]
    proef = questionnaire(form("kas", COUNTING, *strong, prevention=30))
    calm = outcome(proef, tellen="balie", **{f"v{n}": "ja" for n in range(9)})
    lifted = outcome(proef, tellen="deur_open", **{f"v{n}": "ja" for n in range(9)})
    assert (class_of(calm), class_of(lifted)) == ("groen", "oranje")
    assert (band_of(calm), band_of(lifted)) == ("groen", "rood")
    assert [one.question.id for one in lifted.critical] == ["tellen"]


def test_an_answer_can_be_critical_only_under_a_condition() -> None:
    key = question("sleutel", option("veilig"), option("bij_kluis", 4, critical=condition('alleen == "vaak"', ALONE)))
    proef = questionnaire(form("kas", key), profile=[ALONE])
    assert outcome(proef, sleutel="bij_kluis", alleen="vaak").critical
    assert not outcome(proef, sleutel="bij_kluis", alleen="nooit").critical
    assert not outcome(proef, sleutel="bij_kluis").critical


def test_an_urgent_answer_comes_first_but_lifts_nothing() -> None:
    proef = questionnaire(form("kas", COUNTING))
    urgent = outcome(proef, tellen="later")
    assert urgent.findings[0].urgent
    assert not urgent.critical


def test_a_rule_sees_several_answers_together_and_the_inherent_score() -> None:
    together = rule(
        "R_samen",
        condition('lade == "vol" && kluis == "nee" && inherent > 50', DRAWER, SAFE),
        because="Samen is dit veel.",
        critical=True,
    )
    proef = questionnaire(form("kas", DRAWER, SAFE), profile=[ALONE], rules=[together])
    assert outcome(proef, lade="vol", kluis="nee", alleen="vaak").critical[0].rule == "R_samen"
    assert not outcome(proef, lade="vol", kluis="nee", alleen="nooit").critical
    assert not outcome(proef, lade="vol", alleen="vaak").critical


def test_a_rule_that_only_holds_advice_back_is_no_finding() -> None:
    quiet = rule("R_stil", condition('lade == "vol"', DRAWER), because="", hold_back=("afromen",))
    found = outcome(questionnaire(form("kas", DRAWER), rules=[quiet]), lade="vol")
    assert [one.rule for one in found.findings] == ["lade.vol"]
    assert found.rules == (quiet,)


def test_law_is_flagged_without_points() -> None:
    film = question(
        "film", option("nee"), option("geluid", law="geluid"), option("toilet", law="toilet"), kind=Kind.CHOICES
    )
    flagged = outcome(questionnaire(form("kas", film), law=["geluid", "toilet"]), film=("toilet", "geluid"))
    assert [one.id for one in flagged.law] == ["geluid", "toilet"]
    assert flagged.prevention is None
    assert flagged.findings == ()


def test_the_worst_of_several_choices_counts() -> None:
    goods = question("spullen", option("tabak", 2), option("goud", 5), option("niets"), kind=Kind.CHOICES)
    assert outcome(questionnaire(form("kas", goods)), spullen=("tabak", "goud")).topics[0].lost == 5


def test_what_goes_well_names_safe_answers_first_and_then_good_circumstances() -> None:
    good = outcome(lade="leeg", kluis="nvt", camera="scherp", alleen="nooit").good
    assert [text for _, text in good][:2] == ["lade gaat goed.", "camera gaat goed."]
    assert "U werkt nooit alleen." in [text for _, text in good]
    assert "kluis gaat goed." not in [text for _, text in good]


def test_five_organisational_measures_together_take_five_points_off() -> None:
    habits = [question(f"v{n}", option("ja"), option("nee", 4)) for n in range(6)]
    bonus = tuple(QuestionId(f"v{n}") for n in range(5))
    proef = questionnaire(form("kas", *habits), bonus_questions=bonus)
    all_ = {f"v{n}": "ja" for n in range(5)}
    assert outcome(proef, **all_, v5="nee").prevention == round_half_up(100 / 6 - 5)
    assert outcome(proef, **{**all_, "v0": "nee"}, v5="nee").prevention == round_half_up(200 / 6)
    assert outcome(proef, **all_, v5="ja").prevention == 0


def test_a_subject_can_be_taken_out_of_the_score_while_its_questions_stay() -> None:
    cash = question("contant", option("ja"), option("geen"), form="profiel", lever=None)
    proef = questionnaire(
        form("kas", DRAWER, prevention=22, weighs_when=condition('contant == "ja"', cash)),
        form("deur", question("slot", option("dicht"), option("open", 5), form="deur")),
        profile=[cash],
    )
    assert outcome(proef, contant="ja", lade="vol", slot="dicht").prevention == round_half_up(100 * 22 / 32)
    without = outcome(proef, contant="geen", lade="vol", slot="dicht")
    assert without.prevention == 0
    assert [one.rule for one in without.findings] == ["lade.vol"]


def test_a_recent_robbery_starts_the_calm_route() -> None:
    past = question("eerder", option("nee"), option("pas", 20, after_robbery=True), form="profiel", lever=None)
    proef = questionnaire(form("kas", DRAWER), profile=[past])
    assert outcome(proef, eerder="pas").after_robbery
    assert not outcome(proef, eerder="nee").after_robbery


def test_a_circumstance_that_is_not_known_has_its_own_points() -> None:
    street = question(
        "straat", option("nee"), option("ja", 6), option("weet_niet", 2, unknown=True), form="profiel", lever=None
    )
    proef = questionnaire(form("kas", DRAWER), profile=[street], full_at=100)
    assert outcome(proef, straat="weet_niet").inherent == 4


def test_an_answer_that_another_speaks_against_is_not_praised() -> None:
    against = rule("R_toch", condition('alleen == "vaak" && lade == "leeg"', ALONE, DRAWER), advise=("afromen",))
    proef = questionnaire(form("kas", DRAWER, SAFE), profile=[ALONE], rules=[against])
    assert [one.id for one, _ in outcome(proef, lade="leeg", kluis="ja", alleen="vaak").good] == ["kluis"]
    assert [one.id for one, _ in outcome(proef, lade="leeg", alleen="nooit").good] == ["lade", "alleen"]
