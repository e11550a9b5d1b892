import { type Environment, environmentSchema } from "../../environments/schema";
import { type Colors, NO_COLORS, packed, wrapped } from "../words";

/** What `npm start` shows of one environment. */
export interface Declared {
  readonly environment: Environment;
  /** The folder with the synthesized JSON. */
  readonly outdir: string;
  /** In the order in which they are deployed; `objects` as `3 monitors`, and whether an org takes them. */
  readonly stacks: readonly { readonly id: string; readonly objects: string; readonly inOrg: boolean }[];
  /** The pipeline's own monitors. */
  readonly monitors: readonly { readonly name: string; readonly condition: string }[];
  /** The monitors of each component, by name: those that the environment has, and those that it does not. @default none */
  readonly groups?: readonly {
    readonly group: string;
    readonly on: readonly string[];
    readonly off: readonly string[];
  }[];
  readonly dashboards: readonly { readonly title: string; readonly topics: readonly string[] }[];
  /** All there are, to show what differs. */
  readonly environments: readonly Environment[];
}

/** Of the stack that is no object of Datadog's. */
const AGENT_NOTE = " (for Docker, not for an org)";

/** Columns of a terminal that no line is longer than. */
const WIDTH = 100;

/** What is declared, for a person: stacks, monitors with their conditions in words, dashboards, environments. */
export function startReport(declared: Declared, colors: Colors = NO_COLORS): string {
  const { environment, outdir, stacks, monitors, groups = [], dashboards, environments } = declared;
  const { bold, dim, cyan } = colors;
  const column = Math.max(...stacks.map(({ id }) => id.length)) + 2;
  return [
    `${bold(`Environment ${environment.name}`)}: organization ${environment.organization} on ${environment.site}`,
    "",
    `${bold("Stacks")}, deployed to an org on this machine`,
    ...stacks.map(({ id, objects, inOrg }) => `  ${cyan(id.padEnd(column))}${objects}${inOrg ? "" : AGENT_NOTE}`),
    "",
    bold("Monitors"),
    ...monitors.flatMap(({ name, condition }) => [`  ${cyan(name)}`, ...wrapped(condition, WIDTH - 4).map(indented)]),
    "",
    ...(groups.length === 0 ? [] : [...groupLines(groups, environment.name, colors), ""]),
    bold("Dashboards"),
    ...dashboards.flatMap(({ title, topics }) => [`  ${cyan(title)}`, ...wrappedTopics(topics).map(indented)]),
    "",
    bold("Differences between the environments"),
    ...differences(environments, colors),
    "",
    dim(`The JSON for Terraform is in ${outdir}/stacks.`),
  ].join("\n");
}

/** The monitors of components, those that are on and those that are off; what each is for is in docs/monitors.md. */
function groupLines(
  groups: NonNullable<Declared["groups"]>,
  environment: string,
  { bold, dim, cyan }: Colors,
): string[] {
  const column = Math.max(...groups.map(({ group }) => group.length)) + 2;
  const lines = (state: string, names: readonly string[]) =>
    packed(names, " · ", WIDTH - column - 7).map(
      (line, index) => `${(index === 0 ? state : "").padEnd(5)}${state === "off" ? dim(line) : line}`,
    );
  return [
    `${bold("Monitors of components")}, documented in docs/monitors.md`,
    ...groups.flatMap(({ group, on, off }) =>
      [...lines("on", on), ...lines("off", off)].map(
        (line, index) => `  ${cyan((index === 0 ? group : "").padEnd(column))}${line}`,
      ),
    ),
    dim(`  A group's name under "monitors" in environments/${environment}.yaml turns all of it on.`),
  ];
}

export const indented = (line: string) => `    ${line}`;

/** The titles, parted by dots; a line ends between two titles. */
export function wrappedTopics(topics: readonly string[]): string[] {
  return packed(topics, " · ", WIDTH - 4);
}

// -------------------------------------------------------------------------------------------------- environments

/** A table of the settings that are not the same everywhere: a row a setting, a column an environment. */
function differences(environments: readonly Environment[], { bold, dim, yellow }: Colors): string[] {
  const settings = environments.map(settingsOf);
  const order = Object.keys(environmentSchema([]).shape);
  const place = (name: string) => order.indexOf(name.split(".")[0] ?? "");
  const names = [...new Set(settings.flatMap((row) => [...row.keys()]))].sort((a, b) => place(a) - place(b));
  const rows = names
    .map((name) => ({ name, cells: settings.map((row) => row.get(name) ?? "–") }))
    .filter(({ cells }) => new Set(cells).size > 1);
  const first = Math.max(0, ...rows.map(({ name }) => name.length)) + 2;
  const width = Math.floor((WIDTH - 2 - first) / Math.max(1, environments.length));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell) => cell.padEnd(width))
      .join("")
      .trimEnd();
  const table = rows.flatMap(({ name, cells }) => {
    const columns = cells.map((cell) => cellLines(cell, width - 2));
    const height = Math.max(...columns.map((column) => column.length));
    return Array.from({ length: height }, (_, index) => {
      const text = line(columns.map((column) => column[index] ?? ""));
      return `  ${dim((index === 0 ? name : "").padEnd(first))}${yellow(text)}`;
    });
  });
  return [`  ${" ".repeat(first)}${bold(line(environments.map(({ name }) => name)))}`, ...table];
}

/** Parts of a cell stay together; what is too long even for a line of its own is cut. */
function cellLines(cell: string, width: number): string[] {
  const parts = cell.includes(", ") ? cell.split(/(?<=,) /) : cell.split(" ");
  return packed(parts, " ", width).map((line) => (line.length > width ? `${line.slice(0, width - 1)}…` : line));
}

/** An environment's settings by name, each as one short text; monitors and whom they tell one by one. */
function settingsOf(environment: Environment): Map<string, string> {
  const { name: _, monitors, notify, state, ...rest } = environment;
  const settings = new Map<string, string>();
  const add = (name: string, value: unknown, otherwise?: string) => {
    const text = settingText(value, otherwise);
    if (text !== "") settings.set(name, text);
  };
  for (const [key, value] of Object.entries(rest)) add(key, value);
  for (const [key, value] of Object.entries(notify)) add(`notify.${key}`, value);
  for (const [key, value] of Object.entries(monitors)) add(`monitors.${key}`, value, "as written in monitors/");
  add("state", Object.keys(state).join());
  return settings;
}

/** `critical 3, warning 1`; a section with nothing to say is `otherwise`. */
function settingText(value: unknown, otherwise = "on"): string {
  if (value === undefined || value === false) return "";
  if (value === true) return "yes";
  if (Array.isArray(value)) return value.join(" ");
  if (typeof value !== "object" || value === null) return String(value);
  const { enabled, ...rest } = value as Record<string, unknown>;
  if (enabled === false) return "off";
  const said = Object.entries(rest)
    .map(([key, item]) => [key, settingText(item)] as const)
    .filter(([, text]) => text !== "")
    .map(([key, text]) => (text === "yes" ? key : `${key} ${text}`));
  return said.join(", ") || otherwise;
}
