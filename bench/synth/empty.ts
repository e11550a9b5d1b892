import { synthesizeBench } from "./workload";

/** A stack without resources: what node, the loader, and cdktf take by themselves. */
synthesizeBench(() => {});
