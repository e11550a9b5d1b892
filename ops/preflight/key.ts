import { objectOf } from "../../datadog/json";
import { refusedKey, unreachable } from "../terraform";
import { type Finding, passed, problem, unknown } from "./finding";
import type { DatadogRequest } from "./request";
import type { Target } from "./target";

/**
 * Whether DD_API_KEY is valid at an address.
 * @returns `reached`: whether asking for more makes sense
 * @see https://docs.datadoghq.com/api/latest/authentication/#validate-api-key
 */
export async function keyFinding(
  ask: DatadogRequest,
  target: Target,
): Promise<{ readonly finding: Finding; readonly reached: boolean }> {
  const answer = await ask("/api/v1/validate");
  if (answer.status === undefined) {
    return {
      finding: answer.isProblem ? problem(unreachable(answer.why, target)) : unknown(answer.why),
      reached: false,
    };
  }
  const { valid } = objectOf(answer.body);
  if (answer.status === 401 || answer.status === 403 || valid === false) {
    return { finding: problem(refusedKey("DD_API_KEY", target)), reached: false };
  }
  const finding =
    answer.status === 200
      ? passed(`DD_API_KEY is valid at ${target.url}`)
      : unknown(`whether DD_API_KEY is valid: ${target.url} answered ${answer.status}`);
  return { finding, reached: true };
}
