/** A webhook request as it arrived. */
export interface Arrival {
  readonly webhook: number;
  readonly eventId: string;
  readonly eventType: string;
  /** See `keyOfEvent`. */
  readonly key: string;
  /** `X-Webhook-Delivery` and `X-Webhook-Attempt`. */
  readonly delivery: string;
  readonly attempt: string;
  /** ms. */
  readonly at: number;
  /** The process that had the connection open, as far as the system could tell. */
  readonly sender: string | null;
  /** Why a signature did not verify. */
  readonly badSignature: string | null;
  /** When an answer of 2xx had been written to a connection that was still open; null: never. */
  acceptedAt: number | null;
}
