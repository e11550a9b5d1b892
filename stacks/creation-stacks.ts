/**
 * Runs what makes constructs, without the stack traces that cdktf takes of every computed attribute: with source maps they
 * cost a third of a synthesis, and nobody sees them. Errors keep theirs.
 */
export function withoutCreationStacks<T>(make: () => T): T {
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = (subject, frames) => {
    // cdktf hands over a plain object, no error.
    if (!(subject instanceof Error)) return "";
    return before ? before(subject, frames) : [subject, ...frames.map((frame) => `    at ${frame}`)].join("\n");
  };
  try {
    return make();
  } finally {
    Error.prepareStackTrace = before;
  }
}
