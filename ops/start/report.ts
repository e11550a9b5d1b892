import type { Environment } from "../../environments/schema";
import { type Colors, fitted, NO_COLORS, packed, wrapped } from "../words";
import { differences } from "./differences";

/** What `npm start` shows of one environment. */
export interface Declared {
  readonly environment: Environment;
  /** The folder with the synthesized JSON. */
  readonly outdir: string;
  /** In the order in which they are deployed; `objects` as `3 monitors`, and whether an org takes them. */
  readonly stacks: readonly { readonly id: string; readonly objects: string; readonly inOrg: boolean }[];
  /** The pipeline's own monitors: when they alert, and what else they do, a sentence each. */
  readonly monitors: readonly {
    readonly name: string;
    readonly condition: string;
    readonly behavior: readonly string[];
  }[];
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
const AGENT_NOTE = " (for Docker only)";

/** How a report is laid out. */
interface Layout {
  /** Columns that no line is longer than, unless a single word is. */
  readonly width: number;
  readonly colors: Colors;
}

/**
 * What is declared, for a person: stacks, monitors in words, dashboards, what differs between the environments.
 * @param width columns of the terminal @default 80
 */
export function startReport(declared: Declared, width = 80, colors: Colors = NO_COLORS): string {
  const { environment, outdir, groups = [], environments } = declared;
  const { bold, dim } = colors;
  const layout = { width, colors };
  const title = `Environment ${environment.name}`;
  const [first = "", ...rest] = fitted(
    `${title}: organization ${environment.organization} on ${environment.site}`,
    width,
  );
  return [
    first.replace(title, bold(title)),
    ...rest,
    "",
    ...stackLines(declared, layout),
    "",
    ...monitorLines(declared, layout),
    "",
    ...(groups.length === 0 ? [] : [...groupLines(groups, environment.name, layout), ""]),
    ...dashboardLines(declared, layout),
    "",
    bold("Differences between the environments"),
    ...differences(environments, layout),
    "",
    ...fitted(`The JSON for Terraform is in ${outdir}/stacks.`, width).map(dim),
  ].join("\n");
}

function stackLines({ stacks }: Declared, { width, colors: { bold, cyan } }: Layout): string[] {
  const column = Math.max(...stacks.map(({ id }) => id.length)) + 2;
  return [
    `${bold("Stacks")}, loaded into a sandbox on this machine`,
    ...stacks.flatMap(({ id, objects, inOrg }) =>
      wrapped(`${objects}${inOrg ? "" : AGENT_NOTE}`, width - column - 2).map(
        (line, index) => `  ${cyan((index === 0 ? id : "").padEnd(column))}${line}`,
      ),
    ),
  ];
}

function monitorLines({ monitors }: Declared, { width, colors: { bold, cyan, dim } }: Layout): string[] {
  return [
    bold("Monitors"),
    ...monitors.flatMap(({ name, condition, behavior }) => [
      ...fitted(`  ${name}`, width).map(cyan),
      ...wrapped(condition, width - 4).map(indented),
      ...wrapped(behavior.join(" "), width - 4).map((line) => indented(dim(line))),
    ]),
  ];
}

function dashboardLines({ dashboards }: Declared, { width, colors: { bold, cyan } }: Layout): string[] {
  return [
    bold("Dashboards"),
    ...dashboards.flatMap(({ title, topics }) => [
      ...fitted(`  ${title}`, width).map(cyan),
      ...packed(topics, " · ", width - 4)
        .flatMap((line) => wrapped(line, width - 4))
        .map(indented),
    ]),
  ];
}

/** The monitors of components, those that are on and those that are off; what each is for is in docs/monitors.md. */
function groupLines(
  groups: NonNullable<Declared["groups"]>,
  environment: string,
  { width, colors: { bold, dim, cyan } }: Layout,
): string[] {
  const column = Math.max(...groups.map(({ group }) => group.length)) + 2;
  const lines = (state: string, names: readonly string[]) =>
    packed(names, " · ", width - column - 7).map(
      (line, index) => `${(index === 0 ? state : "").padEnd(5)}${state === "off" ? dim(line) : line}`,
    );
  return [
    `${bold("Monitors of components")}, documented in docs/monitors.md`,
    ...groups.flatMap(({ group, on, off }) =>
      [...lines("on", on), ...lines("off", off)].map(
        (line, index) => `  ${cyan((index === 0 ? group : "").padEnd(column))}${line}`,
      ),
    ),
    ...fitted(`  A group's name under "monitors" in environments/${environment}.yaml turns all of it on.`, width).map(
      dim,
    ),
  ];
}

const indented = (line: string) => `    ${line}`;
