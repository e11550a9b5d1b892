import type { Group } from "./types";

/** What a series that lacks a tag of `by` is grouped under on a dashboard. */
export const NOT_AVAILABLE = "N/A";

/** The key that groups by every tag: each series with tags of its own is a group. */
export const ALL_TAGS = "*";

const keyOf = (tag: string) => tag.split(":", 1)[0]!;

/** The group of a query without grouping. */
export const EVERYTHING: Group = { key: "*", tags: {} };

export function groupOf(keys: readonly string[], values: readonly string[]): Group {
  if (keys.length === 0) return EVERYTHING;
  return {
    key: keys.map((key, index) => `${key}:${values[index]}`).join(","),
    tags: Object.fromEntries(keys.map((key, index) => [key, values[index]!])),
  };
}

/**
 * The groups that a series belongs to. A tag that it has with several values puts it into a group for each.
 * @param strict leave it out where it lacks a tag of `keys`, as monitors do; dashboards call the value `N/A`
 */
export function groupsOfTags(tags: readonly string[], keys: readonly string[], strict: boolean): readonly Group[] {
  if (keys.includes(ALL_TAGS)) return groupsOfTags(tags, [...new Set(tags.map(keyOf))].sort(), strict);
  let combinations: readonly (readonly string[])[] = [[]];
  for (const key of keys) {
    const prefix = `${key}:`;
    let values = tags.filter((tag) => tag.startsWith(prefix)).map((tag) => tag.slice(prefix.length));
    if (values.length === 0) {
      if (strict) return [];
      values = [NOT_AVAILABLE];
    }
    combinations = combinations.flatMap((before) => values.map((value) => [...before, value]));
  }
  return combinations.map((values) => groupOf(keys, values));
}

/** A group's key with its tags in alphabetical order, to compare one that people wrote: `role:db, env:prod`. */
export const sortedKey = (key: string): string =>
  key
    .split(",")
    .map((tag) => tag.trim())
    .sort()
    .join(",");

/** The same group under fewer keys. */
export const regroup = (group: Group, keys: readonly string[]): Group =>
  groupOf(
    keys,
    keys.map((key) => group.tags[key] ?? NOT_AVAILABLE),
  );

export const byKey = (a: Group, b: Group): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
