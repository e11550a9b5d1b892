/** What `terraform show -json` prints, as far as it is read: https://developer.hashicorp.com/terraform/internals/json-format */
export interface ResourceChange {
  readonly address: string;
  readonly actions: readonly string[];
  readonly before?: object | null;
  readonly after?: object | null;
  /** The rest of `change`: `after_unknown`, `replace_paths`. */
  readonly more?: object;
  /** The rest of the resource's change: `previous_address`. */
  readonly around?: object;
}

const changeJson = ({ address, actions, before = null, after = null, more = {}, around = {} }: ResourceChange) => ({
  address,
  mode: "managed",
  type: address.split(".")[0],
  ...around,
  change: { actions, before, after, after_unknown: {}, before_sensitive: {}, after_sensitive: {}, ...more },
});

/** The JSON of a plan with some changes, and drift. */
export function planJson(changes: readonly ResourceChange[], drift: readonly ResourceChange[] = []) {
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: {},
    resource_changes: changes.map(changeJson),
    resource_drift: drift.map(changeJson),
    applyable: changes.some(
      ({ actions, more, around }) => actions[0] !== "no-op" || more !== undefined || around !== undefined,
    ),
  };
}

/** The slow-stage monitor as the provider's state has it, with another threshold. */
export const slowStage = (critical: number) => ({
  id: "849",
  name: "Slow pipeline stage",
  type: "metric alert",
  query: `avg(last_15m):avg:pipeline.stage.duration{env:demo} by {stage} > ${critical}`,
  message: `Too slow.\nThreshold: ${critical}s`,
  monitor_thresholds: [{ critical: String(critical), warning: "" }],
  notify_by: [],
  tags: ["env:demo"],
});
