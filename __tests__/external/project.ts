import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { run } from "./workspace";

const root = join(__dirname, "..", "..");

/** A copy of the project without the agent, to run its npm scripts in. */
export async function copyOfProject(provider: string): Promise<string> {
  const copy = mkdtempSync(join(tmpdir(), "project-"));
  const { output: files } = await run("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root });
  for (const file of files.split("\n").filter(Boolean)) cpSync(join(root, file), join(copy, file));
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  const demo = join(copy, "environments", "demo.yaml");
  const settings = parseDocument(readFileSync(demo, "utf8"));
  settings.set("agent", { enabled: false });
  settings.set("terraform", { datadog: provider });
  writeFileSync(demo, settings.toString());
  return copy;
}
