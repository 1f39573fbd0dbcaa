/** Whether the target group is sticky. */
export const sticky = true;

/** Your turn: where does a server look for the carts of its visitors? */
export function cartsOf(_server: string, _store: Set<string>): Set<string> {
  return new Set();
}
