import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { failure } from "../../monitors/failure";
import { docsPictures, sceneOf } from "../../ops/pictures";
import { loadEnvironment } from "../../stacks/environments";
import { simulate } from "../../testing";
import { THREE_ENVIRONMENTS } from "../environments/three";

const project = join(__dirname, "..", "..");
const readme = readFileSync(join(project, "README.md"), "utf8");
const section = readme.split("\n## Test an alert\n")[1]!.split("\n## ")[0]!;

const picturePath = (name: string) => join(project, "docs", "pictures", `${name}.svg`);

/** The story that the README shows. */
function story() {
  const [, name, values] = /simulate\(failure\(\), \{ "([^"]+)": "([^"]+)" \}\)/.exec(section)!;
  const environment = loadEnvironment("production", THREE_ENVIRONMENTS);
  return simulate(failure(), { [name!]: values! }, { environment });
}

/** Whether jest was asked to write what is new (`-u`). */
function updating(): boolean {
  const { snapshotState } = expect.getState() as { readonly snapshotState?: { readonly _updateSnapshot?: string } };
  return snapshotState?._updateSnapshot === "all";
}

describe("the pictures of docs/pictures", () => {
  const outdir = mkdtempSync(join(tmpdir(), "pictures-"));
  afterAll(() => rmSync(outdir, { recursive: true }));

  it("are what demo and its story give now; `npm run docs` draws them", () => {
    const pictures = docsPictures(sceneOf({ outdir }));
    expect(pictures.length).toBeGreaterThan(3);
    // a picture is too long for a message: the names of those that differ
    const stale = pictures.filter(({ name, svg }) => readFileSync(picturePath(name), "utf8") !== svg);
    expect(stale.map(({ name }) => name)).toEqual([]);
  });

  it("are all shown somewhere, and nothing else is in the folder", () => {
    const texts = ["README.md", "docs/pictures.md"].map((file) => readFileSync(join(project, file), "utf8")).join("");
    for (const file of readdirSync(join(project, "docs", "pictures"))) expect(texts).toContain(`pictures/${file}`);
  });
});

describe("the README's story", () => {
  it("has the timeline that it shows", () => {
    expect(story()).toHaveTimeline(/toHaveTimeline\(`(.*?)`\)/s.exec(section)![1]!);
  });

  it("is in the picture beside it; `npx jest __tests__/docs/pictures -u` draws it", () => {
    const file = join(project, /!\[[^\]]+\]\(([^)]+\.svg)\)/.exec(section)![1]!);
    if (updating()) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, story().toSvg());
    }
    expect(readFileSync(file, "utf8")).toBe(story().toSvg());
  });
});
