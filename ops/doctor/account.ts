import { isPlaceholder } from "../../constructs/api-key";
import { type Finding, keyFinding, passed, problem, requestOf, type Target, unknown } from "../preflight";
import { keysIn, type Variables } from "../terraform";
import type { Container } from "./containers";

/** What is asked over the network. */
export interface Network {
  readonly env: Variables;
  /** @default Node's own */
  readonly fetch?: typeof fetch;
}

/** Whether the keys of this process and of the agent are valid, and whether what the agent sends to can be reached. */
export async function accountFindings(
  target: Target,
  site: string,
  agent: Container | undefined,
  network: Network,
): Promise<Finding[]> {
  const { apiKey } = keysIn(network.env);
  const own = apiKey === "" ? [] : [(await keyFinding(requestOf({ ...target, ...network }), target)).finding];
  const agents = agent === undefined ? [] : await agentKeyFindings(target, agent, network);
  const none =
    apiKey === "" && agents.length === 0
      ? [problem('DD_API_KEY is not set: see "Deploy to an account" in the README')]
      : [];
  return [...own, ...agents, ...none, ...(target.isSandbox ? [] : await intakeFindings(site, network))];
}

/** The key that the agent sends with, which may be another one. It is never shown. */
async function agentKeyFindings(target: Target, { name, env }: Container, network: Network): Promise<Finding[]> {
  const key = env.get("DD_API_KEY") ?? "";
  const fix = "set DD_API_KEY in .env, then create the container again";
  if (key === "") return [problem(`container ${name} has no DD_API_KEY: ${fix}`)];
  if (isPlaceholder(key)) return [problem(`DD_API_KEY of container ${name} is the placeholder of an example: ${fix}`)];
  if (key.startsWith("ENC[")) {
    return [unknown(`whether the key of container ${name} is valid: the agent reads it from a file (agent.keyFile)`)];
  }
  if (target.isSandbox || key === keysIn(network.env).apiKey) return [];
  const { finding } = await keyFinding(
    requestOf({ ...target, ...network, env: { ...network.env, DD_API_KEY: key } }),
    target,
  );
  const about = `DD_API_KEY of container ${name}`;
  return [{ ...finding, text: finding.text.replace("DD_API_KEY", about) }];
}

/**
 * Addresses that the agent sends to; any answer shows that they can be reached.
 * @see https://docs.datadoghq.com/agent/configuration/network/
 */
const INTAKES = [
  ["metrics", "7-60-0-app.agent"],
  ["logs", "agent-http-intake.logs"],
  ["traces", "trace.agent"],
] as const;

async function intakeFindings(site: string, { env, ...network }: Network): Promise<Finding[]> {
  const { HTTPS_PROXY, https_proxy } = env;
  return Promise.all(
    INTAKES.map(async ([what, host]) => {
      const url = `https://${host}.${site}`;
      const answer = await requestOf({ url, env: { HTTPS_PROXY, https_proxy }, ...network })("/");
      if (answer.status !== undefined) return passed(`the intake of ${what} can be reached from this machine`);
      if (!answer.isProblem) return unknown(`whether the intake of ${what} can be reached: ${answer.why}`);
      return problem(
        `cannot reach ${url} for ${what} (${answer.why}): allow HTTPS to *.${site}, or set the agent's proxy (DD_PROXY_HTTPS)`,
      );
    }),
  );
}
