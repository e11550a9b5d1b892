import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogOf } from "../../cli/query/catalog";
import { CHECKS, type CheckId, pageOf } from "../../datadog/findings";
import { lintFile } from "../../datadog/lint";

const project = join(__dirname, "..", "..");
const folder = join(project, "docs", "checks");
const ids = Object.keys(CHECKS) as CheckId[];
const page = (id: CheckId) => readFileSync(join(project, pageOf(id)), "utf8");
const options = {
  catalog: catalogOf([], () => Buffer.alloc(0)),
  handles: ["@slack-data-pipeline", "@pagerduty-data"],
};

const HEADINGS = ["What it reports", "Why", "Example", "How to fix", "How to turn it off"];

/** About ignores, which Datadog does not know. */
const OUR_OWN: readonly CheckId[] = ["unused-ignore", "ignore-without-reason"];

test("every check has a page and every page a check", () => {
  const names = readdirSync(folder).filter((name) => name !== "README.md");
  expect(names.sort()).toEqual(ids.map((id) => `${id}.md`).sort());
});

interface Block {
  readonly language: string;
  readonly code: string;
}

/** The sections of a page, by heading. */
function sectionsOf(id: CheckId): ReadonlyMap<string, string> {
  const [, ...sections] = page(id).split(/^## /m);
  return new Map(sections.map((text) => [text.slice(0, text.indexOf("\n")), text.slice(text.indexOf("\n"))]));
}

function blocksIn(text = ""): readonly Block[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = "", code = ""]) => ({ language, code }));
}

const ENDINGS: Readonly<Record<string, string>> = { text: "txt", json: "json", yaml: "yaml" };

/** The checks that report a block of code, pasted into a file of its own. */
async function checksOf({ language, code }: Block): Promise<string[]> {
  const file = { name: `page.${ENDINGS[language]}`, text: code, byteOrderMark: false };
  return (await lintFile(file, { options, ignores: [] })).reports.map(({ check }) => check);
}

describe.each(ids)("%s", (id) => {
  const sections = sectionsOf(id);

  test("has the fixed headings, and says how grave it is", () => {
    expect(page(id).startsWith(`# ${id}: `)).toBe(true);
    expect(page(id)).toContain(CHECKS[id] === "wrong" ? "*Wrong*" : "*Advice*");
    expect([...sections.keys()]).toEqual(HEADINGS);
  });

  test("names the documentation that the rule comes from", () => {
    if (OUR_OWN.includes(id)) return;
    expect(page(id)).toMatch(/\]\(https:\/\/(docs\.datadoghq\.com|registry\.terraform\.io)\/[^)\s]+\)/);
  });

  test("the example is reported by this check, and the fixed one by none", async () => {
    const [example, ...more] = blocksIn(sections.get("Example"));
    const [fixed, ...others] = blocksIn(sections.get("How to fix"));
    expect([more, others]).toEqual([[], []]);
    expect(example && (await checksOf(example))).toContain(id);
    expect(fixed && (await checksOf(fixed))).toEqual([]);
  });
});
