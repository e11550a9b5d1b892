import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..", "..");
const file = join("__tests__", "mistakes", "queries.ts");

/** What the compiler says of each mistake, under the line that it is made in. */
function compilerOutput(): string {
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const project = join("__tests__", "mistakes");
  const { stdout } = spawnSync(process.execPath, [tsc, "--pretty", "false", "-p", project], {
    cwd: root,
    encoding: "utf8",
  });
  return stdout.replaceAll("\r\n", "\n");
}

const lines = readFileSync(join(root, file), "utf8").split("\n");

test("each mistake does not compile, and the compiler says why in a sentence", () => {
  const said = compilerOutput();
  const marked = said.replace(
    /^.*queries\.ts\((\d+),\d+\): error TS\d+: /gm,
    (_, line) => `\n${lines[Number(line) - 1]}\n  `,
  );
  expect(marked).toMatchSnapshot();
  const wrongLines = [...said.matchAll(/queries\.ts\((\d+),/g)].map(([, line]) => Number(line));
  const statements = lines.flatMap((line, index) => (/^ {2}[a-z].*,$/.test(line) ? [index + 1] : []));
  expect([...new Set(wrongLines)]).toEqual(statements);
}, 60_000);
