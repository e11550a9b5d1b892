import { didYouMean } from "../findings";

/** Every key of a type, each as `true`: one that is added to the type has to be added here. */
export type AllKeys<T> = { readonly [K in keyof T]-?: true };

/**
 * Refuses a setting that a function does not have, such as `requireFulWindow`: it would have no effect. The compiler says so
 * too; this is for callers that it does not see.
 * @param what the function: `metricMonitor()`
 * @throws RangeError naming the setting, and the one that was most likely meant
 */
export function refuseUnknownSettings(what: string, given: object, known: Readonly<Record<string, true>>): void {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return;
  throw new RangeError(`${what} has no setting "${unknown}"${didYouMean(unknown, Object.keys(known))}`);
}
