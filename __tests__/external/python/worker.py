"""Two tasks, and their queue in a folder: no broker is needed."""

import os

from celery import Celery
from celery.utils.log import get_task_logger

log = get_task_logger(__name__)
folder = os.environ["QUEUE"]
os.makedirs(folder, exist_ok=True)
app = Celery("worker", broker="filesystem://")
app.conf.broker_transport_options = {
    "data_folder_in": folder,
    "data_folder_out": folder,
    "control_folder": folder + "-control",
}


@app.task(name="load")
def load():
    log.info("Stage done pipeline_id=orders-42 stage=load records=1250")


@app.task(name="fail")
def fail():
    raise ValueError("row 17 has no order_id")


if __name__ == "__main__":
    load.delay()
    fail.delay()
