import { z } from "zod";
import { isLink } from "./links";

/* Fields that the schemas of several kinds have. */

/** A text that must not be empty. */
export const filled = z.string().refine((text) => text.trim() !== "", { error: "is empty" });

/** An id that is a number, or a link to the object that will have it. */
export const numberOrLink = z.union([z.int(), z.string().refine(isLink)], { error: "must be a number" });
