export { answer, type Answer, type RecordsInAnswer } from './answer.ts';
export { subnetOf, type Asker, type GeoCodes } from './asker.ts';
export { biased } from './bias.ts';
export { choose, MAX_MULTIVALUE } from './choose.ts';
export { readBlock, readCidr, type Block } from './cidr.ts';
export type { Outside, Place, Places, Resource } from './outside.ts';
