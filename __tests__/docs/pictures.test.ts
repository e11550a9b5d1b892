import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { failure } from "../../monitors/failure";
import { loadEnvironment } from "../../stacks/environments";
import { simulate } from "../../testing";
import { THREE_ENVIRONMENTS } from "../environments/three";

const project = join(__dirname, "..", "..");
const readme = readFileSync(join(project, "README.md"), "utf8");
const section = readme.split("\n## Test an alert\n")[1]!.split("\n## ")[0]!;

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
