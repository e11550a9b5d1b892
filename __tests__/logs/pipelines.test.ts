import { checkLogPipeline, checkLogPipelines } from "../../datadog/definitions";
import { celeryLogs } from "../../logs/celery";
import { fastapiLogs } from "../../logs/fastapi";
import { postgresqlLogs } from "../../logs/postgresql";
import { prefectLogs } from "../../logs/prefect";
import { rabbitmqLogs } from "../../logs/rabbitmq";
import { sparkLogs } from "../../logs/spark";

const pipelines = {
  fastapi: fastapiLogs(),
  postgresql: postgresqlLogs(),
  prefect: prefectLogs(),
  spark: sparkLogs(),
  rabbitmq: rabbitmqLogs(),
  celery: celeryLogs(),
};

test.each(Object.entries(pipelines))(
  "the %s pipeline is one that Datadog takes, and switched on to its last step",
  (source, pipeline) => {
    expect(checkLogPipeline(pipeline)).toEqual([]);
    expect(pipeline).toMatchObject({ is_enabled: true, filter: { query: `source:${source}` } });
    expect(pipeline.processors?.map((processor) => processor.is_enabled)).toEqual(pipeline.processors?.map(() => true));
  },
);

test.each(Object.entries(pipelines))(
  "no grok rule of %s ends in a space, which an editor may drop",
  (_source, pipeline) => {
    const parsers = pipeline.processors?.filter((processor) => processor.type === "grok-parser") ?? [];
    for (const { grok } of parsers) expect(`${grok.match_rules}\n${grok.support_rules}`).not.toMatch(/ $/m);
  },
);

test("the pipelines have different names", () => {
  expect(checkLogPipelines(Object.values(pipelines))).toEqual([]);
});
