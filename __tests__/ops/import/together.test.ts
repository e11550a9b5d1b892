import { ImportProject } from "./project";

const lag = (id: number, topic: string, critical: number, more: object = {}) => ({
  ...{ id, name: `Lag of ${topic}`, type: "metric alert", message: "It lags. @all" },
  query: `avg(last_5m):avg:kafka.lag{topic:${topic}} by {group} > ${critical}`,
  ...{ tags: [`topic:${topic}`, "kafka"], options: { thresholds: { critical, warning: critical / 2 } } },
  ...more,
});
const check = (id: number, service: string) => ({
  ...{ id, name: `${service} is up`, type: "service check", message: "Start it." },
  query: `"${service}.can_connect".over("*").by("host").last(4).count_by_status()`,
  options: { thresholds: { critical: 3 } },
});
const monitors = [
  ...[lag(11, "orders", 90), lag(12, "users", 50, { priority: 2 }), lag(13, "mails", 10), lag(14, "bills", 10)],
  ...[check(15, "redis"), check(16, "mysql")],
];

describe("monitors that differ in a few values", () => {
  const project = new ImportProject();
  afterAll(() => project.remove());
  const words = ["--file", "export.json", "--environment", "demo"];

  test("are one function with settings, which gives each of them", () => {
    project.write("export.json", JSON.stringify(monitors));
    const { stdout, stderr } = project.import([...words, "--together"]);
    expect(stderr).toBe("");
    expect(stdout).not.toContain("Different from what was read");
    const text = project.read("monitors/lag-of.ts");
    expect(text).toContain(
      "/** Monitors that differ in topic, name, tags, priority and thresholds. */\nfunction lagOf(",
    );
    expect(text).toContain(
      'avg("last_5m", kafkaLag.avg().where({ topic }).by("group")).above(critical, { warning, ...levels })',
    );
    expect(text).toContain(`export const lagOfUsers = (levels: ThresholdSettings = {}) =>
  lagOf(
    { topic: "users", name: "Lag of users", tags: ["topic:users", "kafka"], priority: 2 },
    { critical: 50, warning: 25, ...levels },
  );
`);
    expect(text.match(/^export const \w+/gm)).toHaveLength(4);
    // Service checks have no settings in their code that could differ: they stay files of their own.
    expect(project.read("monitors/redis-is-up.ts")).toContain("redis.can_connect");
    const given = project.definitions();
    for (const { id: _, ...monitor } of monitors) {
      const made = Object.values(given).find((each) => (each as { name?: string }).name === monitor.name);
      expect(made).toMatchObject({ query: monitor.query, message: monitor.message, options: monitor.options });
    }
    expect(project.complaints()).toBe("");
    expect(project.synthesize().status).toBe(0);
  });
});
