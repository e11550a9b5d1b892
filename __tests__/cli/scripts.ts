import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Command = (
  args: readonly string[],
  streams: { stdin(): Buffer; out(text: string): void; err(text: string): void },
) => Promise<number>;

/** What a command prints and exits with. */
export async function runOf(command: Command, args: readonly string[], stdin = ""): Promise<Run> {
  let stdout = "";
  let stderr = "";
  const code = await command(args, {
    stdin: () => Buffer.from(stdin),
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
  });
  return { code, stdout, stderr };
}

/**
 * A test is one text file: the command after `$`, then sections `-- NAME --` with the files that there are, and what the
 * command is expected to leave: `stdout`, `stderr`, `exit` (0 when missing), and files again under `after/NAME`.
 */
interface Script {
  readonly command: readonly string[];
  readonly sections: ReadonlyMap<string, string>;
}

function scriptOf(text: string, command: string): Script {
  const [head = "", ...rest] = text.split(/^-- (.+) --\n/m);
  const line = head.split("\n").find((line) => line.startsWith(`$ ${command} `)) ?? "";
  const sections = new Map<string, string>();
  for (let index = 0; index < rest.length; index += 2) sections.set(rest[index] ?? "", rest[index + 1] ?? "");
  return { command: words(line.slice(`$ ${command} `.length)), sections };
}

/** As a shell would split it: quotes hold words together. */
function words(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

const EXPECTED = ["stdout", "stderr", "exit", "stdin"];

/** A test for each text file of the folder beside this file that has the name of the command. */
export function testScripts(command: string, run: Command): void {
  const scripts = join(__dirname, command);
  describe("the command, one text file a case", () => {
    const home = process.cwd();
    let folder = "";

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), `${command}-`));
      process.chdir(folder);
    });

    afterEach(() => {
      process.chdir(home);
      rmSync(folder, { recursive: true });
    });

    test.each(readdirSync(scripts))("%s", async (name) => {
      const script = scriptOf(readFileSync(join(scripts, name), "utf8"), command);
      const { sections } = script;
      for (const [file, text] of sections) {
        if (EXPECTED.includes(file) || file.startsWith("after/")) continue;
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
      const { code, stdout, stderr } = await runOf(run, script.command, sections.get("stdin"));
      expect({ stdout, stderr, code }).toEqual({
        stdout: sections.get("stdout") ?? "",
        stderr: sections.get("stderr") ?? "",
        code: Number(sections.get("exit") ?? 0),
      });
      for (const [file, text] of sections) {
        if (!file.startsWith("after/")) continue;
        expect(readFileSync(join(folder, file.slice("after/".length)), "utf8")).toBe(text);
      }
    });
  });
}
