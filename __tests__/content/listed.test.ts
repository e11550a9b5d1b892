import { basename } from "node:path";
import { contentOf } from "../../stacks/content";
import { loadEnvironment } from "../../stacks/environments";
import { kebabCase, listed, makeOf } from "../../stacks/listed";
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

const make = () => ({});

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
    expect(listed("monitors/index.ts", [["slowStages", make, "slow-stage"]])).toEqual([
      { name: "slowStages", id: "slow-stage", definition: make },
    ]);
  });

  test("a line can say which it had before", () => {
    const rows = [
      ["slowStages", make, { renamedFrom: "slow-stage" }],
      ["runs", make, { address: "all-runs", renamedFrom: "runs" }],
    ] as const;
    expect(listed("monitors/index.ts", rows)).toEqual([
      { name: "slowStages", id: "slow-stages", renamedFrom: "slow-stage", definition: make },
      { name: "runs", id: "all-runs", renamedFrom: "runs", definition: make },
    ]);
  });

  test.each([
    [
      [
        ["slowStage", make],
        ["slowStage", make],
      ],
      'monitors/index.ts: two lines have the name "slowStage": rename or delete one of them',
    ],
    [
      [
        ["slowStage", make],
        ["slow-stage", make],
      ],
      'monitors/index.ts: "slowStage" and "slow-stage" have the same Terraform address "slow-stage": change one of them',
    ],
    [
      [
        ["slowStage", make],
        ["other", make, "slow-stage"],
      ],
      'monitors/index.ts: "slowStage" and "other" have the same Terraform address "slow-stage": change one of them',
    ],
    [
      [["slowStage", undefined]],
      'monitors/index.ts: the maker of "slowStage" is undefined: does its file export it under the name that is imported?',
    ],
    [
      [["slowStage", { name: "Slow" }]],
      'monitors/index.ts: the maker of "slowStage" is a definition, not a function: pass the function itself, without calling it',
    ],
    [["slowStage"], `monitors/index.ts: line 1 of the list is 'slowStage': use ["name", maker]`],
    [
      [["slow stage", make]],
      'monitors/index.ts: "slow stage" is not a valid name: use camelCase, letters and digits, as in slowStage',
    ],
  ] as const)("lines that would not ship are refused: %j", (rows, message) => {
    expect(() => listed("monitors/index.ts", rows as never)).toThrow(new Error(message));
  });

  test.each([
    [async () => ({}), 'monitors/index.ts: "slow" returns a promise: make it without async and await'],
    [() => undefined, 'monitors/index.ts: "slow" returns nothing: is return missing?'],
    [() => 3, 'monitors/index.ts: "slow" returns 3, not a definition'],
  ])("what a maker must not return: %s", (wrong, message) => {
    expect(() => makeOf("monitors/index.ts", "slow", wrong as never)).toThrow(new Error(message));
  });

  test("a thrown text gets a place that can be found", () => {
    const throws = () => {
      throw "oops";
    };
    expect(() => makeOf("monitors/index.ts", "slow", throws as never)).toThrow(
      new Error(
        'monitors/index.ts: "slow" throws "oops", which is not an Error: use throw new Error("…"), which has a place',
      ),
    );
  });
});
