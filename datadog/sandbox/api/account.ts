import { answer, param, type Routes } from "./routes";

/** What a client asks about its keys and its organization; there is one, so any id names it. */
export const accountRoutes: Routes = {
  "/api/v1/validate": { get: (context) => answer(context, { valid: true }) },
  "/api/v1/org/:public_id": {
    get: (context) => {
      const org = { public_id: param(context, "public_id"), name: "Sandbox", description: "" };
      return answer(context, { org });
    },
  },
};
