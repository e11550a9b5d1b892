import { type Handle, handlesOf, MOMENTS, type Moment, parseTemplate, type TemplateNode } from "../../datadog/messages";
import type { Simulation } from "../simulation";
import { type Covered, note } from "./parts";

/** Notes what a simulation of a monitor that ships reached. */
export function record(monitor: string, environment: string, simulation: Simulation): void {
  note(coveredBy(monitor, environment, simulation));
}

function coveredBy(monitor: string, environment: string, { lines, definition, notifications }: Simulation): Covered {
  const all = stateBlocks(parseTemplate(definition.message).nodes);
  const moments = notifications.map(({ moment }) => moment);
  const sent = new Set(notifications.flatMap(({ recipients }) => recipients));
  return {
    monitor,
    environment,
    states: [...new Set(lines.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to])))],
    transitions: [
      ...new Set(lines.flatMap(({ from, to }) => (to === undefined || to === from ? [] : [`${from} → ${to}`]))),
    ],
    blocks: { all, reached: all.filter((name) => moments.some((moment) => shows(name, moment))) },
    handles: { all: [...new Set(handlesOf(definition.message).map(nameOf))], reached: [...sent] },
  };
}

const nameOf = ({ handle }: Handle) => handle;

/** Whether a block of this name shows what is sent at a moment. */
const shows = (name: string, moment: Moment) => (MOMENTS[moment] as readonly string[]).includes(name);

/** The names of the blocks that show by state, each once: `is_alert`. A negated block is one with its opposite. */
function stateBlocks(nodes: readonly TemplateNode[]): readonly string[] {
  const known = new Set<string>(Object.values(MOMENTS).flat());
  const names = nodes.flatMap((node): readonly string[] => {
    if (node.kind !== "block") return [];
    const inside = stateBlocks([...node.children, ...(node.otherwise ?? [])]);
    return known.has(node.name) ? [node.name, ...inside] : inside;
  });
  return [...new Set(names)];
}
