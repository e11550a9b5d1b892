import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TerraformStack, Testing } from "cdktf";
import { stringify } from "yaml";
import type { z } from "zod";
import { withLinks } from "../../datadog/definitions";
import { readEnvironment } from "../../environments/load";
import { type Environment, environmentSchema } from "../../environments/schema";
import { stacksOf } from "../../stacks/all";
import { contentOf } from "../../stacks/content";

const folder = mkdtempSync(join(tmpdir(), "environments-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A monitor of its own, one of a group, one that is part of another, a composite, and a service check. */
const MONITORS = [
  "slowStage",
  "postgresql.connections",
  "celery.failures",
  "celery.failureShare",
  "celery.cannotConnect",
];
const SLOS = ["stageDuration"];
const DASHBOARDS = ["errors"];

/** An environment that has everything, so that every key can reach something. */
const EVERYTHING: Tree = {
  organization: "acme",
  state: { local: {} },
  notify: { alert: ["@a"], warning: ["@w"], no_data: ["@n"], recovery: ["@r"] },
  monitors: { postgresql: {}, celery: {}, slowStage: { critical: 300, warning: 200 } },
  downtimes: { night: { end: "2030-01-31T22:00:00Z" } },
  notificationRules: { everyone: { when: { is_alert: ["@b"] } } },
  dashboards: { enabled: false },
  // Conditional recipients are newer than the oldest version that is allowed by default.
  terraform: { datadog: ">= 4.0.0, < 5.0.0" },
  agent: {},
  metrics: {},
  logs: {},
  traces: {},
};

/** Keys that decide over something else than what is deployed, and what that is. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  handles: "allows handles in messages",
  protected: "asks for --yes on the command line",
};

/** The name of an entry of a section in which everyone chooses names. */
const ENTRIES: Readonly<Record<string, string>> = {
  downtimes: "night",
  notificationRules: "everyone",
  when: "is_alert",
  imports: "slowStage",
};

/** What a key has in an environment that differs from {@link EVERYTHING} in this key, by the key's path, or its last part. */
const VALUES: Readonly<Record<string, unknown>> = {
  organization: "other",
  tags: ["team:other"],
  runbook: "https://example.com/other",
  priority: 5,
  "failureShare.priority": 4,
  renotify: 45,
  evaluationDelay: 240,
  critical: 250,
  warning: 120,
  recovery: 110,
  warningRecovery: 100,
  "notify.warning": ["@other"],
  "notify.recovery": ["@other"],
  "postgresql.connections.critical": 96,
  "postgresql.connections.warning": 60,
  "postgresql.connections.recovery": 55,
  "postgresql.connections.warningRecovery": 50,
  "failureShare.critical": 6,
  "failureShare.warning": 4,
  "failureShare.recovery": 3,
  "failureShare.warningRecovery": 3,
  "cannotConnect.critical": 7,
  "cannotConnect.warning": 3,
  "downtimes.night.scope": "stage:other",
  "everyone.scope": "stage:other",
  target: 97.5,
  "stageDuration.warning": 99.9,
  threshold: 240,
  monitorTags: ["team:other"],
  start: "2029-01-01T00:00:00Z",
  end: "2031-01-01T00:00:00Z",
  rrule: "FREQ=WEEKLY;BYDAY=SU",
  duration: "2h",
  timezone: "Europe/Berlin",
  unboundedTags: ["pipeline_id"],
  "imports.slowStage": 12345,
  keyFile: "/etc/other",
  datadog: ">= 4.0.0, < 4.5.0",
};

/** What has to be in the file beside a key. */
const BESIDE: Readonly<Record<string, Tree>> = {
  "state.s3": { state: { s3: { bucket: "b", key: "k", region: "r" } } },
  "state.gcs": { state: { gcs: { bucket: "b", prefix: "p" } } },
  "downtimes.night.rrule": { downtimes: { night: { rrule: "FREQ=DAILY", duration: "1h" } } },
  "downtimes.night.duration": { downtimes: { night: { rrule: "FREQ=DAILY", duration: "1h" } } },
  "downtimes.night.timezone": { downtimes: { night: { rrule: "FREQ=DAILY", duration: "1h" } } },
  "notificationRules.everyone.recipients": { notificationRules: { everyone: { recipients: ["@b"] } } },
  "monitors.postgresql.connections.warningRecovery": {
    monitors: { postgresql: { connections: { critical: 95, warning: 80 } } },
  },
  "monitors.celery.failureShare.warningRecovery": { monitors: { celery: { failureShare: { warning: 4 } } } },
  dashboards: { dashboards: {} },
};

/** The reasons for which a key is refused whatever its value: it would reach nothing. */
const NOT_HERE =
  /has no effect|has no warning to recover from|is for (recurring|one-time) downtimes|use one of the two|: turn off both or neither/;

type Tree = { readonly [key: string]: unknown };
type Leaf = { readonly path: readonly string[]; readonly schema: z.core.$ZodType };

const defOf = (schema: z.core.$ZodType) => (schema as z.core.$ZodTypes)._zod.def;

/** All keys of a schema that have a value of their own. */
function leaves(schema: z.core.$ZodType, path: readonly string[] = []): readonly Leaf[] {
  const def = defOf(schema);
  if (def.type === "object") return Object.entries(def.shape).flatMap(([key, value]) => leaves(value, [...path, key]));
  if (def.type === "record") return leaves(def.valueType, [...path, ENTRIES[path.at(-1)!]!]);
  if (def.type === "pipe") return leaves(def.in, path);
  if ("innerType" in def) return leaves(def.innerType, path);
  return [{ path, schema }];
}

const at = (tree: unknown, path: readonly string[]) =>
  path.reduce<unknown>((value, key) => (value as Tree | undefined)?.[key], tree);

/** A value of a key's type that is not the one that it has. */
function otherValue({ path, schema }: Leaf, environment: Environment): unknown {
  const ends = path.map((_, index) => path.slice(index).join("."));
  const named = ends.find((end) => end in VALUES);
  if (named !== undefined) return VALUES[named];
  const def = defOf(schema);
  if (def.type === "boolean") return !(at(environment, path) ?? path.at(-1) === "enabled");
  if (def.type === "enum") return Object.values(def.entries).find((entry) => entry !== at(environment, path));
  return def.type === "array" ? ["@other"] : "other";
}

function withValue(tree: Tree, [key = "", ...rest]: readonly string[], value: unknown): Tree {
  if (rest.length === 0) return { ...tree, [key]: value };
  return { ...tree, [key]: withValue((tree[key] as Tree | undefined) ?? {}, rest, value) };
}

function environmentOf(file: Tree): Environment {
  writeFileSync(join(folder, "some.yaml"), stringify(file));
  return readEnvironment("some", { monitors: MONITORS, slos: SLOS, dashboards: DASHBOARDS, folder });
}

/** Keys about stacks, and the stack that shows their effect; the effect of others shows in the content. */
const STACKS: Readonly<Record<string, string>> = {
  organization: "logs",
  site: "logs",
  agent: "agent",
  state: "agent",
  terraform: "monitors",
  imports: "monitors",
  logs: "logs",
};

/** What a link leads to, which is numbered otherwise. */
const nameOf = (definition: object) => {
  const { name, title } = definition as { readonly name?: string; readonly title?: string };
  return `link to ${name ?? title}`;
};

/** What is deployed for a file, as far as a section of it has a say. */
function deployed(environment: Environment, section: string): string {
  const declared = stacksOf(environment);
  const ids = declared.map(({ id }) => id).join(" ");
  const shown = declared.find(({ id }) => id.endsWith(`-${STACKS[section]}`));
  if (STACKS[section] === undefined) return `${ids} ${withLinks(JSON.stringify(contentOf(environment)), nameOf)}`;
  if (shown === undefined) return ids;
  const app = Testing.app({ stackTraces: false });
  shown.addTo(app);
  return `${ids} ${Testing.synth(app.node.findChild(shown.id) as TerraformStack)}`;
}

describe("every key of an environment's file", () => {
  const all = leaves(environmentSchema(MONITORS, SLOS, DASHBOARDS)).map((leaf) => ({
    ...leaf,
    key: leaf.path.join("."),
  }));
  const before = new Map<string, { readonly environment: Environment; readonly json: string }>();

  /** What is deployed before a key of a section is changed. */
  function baseline(file: Tree, section: string) {
    const id = `${section} ${stringify(file)}`;
    if (!before.has(id)) {
      const environment = environmentOf(file);
      before.set(id, { environment, json: deployed(environment, section) });
    }
    return before.get(id)!;
  }

  it("is found", () => {
    expect(all.map(({ key }) => key)).toEqual(
      expect.arrayContaining([
        "site",
        "monitors.postgresql.connections.critical",
        "state.s3.profile",
        ...Object.keys(ELSEWHERE),
      ]),
    );
    expect(all.length).toBeGreaterThan(80);
  });

  it("changes nothing when it stays as it is", () => {
    const file = { ...EVERYTHING, dashboards: {} };
    for (const section of ["dashboards", "monitors", "agent", "site"]) {
      expect(deployed(environmentOf(file), section)).toBe(baseline(file, section).json);
    }
  });

  it.each(all.filter(({ key }) => !(key in ELSEWHERE)))("$key changes what is deployed, or is refused", (leaf) => {
    const { key, path } = leaf;
    const section = path[0]!;
    const beside = Object.entries(BESIDE).find(([prefix]) => key === prefix || key.startsWith(`${prefix}.`))?.[1];
    const file = { ...EVERYTHING, ...beside };
    const { environment, json } = baseline(file, section);
    const value = otherValue(leaf, environment);
    try {
      const after = deployed(environmentOf(withValue(file, path, value)), section);
      if (after !== json) return;
    } catch (error) {
      const message = (error as Error).message;
      // Only in its place, under its name, and because it has no effect: a value that is wrong says nothing of the key.
      expect(message).toMatch(/some\.yaml:\d+:\d+: /);
      expect(message).toContain(key.replace(/\.enabled$/, ""));
      expect(message).toMatch(NOT_HERE);
      return;
    }
    throw new Error(`${key}: ${JSON.stringify(value)} changes nothing`);
  });
});

it.each([
  [{ downtimes: { everyone: { end: "2030-01-31T22:00:00Z" } } }, "notificationRules.everyone", "downtimes.everyone"],
  [{ downtimes: { slowStage: { end: "2030-01-31T22:00:00Z" } } }, "downtimes.slowStage", "monitors.slowStage"],
])("a name that another object of the stack has is refused at its key: %j", (change, later, earlier) => {
  const environment = environmentOf({ ...EVERYTHING, ...change });
  expect(() => contentOf(environment)).toThrow(
    new RegExp(`some\\.yaml:\\d+:\\d+: ${later} has the same name as ${earlier}: rename one of them$`),
  );
});
