import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

/** What `npm run SCRIPT -- WORDS --help` prints. */
function help(command: string): string {
  const [script = "", ...words] = command.split(" ");
  const [, file = "", name = ""] = /(\S+\.ts)(.*)$/.exec(scripts[script]) ?? [];
  const args = ["--require", "./loader/register.cjs", file, ...name.split(" ").filter(Boolean), ...words, "--help"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout;
}

/** The sentences below the usage, and what each argument, option, and command is for. */
function partsOf(text: string) {
  const [, about = "", ...sections] = text.trimEnd().split("\n\n");
  const entries = sections.flatMap((section) => section.split(/\n {2}(?! )/).slice(1));
  return { about, entries: entries.map((entry) => entry.replace(/\s*\n\s+/g, " ").split(/ {2,}/)) };
}

test.each([
  ...["start", "synth", "preflight", "doctor", "import", "docs", "sandbox"],
  ...["diff", "deploy", "destroy", "drift"],
  ...["query", "query check", "query format", "query explain", "alerts", "alerts test", "alerts schema"],
])("%s says what it does, and what each of its words means", (command) => {
  const { about, entries } = partsOf(help(command));
  expect(about).not.toMatch(/^(\w+:\n|$)/);
  expect(entries.length).toBeGreaterThan(0);
  expect(entries.filter(([, meaning = ""]) => !/^[A-Za-z-].* .+/.test(meaning))).toEqual([]);
});
