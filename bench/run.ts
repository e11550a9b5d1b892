import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** `npm run bench -- NAME`: runs `bench/NAME.ts` or `bench/NAME/index.ts` in a process of its own, so that none warms up another. */
const names = readdirSync(__dirname)
  .map((entry) => entry.replace(/\.ts$/, ""))
  .filter((name) => name !== "run")
  .sort();

const [name = "", ...args] = process.argv.slice(2);
if (names.includes(name)) {
  const file = require.resolve(join(__dirname, name));
  const { status } = spawnSync(process.execPath, ["--require", "./loader/register.cjs", file, ...args], {
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
} else {
  const wrong = name === "" ? "No benchmark was named." : `There is no benchmark "${name}".`;
  process.stderr.write(`${wrong} There are: ${names.join(", ")}. Run: npm run bench -- ${names[0]}\n`);
  process.exitCode = 2;
}
