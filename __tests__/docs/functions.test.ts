import { readFileSync } from "node:fs";
import { join } from "node:path";
import { functionsOnPage, functionsPage } from "../../ops/functions";

const page = readFileSync(join(__dirname, "..", "..", "docs", "functions.md"), "utf8").replaceAll("\r\n", "\n");
const code = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, each]) => each).join("\n");

test("the page is what `npm run docs` writes", () => expect(page).toBe(functionsPage()));

test.each(functionsOnPage())("has a signature of %s with the types of its arguments", (name) => {
  const section = page.split(/^### /m).find((each) => each.startsWith(`\`${name}\`\n`)) ?? "";
  const [, signature = ""] = /^```ts\n([\s\S]*?)^```$/m.exec(section) ?? [];
  expect(signature).toMatch(new RegExp(`^${name}(?:[<(]|: Aggregated$)`, "m"));
  expect(signature).not.toMatch(/\{$|=>$/m);
});

test.each(["Monitor", "Dashboard", "Slo", "Downtime", "NotificationRule", "LogPipeline"])(
  "has the construct %s",
  (name) => {
    expect(page).toContain(`### \`${name}\``);
    expect(code).toContain(`new ${name}(`);
  },
);

test.each([
  ["a window's values", "above(critical: number, levels: Levels = {}): WrittenCondition;"],
  ["a default", "readonly precision?: number;"],
  ["the thresholds of a condition", "readonly warningRecovery?: number;"],
])("has the settings and methods of types: %s", (_, line) => expect(code).toContain(line));
