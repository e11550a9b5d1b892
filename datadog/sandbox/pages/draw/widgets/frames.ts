import { type JsonObject, listOf, objectOf, stringOf } from "../../../../json";
import type { Drawer, Pen } from "../pen";

/** What a widget is that only Datadog can draw, and what it would show. */
type Says = (definition: JsonObject, pen: Pen) => string;

const text = (value: unknown, fallback: string) => stringOf(value) || fallback;

const SAYS: Readonly<Record<string, Says>> = {
  image: ({ url }) => `Image: ${text(url, "no address")}`,
  iframe: ({ url }) => `Embedded page: ${text(url, "no address")}`,
  funnel: () => "Funnel: the steps of browser sessions, which are not kept in the sandbox",
  geomap: () => "Map of the world: values by country",
  powerpack: ({ powerpack_id: id }) => `Powerpack ${text(id, "")}: widgets that are kept in the organization`,
  run_workflow: ({ workflow_id: id }) => `Button that runs the workflow ${text(id, "")}`,
  servicemap: ({ service }) => `Service map: ${text(service, "all services")} and the services it communicates with`,
  split_group: ({ split_config: config }) => {
    const by = listOf(objectOf(config).split_dimensions).map((one) => text(objectOf(one).one_graph_per, "a tag"));
    return `Split graph: one chart for each value of ${by.join(", ") || "a tag"}`;
  },
  topology_map: ({ requests }) => {
    const query = objectOf(objectOf(listOf(requests)[0]).query);
    const what = text(query.service, text(query.query_string, "all services"));
    return `Topology map: ${what} and what it communicates with`;
  },
  trace_service: ({ service, env, span_name: span }) =>
    `Service summary: requests, errors, and latency of ${text(service, "a service")} (${text(span, "all operations")}, env:${text(env, "none")})`,
};

/** A labelled frame: what the widget is, and what it is about. */
export const frame: Drawer = (definition, pen) => {
  const type = String(definition.type);
  const says = Object.hasOwn(SAYS, type) ? SAYS[type]!(definition, pen) : `Widget of the type ${type}`;
  return [{ kind: "text", role: "frame", text: `${says}. It is drawn in Datadog only.` }];
};
