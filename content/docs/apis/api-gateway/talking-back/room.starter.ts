/** A connection that a room knows of. */
export interface Room {
  members: Set<string>;
  /** Throws GoneException where a connection is gone, and other errors. */
  post(connectionId: string, text: string): void;
}

// Says something to all members of a room. Somebody who has left ends the
// round for all who come after, and stays a member for ever. Other errors
// must reach the caller, when all have been told. Your turn.
export function say(room: Room, text: string): void {
  for (const member of room.members) room.post(member, text);
}
