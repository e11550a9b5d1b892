import { asserted } from "../../findings";
import { checkNotificationRule } from "./check";
import type { NotificationRuleDefinition } from "./schema";

/** Who is notified in addition to the handles of a monitor's message. */
export interface NotificationRuleSpec {
  readonly name: string;
  /** Tags that a notification must all have, of its monitor or its group. @default `scope` says which */
  readonly tags?: readonly string[];
  /** A search over those tags: `team:data-platform AND NOT env:dev`. @default `tags` say which */
  readonly scope?: string;
  /** Handles, with or without their @, that are notified of everything. @default `when` says who is */
  readonly recipients?: readonly string[];
  /**
   * Handles by condition: a status, such as `is_alert` or `is_recovery`, or a single tag, such as `env:prod`. Of each that
   * holds, all are notified.
   * @default `recipients` are notified of everything
   */
  readonly when?: Readonly<Record<string, readonly string[]>>;
  /** Who is notified where nothing of `when` holds. @default nobody */
  readonly otherwise?: readonly string[];
}

/** @throws DefinitionError for a filter, a recipient or a condition that Datadog rejects */
export function notificationRule(spec: NotificationRuleSpec): NotificationRuleDefinition {
  const { name, tags = [], scope, recipients, when, otherwise } = spec;
  const conditions = Object.entries(when ?? {}).map(([condition, who]) => ({
    scope: condition.includes(":") ? condition : `transition_type:${condition}`,
    recipients: plain(who),
  }));
  const definition: NotificationRuleDefinition = {
    type: "monitor-notification-rule",
    attributes: {
      name,
      filter: scope === undefined ? { tags: [...tags] } : { scope },
      ...(recipients === undefined ? {} : { recipients: plain(recipients) }),
      ...(when === undefined
        ? {}
        : {
            conditional_recipients: {
              conditions,
              ...(otherwise === undefined ? {} : { fallback_recipients: plain(otherwise) }),
            },
          }),
    },
  };
  return asserted(`notification rule "${name}"`, definition, checkNotificationRule(definition));
}

const plain = (handles: readonly string[]) => handles.map((handle) => handle.replace(/^@/, ""));
