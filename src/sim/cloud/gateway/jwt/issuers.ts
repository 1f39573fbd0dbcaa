import type { World } from '../../region.ts';
import type { Signer } from './signer.ts';

const worlds = new WeakMap<World, Map<string, Signer>>();

/** Lets a world know who signs the tokens of an issuer: what its `/.well-known/jwks.json` would show. */
export function addIssuer(world: World, issuer: string, signer: Signer): void {
  let issuers = worlds.get(world);
  if (!issuers) worlds.set(world, (issuers = new Map()));
  issuers.set(issuer, signer);
}

/** Who signs the tokens of an issuer; undefined for one that nobody knows. */
export const signerOf = (world: World, issuer: string): Signer | undefined => worlds.get(world)?.get(issuer);
