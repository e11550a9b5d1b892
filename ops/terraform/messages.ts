import { stripVTControlCharacters } from "node:util";
import { isObject, type JsonObject, objectOf } from "../../datadog/json";

/** What Terraform or a provider says is wrong. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  /** `datadog_monitor.slow-stage`, `provider["registry.terraform.io/datadog/datadog"]`. @default it is about no resource */
  readonly address?: string;
}

/** An object that an apply has made, changed, or deleted. */
export interface Applied {
  readonly address: string;
  readonly action: "create" | "update" | "delete";
  /** @default it has none any more */
  readonly id?: string;
}

/**
 * The diagnostics of a run: of its messages with `-json`, else of the text that it printed.
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export function diagnosticsIn(stdout: string, stderr: string): Diagnostic[] {
  const messages = stdout
    .split("\n")
    .map(messageIn)
    .filter((message) => message !== undefined);
  const told = messages.flatMap(({ type, diagnostic }) =>
    type === "diagnostic" && isObject(diagnostic) ? [asDiagnostic(diagnostic)] : [],
  );
  return told.length > 0 ? withAddresses(told, failedIn(messages)) : diagnosticsInText(`${stdout}\n${stderr}`);
}

/** The addresses of objects that an apply could not make, change, or delete. */
function failedIn(messages: readonly JsonObject[]): string[] {
  return messages.flatMap(({ type, hook }) =>
    type === "apply_errored" ? [textOf(objectOf(objectOf(hook).resource).addr)] : [],
  );
}

/**
 * Errors about what could not be deleted have no address: they get those of the objects that failed and that no other error
 * names, where it does not matter which is whose, because the answer was the same for all.
 */
function withAddresses(diagnostics: readonly Diagnostic[], failed: readonly string[]): Diagnostic[] {
  const nameless = diagnostics.filter(({ severity, address }) => severity === "error" && address === undefined);
  const named = new Set(diagnostics.map(({ address }) => address));
  const unnamed = failed.filter((address) => !named.has(address));
  const answers = new Set(nameless.map(answerIn));
  if (nameless.length !== unnamed.length || answers.size !== 1) return [...diagnostics];
  return diagnostics.map((diagnostic) =>
    nameless.includes(diagnostic) ? { ...diagnostic, address: unnamed[nameless.indexOf(diagnostic)]! } : diagnostic,
  );
}

/** `403 Forbidden: {"errors":["Forbidden"]}`: what comes before it differs by resource. */
const answerIn = ({ summary, detail }: Diagnostic) => /\b[45]\d\d [A-Z].*$/s.exec(`${summary} ${detail}`.trim())?.[0];

function messageIn(line: string): JsonObject | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const message: unknown = JSON.parse(line);
    return isObject(message) ? message : undefined;
  } catch {
    return undefined;
  }
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");

function asDiagnostic(fields: JsonObject): Diagnostic {
  const { severity, summary, detail, address } = fields;
  return {
    severity: severity === "warning" ? "warning" : "error",
    summary: textOf(summary),
    detail: textOf(detail),
    ...(typeof address === "string" ? { address } : {}),
  };
}

/** As `terraform init` prints them: a summary after `Error: `, an empty line, and the rest; with or without a frame. */
function diagnosticsInText(text: string): Diagnostic[] {
  const plain = stripVTControlCharacters(text).replace(/^[╷╵│][ ]?/gm, "");
  return [...plain.matchAll(/^(Error|Warning): (.+)\n?([\s\S]*?)(?=^(?:Error|Warning): |$(?![\s\S]))/gm)].map(
    ([, kind, summary = "", detail = ""]) => ({
      severity: kind === "Warning" ? "warning" : "error",
      summary,
      detail: withoutSnippet(detail).trim(),
    }),
  );
}

/** Without `on cdk.tf.json line 1, in terraform:` and the lines of it that follow: a synthesized stack is one long line. */
const withoutSnippet = (detail: string) => detail.replace(/^ *on \S+ line \d+(?:, in .*)?:\n(?: *\d+:.*\n?)*/m, "");

/** What a line of `terraform apply -json` says was done; nothing of any other line. */
export function appliedIn(line: string): Applied | undefined {
  const message = messageIn(line);
  if (message?.type !== "apply_complete" || !isObject(message.hook)) return undefined;
  const { resource, action, id_value: id } = message.hook;
  const address = textOf(objectOf(resource).addr);
  if (address === "" || !["create", "update", "delete"].includes(String(action))) return undefined;
  return {
    address,
    action: action as Applied["action"],
    ...(typeof id === "string" && action !== "delete" ? { id } : {}),
  };
}
