import { type Finding, finding } from "../../findings";
import { checkMessage, groupsNamed, type MessageContext, parseTemplate } from "../../messages";
import type { SearchSource } from "../../query";
import { tagMistake } from "../tags";
import type { MonitorFacts, MonitorRule } from "./facts";
import type { MonitorDefinition, MonitorType } from "./schema";

/** What the variables of a matching event begin with. */
const SOURCE_ROOTS: Readonly<Record<SearchSource, string | undefined>> = {
  logs: "log",
  events: "event",
  rum: "rum",
  "trace-analytics": "span",
  audits: "audit",
  "ci-pipelines": "cipipeline",
  "ci-tests": "citest",
  "database-monitoring": "databasemonitoring",
  "error-tracking": "issue",
  "error-tracking-rum": "issue",
  "error-tracking-logs": "issue",
  "error-tracking-traces": "issue",
  "network-performance": undefined,
  "network-path": undefined,
  "llm-observability": undefined,
  processes: undefined,
};

/** Types whose alerts have no event beside them. */
const WITHOUT_EVENTS: readonly MonitorType[] = ["service check", "slo alert"];

function contextOf({ definition, condition, handles }: MonitorFacts): MessageContext {
  return {
    groups: condition?.groups,
    events: eventsOf(definition.type, condition?.node),
    checkMessage: definition.type === "service check" || definition.type === "composite" || !condition,
    slo: definition.type === "slo alert" || !condition,
    composite: definition.type === "composite",
    handles,
  };
}

type Node = NonNullable<MonitorFacts["condition"]>["node"];

/** The roots that say something; nothing where that is not known. */
function eventsOf(type: MonitorType, node: Node | undefined): readonly string[] | undefined {
  if (node?.kind === "metricAlert" || node?.kind === "changeAlert" || WITHOUT_EVENTS.includes(type)) return [];
  const root = node?.kind === "searchAlert" ? SOURCE_ROOTS[node.source] : undefined;
  // error tracking over logs or RUM shows the event as well
  return root === undefined || root === "issue" ? undefined : [root];
}

/** The message, the title and the escalation message, which are one language. */
const words: MonitorRule = (facts) => {
  const { name, message } = facts.definition;
  const context = contextOf(facts);
  return [
    ...inText(name, ["name"], { ...context, handles: undefined }),
    ...inText(message, ["message"], context),
    ...inText(facts.options.escalation_message ?? "", ["options", "escalation_message"], context),
  ];
};

function inText(text: string, path: Finding["path"], context: MessageContext): Finding[] {
  return checkMessage(text, context).map((found) => ({ ...found, path }));
}

/**
 * A group that nothing names: neither the message, nor the title, which does by default.
 * @see https://docs.datadoghq.com/monitors/guide/monitor_api_options/#common-options (include_tags)
 */
const unnamed: MonitorRule = (facts) => {
  const { definition, condition, options } = facts;
  const groups = condition?.groups ?? [];
  if (groups.length === 0 || options.include_tags !== false || options.notify_by?.length) return [];
  const named = [definition.name, definition.message].flatMap((text) => groupsNamed(parseTemplate(text), groups));
  if (named.length > 0) return [];
  const variables = groups.map((group) => `{{${group.includes(".") ? `[${group}]` : group}.name}}`).join(", ");
  const message = `The monitor alerts separately for each ${groups.join(", ")}, but neither the title (include_tags is false) nor the message includes it: add ${variables}.`;
  return [finding("unnamed-group", message, { path: ["message"] })];
};

const tags: MonitorRule = ({ definition }) =>
  (definition.tags ?? []).flatMap((tag, index) => {
    const mistake = tagMistake(tag);
    return mistake === undefined ? [] : [finding("tag-rewritten", mistake, { path: ["tags", index] })];
  });

/** Who is named in the message or the escalation message and is neither known nor an e-mail address. */
export function unknownHandles(definition: MonitorDefinition, handles: readonly string[]): readonly Finding[] {
  const texts = { message: definition.message, escalation_message: definition.options?.escalation_message ?? "" };
  const paths = { message: ["message"], escalation_message: ["options", "escalation_message"] };
  return (["message", "escalation_message"] as const).flatMap((key) =>
    inText(texts[key], paths[key], { handles }).filter(({ check }) => check === "unknown-handle"),
  );
}

export const WORD_RULES: readonly MonitorRule[] = [words, unnamed, tags];
