import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CHECKS, type CheckId, type Finding } from "../../../datadog/findings";
import { checkMetricQuery, checkMonitorQuery, checkSearch } from "../../../datadog/query";

const CHECKERS = { metric: checkMetricQuery, monitor: checkMonitorQuery, search: checkSearch } as const;

interface Case {
  readonly page: string;
  readonly expected: readonly CheckId[];
  readonly kind: keyof typeof CHECKERS;
  readonly query: string;
}

const LINE = /^(?:(accept)|(refuse|advise) ([\w-]+)) (metric|monitor|search) (.+)$/;

function cases(): readonly Case[] {
  const read: Case[] = [];
  let page = "";
  for (const line of readFileSync(join(__dirname, "documented.txt"), "utf8").split("\n")) {
    if (line.startsWith("https://")) page = line;
    if (line === "" || line.startsWith("#") || line.startsWith("https://")) continue;
    const [, accept, verdict, check = "", kind = "", query = ""] = LINE.exec(line) ?? [];
    if (!accept && !verdict) throw new Error(`not a case: ${line}`);
    if (verdict && CHECKS[check as CheckId] !== (verdict === "refuse" ? "wrong" : "advice")) {
      throw new Error(`${check} does not ${verdict}: ${line}`);
    }
    const expected = accept ? [] : [check as CheckId];
    read.push({ page, expected, kind: kind as Case["kind"], query });
  }
  return read;
}

const all = cases();

describe.each([...new Set(all.map(({ page }) => page))])("%s", (page) => {
  test.each(all.filter((each) => each.page === page))("$kind $query", ({ kind, query, expected }) => {
    const findings: readonly Finding[] = CHECKERS[kind](query);
    expect(findings.map(({ check }) => check)).toEqual(expected);
  });
});
