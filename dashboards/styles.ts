/** The unit of a computed percentage, which Datadog cannot know. */
export const percent = { unit: "percent" } as const;

/** What a value was before, beside what it is now. */
export const past = { lineType: "dotted", lineWidth: "thin", palette: "gray" } as const;

/** How many there were, behind the lines that say how long they took. */
export const counted = { palette: "gray", onRightYaxis: true } as const;

/** Failures. */
export const failing = { palette: "warm" } as const;
