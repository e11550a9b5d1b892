import {
  type DowntimeDefinition,
  linksIn,
  linkTo,
  type MonitorDefinition,
  type NotificationRuleDefinition,
  type SloDefinition,
} from "../datadog/definitions";
import type { Environment } from "../environments/schema";
import { sloOf } from "./queries";
import type { StandingMonitor } from "./standing";

/** What an organization has besides a monitor that bears on its notifications. */
export interface Surroundings {
  /** By the id that queries name. */
  readonly slos: ReadonlyMap<string, SloDefinition>;
  readonly downtimes: readonly DowntimeDefinition[];
  readonly notificationRules: readonly NotificationRuleDefinition[];
}

const NOTHING: Surroundings = { slos: new Map(), downtimes: [], notificationRules: [] };

/** What an environment mutes, and whom it notifies besides; nothing without an environment. */
export function surroundingsIn(environment: Environment | undefined): Surroundings {
  if (environment === undefined) return NOTHING;
  // what ships is loaded once a story is told in an environment
  const { contentOf } = require("../stacks/content") as typeof import("../stacks/content");
  const { downtimes, notificationRules } = contentOf(environment);
  return {
    slos: new Map(),
    downtimes: downtimes.map(({ definition }) => definition),
    notificationRules: notificationRules.map(({ definition }) => definition),
  };
}

/** What Terraform's JSON has besides a monitor. */
export function surroundingsOf({ org }: StandingMonitor): Surroundings {
  const definitions = <T>(objects: readonly { readonly definition: object }[]) =>
    objects.map(({ definition }) => definition as T);
  return {
    slos: new Map(org.slos.all().map(({ id, definition }) => [id, definition as unknown as SloDefinition])),
    downtimes: definitions(org.downtimes.all()),
    notificationRules: definitions(org.notificationRules.all()),
  };
}

/** The SLOs that monitors name by value, by the text of the link. */
export function linkedSlos(monitors: readonly MonitorDefinition[]): ReadonlyMap<string, SloDefinition> {
  const links = monitors.flatMap((monitor) => linksIn(sloOf(monitor) ?? ""));
  return new Map(links.map((slo) => [linkTo(slo), slo as SloDefinition]));
}
