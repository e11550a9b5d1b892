import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { components } from "../../metrics/components";
import { catalogEntries } from "../../traces/catalog";
import { shippedPipelines } from "./pipelines";

const root = join(__dirname, "..", "..");
const read = (...names: string[]) => readFileSync(join(root, ...names), "utf8");

interface Service {
  readonly environment?: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly command?: string | readonly string[];
}

// `merge` reads the `<<` of YAML 1.1, which compose knows.
const services: Record<string, Service> = parse(read("docker", "compose.services.yaml"), { merge: true }).services;

/** Flower is no component, but what watches one. */
const watched = Object.entries(services).filter(([container]) => container !== "flower");

const labels = watched.map(([container, { labels: ofContainer }]) => {
  const [log] = JSON.parse(ofContainer["com.datadoghq.ad.logs"] ?? "[]");
  return { container, source: log.source, service: log.service, tagged: ofContainer["com.datadoghq.tags.service"] };
});

test("each component's container carries the source and the service that everything else knows it by", () => {
  const expected = Object.values(components).map(({ source, service }) => ({ source, service, tagged: service }));
  expect(labels.map(({ container, ...rest }) => rest)).toEqual(expect.arrayContaining(expected));
  expect(labels).toHaveLength(expected.length);
});

test("each source that a container is labelled with has the one log pipeline that filters on it", () => {
  const filters = shippedPipelines().map(({ filter }) => filter?.query);
  expect(filters.sort()).toEqual(labels.map(({ source }) => `source:${source}`).sort());
});

test("each service that a container is labelled with has its entry in the catalog", () => {
  expect(Object.keys(catalogEntries())).toEqual(expect.arrayContaining(labels.map(({ service }) => service)));
});

test.each(["fastapi", "prefect", "celery"])("%s runs under the tracer with unified service tagging", (name) => {
  const { environment, command } = services[name] as Service;
  expect([command].flat().join(" ")).toMatch(/^ddtrace-run /);
  expect(environment).toMatchObject({
    DD_AGENT_HOST: "datadog-agent",
    DD_SERVICE: name,
    DD_ENV: "${DD_ENV:-demo}",
    DD_VERSION: "${DD_VERSION:-latest}",
    DD_LOGS_INJECTION: "true",
  });
});

// ddtrace's own names: https://ddtrace.readthedocs.io/en/stable/integrations.html
test.each(["fastapi", "prefect", "celery", "spark"])(
  "the spans of %s carry the names of the components, and its calls its own",
  (name) => {
    const { DD_SERVICE_MAPPING: mapping = "", DD_TRACE_OTEL_ENABLED: openTelemetry } =
      services[name]?.environment ?? {};
    expect(Object.fromEntries(mapping.split(",").map((pair) => pair.split(":")))).toEqual({
      postgres: "postgresql",
      "celery-worker": "celery",
      "celery-producer": "celery",
      requests: name,
    });
    expect(openTelemetry).toBe(name === "prefect" ? "true" : undefined);
  },
);

test("the example of .env names every variable of the agent's compose file", () => {
  const used = [...read("docker", "compose.yaml").matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
  const named = [...read("docker", ".env.example").matchAll(/^(\w+)=/gm)].map(([, name]) => name);
  expect(named).toEqual(expect.arrayContaining(used));
});

test("the agent's container is excluded by a name without quotes", () => {
  expect(read("docker", "compose.yaml")).toContain("- DD_CONTAINER_EXCLUDE=name:datadog-agent\n");
});

describe("the HTTP checks by which the agent connects", () => {
  // https://docs.datadoghq.com/containers/docker/integrations/: `com.datadoghq.ad.checks` is JSON by integration.
  it.each(["fastapi", "prefect"])("asks %s, under the name by which its monitor finds it", (name) => {
    const { labels } = services[name] as { readonly labels: Readonly<Record<string, string>> };
    const { http_check: check } = JSON.parse(labels["com.datadoghq.ad.checks"]!);
    const [instance, ...others] = check.instances;
    expect(others).toEqual([]);
    expect(instance).toMatchObject({ name, tags: [`service:${name}`] });
    expect(instance.url).toMatch(/^http:\/\/%%host%%:\d+\//);
  });

  it("takes any answer of FastAPI for one but a failure", () => {
    const { labels } = services.fastapi as { readonly labels: Readonly<Record<string, string>> };
    const pattern = new RegExp(
      `^${JSON.parse(labels["com.datadoghq.ad.checks"]!).http_check.instances[0].http_response_status_code}$`,
    );
    expect(["200", "307", "404", "405"].every((status) => pattern.test(status))).toBe(true);
    expect(pattern.test("503")).toBe(false);
  });
});
