import type { MonitorDefinition } from "../../datadog/definitions";
import { seePages } from "../../datadog/findings";
import { counted, joined } from "../words";
import type { Imported } from "./code";
import type { ImportResult } from "./import";
import { similarMonitors } from "./similar";

/** An import in lines to read: what was written, what differs, what was found, what was left out. */
export function importLines(
  { imported, leftOut, written, byHand }: ImportResult,
  environment: string | undefined,
): string[] {
  const others = written.filter((path) => !imported.some(({ file }) => file.path === path));
  const checks = [...new Set(imported.flatMap(({ findings }) => findings.map(({ check }) => check)))];
  const spelled = imported.filter(({ differences }) => differences.length > 0);
  const lines = [
    ...imported.map(
      ({ file, from, title, form }) => `${file.path}: ${from} "${title}"${form === "" ? "" : `, ${form}`}`,
    ),
    ...others,
    ...section("To do by hand:", byHand),
    ...section(
      "Different from what was read:",
      spelled.flatMap(({ name, differences }) => differences.map((line) => `${name}: ${line}`)),
    ),
    ...section("Not taken over:", [
      ...together(imported.flatMap(({ name, notes }) => notes.map((note) => [name, note] as const))),
      ...leftOut.map(({ what, why }) => `${what}: ${why}`),
    ]),
    ...section(
      "Findings, as in npm run query -- check; nothing was changed:",
      together(
        imported.flatMap(({ name, findings }) =>
          findings.map(({ message, check }) => [name, `${message} [${check}]`] as const),
        ),
      ),
    ),
    ...(seePages(checks) === undefined ? [] : [`  ${[seePages(checks)].flat().join(" ")}`]),
    ...reformatLines(imported),
    ...section("Similar enough for one function with settings, which --together writes:", similarLines(imported)),
    ...next(imported, environment),
  ];
  return lines[0] === "" ? lines.slice(1) : lines;
}

/** Text that stays text unless somebody wants it otherwise. */
function reformatLines(imported: readonly Imported[]): string[] {
  const counts = (["monitor", "dashboard"] as const).flatMap((kind) => {
    const count = imported.reduce((sum, each) => sum + (each.kind === kind ? each.reformattable : 0), 0);
    return count === 0
      ? []
      : [kind === "monitor" ? `the queries of ${counted(count, "monitor")}` : counted(count, "widget")];
  });
  const why = "because function calls would change the spaces or parentheses of queries in Datadog";
  const old = imported.reduce((sum, each) => sum + each.oldForm, 0);
  const whyOld = "because their requests have the form with q, and functions write queries and formulas";
  return [
    ...(counts.length === 0
      ? []
      : ["", `Kept as text, ${why}: ${joined(counts)}. To write them as function calls, use --reformat.`]),
    ...(old === 0 ? [] : ["", `Kept as JSON, ${whyOld}: ${counted(old, "widget")}. To convert them, use --reformat.`]),
  ];
}

const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];

function similarLines(imported: readonly Imported[]): string[] {
  const monitors = imported.filter(({ kind, file }) => kind === "monitor" && file.variants === undefined);
  const named = monitors.map(({ name, definition }) => ({
    name,
    definition: definition as unknown as MonitorDefinition,
  }));
  return similarMonitors(named).map(
    ({ names, differs }) => `${names.join(", ")}: they differ in ${["the name", ...differs].join(", ")}`,
  );
}

/** One line for what is said of several objects, and once for what is said of one several times. */
function together(said: readonly (readonly [name: string, text: string])[]): string[] {
  const names = new Map<string, Set<string>>();
  for (const [name, text] of said) names.set(text, (names.get(text) ?? new Set()).add(name));
  return [...names].map(([text, of]) => {
    const [first, ...others] = of;
    return others.length === 0 ? `${first}: ${text}` : `${first} and ${others.length} more: ${text}`;
  });
}

function next(imported: readonly Imported[], environment: string | undefined): string[] {
  if (imported.length === 0) return ["", "Nothing was imported."];
  if (environment === undefined) {
    const sentence =
      "Terraform would create these a second time. To have it take over the existing ones, name their environment";
    return ["", `${sentence}: --environment NAME`];
  }
  const known = imported.filter(({ id }) => id !== undefined).length;
  const left = imported.length - known;
  const taken = known > 0 ? [`Terraform takes over ${known} of ${imported.length} in ${environment}.`] : [];
  const rest =
    left > 0
      ? [`The file has no ID for ${left} of them: Terraform would create ${left === 1 ? "it" : "them"} a second time.`]
      : [];
  return ["", [...taken, ...rest, `See what would change: npm run diff -- ${environment}`].join(" ")];
}
