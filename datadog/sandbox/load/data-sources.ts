import { type JsonObject, objectOf } from "../../json";
import { type Attributes, TerraformProblem } from "../../terraform";
import { listDashboards } from "../objects/dashboards";
import { readPipelineOrder } from "../objects/logs-pipelines";
import { listMonitors } from "../objects/monitors";
import { listSlos } from "../objects/slos";
import type { Org } from "../org";

/** What a data source reads from an org, asked for as the provider asks. */
type Reader = (org: Org, attributes: Attributes) => JsonObject;

/** @see https://registry.terraform.io/providers/DataDog/datadog/latest/docs/data-sources */
const readers: Readonly<Record<string, Reader>> = {
  datadog_monitor: (org, attributes) => {
    const { name, type, message, query, tags, id } = only(monitors(org, attributes), attributes);
    return { id: String(id), name, type, message, query, tags };
  },
  datadog_monitors: (org, attributes) => ({
    monitors: monitors(org, attributes).map(({ id, name, type }) => ({ id, name, type })),
  }),
  datadog_service_level_objective: (org, attributes) => {
    const { id, name, type, description, timeframe, target_threshold, warning_threshold, query } = only(
      listSlos(org, {
        ids: attributes.has("id") ? [attributes.text("id")] : [],
        query: attributes.text("name_query"),
        tags: attributes.text("tags_query"),
        metrics: attributes.text("metrics_query"),
      }),
      attributes,
    );
    const { numerator = "", denominator = "" } = objectOf(query);
    const thresholds = { target_threshold, warning_threshold: warning_threshold ?? 0 };
    return { id, name, type, description, timeframe, ...thresholds, query: [{ numerator, denominator }] };
  },
  datadog_dashboard: (org, attributes) => {
    const name = attributes.required("name");
    const found = listDashboards(org).filter(({ title }) => title === name);
    const [dashboard, other] = found;
    if (dashboard === undefined) {
      throw new TerraformProblem(attributes.place, `couldn't find a dashboard named ${name}. ${LOAD_FIRST}`);
    }
    if (other !== undefined) throw new TerraformProblem(attributes.place, `${name} returned more than one dashboard`);
    return { id: dashboard.id, name, title: name, url: dashboard.url };
  },
  datadog_logs_pipelines_order: (org) => ({ pipeline_ids: readPipelineOrder(org).pipeline_ids }),
  datadog_logs_pipelines: (org) => ({ logs_pipelines: [...org.logsPipelines.values()] }),
};

/**
 * What a data source would read from the org; undefined for a type that the org does not know.
 * @throws TerraformProblem where the provider would fail: nothing is found, or more than one object
 */
export function readDataSource(org: Org, type: string, attributes: Attributes): JsonObject | undefined {
  return Object.hasOwn(readers, type) ? readers[type]!(org, attributes) : undefined;
}

const LOAD_FIRST = "If another stack declares it, load that stack first";

function monitors(org: Org, attributes: Attributes): JsonObject[] {
  return listMonitors(org, {
    name: attributes.text("name_filter"),
    tags: attributes.texts("tags_filter"),
    monitorTags: attributes.texts("monitor_tags_filter"),
  });
}

/** The one object that was found; otherwise what the provider says. */
function only(found: readonly JsonObject[], { place }: Attributes): JsonObject {
  const [object, other] = found;
  if (object === undefined) {
    const message = "your query returned no result, please try a less specific search criteria";
    throw new TerraformProblem(place, `${message}. ${LOAD_FIRST}`);
  }
  if (other === undefined) return object;
  const message = "your query returned more than one result, please try a more specific search criteria";
  throw new TerraformProblem(place, message);
}
