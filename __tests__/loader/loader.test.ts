import { execFile, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const project = join(__dirname, "..", "..");
const COMMAND = ["--require", "./loader/register.cjs", "main.ts"];
/** A file counts as it is only some time after it was written. */
const LONG_AGO = new Date("2020-01-01");

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "loader-")));
  cpSync(join(project, "loader"), join(folder, "loader"), { recursive: true });
  mkdirSync(join(folder, "node_modules", "greeting"), { recursive: true });
  symlinkSync(join(project, "node_modules", "esbuild"), join(folder, "node_modules", "esbuild"));
  write("node_modules/greeting/index.js", 'exports.greet = (name) => "Hello " + name.toUpperCase();\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

let writes = 0;
/** Writes a file as if long ago, at another time than any other. */
function write(name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  utimesSync(path, LONG_AGO, new Date(LONG_AGO.getTime() + 1000 * writes++));
}

function run() {
  const { status, stdout, stderr } = spawnSync(process.execPath, COMMAND, { cwd: folder, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** What the first run says, which compiles; the second, from what that kept; the third, with V8's data too. */
const threeRuns = () => [run(), run(), run()];
const said = (stdout: string) => ({ status: 0, stdout, stderr: "" });

/** The files in which something is kept, by name. */
function kept(): string[] {
  const cache = join(folder, "node_modules", ".cache");
  if (!existsSync(cache)) return [];
  return readdirSync(cache, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

const GREETING = `
import { greet } from "greeting";
import { world } from "./world";
console.log(greet(world));
`;

describe("a program that is run again", () => {
  it("does the same, with nothing compiled", () => {
    write("main.ts", GREETING);
    write("world.ts", 'export const world: string = "world";\n');
    expect(threeRuns()).toEqual(Array(3).fill(said("Hello WORLD\n")));
    expect(kept()).toEqual(["main.ts.packages", "main.ts.sources"]);
    rmSync(join(folder, "node_modules", "esbuild"));
    expect(run()).toEqual(said("Hello WORLD\n"));
  });

  it("sees a source and a package that changed, to a text of the same length too", () => {
    write("main.ts", GREETING);
    write("world.ts", 'export const world: string = "world";\n');
    threeRuns();
    write("world.ts", 'export const world: string = "earth";\n');
    expect(threeRuns()).toEqual(Array(3).fill(said("Hello EARTH\n")));
    write("node_modules/greeting/index.js", 'exports.greet = (name) => "Good " + name;\n');
    expect(threeRuns()).toEqual(Array(3).fill(said("Good earth\n")));
  });

  it("sees a change within the same moment", () => {
    write("main.ts", GREETING);
    for (const name of ["mars", "moon", "east", "west"]) {
      writeFileSync(join(folder, "world.ts"), `export const world = "${name}";\n`);
      expect(run()).toEqual(said(`Hello ${name.toUpperCase()}\n`));
    }
  });

  it("sees a file that was added, removed, or put in the place of another", () => {
    write("main.ts", GREETING);
    write("world/index.ts", 'export const world = "index";\n');
    threeRuns();
    write("world.ts", 'export const world = "file";\n');
    expect(run()).toEqual(said("Hello FILE\n"));
    write("other.ts", 'export const world = "next";\n');
    renameSync(join(folder, "other.ts"), join(folder, "world.ts"));
    expect(run()).toEqual(said("Hello NEXT\n"));
    rmSync(join(folder, "world.ts"));
    expect(run()).toEqual(said("Hello INDEX\n"));
    rmSync(join(folder, "world"), { recursive: true });
    const { status, stderr } = run();
    expect(status).toBe(1);
    expect(stderr).toContain("Cannot find module './world'");
  });
});

describe("a module", () => {
  it("is what Node makes of it", () => {
    write(
      "main.ts",
      `import { isMain, place } from "./deep/part";
       console.log(isMain, require.main === module, place);
       if (process.argv.length > 5) console.log(1);
       import("./deep/late").then(({ late }) => console.log(late, require("./deep/later").later));
       console.log("before");`,
    );
    write(
      "deep/part.ts",
      `import { basename } from "node:path";
       export const isMain = require.main === module;
       export const place = [basename(__dirname), basename(__filename), require.resolve("./late") === __dirname + "/late.ts"];`,
    );
    write("deep/late.ts", 'console.log("late is loaded"); export const late = "é → 🎉";');
    write("deep/later.ts", 'console.log("later is loaded"); export const later = /[“”]/.test("“");');
    const stdout = [
      "false true [ 'deep', 'part.ts', true ]",
      "before",
      "late is loaded",
      "later is loaded",
      "é → 🎉 true",
      "",
    ].join("\n");
    expect(threeRuns()).toEqual(Array(3).fill(said(stdout)));
  });

  it("has its own lines in a stack trace, as a package has", () => {
    write("node_modules/greeting/index.js", "\nexports.greet = (thrower) => {\n  thrower();\n};\n");
    write(
      "main.ts",
      `import { greet } from "greeting";
interface Unused {
  readonly field: string;
}
function thrower(this: Unused | void): never {
  throw new RangeError("too far");
}

try {
  greet(thrower);
} catch (error) {
  console.log((error as Error).stack);
}
`,
    );
    const stack = [
      "RangeError: too far",
      `    at thrower (${folder}/main.ts:6:9)`,
      `    at ${join("exports.greet")} (${folder}/node_modules/greeting/index.js:3:3)`,
      `    at Object.<anonymous> (${folder}/main.ts:10:3)`,
    ];
    for (const { stdout } of threeRuns()) expect(stdout.split("\n").slice(0, 4)).toEqual(stack);
  });

  it("is loaded when something of it is first used, and where it stands when nothing is imported from it", () => {
    write(
      "main.ts",
      `import "./first";
       import { unused } from "./unused";
       import { used } from "./used";
       export { unused };
       console.log("main");
       console.log(used, typeof used);`,
    );
    write("first.ts", 'console.log("first is loaded");');
    write("unused.ts", 'console.log("unused is loaded"); export const unused = 1;');
    write("used.ts", 'console.log("used is loaded"); export const used = "import_used";');
    const stdout = "first is loaded\nmain\nused is loaded\nimport_used string\n";
    expect(threeRuns()).toEqual(Array(3).fill(said(stdout)));
  });

  it("has its own columns in a stack trace, whatever it uses before on the line", () => {
    write("part.ts", "export const one = 1;\nexport const fail = (): number => { throw new Error(); };\n");
    write(
      "main.ts",
      `import { fail, one } from "./part";
try { console.log([one, one, one + fail()]); } catch (error) { console.log((error as Error).stack); }
`,
    );
    for (const { stdout } of threeRuns())
      expect(stdout.split("\n")[2]).toBe(`    at Object.<anonymous> (${folder}/main.ts:2:36)`);
  });

  it("that cannot be compiled has its mistakes said with their places", () => {
    write("main.ts", 'console.log("ran");\nimport "./wrong";\n');
    write("wrong.ts", "export const x: number = 1;\nexport const y = ;\n");
    const { status, stdout, stderr } = run();
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain('Error: wrong.ts:2:18: Unexpected ";"');
  });
});

describe("what is kept", () => {
  beforeEach(() => {
    write("main.ts", GREETING);
    write("world.ts", 'export const world: string = "world";\n');
  });

  it("is done without where it cannot be written", () => {
    write("node_modules/.cache", "a file, where a folder should be");
    expect(threeRuns()).toEqual(Array(3).fill(said("Hello WORLD\n")));
  });

  it("is made again where it is damaged", () => {
    threeRuns();
    const cache = join(folder, "node_modules", ".cache", "loader", process.version);
    for (const change of [(bytes: Buffer) => bytes.subarray(0, bytes.length / 3), () => Buffer.from("{}\n")]) {
      for (const name of kept()) writeFileSync(join(cache, name), change(readFileSync(join(cache, name))));
      expect(threeRuns()).toEqual(Array(3).fill(said("Hello WORLD\n")));
    }
  });

  it("is whole when several programs run side by side", async () => {
    const together = () => promisify(execFile)(process.execPath, COMMAND, { cwd: folder });
    const runs = await Promise.all(Array.from({ length: 6 }, together));
    expect(runs.map(({ stdout }) => stdout)).toEqual(Array(6).fill("Hello WORLD\n"));
    expect(kept()).toEqual(["main.ts.packages", "main.ts.sources"]);
    expect(run()).toEqual(said("Hello WORLD\n"));
  });
});
