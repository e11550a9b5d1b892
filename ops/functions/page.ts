import * as definitions from "../../datadog/definitions";
import * as yaml from "../../datadog/definitions/yaml";
import * as builder from "../../datadog/query/builder";
import { type Declaration, declarationsIn, methodsOf } from "./declarations";

/** What is exported for other rooms of the project, not for authors; besides functions whose names say so. */
const INNER = new Set([
  ...["queryText", "counted", "expressionOf", "formulaOf", "declared", "isMistyped", "judged", "keepNotes", "keptTag"],
  ...["linksIn", "notesOf", "recognized", "tagMistake", "tagsUsed", "withLinks", "danglingReferences", "statusIn"],
  ...["entityReference", "flow", "narrowedBy", "queriesOf", "withoutIds", "conditionOf", "isMulti", "sloQueries"],
  ...["burnRateThreshold"],
]);

const FOLDERS = ["datadog/query/builder", "datadog/definitions", "constructs"] as const;

/** The sections of the page, with the folders whose functions they have. */
const SECTIONS: readonly (readonly [title: string, folders: readonly string[]])[] = [
  ["Metrics, queries, and conditions", ["datadog/query/builder/"]],
  ["Monitors", ["datadog/definitions/monitor/", "datadog/definitions/yaml/"]],
  ["SLOs", ["datadog/definitions/slo/"]],
  ["Downtimes and notification rules", ["datadog/definitions/downtime/", "datadog/definitions/notification-rule/"]],
  ["Dashboards", ["datadog/definitions/dashboard/"]],
  ["Links", ["datadog/definitions/links", "datadog/definitions/path-to"]],
  ["Logs and traces, metrics", ["datadog/definitions/"]],
];

/** The functions for authors, by name: those that the modules export when they run. */
export function functionsOnPage(): readonly string[] {
  return [builder, definitions, yaml].flatMap((room) =>
    Object.entries(room)
      .filter(([name, value]) => typeof value === "function" && /^[a-z]/.test(name))
      .map(([name]) => name)
      .filter((name) => !/^(check|asserted)[A-Z]/.test(name) && !INNER.has(name)),
  );
}

/** The text of docs/functions.md: the signature of each function for authors, and the types of its arguments. */
export function functionsPage(): string {
  const all = declarationsIn(FOLDERS);
  const functions = functionsOnPage().map((name) => functionNamed(name, all));
  const constructs = all.filter(({ file, kind, text }) => isConstruct(file, kind, text));
  const sectionOf = ({ file }: Declaration) =>
    SECTIONS.find(([, folders]) => folders.some((folder) => file.startsWith(folder)))?.[0];
  // A type such as NoSuchTag is only the words in which the compiler refuses an argument.
  const types = typesFor(
    [...functions.map(signatureOf), ...constructs.map(constructorOf)],
    all.filter((each) => !constructs.includes(each) && !/^(No|Not)[A-Z]/.test(each.name)),
  );
  return [
    "# Functions, constructs, and the types of their arguments",
    "",
    "<!-- Written by `npm run docs` from datadog/query/builder, datadog/definitions, and constructs. -->",
    "",
    "How they are used is in [authoring.md](authoring.md). `?` marks what can be left out, `= 10` is a default, and `@default` the",
    "default of a setting.",
    "",
    ...SECTIONS.flatMap(([title]) => [
      `## ${title}`,
      "",
      ...functions.filter((each) => sectionOf(each) === title).flatMap((each) => entry(each, signatureOf(each))),
    ]),
    "## Constructs",
    "",
    ...constructs.flatMap((each) => entry(each, constructorOf(each))),
    "## Types",
    "",
    ...types.flatMap((each) => entry({ ...each, comment: "" }, typeText(each))),
  ].join("\n");
}

const isConstruct = (file: string, kind: string, text: string) =>
  file.startsWith("constructs/") &&
  kind === "class" &&
  /^export class .*[\s\S]*constructor\(\s*scope: Construct/.test(text);

function functionNamed(name: string, all: readonly Declaration[]): Declaration {
  const found = all.find((each) => each.name === name && each.exported && /function|const/.test(each.kind));
  if (found === undefined) throw new Error(`${FOLDERS.join(", ")}: "${name}" is exported, but declared in another way`);
  return found;
}

/** `abs(query: QueryInput): ExpressionValue`. */
function signatureOf({ kind, name, text }: Declaration): string {
  if (kind === "function") return text.replace(/^export function /gm, "");
  const written = text.replace("export const ", "");
  if (/= unary\(/.test(written)) return `${name}(query: QueryInput): ExpressionValue`;
  const typed = /^\w+: \w+(?= = )/.exec(written);
  if (typed) return typed[0];
  return written.replace(/^(\w+) = /, "$1").replace(/ =>[\s\S]*$/, "");
}

const constructorOf = (declaration: Declaration) =>
  methodsOf(declaration, "constructor")
    .map(({ text }) => text.replace("constructor", `new ${declaration.name}`).replace(/\breadonly (?=\w+\??:)/g, ""))
    .join("\n");

/** An interface or type as it is written; of a class, its methods. */
function typeText(declaration: Declaration): string {
  if (declaration.kind !== "class") return documented(declaration, declaration.text);
  const methods = methodsOf(declaration).map((method) => documented(method, `${method.text};`).replace(/^/gm, "  "));
  return documented(declaration, [`class ${declaration.name} {`, ...methods, "}"].join("\n"));
}

const LINK = /\{@link ([\w.]+)(?: \w+)?\}/g;

function documented({ comment }: Pick<Declaration, "comment">, text: string): string {
  const plain = text.replace(/^export /, "").replace(LINK, "`$1`");
  if (comment === "") return plain;
  const lines = comment.replace(LINK, "`$1`").split("\n");
  const whole =
    lines.length === 1 ? [`/** ${lines[0]} */`] : ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"];
  return [...whole, plain].join("\n");
}

/** The types that the texts name, and those that these name, in alphabetical order. */
function typesFor(texts: readonly string[], all: readonly Declaration[]): Declaration[] {
  const found = new Map<string, Declaration>();
  const wanted = texts.flatMap(namesIn);
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (found.has(name)) continue;
    const declaration = all.find((each) => each.name === name && each.kind !== "function");
    if (declaration === undefined || /\bz\./.test(declaration.text)) continue;
    found.set(name, declaration);
    wanted.push(...namesIn(typeText(declaration)));
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Names of types and of constants in code. */
const namesIn = (text: string) => text.replace(/\/\*\*[\s\S]*?\*\//g, "").match(/\b[A-Z]\w+\b/g) ?? [];

function entry({ name, comment }: Pick<Declaration, "name" | "comment">, code: string): string[] {
  const words = comment === "" ? [] : [prose(comment), ""];
  return [`### \`${name}\``, "", ...words, "```ts", code, "```", ""];
}

/** A comment in Markdown. */
function prose(comment: string): string {
  return comment
    .replace(LINK, "`$1`")
    .replace(/^@see (https?:\S+)(?:,? and (https?:\S+))?/gm, (_, ...pages) =>
      [
        "",
        ...pages
          .slice(0, 2)
          .filter((page) => typeof page === "string")
          .map((page) => `See <${page}>.`),
      ].join("\n"),
    )
    .replace(/^@param (\w+) /gm, "\n- `$1`: ")
    .replace(/^@throws /gm, "\nThrows ")
    .replace(/^@returns /gm, "\nReturns ")
    .replace(/@default /g, "Default: ")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
