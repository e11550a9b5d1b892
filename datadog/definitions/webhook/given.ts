import type { Given } from "../kind";

/** As recorded. */
const PAYLOAD =
  '{"body": "$EVENT_MSG", "last_updated": "$LAST_UPDATED", "event_type": "$EVENT_TYPE", "title": "$EVENT_TITLE", "date": "$DATE", "org": {"id": "$ORG_ID", "name": "$ORG_NAME"}, "id": "$ID"}';

/** Measured on recordings. */
export const webhookGiven: Given = {
  fields: [],
  complete: ({ encode_as = "json", custom_headers = null, payload, ...definition }) => ({
    ...definition,
    encode_as,
    custom_headers,
    payload: payload ?? PAYLOAD,
  }),
};
