"""A peer of the benchmark: mints a download token as GeoLens does, with FastAPI and PyJWT, but without a catalog.

It has one process, as the service has one event loop.
"""

import os
import time
import uuid

import jwt
import uvicorn
from fastapi import FastAPI, Response

TTL_SECONDS = 120
SECRET = os.environ["JWT_SECRET_KEY"]

app = FastAPI()


@app.post("/api/auth/download-token/{dataset_id}")
async def mint(dataset_id: uuid.UUID, response: Response):
    now = int(time.time())
    claims = {"typ": "download", "scope": f"dataset:{dataset_id}", "iat": now, "exp": now + TTL_SECONDS}
    response.headers["Cache-Control"] = "no-store"
    return {"token": jwt.encode(claims, SECRET, algorithm="HS256"), "expires_in": TTL_SECONDS}


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), loop="uvloop", http="httptools",
                log_level="warning", access_log=False)
