import { MOMENTS, type Moment, parseTemplate, type TemplateNode } from "../datadog/messages";

/** What is known of a monitor beyond its definition, for whoever is notified. */
export interface Guidance {
  /** What an alert means. */
  readonly meaning: string;
  /** What to do first. */
  readonly steps: readonly string[];
  /** The `service` of the component that it is about. @default the whole environment */
  readonly service?: string;
  /** Whether it is only part of a composite monitor, and so notifies nobody. @default false */
  readonly isPart?: boolean;
  /** Whether missing data is what it alerts for. @default false */
  readonly noDataAlerts?: boolean;
}

/** Where links lead: the environment, and the site of its organization. */
export interface LinkedEnvironment {
  readonly name: string;
  /** `datadoghq.eu`. */
  readonly site: string;
}

/** How the text of {@link guidanceText} begins. */
export const GUIDANCE_STARTS = "What it means:";

/** The part of every notification that is not a recovery: what it means, what to do first, where to look. */
export function guidanceText({ meaning, steps, service }: Guidance, environment: LinkedEnvironment): string {
  return [
    "{{^is_recovery}}",
    `${GUIDANCE_STARTS} ${meaning}`,
    "First steps:",
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    links(environment, service),
    "{{/is_recovery}}",
  ].join("\n");
}

/** Minutes before and after the alert that links show. */
const AROUND = 15;

/**
 * The dashboards, and the logs and traces around the time of the alert.
 * @see https://docs.datadoghq.com/monitors/notify/variables/#dynamic-links
 */
function links({ name, site }: LinkedEnvironment, service: string | undefined): string {
  const app = `https://${appHost(site)}`;
  const query = encodeURIComponent([`env:${name}`, ...(service === undefined ? [] : [`service:${service}`])].join(" "));
  const from = `{{eval "last_triggered_at_epoch-${AROUND}*60*1000"}}`;
  const to = `{{eval "last_triggered_at_epoch+${AROUND}*60*1000"}}`;
  return [
    `[Dashboards](${app}/dashboard/lists?q=pipeline)`,
    `[Logs](${app}/logs?query=${query}&from_ts=${from}&to_ts=${to}&live=false)`,
    `[Traces](${app}/apm/traces?query=${query}&start=${from}&end=${to}&paused=true)`,
  ].join(" · ");
}

/**
 * The host of Datadog's pages: some sites are served under `app.`.
 * @see https://docs.datadoghq.com/getting_started/site/
 */
export function appHost(site: string): string {
  return ["datadoghq.com", "datadoghq.eu", "ddog-gov.com"].includes(site) ? `app.${site}` : site;
}

/** Whether what is sent at a moment contains the value that was compared. */
export function showsValue(message: string, moment: Moment): boolean {
  const isShown = (nodes: readonly TemplateNode[]): boolean =>
    nodes.some((node) => {
      if (node.kind === "variable") return node.path.text === "value";
      if (node.kind === "helper") return node.args.some((arg) => arg.kind === "string" && /\bvalue\b/.test(arg.text));
      if (node.kind !== "block") return false;
      const known = Object.values(MOMENTS).flat() as readonly string[];
      const holds = (MOMENTS[moment] as readonly string[]).includes(node.name) !== node.negated;
      return isShown(known.includes(node.name) && !holds ? (node.otherwise ?? []) : node.children);
    });
  return isShown(parseTemplate(message).nodes);
}
