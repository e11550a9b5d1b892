import {
  apiMonitorSchema,
  type DowntimeDefinition,
  type NotificationRuleDefinition,
  type SloDefinition,
  sloSchema,
} from "../../definitions";
import {
  AlertingError,
  type AlertingMonitor,
  alertingMonitor,
  type Downtime,
  downtimeOf,
  routingOf,
} from "../alerting";
import { EvaluationError } from "../evaluate";
import type { StoredObject } from "../objects/store";
import type { Org } from "../org";

/** Why something is not evaluated, in one line. */
type Refused = { readonly refused: string };

/**
 * An org's monitors and downtimes, ready to be evaluated. They are prepared when they are asked for and have changed since:
 * the objects of an org change while it runs.
 */
export class Prepared {
  private kept = new WeakMap<object, AlertingMonitor | Downtime | Refused>();
  private surroundings: readonly object[] = [];

  constructor(private readonly org: Org) {}

  /** The monitors that can be evaluated here. */
  monitors(): readonly AlertingMonitor[] {
    return this.all().flatMap((one) => (isRefused(one) ? [] : one));
  }

  /** Why monitors are not evaluated, by their id. */
  refused(): ReadonlyMap<number, string> {
    const all = this.org.monitors.all();
    return new Map(
      this.all().flatMap((one, index) => (isRefused(one) ? [[all[index]!.id, one.refused] as const] : [])),
    );
  }

  downtimes(): readonly Downtime[] {
    return this.org.downtimes.all().flatMap((stored) => {
      if (isCanceled(stored)) return [];
      const made = this.made(stored, () => downtime(stored));
      return isRefused(made) ? [] : [made];
    });
  }

  private all(): readonly (AlertingMonitor | Refused)[] {
    const { monitors, slos, notificationRules } = this.org;
    const around = [...slos.all(), ...notificationRules.all()].map(({ definition }) => definition);
    // what a monitor looks up elsewhere in the org is in what was prepared
    if (!isSame(around, this.surroundings)) this.kept = new WeakMap();
    this.surroundings = around;
    return monitors.all().map(({ id, definition }) => this.made(definition, () => this.monitor(id)));
  }

  private monitor(id: number): AlertingMonitor {
    const { monitors, series, events, slos, notificationRules } = this.org;
    return alertingMonitor(String(id), apiMonitorSchema.parse(monitors.get(id)), {
      series,
      events,
      slo: (slo): SloDefinition | undefined => (slos.has(slo) ? sloSchema.parse(slos.read(slo).definition) : undefined),
      routings: notificationRules
        .all()
        .map(({ definition }) => routingOf(definition as unknown as NotificationRuleDefinition)),
    });
  }

  /** What was made of an object, or why nothing was. */
  private made<T extends AlertingMonitor | Downtime>(object: object, make: () => T): T | Refused {
    const known = this.kept.get(object);
    if (known) return known as T | Refused;
    const made = attempted(make);
    this.kept.set(object, made);
    return made;
  }
}

const isRefused = (made: object): made is Refused => "refused" in made;

const isSame = (a: readonly object[], b: readonly object[]) =>
  a.length === b.length && a.every((one, index) => one === b[index]);

function downtime({ id, definition, state }: StoredObject<string>): Downtime {
  const { started } = state as { readonly started?: number };
  return downtimeOf(id, definition as unknown as DowntimeDefinition, (started ?? 0) / 1000);
}

function isCanceled({ given }: StoredObject<string>): boolean {
  const { attributes } = given as { readonly attributes?: { readonly canceled?: unknown } };
  return typeof attributes?.canceled === "string";
}

/** What cannot be evaluated here must not stop the rest. */
function attempted<T extends object>(make: () => T): T | Refused {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof AlertingError || error instanceof EvaluationError)) throw error;
    return { refused: error.message.split("\n")[0]! };
  }
}
