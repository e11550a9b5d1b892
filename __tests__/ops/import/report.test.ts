import { join } from "node:path";
import { codeOf } from "../../../ops/import/code";
import { MetricsInCode } from "../../../ops/import/metrics-in-code";
import { importLines } from "../../../ops/import/report";

/** What an import says of a dashboard with one chart whose request has the form with `q`. */
function said(newForm: boolean): string {
  const chart = { type: "timeseries", title: "Load", requests: [{ q: "avg:system.load.1{*}", display_type: "line" }] };
  const definition = {
    title: "Board",
    layout_type: "ordered",
    reflow_type: "fixed",
    widgets: [{ definition: chart, layout: { x: 0, y: 0, width: 6, height: 3 } }],
  };
  const written = codeOf(
    {
      found: { kind: "dashboard", id: "abc-def-ghi", definition, from: "dashboard abc-def-ghi" },
      title: "Board",
      taken: { definition, notes: [] },
      name: "board",
      path: "dashboards/board.ts",
    },
    { metrics: new MetricsInCode(join(__dirname, "..", "..", "..")), monitors: new Map(), reformat: newForm, newForm },
  );
  const imported = [{ ...written, differences: [] }];
  return importLines({ imported, leftOut: [], written: [], byHand: [] }, "demo").join("\n");
}

test("a widget that stays JSON for the form of its requests is counted, with the option that converts it", () => {
  expect(said(false)).toContain("0 of 1 widgets by functions");
  expect(said(false)).toContain(
    "Kept as JSON, because their requests have the form with q, and functions write queries and formulas: 1 widget. To convert them, use --reformat.",
  );
  expect(said(true)).toContain("1 of 1 widgets by functions");
  expect(said(true)).not.toContain("Kept as JSON");
});
