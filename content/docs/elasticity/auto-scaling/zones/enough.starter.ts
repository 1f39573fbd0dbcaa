/**
 * How many instances a group over so many zones should have, so that so
 * many are left when a zone is lost, before anything is launched. No
 * instance more than that.
 */
export function size(needed: number, zones: number): number {
  return needed + zones;
}
