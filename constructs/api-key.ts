/** What examples have in the place of a key, such as `your_api_key_here` or `<API_KEY>`, as a regular expression. */
const PLACEHOLDER = "^(your[-_ ]|<|xxx|change[-_ ]?me|…|\\.\\.\\.)";

/** Whether a text was copied from an example, and is not a key. */
export const isPlaceholder = (key: string): boolean => new RegExp(PLACEHOLDER, "i").test(key);

/** The same as a condition of Terraform's: that a variable is set, and not to what an example has. */
export const keyCondition = (variable: string): string =>
  `\${var.${variable} != "" && !can(regex("(?i)${PLACEHOLDER.replaceAll("\\", "\\\\")}", var.${variable}))}`;
