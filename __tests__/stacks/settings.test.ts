import {
  compositeMonitor,
  linksIn,
  type MonitorDefinition,
  metricMonitor,
  not,
  type ThresholdSettings,
} from "../../datadog/definitions";
import { fromYaml } from "../../datadog/definitions/yaml";
import { sum } from "../../datadog/query";
import { readYaml } from "../../datadog/source/yaml";
import { rememberFile } from "../../environments/place";
import { environmentSchema } from "../../environments/schema";
import { runs } from "../../metrics/pipeline";
import type { Row } from "../../stacks/listed";
import { monitorsIn } from "../../stacks/monitors-content";

type Maker = (settings: ThresholdSettings, monitors: never) => MonitorDefinition;

const failed = runs.sum().asCount();
const props = { name: "Runs", message: "Too many" };

const textOf = (settings: string) => `organization: acme\nstate: { local: {} }\nmonitors:\n  runs: { ${settings} }\n`;

/** The monitors of an environment whose file gives these settings to a monitor `runs`. */
function made(settings: string, make: Maker, ...others: readonly Row<Maker>[]) {
  const rows: readonly Row<Maker>[] = [["runs", make], ...others];
  const yaml = readYaml("demo.yaml", textOf(settings), environmentSchema(rows.map(([name]) => name)));
  const environment = { ...yaml.value, name: "demo" };
  rememberFile(environment, yaml);
  return monitorsIn(environment, rows).map(({ definition }) => definition);
}

const YAML =
  "type: metric alert\nname: Runs\nquery: sum(last_5m):sum:pipeline.runs{*}.as_count() > 20\nmessage: Too many\n";

const all = ({ critical = 3, ...levels }: ThresholdSettings) =>
  metricMonitor({ ...props, condition: sum("last_5m", failed).above(critical, levels) });

/** Makers that lose a setting, each in another way. */
const LOSING: readonly (readonly [what: string, make: Maker, settings: string, lost: string])[] = [
  [
    "takes the critical threshold alone",
    ({ critical = 3 }) => metricMonitor({ ...props, condition: sum("last_5m", failed).above(critical) }),
    "critical: 5, warning: 2",
    "warning",
  ],
  [
    "takes no settings",
    () => metricMonitor({ ...props, condition: sum("last_5m", failed).above(3) }),
    "critical: 5",
    "critical",
  ],
  [
    "takes no settings, even where what is set is true by chance",
    () => metricMonitor({ ...props, condition: sum("last_5m", failed).above(3) }),
    "critical: 3",
    "critical",
  ],
  [
    "reads them all and drops some",
    ({ critical = 3, ...levels }) => {
      const { warning } = { ...levels };
      return metricMonitor({ ...props, condition: sum("last_5m", failed).above(critical, { warning }) });
    },
    "critical: 5, warning: 4, recovery: 4",
    "recovery",
  ],
  [
    "forgets where a warning ends",
    ({ critical = 3, warning, recovery }) =>
      metricMonitor({ ...props, condition: sum("last_5m", failed).above(critical, { warning, recovery }) }),
    "critical: 5, warning: 4, warningRecovery: 3",
    "warningRecovery",
  ],
  ["reads YAML", () => fromYaml(YAML), "critical: 5", "critical"],
];

test.each(LOSING)("a setting is refused, at its place, for a monitor that %s", (_, make, settings, lost) => {
  const column =
    textOf(settings)
      .split("\n")[3]!
      .search(new RegExp(`\\b${lost}:`)) + 1;
  expect(() => made(settings, make)).toThrow(
    new Error(
      `demo.yaml:4:${column}: monitors.runs.${lost} has no effect: monitor "Runs" does not use it. Use it in monitors/, as in .above(critical, levels) or fromYamlFile(path, { thresholds }), or remove it here.`,
    ),
  );
});

test("all settings without effect are named at once", () => {
  expect(() => made("critical: 5, warning: 2", () => fromYaml(YAML))).toThrow(
    /^demo.yaml:4:11: monitors.runs.critical .*\ndemo.yaml:4:24: monitors.runs.warning /,
  );
});

test.each([
  ["critical: 5, warning: 4, recovery: 4, warningRecovery: 2", all],
  ["critical: 3", all],
  ["warning: 2", all],
  ["", () => fromYaml(YAML)],
  // The threshold shows in the text alone.
  [
    "warning: 2",
    ({ warning = 1 }: ThresholdSettings) =>
      metricMonitor({ ...props, message: `${warning}`, condition: sum("last_5m", failed).above(3) }),
  ],
  // It counts in another unit.
  [
    "critical: 5",
    ({ critical = 1 }: ThresholdSettings) =>
      metricMonitor({ ...props, condition: sum("last_5m", failed).above(critical * 60) }),
  ],
])("settings that show in the monitor are taken: %s", (settings, make) => {
  expect(made(settings, make)).toHaveLength(1);
});

test("a monitor that is written in YAML takes thresholds in its options and its query", () => {
  const [monitor] = made("critical: 30, warning: 10, recovery: 25", (thresholds) => fromYaml(YAML, { thresholds }));
  expect(monitor).toMatchObject({
    query: "sum(last_5m):sum:pipeline.runs{env:demo}.as_count() > 30",
    options: { thresholds: { critical: 30, warning: 10, critical_recovery: 25 } },
  });
});

test("a threshold that the monitor refuses is refused where it is set, in a monitor of YAML too", () => {
  for (const make of [all, (thresholds: ThresholdSettings) => fromYaml(YAML, { thresholds })]) {
    expect(() => made("critical: 5, warning: 6", make)).toThrow(
      /^demo.yaml:4:3: .*The warning threshold 6 must be below the critical threshold 5/,
    );
  }
});

test("what is wrong without any setting is no setting's fault", () => {
  const broken = ({ critical = 3 }: ThresholdSettings) =>
    metricMonitor({ ...props, message: "{{#is_alert}}", condition: sum("last_5m", failed).above(critical) });
  expect(() => made("critical: 5", broken)).toThrow(/^monitor "Runs": message: /);
});

describe("a monitor that is made of others", () => {
  const quiet: Row<Maker> = [
    "quiet",
    (_, { runs }: { readonly runs: MonitorDefinition }) =>
      compositeMonitor({ name: "Quiet", condition: not(runs), message: "" }),
  ];

  test("is handed them as they are in the environment", () => {
    const [first, second] = made("critical: 5", all, quiet);
    expect(linksIn(second!.query)).toEqual([first]);
    expect(linksIn(second!.query)[0]).toBe(first);
  });

  test("is refused where one of them is switched off, at that place", () => {
    expect(() => made("enabled: false", all, quiet)).toThrow(
      'demo.yaml:4:11: monitors.runs is turned off, but monitor "quiet" is composed of it: turn off both or neither',
    );
  });

  test("is refused where it names one that there is not, or itself", () => {
    const circle: Row<Maker> = ["circle", (_, { circle }: { readonly circle: MonitorDefinition }) => circle];
    const typo: Row<Maker> = ["typo", (_, { rums }: { readonly rums: MonitorDefinition }) => rums];
    expect(() => made("", all, circle)).toThrow("monitors refer to each other in a circle: circle → circle");
    expect(() => made("", all, typo)).toThrow(
      'monitor "typo" refers to the unknown monitor "rums", did you mean "runs"?',
    );
  });
});
