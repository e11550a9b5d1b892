import { isObject, type Json } from "../../json";
import { block, blocks, flag, text, texts } from "../kinds";
import { TerraformProblem } from "../problem";
import { type Kind, row } from "../row";
import type { ResourceTable } from "../table";

/** `datadog_monitor_json`: the text goes out as it is. */
export const monitorJsonTable: ResourceTable = {
  type: "datadog_monitor_json",
  rows: [],
  text: { attribute: "monitor", format: "json" },
  terraformOnly: { url: "where the monitor is shown" },
};

/** `datadog_dashboard_json`: the text goes out as it is, then the dashboard goes into its lists. */
export const dashboardJsonTable: ResourceTable = {
  type: "datadog_dashboard_json",
  rows: [],
  text: { attribute: "dashboard", format: "json" },
  terraformOnly: {
    url: "where the dashboard is shown",
    dashboard_lists: "lists that it is put into",
    dashboard_lists_removed: "what the provider keeps of lists that it left",
  },
};

/** `datadog_software_catalog`: the text of the entity goes out as it is. */
export const catalogEntityTable: ResourceTable = {
  type: "datadog_software_catalog",
  rows: [],
  text: { attribute: "entity", format: "yaml" },
};

/**
 * A share from 0 to 1, as text. The provider reads both rates of a filter back with as many digits as `rate` has, and a trace
 * rate of 0 as none.
 */
const rate: Kind = {
  encode: (value, { definition }) => {
    const { attributes } = definition;
    const rates = isObject(attributes) ? [attributes.rate, attributes.trace_rate] : [value];
    const digits = Math.max(1, ...rates.map(decimals));
    return typeof value === "number" ? value.toFixed(digits) : String(value);
  },
  decode: (attributes, { attribute, required }) => {
    const written = required ? attributes.required(attribute) : attributes.text(attribute);
    if (!required && (written === "" || written === "0.0")) return undefined;
    const share = written.trim() === "" ? Number.NaN : Number(written);
    const isReadable = attributes.settings.lenient && Number.isFinite(share);
    if ((share >= 0 && share <= 1) || isReadable) return share;
    const shown = JSON.stringify(written);
    throw new TerraformProblem(attributes.place, `${attribute} must be a number from 0 to 1, not ${shown}`);
  },
  locate: (path) => path,
};

function decimals(value: Json | undefined): number {
  const share = typeof value === "number" ? value : 0;
  return Number(share.toFixed(6)).toString().split(".")[1]?.length ?? 0;
}

/** `datadog_apm_retention_filter`. */
export const retentionFilterTable: ResourceTable = {
  type: "datadog_apm_retention_filter",
  rows: [
    row("attributes.name", text, { required: true }),
    row("attributes.enabled", flag, { required: true, empty: false }),
    row("attributes.filter_type", text, { required: true }),
    row("attributes.rate", rate, { required: true }),
    row("attributes.trace_rate", {
      ...rate,
      encode: (...given) => (given[0] === 0 ? undefined : rate.encode(...given)),
    }),
    row("attributes.filter", block([row("query", text, { provider: "*" })]), { empty: { query: "*" } }),
  ],
  answered: { id: "the filter's id", type: "always apm_retention_filter" },
};

/** `datadog_restriction_policy`: who may do what with a monitor or a dashboard. */
export const restrictionPolicyTable: ResourceTable = {
  type: "datadog_restriction_policy",
  rows: [
    row("id", text, { attribute: "resource_id", required: true }),
    row(
      "attributes.bindings",
      blocks([row("relation", text, { required: true }), row("principals", texts, { required: true, empty: [] })]),
      { empty: [] },
    ),
  ],
  answered: { type: "always restriction_policy" },
};
