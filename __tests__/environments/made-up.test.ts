import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnvironment } from "../../environments/load";
import { MADE_UP, MADE_UP_TAGS, madeUpAdvice } from "../../environments/made-up";
import { loadEnvironments } from "../../stacks/environments";

const folder = mkdtempSync(join(tmpdir(), "made-up-"));
afterAll(() => rmSync(folder, { recursive: true }));

function adviceOn(yaml: string): string[] {
  writeFileSync(join(folder, "north.yaml"), yaml);
  return madeUpAdvice(readEnvironment("north", { folder, monitors: [] }));
}

describe("values of the examples", () => {
  it("are listed with their lines, in one line", () => {
    expect(
      adviceOn(`organization: acme
site: us5.datadoghq.com
notify:
  alert: ["@slack-mill", "@pagerduty-data-platform"]
runbook: https://wiki.example.com/mill
state: { gcs: { bucket: acme-terraform, prefix: mill } }
`),
    ).toEqual([
      "environments/north.yaml still has made-up values of the examples: acme (line 1), @pagerduty-data-platform (line 4), https://wiki.example.com/mill (line 5), acme-terraform (line 6). See docs/getting-started.md.",
    ]);
  });

  it("are none where all of them were replaced", () => {
    const yaml = "organization: mill\nrunbook: https://example.company.com/mill\nstate: { local: { path: .state } }\n";
    expect(adviceOn(yaml)).toEqual([]);
    // A team may be called so.
    expect(adviceOn(`${yaml}tags: [team:data-platform]\n`)).toEqual([]);
  });

  it("are in every environment that comes with the project, and all are in the table of getting-started", () => {
    const advice = loadEnvironments().flatMap(madeUpAdvice).join("\n");
    const guide = readFileSync(join(__dirname, "..", "..", "docs", "getting-started.md"), "utf8");
    for (const value of [...MADE_UP, ...MADE_UP_TAGS]) {
      expect(advice).toMatch(new RegExp(`[ ]${value}[ ,.]`));
      expect(guide).toContain(value);
    }
  });
});
