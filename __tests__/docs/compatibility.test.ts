import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogOf } from "../../cli/query/catalog";
import { CHECKS, pageOf } from "../../datadog/findings";
import { lintFile } from "../../datadog/lint";
import { compatibilityPage, documentedRules, exampleFile } from "../../ops/compatibility";

const sections = documentedRules();
const page = readFileSync(join(__dirname, "..", "..", "docs", "compatibility.md"), "utf8").replaceAll("\r\n", "\n");
const options = { catalog: catalogOf([], () => Buffer.alloc(0)), handles: ["@slack-data-pipeline"] };

/** The checks that report an example, and what they say. */
async function reported(...example: Parameters<typeof exampleFile>) {
  const { reports } = await lintFile(exampleFile(...example), { options, ignores: [] });
  return reports.map(({ check, message }) => `${check}: ${message}`);
}

const only = (example: Readonly<Record<string, unknown>>) => Object.entries(example)[0] as [string, unknown];

test("the page is what `npm run docs` writes", () => expect(page).toBe(compatibilityPage(sections)));

test.each(Object.keys(CHECKS) as (keyof typeof CHECKS)[])("names the check %s", (check) => {
  expect(page).toContain(`(${pageOf(check).replace("docs/", "")})`);
});

test("no rule is there twice", () => {
  const rules = sections.flatMap(({ rules }) => rules.map(({ rule, page: where }) => `${where} ${rule}`));
  expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
});

describe.each(sections.map((section) => [section.title, section] as const))("%s", (_, section) => {
  test.each(Object.keys(section.shapes))("nothing is reported of the shape %s", async (shape) => {
    expect(await reported(section, [shape])).toEqual([]);
  });

  const enforced = section.rules.flatMap((rule) => ("check" in rule ? [[rule.rule, rule] as const] : []));
  test.each(enforced)("enforced: %s", async (_, { check, example, accepts }) => {
    const found = await reported(section, only(example));
    expect(found.filter((each) => each.startsWith(`${check}: `))).not.toEqual([]);
    if (accepts) expect(await reported(section, only(accepts))).toEqual([]);
  });

  const passedOn = section.rules.flatMap((rule) =>
    "passed on" in rule && rule.example ? [[rule.rule, rule.example] as const] : [],
  );
  // vitest and jest want at least one case of a table
  if (passedOn.length > 0) {
    test.each(passedOn)("passed on: %s", async (_, example) => {
      expect(await reported(section, only(example))).toEqual([]);
    });
  }
});
