import { createApi } from "../../../datadog/sandbox/api/server";
import { Org } from "../../../datadog/sandbox/org";
import { arrivalFindings } from "../../../ops/doctor/arrivals";
import { byKind, requestOf } from "../../../ops/preflight";
import { contentOf } from "../../../stacks/content";
import { loadEnvironment } from "../../../stacks/environments";

const KEYS = { apiKey: "api-key-of-the-test", appKey: "app-key-of-the-test" };
const NOW = 1_800_000_000;

/** What is found where an org got these points (metric, tags, seconds ago) and a log of FastAPI's. */
async function found(points: readonly (readonly [string, readonly string[], number])[]) {
  const org = new Org({ clock: () => NOW * 1000 });
  for (const [metric, tags, ago] of points) {
    org.metrics.submit({ metric, type: "gauge", tags, points: [[NOW - ago, 1]] });
  }
  org.events.add({ kind: "logs", time: NOW - 60, source: "fastapi", message: "started" });
  const api = createApi(org, KEYS, () => undefined);
  const fetch = (async (url: URL, init?: RequestInit) => api.fetch(new Request(url, init))) as typeof globalThis.fetch;
  const env = { DD_API_KEY: KEYS.apiKey, DD_APP_KEY: KEYS.appKey };
  const ask = requestOf({ url: "http://127.0.0.1:1", env, fetch });
  return byKind(await arrivalFindings(ask, contentOf(loadEnvironment("demo")), NOW));
}

const connections = "postgresql.connections";
const about = (advice: readonly string[] | undefined, text: string) =>
  (advice ?? []).filter((line) => line.includes(text));

describe("what arrived", () => {
  it("names metrics that did not, with the likely cause and what reads them", async () => {
    const { advice, problems } = await found([]);
    expect(problems).toEqual([]);
    expect(about(advice, connections)).toEqual([
      expect.stringMatching(
        /^no .* in the last hour: the agent's check postgresql does not run or fails.*Without data: (monitor|widget) "/,
      ),
    ]);
  });

  it("does not count what arrived earlier", async () => {
    expect(about((await found([[connections, [], 7200]])).advice, connections).length).toBe(1);
    expect(about((await found([[connections, [], 120]])).advice, `${connections},`)).toEqual([]);
  });

  it("names a tag that a query reads and that did not arrive with its metric", async () => {
    const tag = (tags: readonly string[]) => found([[connections, tags, 120]]);
    const missing = about((await tag([])).advice, `${connections} arrives without the tag `);
    expect(missing.length).toBeGreaterThan(0);
    const keys = missing.map((line) => /the tag (\S+):/.exec(line)![1]!);
    expect(about((await tag(keys.map((key) => `${key}:a`))).advice, `${connections} arrives without`)).toEqual([]);
  });

  it("tells the sources of logs that arrived from the others", async () => {
    const { advice, passed } = await found([]);
    expect(passed).toContain("logs of source:fastapi arrived in the last hour");
    expect(about(advice, "no logs of source:").map((line) => line.split(" ")[3])).toEqual(
      ["postgresql", "prefect", "spark", "rabbitmq", "celery"].map((source) => expect.stringContaining(source)),
    );
  });
});
