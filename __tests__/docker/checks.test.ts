import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const folder = join(__dirname, "..", "..", "docker", "conf.d");

interface Check {
  readonly ad_identifiers: readonly string[];
  readonly instances: readonly Readonly<Record<string, unknown>>[];
}

const read = (check: string): Check => {
  const [file = ""] = readdirSync(join(folder, `${check}.d`));
  return parse(readFileSync(join(folder, `${check}.d`, file), "utf8"));
};

/** What a value may be: `env` is text that the agent replaces, of any type. */
type Kind = "string" | "number" | "boolean" | "env" | readonly string[] | Fields;
interface Fields {
  readonly required: Readonly<Record<string, Kind>>;
  readonly optional?: Readonly<Record<string, Kind>>;
}

/**
 * Of each integration the options that are used here, from its `assets/configuration/spec.yaml` in DataDog/integrations-core;
 * `tags` is of the template that all share.
 */
const SPECS: Readonly<Record<string, Fields>> = {
  celery: { required: { openmetrics_endpoint: "string" } },
  postgres: {
    required: { host: "string", username: "string" },
    optional: { port: "number", password: "env", dbname: "string", dbm: "env", collect_activity_metrics: "boolean" },
  },
  rabbitmq: {
    required: {
      prometheus_plugin: {
        required: { url: "string" },
        optional: { include_aggregated_endpoint: "boolean", unaggregated_endpoint: "string" },
      },
    },
  },
  spark: {
    required: { spark_url: "string", cluster_name: "string" },
    optional: {
      spark_cluster_mode: ["spark_yarn_mode", "spark_standalone_mode", "spark_mesos_mode", "spark_driver_mode"],
    },
  },
};

function expectFields(value: unknown, { required, optional = {} }: Fields): void {
  const known: Readonly<Record<string, Kind>> = { ...required, ...optional };
  expect(Object.keys(value as object)).toEqual(expect.arrayContaining(Object.keys(required)));
  for (const [name, each] of Object.entries(value as object)) {
    const kind = known[name];
    if (kind === undefined) throw new Error(`the integration has no option ${name}`);
    if (kind === "env") expect(each).toMatch(/^%%env_\w+%%$/);
    else if (typeof kind === "string") expect(typeof each).toBe(kind);
    else if (Array.isArray(kind)) expect(kind).toContain(each);
    else expectFields(each, kind as Fields);
  }
}

test("each check has one file, with options that its integration has", () => {
  expect(readdirSync(folder).sort()).toEqual(
    Object.keys(SPECS)
      .map((check) => `${check}.d`)
      .sort(),
  );
  for (const [check, spec] of Object.entries(SPECS)) {
    expect(readdirSync(join(folder, `${check}.d`))).toHaveLength(1);
    for (const { tags, ...instance } of read(check).instances) {
      expectFields(instance, spec);
      expect(tags).toEqual([expect.stringMatching(/^service:\w+$/)]);
    }
  }
});

// https://docs.datadoghq.com/containers/guide/auto_conf/
test("a file replaces the one in the agent's image for the same containers, so that nothing is counted twice", () => {
  const files = Object.keys(SPECS).map((check) => [check, ...readdirSync(join(folder, `${check}.d`))]);
  expect(files).toEqual([
    ["celery", "auto_conf.yaml"],
    // The image has none for PostgreSQL, which needs a password.
    ["postgres", "conf.yaml"],
    ["rabbitmq", "auto_conf.yaml"],
    ["spark", "auto_conf.yaml"],
  ]);
});

// The families: https://www.rabbitmq.com/docs/prometheus#detailed-endpoint
test("RabbitMQ's queues are read from its own endpoint, the rest from the sums", () => {
  const [{ prometheus_plugin: plugin } = {}] = read("rabbitmq").instances;
  expect(plugin).toMatchObject({ include_aggregated_endpoint: true });
  const [path, query] = String((plugin as { unaggregated_endpoint?: string }).unaggregated_endpoint).split("?");
  expect(path).toBe("detailed");
  expect(new URLSearchParams(query).getAll("family")).toEqual([
    "queue_coarse_metrics",
    "queue_consumer_count",
    "queue_delivery_metrics",
  ]);
});

const overlay = parse(readFileSync(join(folder, "..", "compose.services.yaml"), "utf8"), { merge: true }).services;

test("only the master is checked of all containers with Spark's image, by its label", () => {
  const labelled = Object.keys(overlay).filter((name) => overlay[name].labels["com.datadoghq.ad.check.id"]);
  expect(labelled).toEqual(["spark"]);
  expect(read("spark").ad_identifiers).toEqual([overlay.spark.labels["com.datadoghq.ad.check.id"]]);
  expect(overlay.spark.command).toContain("deploy.master.Master");
});

// Autodiscovery knows a container by its image's short name: the last part of its path, without the tag.
test.each([
  ["celery", "flower"],
  ["postgres", "postgres"],
  ["rabbitmq", "rabbitmq"],
])("the %s check finds the overlay's container %s by its image", (check, container) => {
  const [, image] = /:-([^}]+)\}/.exec(overlay[container].image)!;
  expect(read(check).ad_identifiers).toEqual([image!.replace(/:[^:/]*$/, "").replace(/^.*\//, "")]);
});

test("the database's role has the name, the rights and the password that the check uses", () => {
  const sql = readFileSync(join(folder, "..", "postgres", "datadog.sql"), "utf8");
  const [instance] = read("postgres").instances;
  expect(sql).toContain(`CREATE ROLE ${instance?.username} LOGIN PASSWORD :'password';`);
  expect(sql).toContain(`GRANT pg_monitor TO ${instance?.username};`);
  expect(sql).toContain("\\getenv password DATADOG_POSTGRES_PASSWORD");
  const given = overlay.postgres.environment.DATADOG_POSTGRES_PASSWORD;
  const agent = parse(readFileSync(join(folder, "..", "compose.yaml"), "utf8")).services["datadog-agent"];
  expect(agent.environment).toContain(`DATADOG_POSTGRES_PASSWORD=${given}`);
  expect(overlay.postgres.command).toContain("shared_preload_libraries=pg_stat_statements");
  expect(overlay.postgres.volumes).toContain("./postgres/datadog.sql:/docker-entrypoint-initdb.d/datadog.sql:ro");
});

test("the broker has the plugin that the check reads", () => {
  const plugins = readFileSync(join(folder, "..", "rabbitmq", "enabled_plugins"), "utf8");
  expect(plugins).toMatch(/^\[(\w+,)*rabbitmq_prometheus(,\w+)*\]\.\n$/);
  expect(overlay.rabbitmq.volumes).toContain("./rabbitmq/enabled_plugins:/etc/rabbitmq/enabled_plugins:ro");
});

test("Celery's workers send the events that Flower counts, and Flower listens to the same broker", () => {
  expect(overlay.celery.command).toContain("--task-events");
  expect(overlay.flower.environment.CELERY_BROKER_URL).toMatch(/@rabbitmq:5672/);
});
