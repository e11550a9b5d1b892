import { ApmRetentionFilter, type ApmRetentionFilterConfig } from "@cdktf/provider-datadog/lib/apm-retention-filter";
import type { Construct } from "constructs";
import { checkRetentionFilter, type RetentionFilterDefinition } from "../datadog/definitions";
import { asserted } from "../datadog/findings";
import { literals } from "./literal";
import { ResourceConstruct, type ResourceSettings } from "./resource";

/** Which spans are kept: `datadog_apm_retention_filter.ID`. */
export class RetentionFilter extends ResourceConstruct<ApmRetentionFilterConfig, ApmRetentionFilter> {
  /** @throws DefinitionError for what Datadog would refuse */
  constructor(
    scope: Construct,
    id: string,
    definition: RetentionFilterDefinition,
    settings?: ResourceSettings<ApmRetentionFilterConfig>,
  ) {
    super(
      scope,
      id,
      { Resource: ApmRetentionFilter, child: "filter" },
      () => {
        asserted(`retention filter "${definition.attributes.name}"`, definition, checkRetentionFilter(definition));
        const { name, enabled, filter_type, filter, rate, trace_rate } = literals(definition.attributes);
        // The provider reads both rates back with as many digits as `rate` has, and a trace rate of 0 as none.
        const digits = Math.max(1, decimals(rate), decimals(trace_rate ?? 0));
        return {
          name,
          enabled,
          filterType: filter_type,
          filter: { query: filter.query },
          rate: rate.toFixed(digits),
          traceRate: trace_rate ? trace_rate.toFixed(digits) : undefined,
        };
      },
      settings,
    );
  }
}

function decimals(number: number): number {
  return Number(number.toFixed(6)).toString().split(".")[1]?.length ?? 0;
}
