import { basename } from "node:path";
import { contentOf } from "../../stacks/content";
import { loadEnvironment } from "../../stacks/environments";
import { kebabCase, listed } from "../../stacks/listed";
import { contentFiles, contentPath } from "./content";

/** The makers that each index lists. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  monitors: ["monitors"],
  dashboards: ["dashboards"],
  logs: ["logPipelines", "logsMetrics"],
  traces: ["spansMetrics", "retentionFilters"],
};

/** Whether something is a definition of an object that is deployed. */
const isDefinition = (value: unknown) =>
  typeof value === "object" &&
  value !== null &&
  ["query", "widgets", "processors", "attributes"].some((key) => key in value) &&
  !("is_enabled" in value && "type" in value);

describe.each(Object.keys(LISTS))("%s/index.ts", (folder) => {
  const index = require(contentPath(`${folder}/index.ts`));
  const makers = LISTS[folder]!.flatMap((list) => (index[list] as [string, () => object][]).map(([, make]) => make));

  test.each(contentFiles(folder).filter((file) => basename(file) !== "index.ts"))("lists every maker of %s", (file) => {
    const exported = Object.values<unknown>(require(contentPath(file)));
    const made = exported.filter(
      (value) => typeof value === "function" && value.length === 0 && isDefinition((value as () => unknown)()),
    );
    expect(made.filter((make) => !makers.includes(make as () => object))).toEqual([]);
  });
});

test("everything that ships is made once: who asks again gets the same objects", () => {
  const demo = loadEnvironment("demo");
  expect(contentOf(demo)).toBe(contentOf(demo));
  expect(contentOf(demo).monitors.length).toBeGreaterThan(0);
});

test("a monitor that is switched off is not there, and no chart draws its thresholds", () => {
  const demo = loadEnvironment("demo");
  const off = { ...demo, monitors: { ...demo.monitors, slowStage: { enabled: false } } };
  const drawn = (environment: typeof demo) =>
    contentOf(environment).dashboards.map(
      ({ definition }) => JSON.stringify(definition).split("alert > 300").length - 1,
    );
  expect(drawn(demo)).toEqual([1, 1, 0]);
  expect(drawn(off)).toEqual([0, 0, 0]);
  const ids = (environment: typeof demo) => contentOf(environment).monitors.map(({ id }) => id);
  expect(ids(off)).toEqual(ids(demo).filter((id) => id !== "slow-stage"));
  expect(ids(off).length).toBe(ids(demo).length - 1);
});

describe("addresses", () => {
  test.each([
    ["failure", "failure"],
    ["slowStage", "slow-stage"],
    ["HTTPErrors", "http-errors"],
    ["p95Latency", "p95-latency"],
    ["errors5xx", "errors5xx"],
    ["already-kebab_case", "already-kebab_case"],
  ])("%s is at %s", (name, id) => {
    expect(kebabCase(name)).toBe(id);
  });

  test("a line can give its own", () => {
    expect(listed("monitors/index.ts", [["slowStages", 1, "slow-stage"]])).toEqual([
      { name: "slowStages", id: "slow-stage", definition: 1 },
    ]);
  });

  test("a line can say which it had before", () => {
    const rows = [
      ["slowStages", 1, { renamedFrom: "slow-stage" }],
      ["runs", 2, { address: "all-runs", renamedFrom: "runs" }],
    ] as const;
    expect(listed("monitors/index.ts", rows)).toEqual([
      { name: "slowStages", id: "slow-stages", renamedFrom: "slow-stage", definition: 1 },
      { name: "runs", id: "all-runs", renamedFrom: "runs", definition: 2 },
    ]);
  });

  test.each([
    [
      [
        ["slowStage", 1],
        ["slowStage", 2],
      ],
      'monitors/index.ts: two lines have the name "slowStage": rename or delete one of them',
    ],
    [
      [
        ["slowStage", 1],
        ["slow-stage", 2],
      ],
      'monitors/index.ts: "slowStage" and "slow-stage" have the same Terraform address "slow-stage": change one of them',
    ],
    [
      [
        ["slowStage", 1],
        ["other", 2, "slow-stage"],
      ],
      'monitors/index.ts: "slowStage" and "other" have the same Terraform address "slow-stage": change one of them',
    ],
  ] as const)("two that would be one are refused: %j", (rows, message) => {
    expect(() => listed("monitors/index.ts", rows)).toThrow(new Error(message));
  });
});
