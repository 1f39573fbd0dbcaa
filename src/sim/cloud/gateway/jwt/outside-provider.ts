import type { World } from '../../region.ts';
import { addIssuer } from './issuers.ts';
import { rs256Signer, type Signer } from './signer.ts';
import { TEST_KEY } from './example-key.ts';
import { type Claims, encodeToken } from './token.ts';

/** Somebody outside of AWS who knows people and vouches for them by tokens, as Google does. */
export class OutsideProvider {
  /** `https://accounts.google.com` */
  readonly issuer: string;
  readonly #world: World;
  readonly #signer: Signer;

  /** Made by `cloud.cognitoidentityprovider.outside`. */
  constructor(world: World, issuer: string) {
    this.issuer = issuer;
    this.#world = world;
    this.#signer = rs256Signer(issuer, TEST_KEY);
    addIssuer(world, issuer, this.#signer);
  }

  /**
   * The token of somebody who has signed in there.
   *
   * @param claims `sub` is who, `aud` for which app
   * @param validity seconds
   */
  token(claims: Claims & { readonly sub: string; readonly aud: string }, validity = 3600): string {
    const iat = Math.floor(this.#world.simulation.epochMillis / 1000);
    return encodeToken({ iss: this.issuer, ...claims, iat, exp: iat + validity }, this.#signer);
  }
}
