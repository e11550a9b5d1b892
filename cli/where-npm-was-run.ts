/** npm runs scripts in the project's folder: go back to where the user is, whose files are named from there. */
export function goWhereNpmWasRun(): void {
  const { INIT_CWD, npm_lifecycle_event } = process.env;
  if (INIT_CWD && npm_lifecycle_event) process.chdir(INIT_CWD);
}
