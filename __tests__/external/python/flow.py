"""A flow of one task, and a flow that fails."""

from prefect import flow, get_run_logger, task


@task
def load():
    get_run_logger().info("Stage done pipeline_id=orders-42 stage=load records=1250")


@flow
def good():
    load()


@flow
def bad():
    raise ValueError("row 17 has no order_id")


good()
try:
    bad()
except ValueError:
    pass
