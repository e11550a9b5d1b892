import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runQuery } from "../../cli/query/command";
import { corpusPath, describeCorpus } from "../corpus";
import { runOf, testScripts } from "./scripts";

const plain = (text: string) => text;

const command: Parameters<typeof testScripts>[1] = (args, streams) =>
  runQuery(args, { ...streams, palette: { wrong: plain, advice: plain, faint: plain } });

const run = (args: readonly string[], stdin?: string) => runOf(command, args, stdin);

testScripts("query", command);

/** Slips of people at work: each is enough for exit code 1. */
const SLIPS = [
  "sum(last_5m):sum:jobs.failed{env:prod}.as_cuont() > 3",
  "avg(last_5m):avg:jobs.wait{env=prod} > 3",
  "avg(last_5m):avg:jobs wait{env:prod} > 3",
  "avg(last_5m):avg:jobs.wait{env:prod > 3",
  "avg(last_5):avg:jobs.wait{env:prod} > 3",
  "avg(last_30s):avg:jobs.wait{env:prod} > 3",
  "avg(last_5m):avg:jobs.wait{env:prod} => 3",
  "avg(last_5m):average:jobs.wait{env:prod} > 3",
  "avg(last_5m):avg:jobs.wait{env:prod,team:a OR team:b} > 3",
  "avg(last_5m):avg:jobs.wait{$env} > 3",
  "avg(last_5m):avg:jobs.wait{env:prod}.fill(last, 900) > 3",
  "avg(last_5m):avg:jobs.wait{env:prod}.rollup(mean) > 3",
  "avg(last_5m):defualt_zero(avg:jobs.wait{env:prod}) > 3",
  "avg(last_5m):sum:jobs.failed{env:prod}.as_count() > 3",
  "avg(last_15m):anomalies(avg:jobs.wait{env:prod}, 'agile', 2, alert_window='last_30m') >= 1",
  "avg(last_4h):anomalies(avg:jobs.wait{env:prod}, 'agile', 2, seasonalty='daily') >= 1",
  "sum(last_5m):sum:a.b{*}.as_count() / (sum:a.b{*}.as_count() + sum:c.d{*}.as_count()) > 5",
  'logs("service:jobs status:error").index("*").rollup("count").last("7d") > 3',
  'logs("service:jobs").index("*").rollup("count").by("host").last("15m") < 1',
  'logs("service:jobs").index("*").rollup("avg").last("15m") > 3',
] as const;

test.each(SLIPS)("--strict does not let %s pass", async (query) => {
  expect((await run(["check", "--strict", "-"], `${query}\n`)).code).toBe(1);
});

test("--strict lets twenty good queries pass", async () => {
  const queries = Array.from({ length: 20 }, (_, index) => `sum(last_5m):sum:jobs.failed{*}.as_count() > ${index}`);
  expect(await run(["check", "--strict", "-"], queries.join("\n"))).toMatchObject({ code: 0, stderr: "" });
});

describe("files as they come", () => {
  let folder = "";
  const file = (name: string, content: string | Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "query-"));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  test("Windows line ends and a byte order mark are no part of a query", async () => {
    const path = file("a.txt", "\ufeffavg:a.b{*}\r\n\r\n# a comment\r\navg:a.b{*\r\n");
    expect((await run(["check", path])).stdout).toBe(
      [
        `${path}:4:8: The scope that starts here is not closed: a \`}\` is missing. [syntax]`,
        "  avg:a.b{*",
        "         ^",
        "See docs/checks/syntax.md.",
        "1 ok, 1 wrong",
        "",
      ].join("\n"),
    );
  });

  test("formatting keeps line ends, the byte order mark and a missing last line end", async () => {
    const path = file("a.txt", "\ufeffavg:a.b{ * }\r\n# note\r\n\r\nsum:c{a:b, d:e}");
    expect((await run(["format", path])).code).toBe(0);
    expect(readFileSync(path, "utf8")).toBe("\ufeffavg:a.b{*}\r\n# note\r\n\r\nsum:c{a:b,d:e}");
  });

  test.each([
    ["binary", Buffer.from([0x61, 0x00, 0x62]), "it is not text"],
    ["UTF-16", Buffer.from([0xff, 0xfe, 0x61, 0x00]), "it is UTF-16 text; save it as UTF-8"],
    ["not UTF-8", Buffer.from([0x61, 0xe9, 0x62]), "it is not UTF-8 text"],
  ])("a file that is %s is named in one line", async (_, bytes, reason) => {
    const path = file("a.txt", bytes);
    expect(await run(["check", path])).toEqual({ code: 2, stdout: "0 ok, 0 wrong\n", stderr: `${path}: ${reason}\n` });
  });

  test("a folder and a missing file are named, and the others are checked all the same", async () => {
    const good = file("a.txt", "avg:a.b{*}\n");
    expect(await run(["check", folder, join(folder, "b.txt"), good])).toEqual({
      code: 2,
      stdout: "1 ok, 0 wrong\n",
      stderr: `${folder}: it is a directory, not a file\n${join(folder, "b.txt")}: there is no such file\n`,
    });
  });

  test("a JSON document that nests a hundred thousand levels is refused in one line", async () => {
    const deep = file("deep.json", `${"[".repeat(100_000)}${"]".repeat(100_000)}`);
    const { code, stderr } = await run(["check", deep]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^\S+deep\.json:1:201: this is nested more than 200 levels deep\n$/);
  });

  test("a long line is shortened around the caret", async () => {
    const path = file("a.txt", `${"avg:a.b{*} + ".repeat(40)}avg:a.b{* + ${"avg:a.b{*} + ".repeat(40)}avg:a.b{*}\n`);
    const [, excerpt = "", carets = ""] = (await run(["check", path])).stdout.split("\n");
    expect(excerpt.length).toBeLessThan(110);
    expect(excerpt.trimStart().startsWith("…")).toBe(true);
    expect(excerpt.endsWith("…")).toBe(true);
    expect(excerpt[carets.indexOf("^")]).toBe("+");
  });
});

describe("the process", () => {
  const command = [
    process.execPath,
    "--require",
    "./loader/register.cjs",
    join(__dirname, "..", "..", "cli", "query", "index.ts"),
  ]
    .map((part) => `'${part}'`)
    .join(" ");
  const shell = (line: string) => spawnSync("sh", ["-c", line], { encoding: "utf8", cwd: join(__dirname, "..", "..") });

  test("reads standard input, prints without colours into a pipe, and exits by what it found", () => {
    const { stdout, stderr, status } = shell(`echo 'avg:a.b{*' | ${command} check -`);
    expect({ stdout, stderr, status }).toEqual({
      stdout: [
        "-:1:8: The scope that starts here is not closed: a `}` is missing. [syntax]",
        "  avg:a.b{*",
        "         ^",
        "See docs/checks/syntax.md.",
        "0 ok, 1 wrong",
        "",
      ].join("\n"),
      stderr: "",
      status: 1,
    });
  });

  test("exits 0 for advice, 1 for advice with --strict, 2 for what it cannot use, of every command", () => {
    const codes = shell(
      [
        `echo 'a.b{*}' | ${command} check -`,
        `echo 'a.b{*}' | ${command} check --strict -`,
        `${command} check no-such-file.tf`,
        `${command} format no-such-file.tf`,
        `${command} explain 'avg:a.b{*'`,
        `${command} chek`,
      ]
        .map((line) => `${line} >/dev/null 2>&1; echo $?`)
        .join("; "),
    ).stdout;
    expect(codes.split("\n")).toEqual(["0", "1", "2", "2", "1", "2", ""]);
  });

  test("a reader that has enough ends it without a word", () => {
    const { stdout, stderr } = shell(`yes 'a.b{*' | head -n 20000 | ${command} check - | head -n 1`);
    expect(stdout).toMatch(/^-:1:4: .+\n$/);
    expect(stderr).toBe("");
  });
});

describeCorpus("real queries", () => {
  const lastLine = async (...files: string[]) =>
    (await run(["check", ...files.map((name) => corpusPath(name))])).stdout.trimEnd().split("\n").at(-1);

  test.each([
    // the four that the corpus names: two event searches, twice `or` beside a comma
    ["metric_queries.txt", "4685 ok, 4 wrong, 65 with advice"],
    ["formulas.txt", "216 ok, 0 wrong"],
    ["monitor_queries.txt", "313 ok, 0 wrong, 8 with advice"],
    ["monitors.jsonl", "229 ok, 0 wrong, 24 with advice"],
    // a stray backslash three times, three placeholders
    ["more_monitors.jsonl", "104 ok, 6 wrong, 3 with advice, 23 not checked: interpolated"],
  ])("%s", async (name, totals) => expect(await lastLine(name)).toBe(totals));

  test("the nine dashboards", async () => {
    const names = readdirSync(corpusPath("dashboards")).map((name) => join("dashboards", name));
    expect(await lastLine(...names)).toBe("386 ok, 0 wrong, 13 with advice");
  });
});
