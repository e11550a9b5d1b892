/**
 * The version of a provider that a `.terraform.lock.hcl` holds; undefined where it has none of it.
 *
 * @param provider `datadog/datadog`, of the public registry
 * @see https://developer.hashicorp.com/terraform/language/files/dependency-lock
 */
export function lockedVersion(lockFile: string, provider: string): string | undefined {
  const block = lockFile.split(/^provider /m).find((text) => text.startsWith(`"registry.terraform.io/${provider}"`));
  return /^\s*version\s*=\s*"([^"]+)"/m.exec(block ?? "")?.[1];
}
