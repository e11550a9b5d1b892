import type { TagOf } from "./sentences";

/** A service check: a test that the agent or an integration runs every few seconds, with a status instead of a value. */
export interface ServiceCheck<Tags extends readonly string[] = readonly string[]> {
  readonly name: string;
  /** What its status says. */
  readonly description: string;
  /** Its own tags, in addition to `env`, `service`, `version`, and `host`. */
  readonly tags: Tags;
}

/** The tags by which a service check can be filtered and grouped. */
export type CheckTag<Tags extends readonly string[]> = TagOf<Tags>;

/**
 * Declares a service check, with the tags that its integration gives it.
 * @see https://docs.datadoghq.com/developers/service_checks/
 */
export function serviceCheck<const Tags extends readonly string[] = readonly []>(
  name: string,
  { description, tags }: { readonly description: string; readonly tags?: Tags },
): ServiceCheck<Tags> {
  return { name, description, tags: tags ?? ([] as unknown as Tags) };
}
