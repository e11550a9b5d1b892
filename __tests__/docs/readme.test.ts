import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changeLines, changesBetween } from "../../ops/changes";
import { loadEnvironment } from "../../stacks/environments";
import { THREE_ENVIRONMENTS } from "../environments/three";
import { ProjectCopy } from "../stacks/project-copy";
import { synthesized } from "../stacks/synthesized";

const project = join(__dirname, "..", "..");
const readme = readFileSync(join(project, "README.md"), "utf8");
const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));

/** The blocks of code between one heading and the next, by their language, in order. */
function blocks(heading: string, language: string): string[] {
  const section = readme.split(/^##+ /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  return [...section.matchAll(/^```(\w*)\n(.*?)^```$/gms)].flatMap(([, of, code = ""]) =>
    of === language ? [code] : [],
  );
}

describe("the README's commands", () => {
  it("are scripts that there are", () => {
    const named = [
      ...readme.matchAll(/\bnpm (?:run )?(?:--silent )?(start|test|(?<=run )[\w:]+|(?<=run --silent )[\w:]+)/g),
    ];
    expect(named.length).toBeGreaterThan(20);
    expect(named.map(([, name]) => name).filter((name) => !(name! in scripts))).toEqual([]);
  });

  it("are all that a user needs", () => {
    const table = [...readme.matchAll(/^\| `npm (?:run )?([\w:]+)/gm)].map(([, name]) => name);
    const parts = ["fix", "check:types", "check:lint", "check:unused", "check:imports"];
    expect([...table, ...parts].sort()).toEqual(Object.keys(scripts).sort());
  });
});

test("the README's contents are its sections", () => {
  const contents = /^Contents: ([\s\S]*?)\n\n/m.exec(readme)?.[1] ?? "";
  const listed = [...contents.matchAll(/\[([^\]]+)\]\(#([\w-]+)\)/g)];
  expect(listed.map(([, title]) => title)).toEqual([...readme.matchAll(/^## (.+)$/gm)].map(([, title]) => title));
  // As GitHub makes an anchor of a heading.
  const anchors = listed.map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
  expect(listed.map(([, , anchor]) => anchor)).toEqual(anchors);
});

describe("the README's how-to", () => {
  it("shows what changes with a threshold", () => {
    const folder = mkdtempSync(join(tmpdir(), "environments-"));
    cpSync(THREE_ENVIRONMENTS, folder, { recursive: true });
    const file = join(folder, "demo.yaml");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace("slowStage: { critical: 300 }", "slowStage: { critical: 240 }"),
    );
    const [before, after] = [THREE_ENVIRONMENTS, folder].map((from) => synthesized([loadEnvironment("demo", from)]));
    rmSync(folder, { recursive: true });
    const changed = changeLines(changesBetween(before!, after!)).map((line) => `  ${line}\n`);
    expect(blocks("Change a threshold", "")[0]).toContain(`Changed since the last run:\n${changed.join("")}`);
  });

  it("shows how a mistyped key is told", () => {
    const copy = new ProjectCopy();
    copy.edit("environments/demo.yaml", (text) => text.replace("critical: 300", "critcal: 240"));
    const { stderr } = copy.synthesize();
    copy.remove();
    expect(blocks("Change a threshold", "")[1]).toBe(`$ npm run --silent synth\n${stderr}`);
  });

  it("adds a metric, a monitor in both ways, and a widget that compile and are synthesized", () => {
    const copy = new ProjectCopy();
    const [metric] = blocks("Add a metric", "ts");
    const [monitor, line] = blocks("Add a monitor", "ts");
    const [widget, dashboard, dashboardLine] = blocks("Add a widget", "ts");
    // Where somebody followed the README in the project itself, it is there already.
    const add = (file: string, what: string, change: (text: string) => string) => {
      const path = join(copy.folder, file);
      const text = readFileSync(path, "utf8");
      if (!text.includes(what)) writeFileSync(path, change(text));
    };
    add("metrics/pipeline.ts", "const retries", (text) => `${text}\n${metric}`);
    writeFileSync(join(copy.folder, "monitors", "many-retries.ts"), monitor!);
    add("monitors/index.ts", "manyRetries", (text) =>
      text
        .replace(/^import .*slow-stage";\n/m, (own) => `${own}import { manyRetries } from "./many-retries";\n`)
        .replace(/^ {2}\["slowStage".*\n/m, (own) => own + line),
    );
    writeFileSync(join(copy.folder, "dashboards", "retries.ts"), dashboard!);
    add("dashboards/index.ts", "retries", (text) =>
      text
        .replace(/^import .*performance";\n/m, (own) => `${own}import { retries } from "./retries";\n`)
        .replace(/^ {2}\["errors".*\n/m, (own) => own + dashboardLine),
    );
    // The README says that an environment can set its thresholds, and that nothing else is needed.
    add("environments/demo.yaml", "manyRetries", (text) =>
      text.replace("monitors:\n", "monitors:\n  manyRetries: { critical: 30, warning: 10 }\n"),
    );
    add("dashboards/errors.ts", "retries", (text) =>
      text
        .replace("import { stageDuration }", "import { retries, stageDuration }")
        .replace(/^ {6}topic\(\n +"When".*\n/m, (own) => widget + own),
    );
    const query = /sum\(last_1h\):sum:pipeline.retries\{env:demo\} by \{stage\}.as_count\(\) > 30/;
    const tried = () => {
      const tsc = join(project, "node_modules", "typescript", "bin", "tsc");
      const compiled = spawnSync(process.execPath, [tsc, "--noEmit"], { cwd: copy.folder, encoding: "utf8" });
      const made = copy.synthesize({ ENVIRONMENT: "demo" });
      const files = copy.files();
      return {
        compiled: compiled.stdout,
        errors: made.stderr,
        monitor: query.test(files.get("cdktf.out/stacks/demo-monitors/cdk.tf.json") ?? ""),
        warning: files.get("cdktf.out/stacks/demo-monitors/cdk.tf.json")?.includes('"warning": "10"'),
        widget: files.get("cdktf.out/stacks/demo-dashboards/cdk.tf.json")?.includes('\\"title\\":\\"Retries\\"'),
        marker: files.get("cdktf.out/stacks/demo-dashboards/cdk.tf.json")?.includes("y > 30"),
      };
    };
    const well = { compiled: "", errors: "", monitor: true, warning: true, widget: true, marker: true };
    try {
      expect(tried()).toEqual(well);
      writeFileSync(join(copy.folder, "monitors", "many-retries.yaml"), blocks("Or write it as YAML", "yaml")[0]!);
      writeFileSync(join(copy.folder, "monitors", "many-retries.ts"), blocks("Or write it as YAML", "ts")[0]!);
      expect(tried()).toEqual(well);
    } finally {
      copy.remove();
    }
  }, 120_000);
});
