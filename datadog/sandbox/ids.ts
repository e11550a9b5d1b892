import { createHash, randomBytes } from "node:crypto";
import { KeptMap } from "./kept-map";

/** Hands out ids in Datadog's forms; the same seed gives the same ids in the same order. */
export class Ids {
  /** How many of each kind were handed out. */
  readonly counts = new KeptMap<string, number>();

  /** @param seed what tells one org's ids from another's @default none: numbers count up from the first of their kind */
  constructor(readonly seed?: string) {}

  /**
   * Ids that no other org has: for one that is served. A client that remembers ids (Terraform does, in its state) would
   * otherwise find other objects under them once the org was started again.
   */
  static random(): Ids {
    return new Ids(randomBytes(16).toString("hex"));
  }

  /** A whole number that grows, of at most 13 digits: monitors, dashboard lists. */
  number(kind: string, first: number): number {
    const offset = this.seed === undefined ? 0 : this.digest(kind, "first number").readUIntBE(0, 5);
    return first + offset + this.next(kind);
  }

  /** `abc-d2f-gh4`: dashboards. */
  dashboard(): string {
    const letters = "23456789abcdefghijkmnpqrstuvwxyz";
    const [...bytes] = this.digest("dashboard").subarray(0, 9);
    const text = bytes.map((byte) => letters[byte % letters.length]).join("");
    return `${text.slice(0, 3)}-${text.slice(3, 6)}-${text.slice(6)}`;
  }

  /** A UUID: catalog entries, downtimes, notification rules. */
  uuid(kind: string): string {
    const hex = this.digest(kind).toString("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }

  /** 22 characters of URL-safe base64: log pipelines, retention filters. */
  base64(kind: string): string {
    return this.digest(kind).subarray(0, 16).toString("base64url");
  }

  /** 32 hexadecimal digits: SLOs. */
  hex(kind: string): string {
    return this.digest(kind).toString("hex").slice(0, 32);
  }

  private digest(kind: string, which: string | number = this.next(kind)): Buffer {
    return createHash("sha256")
      .update(`${this.seed ?? "org"}\n${kind}\n${which}`)
      .digest();
  }

  private next(kind: string): number {
    const count = this.counts.get(kind) ?? 0;
    this.counts.set(kind, count + 1);
    return count;
  }
}
