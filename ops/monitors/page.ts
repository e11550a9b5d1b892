import { conditionOf, type MonitorDefinition } from "../../datadog/definitions";
import { groupOf } from "../../environments/monitor-settings";
import { monitors } from "../../monitors";
import type { About, ThresholdSource } from "../../monitors/documented";
import { notShipped } from "../../monitors/not-shipped";
import { kebabCase } from "../../stacks/listed";

/** A monitor with its documentation. */
interface Entry {
  readonly name: string;
  readonly about: About;
  readonly definition: MonitorDefinition;
}

/** The text of docs/monitors.md: what each monitor in monitors/ alerts for, and what to do then. */
export function monitorsPage(): string {
  const entries = monitors.flatMap(([name, make]): Entry[] =>
    "about" in make ? [{ name, about: make.about, definition: make() }] : [],
  );
  const groups = [...new Set(entries.map(({ name }) => groupOf(name)))];
  return [
    "# Monitors",
    "",
    "<!-- Written by `npm run docs` from monitors/. -->",
    "",
    ...INTRODUCTION,
    "",
    ...groups.flatMap((group) =>
      section(
        group,
        entries.filter(({ name }) => groupOf(name) === group),
      ),
    ),
    "## Not included",
    "",
    ...notShipped.map(({ what, why }) => `- **${what}**: ${why}`),
    "",
  ].join("\n");
}

const INTRODUCTION = [
  "Environments have those that are *on*. The name of a component under `monitors` in an environment's file turns on all of its",
  "monitors; `enabled: false` turns off one of them, or all:",
  "",
  "```yaml",
  "monitors:",
  "  slowStage: { critical: 240, warning: 180 }",
  "  postgresql:",
  "    connections: { critical: 80 } # every other monitor of PostgreSQL is on as it is here",
  "    replicationDelay: { enabled: false }",
  "  celery: { enabled: false }",
  "```",
  "",
  "An environment that sets `critical` sets all thresholds of a monitor: add `warning` and `recovery` if it should have them. The",
  "settings `priority`, `renotify` (minutes), `evaluationDelay` (seconds), and `runbook` can be set for one monitor or, at the",
  "top of the file, for all of them. *Part* means that the monitor is only part of a composite monitor, and notifies nobody.",
];

function section(group: string | undefined, entries: readonly Entry[]): string[] {
  return [
    `## ${group ?? "The pipeline"}`,
    "",
    "| monitor | default | priority | alerts when |",
    "| --- | --- | --- | --- |",
    ...entries.map(
      ({ name, about, definition }) =>
        `| [\`${name}\`](#${kebabCase(name)}) | ${stateOf(about)} | ${about.priority} | ${definition.name}${thresholdsOf(definition)} |`,
    ),
    "",
    ...entries.flatMap(entryLines),
  ];
}

const stateOf = ({ enabled = true, isPart }: About) => `${enabled ? "on" : "off"}${isPart ? ", part" : ""}`;

/** `: > 90, warning 80`. */
function thresholdsOf(definition: MonitorDefinition): string {
  const condition = conditionOf(definition);
  if (condition?.critical === undefined) return "";
  const { comparator = "", critical, warning, recovery } = condition;
  const more = [
    ...(warning === undefined ? [] : [`warning ${shown(warning)}`]),
    ...(recovery === undefined ? [] : [`recovery ${shown(recovery)}`]),
  ];
  const compared = comparator === "" ? `${critical} failed checks` : `${comparator} ${shown(critical)}`;
  return `: ${[compared, ...more].join(", ")}`;
}

const shown = (value: number) => value.toLocaleString("en-US");

function entryLines({ name, about, definition }: Entry): string[] {
  const isComposite = definition.type === "composite";
  return [
    `### <a id="${kebabCase(name)}"></a>\`${name}\``,
    "",
    about.meaning,
    "",
    ...about.steps.map((step, index) => `${index + 1}. ${step}`),
    "",
    ...(isComposite ? [] : [`- Query: \`${definition.query}\``]),
    `- Thresholds: ${sourceText(about.source)}`,
    `- Without data: ${about.missingData}`,
    `- Does not alert for: ${about.trap}`,
    "",
  ];
}

function sourceText(source: ThresholdSource): string {
  if ("own" in source) return source.own;
  return `[source](${source.page})${source.why === undefined ? "." : `. ${source.why}`}`;
}
