import { type Finding, finding } from "../../findings";
import { STATE_BLOCKS } from "../../messages";
import { parseSearch, type Search } from "../../query";
import { isUnreadable, shapeFindings } from "../shape";
import { type NotificationRuleDefinition, notificationRuleSchema } from "./schema";

/** What is wrong with a notification rule: its shape, recipients with an @, scopes that Datadog does not support. */
export function checkNotificationRule(definition: unknown): readonly Finding[] {
  const shape = shapeFindings(notificationRuleSchema, definition, "the notification rule");
  if (isUnreadable(shape)) return shape;
  const { filter, ...attributes } = (definition as NotificationRuleDefinition).attributes;
  return [
    ...shape,
    ...("scope" in filter ? scopeFindings(filter.scope) : tagFindings(filter.tags)),
    ...whoFindings(attributes),
    ...(attributes.conditional_recipients?.conditions ?? []).flatMap(({ scope }, index) =>
      conditionFindings(scope, index),
    ),
  ];
}

type Attributes = Omit<NotificationRuleDefinition["attributes"], "filter">;

const wrong = (message: string, ...path: Finding["path"]) =>
  finding("notification-rule", message, { path: ["attributes", ...path] });

function tagFindings(tags: readonly string[]): Finding[] {
  return tags.flatMap((tag, index) =>
    /^[^:\s]+:.+$/.test(tag)
      ? []
      : [wrong(`"${tag}" has no key and value: use key:value, such as team:data-platform.`, "filter", "tags", index)],
  );
}

/** @see https://docs.datadoghq.com/monitors/notify/notification_rules/#configure-the-scope */
function scopeFindings(scope: string): Finding[] {
  const path = ["filter", "scope"];
  if (scope.trim() === "") return [wrong("The scope is empty: use key:*, such as team:*.", ...path)];
  const result = parseSearch(scope);
  if (!result.ok) {
    return result.errors.map(({ message, range }) => ({ ...wrong(message, ...path), range }));
  }
  const mistake = mistakeOf(result.node);
  return mistake === undefined ? [] : [wrong(mistake, ...path)];
}

function mistakeOf(search: Search, key?: string): string | undefined {
  switch (search.kind) {
    case "searchTerm":
      if (key !== undefined) return wildcardMistake(key, search.text);
      return `All tags must have a key: use key:${search.text} instead of ${search.text}.`;
    case "searchAny":
      return key === undefined ? "A scope cannot be * alone: use key:*, such as team:*." : undefined;
    case "searchFacet":
      return search.quoted ? undefined : wildcardMistake(search.key, search.value);
    case "searchFacetGroup":
      return mistakeOf(search.operand, search.key);
    case "searchRange":
      return "A scope cannot have ranges: list the values.";
    case "searchNot":
      return mistakeOf(search.operand, key);
    case "searchAnd":
    case "searchOr":
      return search.operands.map((operand) => mistakeOf(operand, key)).find((mistake) => mistake !== undefined);
  }
}

function wildcardMistake(key: string, value: string): string | undefined {
  if (value === "*" || !/[*?]/.test(value)) return undefined;
  return `A scope supports the wildcard * only as a whole value: use ${key}:* instead of ${key}:${value}, or list the values.`;
}

/** Recipients are handles without their @, and there is one list of them or there are conditions. */
function whoFindings({ recipients, conditional_recipients: conditional }: Attributes): Finding[] {
  const lists: readonly (readonly [readonly string[] | undefined, Finding["path"]])[] = [
    [recipients, ["recipients"]],
    ...(conditional?.conditions ?? []).map(
      (one, index) => [one.recipients, ["conditional_recipients", "conditions", index, "recipients"]] as const,
    ),
    [conditional?.fallback_recipients, ["conditional_recipients", "fallback_recipients"]],
  ];
  const findings = lists.flatMap(([list = [], path]) =>
    list.flatMap((who, at) => recipientFindings(who, [...path, at])),
  );
  if (recipients === undefined && conditional === undefined) {
    findings.push(wrong("The rule notifies nobody: add recipients or conditional_recipients.", "recipients"));
  }
  if (recipients !== undefined && conditional !== undefined) {
    const message = "The rule has both recipients and conditional_recipients: remove one of them.";
    findings.push(wrong(message, "conditional_recipients"));
  }
  return findings;
}

function recipientFindings(recipient: string, path: Finding["path"]): Finding[] {
  if (!recipient.startsWith("@")) return [];
  const fixed = recipient.replace(/^@+/, "");
  return [wrong(`A recipient is a handle without its @: use "${fixed}" instead of "${recipient}".`, ...path)];
}

/** The key of a condition on what the notification is about. */
const TRANSITION = "transition_type";

/** The status that a condition names, `is_alert`, which its short form `alert` means too. @default it is about a tag, or none */
export function statusIn(scope: string): string | undefined {
  const [key = "", value = ""] = scope.trim().split(":", 2);
  return key === TRANSITION ? statusOf(value) : undefined;
}

const statusOf = (value: string) => STATE_BLOCKS.find((name) => name === value || name === `is_${value}`);

/** A status or one tag. */
function conditionFindings(scope: string, index: number): Finding[] {
  const path = ["conditional_recipients", "conditions", index, "scope"];
  const [, key, value] = /^\s*([^:\s"()]+):([^\s"()*?]+|"[^"]+")\s*$/.exec(scope) ?? [];
  if (key === undefined || value === undefined) {
    const message = `"${scope}" is not a condition: use ${TRANSITION}:is_alert or a single tag, such as env:prod.`;
    return [wrong(message, ...path)];
  }
  if (key !== TRANSITION || statusOf(value) !== undefined) return [];
  return [wrong(`"${value}" is not a status: use one of ${STATE_BLOCKS.join(", ")}.`, ...path)];
}
