import type { Room } from './room.ts';

/** Whether an instance belongs to the group that an expression describes. */
export type Query = (room: Room) => boolean;
