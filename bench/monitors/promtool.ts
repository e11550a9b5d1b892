import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ASKED_EVERY, type Case, type States } from "./cases";
import { type Timed, timed } from "./timed";

/** The promtool to compare with: `PROMTOOL`, or the one on the path. Nothing where there is none. */
export function findPromtool(): string | undefined {
  const program = process.env.PROMTOOL ?? "promtool";
  return spawnSync(program, ["--version"]).status === 0 ? program : undefined;
}

/** Writes a rule file and a test file a monitor; the tests expect the states that we found. The test files, in order. */
export function writeRules(folder: string, cases: readonly Case[], { alerting }: States): string[] {
  return cases.map((each) => {
    const rules = { groups: [{ name: each.name, rules: [{ alert: each.name, expr: each.expression }] }] };
    writeFileSync(join(folder, `${each.name}.rules.yaml`), JSON.stringify(rules));
    const test = {
      rule_files: [`${each.name}.rules.yaml`],
      evaluation_interval: "1m",
      tests: [
        {
          interval: "1m",
          input_series: each.series.map(({ metric, host, values }) => ({
            series: `${metric.replaceAll(".", "_")}${host === undefined ? "" : `{host="${host}"}`}`,
            values: values.join(" "),
          })),
          alert_rule_test: alerting[each.name]!.map((groups, asked) => ({
            eval_time: `${(asked + 1) * ASKED_EVERY}m`,
            alertname: each.name,
            exp_alerts: groups.map((host) => ({ exp_labels: host === "" ? {} : { host } })),
          })),
        },
      ],
    };
    const file = join(folder, `${each.name}.test.yaml`);
    writeFileSync(file, JSON.stringify(test)); // JSON is YAML
    return file;
  });
}

/**
 * Runs all test files in one command.
 * @throws Error with what promtool finds that we do not
 */
export function runPromtool(program: string, files: readonly string[]): Timed {
  const result = timed(program, ["test", "rules", ...files]);
  if (result.status === 0) return result;
  throw new Error(`promtool finds other states:\n${result.output.slice(0, 2000)}`);
}
