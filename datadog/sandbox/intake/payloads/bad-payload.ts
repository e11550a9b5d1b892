/** A body that cannot be read, in the words of Datadog's API where they are known. */
export class BadPayload extends Error {
  override readonly name = "BadPayload";
}
