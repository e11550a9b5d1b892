import { TerraformProblem } from "./problem";

/** A piece of a Terraform string: text as it is, or the inside of `${…}`. */
export type TemplatePart = { readonly text: string } | { readonly expression: string };

/**
 * Splits a string of Terraform's JSON syntax: every one of them is a template. `$${` and `%%{` become `${` and `%{`.
 *
 * @param place named in errors
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#string-templates
 */
export function templateParts(template: string, place: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = "";
  let at = 0;
  while (at < template.length) {
    const three = template.slice(at, at + 3);
    if (three === "$${" || three === "%%{") {
      text += three.slice(1);
      at += 3;
    } else if (three.startsWith("%{")) {
      throw new TerraformProblem(place, "template directives (%{ if … }, %{ for … }) are not evaluated here");
    } else if (three.startsWith("${")) {
      const end = closingBrace(template, at + 2, place);
      if (text !== "") parts.push({ text });
      parts.push({ expression: template.slice(at + 2, end).trim() });
      text = "";
      at = end + 1;
    } else {
      text += template[at];
      at += 1;
    }
  }
  if (text !== "" || parts.length === 0) parts.push({ text });
  return parts;
}

/** Where the brace that opened before `start` closes; braces inside quotes do not count. */
function closingBrace(template: string, start: number, place: string): number {
  let depth = 1;
  let quoted = false;
  for (let at = start; at < template.length; at++) {
    const character = template[at];
    if (character === "\\" && quoted) at++;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === "{") depth++;
    else if (!quoted && character === "}" && --depth === 0) return at;
  }
  throw new TerraformProblem(place, `\${ is never closed: ${template.slice(start - 2, start + 40)}`);
}
