import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { hasFailed } from "../../testing/stories/report";
import { runStories } from "../../testing/stories/run";
import { readStories } from "../../testing/stories/story-file";
import { updated } from "../../testing/stories/update";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stories-update-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const values = fc.array(fc.constantFrom("0", "1", "4", "_", "2x2"), { minLength: 1, maxLength: 8 });
const options = fc.record({
  thresholds: fc.constant({ critical: 3, warning: 1.5 }),
  notify_by: fc.constantFrom(["*"], ["env"], null),
  renotify_interval: fc.constantFrom(0, 2),
  on_missing_data: fc.constantFrom("default", "resolve", "show_and_notify_no_data", null),
});

it("what is written for review holds, and nothing is written twice", () => {
  const path = join(folder, "stories.yaml");
  fc.assert(
    fc.property(
      values,
      values,
      options,
      fc.constantFrom("{{value}} @a", "{{#is_alert}}@b-{{env.name}}{{/is_alert}}"),
      (a, b, given, message) => {
        const series = { "a.b{env:p,queue:x}": a.join(" "), "a.b{env:q,queue:y}": b.join(" ") };
        const lines = [
          "monitors:",
          `  - ${JSON.stringify({ key: "m", type: "metric alert", query: "sum(last_2m):sum:a.b{*} by {env,queue} > 3", message, options: given })}`,
          "tests:",
          "  - name: one",
          "    monitor: m",
          `    series: ${JSON.stringify(series)} # kept`,
          "",
        ].join("\n");
        writeFileSync(path, lines);
        const file = readStories(path);
        const { text, written } = updated(file, runStories(file));
        expect(text.startsWith(lines.trimEnd())).toBe(true);
        expect(written).toBeGreaterThan(0);
        writeFileSync(path, text);
        const again = readStories(path);
        const results = runStories(again);
        expect(results.filter(hasFailed)).toEqual([]);
        expect(updated(again, results)).toEqual({ text, written: 0, changed: 0 });
      },
    ),
    { numRuns: 20 },
  );
});
