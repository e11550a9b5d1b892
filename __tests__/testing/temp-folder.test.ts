import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/** Runs a script that has the functions of the temp folder, in a process whose temp folder is another one. */
function run(folder: string, script: string) {
  const code = `const { useTempFolder, removeTempFolder } = require("./testing/jest/temp-folder.ts"); ${script}`;
  return spawnSync(process.execPath, ["--require", "./loader/register.cjs", "-e", code], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder },
  });
}

describe("the temp folder of a run", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "own-"));
    mkdirSync(join(folder, "of-another"));
    writeFileSync(join(folder, "of-another", "file"), "kept");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is a folder of its own, which is removed", () => {
    const script = `
      useTempFolder();
      console.log(path.relative(${JSON.stringify(realpathSync(folder))}, os.tmpdir()).startsWith("tests-"));
      removeTempFolder();
      console.log(os.tmpdir() === ${JSON.stringify(folder)});`;
    const { status, stdout } = run(folder, script);
    expect([status, stdout]).toEqual([0, "true\ntrue\n"]);
    expect(readdirSync(folder)).toEqual(["of-another"]);
  });

  // Jest tears down twice when --bail ends a run.
  it.each([
    ["removed twice", "useTempFolder(); removeTempFolder(); removeTempFolder();"],
    ["removed before it was made", "removeTempFolder();"],
  ])("takes nothing with it when it is %s", (_, script) => {
    expect(run(folder, script)).toMatchObject({ status: 0, stderr: "" });
    expect(readdirSync(join(folder, "of-another"))).toEqual(["file"]);
  });

  it("takes nothing with it when the run is stopped", () => {
    const { signal } = run(
      folder,
      'useTempFolder(); process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 60000);',
    );
    expect(signal).toBe("SIGTERM");
    expect(readdirSync(folder)).toEqual(["of-another"]);
  });

  it("names what was left in it", () => {
    const script = 'useTempFolder(); fs.writeFileSync(path.join(os.tmpdir(), "left"), ""); removeTempFolder();';
    const { status, stderr } = run(folder, script);
    expect(status).not.toBe(0);
    expect(stderr).toContain("The tests left files in the temp folder: left.");
    expect(readdirSync(folder)).toEqual(["of-another"]);
  });
});
