import { z } from "zod";
import { tagMistake } from "../datadog/definitions";

/** @param refused what else is wrong with a tag that has a key and a value @default nothing */
const tagSchema = (refused: (text: string) => string | undefined = () => undefined) =>
  z.string().superRefine((text, context) => {
    const message = mistakeOf(text, refused);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });

function mistakeOf(text: string, refused: (text: string) => string | undefined): string | undefined {
  if (!/^[^:]+:.+$/.test(text)) return `is ${JSON.stringify(text)}: a tag is key:value, such as team:data-platform`;
  const rewritten = tagMistake(text);
  return refused(text) ?? (rewritten && `is not how Datadog stores it: ${rewritten}`);
}

/**
 * `key:value` as Datadog keeps it.
 * @see https://docs.datadoghq.com/getting_started/tagging/
 */
export const tag = tagSchema();

/** A tag in addition to `env:NAME`. */
export const additionalTag = tagSchema((text) =>
  text.startsWith("env:")
    ? `is ${JSON.stringify(text)}: the env tag is set from the file's name, so remove it`
    : undefined,
);

/** The tags of an environment: those that its file lists, and `env:NAME`. */
export const tagsOf = ({ name, tags }: { readonly name: string; readonly tags: readonly string[] }) => [
  `env:${name}`,
  ...tags,
];
