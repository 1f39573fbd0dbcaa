/** A connection that a room knows of. */
export interface Room {
  members: Set<string>;
  /** Throws GoneException where a connection is gone, and other errors. */
  post(connectionId: string, text: string): void;
}

export function say(room: Room, text: string): void {
  let other: unknown;
  for (const member of room.members) {
    try {
      room.post(member, text);
    } catch (error) {
      if ((error as Error).name === 'GoneException')
        room.members.delete(member);
      else other = error;
    }
  }
  if (other) throw other;
}
