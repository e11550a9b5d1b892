import { type MonitorDefinition, type NotificationRuleDefinition, statusIn } from "../../definitions";
import { MOMENTS, type Moment } from "../../messages";
import type { Group } from "../evaluate";
import { scopeMatcher } from "./scope";

/** A notification rule that can be applied: whom it adds to a notification. */
export type Routing = (notification: Routed) => readonly string[];

/** What rules look at. */
export interface Routed {
  readonly moment: Moment;
  /** The tags of the monitor together with those of each group that the notification is about. */
  readonly tagsets: readonly (readonly string[])[];
}

/**
 * Prepares a notification rule.
 * @throws AlertingError where its scope cannot be read
 * @see https://docs.datadoghq.com/monitors/notify/notification_rules/#how-matching-works
 */
export function routingOf({ attributes }: NotificationRuleDefinition): Routing {
  const { filter, recipients, conditional_recipients: conditional } = attributes;
  const matches = "scope" in filter ? ruleMatcher(filter.scope) : hasAll(filter.tags);
  const conditions = (conditional?.conditions ?? []).map((one) => ({
    holds: conditionOf(one.scope),
    who: one.recipients,
  }));
  return ({ moment, tagsets }) => {
    const matching = tagsets.filter(matches);
    if (matching.length === 0) return [];
    if (recipients) return recipients.map(handle);
    const met = conditions.filter(({ holds }) => matching.some((tags) => holds(tags, moment)));
    const who = met.length > 0 ? met.flatMap((one) => one.who) : (conditional?.fallback_recipients ?? []);
    return who.map(handle);
  };
}

/** The tag sets of a notification about some groups: NOT is judged for each on its own. */
export function tagsetsOf({ tags = [] }: MonitorDefinition, groups: readonly Group[]): Routed["tagsets"] {
  const own = (tags ?? []).map(lower);
  const sets = groups.map((group) => [
    ...own,
    ...Object.entries(group.tags).map(([key, value]) => lower(`${key}:${value}`)),
  ]);
  return sets.length === 0 ? [own] : sets;
}

const lower = (text: string) => text.toLowerCase();

/** Recipients are handles without their @. */
const handle = (recipient: string) => `@${recipient}`;

type TagsMatcher = (tags: readonly string[]) => boolean;

const hasAll = (wanted: readonly string[]): TagsMatcher => {
  const all = wanted.map(lower);
  return (tags) => all.every((tag) => tags.includes(tag));
};

/** Keys in lowercase, as the tags are; values compare without case, and AND, OR and NOT stay as they are. */
const ruleMatcher = (scope: string): TagsMatcher =>
  scopeMatcher(scope, "a notification rule", scope.replace(/[\w./-]+(?=:)/g, lower));

function conditionOf(scope: string): (tags: readonly string[], moment: Moment) => boolean {
  const status = statusIn(scope);
  if (status !== undefined) return (_, moment) => (MOMENTS[moment] as readonly string[]).includes(status);
  const matches = ruleMatcher(scope);
  return (tags) => matches(tags);
}
