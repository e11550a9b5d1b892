import { type Finding, isRefused, withSuggestion } from "../../findings";
import { comparisonOf } from "../../query";
import { SourceError } from "../../source";
import { readYamlList, type YamlFile } from "../../source/yaml";
import type { CheckOptions } from "../kind";
import { checkMonitor } from "../monitor/check";
import { conditionOf } from "../monitor/condition";
import { type ThresholdSettings, withThresholds } from "../monitor/levels";
import type { MonitorDefinition } from "../monitor/schema";
import { monitorSchema } from "../monitor/schema";

export interface MonitorYamlOptions extends CheckOptions {
  /** The name that errors carry, and that a monitor without a name takes its own from. @default "monitor.yaml" */
  readonly file?: string;
  /** Thresholds that win over those of the text, in the query too. @default those of the text */
  readonly thresholds?: ThresholdSettings;
}

/** As it is written: what can be told from the rest may be left out. */
const writtenSchema = monitorSchema.partial({ name: true });

/**
 * A monitor written as YAML, in the words of Datadog's API:
 *
 * ```yaml
 * type: metric alert
 * query: sum(last_5m):sum:pipeline.runs{status:failed}.as_count() > 3
 * message: Multiple pipeline failures detected. @slack-data
 * ```
 *
 * `name` is the file's when it is left out (`slow-stage.yaml`: "Slow stage"), the critical threshold is that of the
 * query, and `require_full_window` is false, as the API has it.
 *
 * @throws SourceError with a line `file:line:column: what is wrong` for each mistake, and when there is not exactly one
 */
export function fromYaml(text: string, options: MonitorYamlOptions = {}): MonitorDefinition {
  const monitors = monitorsFromYaml(text, options);
  const [only] = monitors;
  if (only && monitors.length === 1) return only;
  const message = `there are ${monitors.length} monitors here: keep one, or read them as a list`;
  throw new SourceError([{ file: options.file ?? DEFAULT_FILE, line: 1, column: 1, message }]);
}

const DEFAULT_FILE = "monitor.yaml";

/**
 * The monitors of a YAML text: one, a list of them, or several documents parted by `---`.
 * @throws SourceError like {@link fromYaml}
 */
export function monitorsFromYaml(text: string, options: MonitorYamlOptions = {}): MonitorDefinition[] {
  const { file = DEFAULT_FILE } = options;
  const entries = readYamlList(file, text, writtenSchema);
  const unnamed = entries.find(({ value }) => value.name === undefined);
  if (unnamed && entries.length > 1) {
    throw new SourceError([unnamed.problem([], "each monitor in a file with several monitors must have a name")]);
  }
  const monitors = entries.map((entry) => ({ entry, definition: completed(entry.value, file, options.thresholds) }));
  const problems = monitors.flatMap(({ entry, definition }) =>
    checkMonitor(definition, options)
      .filter(isRefused)
      .map((finding) => problemAt(entry, finding)),
  );
  if (problems.length > 0) throw new SourceError(problems.sort((a, b) => a.line - b.line || a.column - b.column));
  return monitors.map(({ definition }) => definition);
}

function problemAt(entry: YamlFile<unknown>, { path, range, message, suggestion }: Finding) {
  return entry.problem(path, withSuggestion(message, suggestion), { offset: range?.start });
}

type Written = ReturnType<typeof writtenSchema.parse>;

/** What is left out and can be told from the rest. */
function completed(written: Written, file: string, settings: ThresholdSettings = {}): MonitorDefinition {
  const definition: MonitorDefinition = {
    ...written,
    name: written.name ?? nameOf(file),
    // a block scalar ends in a line break, which Datadog drops
    query: written.query.trim(),
    message: written.message.trimEnd(),
  };
  const condition = conditionOf(definition);
  const comparison = condition && comparisonOf(condition.node);
  const thresholds = { ...(comparison ? { critical: comparison.value } : {}), ...written.options?.thresholds };
  const options = {
    require_full_window: false,
    ...written.options,
    ...(Object.keys(thresholds).length > 0 ? { thresholds } : {}),
  };
  return withThresholds({ ...definition, options }, settings);
}

/** `monitors/slow-stage.yaml` → `Slow stage`. */
function nameOf(file: string): string {
  const base = file.split(/[\\/]/).at(-1)!;
  const words = base.replace(/\.ya?ml$/, "").replace(/[-_]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
