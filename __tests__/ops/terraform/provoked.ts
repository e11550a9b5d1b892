import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DiagnosisContext } from "../../../ops/terraform/cause";
import type { TerraformRun } from "../../../ops/terraform/run";

/*
 * Errors of the real Terraform and the real provider, each provoked in __tests__/external/terraform/errors.test.ts, and the
 * lines that they become. What Terraform printed is recorded beside this file for the tests that have no Terraform.
 */

/** An error as it was recorded. */
export interface RecordedError extends TerraformRun {
  readonly step: DiagnosisContext["step"];
}

/** What errors are about in {@link PROVOKED}. */
export const CONTEXT = {
  environment: "north",
  stack: "north-mill",
  folder: "cdktf.out/stacks/north-mill",
  url: "http://127.0.0.1:8080",
  isSandbox: false,
};

/** Where a provider version's errors are recorded. */
export const recordedFile = (provider: string) => join(__dirname, "recorded", `${provider}.json`);

/** The recorded errors of a provider version, by what provoked them. */
export function recordedErrors(provider: string): Readonly<Record<string, RecordedError>> {
  return JSON.parse(readFileSync(recordedFile(provider), "utf8"));
}

const wrongKey =
  'Datadog at http://127.0.0.1:8080 refused DD_API_KEY: check the key, and that "site" in environments/north.yaml is the one in your browser\'s address';
const allowed = (kind: string, address: string, permissions: string) =>
  `DD_APP_KEY is not allowed to write ${kind} (403 for ${address}): give its user, and the key's scopes, ${permissions}`;
const readable = (kind: string, address: string, permissions: string) =>
  `DD_APP_KEY is wrong, or not allowed to read ${kind} (403 for ${address}): check the key, and that its user, and its scopes, have ${permissions}`;
const catalog =
  "Datadog did not accept datadog_software_catalog.a, and the provider does not say why: check that DD_APP_KEY has apm_service_catalog_write (npm run preflight -- north), then the definition";

const KINDS = [
  "datadog_apm_retention_filter.a",
  "datadog_dashboard_json.a",
  "datadog_dashboard_list.a",
  "datadog_downtime_schedule.a",
  "datadog_logs_custom_pipeline.a",
  "datadog_logs_metric.a",
  "datadog_metric_metadata.a",
  "datadog_metric_tag_configuration.a",
  "datadog_monitor.a",
  "datadog_monitor_json.a",
  "datadog_monitor_notification_rule.a",
  "datadog_service_level_objective.a",
  "datadog_spans_metric.a",
];

/** Permissions: https://docs.datadoghq.com/account_management/rbac/permissions/ */
const WRITE = [
  allowed("SLOs", "datadog_service_level_objective.a", "slos_write"),
  allowed("dashboard lists", "datadog_dashboard_list.a", "dashboards_write"),
  allowed("dashboards", "datadog_dashboard_json.a", "dashboards_write"),
  allowed("downtimes", "datadog_downtime_schedule.a", "monitors_downtime"),
  allowed("log pipelines", "datadog_logs_custom_pipeline.a", "logs_write_pipelines and logs_write_processors"),
  allowed("logs-based metrics", "datadog_logs_metric.a", "logs_generate_metrics"),
  allowed("metrics from spans", "datadog_spans_metric.a", "apm_generate_metrics"),
  allowed("monitors", "datadog_monitor.a and 1 more", "monitors_write"),
  allowed("notification rules", "datadog_monitor_notification_rule.a", "monitor_config_policy_write"),
  allowed("retention filters", "datadog_apm_retention_filter.a", "apm_retention_filter_write"),
  allowed("tag configurations of metrics", "datadog_metric_tag_configuration.a", "metric_tags_write"),
];
const WRITE_METADATA = allowed("metric metadata", "datadog_metric_metadata.a", "metrics_metadata_write");

/** The lines of each error, sorted: Terraform says them in any order. */
export const PROVOKED: Readonly<Record<string, readonly string[]>> = {
  "a refused API key, or a wrong site": [wrongKey],
  "an API key that is not valid": [wrongKey],
  "no keys": ["DD_API_KEY and DD_APP_KEY must be set in the environment"],
  "an address without a server": [
    "cannot reach http://127.0.0.1:8080 (connection refused): check the network, and the proxy if there is one",
  ],
  "403 on what is created": [catalog, WRITE_METADATA, ...WRITE].sort(),
  "403 on what is changed": [catalog, WRITE_METADATA, ...WRITE].sort(),
  // Metadata cannot be deleted: the provider only forgets it.
  "403 on what is deleted": [
    ...WRITE,
    allowed("catalog entities", "datadog_software_catalog.a", "apm_service_catalog_write"),
  ].sort(),
  "403 on what is read": [
    readable("SLOs", "datadog_service_level_objective.a", "slos_read"),
    readable("catalog entities", "datadog_software_catalog.a", "apm_service_catalog_read"),
    readable("dashboard lists", "datadog_dashboard_list.a", "dashboards_read"),
    readable("dashboards", "datadog_dashboard_json.a", "dashboards_read"),
    readable("downtimes", "datadog_downtime_schedule.a", "monitors_downtime"),
    readable("log pipelines", "datadog_logs_custom_pipeline.a", "logs_read_config"),
    readable("logs-based metrics", "datadog_logs_metric.a", "logs_read_config"),
    readable("metric metadata", "datadog_metric_metadata.a", "metrics_read"),
    readable("metrics from spans", "datadog_spans_metric.a", "apm_read"),
    readable("monitors", "datadog_monitor.a and 1 more", "monitors_read"),
    readable("notification rules", "datadog_monitor_notification_rule.a", "monitor_config_policy_write"),
    readable("retention filters", "datadog_apm_retention_filter.a", "apm_retention_filter_read"),
    readable("tag configurations of metrics", "datadog_metric_tag_configuration.a", "metrics_read"),
  ].sort(),
  "400 on what is created": [
    catalog,
    `Datadog rejected ${KINDS[0]} and ${KINDS.length - 1} more: The value is invalid; unknown option`,
  ].sort(),
  "400 while a monitor is planned": ["Datadog rejected datadog_monitor.a: The value is invalid; unknown option"],
  "400 as newer parts of the API word it": [
    catalog,
    `Datadog rejected ${KINDS[0]} and ${KINDS.length - 1} more: The filter is empty`,
  ].sort(),
  "429 on what is created": [
    catalog,
    "Datadog limits the rate of requests (429): wait a minute, then run the command again for north-mill",
  ].sort(),
  "500 on what is created": [
    catalog,
    `Datadog failed on ${KINDS[0]} and ${KINDS.length - 1} more (500 Internal Server Error: try later): run the command again; if that does not help, see Datadog's status page`,
  ].sort(),
  "404 of a metric that was never reported": [
    "1 metric was never reported to this organization (404): mill.grain. Report them first, or add --except mill",
  ],
  "no AWS credentials": [
    "cannot sign in to AWS for the state of north-mill: set AWS credentials, or change state in environments/north.yaml",
  ],
  "an AWS profile that does not exist": [
    "cannot sign in to AWS for the state of north-mill: set AWS credentials, or change state in environments/north.yaml",
  ],
  "AWS credentials that are refused": [
    "cannot sign in to AWS for the state of north-mill: set AWS credentials, or change state in environments/north.yaml",
  ],
  "an S3 bucket that does not exist": [
    "the bucket for the state of north-mill does not exist: create it, or change state in environments/north.yaml",
  ],
  "an S3 bucket without access": [
    "the state of north-mill cannot be accessed (403): give your cloud credentials access to the bucket, or change state in environments/north.yaml",
  ],
  "a lock in DynamoDB": [
    "north-mill is locked by ann@laptop since 2026-11-26 07:00:00 UTC: wait until that run ends; if nothing is running, run terraform -chdir=cdktf.out/stacks/north-mill force-unlock 11111111-2222-3333-4444-555555555555",
  ],
  "no Google credentials": [
    "cannot sign in to Google Cloud for the state of north-mill: run gcloud auth application-default login, or change state in environments/north.yaml",
  ],
  "Google credentials that are refused": [
    "cannot sign in to Google Cloud for the state of north-mill: run gcloud auth application-default login, or change state in environments/north.yaml",
  ],
  "a Google bucket that does not exist": [
    "the bucket for the state of north-mill does not exist: create it, or change state in environments/north.yaml",
  ],
  "a Google bucket without access": [
    "the state of north-mill cannot be accessed (403): give your cloud credentials access to the bucket, or change state in environments/north.yaml",
  ],
  "a lock in a Google bucket": [
    "north-mill is locked by another run: wait until it ends; if nothing is running, delete gs://mill-terraform/north-mill/default.tflock",
  ],
  "a lock on a local file": [
    "north-mill is locked by ann@laptop since 2026-11-26 07:00:00 UTC: wait until that run ends, or end it",
  ],
  "another place for the state": [
    "the state of north-mill was moved to another place: run terraform -chdir=cdktf.out/stacks/north-mill init -migrate-state to copy it there, or -reconfigure to start with what is there",
  ],
  "a lock file of another provider version": [
    "north-mill was last run with a provider version that it no longer allows: delete cdktf.out/stacks/north-mill/.terraform.lock.hcl and try again",
  ],
  "a provider version that does not exist": [
    "no version of the Datadog provider matches 2.9.9: change terraform.datadog in environments/north.yaml",
  ],
  "a plan that another deployment overtook": [
    "north-mill was changed by another deployment since this plan was made: run the command again",
  ],
  "no Docker": [
    "no Docker daemon answers at unix:///nowhere/docker.sock: start Docker, set agent.dockerHost in the environment's file, or add --except agent",
  ],
};
