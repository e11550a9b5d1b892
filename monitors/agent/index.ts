import { agentGone } from "./gone";

/** The monitors of the agent, one line each. */
export const agent = [["gone", agentGone]] as const;
