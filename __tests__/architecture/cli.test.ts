import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const cli = join(__dirname, "..", "..", "cli");

test("cli/ only reads arguments, calls and prints: it stays under 1,200 lines", () => {
  const files = readdirSync(cli, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const lines = files.map((file) => readFileSync(join(cli, file), "utf8").trimEnd().split("\n").length);
  expect(files.length).toBeGreaterThan(0);
  expect(lines.reduce((sum, count) => sum + count, 0)).toBeLessThan(1200);
});
