"""Uses a client of the original contract. Prints one line for each check."""

import os
import uuid

from catalog import ApiClient, AuthApi, Configuration, ProblemDetail
from catalog.exceptions import ApiException


class AnyId(uuid.UUID):
    """The client has no form for an invalid id: its parameter is a UUID."""

    def __str__(self):
        return "x"


def mint(dataset_id, session=None):
    configuration = Configuration(host=os.environ["SERVICE_URL"], access_token=session)
    auth = AuthApi(ApiClient(configuration))
    return auth.create_download_token_auth_download_token_dataset_id_post(dataset_id)


def named(name):
    return uuid.UUID(os.environ[name])


def minted(response):
    assert len(response.token.split(".")) == 3 and response.expires_in > 0


def problem(status, step):
    try:
        step()
    except ApiException as refused:
        assert refused.status == status and isinstance(refused.data, ProblemDetail), refused
        assert refused.data.status == status and refused.data.detail
        return
    raise AssertionError("no error")


CHECKS = {
    "mint_anonymous": lambda: minted(mint(named("PUBLIC_ID"))),
    "mint_session": lambda: minted(mint(named("RESTRICTED_ID"), os.environ["SESSION"])),
    "problem_401": lambda: problem(401, lambda: mint(named("PUBLIC_ID"), "x.y.z")),
    "problem_404": lambda: problem(404, lambda: mint(named("HIDDEN_ID"))),
    "problem_422": lambda: problem(422, lambda: mint(AnyId(int=0))),
}

for name, check in CHECKS.items():
    try:
        check()
        print(name, "ok")
    except Exception as failure:
        print(name, "failed:", repr(failure).replace("\n", " "))
