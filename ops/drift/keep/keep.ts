import { didYouMean } from "../../../datadog/findings";
import { isObject, type JsonObject } from "../../../datadog/json";
import type { Environment } from "../../../environments/schema";
import { contentOf } from "../../../stacks/content";
import type { Listed } from "../../../stacks/listed";
import { withSettings } from "../../import/edit-environment";
import { ImportError } from "../../import/found";
import { importObjects } from "../../import/import";
import { MetricsInCode } from "../../import/metrics-in-code";
import { importLines } from "../../import/report";
import { NotTaken } from "../../import/taken";
import type { PlannedObject } from "../../plan/read";
import type { DatadogRequest } from "../../preflight";
import type { Variables } from "../../terraform";
import type { Drift } from "../report";
import type { Stray } from "../strays";
import { keepDashboard } from "./dashboard";
import { ChangedFiles } from "./files";
import { KeepError, type Keeping } from "./keeping";
import { keepMonitor } from "./monitor";

/** What was found, and where the code is. */
export interface KeepRequest {
  readonly environment: Environment;
  readonly drift: Drift;
  /** The ids of all that is deployed, by address. */
  readonly ids: ReadonlyMap<string, string>;
  /** The project. */
  readonly folder: string;
  readonly ask: DatadogRequest;
  readonly env: Variables;
}

/**
 * Writes changes that were made in Datadog into the code: of objects that were changed, deleted, or created there.
 * @param names of objects: as in the code, their titles, addresses, or ids
 * @returns lines that say what was written
 * @throws KeepError for a name that nothing has, or a change that cannot be written
 */
export async function keepDrift(names: readonly string[], request: KeepRequest): Promise<string[]> {
  const chosen = names.map((name) => found(name, request));
  const lines: string[] = [];
  for (const each of chosen) {
    if ("stray" in each) lines.push(...(await imported(each.stray, request)));
    else lines.push(...(await kept(each, request)));
  }
  const name = request.environment.name;
  return [...lines, "", `Nothing was changed in Datadog. See what is left: npm run diff -- ${name}`];
}

/** An object that drifted, with its line in the code. */
interface Drifted {
  readonly object: PlannedObject;
  readonly line: Listed<never>;
  readonly kind: "monitor" | "dashboard";
}

const KINDS = { datadog_monitor: "monitor", datadog_dashboard_json: "dashboard" } as const;

function found(name: string, { drift, environment }: KeepRequest): Drifted | { readonly stray: Stray } {
  const content = contentOf(environment);
  const drifted = drift.drifted.map((object) => {
    const kind = Object.hasOwn(KINDS, object.type) ? KINDS[object.type as keyof typeof KINDS] : undefined;
    const lines = kind === "monitor" ? content.monitors : kind === "dashboard" ? content.dashboards : [];
    const line = (lines as readonly Listed<never>[]).find(({ id }) => object.address === `${object.type}.${id}`);
    return { object, kind, line, names: [line?.name, line?.id, object.name, object.address, object.id] };
  });
  const same = drifted.find(({ names }) => names.includes(name));
  const stray = drift.strays.strays.find((each) => each.id === name || each.name === name);
  if (same?.kind !== undefined && same.line !== undefined) {
    return { object: same.object, line: same.line, kind: same.kind };
  }
  if (same !== undefined) {
    throw new KeepError(
      `${name}: only monitors and dashboards are written into the code: change ${same.object.address} by hand`,
    );
  }
  if (stray?.kind === "monitor" || stray?.kind === "dashboard") return { stray };
  if (stray !== undefined) {
    throw new KeepError(`${name}: only monitors and dashboards are imported: write the ${stray.kind} by hand`);
  }
  const known = [
    ...drifted.map(({ line, object }) => line?.name ?? object.address),
    ...drift.strays.strays.map(({ id }) => id),
  ];
  const what = known.length === 0 ? "nothing was changed there" : "nothing of this name was changed there";
  throw new KeepError(`--keep ${name}: ${what}${known.length === 0 ? "" : didYouMean(name, known)}`);
}

/** Imports an object that was created in Datadog. */
async function imported({ id }: Stray, { environment, folder, env }: KeepRequest): Promise<string[]> {
  try {
    const result = await importObjects({ words: [id], files: [], tags: [], environment }, { folder, env });
    return importLines(result, environment.name);
  } catch (error) {
    if (error instanceof ImportError) throw new KeepError(error.message);
    throw error;
  }
}

async function kept({ object, line, kind }: Drifted, request: KeepRequest): Promise<string[]> {
  const { environment, folder } = request;
  const files = new ChangedFiles(folder);
  const done =
    object.action === "delete"
      ? [turnedOff(kind, line, environment, files)]
      : written(kind, line, await live(kind, object, request), keepingOf(files, request));
  return [`${kind} "${object.name}": ${done.join("; ")}.`, ...files.lines().map((each) => `  ${each}`)];
}

/** What was deleted in Datadog, the environment no longer has. */
function turnedOff(
  kind: Drifted["kind"],
  { name }: Listed<never>,
  { name: environment }: Environment,
  files: ChangedFiles,
) {
  const path = `environments/${environment}.yaml`;
  files.write(path, withSettings(files.read(path), [`${kind}s`, ...name.split(".")], { enabled: false }));
  return `turned off in ${environment}`;
}

function written(kind: Drifted["kind"], line: Listed<never>, object: JsonObject, keeping: Keeping): string[] {
  try {
    return kind === "monitor" ? keepMonitor(line, object, keeping) : keepDashboard(line, object, keeping);
  } catch (error) {
    if (error instanceof NotTaken) throw new KeepError(`${line.name} cannot be kept: ${error.message}`);
    throw error;
  }
}

async function live(kind: Drifted["kind"], { id, name }: PlannedObject, { ask }: KeepRequest): Promise<JsonObject> {
  const answer = await ask(`/api/v1/${kind}/${id}`);
  if (answer.status === 200 && isObject(answer.body as never)) return answer.body as JsonObject;
  const why = answer.status === undefined ? answer.why : String(answer.status);
  throw new KeepError(`${kind} "${name}" cannot be read: the answer was ${why}`);
}

function keepingOf(files: ChangedFiles, { environment, folder, ids }: KeepRequest): Keeping {
  const { monitors, dashboards, slos } = contentOf(environment);
  const deployed = new Map<object, string>(
    [
      ...monitors.map(({ id, definition }) => [definition, ids.get(`datadog_monitor.${id}`)] as const),
      ...dashboards.map(({ id, definition }) => [definition, ids.get(`datadog_dashboard_json.${id}`)] as const),
      ...slos.map(({ id, definition }) => [definition, ids.get(`datadog_service_level_objective.${id}`)] as const),
    ].flatMap(([definition, id]) => (id === undefined ? [] : [[definition, id] as const])),
  );
  const monitorNames = new Map(
    monitors.flatMap(({ name, id }) => {
      const known = ids.get(`datadog_monitor.${id}`);
      return known === undefined ? [] : [[known, name] as const];
    }),
  );
  return {
    environment,
    files,
    metrics: new MetricsInCode(folder),
    idOf: (definition) => deployed.get(definition) ?? "0",
    monitorNames,
    loaded: new Map(),
  };
}
