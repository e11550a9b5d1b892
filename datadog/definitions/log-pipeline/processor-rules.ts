import { type Finding, finding } from "../../findings";
import type { LogProcessor } from "./processors";

/** A mistake in a processor: where, and a sentence. */
type Mistake = readonly [path: Finding["path"], message: string];

type Of<Type extends LogProcessor["type"]> = Extract<LogProcessor, { readonly type: Type }>;

/**
 * What keeps a processor from doing what it says, beside its shape. Each rule is on the page of its processor.
 * @see https://docs.datadoghq.com/logs/log_configuration/processors/
 */
export function processorMistakes(processor: LogProcessor, path: Finding["path"]): Finding[] {
  return mistakesOf(processor).map(([place, message]) =>
    finding("log-processor", message, { path: [...path, ...place] }),
  );
}

function mistakesOf(processor: LogProcessor): readonly Mistake[] {
  switch (processor.type) {
    case "attribute-remapper":
      return remapperMistakes(processor);
    case "category-processor":
      return [...newAttribute(processor.target), ...categoryMistakes(processor)];
    case "arithmetic-processor":
      return [...newAttribute(processor.target), ...at("expression", expressionMistake(processor.expression))];
    case "string-builder-processor":
      return [...newAttribute(processor.target), ...at("template", templateMistake(processor.template))];
    case "lookup-processor":
      return lookupMistakes(processor);
    case "array-map-processor":
      return arrayMapMistakes(processor);
    default:
      return [];
  }
}

const at = (field: string, message: string | undefined): Mistake[] =>
  message === undefined ? [] : [[[field], message]];

/** @see https://docs.datadoghq.com/logs/log_configuration/processors/remapper/ */
function remapperMistakes({ target }: Of<"attribute-remapper">): Mistake[] {
  if (!/[:,]/.test(target)) return [];
  return [[["target"], `The target "${target}" has a colon or a comma, which no name of an attribute or tag has.`]];
}

/**
 * The name of an attribute that a processor adds.
 * @see https://docs.datadoghq.com/logs/log_configuration/processors/category_processor/
 */
function newAttribute(target: string): Mistake[] {
  if (/^[\p{L}\p{N}_.@$/-]+$/u.test(target)) return [];
  return [
    [["target"], `The new attribute "${target}" has spaces or special characters: use letters, digits, _ and dots.`],
  ];
}

/** @see https://docs.datadoghq.com/logs/log_configuration/processors/category_processor/ */
function categoryMistakes({ categories }: Of<"category-processor">): Mistake[] {
  const names = categories.map(({ name }) => name);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [[["categories", index, "name"], `Two categories are called "${name}": give each its own name.`] as const],
  );
}

/** Numbers, attributes (whose names may hold dashes, dots, @ and $), operators and parentheses. */
const PART = /\s+|\d+(?:\.\d+)?(?![\w.@-])|[\p{L}_@$\d][\p{L}\p{N}_.@$-]*|[-+*/()]|./gsu;

type PartKind = "open" | "close" | "sign" | "operator" | "value" | "other";

function kindOf(part: string): PartKind {
  if (part === "(") return "open";
  if (part === ")") return "close";
  if (part === "-" || part === "+") return "sign";
  if (part === "*" || part === "/") return "operator";
  return /^[\p{L}\p{N}_@$]/u.test(part) ? "value" : "other";
}

/** What is expected where a part is that does not fit there. */
const EXPECTED: Readonly<Record<"value" | "operator", readonly PartKind[]>> = {
  value: ["close", "operator", "other"],
  operator: ["open", "value", "other"],
};

/**
 * A formula of attributes, numbers, parentheses and `+ - * /`. A minus needs spaces, since names may hold dashes.
 * @see https://docs.datadoghq.com/logs/log_configuration/processors/arithmetic_processor/
 */
function expressionMistake(expression: string): string | undefined {
  const said = (what: string) =>
    `The expression "${expression}" ${what}: it has attributes, numbers, + - * / and parentheses.`;
  let depth = 0;
  let expected: "value" | "operator" = "value";
  for (const [part] of expression.matchAll(PART)) {
    if (part.trim() === "") continue;
    const kind = kindOf(part);
    if (EXPECTED[expected].includes(kind)) return said(`has "${part}" where ${ARTICLE[expected]} is expected`);
    if (kind === "open") depth++;
    else if (kind === "close" && --depth < 0) return said("has a closing parenthesis too many");
    else if (kind === "value") expected = "operator";
    else if (kind !== "close") expected = "value";
  }
  if (depth > 0) return said("has a parenthesis that is never closed");
  return expected === "value" ? said("ends where a value is expected") : undefined;
}

const ARTICLE = { value: "a value", operator: "an operator" } as const;

/**
 * Text with blocks `%{attribute}`.
 * @see https://docs.datadoghq.com/logs/log_configuration/processors/string_builder_processor/
 */
function templateMistake(template: string): string | undefined {
  for (const { index } of template.matchAll(/%\{/g)) {
    const end = template.indexOf("}", index);
    if (end < 0) return `The template "${template}" has a block %{ that is never closed.`;
    if (template.slice(index + 2, end).trim() === "")
      return `The template "${template}" has an empty block %{}: name an attribute.`;
  }
  return undefined;
}

/** The most that the tables of all lookup processors may hold together, in bytes. */
const LARGEST_TABLE = 100_000;

/** @see https://docs.datadoghq.com/logs/log_configuration/processors/lookup_processor/ */
function lookupMistakes({
  lookup_table: table,
  lookup_enrichment_table: enrichment,
}: Of<"lookup-processor">): Mistake[] {
  if (!table && !enrichment) return [[[], "A lookup processor needs lookup_table, or lookup_enrichment_table."]];
  const malformed = table?.findIndex((line) => !line.includes(",")) ?? -1;
  const size = table?.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0) ?? 0;
  return [
    ...(malformed < 0
      ? []
      : [
          [
            ["lookup_table", malformed],
            `"${table![malformed]}" is not a line of a table: write value,replacement.`,
          ] as const,
        ]),
    ...(size <= LARGEST_TABLE
      ? []
      : [[["lookup_table"], `The table has ${size} bytes, and 100 kB is the most: use a Reference Table.`] as const]),
  ];
}

/** @see https://docs.datadoghq.com/logs/log_configuration/processors/array_map_processor/ */
function arrayMapMistakes({ processors = [] }: Of<"array-map-processor">): Mistake[] {
  if (processors.length === 0) return [[["processors"], "An array map needs at least one processor for its items."]];
  return processors.flatMap(({ target }, index) =>
    /^\$targetElem(\.|$)/.test(target)
      ? []
      : [
          [
            ["processors", index, "target"],
            `The target "${target}" is not part of the item: begin it with $targetElem, as in $targetElem.name.`,
          ] as const,
        ],
  );
}
