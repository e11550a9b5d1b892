import type { MonitorDefinition } from "../../datadog/definitions";
import type { Written } from "./code";
import type { CodeFile } from "./code-file";
import type { Existing } from "./existing";
import { thresholdsOf } from "./monitor/thresholds";
import { similarMonitors } from "./similar";
import { commonWords, together } from "./together";

/** Those of the monitors that differ in a few values with one file for each group of them. */
export function grouped(imported: readonly Written[], existing: Existing): readonly Written[] {
  const monitors = imported.filter(({ kind }) => kind === "monitor");
  const named = monitors.map(({ name, definition }) => ({
    name,
    definition: definition as unknown as MonitorDefinition,
  }));
  const shared = new Map<string, CodeFile>();
  for (const { names } of similarMonitors(named)) {
    const group = monitors.filter(({ name }) => names.includes(name));
    const own = group.map(({ file, title, definition }) => ({
      file,
      title,
      // Thresholds that stay in a query as text are no settings.
      levels: file.locals === undefined ? {} : thresholdsOf(definition as unknown as MonitorDefinition),
    }));
    const place = () => existing.claim("monitor", commonWords(group.map(({ title }) => title)) || names[0]!);
    const file = together(own, place);
    if (file !== undefined) for (const name of names) shared.set(name, file);
  }
  return imported.map((each) => ({ ...each, file: shared.get(each.name) ?? each.file }));
}
