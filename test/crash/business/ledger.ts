import type { ApiAnswer } from './api-client';
import type { BusinessMark, Operation, OperationOutcome } from './operation';

/** What was asked of the product and what it answered: kept outside of it. */
export class Ledger {
  readonly operations: Operation[] = [];
  /** Answers that no fault explains: a refusal where none was due, or an acceptance of what had to be refused. */
  readonly surprises: string[] = [];

  count(outcome: OperationOutcome): number {
    return this.operations.filter((operation) => operation.outcome === outcome).length;
  }

  /**
   * Makes the request and notes what came of it.
   * @param expected what a product without faults would answer
   */
  async note<T>(
    { mark, keys, organization }: Pick<Operation, 'mark' | 'keys' | 'organization'>,
    expected: 'committed' | 'refused' | 'either',
    request: () => Promise<ApiAnswer<T>>,
  ): Promise<ApiAnswer<T>> {
    const startedAt = Date.now();
    const answer = await request();
    const { outcome, text } = answer;
    this.operations.push({ mark, keys, organization, startedAt, endedAt: Date.now(), outcome, answer: text });
    if (expected !== 'either' && outcome !== 'unknown' && outcome !== expected) {
      this.surprises.push(`${text} (${mark.place}: ${mark.value})`);
    }
    return answer;
  }
}

export const markOf = (place: BusinessMark['place'], value: string): BusinessMark => ({ place, value });
