import type { JsonObject } from "../../json";
import { upsertEntity } from "../objects/catalog";
import { createRetentionFilter } from "../objects/retention-filters";
import type { Org } from "../org";
import type { Attributes } from "./attributes";
import { TerraformProblem } from "./problem";

/** `datadog_apm_retention_filter`: rates are texts in Terraform and numbers on the wire. */
export function loadRetentionFilter(org: Org, attributes: Attributes): JsonObject {
  const traceRate = attributes.text("trace_rate");
  return createRetentionFilter(org, {
    attributes: {
      name: attributes.required("name"),
      enabled: attributes.flag("enabled"),
      filter_type: attributes.required("filter_type"),
      rate: rateIn(attributes, "rate"),
      ...(traceRate === "" || traceRate === "0.0" ? {} : { trace_rate: rateIn(attributes, "trace_rate") }),
      filter: { query: attributes.block("filter")?.text("query") || "*" },
    },
  });
}

function rateIn(attributes: Attributes, key: string): number {
  const text = attributes.required(key);
  const rate = text.trim() === "" ? Number.NaN : Number(text);
  if (!(rate >= 0 && rate <= 1)) {
    throw new TerraformProblem(attributes.place, `${key} must be a number from 0 to 1, not ${JSON.stringify(text)}`);
  }
  return rate;
}

/** `datadog_software_catalog`: the text of the entity goes out as it is. */
export function loadCatalogEntity(org: Org, attributes: Attributes): JsonObject {
  const entity = upsertEntity(org, attributes.required("entity"));
  return { id: entity.reference };
}
