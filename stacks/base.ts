import { DatadogProvider } from "@cdktf/provider-datadog/lib/provider";
import { GcsBackend, LocalBackend, S3Backend, TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { requireProvider } from "../constructs/provider-versions";
import type { Environment } from "../environments/schema";
import type { State } from "../environments/state";
import { sandboxOf } from "./sandbox";

/** The site that the provider talks to when it is told nothing. */
const PROVIDERS_OWN_SITE = "datadoghq.com";

/**
 * What every stack has: the place of its state. The place is always written, since cdktf's own choice would be an
 * absolute path of this machine. A stack for a sandbox never touches the environment's own state.
 */
export abstract class BaseStack extends TerraformStack {
  constructor(
    scope: Construct,
    id: string,
    protected readonly environment: Environment,
  ) {
    super(scope, id);
    const sandbox = sandboxOf(this);
    if (sandbox) new LocalBackend(this, { path: sandbox.statePath(id) });
    else keepState(this, id, environment.state);
  }
}

/** A stack of Datadog's resources, for the provider versions that the environment allows. The keys come from `DD_API_KEY` and `DD_APP_KEY` when Terraform runs. */
export abstract class DatadogStack extends BaseStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, environment);
    requireProvider(this, environment.terraform.datadog);
    new DatadogProvider(this, "datadog", { apiUrl: sandboxOf(this)?.url ?? apiUrl(this, environment.site) });
  }
}

/**
 * The address of the API, as a variable with the site's as its default, so that `TF_VAR_datadog_api_url` can send a
 * stack elsewhere. The provider's own site is not written: a written address would win over `DD_HOST`.
 */
function apiUrl(stack: TerraformStack, site: Environment["site"]): string | undefined {
  if (site === PROVIDERS_OWN_SITE) return undefined;
  return new TerraformVariable(stack, "datadog_api_url", {
    type: "string",
    default: `https://api.${site}`,
    description: "The address of Datadog's API: scheme and host",
  }).stringValue;
}

function keepState(stack: TerraformStack, id: string, state: State): void {
  if (state.s3) {
    const { key, ...rest } = state.s3;
    new S3Backend(stack, { ...rest, key: `${key.replace(/\.tfstate$/, "")}/${id}.tfstate` });
  } else if (state.gcs) {
    const { prefix, ...rest } = state.gcs;
    new GcsBackend(stack, { ...rest, prefix: `${prefix.replace(/\/$/, "")}/${id}` });
  } else if (state.local) {
    // Terraform runs in cdktf.out/stacks/ID, and a path inside cdktf.out would go with it.
    new LocalBackend(stack, { path: `../../../${state.local.path.replace(/\/$/, "")}/${id}.tfstate` });
  }
}
