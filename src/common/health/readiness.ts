import { Injectable } from '@nestjs/common';

/** How a part that the product stands on is doing. */
export type PartHealth =
  | { readonly status: 'ok' }
  /** The product goes on without it, less well. */
  | { readonly status: 'degraded'; readonly reason: string }
  /** The product cannot serve without it. */
  | { readonly status: 'down'; readonly reason: string };

/** Answers for one part. Must answer within a second or so, and must not throw: what it throws counts as down. */
export type PartCheck = () => Promise<PartHealth>;

/** Where modules say how the readiness of what they stand on is found out. */
@Injectable()
export class Readiness {
  private readonly parts = new Map<string, PartCheck>();

  /** @param name the part, e.g. `redis`; a second registration of a name replaces the first */
  register(name: string, check: PartCheck): void {
    this.parts.set(name, check);
  }

  get checks(): ReadonlyMap<string, PartCheck> {
    return this.parts;
  }
}
