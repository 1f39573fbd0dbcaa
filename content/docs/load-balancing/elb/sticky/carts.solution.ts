/** Whether the target group is sticky: any server will do now. */
export const sticky = false;

/** All servers look into one store beside them. */
export function cartsOf(_server: string, store: Set<string>): Set<string> {
  return store;
}
