import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runAlerts } from "../../../cli/alerts-command";
import { corpusObjects, describeCorpus } from "../../corpus";

describeCorpus("stories in YAML of monitors that Datadog's integrations ship", () => {
  it("come out as they were worked out by hand", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stories-"));
    try {
      writeFileSync(join(folder, "monitors.json"), JSON.stringify(corpusObjects("monitors.jsonl")));
      const file = join(folder, "real-monitors.yaml");
      copyFileSync(join(__dirname, "real-monitors.yaml"), file);
      let printed = "";
      const print = (text: string) => {
        printed += text;
      };
      expect(await runAlerts(["test", file], { out: print, err: print })).toBe(0);
      expect(printed).toBe(`Unit testing: ${file}\n  SUCCESS\n16 passed, 0 failed\n`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
