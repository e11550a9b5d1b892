import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contentOf } from "../../stacks/content";
import { loadEnvironment } from "../../stacks/environments";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "environments-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The monitors of an environment, by name, whose file says this. */
function made(monitors: string, others = "") {
  writeFileSync(
    join(folder, "small.yaml"),
    `organization: acme\nstate: { local: {} }\n${others}monitors:\n${monitors.replace(/^/gm, "  ")}\n`,
  );
  return new Map(contentOf(loadEnvironment("small", folder)).monitors.map((one) => [one.name, one]));
}

const ofPostgresql = (names: Iterable<string>) => [...names].filter((name) => name.startsWith("postgresql."));

describe("a group of monitors", () => {
  test("is on as far as every pipeline wants it, when a file does not name it", () => {
    expect(ofPostgresql(made("failure: {}").keys())).toEqual(["postgresql.cannotConnect"]);
  });

  test("is on as a whole when a file names it, with the thresholds of the file", () => {
    const all = made("postgresql: { connections: { critical: 80 } }");
    expect(ofPostgresql(all.keys())).toHaveLength(11);
    expect(all.get("postgresql.connections")).toMatchObject({
      id: "postgresql-connections",
      definition: {
        query: "avg(last_15m):avg:postgresql.percent_usage_connections{env:small} by {host} * 100 > 80",
        options: { thresholds: { critical: 80 } },
      },
    });
    // What the file does not set is the monitor's own.
    expect(all.get("postgresql.replicationDelay")?.definition.options?.thresholds).toEqual({
      critical: 200,
      warning: 100,
    });
  });

  test("is on without a monitor that the file turns off, and off as a whole", () => {
    const all = made("postgresql: { cannotConnect: { enabled: false } }\nspark: { enabled: false }");
    expect(all.has("postgresql.cannotConnect")).toBe(false);
    expect(all.has("postgresql.deadlocks")).toBe(true);
    expect([...all.keys()].filter((name) => name.startsWith("spark."))).toEqual([]);
  });

  test("keeps its own warning when the file sets only that, and loses it when the file sets critical", () => {
    const thresholds = (settings: string) =>
      made(`host: { disk: { ${settings} } }`).get("host.disk")?.definition.options?.thresholds;
    expect(thresholds("warning: 70, warningRecovery: 65")).toEqual({
      critical: 90,
      warning: 70,
      critical_recovery: 88,
      warning_recovery: 65,
    });
    expect(thresholds("critical: 95")).toEqual({ critical: 95 });
  });

  test("refuses a setting at its place", () => {
    expect(() => made("postgresql:\n  conections: { critical: 80 }")).toThrow(
      /small.yaml:5:5: unknown key "conections" in monitors.postgresql, did you mean "connections"\?/,
    );
    expect(() => made("celery:\n  failures: { critical: 3 }")).toThrow(
      /small.yaml:5:17: monitors.celery.failures.critical has no effect: monitor "Celery tasks fail" is a composite monitor/,
    );
    expect(() => made("host:\n  disk: { critical: 80, warning: 90 }")).toThrow(
      /small.yaml:5:5: .*The warning threshold 90 must be below the critical threshold 80/,
    );
    expect(() => made("rabbitmq: { queueGrows: { enabled: false } }")).toThrow(
      'small.yaml:4:29: monitors.rabbitmq.queueGrows is turned off, but monitor "rabbitmq.backlog" is composed of it',
    );
  });
});

describe("priority, renotify, and evaluationDelay", () => {
  test("of a monitor win over those of the environment, which win over the monitor's own", () => {
    const all = made("noRuns: { priority: 3, renotify: 15 }", "priority: 4\nrenotify: 60\nevaluationDelay: 30\n");
    expect(all.get("noRuns")?.definition).toMatchObject({
      priority: 3,
      options: { renotify_interval: 15, evaluation_delay: 30 },
    });
    expect(all.get("failure")?.definition).toMatchObject({
      priority: 4,
      options: { renotify_interval: 60, evaluation_delay: 30 },
    });
    expect(made("failure: {}").get("noRuns")?.definition.priority).toBe(1);
  });

  test.each([
    ["priority: 6\n", /small.yaml:3:11: priority .*from 1, the highest, to 5/],
    ["renotify: 0\n", /small.yaml:3:11: renotify .*a number of minutes of at least 1/],
    ["evaluationDelay: 100000\n", /small.yaml:3:18: evaluationDelay .*a number of seconds of at most 86400/],
  ])("are refused: %s", (others, message) => {
    expect(() => made("failure: {}", others)).toThrow(message);
  });
});
