"""Uses the client for Python. Prints one line for each check."""

import os
import uuid
from pathlib import Path

from download_tokens import ApiClient, Configuration, DownloadsApi, DownloadTokensRequest, ProblemDetail, TokensApi
from download_tokens.exceptions import ApiException
from pydantic import ValidationError

PUBLIC = uuid.UUID(os.environ["PUBLIC_ID"])
RESTRICTED = uuid.UUID(os.environ["RESTRICTED_ID"])
HIDDEN = uuid.UUID(os.environ["HIDDEN_ID"])
FILE = Path(os.environ["FILE"]).read_bytes()
RANGE = 1024


class AnyId(uuid.UUID):
    """The client has no form for an invalid id: its parameter is a UUID."""

    def __str__(self):
        return "x"


def client(url="SERVICE_URL", session=None, key=None):
    configuration = Configuration(host=os.environ[url])
    configuration.access_token = session
    if key:
        configuration.api_key["ApiKey"] = key
    return ApiClient(configuration)


def mint(dataset_id, **credential):
    return TokensApi(client(**credential)).create_download_token(dataset_id)


def minted(response):
    assert len(response.token.split(".")) == 3 and response.expires_in > 0


def sign():
    href = os.environ["PUBLIC_HREF"]
    assert TokensApi(client()).sign_url(href).href.startswith(href + "?token=")


def mint_all(*dataset_ids, **credential):
    body = DownloadTokensRequest(dataset_ids=dataset_ids)
    return TokensApi(client(**credential)).create_download_tokens(body).tokens


def batch():
    ids = [PUBLIC, HIDDEN, RESTRICTED]
    items = mint_all(*ids, session=os.environ["SESSION"])
    assert [item.dataset_id for item in items] == [str(dataset_id) for dataset_id in ids]
    assert items[0].problem is None and items[1].token is None and items[1].problem.status == 404
    assert bytes(DownloadsApi(client()).download_cog(RESTRICTED, token=items[2].token)) == FILE


def batch_without_ids():
    """The client rejects a list without ids."""
    try:
        mint_all()
    except ValidationError:
        return
    raise AssertionError("no error")


def token():
    return mint(PUBLIC).token


def problem(status, step):
    try:
        step()
    except ApiException as refused:
        assert refused.status == status, refused.status
        assert isinstance(refused.data, ProblemDetail), type(refused.data)
        assert refused.data.status == status and refused.data.title and refused.data.detail
        return
    raise AssertionError("no error")


def mint_twice():
    mint(PUBLIC, url="LIMITED_URL")
    mint(PUBLIC, url="LIMITED_URL")


def head():
    response = DownloadsApi(client()).head_cog_with_http_info(PUBLIC, token=token())
    assert response.headers["content-length"] == str(len(FILE)) and response.headers["etag"]


def downloaded(expected, dataset_id=PUBLIC, **parameters):
    received = DownloadsApi(client()).download_cog(dataset_id, token=mint(dataset_id).token, **parameters)
    assert isinstance(received, (bytes, bytearray)) and bytes(received) == expected


def downloaded_by_name():
    assert bytes(DownloadsApi(client()).download_named_cog(PUBLIC, "a.tif", token=token())) == FILE


def downloaded_by(**credential):
    assert bytes(DownloadsApi(client(**credential)).download_cog(RESTRICTED)) == FILE


def server():
    assert Configuration().host == os.environ["DEFAULT_URL"], Configuration().host


CHECKS = {
    "server": server,
    "mint_anonymous": lambda: minted(mint(PUBLIC)),
    "mint_session": lambda: minted(mint(RESTRICTED, session=os.environ["SESSION"])),
    "mint_key": lambda: minted(mint(RESTRICTED, key=os.environ["API_KEY"])),
    "sign": sign,
    "batch": batch,
    "batch_403": lambda: problem(403, lambda: mint_all(PUBLIC, HIDDEN, key=os.environ["READ_ONLY_KEY"])),
    "batch_422": batch_without_ids,
    "problem_401": lambda: problem(401, lambda: mint(PUBLIC, session="x.y.z")),
    "problem_403": lambda: problem(403, lambda: mint(RESTRICTED, key=os.environ["READ_ONLY_KEY"])),
    "problem_404": lambda: problem(404, lambda: mint(HIDDEN)),
    "problem_422": lambda: problem(422, lambda: mint(AnyId(int=0))),
    "problem_429": lambda: problem(429, mint_twice),
    "head": head,
    "range": lambda: downloaded(FILE[:RANGE], range=f"bytes=0-{RANGE - 1}"),
    "file": lambda: downloaded(FILE),
    "file_named": downloaded_by_name,
    "file_session": lambda: downloaded_by(session=os.environ["SESSION"]),
    "file_key": lambda: downloaded_by(key=os.environ["API_KEY"]),
    "file_401": lambda: problem(401, lambda: DownloadsApi(client()).download_cog(PUBLIC, token="x")),
    "redirect": lambda: downloaded(FILE, dataset_id=uuid.UUID(os.environ["REMOTE_ID"])),
}

for name, check in CHECKS.items():
    try:
        check()
        print(name, "ok")
    except Exception as failure:
        print(name, "failed:", repr(failure).replace("\n", " "))
