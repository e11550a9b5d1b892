import { type Json, objectOf } from "../../json";
import { TerraformProblem } from "../problem";
import type { Kind } from "../row";

/** A kind whose value has no parts of its own in Terraform. */
const plain = (kind: Pick<Kind, "decode"> & Partial<Kind>): Kind => ({
  encode: (value) => value,
  locate: (path) => path,
  ...kind,
});

/** Text. */
export const text: Kind = plain({
  keepsTemplates: true,
  encode: String,
  decode: (attributes, { attribute, required, provider, empty }) => {
    if (required && empty === undefined) return attributes.required(attribute);
    return (attributes.has(attribute) ? attributes.text(attribute) : provider) || empty;
  },
});

export const flag: Kind = plain({
  decode: (attributes, { attribute, provider, empty }) => attributes.flag(attribute, provider === true) || empty,
});

export const number: Kind = plain({
  decode: (attributes, { attribute, provider, empty }) =>
    attributes.number(attribute, typeof provider === "number" ? provider : 0) || empty,
});

/** A number that Terraform has as text; what cannot be read goes out as 0. */
export const numberAsText: Kind = plain({
  encode: String,
  decode: (attributes, { attribute, empty }) => {
    const written = attributes.text(attribute);
    if (written === "") return empty;
    const value = Number(written);
    return Number.isFinite(value) ? value : 0;
  },
});

/** The same for whole numbers. */
export const integerAsText: Kind = plain({
  encode: String,
  decode: (attributes, { attribute, empty }) => {
    const written = attributes.text(attribute);
    if (written === "") return empty;
    return /^-?\d+$/.test(written) ? Number(written) : 0;
  },
});

/** Texts in their order. */
export const texts: Kind = plain({
  decode: (attributes, { attribute, empty }) => {
    const list = attributes.texts(attribute);
    return list.length > 0 ? list : empty;
  },
});

/** The same where the provider tells an empty set from none. */
export const givenTexts: Kind = plain({
  decode: (attributes, { attribute }) => (attributes.has(attribute) ? attributes.set(attribute) : undefined),
});

/** Whole numbers that Terraform has as a set. */
export const numbers: Kind = plain({
  decode: (attributes, { attribute, empty }) => {
    const list = attributes.texts(attribute).map((item) => {
      if (/^\d+$/.test(item)) return Number(item);
      throw new TerraformProblem(
        attributes.place,
        `${attribute} must be a list of numbers, not ${JSON.stringify(item)}`,
      );
    });
    if (list.length === 0) return empty;
    return attributes.settings.lenient ? list : list.sort((a, b) => a - b);
  },
});

/** Texts that the provider takes and does not send. */
export const unsentTexts: Kind = plain({
  decode: (attributes, { attribute }) => {
    attributes.texts(attribute);
    return undefined;
  },
});

/** Texts that Terraform has as a set; the provider sends them sorted. */
export const sortedTexts: Kind = plain({
  decode: (attributes, { attribute, empty }) => {
    const list = attributes.set(attribute);
    return list.length > 0 ? list : empty;
  },
});

/** Texts by name. */
export const map: Kind = plain({ decode: (attributes, { attribute }) => attributes.map(attribute) });

/** JSON values by name, each as the text of its JSON. */
export const jsonMap: Kind = plain({
  encode: (value) =>
    Object.fromEntries(Object.entries(objectOf(value)).map(([key, item]) => [key, JSON.stringify(item)])),
  decode: (attributes, { attribute }) =>
    Object.fromEntries(
      Object.entries(attributes.map(attribute)).map(([key, written]) => {
        try {
          return [key, JSON.parse(written) as Json] as const;
        } catch {
          const shown = written.slice(0, 80);
          throw new TerraformProblem(attributes.place, `${attribute}.${key} must be a JSON list, not ${shown}`);
        }
      }),
    ),
});
