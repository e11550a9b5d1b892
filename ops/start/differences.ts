import { type Environment, environmentSchema } from "../../environments/schema";
import { type Colors, packed, wrapped } from "../words";

/** How a table is laid out. */
interface Layout {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colors: Colors;
}

/** A setting, and what each environment says of it. */
interface Row {
  readonly name: string;
  readonly cells: readonly string[];
}

/**
 * A table of the settings that are not the same everywhere: a row a setting, a column an environment. Nothing of a cell is
 * cut: a row that does not fit is written below its setting, environment by environment.
 */
export function differences(environments: readonly Environment[], layout: Layout): string[] {
  const { width, colors } = layout;
  const names = environments.map(({ name }) => name);
  const rows = differingRows(environments);
  const first = Math.max(0, ...rows.map(({ name }) => name.length)) + 2;
  const column = Math.floor((width - 2 - first) / Math.max(1, names.length));
  const isTable = names.every((name) => name.length + 2 <= column);
  const head = isTable ? [`  ${" ".repeat(first)}${colors.bold(tableLine(names, column))}`] : [];
  return [
    ...head,
    ...rows.flatMap((row) => {
      const cells = isTable ? row.cells.map((cell) => cellLines(cell, column - 2)) : [undefined];
      return cells.every((lines) => lines !== undefined)
        ? tableRow(row.name, cells, { first, column, colors })
        : listedRow(row, names, layout);
    }),
  ];
}

function differingRows(environments: readonly Environment[]): Row[] {
  const settings = environments.map(settingsOf);
  const order = Object.keys(environmentSchema([]).shape);
  const place = (name: string) => order.indexOf(name.split(".")[0] ?? "");
  const names = [...new Set(settings.flatMap((row) => [...row.keys()]))].sort((a, b) => place(a) - place(b));
  return names
    .map((name) => ({ name, cells: settings.map((row) => row.get(name) ?? "–") }))
    .filter(({ cells }) => new Set(cells).size > 1);
}

/** The lines of a cell; nothing where a word of it is too long. */
function cellLines(cell: string, width: number): string[] | undefined {
  const lines = packed(partsOf(cell), " ", width).flatMap((line) => wrapped(line, width));
  return lines.some((line) => line.length > width) ? undefined : lines;
}

/** Parts of a cell stay together: `critical 3,`. */
const partsOf = (cell: string) => (cell.includes(", ") ? cell.split(/(?<=,) /) : cell.split(" "));

const tableLine = (cells: readonly string[], column: number) =>
  cells
    .map((cell) => cell.padEnd(column))
    .join("")
    .trimEnd();

function tableRow(
  name: string,
  cells: readonly (readonly string[])[],
  { first, column, colors }: { readonly first: number; readonly column: number; readonly colors: Colors },
): string[] {
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, index) => {
    const text = tableLine(
      cells.map((lines) => lines[index] ?? ""),
      column,
    );
    return `  ${colors.dim((index === 0 ? name : "").padEnd(first))}${colors.yellow(text)}`;
  });
}

/** A row below its name: environments that say the same share their lines. */
function listedRow({ name, cells }: Row, environments: readonly string[], { width, colors }: Layout): string[] {
  const who = new Map<string, string[]>();
  for (const [index, cell] of cells.entries()) who.set(cell, [...(who.get(cell) ?? []), environments[index]!]);
  return [
    `  ${colors.dim(name)}`,
    ...[...who].flatMap(([cell, names]) => {
      const label = `${names.join(", ")}:`;
      const [start = "", ...rest] = packed([label, ...partsOf(cell)], " ", width - 6).flatMap((line) =>
        wrapped(line, width - 6),
      );
      const after = start.slice(label.length);
      return [`    ${label}${colors.yellow(after)}`, ...rest.map((line) => `      ${colors.yellow(line)}`)];
    }),
  ];
}

/** An environment's settings by name, each as one short text; monitors and whom they tell one by one. */
function settingsOf(environment: Environment): Map<string, string> {
  const { name: _, monitors, notify, state, ...rest } = environment;
  const settings = new Map<string, string>();
  const add = (name: string, value: unknown, otherwise?: string) => {
    const text = settingText(value, otherwise).trim();
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
