import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadEnvironments } from "../../stacks/environments";

const project = join(__dirname, "..", "..");
const page = readFileSync(join(project, "docs", "getting-started.md"), "utf8");
const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));

test("its commands are scripts that there are", () => {
  const named = [...page.matchAll(/\bnpm (?:run )?(?:--silent )?(\w+)/g)].map(([, name = ""]) => name);
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => name !== "ci" && !(name in scripts))).toEqual([]);
});

test("it says of each setting of the examples that is made up", () => {
  const made = loadEnvironments()
    .filter(({ name }) => name !== "demo")
    .flatMap(({ organization, site, tags, notify, state }) => [
      organization,
      site,
      ...tags,
      ...Object.values(notify).flatMap((handles) => handles ?? []),
      ...[state.s3?.bucket, state.gcs?.bucket].flatMap((bucket) => bucket ?? []),
    ]);
  expect(made.length).toBeGreaterThan(8);
  expect([...new Set(made)].filter((text) => !page.includes(`\`${text}\``))).toEqual([]);
});
