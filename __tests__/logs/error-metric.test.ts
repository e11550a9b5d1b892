import { logErrorMetric } from "../../logs/error-metric";
import { logErrors } from "../../metrics/logs";

test("error logs of the six components are counted, with the tags that the catalog of metrics says they have", () => {
  const { id, attributes } = logErrorMetric();
  expect(id).toBe(logErrors.name);
  expect(attributes.compute).toEqual({ aggregation_type: "count" });
  expect(attributes.filter?.query).toBe(
    "source:(fastapi OR postgresql OR prefect OR spark OR rabbitmq OR celery) status:(error OR critical OR alert OR emergency)",
  );
  expect(attributes.group_by?.map(({ tag_name }) => tag_name)).toEqual(["env", "service", ...logErrors.tags]);
});
