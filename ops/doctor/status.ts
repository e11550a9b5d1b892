import { type Finding, passed, problem, unknown } from "../preflight";
import { counted } from "../words";

/** What the agent should do, by its settings. */
interface Expected {
  readonly logs: boolean;
  readonly traces: boolean;
}

/**
 * What `agent status` says is wrong: a refused key, a part that does not run, checks and log sources with errors.
 * @see https://docs.datadoghq.com/agent/configuration/agent-status-page/
 */
export function statusFindings(
  { text, exitCode }: { readonly text: string; readonly exitCode: number },
  expected: Expected,
): Finding[] {
  if (exitCode !== 0) {
    return [
      problem(
        `agent status ended with ${exitCode} (${firstLine(text)}): the agent may still be starting; try again in a minute`,
      ),
    ];
  }
  const sections = sectionsOf(text);
  if (sections.size === 0) return [unknown(`what agent status says: its output has no section: ${firstLine(text)}`)];
  return [
    ...keyFindings(sections.get("API Keys status") ?? ""),
    ...(expected.logs ? logsFindings(sections.get("Logs Agent")) : []),
    ...(expected.traces ? tracesFindings(sections.get("APM Agent")) : []),
    ...checkFindings(text),
  ];
}

const firstLine = (text: string) => text.trim().split("\n")[0] || "no output";

/** The text below each heading that is underlined with `=`, up to the next one. */
function sectionsOf(text: string): ReadonlyMap<string, string> {
  const headings = [...text.matchAll(/^[ ]*(\S.*?)[ ]*\r?\n[ ]*={3,}[ ]*$/gm)];
  return new Map(
    headings.map((heading, index) => [
      heading[1]!,
      text.slice(heading.index + heading[0].length, headings[index + 1]?.index ?? text.length),
    ]),
  );
}

function keyFindings(section: string): Finding[] {
  const keys = [
    ...section.matchAll(
      /API key ending with (\S+?):? .*?(API Key (?:valid|invalid)|Unable to validate API Key|API Key .*)/gi,
    ),
  ];
  if (keys.length === 0)
    return [unknown("whether the agent's own requests are accepted: agent status does not say it")];
  return keys.map(([, ending, state = ""]) => {
    if (/invalid/i.test(state))
      return problem(
        `the agent's API key ending with ${ending} is invalid at its site: set DD_API_KEY and DD_SITE in .env, then create the container again`,
      );
    if (/unable/i.test(state))
      return problem(
        `the agent cannot ask whether its API key is valid: let the container reach Datadog's site over HTTPS, or set DD_PROXY_HTTPS`,
      );
    return passed(`the agent's API key ending with ${ending} is valid`);
  });
}

function logsFindings(section: string | undefined): Finding[] {
  if (section === undefined)
    return [unknown("whether the agent collects logs: agent status has no section Logs Agent")];
  if (/Logs Agent is not running/i.test(section)) {
    return [problem("the Logs Agent is not running although logs are enabled: docker logs datadog-agent says why")];
  }
  const errors = [...section.matchAll(/^\s*Status: Error:? ?(.*)$/gm)].map(([, why]) => why!.trim());
  if (errors.length === 0) return [passed("the Logs Agent is running, and no log source has an error")];
  return [...new Set(errors)].map((why) => problem(`a log source of the agent has an error: ${why}`));
}

function tracesFindings(section: string | undefined): Finding[] {
  if (section === undefined) return [unknown("whether the agent takes traces: agent status has no section APM Agent")];
  if (/Not running|unreachable/i.test(section)) {
    return [problem("the APM Agent is not running although APM is enabled: docker logs datadog-agent says why")];
  }
  return [passed("the APM Agent is running")];
}

/** `Instance ID: postgres:9a1c [ERROR]`, and the error some lines below. */
function checkFindings(text: string): Finding[] {
  const instances = [...text.matchAll(/^\s*Instance ID: (\S+?)(?::\S*)? \[(\w+)\]/gm)];
  const failing = instances.flatMap((instance, index) => {
    if (instance[2] !== "ERROR") return [];
    const own = text.slice(instance.index, instances[index + 1]?.index ?? text.length);
    return [{ check: instance[1]!, why: /^\s*Error: (.+)$/m.exec(own)?.[1]?.trim() }];
  });
  if (instances.length === 0) return [unknown("which checks the agent runs: agent status lists none")];
  const problems = failing.map(({ check, why }) =>
    problem(
      `the agent's check ${check} fails${why === undefined ? "" : ` (${why})`}: see docker/conf.d, and the service that it asks`,
    ),
  );
  return problems.length > 0
    ? problems
    : [passed(`${counted(instances.length, "check")} of the agent ran without an error`)];
}
