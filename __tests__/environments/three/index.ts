/**
 * Three environments that stay as they are, whatever becomes of the project's own: for tests of what is said about an
 * environment, and not of what it is.
 */
export const THREE_ENVIRONMENTS = __dirname;
