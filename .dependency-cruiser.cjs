// Who may import whom. Each rule is a row of the table in docs/architecture.md.

const room = (name) => `^${name}/`;
const ours =
  "^(metrics|monitors|slos|dashboards|logs|traces|environments|constructs|stacks|datadog|ops|testing|demo|cli|bench|loader)/|^main\\.ts$";

/** Files under `from` may import, of this repository, only their own folder and what matches one of `to`. */
const only = (name, from, to, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to: { path: ours, pathNot: [from, ...to] },
});

/** Files under `from` may not import these packages. */
const noPackages = (name, from, packages, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to: { path: `^node_modules/(${packages.join("|")})(/|$)` },
});

const findings = "^datadog/findings/index\\.ts$";
const json = "^datadog/json/index\\.ts$";
const code = "^datadog/code/index\\.ts$";
const source = "^datadog/source/((yaml|hcl)/)?index\\.ts$";
const query = "^datadog/query/index\\.ts$";
const messages = "^datadog/messages/index\\.ts$";
const definitions = "^datadog/definitions/(yaml/)?index\\.ts$";
const terraform = "^datadog/terraform/index\\.ts$";
const terraformPackages = ["cdktf", "@cdktf", "constructs"];

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    only("metrics-are-values", room("metrics"), [query], "metrics/ knows the query language, nothing else"),
    only(
      "content-is-values",
      "^(monitors|slos|logs|traces)/",
      [room("metrics"), query, definitions],
      "what we watch is values: it knows metrics, the language and the definitions",
    ),
    only(
      "dashboards-are-values",
      room("dashboards"),
      [room("metrics"), "^(monitors|slos)/index\\.ts$", query, definitions],
      "dashboards also know the names of monitors and SLOs, which themselves are handed to them",
    ),
    only(
      "environments-know-no-content",
      room("environments"),
      [source, definitions, findings, terraform],
      "environments/ says what differs; of ours it uses how YAML and versions are read and findings worded",
    ),
    only(
      "constructs-know-datadog",
      room("constructs"),
      [json, findings, source, query, definitions, messages, terraform],
      "a construct turns a value into a resource",
    ),
    only(
      "stacks-join-content-and-constructs",
      "^(stacks/|main\\.ts$)",
      [
        "^(metrics|monitors|slos|dashboards|logs|traces|environments|constructs|stacks)/",
        findings,
        query,
        definitions,
        "^main\\.ts$",
      ],
      "stacks say which values become which stack",
    ),
    only("json-is-lowest", room("datadog/json"), [], "JSON values know nothing"),
    only("code-is-lowest", room("datadog/code"), [], "TypeScript expressions know nothing of what they are about"),
    only("findings-are-low", room("datadog/findings"), [json], "what can be wrong, whatever it is about"),
    only("source-is-low", room("datadog/source"), [findings, json], "texts with places, whatever they are about"),
    only("query-is-pure", room("datadog/query"), [findings, json, code], "the language knows nothing but findings"),
    only(
      "messages-are-pure",
      room("datadog/messages"),
      [findings, json],
      "the template language: nothing but findings",
    ),
    only(
      "definitions-are-pure",
      room("datadog/definitions"),
      [findings, json, source, query, messages],
      "definitions know the two languages, and how a text is read",
    ),
    only(
      "lint-knows-datadog",
      room("datadog/lint"),
      [findings, json, source, query, definitions, terraform],
      "files in, findings out; the org is not asked",
    ),
    only(
      "sandbox-knows-datadog",
      room("datadog/sandbox"),
      [findings, json, query, messages, definitions, terraform],
      "the org knows how Datadog behaves",
    ),
    only("series-are-plain", room("datadog/sandbox/series"), [], "the store knows points, tags and time"),
    only(
      "evaluation-knows-query-and-series",
      room("datadog/sandbox/evaluate"),
      [findings, json, query, "^datadog/sandbox/series/index\\.ts$"],
      "an evaluation is a query over series: monitors and their states are above it",
    ),
    only("events-know-search", room("datadog/sandbox/events"), [query], "what a search finds, and what it comes to"),
    only(
      "alerting-knows-what-it-watches",
      room("datadog/sandbox/alerting"),
      [findings, json, query, messages, definitions, "^datadog/sandbox/(series|evaluate|events)/index\\.ts$"],
      "values become states and notifications: the org and its API are above it",
    ),
    only(
      "intake-fills-stores",
      room("datadog/sandbox/intake"),
      [
        json,
        query,
        definitions,
        "^datadog/sandbox/(series|events)/index\\.ts$",
        "^datadog/sandbox/objects/metric-names\\.ts$",
        "^datadog/sandbox/kept-map\\.ts$",
      ],
      "what comes from outside becomes points and events: the org, its objects and its API are above it",
    ),
    only(
      "state-keeps-the-org",
      room("datadog/sandbox/state"),
      [json, "^datadog/sandbox/(org|ids|kept-map)\\.ts$"],
      "what an org keeps is saved whatever it is: the API is above it",
    ),
    only(
      "drawing-knows-data",
      room("datadog/sandbox/pages/draw"),
      [findings, json, query, definitions, "^datadog/sandbox/(series|evaluate|events|alerting)/index\\.ts$"],
      "a widget is drawn from data: the org, its API and its pages are above it",
    ),
    only(
      "watch-is-above-alerting",
      room("datadog/sandbox/watch"),
      [definitions, "^datadog/sandbox/(alerting|evaluate)/index\\.ts$", "^datadog/sandbox/(org|objects/store)\\.ts$"],
      "an org's monitors are evaluated as time goes by: the API is not asked",
    ),
    only(
      "outbox-sends-what-it-is-given",
      room("datadog/sandbox/outbox"),
      [json, query, messages, definitions, "^datadog/sandbox/alerting/index\\.ts$", "^datadog/sandbox/org\\.ts$"],
      "notifications become requests of an org's webhooks",
    ),
    only("terraform-is-low", room("datadog/terraform"), [findings, json], "how Terraform writes what Datadog has"),
    only("loader-knows-nothing", room("loader"), [], "it loads whatever there is"),
    only("demo-knows-metrics", room("demo"), [room("metrics")], "the made pipeline reports metrics"),
    {
      name: "ops-is-for-commands",
      comment: "what stands between an account, Terraform and files is used by commands and tests",
      severity: "error",
      from: { pathNot: "^(ops|cli|bench|testing|__tests__)/" },
      to: { path: room("ops") },
    },
    {
      name: "testing-is-for-tests",
      severity: "error",
      from: { pathNot: "^(testing|cli|bench|__tests__)/" },
      to: { path: room("testing") },
    },
    {
      name: "cli-and-bench-are-tops",
      severity: "error",
      from: { pathNot: "^(cli|bench|__tests__)/" },
      to: { path: "^(cli|bench)/" },
    },
    noPackages(
      "values-without-terraform",
      "^(metrics|monitors|slos|dashboards|logs|traces|environments|datadog|ops|demo|cli)/",
      terraformPackages,
      "only main.ts, stacks/, constructs/ and testing/ know cdktf",
    ),
    noPackages(
      "no-jest-in-datadog",
      "^(datadog|constructs|stacks|metrics|monitors|dashboards|logs|traces|environments)/",
      ["jest", "@jest"],
      "jest is for testing/ and __tests__/",
    ),
    {
      name: "no-provider-barrel",
      comment: "the providers' index costs 1.5 s: import lib/<resource>",
      severity: "error",
      from: {},
      to: { path: "^node_modules/@cdktf/provider-[a-z]+/lib/index\\.(js|d\\.ts)$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(cdktf\\.out|mistakes)/" },
    parser: "swc",
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["require", "node"],
    },
  },
};
