/**
 * Terraform reads every string of its JSON as a template, and cdktf does not escape: a grok rule `%{word:x}` would be
 * refused and `${HOME}` taken for a reference. Here literal text is made literal; cdktf's own tokens stay, and so do links to other definitions.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function literal(text: string): string {
  return text.replace(/%\{/g, "%%{").replace(/\$\{(?!TfToken\[|datadog_link\.\d+\})/g, () => "$${");
}

/** `literal` for every string inside a value; keys are left as they are. */
export function literals<T>(value: T): T {
  if (typeof value === "string") return literal(value) as T;
  if (Array.isArray(value)) return value.map((item) => literals(item)) as T;
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, literals(item)])) as T;
  }
  return value;
}
