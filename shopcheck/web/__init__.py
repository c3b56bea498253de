"""The only door to Flask and WTForms: pages for owners, information, and health for machines.

create_app            settings and installation → a WSGI app
routes access         every address; who may use it (deny by default)
gate headers session  what is refused at the door; what every answer carries; the one cookie
forms pages           from posted fields to answers; from questions to pages
owner                 the journey
errors logs           what the visitor reads when something goes wrong; what the operator reads
"""

from shopcheck.web.factory import create_app

__all__ = ["create_app"]
