import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const project = join(__dirname, "..", "..");

/** Where the sources are; what starts with a dot, packages, and what is generated are not. */
const ROOMS = readdirSync(project, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && /^[a-z_]+$/.test(entry.name) && !/^(node_modules|out)$/.test(entry.name))
  .map(({ name }) => name);

test("a room is a folder with index.ts, never a file beside a folder of the same name", () => {
  const files = ROOMS.flatMap((room) =>
    readdirSync(join(project, room), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.[cm]?[jt]sx?$/.test(file))
      .map((file) => join(room, file)),
  );
  expect(files).toContain(join("datadog", "query", "parse", "index.ts"));
  expect(files.filter((file) => existsSync(join(project, file.replace(/\.\w+$/, ""))))).toEqual([]);
});
