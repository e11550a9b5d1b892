import { readdirSync, readFileSync } from "node:fs";
import { checkDashboard, dashboardSchema, narrowedBy, queriesOf } from "../../../../datadog/definitions";
import { parseFormula, parseMetricQuery } from "../../../../datadog/query";
import { corpusObjects, corpusPath, describeCorpus } from "../../../corpus";

interface Recording {
  readonly interactions: readonly {
    readonly method: string;
    readonly url: string;
    readonly body: string;
    readonly status: number;
  }[];
}

/** Each real dashboard of the corpus, by its file's name. */
const files = () =>
  readdirSync(corpusPath("dashboards")).map(
    (file) => [file, JSON.parse(readFileSync(corpusPath("dashboards", file), "utf8"))] as const,
  );

/** What was sent to make or change a dashboard. */
const sent = () =>
  corpusObjects<Recording>("cassettes.jsonl.gz")
    .flatMap(({ interactions }) => interactions)
    .filter(
      ({ method, url, body }) => /^(POST|PUT)$/.test(method) && /^\/api\/v1\/dashboard(\/[\w-]+)?$/.test(url) && body,
    )
    .map(({ body, status }) => ({ dashboard: JSON.parse(body), status }))
    .filter(({ dashboard }) => "widgets" in dashboard);

describeCorpus("real dashboards", () => {
  test("the nine of the integrations pass without a wrong finding", () => {
    expect(files()).toHaveLength(9);
    for (const [file, dashboard] of files()) {
      expect([file, checkDashboard(dashboard).filter(({ severity }) => severity === "wrong")]).toEqual([file, []]);
    }
  });

  test("the schema gives them back unchanged", () => {
    for (const [, dashboard] of files()) expect(dashboardSchema.parse(dashboard)).toEqual(dashboard);
  });

  test("all their queries are found, as many as a search of the text finds", () => {
    const languages = files().flatMap(([, dashboard]) => queriesOf(dashboard).map(({ language }) => language));
    const count = (language: string) => languages.filter((each) => each === language).length;
    expect({ metrics: count("metrics"), formula: count("formula"), monitors: count("monitors") }).toEqual({
      metrics: countInJson(/"(q|query)":"[^"]*\{[^"]*\}/g),
      formula: countInJson(/"formula":"/g),
      monitors: 3,
    });
  });

  test("narrowed by a variable they can still be read, and name it in every query", () => {
    for (const [, dashboard] of files()) {
      for (const { text, language } of queriesOf(narrowedBy(dashboard, ["environment"]))) {
        if (language === "metrics") {
          expect(parseMetricQuery(text).ok).toBe(true);
          expect(text).toContain("$environment");
        }
        if (language === "formula") expect(parseFormula(text).ok).toBe(true);
      }
    }
  });

  test("of what was sent to Datadog, its refusals are ours", () => {
    const refused = sent().filter(({ status }) => status === 400);
    expect(refused).toHaveLength(4);
    for (const { dashboard } of refused)
      expect(checkDashboard(dashboard)).toMatchObject([{ check: "dashboard-shape" }]);
  });

  test("what Datadog took has no wrong shape, layout or query", () => {
    const taken = sent().filter(({ status }) => status === 200);
    expect(taken.length).toBeGreaterThan(150);
    for (const { dashboard } of taken) {
      const wrong = checkDashboard(dashboard).filter(({ severity }) => severity === "wrong");
      // Datadog keeps formulas that name a query that is not there (three of its client's tests have one): it draws nothing.
      expect(wrong.filter(({ check }) => check !== "formula-name")).toEqual([]);
    }
  });
});

/** How often a pattern occurs in the nine files, written without spaces. */
function countInJson(pattern: RegExp): number {
  return files().reduce((sum, [, dashboard]) => sum + [...JSON.stringify(dashboard).matchAll(pattern)].length, 0);
}
