import { declared, KINDS } from "../../../definitions";
import type { Finding } from "../../../findings";
import { type Json, type JsonObject, objectOf, stringOf } from "../../../json";
import { Refusal } from "../../refusal";
import type { Rules } from "../store";
import { valueAt } from "./value-at";

const kind = KINDS.logPipeline;

/** The error form of the logs configuration API. */
export function invalidPipeline(message: string, status = 400): Refusal {
  return new Refusal(status, [message], { error: { code: "InvalidArgument", message } });
}

export const logPipelineRules: Rules<string> = {
  kind,
  // recorded: 400 where other kinds answer 404
  missing: () => invalidPipeline("Non existing pipeline"),
  meaning: (body) => ({
    ...declared(kind.given, body),
    filter: { query: stringOf(objectOf(body.filter).query) ?? "" },
    processors: body.processors ?? [],
  }),
  worded: ({ check, path }, body) => {
    if (check !== "definition-shape") return undefined;
    if (path[0] === "name") return "Pipeline name must not be empty";
    return processorWords(path, body);
  },
  refusal: (words) => invalidPipeline(words),
};

/** A processor of a type that is not known, or not taken where it is. */
function processorWords(path: Finding["path"], body: JsonObject): string | undefined {
  const [last, before] = [path.at(-1), path.at(-2)];
  const isProcessor = before === "processors" && typeof last === "number";
  if (!isProcessor && !(last === "type" && path.at(-3) === "processors")) return undefined;
  const type: Json | undefined = isProcessor ? undefined : valueAt(body, path);
  if (type === "pipeline") return "A nested pipeline cannot contain a pipeline";
  return `Unknown processor type: ${stringOf(type) ?? "none"}`;
}
