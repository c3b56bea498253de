"""A whole questionnaire on one page, for authors to read and talk over: questions, points, rules, sources, a picture.

page.py    Questionnaire → HTML     flow.py    which forms and questions hang on which, as a drawing
"""

from shopcheck.preview.page import STYLE, page

__all__ = ["STYLE", "page"]
