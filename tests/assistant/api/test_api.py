"""The API: the records of the commands, described truly, and errors in one shape."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from assistant.api.application import read_examples
from assistant.api.endpoints import INDEX_HEADER, Endpoints
from assistant.api.routes import routes
from assistant.app import Assistant
from assistant.cli import app
from assistant.desk import Desk
from assistant.ui.pages.site import Site
from corpus.errors import CrowdedError

TEHRAN = "Where are the records of the Tehran Conference?"
ASK, SEARCH, CHECK = "/api/v1/ask", "/api/v1/search", "/api/v1/check"


def described(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/openapi.json").json()
    return found


def lasting(record: dict[str, Any]) -> dict[str, Any]:
    """A record without what another run or another index has otherwise."""
    return {name: value for name, value in record.items() if name not in ("timings_ms", "index")}


def require_valid(client: TestClient, path: str, method: str, status: str, record: Any) -> None:
    """Hold a reply against what the description says of it."""
    whole = described(client)
    reply = whole["paths"][path][method]["responses"][status]["content"]["application/json"]
    jsonschema.Draft202012Validator(
        {**reply["schema"], "components": whole["components"]}
    ).validate(record)


@pytest.mark.parametrize(
    "example", read_examples(), ids=lambda one: f"{one['method']} {one['path']} {one['name']}"
)
def test_an_example_is_what_is_really_replied(client: TestClient, example: dict[str, Any]) -> None:
    reply = client.request(
        example["method"].upper(), f"/api{example['address']}", json=example.get("request")
    )
    assert reply.status_code == 200
    assert lasting(reply.json()) == lasting(example["response"])
    require_valid(client, example["path"], example["method"], "200", reply.json())
    assert reply.headers[INDEX_HEADER]


def test_a_record_is_the_command_s(client: TestClient) -> None:
    ours = client.post(ASK, json={"question": TEHRAN}).json()
    printed = CliRunner().invoke(app, ["ask", "--json", TEHRAN])
    assert lasting(ours) == lasting(json.loads(printed.stdout))


def test_a_history_is_taken_as_it_was_replied(client: TestClient) -> None:
    first = client.post(ASK, json={"question": TEHRAN}).json()
    turn = {"question": TEHRAN, "citations": first["citations"]}
    page = client.post(ASK, json={"question": "What page is that?", "history": [turn]}).json()
    assert page["refusal"] is None
    assert page["citations"][0]["pages"] == ["193"]
    alone = client.post(ASK, json={"question": "And of the Moscow one?", "history": [TEHRAN]})
    assert (
        "Tehran" in alone.json()["searched"] or alone.json()["searched"] != alone.json()["question"]
    )


def test_a_document_and_the_volumes_are_read(client: TestClient) -> None:
    document = client.get("/api/v1/documents/frus1944Quebec/d123").json()
    require_valid(client, "/v1/documents/{volume}/{document}", "get", "200", document)
    assert document["document"]["title"] == "Department of State Briefing Paper"
    assert any("perilously close to collusion" in one["text"] for one in document["passages"])
    volumes = client.get("/api/v1/volumes").json()
    require_valid(client, "/v1/volumes", "get", "200", volumes)
    assert [one["volume"] for one in volumes["volumes"]] == ["frus1944Quebec"]


def test_documents_are_compared(client: TestClient) -> None:
    compared = client.post("/api/v1/compare", json={"question": TEHRAN}).json()
    require_valid(client, "/v1/compare", "post", "200", compared)
    assert compared["citations"]


@pytest.mark.parametrize(
    ("path", "body", "status", "field", "message"),
    [
        (ASK, {}, 400, "question", "required"),
        (ASK, {"question": "x" * 2_001}, 400, "question", "2,001 characters; the limit is 2,000"),
        (ASK, {"question": TEHRAN, "k": 0}, 400, "k", "1"),
        (ASK, {"question": TEHRAN, "k": "3"}, 400, "k", "integer"),
        (ASK, {"question": TEHRAN, "why": 1}, 400, "why", "no such field"),
        (ASK, {"question": TEHRAN, "scope": {"after": "once"}}, 400, "scope.after", "'once'"),
        (ASK, {"question": TEHRAN, "scope": {"kind": "poem"}}, 400, "scope.kind", "footnote"),
        (ASK, {"question": TEHRAN, "scope": {"volumes": ["nowhere"]}}, 400, None, "not installed"),
        (SEARCH, {"query": "x", "foo": 1}, 400, "foo", "no such field"),
        (CHECK, {"quote": "some words", "cite": "p. 193"}, 400, None, "names no place"),
    ],
)
def test_a_request_that_cannot_be_used_is_told_why(
    client: TestClient, path: str, body: object, status: int, field: str | None, message: str
) -> None:
    reply = client.post(path, json=body)
    assert reply.status_code == status
    error = reply.json()["error"]
    assert message in error["message"]
    if field is not None:
        assert error["field"] == field
    require_valid(client, path.removeprefix("/api"), "post", str(status), reply.json())
    assert reply.headers[INDEX_HEADER]


def test_what_is_not_there_is_told(client: TestClient) -> None:
    absent = client.get("/api/v1/documents/frus1944Quebec/d999")
    assert (absent.status_code, "has no document" in absent.json()["error"]["message"]) == (
        404, True,
    )  # fmt: skip
    assert client.get("/api/v1/nothing").json()["error"]["message"].startswith("There is nothing")
    assert client.delete(ASK).status_code == 405
    told = client.post(ASK, content=b"{", headers={"content-type": "application/json"}).json()
    assert told["error"]["message"].startswith("The body is not JSON")


def test_those_who_are_too_many_are_told_to_come_again(assistant: Assistant) -> None:
    from starlette.responses import Response

    crowded = Endpoints(Desk(assistant, list), at_once=1)
    crowded._places.acquire()
    with pytest.raises(CrowdedError, match="ask again"):
        crowded.volumes(Response())


def test_everything_is_described_in_words(client: TestClient) -> None:
    whole = described(client)
    for path, methods in whole["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], (path, method)
            assert operation["description"], (path, method)
            for parameter in operation.get("parameters", ()):
                assert parameter["description"], (path, method, parameter["name"])
    shapes = whole["components"]["schemas"]
    silent = [
        (name, field)
        for name, shape in shapes.items()
        for field, said in shape.get("properties", {}).items()
        # What is a shape of its own is described there.
        if not said.get("description")
        and not shapes.get(str(said.get("$ref")).rpartition("/")[2], {}).get("description")
    ]
    assert silent == []


def test_its_page_needs_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/api", headers={"accept": "text/html"}).text
    for path, methods in described(client)["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}" in page
    assert 'src="http' not in page
    assert "cdn" not in page
    assert "perilously akin to collusion" in page


def test_without_being_wanted_it_is_not_there(assistant: Assistant) -> None:
    assert routes(Site(assistant=assistant, cards=list)) == []
