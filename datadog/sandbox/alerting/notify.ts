import type { MonitorDefinition } from "../../definitions";
import { type MessageFacts, notificationTitle, parseTemplate, renderMessage, type Template } from "../../messages";
import type { Condition } from "../../query";
import type { Group } from "../evaluate";
import type { Notice } from "./alerts";
import { type Routing, tagsetsOf } from "./routing";
import type { Notification } from "./types";

type LevelName =
  | "comparator"
  | "threshold"
  | "warn_threshold"
  | "alert_recovery_threshold"
  | "warn_recovery_threshold"
  | "ok_threshold";

/** What is the same in all notifications of a monitor. */
export interface Letter {
  readonly id: string;
  readonly definition: MonitorDefinition;
  readonly message: Template;
  /** The monitor's name, which may hold variables. */
  readonly name: Template;
  readonly escalation?: Template;
  readonly levels: Pick<NonNullable<MessageFacts["values"]>, LevelName>;
  /** Tags that the query's scope fixes: `env:prod` of `{env:prod}`. */
  readonly scopeTags: Readonly<Record<string, string>>;
  /** What is known of a group from elsewhere: its host's tags, its service in the catalog. @default nothing */
  readonly about?: (group: Group) => Readonly<Record<string, unknown>>;
  /** Notification rules. */
  readonly routings: readonly Routing[];
}

/** What can be prepared of a monitor's notifications. */
export function letterOf(
  id: string,
  definition: MonitorDefinition,
  condition: Condition,
  scopeTags: Letter["scopeTags"],
  { about, routings = [] }: Partial<Pick<Letter, "about" | "routings">> = {},
): Letter {
  const escalation = definition.options?.escalation_message?.trim();
  const { ok } = definition.options?.thresholds ?? {};
  return {
    id,
    definition,
    message: parseTemplate(definition.message),
    name: parseTemplate(definition.name),
    ...(escalation ? { escalation: parseTemplate(escalation) } : {}),
    levels: {
      comparator: condition.comparator,
      threshold: condition.critical,
      warn_threshold: condition.warning,
      alert_recovery_threshold: condition.recovery,
      warn_recovery_threshold: condition.warningRecovery,
      ok_threshold: ok ?? undefined,
    },
    scopeTags,
    routings,
    ...(about ? { about } : {}),
  };
}

/**
 * The notification of something that people are to be notified of.
 * @param time UNIX seconds
 */
export function notificationOf(letter: Letter, notice: Notice, time: number): Notification {
  const { id, definition } = letter;
  const { moment, record, reading, groups } = notice;
  const facts = factsOf(letter, notice, time);
  const message = renderMessage(letter.message, facts);
  const isReminder = moment.endsWith("_renotify");
  const escalation = isReminder && letter.escalation ? renderMessage(letter.escalation, facts) : undefined;
  const priority = escalation?.priority ?? message.priority;
  const includeTags = definition.options?.include_tags ?? true;
  const group = record.group.key === "*" ? [] : Object.entries(record.group.tags).map(([key, tag]) => `${key}:${tag}`);
  return {
    monitor: id,
    time,
    moment,
    group: record.group,
    groups: groups.map((one) => one.group.key),
    title: notificationTitle(letter.name, priority === undefined ? facts : { ...facts, priority }, {
      group,
      includeTags,
    }),
    text: escalation ? `${message.text}\n\n${escalation.text}`.trim() : message.text,
    recipients: [...new Set([...message.recipients, ...(escalation?.recipients ?? []), ...routed(letter, notice)])],
    titleOnly: message.titleOnly,
    ...(priority === undefined ? {} : { priority }),
    ...(reading?.value === undefined ? {} : { value: reading.value }),
  };
}

/** Whom notification rules add. */
function routed({ routings, definition }: Letter, { moment, groups }: Notice): readonly string[] {
  if (routings.length === 0) return [];
  const tagsets = tagsetsOf(
    definition,
    groups.map(({ group }) => group),
  );
  return routings.flatMap((recipientsOf) => recipientsOf({ moment, tagsets }));
}

function factsOf(letter: Letter, { moment, record, reading, groups }: Notice, time: number): MessageFacts {
  const { firstTriggered, lastTriggered, group } = record;
  const { levels } = letter;
  // each by its name: notifications are many, and a spread costs ten times as much
  const values = {
    comparator: levels.comparator,
    threshold: levels.threshold,
    warn_threshold: levels.warn_threshold,
    alert_recovery_threshold: levels.alert_recovery_threshold,
    warn_recovery_threshold: levels.warn_recovery_threshold,
    ok_threshold: levels.ok_threshold,
    value: reading?.value,
    first_triggered_at: milliseconds(firstTriggered),
    first_triggered_at_epoch: milliseconds(firstTriggered),
    last_triggered_at: milliseconds(lastTriggered),
    last_triggered_at_epoch: milliseconds(lastTriggered),
    triggered_duration_sec: firstTriggered === undefined ? undefined : time - firstTriggered,
  };
  return {
    moment,
    priority: letter.definition.priority ?? undefined,
    values: reading?.values ? { ...values, ...reading.values } : values,
    tags: { ...letter.scopeTags, ...sharedTags(groups.map((one) => one.group.tags)), ...group.tags },
    about: { ...letter.about?.(groups[0]?.group ?? group), ...reading?.about },
  };
}

const milliseconds = (time: number | undefined) => (time === undefined ? undefined : time * 1000);

/** The tags of several groups: of a key with several values all of them. */
function sharedTags(all: readonly Readonly<Record<string, string>>[]): NonNullable<MessageFacts["tags"]> {
  if (all.length === 1) return all[0]!;
  const values = new Map<string, Set<string>>();
  for (const tags of all) {
    for (const [key, value] of Object.entries(tags)) values.set(key, (values.get(key) ?? new Set()).add(value));
  }
  return Object.fromEntries([...values].map(([key, set]) => [key, [...set]]));
}
