import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogOf } from "../../cli/query/catalog";
import { CHECKS, type CheckId } from "../../datadog/findings";
import { lintFile } from "../../datadog/lint";

const folder = join(__dirname, "..", "..", "docs", "checks");
const ids = Object.keys(CHECKS) as CheckId[];
const page = (id: string) => readFileSync(join(folder, `${id}.md`), "utf8");
const options = { catalog: catalogOf([], () => Buffer.alloc(0)) };

const HEADINGS = ["What it reports", "Why", "Example", "How to fix", "How to switch off"];

test("every check has a page and every page a check", () => {
  expect(readdirSync(folder).sort()).toEqual(ids.map((id) => `${id}.md`).sort());
});

describe.each(ids)("%s", (id) => {
  test("has the fixed headings, and says how grave it is", () => {
    const text = page(id);
    expect(text.startsWith(`# ${id}: `)).toBe(true);
    expect(text).toContain(CHECKS[id] === "wrong" ? "*Wrong*" : "*Advice*");
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(HEADINGS);
  });
});

/** The checks that speak of a block of code of a page. */
async function checksOf({ language, code }: Block): Promise<string[]> {
  const file = { name: language === "text" ? "page.txt" : "page.json", text: code, byteOrderMark: false };
  return (await lintFile(file, { options, ignores: [] })).reports.map(({ check }) => check);
}

interface Block {
  readonly language: string;
  readonly code: string;
}

function blocksOf(id: string): readonly Block[] {
  return [...page(id).matchAll(/^```(text|json)\n([\s\S]*?)^```$/gm)].map(([, language = "", code = ""]) => ({
    language,
    code,
  }));
}

/** Pages whose examples are whole: a query, a text file or a dashboard. */
const whole = ids.filter((id) => blocksOf(id).length === 2);

test("there are such pages", () => expect(whole.length).toBeGreaterThan(20));

test.each(whole)("%s: the example is reported, and the fixed one says nothing at all", async (id) => {
  const [example, fixed] = blocksOf(id);
  expect(example && (await checksOf(example))).toContain(id);
  expect(fixed && (await checksOf(fixed))).toEqual([]);
});
