import type { Variables } from "./variables";

/** Variables whose values are shown nowhere. */
const SECRET_NAME = /(^|_)(API_?KEY|APP_?KEY|ACCESS_KEY|SECRET|TOKEN|PASSWORD)/i;

/** Shorter values would also hide words that are no secrets. */
const SHORTEST = 6;

/** A function that hides in a text what the secret variables of a process hold, and `NAME=value` of such names. */
export function secretsHidden(env: Variables): (text: string) => string {
  const values = Object.entries(env)
    .filter(([name, value]) => SECRET_NAME.test(name) && (value?.length ?? 0) >= SHORTEST)
    .map(([, value]) => value!)
    .sort((a, b) => b.length - a.length);
  return (text) => {
    const hidden = values.reduce((rest, value) => rest.replaceAll(value, "(sensitive)"), text);
    return hidden.replace(/\b(\w*(?:API_KEY|APP_KEY|PASSWORD|SECRET|TOKEN))=(?!\()[^\s"',]+/g, "$1=(sensitive)");
  };
}
