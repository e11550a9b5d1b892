import { logErrorMetric } from "../../logs/error-metric";
import { components } from "../../metrics/components";
import { logErrors } from "../../metrics/logs";

test("error logs of the components are counted, with the tags that the catalog of metrics says they have", () => {
  const { id, attributes } = logErrorMetric();
  expect(id).toBe(logErrors.name);
  expect(attributes.compute).toEqual({ aggregation_type: "count" });
  const [, sources] = /^source:\((.+)\) status:\(error OR critical OR alert OR emergency\)$/.exec(
    attributes.filter?.query ?? "",
  )!;
  expect(sources?.split(" OR ")).toEqual(Object.values(components).map(({ source }) => source));
  expect(attributes.group_by?.map(({ tag_name }) => tag_name)).toEqual(["env", "service", ...logErrors.tags]);
});
