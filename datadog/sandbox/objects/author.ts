import type { JsonObject } from "../../json";
import { author } from "../org";

/** The user who created everything here, as objects of API v2 name one. */
const AUTHOR_ID = "5eb00000-0000-4000-a000-000000000001";

/** When what a new org has was made. */
export const SINCE = "2026-01-01T00:00:00.000000+00:00";

/** Who created an object, as its relationships say it. */
export const authorReference: JsonObject = { data: { type: "users", id: AUTHOR_ID } };

/** The same user whole, as answers include it. */
export const authorUser: JsonObject = {
  type: "users",
  id: AUTHOR_ID,
  attributes: {
    uuid: AUTHOR_ID,
    name: author.name,
    handle: author.handle,
    created_at: SINCE,
    modified_at: SINCE,
    email: author.email,
    icon: "",
    title: null,
    verified: true,
    service_account: false,
    disabled: false,
    allowed_login_methods: [],
    status: "Active",
    last_login_time: SINCE,
  },
};
