import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const project = join(__dirname, "..", "..");

/** Runs a command of the project, and closes its output before it can print. */
async function unread(command: string, ...args: string[]) {
  const child = spawn(process.execPath, ["--require", "./loader/register.cjs", join("cli", command), ...args], {
    cwd: project,
    env: { PATH: process.env.PATH },
  });
  child.stdout.destroy();
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, "close");
  return { code, stderr };
}

describe("a command whose output nobody reads any more", () => {
  it("ends without a word", async () => {
    expect(await unread("sandbox.ts")).toEqual({ code: 0, stderr: "" });
    expect(await unread("query/index.ts", "explain", "avg:system.load.1{*}")).toEqual({ code: 0, stderr: "" });
  }, 60_000);
});
