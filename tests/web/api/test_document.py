"""The description of the API is sound, and keeps the Dutch API Design Rules (`/core/…` of ADR 2.2).

What a rule asks of answers is tested in test_rules.py: `/core/version-header`, `/core/no-trailing-slash`,
`/core/http-methods`, `/core/error-handling/…` (`all-errors` too), `/core/transport/security-headers` and
`/core/transport/cors`. Rules that no program can judge stand in docs/adr/0030.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.web.api.published import Program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from flask import Flask

    Document = Mapping[str, Any]
    Rule = Callable[[Document], Iterator[str]]

KEBAB = re.compile(r"/([a-z0-9-]+|{[^}]+})(/([a-z0-9.-]+|{[^}]+}))*")
CAMEL = re.compile(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*")
SEMVER = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
METHODS = {"get", "post", "put", "patch", "delete"}
OF_A_DAY = re.compile(r"(?i)date|datum|day|publishedOn")


@pytest.fixture
def document(app: Flask) -> Document:
    """Read the description as anybody does."""
    found: Document = Program(app, None).read("/api/v1/openapi.json")
    return found


def whole(document: Document, part: Any) -> Any:  # noqa: ANN401 - JSON can be anything
    """Follow a reference."""
    if isinstance(part, dict) and "$ref" in part:
        found: Any = document
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        return whole(document, found)
    return part


def operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    """Go through path, method and operation."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def responses(document: Document) -> Iterator[tuple[str, str, Document]]:
    """Go through operation, status and response."""
    for _, _, operation in operations(document):
        for status, response in operation["responses"].items():
            yield operation["operationId"], status, whole(document, response)


def problems_of(document: Document) -> Iterator[tuple[str, str, Document]]:
    """Go through the responses that tell an error."""
    return ((name, status, one) for name, status, one in responses(document) if status[0] in "45d")


def parameters(document: Document) -> Iterator[tuple[str, Document]]:
    """Go through operation and parameter."""
    return ((one["operationId"], each) for _, _, one in operations(document) for each in one["parameters"])


def properties(document: Document) -> Iterator[tuple[str, Document]]:
    """Go through the fields of every shape."""
    for shape in document["components"]["schemas"].values():
        yield from shape["properties"].items()


def doc_openapi(document: Document) -> Iterator[str]:
    """`/core/doc-openapi`: OpenAPI 3, with descriptions and an example of every answer in JSON."""
    if not re.fullmatch(r"3(\.\d+){1,2}", document["openapi"]):
        yield "openapi"
    yield from (
        f"{path}: words" for path, _, one in operations(document) if not (one["summary"] and one["description"])
    )
    yield from (f"{name}: words" for name, one in parameters(document) if not (one["description"] and "example" in one))


def doc_openapi_contact(document: Document) -> Iterator[str]:
    """`/core/doc-openapi-contact`: name, e-mail address and URL of who looks after it."""
    yield from {"name", "email", "url"} - set(document["info"]["contact"])


def doc_language(document: Document) -> Iterator[str]:
    """`/core/doc-language`: Dutch, seen by its commonest words."""
    texts = [document["info"]["description"], *(one["description"] for _, _, one in operations(document))]
    yield from (text for text in texts if not re.search(r"\b(de|het|een|van)\b", text, re.IGNORECASE))


def naming_collections(document: Document) -> Iterator[str]:
    """`/core/naming-collections`: what holds others has a plural."""
    holders = {path.split("/{")[0] for path in document["paths"] if "/{" in path}
    yield from (path for path in holders if not path.endswith("s"))


def no_trailing_slash(document: Document) -> Iterator[str]:
    """`/core/no-trailing-slash`."""
    yield from (path for path in document["paths"] if path.endswith("/"))


def path_segments_kebab_case(document: Document) -> Iterator[str]:
    """`/core/path-segments-kebab-case`."""
    yield from (path for path in document["paths"] if path != "/openapi.json" and not KEBAB.fullmatch(path))


def query_keys_camel_case(document: Document) -> Iterator[str]:
    """`/core/query-keys-camel-case`, and the same for fields."""
    yield from (one["name"] for _, one in parameters(document) if not CAMEL.fullmatch(one["name"]))
    yield from (name for name, _ in properties(document) if not CAMEL.fullmatch(name))


def http_methods(document: Document) -> Iterator[str]:
    """`/core/http-methods`."""
    yield from (f"{method} {path}" for path, method, _ in operations(document) if method not in METHODS)


def nested_child(document: Document) -> Iterator[str]:
    """`/core/nested-child`: every parameter of a path is behind what holds it."""
    yield from (path for path in document["paths"] if path.startswith("/{"))


def publish_openapi(document: Document) -> Iterator[str]:
    """`/core/publish-openapi`: at openapi.json, for anybody."""
    if document["paths"]["/openapi.json"]["get"]["security"] != []:
        yield "openapi.json"


def uri_version(document: Document) -> Iterator[str]:
    """`/core/uri-version`: the major version and no more."""
    major = document["info"]["version"].split(".")[0]
    yield from (one["url"] for one in document["servers"] if not one["url"].endswith(f"/v{major}"))


def semver(document: Document) -> Iterator[str]:
    """`/core/semver`."""
    if not SEMVER.fullmatch(document["info"]["version"]):
        yield document["info"]["version"]


def version_header(document: Document) -> Iterator[str]:
    """`/core/version-header`: in every answer."""
    yield from (f"{name} {status}" for name, status, one in responses(document) if "API-Version" not in one["headers"])


def problem_details(document: Document) -> Iterator[str]:
    """`/core/error-handling/problem-details`: as application/problem+json, with status, title and detail."""
    for name, status, one in problems_of(document):
        if set(one["content"]) != {"application/problem+json"}:
            yield f"{name} {status}"
        shape = whole(document, one["content"]["application/problem+json"]["schema"])
        if {"status", "title", "detail"} - set(shape["required"]):
            yield f"{name} {status}: fields"


def invalid_input(document: Document) -> Iterator[str]:
    """`/core/error-handling/invalid-input`: 400 wherever something can be asked wrongly."""
    yield from (path for path, _, one in operations(document) if "400" not in one["responses"])


def date_time(document: Document) -> Iterator[str]:
    """`/core/date-time/format` and `/core/date-time/date-omit-time-portion`: a day is a day."""
    yield from (name for name, one in properties(document) if OF_A_DAY.search(name) and one.get("format") != "date")


def changelog(document: Document) -> Iterator[str]:
    """`/core/changelog`, `/core/deprecation-schedule`, `/core/transition-period`: said where anybody reads it."""
    told = document["info"]["description"]
    yield from (word for word in (f"{document['info']['version']}:", "twaalf maanden") if word not in told)


def tls(document: Document) -> Iterator[str]:
    """`/core/transport/tls`."""
    yield from (one["url"] for one in document["servers"] if not one["url"].startswith("https://"))


def no_sensitive_uris(document: Document) -> Iterator[str]:
    """`/core/transport/no-sensitive-uris`: a token goes in a header."""
    yield from (name for name, one in document["components"]["securitySchemes"].items() if one["type"] != "http")


RULES: tuple[Rule, ...] = (
    doc_openapi, doc_openapi_contact, doc_language, naming_collections, no_trailing_slash, path_segments_kebab_case,
    query_keys_camel_case, http_methods, nested_child, publish_openapi, uri_version, semver, version_header,
    problem_details, invalid_input, date_time, changelog, tls, no_sensitive_uris,
)  # fmt: skip


def test_the_description_is_valid_and_keeps_every_rule_that_can_be_read_off_it(document: Document) -> None:
    OpenAPIV31SpecValidator(document).validate()
    assert {rule.__name__: broken for rule in RULES if (broken := list(rule(document)))} == {}


def test_a_description_that_breaks_a_rule_is_seen(document: Document) -> None:
    wrong = document["paths"]["/releases"]["get"]
    wrong["parameters"][0]["name"] = "politie-regio"
    del wrong["responses"]["400"]
    document["paths"]["/releaseList/"] = {"search": wrong}
    document["components"]["responses"]["Problem"]["content"] = {"application/json": {}}
    document["components"]["responses"]["Problem"]["headers"] = {}
    seen = {rule.__name__ for rule in RULES if rule is not problem_details and list(rule(document))}
    assert seen == {
        "query_keys_camel_case", "invalid_input", "http_methods", "no_trailing_slash", "path_segments_kebab_case",
        "version_header",
    }  # fmt: skip


def test_every_example_is_what_it_is_an_example_of(document: Document) -> None:
    shown = 0
    for _, _, response in responses(document):
        for content in response.get("content", {}).values():
            if "example" in content:
                schema = {**content["schema"], "components": document["components"]}
                OAS31Validator(schema).validate(content["example"])
                shown += 1
    for _, one in parameters(document):
        OAS31Validator(one["schema"]).validate(one["example"])
    assert shown > 10


def test_what_is_served_is_what_is_described(app: Flask, document: Document) -> None:
    api = app.extensions["shopcheck.api"]
    served = {re.sub(r"<\w+>", "{}", rule.rule) for rule in api.url_map.iter_rules()}
    assert served == {"/v1" + re.sub(r"{\w+}", "{}", path) for path in document["paths"]}
