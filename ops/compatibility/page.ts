import { CHECKS, type CheckId } from "../../datadog/findings";
import { documentedRules, type Rule, type Section } from "./table";

const DOCUMENTATION = "https://docs.datadoghq.com/";

/** The text of `docs/compatibility.md`. */
export function compatibilityPage(sections: readonly Section[] = documentedRules()): string {
  return [
    "# Compatibility",
    INTRODUCTION,
    totals(sections),
    ...sections.flatMap(({ title, rules }) => [
      `## ${title}`,
      table(["rule", "documented in", "here"], rules.map(ruleRow)),
    ]),
    "## Checks",
    CHECKS_INTRODUCTION,
    table(["check", "severity", "documented rules"], checkRows(sections)),
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}

const INTRODUCTION = `<!-- Written by \`npm run docs\` from docs/compatibility/*.yaml and the list of checks: change those. -->

What Datadog documents as not allowed, and what happens here to a definition that does it:

- **wrong** or **advice**: \`query check\` reports it by the check that is named, and a monitor, dashboard or other definition that
  is wrong is refused where it is made, and by the sandbox unless Datadog is known to accept it. Each of these lines has an
  example that a test tries.
- **passed on**: nothing here looks at it, and Datadog decides.
- **unknown**: the documentation does not say enough to tell.`;

const CHECKS_INTRODUCTION = `Every check, and how many of the rules above it enforces. Those without any report what no page forbids: what is
ambiguous, ineffective, or most likely a slip.`;

function totals(sections: readonly Section[]): string {
  const count = (rules: readonly Rule[], key: string) => String(rules.filter((rule) => key in rule).length);
  const rows = sections.map(({ title, rules }) => [
    `[${title}](#${title.toLowerCase().replaceAll(" ", "-")})`,
    count(rules, "check"),
    count(rules, "passed on"),
    count(rules, "unknown"),
  ]);
  return table(["", "enforced", "passed on", "unknown"], rows);
}

function ruleRow(rule: Rule): string[] {
  return [rule.rule, `[${rule.page}](${DOCUMENTATION}${rule.page})`, outcome(rule)];
}

function outcome(rule: Rule): string {
  if ("check" in rule) return `${CHECKS[rule.check]}: ${pageLink(rule.check)}`;
  return "passed on" in rule ? `passed on: ${rule["passed on"]}` : `unknown: ${rule.unknown}`;
}

const pageLink = (check: CheckId) => `[${check}](checks/${check}.md)`;

function checkRows(sections: readonly Section[]): string[][] {
  const rules = sections.flatMap((section) => section.rules);
  return (Object.keys(CHECKS) as CheckId[]).map((check) => {
    const enforced = rules.filter((rule) => "check" in rule && rule.check === check).length;
    return [pageLink(check), CHECKS[check], String(enforced)];
  });
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
