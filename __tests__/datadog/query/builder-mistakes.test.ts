import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..", "..");

/** What the compiler says of the file of mistakes. */
function compilerOutput(): readonly { readonly line: number; readonly said: string }[] {
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const options = ["--pretty", "false", "-p", join("__tests__", "mistakes")];
  const { stdout } = spawnSync(process.execPath, [tsc, ...options], { cwd: root, encoding: "utf8" });
  const reports = stdout.replaceAll("\r\n", "\n").split(/^(?=\S)/m);
  return reports.flatMap((report) => {
    const [, line, said] = /^.*queries\.ts\((\d+),\d+\): error TS\d+: ([\s\S]*)$/.exec(report) ?? [];
    return line && said ? [{ line: Number(line), said }] : [];
  });
}

const lines = readFileSync(join(root, "__tests__", "mistakes", "queries.ts"), "utf8").split("\n");

test("each mistake does not compile, and the compiler says why in a sentence", () => {
  const output = compilerOutput();
  const shown = output.map(({ line, said }) => `${lines[line - 1]?.trim()}\n  ${said}`);
  expect(`\n${shown.join("\n")}`).toMatchSnapshot();
  const statements = lines.flatMap((line, index) => (/^ {2}[a-z].*,$/.test(line) ? [index + 1] : []));
  expect(output.map(({ line }) => line)).toEqual(statements);
}, 60_000);
