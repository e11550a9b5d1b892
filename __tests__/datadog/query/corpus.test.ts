import { readdirSync, readFileSync } from "node:fs";
import { comparisonOf } from "../../../datadog/query/ask";
import type { QueryNode } from "../../../datadog/query/nodes";
import { parseFormula, parseMetricQuery, parseMonitorQuery, parseSearch } from "../../../datadog/query/parse";
import { print } from "../../../datadog/query/print";
import type { ParseResult } from "../../../datadog/query/problems";
import { nodesOf, sameNode } from "../../../datadog/query/visit";
import { corpusLines, corpusObjects, corpusPath, describeCorpus } from "../../corpus";
import { complaints, read } from "./read";

type Parse = (text: string) => ParseResult<QueryNode>;

/** The lines that the parser refuses. Of the others each must survive printing. */
function refused(lines: readonly string[], parse: Parse): string[] {
  return lines.filter((line) => {
    const result = parse(line);
    if (!result.ok) return true;
    const text = print(result.node);
    const again = read(parse, text);
    if (!sameNode(again, result.node)) throw new Error(`${line}\nis not the tree of\n${text}`);
    expect(print(again)).toBe(text);
    return false;
  });
}

describeCorpus("metric queries of dashboards", () => {
  const lines = corpusLines("metric_queries.txt");

  test("are read and survive printing, but for the four that are none", () => {
    const wrong = refused(lines, parseMetricQuery);
    expect(lines).toHaveLength(4689);
    expect(wrong.map((line) => line.slice(0, 28))).toEqual([
      "Sedai",
      expect.stringMatching(/openai\.tokens\.total/),
      expect.stringMatching(/openai\.tokens\.total/),
      'tags:"tracing-test-client"',
    ]);
    expect(complaints(parseMetricQuery, wrong[1]!)).toMatch(/^OR and `,` cannot be mixed in one scope\./);
  });

  test("give an answer when cut anywhere", () => {
    for (const line of lines.filter((_, index) => index % 23 === 0)) {
      for (let end = 0; end < line.length; end += 3) {
        const result = parseMetricQuery(line.slice(0, end));
        if (!result.ok) expect(result.errors.length).toBeGreaterThan(0);
      }
    }
  });

  test("give an answer when a character is lost or doubled", () => {
    for (const line of lines.filter((_, index) => index % 61 === 0)) {
      for (let at = 0; at < line.length; at += 2) {
        for (const text of [line.slice(0, at) + line.slice(at + 1), line.slice(0, at + 1) + line.slice(at)]) {
          const result = parseMetricQuery(text);
          if (!result.ok) expect(result.errors.length).toBeGreaterThan(0);
        }
      }
    }
  });
});

describeCorpus("formulas of dashboards", () => {
  const lines = corpusLines("formulas.txt");

  test("are read and survive printing", () => {
    expect(lines).toHaveLength(216);
    expect(refused(lines, parseFormula)).toEqual([]);
  });

  test("name their queries", () => {
    const names = new Set<string>();
    for (const line of lines) {
      for (const node of nodesOf(read(parseFormula, line))) if (node.kind === "name") names.add(node.name);
    }
    expect([...names]).toEqual(expect.arrayContaining(["query1", "a", "q_failed", "gpt_4_32k_prompt", "p50"]));
    expect(names.has("avg")).toBe(false);
  });
});

describeCorpus("monitor queries", () => {
  const lines = corpusLines("monitor_queries.txt");

  test("are read and survive printing", () => {
    expect(lines).toHaveLength(313);
    expect(refused(lines, parseMonitorQuery)).toEqual([]);
  });

  test("are of the kinds that the corpus counts", () => {
    const kinds: Record<string, number> = {};
    for (const line of lines) {
      const node = read(parseMonitorQuery, line);
      const kind = node.kind === "searchAlert" ? node.source : node.kind;
      kinds[kind] = (kinds[kind] ?? 0) + 1;
    }
    expect(kinds).toEqual({
      metricAlert: 242,
      logs: 29,
      formulaAlert: 18,
      serviceCheck: 7,
      events: 6,
      changeAlert: 5,
      sloAlert: 1,
      audits: 1,
      "ci-tests": 1,
      "error-tracking-rum": 1,
      "llm-observability": 1,
      processes: 1,
    });
  });

  test("compare with the critical threshold of their options", () => {
    const monitors = corpusObjects<{ query: string; options: { thresholds: { critical: number } } }>("monitors.jsonl");
    let compared = 0;
    for (const { query, options } of monitors) {
      const node = read(parseMonitorQuery, query);
      const comparison = comparisonOf(node);
      if (!comparison) continue;
      compared++;
      expect(comparison.value).toBe(options.thresholds.critical);
    }
    expect(compared).toBe(225);
  });

  test("give an answer when cut anywhere", () => {
    for (const line of lines.filter((_, index) => index % 4 === 0)) {
      for (let end = 0; end < line.length; end += 2) {
        const result = parseMonitorQuery(line.slice(0, end));
        if (!result.ok) expect(result.errors.length).toBeGreaterThan(0);
      }
    }
  });
});

interface Found {
  readonly metric: Set<string>;
  readonly formula: Set<string>;
  readonly search: Set<string>;
}

/** The queries anywhere in a value, told apart by what stands beside and above them. */
function collect(value: unknown, found: Found, above = ""): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found, above);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  const { q, query, formula, data_source } = value as Record<string, unknown>;
  // `q` is a search where events are laid over a graph.
  if (typeof q === "string" && q !== "" && above === "requests") found.metric.add(q);
  if (typeof q === "string" && above === "events") found.search.add(q);
  if (typeof query === "string" && above === "search") found.search.add(query);
  if (typeof query === "string" && (data_source === "metrics" || data_source === "cloud_cost")) found.metric.add(query);
  if (typeof formula === "string") found.formula.add(formula);
  for (const [key, item] of Object.entries(value)) collect(item, found, key);
}

const empty = (): Found => ({ metric: new Set(), formula: new Set(), search: new Set() });

describeCorpus("whole dashboards and recordings", () => {
  test("hold queries that are read and survive printing", () => {
    const found = empty();
    for (const file of readdirSync(corpusPath("dashboards"))) {
      collect(JSON.parse(readFileSync(corpusPath("dashboards", file), "utf8")), found);
    }
    for (const { interactions } of corpusObjects<{ interactions: { body: string }[] }>("cassettes.jsonl.gz")) {
      for (const { body } of interactions) {
        if (body.startsWith("{") || body.startsWith("[")) collect(JSON.parse(body), found);
      }
    }
    expect(found.metric.size).toBeGreaterThan(100);
    expect(refused([...found.metric], parseMetricQuery)).toEqual([]);
    expect(refused([...found.formula], parseFormula)).toEqual([]);
    expect(refused([...found.search], parseSearch)).toEqual([]);
  });
});
