"""Plain Dutch (B1): every text in the files, held against limits and word lists; accepted exceptions stand in a file.

A signal, no proof: a text that passes still needs a reader.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shopcheck.catalogue.language import Figures, figures, hard_words, sentences, shortened, spoken, words
from shopcheck.catalogue.problems import Place
from shopcheck.catalogue.shapes import ExceptionsShape, TermsShape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.catalogue.language import Spoken
    from shopcheck.catalogue.names import Draft
    from shopcheck.core.errors import Problem

    Remark = tuple[str, Problem]  # what an exception would have to name, and the problem

LONGEST = 20  # words in a sentence
MEAN = 12  # words in a sentence, over a form
LIX = 35
ENOUGH = 100  # words that a form must have before its mean says anything
UNSPOKEN = {"example", "sources", "exceptions"}  # for authors, or titles that others gave
CAPITALS = re.compile(r"\b[A-Z](?:[A-Z]|&(?=[A-Z]))+\b")


def plain_language(draft: Draft) -> Iterator[Problem]:
    """Say what is not plain, less the exceptions; and which exception excepts nothing."""
    remarks = list(_remarks(draft))
    used = {(problem.number, what) for what, problem in remarks}
    accepted = set()
    for document in draft.those(ExceptionsShape):
        for at, one in enumerate(document.shape.exceptions):
            accepted.add((one.number, one.text))
            if (one.number, one.text) not in used:
                yield document.at("exceptions", at).problem("PC906", name=one.text, number=one.number)
    yield from (problem for what, problem in remarks if (problem.number, what) not in accepted)


def readability(draft: Draft) -> tuple[Figures, ...]:
    """Give the figures of every file that holds sentences."""
    found = (figures(form, texts) for form, _, texts in _files(draft))
    return tuple(one for one in found if one.sentences)


def _files(draft: Draft) -> Iterator[tuple[str, Place, list[Spoken]]]:
    for kind, path, root in draft.folder.trees:
        if kind not in UNSPOKEN:
            form = path.rpartition("/")[2].removesuffix(".yaml")
            yield form, Place(path, root.line, root.column), list(spoken(root, form, path))


def _remarks(draft: Draft) -> Iterator[Remark]:
    explained = set(CAPITALS.findall(" ".join(_glossary(draft))))
    for form, place, texts in _files(draft):
        for text in texts:
            yield from _of_text(text, explained)
        found = figures(form, texts)
        if found.words >= ENOUGH:
            yield from ((form, problem) for problem in _of_form(found, place))


def _glossary(draft: Draft) -> Iterator[str]:
    for document in draft.those(TermsShape):
        for term in document.shape.terms:
            yield f"{term.term} {term.text}"


def _of_text(text: Spoken, explained: set[str]) -> Iterator[Remark]:
    place = Place(text.path, text.line, text.column)
    for sentence in sentences(text.text):
        if (count := len(words(sentence))) > LONGEST:
            yield sentence, place.problem("PC901", number=count, most=LONGEST, text=sentence)
    for word, plainer in hard_words(text.text):
        yield word.lower(), place.problem("PC904", word=word, plainer=plainer)
    for word, plainer in shortened(text.text):
        yield word.lower(), place.problem("PC905", word=word, plainer=f"Schrijf het voluit: {plainer}.")
    for word in CAPITALS.findall(text.text):
        if word not in explained:
            yield (
                word,
                place.problem("PC905", word=word, plainer="Schrijf het voluit, of leg het uit in begrippen.yaml."),
            )


def _of_form(found: Figures, place: Place) -> Iterator[Problem]:
    if found.mean > MEAN:
        yield place.problem("PC902", form=found.form, mean=f"{found.mean:.1f}", most=MEAN)
    if found.lix > LIX:
        yield place.problem("PC903", form=found.form, lix=f"{found.lix:.1f}", most=LIX)
