"""What an error tells the one who must act."""

from __future__ import annotations

from shopcheck.core.errors import AnswersConflict, Problem, QuestionnaireInvalid, TooManyAttempts


def test_a_problem_says_where_what_and_how_to_mend_it() -> None:
    problem = Problem("kas.yaml", 12, 3, "PC301", "Vraag 'kas_lad' bestaat niet.", "Bedoelt u 'kas_lade'?")
    assert str(problem) == "kas.yaml:12:3: PC301 Vraag 'kas_lad' bestaat niet. Bedoelt u 'kas_lade'?"


def test_all_problems_are_told_at_once_in_the_order_of_file_and_line() -> None:
    later, earlier = Problem("b.yaml", 1, 1, "PC101", "Later.", ""), Problem("a.yaml", 9, 1, "PC101", "Eerder.", "")
    error = QuestionnaireInvalid([later, earlier])
    assert error.problems == (earlier, later)
    assert str(error) == "a.yaml:9:1: PC101 Eerder.\nb.yaml:1:1: PC101 Later."


def test_who_tried_too_often_hears_how_long_to_wait() -> None:
    assert TooManyAttempts(90).retry_after == 90


def test_a_conflict_names_the_questions_that_differ() -> None:
    assert AnswersConflict(["kas_lade", "kas_tellen"]).questions == ("kas_lade", "kas_tellen")
