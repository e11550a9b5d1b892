import { type Code, call, exported, list, object, printCode, value } from "../../datadog/code";
import { QUERY_MODULE } from "../../datadog/query";
import type { MetricsInCode } from "./metrics-in-code";

type Declaration = ReturnType<MetricsInCode["declarations"]>[number];

const HEADER = `import { metric } from "../datadog/query";

/*
 * Metrics of monitors and dashboards that were imported, with the tags that their queries use. How they are stored is not
 * known: declare one as what it is, counter(), gauge(), distribution(), and so on, and queries are checked for it.
 */
`;

/** The text of the file that declares metrics by name: what it has already, and these. */
export function metricsFileText(before: string | undefined, declarations: readonly Declaration[]): string {
  const added = declarations.map((each) => `export const ${each.identifier} = ${printCode(codeOf(each))};\n`);
  return [before?.trimEnd() ?? HEADER.trimEnd(), ...added].join("\n\n").concat("\n");
}

function codeOf({ name, tags }: Declaration): Code {
  return call(exported(QUERY_MODULE, "metric"), value(name), object({ tags: list(tags.map((tag) => value(tag))) }));
}
