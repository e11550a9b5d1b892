"""A service that logs in requests, calls another over HTTP, and fails."""

import logging
import os

import requests
from fastapi import FastAPI

log = logging.getLogger("app.runs")
app = FastAPI()


@app.get("/runs")
def runs():
    requests.get(os.environ["DD_TRACE_AGENT_URL"] + "/info", timeout=5)
    log.info("Run accepted pipeline_id=orders-42 stage=ingest records=1250")
    return {}


@app.get("/fails")
def fails():
    try:
        {}["order_id"]
    except KeyError:
        log.exception("Stage 'load' failed")
    raise ValueError("row 17 has no order_id")
