import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readComposeService } from "../../constructs/compose";
import { SourceError } from "../../datadog/source";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "compose-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The agent of a compose file with this in its service, and this at the top level. */
function read(body: string, top = "") {
  const file = join(folder, "compose.yaml");
  writeFileSync(file, `services:\n  agent:\n    image: agent:7\n${body.replace(/^/gm, "    ")}\n${top}\n`);
  return readComposeService(file, "agent");
}

test("environment values are read in pieces, whatever this machine's environment holds", () => {
  process.env.COMPOSE_TEST = "leaked";
  const { environment } = read(
    "environment:\n  - A=${COMPOSE_TEST:-x y}\n  - B=pre-$COMPOSE_TEST-${C-d}\n  - C=5$$\n  - D=a=b",
  );
  delete process.env.COMPOSE_TEST;
  expect(environment).toEqual([
    { key: "A", value: [{ variable: "COMPOSE_TEST", fallback: "x y" }] },
    { key: "B", value: ["pre-", { variable: "COMPOSE_TEST", fallback: "" }, "-", { variable: "C", fallback: "d" }] },
    { key: "C", value: ["5", "$"] },
    { key: "D", value: ["a=b"] },
  ]);
});

test("mounts are told apart by what stands before the colon", () => {
  const { mounts } = read(
    "volumes:\n  - /proc/:/host/proc/:ro\n  - ./conf.d:/conf.d\n  - run:/opt/run:rw",
    "volumes:\n  run:",
  );
  expect(mounts).toEqual([
    { kind: "host", source: "/proc/", target: "/host/proc/", readOnly: true },
    { kind: "file", source: "./conf.d", target: "/conf.d", readOnly: false },
    { kind: "volume", source: "run", target: "/opt/run", readOnly: false },
  ]);
});

test("ports carry address and protocol", () => {
  const { ports } = read("ports:\n  - 127.0.0.1:8125:8125/udp\n  - 80:8080");
  expect(ports).toEqual([
    { ip: "127.0.0.1", external: 8125, internal: 8125, protocol: "udp" },
    { ip: undefined, external: 80, internal: 8080, protocol: "tcp" },
  ]);
});

test.each([
  [
    "cap_add: [SYS_ADMIN]",
    'compose.yaml:4:5: "cap_add" of service "agent" has no counterpart in the agent stack: remove it, or add it to constructs/agent-container.ts',
  ],
  [
    "environment:\n  - A=${B:?must be set}",
    'compose.yaml:5:9: "${B:?must be set}" contains a "$" that is not one of $$, $NAME, ${NAME}, ${NAME-default}, ${NAME:-default}',
  ],
  ["environment:\n  - PATH", 'compose.yaml:5:9: "PATH" is not KEY=value: give a value, or ${PATH:-default}'],
  ["environment:\n  A: b", 'compose.yaml:5:7: environment is not a list: write one "- …" per line'],
  [
    "volumes:\n  - /data",
    'compose.yaml:5:9: volume "/data" is not source:target, source:target:ro or source:target:rw',
  ],
  ["volumes:\n  - type: bind", "compose.yaml:5:9: only the short form is supported here: a string, not a mapping"],
  ["ports:\n  - 8125", 'compose.yaml:5:9: port "8125" is not [ip:]published:target[/tcp|/udp]'],
  ["privileged: yes please", "compose.yaml:4:17: privileged is not true or false"],
  ["pid: $PID", 'compose.yaml:4:10: "$PID": ${…} is only supported in environment'],
  [
    "healthcheck:\n  test: [CMD, x]\n  disable: true",
    'compose.yaml:6:7: "disable" of healthcheck is not supported; use test, interval, timeout, start_period, retries',
  ],
  ["healthcheck:\n  test: [CMD, x]\n  retries: few", 'compose.yaml:6:16: retries is "few", not a whole number'],
  ["volumes:\n  - run:/opt/run", 'compose.yaml:5:9: volume "run" is not declared: add it under volumes'],
  ["pid: host\npid: host", 'compose.yaml:5:5: the key "pid" is a duplicate; remove one of the two'],
])("%j is refused with its place", (body, message) => {
  expect(() => read(body)).toThrow(message);
});

test("a volume with options is refused with its place", () => {
  expect(() => read("volumes:\n  - run:/opt/run", "volumes:\n  run:\n    external: true")).toThrow(
    'compose.yaml:8:5: the options of volume "run" have no counterpart in the agent stack: remove them, or add them to constructs/agent-container.ts',
  );
});

test("messages name the file as it is seen from the working directory", () => {
  const file = join(process.cwd(), "docker", "none.yaml");
  expect(() => readComposeService(file, "agent")).toThrow(
    new SourceError([{ file: "docker/none.yaml", line: 0, column: 0, message: "there is no such file" }]),
  );
});

test("a file or a service that is not there is named", () => {
  expect(() => readComposeService(join(folder, "none.yaml"), "agent")).toThrow("none.yaml: there is no such file");
  writeFileSync(join(folder, "compose.yaml"), "services: {}\n");
  expect(() => readComposeService(join(folder, "compose.yaml"), "agent")).toThrow(
    'compose.yaml:1:1: there is no service "agent"',
  );
});
